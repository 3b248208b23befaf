"""Pages of the red thread: a node, a district's whole thread, its lamps, and the city picture."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.thread.forms import CityForm, LampsForm, ThreadForm
from samverkan.thread.pages.city import CityPage
from samverkan.thread.pages.lamps import LampsPage
from samverkan.thread.pages.node import NodePage
from samverkan.thread.pages.thread import ThreadPage, as_data
from samverkan.thread.queries.city import city as city_of
from samverkan.thread.queries.graph import graph, place_of
from samverkan.thread.queries.lamps import lamps_for
from samverkan.thread.queries.reach import (
    all_units,
    areas_on,
    home_of,
    is_city_wide,
    municipality_of,
    reach_of,
    units_on,
    years_around,
)
from samverkan.thread.words import NodeKind
from samverkan.ui.http import ActorRequest


@require_safe
def node(request: ActorRequest, kind: NodeKind, key: int) -> HttpResponse:
    """Show why a thing is there and what came of it (CAU-13, SIT-06)."""
    units = all_units(request.actor)
    within, year = place_of((kind, key), units, on=localdate())
    found = graph(reach_of(request.actor, within, year), (kind, key))
    if (kind, key) not in found:
        raise Http404
    return render(request, "thread/node.html", {"page": NodePage.of(found, (kind, key), units)})


@require_safe
def thread(request: ActorRequest) -> HttpResponse:
    """Show a district's whole thread of a year, as picture and as table."""
    today = localdate()
    units = units_on(request.actor, today)
    years = years_around(today)
    choice = ThreadForm(request.GET, units=units, years=years, areas=(), problems=())
    choice.is_valid()
    unit = next((each for each in units if each.pk == choice.cleaned_data.get("enhet")), home_of(request.actor, units))
    if unit is None:
        return render(request, "thread/thread.html", {"page": None})
    year = choice.cleaned_data.get("ar") or today.year
    found = graph(reach_of(request.actor, [unit], year))
    areas = areas_on(unit, today)
    problems = sorted((each.title, each.key) for each in found.nodes.values() if each.kind == NodeKind.PROBLEM)
    data = request.GET.copy()
    data["enhet"], data["ar"] = str(unit.pk), str(year)
    form = ThreadForm(
        data,
        units=units,
        years=years,
        areas=[(area.pk, area.name) for area in areas],
        problems=[(pk, title) for title, pk in problems],
    )
    form.is_valid()
    asked = form.cleaned_data.get("sok") or ""
    page = ThreadPage.of(found, form, unit, year, areas, asked=asked, page=request.GET.get("page", ""))
    return render(request, "thread/thread.html", {"page": page})


@require_safe
def download(request: ActorRequest) -> HttpResponse:
    """Give the thread of a district and a year to other systems, as JSON."""
    today = localdate()
    units = units_on(request.actor, today)
    choice = ThreadForm(request.GET, units=units, years=years_around(today), areas=(), problems=())
    choice.is_valid()
    unit = next((each for each in units if each.pk == choice.cleaned_data.get("enhet")), home_of(request.actor, units))
    if unit is None:
        raise Http404
    year = choice.cleaned_data.get("ar") or today.year
    data = as_data(graph(reach_of(request.actor, [unit], year)), unit, year)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="rodatraden-{unit.pk}-{year}.json"'
    return answer


@require_safe
def lamps(request: ActorRequest) -> HttpResponse:
    """Show what is missing in the thread of a district, or of all that are open."""
    today = localdate()
    units = units_on(request.actor, today)
    form = LampsForm(request.GET, units=units)
    form.is_valid()
    asked = form.cleaned_data.get("enhet")
    home = home_of(request.actor, units)
    if "enhet" not in request.GET and home is not None and home.pk in request.actor.own_unit_ids:
        asked = home.pk
        form = LampsForm({"enhet": home.pk}, units=units)
    chosen = [unit for unit in units if asked is None or unit.pk == asked]
    lit = lamps_for(request.actor, [unit.pk for unit in chosen], today)
    page = LampsPage.of(lit, form if len(units) > 1 else None, chosen, year=today.year)
    return render(request, "thread/lamps.html", {"page": page})


@require_safe
def city(request: ActorRequest) -> HttpResponse:
    """Show the city picture: districts by areas, or police areas (SIT-25, REP-10, REP-14, REP-15)."""
    today = localdate()
    units = units_on(request.actor, today)
    municipality = municipality_of(request.actor, units)
    if municipality is None:
        return render(request, "thread/city.html", {"page": None})
    found = city_of(request.actor, units, municipality.pk, on=today)
    page = CityPage.of(
        found,
        CityForm(request.GET),
        municipality.name,
        on=today,
        view=request.GET.get("visa", ""),
        page=request.GET.get("page", ""),
        is_whole_city=is_city_wide(request.actor, municipality),
    )
    return render(request, "thread/city.html", {"page": page})
