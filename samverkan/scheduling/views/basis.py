"""Pages and deeds of what plans are made of: what is missing, venues, rooms, offices and the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.decisions.queries import groups_run_by
from samverkan.ground.refusals import Refused
from samverkan.meetings.queries import closed_days
from samverkan.scheduling.forms.basis import NameForm, OfficeForm, PeriodForm, RoomChangeForm, RoomForm, VenueForm
from samverkan.scheduling.pages.basis import BasisPage, CalendarPage, PeriodRow, VenuesPage
from samverkan.scheduling.pages.common import tabs
from samverkan.scheduling.pages.hands import HandRow
from samverkan.scheduling.queries import access, people
from samverkan.scheduling.queries.basis import facts_of
from samverkan.scheduling.rules.basis import build, missing_journeys
from samverkan.scheduling.rules.calendar import LEAVE_WEEKS
from samverkan.scheduling.services import calendar as calendar_services
from samverkan.scheduling.services import venues as services
from samverkan.scheduling.services.common import NOT_KEEPER
from samverkan.scheduling.services.plans import days_of
from samverkan.scheduling.views.common import (
    demand_working,
    municipality_of,
    paged,
    unit_choices,
    unit_of,
    year_of,
    years,
)
from samverkan.scheduling.views.plans import crumbs
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


def _crumbs() -> tuple[NavigationItem, ...]:
    return (*crumbs(), NavigationItem(_("Venues and rooms"), reverse("scheduling:venues")))


@require_safe
def basis(request: ActorRequest) -> HttpResponse:
    """Show what a plan would be made of, and what is missing."""
    unit, year = unit_of(request), year_of(request)
    today = localdate()
    first, last = days_of(year, today=today)
    facts = facts_of(unit, first=first, last=last)
    found = build(facts)
    run = [group.pk for group in groups_run_by(request.actor, on=today)]
    rows = paged(request, BasisPage.rows(found, run))
    kept = {row["meeting"] for row in found.hands}
    page = BasisPage(
        unit=unit.name,
        year=year,
        choices=unit_choices(request, year, unit),
        counts=BasisPage.counted(found),
        missing=tuple(rows),
        paging=rows,
        ways_missing=sum(1 for _pair in missing_journeys(facts)),
        tabs=tabs("basis", plans=True),
        new_address=f"{reverse('scheduling:new_plan')}?unit={unit.pk}&year={year}",
        hands=HandRow.rows(found.hands, found.labels, shown=found.labels, run=run, held=kept),
    )
    return render(request, "scheduling/basis.html", {"page": page, "query": f"unit={unit.pk}&year={year}&"})


@require_safe
def venues(request: ActorRequest) -> HttpResponse:
    """Show the municipality's venues, rooms and offices."""
    demand_working(request)
    municipality = municipality_of(request)
    page = VenuesPage(
        venues=tuple(people.venues_of(municipality.pk)[:200]),
        rooms=tuple(people.rooms_of(municipality.pk)[:300]),
        offices=tuple(people.offices_of(municipality.pk)[:300]),
        may_keep=access.may_keep_basis(request.actor, municipality.pk),
        tabs=tabs("venues", plans=people.is_planner(request.actor)),
        municipality=municipality.name,
    )
    return render(request, "scheduling/venues.html", {"page": page})


def _keeper_of(request: ActorRequest) -> Any:
    demand_working(request)
    municipality = municipality_of(request)
    demand(access.may_keep_basis(request.actor, municipality.pk), NOT_KEEPER)
    return municipality


def _to_venues(_thing: Any) -> str:
    return reverse("scheduling:venues")


@GET_POST
def add_venue(request: ActorRequest) -> HttpResponse:
    """Add a venue; its journeys are written next."""
    municipality = _keeper_of(request)
    page = DeedPage(
        title=_("Add a venue"),
        form=NameForm(request.POST or None),
        submit=_("Add the venue"),
        cancel_address=reverse("scheduling:venues"),
        lead=_("A house with rooms to meet in, or where people have their office."),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_venue(by=request.actor, municipality=municipality, **values),
        said=_("The venue has been added. Write how long the ways to it are."),
        to=lambda venue: reverse("scheduling:venue", args=[venue.pk]),
    )


