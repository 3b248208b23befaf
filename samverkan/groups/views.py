"""Pages and deeds of groups and seats."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.words import Party
from samverkan.groups import queries, services
from samverkan.groups.forms import AskForm, CoOptForm, EndForm, FillForm, FoundForm, RenameForm, SeatForm
from samverkan.groups.pages.group import GroupPage, ListPage, sections
from samverkan.groups.pages.structure import Choice, StructurePage
from samverkan.groups.services import NOT_YOURS
from samverkan.organisation.queries import chosen, municipalities_open_to
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


def _found_address(request: ActorRequest, today: date) -> str:
    units = {*request.actor.own_unit_ids, *request.actor.municipality_ids}
    return reverse("groups:found") if any(may_prepare(request.actor, pk) for pk in units) else ""


def _seen(request: ActorRequest) -> None:
    """Answer people without any post or seat as if nothing existed."""
    if not request.actor.posts and not request.actor.seats:
        raise Http404


@require_safe
def list_groups(request: ActorRequest) -> HttpResponse:
    """Show the groups by unit, with vacancies and faults."""
    _seen(request)
    today = localdate()
    on = AskForm(request.GET).asked("datum") or today
    only = request.GET.get("visa") == "brister"
    found = queries.groups_on_day(request.actor, on=on)
    everything = sections(found)
    rows = [row for section in everything for row in section.rows]
    if only:
        kept = [(one, [row for row in one.rows if row.vacant or row.faults]) for one in everything]
        everything = tuple(type(one)(one.title, tuple(some)) for one, some in kept if some)
    page = ListPage(
        on=on,
        today=today,
        sections=everything,
        vacant=sum(row.vacant for row in rows),
        faults=sum(row.faults for row in rows),
        only_attention=only,
        found_address=_found_address(request, today),
    )
    return render(request, "groups/list.html", {"page": page})


@require_safe
def structure(request: ActorRequest) -> HttpResponse:
    """Show the picture of the structure, and the same as text (ORG-39)."""
    _seen(request)
    today = localdate()
    asked = AskForm(request.GET)
    on = asked.asked("datum") or today
    municipalities = municipalities_open_to(request.actor)
    city = chosen(municipalities, asked.asked("kommun"))
    found = queries.groups_on_day(request.actor, on=on, municipality_id=city.pk) if city else []
    page = StructurePage.of(
        found,
        city=(str(city.pk), city.name) if city else ("", ""),
        municipalities=[Choice(str(one.pk), one.name, one == city) for one in municipalities],
        chosen=request.GET.get("stadsdel", ""),
        expanded=frozenset(key for key in request.GET.getlist("visa") if key.isdecimal()),
        on=on,
        today=today,
        found_address=_found_address(request, today),
        number=request.GET.get("page"),
    )
    return render(request, "groups/structure.html", {"page": page})


@require_safe
def group(request: ActorRequest, group_id: int) -> HttpResponse:
    """Show a group: its task, seats, vacancies, faults and history."""
    today = localdate()
    on = AskForm(request.GET).asked("datum") or today
    found = queries.groups_on_day(request.actor, on=on, group_id=group_id)
    if not found:
        raise Http404
    page = GroupPage.of(
        found[0],
        below=queries.groups_below(group_id, on=on),
        history=queries.seat_history(group_id),
        may_change=may_prepare(request.actor, found[0].group.unit_id),
        on=on,
        today=today,
    )
    return render(request, "groups/group.html", {"page": page})


def address_of(group: Any) -> str:
    """Return where the group can be opened."""
    return reverse("groups:group", args=[group.pk])


def _crumbs(group: Any = None) -> tuple[NavigationItem, ...]:
    first = NavigationItem(_("Groups"), reverse("groups:structure"))
    return (first, NavigationItem(group.name, address_of(group))) if group else (first,)


def _group_to_change(request: ActorRequest, group_id: int) -> Any:
    found = queries.group_for(request.actor, group_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    return found


def _seat_to_change(request: ActorRequest, seat_id: int) -> Any:
    found = queries.seat_for(request.actor, seat_id)
    demand(may_prepare(request.actor, found.group.unit_id), NOT_YOURS)
    return found


@GET_POST
def found(request: ActorRequest) -> HttpResponse:
    """Found a steering or preparation group."""
    today = localdate()
    demand(bool(_found_address(request, today)), NOT_YOURS)
    units = [one for one in queries.units_for_groups(request.actor, on=today) if may_prepare(request.actor, one.pk)]
    initial = {"valid_from": today, "unit": request.GET.get("enhet", units[0].pk if len(units) == 1 else "")}
    page = DeedPage(
        title=_("Found a group"),
        form=FoundForm(request.POST or None, initial=initial, units=units),
        submit=_("Found the group"),
        cancel_address=reverse("groups:structure"),
        lead=_(
            "Steering and preparation groups are founded here. A working group is proposed to the preparation group."
        ),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.found_group(by=request.actor, **values),
        said=_("The group has been founded. Add its seats."),
        to=address_of,
    )


@GET_POST
def rename(request: ActorRequest, group_id: int) -> HttpResponse:
    """Change a group's name, task or local name."""
    found = _group_to_change(request, group_id)
    initial = {"name": found.name, "task": found.task, "known_as": found.known_as}
    page = DeedPage(
        title=_("Change %(group)s") % {"group": found.name},
        form=RenameForm(request.POST or None, initial=initial),
        submit=_("Save the changes"),
        cancel_address=address_of(found),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.rename(by=request.actor, group=found, **values),
        said=_("The changes have been saved."),
        to=address_of,
    )


