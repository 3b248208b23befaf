"""The overview of a unit's year, and the follow-up of one measure."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.followup.forms.cards import ReviewForm
from samverkan.followup.forms.lessons import ChooseForm
from samverkan.followup.pages.follow import DueRow, FollowedRow, ListPage, MeasurePage
from samverkan.followup.queries import followed as queries
from samverkan.followup.queries.cards import cards_of, latest_verdicts
from samverkan.followup.queries.reviews import latest_reviews, reviews_due, reviews_of
from samverkan.followup.rules.dose import delivered
from samverkan.followup.services import cards as card_services
from samverkan.followup.services import reviews as services
from samverkan.followup.services.reviews import NOT_YOURS
from samverkan.ground.refusals import Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

ASK_AGAIN = 180
"""Days that the form proposes until the question is asked again."""
A_PAGE = 40


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Show a unit's year: implementation and effect apart, and what is to be asked again (FOL-05, -11, -12, -15)."""
    actor, today = request.actor, localdate()
    units = queries.units_followed(actor)
    own = next((unit for unit in units if unit.pk in actor.own_unit_ids), units[0] if units else None)
    unit = next((one for one in units if str(one.pk) == request.GET.get("enhet")), own)
    years = queries.years_followed(actor, unit) if unit else []
    year = next((one for one in years if str(one) == request.GET.get("ar")), years[0] if years else None)
    found = queries.followed_in(actor, unit, year) if unit and year else []
    paging = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    ids = [measure.pk for measure in paging.object_list]
    cards, reviews = cards_of(ids), latest_reviews(ids)
    doses = [delivered(queries.doses_of(measure)) for measure in found]
    verdicts = latest_verdicts(measure.pk for measure in found)
    asks = unit is not None and may_prepare(actor, unit.pk)
    page = ListPage(
        unit=unit.name if unit else "",
        year=year,
        choose=ChooseForm(initial={"enhet": unit.pk, "ar": year}, units=units, years=years) if unit else None,
        rows=tuple(
            FollowedRow.of(measure, cards.get(measure.pk, []), reviews.get(measure.pk), today=today)
            for measure in paging.object_list
        ),
        paging=paging,
        query=urlencode({"enhet": unit.pk, "ar": year}) + "&" if unit else "",
        due=tuple(DueRow.of(due) for due in reviews_due([unit.pk], today)) if unit and asks else (),
        **ListPage.summed(doses, verdicts, len(found)),
    )
    return render(request, "followup/list.html", {"page": page})


@require_safe
def measure(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Show the follow-up of one measure (FOL-12, FOL-17, FOL-27)."""
    found = queries.followed_for(request.actor, measure_id)
    cards = cards_of([found.pk]).get(found.pk, [])
    if queries.sees_only_decided(request.actor):
        cards = [card for card in cards if card.state == "settled"]
    page = MeasurePage.of(
        found,
        cards,
        reviews_of(found.pk),
        may_prepare=may_prepare(request.actor, found.plan.unit_id),
        today=localdate(),
    )
    return render(request, "followup/measure.html", {"page": page})


def crumbs_to(title: str, measure_id: int) -> tuple[NavigationItem, ...]:
    """Return the way to a measure's follow-up."""
    return (
        NavigationItem(_("Follow-up"), reverse("followup:list")),
        NavigationItem(title, reverse("followup:measure", args=[measure_id])),
    )


@GET_POST
def review(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Answer whether the measure is still the most relevant one."""
    found = queries.followed_for(request.actor, measure_id)
    demand(may_prepare(request.actor, found.plan.unit_id), NOT_YOURS)
    today = localdate()
    page = DeedPage(
        title=_("Still the most relevant? %(measure)s") % {"measure": found.title},
        form=ReviewForm(request.POST or None, initial={"next_on": today + timedelta(days=ASK_AGAIN)}),
        submit=_("Save the answer"),
        cancel_address=reverse("followup:measure", args=[found.pk]),
        lead=_("The question is asked again and again, so that nothing goes on out of habit."),
        crumbs=crumbs_to(found.title, found.pk),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.review_measure(by=request.actor, measure=found, today=today, **values),
        said=_("The answer is saved."),
        to=lambda done: reverse("followup:measure", args=[found.pk]),
    )


@require_POST
def draft_card(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Begin an effect card and go on to write in it."""
    found = queries.followed_for(request.actor, measure_id)
    try:
        card = card_services.draft_card(by=request.actor, measure=found, today=localdate())
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect("followup:measure", found.pk)
    return redirect("followup:change_card", card.pk)