@GET_POST
def venue(request: ActorRequest, venue_id: int) -> HttpResponse:
    """Change a venue's name and the minutes to the others."""
    demand_working(request)
    found = people.venue_for(request.actor, venue_id)
    demand(access.may_keep_basis(request.actor, found.municipality_id), NOT_KEEPER)
    others = [other for other in people.venues_of(found.municipality_id) if other.pk != found.pk]

    def stored() -> tuple[int, dict[str, Any]]:
        now = people.venue_for(request.actor, venue_id)
        ways = people.minutes_from(now)
        return now.edition, {"name": now.name, **{f"to_{other.pk}": ways.get(other.pk) for other in others}}

    edition, values = stored()
    form = VenueForm(request.POST or None, initial={"edition": edition, **values}, others=others)
    page = DeedPage(
        title=found.name,
        form=form,
        submit=_("Save the venue"),
        cancel_address=reverse("scheduling:venues"),
        lead=_("Minutes from door to door at office hours, the same both ways. Empty: nobody has said."),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda cleaned: services.change_venue(
            by=request.actor,
            venue=found,
            name=cleaned["name"],
            minutes=form.minutes(),
            edition=cleaned["edition"],
            today=localdate(),
        ),
        said=_("The venue has been saved."),
        to=_to_venues,
        stored_now=stored,
    )


@GET_POST
def add_room(request: ActorRequest) -> HttpResponse:
    """Add a room, or a way to meet by video."""
    municipality = _keeper_of(request)
    page = DeedPage(
        title=_("Add a room"),
        form=RoomForm(request.POST or None, venues=people.venues_of(municipality.pk)),
        submit=_("Add the room"),
        cancel_address=reverse("scheduling:venues"),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_room(by=request.actor, municipality=municipality, **values),
        said=_("The room has been added."),
        to=_to_venues,
    )


@GET_POST
def room(request: ActorRequest, room_id: int) -> HttpResponse:
    """Change a room, or close it for a time."""
    demand_working(request)
    found = people.room_for(request.actor, room_id)
    demand(access.may_keep_basis(request.actor, found.municipality_id), NOT_KEEPER)
    initial = {
        "name": found.name,
        "capacity": found.capacity,
        "closed_from": found.closed_from,
        "closed_until": found.closed_until,
    }
    page = DeedPage(
        title=str(found),
        form=RoomChangeForm(request.POST or None, initial=initial),
        submit=_("Save the room"),
        cancel_address=reverse("scheduling:venues"),
        lead=_("When a room is lost, close it here and plan again: only the meetings that used it move."),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.change_room(by=request.actor, room=found, **values),
        said=_("The room has been saved."),
        to=_to_venues,
    )


@GET_POST
def office(request: ActorRequest) -> HttpResponse:
    """Say where an organisation's people have their office."""
    municipality = _keeper_of(request)
    units = people.units_with_seats(municipality, on=localdate())
    form = OfficeForm(
        request.POST or None,
        initial={"unit": request.GET.get("unit", "")},
        units=units,
        venues=people.venues_of(municipality.pk),
    )
    page = DeedPage(
        title=_("Place an office"),
        form=form,
        submit=_("Save the office"),
        cancel_address=reverse("scheduling:venues"),
        lead=_("Journeys are reckoned from the office. A function may have an office of its own."),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.place_office(by=request.actor, today=localdate(), **values),
        said=_("The office has been saved."),
        to=_to_venues,
    )


@GET_POST
def calendar(request: ActorRequest) -> HttpResponse:
    """Show the year's days on which nobody meets or would rather not, and add some."""
    demand_working(request)
    municipality, year = municipality_of(request), year_of(request)
    may_keep = access.may_keep_basis(request.actor, municipality.pk)
    if request.method == "POST":
        demand(may_keep, NOT_KEEPER)
    form = PeriodForm(request.POST or None) if may_keep else None
    page = CalendarPage(
        year=year,
        years=years(year),
        holidays=tuple(sorted(day for day in closed_days(date(year, 1, 1), date(year, 12, 31)) if day.weekday() < 5)),
        leave_weeks=LEAVE_WEEKS,
        periods=tuple(PeriodRow.of(period) for period in people.periods_of(municipality.pk, year=year)),
        form=form,
        tabs=tabs("calendar", plans=people.is_planner(request.actor)),
    )
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            calendar_services.add_period(by=request.actor, municipality=municipality, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The period has been added."))
            return redirect(f"{reverse('scheduling:calendar')}?year={year}")
    status = 422 if form is not None and form.errors else 200
    return render(request, "scheduling/calendar.html", {"page": page}, status=status)


@require_POST
def remove_period(request: ActorRequest, period_id: int) -> HttpResponse:
    """Take a period away."""
    period = people.period_for(request.actor, period_id)
    year = period.first.year
    calendar_services.remove_period(by=request.actor, period=period)
    messages.success(request, _("The period has been removed."))
    return redirect(f"{reverse('scheduling:calendar')}?year={year}")