@GET_POST
def end_group(request: ActorRequest, group_id: int) -> HttpResponse:
    """End a group."""
    found = _group_to_change(request, group_id)
    page = DeedPage(
        title=_("End %(group)s") % {"group": found.name},
        form=EndForm(request.POST or None, initial={"on": localdate() + timedelta(days=1)}),
        submit=_("End the group"),
        is_stop=True,
        effect=_("The group can take no decisions from that day. Its history stays."),
        cancel_address=address_of(found),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.end_group(by=request.actor, group=found, **values),
        said=_("The group has been ended."),
        to=address_of,
    )


@GET_POST
def add_seat(request: ActorRequest, group_id: int) -> HttpResponse:
    """Add a seat to a group."""
    found = _group_to_change(request, group_id)
    today = localdate()
    units = queries.units_to_seat(found, on=today)
    initial = {"on": max(today, found.valid_from), "function": request.GET.get("funktion", "")}
    page = DeedPage(
        title=_("Add a seat in %(group)s") % {"group": found.name},
        form=SeatForm(
            request.POST or None, initial=initial, units=units, posts=queries.people_to_seat(found, units, on=today)
        ),
        submit=_("Add the seat"),
        cancel_address=address_of(found),
        lead=_("A seat is a function of an organisation. It stays when the person changes."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_seat(by=request.actor, group=found, **values),
        said=_("The seat has been added."),
        to=lambda seat: address_of(found),
    )


@GET_POST
def co_opt(request: ActorRequest, group_id: int) -> HttpResponse:
    """Co-opt somebody to a group."""
    found = _group_to_change(request, group_id)
    today = localdate()
    posts = queries.people_to_seat(found, queries.units_to_seat(found, on=today), on=today)
    page = DeedPage(
        title=_("Co-opt to %(group)s") % {"group": found.name},
        form=CoOptForm(request.POST or None, initial={"on": max(today, found.valid_from)}, posts=posts),
        submit=_("Co-opt"),
        cancel_address=address_of(found),
        lead=_("A co-opted person takes part without being an ordinary member."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.co_opt(by=request.actor, group=found, **values),
        said=_("The person has been co-opted."),
        to=lambda seat: address_of(found),
    )


@GET_POST
def fill_seat(request: ActorRequest, seat_id: int) -> HttpResponse:
    """Let a person take a seat."""
    seat = _seat_to_change(request, seat_id)
    today = localdate()
    posts = queries.people_to_seat(seat.group, queries.units_to_seat(seat.group, on=today), on=today)
    fitting = [post for post in posts if seat.party in (Party.EXTERNAL, post.unit.party)]
    fitting.sort(key=lambda post: post.unit_id != seat.unit_id)  # people of the seat's own organisation first
    kept = ("has_mandate", "is_decision_maker", "responsibility")
    initial = {name: getattr(seat, name) for name in kept} | {"on": max(today, seat.valid_from)}
    page = DeedPage(
        title=_("Fill the seat: %(seat)s") % {"seat": _(seat.title)},
        form=FillForm(request.POST or None, initial=initial, posts=fitting),
        submit=_("Fill the seat"),
        cancel_address=address_of(seat.group),
        lead=_("%(group)s. Whoever holds the seat now leaves it the same day; the history keeps both.")
        % {"group": seat.group.name},
        crumbs=_crumbs(seat.group),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.fill_seat(by=request.actor, seat=seat, **values),
        said=_("The seat has been filled."),
        to=lambda filled: address_of(seat.group),
    )


def _end_of_seat(request: ActorRequest, seat: Any, *, title: str, submit: str, said: str, deed: Any) -> HttpResponse:
    page = DeedPage(
        title=title % {"seat": _(seat.title)},
        form=EndForm(request.POST or None, initial={"on": max(localdate(), seat.valid_from)}),
        submit=submit,
        is_stop=True,
        cancel_address=address_of(seat.group),
        lead=seat.group.name,
        crumbs=_crumbs(seat.group),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: deed(by=request.actor, seat=seat, **values),
        said=said,
        to=lambda ended: address_of(seat.group),
    )


@GET_POST
def vacate_seat(request: ActorRequest, seat_id: int) -> HttpResponse:
    """Leave a seat vacant."""
    return _end_of_seat(
        request,
        _seat_to_change(request, seat_id),
        title=_("Leave the seat vacant: %(seat)s"),
        submit=_("Leave the seat vacant"),
        said=_("The seat is now vacant."),
        deed=services.vacate_seat,
    )


@GET_POST
def end_seat(request: ActorRequest, seat_id: int) -> HttpResponse:
    """Take a seat away."""
    return _end_of_seat(
        request,
        _seat_to_change(request, seat_id),
        title=_("Take the seat away: %(seat)s"),
        submit=_("Take the seat away"),
        said=_("The seat has been taken away."),
        deed=services.end_seat,
    )
