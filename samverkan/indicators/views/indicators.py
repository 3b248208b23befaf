"""Pages and deeds of indicators, aims and readings."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.indicators import services
from samverkan.indicators.forms.goals import EndForm
from samverkan.indicators.forms.indicators import (
    AimForm,
    AskForm,
    IndicatorForm,
)
from samverkan.indicators.pages.figures import Figure, merged
from samverkan.indicators.pages.indicators import (
    Comparison,
    IndicatorPage,
    IndicatorRow,
    ListPage,
    address_of,
    district_rows,
    is_municipality,
)
from samverkan.indicators.pages.readings import WritePage
from samverkan.indicators.queries import area_totals
from samverkan.indicators.queries import goals as goal_queries
from samverkan.indicators.queries import indicators as queries
from samverkan.indicators.queries import readings as reading_queries
from samverkan.indicators.queries.sources import source_choices
from samverkan.indicators.rules.coverage import chain_of
from samverkan.indicators.services.pointers import NOT_YOUR_INDICATORS
from samverkan.indicators.services.readings import may_record
from samverkan.indicators.views.asking import (
    answer_writing,
    asked_unit,
    asks,
    demand_work_here,
    list_crumb,
    unit_or_404,
)
from samverkan.indicators.words import IndicatorKind
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

DISTRICTS_A_PAGE = 60


def _sees_preliminary(request: ActorRequest, unit: Any) -> bool:
    return reading_queries.sees_preliminary(request.actor) and queries.sees_working_material(request.actor, unit)


@require_safe
def indicators(request: ActorRequest) -> HttpResponse:
    """Show the indicators that a unit reads, with the latest figure of each (FOL-07 to -10, FOL-16)."""
    demand_work_here(request.actor)
    actor, today, unit = request.actor, localdate(), asked_unit(request)
    if unit is None:
        return render(request, "indicators/list.html", {"page": ListPage(None)})
    visible = queries.indicators_visible_to(actor).values("pk")
    found = list(
        queries.indicators_for_unit(unit.pk).filter(pk__in=visible).order_by("area__number", "unit__kind", "name")
    )
    keys = [one.pk for one in found]
    readings = reading_queries.series_of(keys, [unit.pk], preliminary=_sees_preliminary(request, unit))
    totals: dict[int, list[Any]] = {}
    if is_municipality(unit):
        districts = [one.pk for one in queries.districts_of(unit.pk, on=today)]
        for total in area_totals(keys, districts, preliminary=False):
            totals.setdefault(total.indicator_id, []).append(total)
    aims = queries.aims_of(keys, [unit.pk])
    rows = []
    for one in found:
        mine = readings.get((one.pk, unit.pk), [])
        for reading in mine:
            reading.unit = unit
        figures = merged(one, mine, totals.get(one.pk, ()), unit.name)
        rows.append(IndicatorRow.of(one, unit, figures, aims.get((one.pk, unit.pk)), on=today))
    dark = goal_queries.goals_without_indicator(unit.municipality_id or unit.pk, on=today)
    if unit.municipality_id:
        seen = [unit.municipality_id, *([unit.pk] if queries.sees_working_material(actor, unit) else [])]
        dark = dark.filter(unit__in=seen)
    page = ListPage.of(
        unit,
        rows,
        units=queries.units_open_to(actor),
        dark_goals=dark.count() if unit.municipality_id else dark.filter(unit=unit).count(),
        may_add=may_prepare(actor, unit.pk),
    )
    return render(request, "indicators/list.html", {"page": page})


def _read_in(request: ActorRequest, indicator: Any) -> tuple[Any, list[Any]]:
    """Return the unit that the indicator is read in, and those it can be read in."""
    asked = AskForm(request.GET).asked("enhet")
    units = [
        unit for unit in queries.units_open_to(request.actor) if indicator.unit_id in (unit.pk, unit.municipality_id)
    ]
    if not units:  # an own indicator of a district that the actor sees without a post in its municipality
        units = [indicator.unit]
    if asked is None:
        return next((unit for unit in units if unit.pk == indicator.unit_id), units[0]), units
    for unit in units:
        if unit.pk == asked:
            return unit, units
    raise Http404


@require_safe
def indicator(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """Show what an indicator measures and what it shows in a unit, over the years and beside other districts."""
    actor, today = request.actor, localdate()
    found = queries.indicator_for(actor, indicator_id)
    unit, units = _read_in(request, found)
    readings = reading_queries.readings_of(found, [unit.pk], preliminary=_sees_preliminary(request, unit))
    whole = [one for one in readings if not (one.sex or one.age or one.part)]
    may = may_record(actor, found, unit)
    common = is_municipality(found.unit)
    totals: list[Any] = []
    districts = queries.districts_of(found.unit_id, on=today) if common else []
    if is_municipality(unit):
        totals = area_totals([found.pk], [one.pk for one in districts], preliminary=False)
    figures = merged(found, whole, totals, unit.name, correct=may)
    links = queries.proxy_links(found)
    keys = chain_of(found.pk, links)
    standing_in = [pk for pk, stands_for in links.items() if stands_for == found.pk and pk not in keys]
    by_key = {one.pk: one for one in queries.indicators_visible_to(actor).filter(pk__in=[*keys, *standing_in])}
    page = IndicatorPage.of(
        found,
        unit,
        figures=figures,
        readings=readings,
        aim=queries.aims_of([found.pk], [unit.pk]).get((found.pk, unit.pk)),
        chain=[by_key[pk] for pk in (*standing_in[:5], *keys) if pk in by_key],
        units=units,
        comparison=_comparison(request, found, districts) if common and districts else None,
        corrections=reading_queries.corrections_of(found, unit) if may else [],
        on=today,
        may_change=may_prepare(actor, found.unit_id) and found.retired_on is None,
        may_record=may and found.retired_on is None,
        may_aim=may_prepare(actor, unit.pk) and found.retired_on is None,
        has_sources=bool(source_choices(found.unit.municipality_id or found.unit_id)) if may else True,
    )
    return render(request, "indicators/indicator.html", {"page": page})


def _comparison(request: ActorRequest, found: Any, districts: list[Any]) -> Comparison | None:
    """Return the districts' final figures of the latest period that any of them has, in the order of names."""
    by_pair = reading_queries.series_of([found.pk], [one.pk for one in districts], preliminary=False)
    periods = {(row.ends_on, row.starts_on) for rows in by_pair.values() for row in rows}
    if not periods:
        return None
    ends_on, starts_on = max(periods)
    by_unit = {}
    for unit in districts:
        for row in by_pair.get((found.pk, unit.pk), ()):
            if (row.ends_on, row.starts_on) == (ends_on, starts_on):
                row.unit = unit
                by_unit[unit.pk] = row
    sums = area_totals([found.pk], [one.pk for one in districts], preliminary=False)
    own = reading_queries.series(found, found.unit_id, preliminary=False)
    for row in own:
        row.unit = found.unit
    series = merged(found, own, sums, found.unit.name)
    whole = next((one for one in series if (one.ends_on, one.starts_on) == (ends_on, starts_on)), None)
    rows = district_rows(found, districts, by_unit, whole)
    paging = Paginator(rows, DISTRICTS_A_PAGE).get_page(AskForm(request.GET).asked("page") or 1)
    sample = next(row.figure for row in rows if row.figure)
    return Comparison(
        period=sample.period if isinstance(sample, Figure) else "",
        rows=tuple(paging.object_list),
        whole=whole,
        is_comparable=found.kind != IndicatorKind.COUNT,
        paging=paging,
    )


