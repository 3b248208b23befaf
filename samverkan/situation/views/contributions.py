"""Pages of contributions from other actors."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.situation.forms.contributions import ContributionForm, DeclineForm, UseForm
from samverkan.situation.pages.contributions import ContributionPage, ContributionRow, ContributionsPage
from samverkan.situation.pages.texts import WritePage
from samverkan.situation.queries import contributions as queries
from samverkan.situation.queries import pictures
from samverkan.situation.rules.rooms import may_read_working
from samverkan.situation.services import contributions as services
from samverkan.situation.services.contributions import contribution_pointer
from samverkan.situation.services.pictures import NOT_YOURS
from samverkan.situation.views.common import answer_writing
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

A_PAGE = 50
NOT_FOR_YOU = "Contributions are sent by representatives of other organisations, and registered by who prepares."


def _way() -> tuple[NavigationItem, ...]:
    return (NavigationItem(_("Contributions"), reverse("situation:contributions")),)


def _row(request: ActorRequest, contribution: Any) -> ContributionRow:
    prepares = may_prepare(request.actor, contribution.picture.unit_id)
    return ContributionRow.of(contribution, may_open=prepares)


@require_safe
def contributions(request: ActorRequest) -> HttpResponse:
    """List what one's own organisation has sent, or what has come to one's own pictures."""
    demand(may_read_working(request.actor), NOT_FOR_YOU)
    paging = Paginator(queries.contributions_visible_to(request.actor), A_PAGE).get_page(request.GET.get("page"))
    page = ContributionsPage(
        rows=tuple(_row(request, one) for one in paging),
        paging=paging,
        may_send=bool(queries.pictures_to_contribute_to(request.actor)),
        receives=bool(queries.prepared_ids(request.actor)),
    )
    return render(request, "situation/contributions.html", {"page": page})


@GET_POST
def contribute(request: ActorRequest) -> HttpResponse:
    """Send a contribution to a district's picture."""
    units = queries.own_organisations(request.actor)
    demand(bool(units or queries.prepared_ids(request.actor)), NOT_FOR_YOU)
    found = queries.pictures_to_contribute_to(request.actor)
    initial: dict[str, Any] = {
        "unit": units[0].pk if len(units) == 1 else "",
        "picture": found[0].pk if len(found) == 1 else "",
    }
    page = WritePage(
        title=_("Contribute to a situation picture"),
        form=ContributionForm(request.POST or None, initial=initial, pictures=found, units=units),
        submit=_("Send the contribution"),
        cancel_address=reverse("situation:contributions"),
        crumbs=_way(),
        lead=_("Tell what your organisation sees and does. You are told what it leads to."),
        effect=_("What you send becomes a received document with the district administration and the police."),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.send_contribution(by=request.actor, **values, today=localdate()),
        said=_("The contribution is sent."),
        to=lambda contribution: contribution_pointer(contribution).address,
    )


@require_safe
def contribution(request: ActorRequest, contribution_id: int) -> HttpResponse:
    """Show a contribution and what became of it."""
    found = queries.contribution_for(request.actor, contribution_id)
    row = _row(request, found)
    may_answer = row.state == "new" and may_prepare(request.actor, found.picture.unit_id)
    return render(request, "situation/contribution.html", {"page": ContributionPage(row, may_answer)})


@GET_POST
def use_contribution(request: ActorRequest, contribution_id: int) -> HttpResponse:
    """Let a contribution become a joint statement."""
    found = queries.contribution_for(request.actor, contribution_id)
    demand(may_prepare(request.actor, found.picture.unit_id), NOT_YOURS)
    address = contribution_pointer(found).address
    form = UseForm(
        request.POST or None,
        initial={"text": found.text, "block": "extent"},
        areas=pictures.areas_of(found.picture, on=localdate()),
    )
    page = WritePage(
        title=_("Use the contribution in the picture"),
        form=form,
        submit=_("Use it and tell the sender"),
        cancel_address=address,
        crumbs=(*_way(), NavigationItem(found.field, address)),
        quoted=((_("From %(sender)s") % {"sender": found.sender}, found.text),),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.use_contribution(by=request.actor, contribution=found, **values, now=now()),
        said=_("The contribution is used, and the sender has been told."),
        to=lambda statement: reverse("situation:statement", args=[statement.pk]),
    )


@GET_POST
def decline_contribution(request: ActorRequest, contribution_id: int) -> HttpResponse:
    """Answer why a contribution is not used."""
    found = queries.contribution_for(request.actor, contribution_id)
    demand(may_prepare(request.actor, found.picture.unit_id), NOT_YOURS)
    address = contribution_pointer(found).address
    page = DeedPage(
        title=_("Answer why it is not used"),
        form=DeclineForm(request.POST or None),
        submit=_("Send the answer"),
        cancel_address=address,
        lead=found.text,
        crumbs=(*_way(), NavigationItem(found.field, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.decline_contribution(by=request.actor, contribution=found, **values),
        said=_("The answer is sent."),
        to=lambda answered: address,
    )
