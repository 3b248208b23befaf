"""Pages and deeds of priority areas."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.organisation.queries import chosen, municipalities_open_to
from samverkan.priorities import queries, services
from samverkan.priorities.forms import AskForm, ClarifyForm, LocalPriorityForm
from samverkan.priorities.pages import (
    AreaPage,
    AreasPage,
    MappingRow,
    address_of,
    list_blocks,
    mapping_rows,
    picture_of,
)
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


@require_safe
def areas(request: ActorRequest) -> HttpResponse:
    """Show the lists of priority areas and what became of each area (PRI-02 to -07, -21)."""
    if not request.actor.posts and not request.actor.seats:
        raise Http404
    today = localdate()
    asked = AskForm(request.GET)
    city = chosen(municipalities_open_to(request.actor), asked.asked("kommun"))
    lists = queries.lists_of(city) if city else []
    mappings = queries.mappings_of(city) if city else []
    blocks = list_blocks(lists, today)
    search = asked.asked("sok") or ""
    rows = mapping_rows(mappings, lists)
    page = AreasPage(
        municipality=city.name if city else "",
        municipality_key=str(city.pk) if city else "",
        current=next((block for block in blocks if block.is_current), None),
        lists=blocks,
        mappings=tuple(row for row in rows if row.speaks_of(search)),
        picture=picture_of(lists, mappings),
        search=search,
        may_load=bool(city) and not lists and may_prepare(request.actor, city.pk if city else 0),
    )
    return render(request, "priorities/areas.html", {"page": page})


@require_safe
def area(request: ActorRequest, area_id: int) -> HttpResponse:
    """Show one area."""
    today = localdate()
    found = queries.area_for(request.actor, area_id)
    mappings = queries.mappings_about(found)
    goals = list(found.goals.all())
    area_list = found.area_list
    holds = not area_list.is_draft and area_list.holds(today)
    page = AreaPage(
        area=found,
        list_name=area_list.name,
        is_draft=area_list.is_draft,
        holds=holds,
        goals=tuple(goal for goal in goals if not goal.is_proposal),
        proposals=tuple(goal for goal in goals if goal.is_proposal),
        themes=tuple(found.themes.all()),
        wording_changes=tuple(found.wording_changes.all()),
        came_from=tuple(MappingRow.of(one) for one in mappings if one.new_id == found.pk),
        became=tuple(MappingRow.of(one) for one in mappings if one.old_id == found.pk),
        local=tuple(queries.local_priorities_of(request.actor, found, on=today)),
        may_clarify=may_prepare(request.actor, area_list.municipality_id),
        may_set_local=holds and bool(queries.districts_prepared_by(request.actor, on=today)),
    )
    return render(request, "priorities/area.html", {"page": page})


def _crumbs(found: Any) -> tuple[NavigationItem, ...]:
    return (
        NavigationItem(_("Priority areas"), reverse("priorities:areas")),
        NavigationItem(found.name, address_of(found)),
    )


@require_POST
def load(request: ActorRequest) -> HttpResponse:
    """Load the lists that the sources attest."""
    city = chosen(municipalities_open_to(request.actor), AskForm(request.POST).asked("kommun"))
    if city is None:
        raise Http404
    services.load_area_lists(by=request.actor, municipality=city)
    return redirect("priorities:areas")


@GET_POST
def clarify_goal(request: ActorRequest, goal_id: int) -> HttpResponse:
    """Write what a goal means."""
    goal = queries.goal_for(request.actor, goal_id)
    demand(may_prepare(request.actor, goal.area.area_list.municipality_id), "Only the central level clarifies goals.")
    page = DeedPage(
        title=_("Clarify goal %(number)s") % {"number": goal.number},
        form=ClarifyForm(request.POST or None, initial={"clarification": goal.clarification}),
        submit=_("Save the clarification"),
        cancel_address=address_of(goal.area),
        lead=goal.text,
        crumbs=_crumbs(goal.area),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.clarify_goal(by=request.actor, goal=goal, **values),
        said=_("The clarification has been saved."),
        to=lambda saved: address_of(goal.area),
    )


@GET_POST
def set_local_priority(request: ActorRequest, area_id: int) -> HttpResponse:
    """Say how a district ranks or narrows the area."""
    found = queries.area_for(request.actor, area_id)
    today = localdate()
    units = queries.districts_prepared_by(request.actor, on=today)
    demand(bool(units), "You may not set the priorities of this unit.")
    initial = {"on": today, "unit": units[0].pk if len(units) == 1 else ""}
    page = DeedPage(
        title=_("Local priority"),
        form=LocalPriorityForm(request.POST or None, initial=initial, units=units),
        submit=_("Set the priority"),
        cancel_address=address_of(found),
        lead=found.name,
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.set_local_priority(by=request.actor, area=found, **values),
        said=_("The priority has been set."),
        to=lambda priority: address_of(found),
    )