def _definition_form(data: Any, unit: Any, *, but: int | None = None, **more: Any) -> IndicatorForm:
    municipality = unit.municipality_id or unit.pk
    today = localdate()
    others = [one for one in queries.indicators_for_unit(unit.pk, on=today).order_by("name") if one.pk != but]
    return IndicatorForm(
        data,
        areas=goal_queries.areas_of(municipality, on=today),
        sub_goals=goal_queries.sub_goals_to_choose(unit, on=today),
        others=others,
        **more,
    )


@GET_POST
def add_indicator(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Define an indicator."""
    unit = unit_or_404(request.actor, unit_id)
    demand(may_prepare(request.actor, unit.pk), NOT_YOUR_INDICATORS)
    initial = {"outcome": "", "sub_goal": request.GET.get("delmal", "")[:12]}
    page = DeedPage(
        title=_("Define an indicator"),
        form=_definition_form(request.POST or None, unit, initial=initial),
        submit=_("Define the indicator"),
        cancel_address=asks("list", unit),
        lead=_("An indicator of the district is only read there. Look first whether a common one already serves.")
        if unit.municipality_id
        else _("A common indicator is defined once and read in the same way in every district."),
        crumbs=(list_crumb(unit),),
    )

    def do(values: dict[str, Any]) -> Any:
        values = {name: value for name, value in values.items() if name != "edition"}
        return services.add_indicator(by=request.actor, unit=unit, **values)

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The indicator has been defined. Next: record what has been measured, and set baseline and target."),
        to=lambda added: address_of(added, unit),
    )


@GET_POST
def change_indicator(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """Write a definition anew. When somebody else has saved meanwhile, both wordings are shown."""
    found = queries.indicator_for(request.actor, indicator_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOUR_INDICATORS)
    names = (
        "name",
        "definition",
        "kind",
        "per",
        "unit_of_measure",
        "direction",
        "can_show",
        "cannot_show",
        "outcome",
        "interval_months",
        "aggregate_only",
        "edition",
    )
    initial = {name: getattr(found, name) for name in names}
    initial |= {"area": found.area_id, "sub_goal": found.sub_goal_id, "proxy_for": found.proxy_for_id}
    back = reverse("indicators:indicator", args=[found.pk])

    def again(data: Any, **more: Any) -> IndicatorForm:
        return _definition_form(data, found.unit, but=found.pk, **more)

    def stored_now() -> tuple[int, list[tuple[str, Any]]]:
        found.refresh_from_db()
        return found.edition, [
            (_("Name"), found.name),
            (_("Definition"), found.definition),
            (_("What it can show"), found.can_show),
            (_("What it cannot show"), found.cannot_show),
        ]

    page = WritePage(
        title=_("Change the definition"),
        form=again(request.POST or None, initial=initial),
        submit=_("Save the definition"),
        cancel_address=back,
        crumbs=((list_crumb(found.unit).title, list_crumb(found.unit).address), (found.name, back)),
        lead=_(
            "Do not change what is measured under the same name: then old and new figures can no longer be compared."
        ),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.change_indicator(by=request.actor, indicator=found, **values),
        said=_("The definition has been saved."),
        to=lambda changed: back,
        stored_now=stored_now,
        again=again,
    )


@GET_POST
def retire_indicator(request: ActorRequest, indicator_id: int) -> HttpResponse:
    """Stop using an indicator."""
    found = queries.indicator_for(request.actor, indicator_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOUR_INDICATORS)
    page = DeedPage(
        title=_("Stop using %(name)s") % {"name": found.name},
        form=EndForm(request.POST or None, initial={"on": localdate()}),
        submit=_("Stop using it"),
        is_stop=True,
        cancel_address=reverse("indicators:indicator", args=[found.pk]),
        lead=_("What has been measured stays readable."),
        crumbs=(list_crumb(found.unit),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.retire_indicator(by=request.actor, indicator=found, today=localdate(), **values),
        said=_("The indicator is no longer used."),
        to=lambda retired: reverse("indicators:indicator", args=[found.pk]),
    )


def in_unit(request: ActorRequest, indicator_id: int, unit_id: int) -> tuple[Any, Any]:
    """Return the indicator and the unit it is read in, or answer as if there were no such pair."""
    found, unit = queries.indicator_for(request.actor, indicator_id), unit_or_404(request.actor, unit_id)
    if found.unit_id not in (unit.pk, unit.municipality_id):
        raise Http404
    return found, unit


def crumbs_to_indicator(found: Any, unit: Any) -> tuple[NavigationItem, ...]:
    return (list_crumb(unit), NavigationItem(found.name, address_of(found, unit)))


@GET_POST
def set_aim(request: ActorRequest, indicator_id: int, unit_id: int) -> HttpResponse:
    """Set baseline and target of an indicator in a unit (FOL-16)."""
    found, unit = in_unit(request, indicator_id, unit_id)
    demand(may_prepare(request.actor, unit.pk), NOT_YOUR_INDICATORS)
    aim = queries.aims_of([found.pk], [unit.pk]).get((found.pk, unit.pk))
    initial: dict[str, Any] = {"target_year": localdate().year + 3}
    if aim:
        names = ("baseline_year", "baseline", "target_year", "target", "reason")
        initial = {name: getattr(aim, name) for name in names}
    units = {
        IndicatorKind.SHARE: _("Values are written in per cent."),
        IndicatorKind.RATE: _("Values are written as the number for %(base)s residents.") % {"base": found.per},
    }
    page = DeedPage(
        title=_("Baseline and target, %(unit)s") % {"unit": unit.name},
        form=AimForm(request.POST or None, initial=initial),
        submit=_("Save baseline and target"),
        cancel_address=address_of(found, unit),
        lead=units.get(IndicatorKind(found.kind), ""),
        crumbs=crumbs_to_indicator(found, unit),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.set_aim(by=request.actor, indicator=found, unit=unit, **values),
        said=_("Baseline and target have been saved."),
        to=lambda saved: address_of(found, unit),
    )
