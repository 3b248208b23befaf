"""Effect cards: read, write, settle and share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.followup.forms.cards import GROUPS, CardForm, ReasonForm, SettleForm, ShareForm
from samverkan.followup.pages.card import CardFormPage, CardPage, FieldGroup
from samverkan.followup.queries import cards as queries
from samverkan.followup.queries.figures import indicators_for, sources_for
from samverkan.followup.services import cards as services
from samverkan.followup.services.cards import Written
from samverkan.followup.services.reviews import NOT_YOURS
from samverkan.followup.views.follow import crumbs_to
from samverkan.followup.words import Advice, CardState, Mechanism, Verdict
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, Difference, NavigationItem


def _prepares(request: ActorRequest, card: Any) -> bool:
    return may_prepare(request.actor, card.measure.plan.unit_id)


@require_safe
def card(request: ActorRequest, card_id: int) -> HttpResponse:
    """Show the effect card (FOL-11, FOL-13, FOL-23, FOL-25)."""
    found = queries.card_for(request.actor, card_id)
    page = CardPage.of(
        found,
        queries.judgement_of(found),
        may_prepare=_prepares(request, found),
        is_own=queries.is_own(request.actor, found),
        party=request.actor.party,
    )
    return render(request, "followup/card.html", {"page": page})


def _stored(found: Any) -> dict[str, Any]:
    """Return the stored values of the form's fields."""
    values = {name: getattr(found, name) for name in Written.__slots__ if name != "chosen"}
    return values | {"chosen": found.verdict if found.verdict_reason else ""}


@GET_POST
def change_card(request: ActorRequest, card_id: int) -> HttpResponse:
    """Write in a card; when somebody else has saved meanwhile both wordings are shown and nothing is lost."""
    found = queries.card_for(request.actor, card_id)
    demand(_prepares(request, found), NOT_YOURS)
    if found.state == CardState.SETTLED:
        return redirect("followup:card", found.pk)
    unit = found.measure.plan.unit
    indicators, sources = indicators_for(unit), sources_for(unit)
    differences: tuple[Difference, ...] = ()
    if request.method == "POST":
        form = CardForm(request.POST, indicators=indicators, sources=sources)
        if form.is_valid():
            values = dict(form.cleaned_data)
            was_settled = bool(found.municipality_settled_on or found.police_settled_on)
            try:
                services.change_card(
                    by=request.actor, card=found, edition=values.pop("edition"), written=Written(**values)
                )
            except NotAllowed:
                raise
            except SavedMeanwhile as refused:
                found = queries.card_for(request.actor, card_id)
                differences = Difference.between(form, _as_words(_stored(found)))
                form.renew_edition(found.edition)
                form.refuse(refused)
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("The card is saved."))
                if was_settled:
                    messages.info(request, _("The card had been settled by a party. It is open again for both."))
                return redirect("followup:card", found.pk)
    else:
        keys = {"indicator": found.indicator_id, "source": found.source_id, "edition": found.edition}
        form = CardForm(initial=_stored(found) | keys, indicators=indicators, sources=sources)
    page = CardFormPage(
        title=found.measure.title,
        number=found.number,
        address=reverse("followup:card", args=[found.pk]),
        measure_address=reverse("followup:measure", args=[found.measure_id]),
        form=form,
        groups=tuple(FieldGroup(title, text, tuple(form[name] for name in names)) for title, text, names in GROUPS),
        has_sources=bool(sources),
        computed=queries.judgement_of(found).judged.verdict,
        differences=differences,
    )
    status = 422 if form.errors else 200
    return render(request, "followup/change_card.html", {"page": page}, status=status)


def _as_words(stored: dict[str, Any]) -> dict[str, Any]:
    """Return stored codes as the words that the form cleans them to, so that both sides read alike."""
    words = {"mechanism": Mechanism, "chosen": Verdict, "advice": Advice}
    return {name: words[name](value) if value and name in words else value for name, value in stored.items()}


@GET_POST
def settle_card(request: ActorRequest, card_id: int) -> HttpResponse:
    """Settle the card for one's own party."""
    found = queries.card_for(request.actor, card_id)
    demand(_prepares(request, found), NOT_YOURS)
    judgement = queries.judgement_of(found)
    verdict = Verdict(found.verdict) if found.verdict_reason else judgement.judged.verdict
    party = _(request.actor.party.label).lower() if request.actor.party else ""
    page = DeedPage(
        title=_("Settle the effect card"),
        form=SettleForm(request.POST or None, initial={"edition": found.edition}),
        submit=_("Settle for %(party)s") % {"party": party},
        cancel_address=reverse("followup:card", args=[found.pk]),
        lead=_("Verdict: %(verdict)s.") % {"verdict": _(verdict.label)},
        effect=_("When both parties have settled the card it is kept as it is."),
        crumbs=(*crumbs_to(found.measure.title, found.measure_id), _card_crumb(found)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.settle_card(by=request.actor, card=found, today=localdate(), **values),
        said=_("The card is settled for your party."),
        to=lambda settled: reverse("followup:card", args=[found.pk]),
        stored_now=lambda: (queries.card_for(request.actor, card_id).edition, {}),
    )


def _card_crumb(found: Any) -> NavigationItem:
    title = _("Effect card %(number)s") % {"number": found.number}
    return NavigationItem(title, reverse("followup:card", args=[found.pk]))


@GET_POST
def share_card(request: ActorRequest, card_id: int) -> HttpResponse:
    """Share the card as an example with all districts."""
    found = queries.card_for(request.actor, card_id)
    demand(_prepares(request, found), NOT_YOURS)
    page = DeedPage(
        title=_("Share as an example"),
        form=ShareForm(request.POST or None, initial={"lesson": found.lesson}),
        submit=_("Share with all districts"),
        cancel_address=reverse("followup:card", args=[found.pk]),
        lead=_("What did not work helps others at least as much as what did."),
        effect=_("Everybody who works here can read the card. The rest of the district's material stays closed."),
        crumbs=(*crumbs_to(found.measure.title, found.measure_id), _card_crumb(found)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.share_as_example(by=request.actor, card=found, today=localdate(), **values),
        said=_("The card is shared."),
        to=lambda shared: reverse("followup:card", args=[found.pk]),
    )


@GET_POST
def withdraw_card(request: ActorRequest, card_id: int) -> HttpResponse:
    """Take a shared card back."""
    found = queries.card_for(request.actor, card_id)
    demand(_prepares(request, found), NOT_YOURS)
    page = DeedPage(
        title=_("Withdraw the example"),
        form=ReasonForm(request.POST or None),
        submit=_("Withdraw"),
        cancel_address=reverse("followup:card", args=[found.pk]),
        is_stop=True,
        crumbs=(*crumbs_to(found.measure.title, found.measure_id), _card_crumb(found)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.withdraw_example(by=request.actor, card=found, **values),
        said=_("The example is withdrawn."),
        to=lambda withdrawn: reverse("followup:card", args=[found.pk]),
    )
