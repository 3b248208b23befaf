"""Pages and deeds of working groups and existing forums."""

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
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import FunctionKind
from samverkan.groups.services import NewSeat
from samverkan.groups.words import Membership
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.working_groups import queries, services
from samverkan.working_groups.forms import PERMANENT, EndForm, ForumForm, MapForm, ProposeForm, StartForm
from samverkan.working_groups.pages import (
    AppointmentPage,
    AppointmentRow,
    ForumRow,
    ForumsPage,
    GroupLink,
    ProposePage,
    SeatRow,
)
from samverkan.working_groups.services import NOT_YOURS
from samverkan.working_groups.words import AppointmentState

SOON = 90
"""How many days ahead the page tells of groups that end: a choice of the page, no agreement says it."""


@require_safe
def forums(request: ActorRequest) -> HttpResponse:
    """Show existing forums, proposals, appointments and groups that soon end (ORG-20, -29, -30, -36)."""
    today = localdate()
    actor = request.actor
    rows = [
        (forum.holds(today), ForumRow.of(forum, may_change=may_prepare(actor, forum.unit_id)))
        for forum in queries.forums_visible_to(actor).order_by("unit__name", "name")
    ]
    appointments = [
        AppointmentRow.of(one) for one in queries.appointments_visible_to(actor).order_by("unit__name", "name")
    ]
    page = ForumsPage(
        forums=tuple(row for holds, row in rows if holds),
        ended=tuple(row for holds, row in rows if not holds),
        waiting=tuple(row for row in appointments if row.state == AppointmentState.PROPOSED),
        appointed=tuple(row for row in appointments if row.state == AppointmentState.APPOINTED),
        ending=tuple(GroupLink.of(group) for group in queries.working_groups_ending(actor, on=today, within_days=SOON)),
        may_propose=bool(queries.preparation_groups_of(actor, on=today)),
        may_add=bool(queries.units_prepared_by(actor, actor.own_unit_ids, on=today)),
    )
    return render(request, "working_groups/forums.html", {"page": page})


def _crumbs() -> tuple[NavigationItem, ...]:
    return (NavigationItem(_("Working groups and forums"), reverse("working_groups:forums")),)


@GET_POST
def propose(request: ActorRequest) -> HttpResponse:
    """Show what is already there for the district and the area, then take the proposal (ORG-17, ORG-29)."""
    today = localdate()
    groups = queries.preparation_groups_of(request.actor, on=today)
    demand(bool(groups), "You may not raise matters in this group.")
    areas = queries.areas_for(groups[0].unit, on=today)
    asked = request.GET if "omrade" in request.GET or "grupp" in request.GET else None
    only = {"grupp": groups[0].pk} if len(groups) == 1 else {}
    start = StartForm(asked, initial=only, groups=groups, areas=areas)
    group = area = found = form = None
    if asked is not None and start.is_valid():
        group, area = start.cleaned_data["grupp"], start.cleaned_data["omrade"]
        found = queries.existing(group.unit, area, on=today)
        prioritised, others = queries.organisations_to_co_opt(group, on=today)
        police = queries.police_of(group.unit, on=today)
        initial = {"co_opted": [str(one.pk) for one in prioritised], "police": police[0].pk if len(police) == 1 else ""}
        form = ProposeForm(request.POST or None, initial=initial, police=police, partners=[*prioritised, *others])
        if request.method == "POST" and form.is_valid():
            answer = _propose(request, form, group, area)
            if answer is not None:
                return answer
    page = ProposePage.with_existing(
        found,
        start=start,
        form=form,
        has_groups=bool(groups),
        has_areas=bool(areas),
        group=group.name if group else "",
        area=area.name if area else "",
    )
    return render(request, "working_groups/propose.html", {"page": page}, status=422 if form and form.errors else 200)


def _propose(request: ActorRequest, form: ProposeForm, group: Any, area: Any) -> HttpResponse | None:
    values = dict(form.cleaned_data)
    seats = [
        NewSeat(
            FunctionKind.DISTRICT_REPRESENTATIVE, group.unit, responsibility=values.pop("responsibility_municipality")
        ),
        NewSeat(
            FunctionKind.POLICE_REPRESENTATIVE, values.pop("police"), responsibility=values.pop("responsibility_police")
        ),
        *(
            NewSeat(FunctionKind.PARTNER_REPRESENTATIVE, unit, membership=Membership.CO_OPTED)
            for unit in values.pop("co_opted")
        ),
    ]
    values["is_permanent"] = values.pop("lasts") == PERMANENT
    try:
        appointment = services.propose_working_group(
            by=request.actor, preparation_group=group, area=area, seats=seats, today=localdate(), **values
        )
    except NotAllowed:
        raise
    except Refused as refused:
        form.refuse(refused)
        return None
    messages.success(request, _("The working group has been proposed. The preparation group decides."))
    return redirect("working_groups:appointment", appointment.pk)


@require_safe
def appointment(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """Show a proposed or appointed working group."""
    found = queries.appointment_for(request.actor, appointment_id)
    seats = tuple(SeatRow.of(seat) for seat in found.suggested_seats.select_related("unit").order_by("pk"))
    return render(request, "working_groups/appointment.html", {"page": AppointmentPage.of(found, seats)})


@GET_POST
def add_forum(request: ActorRequest) -> HttpResponse:
    """Register an existing forum."""
    today = localdate()
    units = queries.units_prepared_by(request.actor, request.actor.own_unit_ids, on=today)
    demand(bool(units), NOT_YOURS)
    initial = {"valid_from": today, "unit": units[0].pk if len(units) == 1 else ""}
    page = DeedPage(
        title=_("Register a forum"),
        form=ForumForm(request.POST or None, initial=initial, units=units, areas=queries.areas_for(units[0], on=today)),
        submit=_("Register the forum"),
        cancel_address=reverse("working_groups:forums"),
        lead=_("Groups and forms of collaboration that are already there, so that no new one is made beside them."),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_forum(by=request.actor, **values),
        said=_("The forum has been registered."),
        to=lambda forum: reverse("working_groups:forums"),
    )


@GET_POST
def map_forum(request: ActorRequest, forum_id: int) -> HttpResponse:
    """Say which group a forum counts as."""
    forum = queries.forum_for(request.actor, forum_id)
    demand(may_prepare(request.actor, forum.unit_id), NOT_YOURS)
    groups = queries.groups_to_map(request.actor, forum.unit, on=localdate())
    page = DeedPage(
        title=_("Map %(forum)s onto the structure") % {"forum": forum.name},
        form=MapForm(request.POST or None, initial={"group": forum.mapped_to_id}, groups=groups),
        submit=_("Save the mapping"),
        cancel_address=reverse("working_groups:forums"),
        lead=_(
            "An existing forum may serve as a group of the agreement, for example a local council as steering group."
        ),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.map_forum(by=request.actor, forum=forum, **values),
        said=_("The mapping has been saved."),
        to=lambda mapped: reverse("working_groups:forums"),
    )


@GET_POST
def end_forum(request: ActorRequest, forum_id: int) -> HttpResponse:
    """End a forum."""
    forum = queries.forum_for(request.actor, forum_id)
    demand(may_prepare(request.actor, forum.unit_id), NOT_YOURS)
    page = DeedPage(
        title=_("End %(forum)s") % {"forum": forum.name},
        form=EndForm(request.POST or None, initial={"on": localdate()}),
        submit=_("End the forum"),
        is_stop=True,
        cancel_address=reverse("working_groups:forums"),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_forum(by=request.actor, forum=forum, **values),
        said=_("The forum has been ended."),
        to=lambda ended: reverse("working_groups:forums"),
    )
