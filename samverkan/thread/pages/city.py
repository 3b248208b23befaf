"""The city picture: districts by areas, police areas, and what the whole city does and gets out of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.followup.words import Verdict
from samverkan.ground.words import Word
from samverkan.measures.words import HalfState, Kind, Level
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.reporting.words import ReportState
from samverkan.thread.forms import CityForm
from samverkan.thread.pages.links import NodeLink, thing_address, with_query
from samverkan.thread.queries.city import City, PoliceRow
from samverkan.thread.rules.city import Cell, District
from samverkan.thread.rules.graph import Node
from samverkan.thread.words import CityFilter, NodeKind
from samverkan.ui.pages import Tab

ROWS_A_PAGE = 60
MOST_PROBLEMS = 8
POLICE = "polis"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the matrix; an empty one says so."""

    area: str
    cell: Cell
    address: str
    verdicts: tuple[tuple[Verdict, int], ...]

    @classmethod
    def of(cls, area: str, cell: Cell, address: str) -> CellView:
        """Show a cell."""
        verdicts = tuple((verdict, cell.verdicts[verdict]) for verdict in Verdict if cell.verdicts[verdict])
        return cls(area, cell, address, verdicts)


@dataclass(frozen=True, slots=True)
class RowView:
    """A district, or a police unit with its districts together."""

    name: str
    note: str
    address: str
    cells: tuple[CellView, ...]
    picture_on: date | None
    report: ReportState | None
    report_late: bool
    report_address: str
    lacks: tuple[CityFilter, ...]
    lamps: int
    lamps_address: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: a word, how many, and how many there are in all."""

    word: Word
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class AreaProblems:
    """The problems of an area over the districts: those that are prioritised first."""

    area: str
    problems: tuple[tuple[NodeLink, str, bool], ...]
    districts: int
    more: int


@dataclass(frozen=True, slots=True)
class CityPage:
    """The city picture of one municipality."""

    form: CityForm
    tabs: tuple[Tab, ...]
    municipality: str
    on: date
    is_police: bool
    is_whole_city: bool
    is_insight: bool
    columns: tuple[str, ...]
    rows: Page[Any]
    query: str
    district_count: int
    pictures: int
    analysed: int
    prioritised: int
    in_force: int
    done: int
    kinds: tuple[Share, ...]
    levels: tuple[Share, ...]
    verdicts: tuple[Share, ...]
    halves: tuple[Share, ...]
    problems: tuple[AreaProblems, ...]

    @classmethod
    def of(
        cls, city: City, form: CityForm, municipality: str, *, on: date, view: str, page: str, is_whole_city: bool
    ) -> CityPage:
        """Show the city, narrowed to the districts that lack what the form asks for."""
        lacking = form.cleaned_data.get("saknar") if form.is_valid() else None
        is_police = view == POLICE
        columns = _columns(city)
        if is_police:
            rows = [_police_row(each, city.areas, len(columns), on) for each in city.police]
        else:
            units = [unit for unit in city.units if lacking is None or lacking in city.rows[unit.pk].lacks]
            rows = [_row(unit.name, city.rows[unit.pk], city.areas, len(columns), on) for unit in units]
        own = reverse("thread:city")
        whole = Cell()
        kinds, levels, halves = Counter[Kind](), Counter[Level](), Counter[HalfState]()
        for row in city.rows.values():
            whole.add(row.total)
            kinds += row.kinds
            levels += row.levels
            halves += row.halves
        asked = {"saknar": lacking.value if lacking else "", "visa": view if is_police else ""}
        query = with_query("", **asked).removeprefix("?")
        return cls(
            form=form,
            tabs=(
                Tab(gettext("Districts"), own, not is_police, len(city.units)),
                Tab(gettext("Police areas"), with_query(own, visa=POLICE), is_police, len(city.police)),
            ),
            municipality=municipality,
            on=on,
            is_police=is_police,
            is_whole_city=is_whole_city,
            is_insight=city.is_insight,
            columns=columns,
            rows=Paginator(rows, ROWS_A_PAGE).get_page(page),
            query=f"{query}&" if query else "",
            district_count=len(city.units),
            pictures=sum(row.picture_on is not None for row in city.rows.values()),
            analysed=sum(fact.is_prioritised and fact.has_analysis for fact in city.facts.problems),
            prioritised=sum(fact.is_prioritised for fact in city.facts.problems),
            in_force=whole.in_force,
            done=whole.done,
            kinds=_shares(kinds, tuple(Kind)),
            levels=_shares(levels, tuple(Level)),
            verdicts=_shares(whole.verdicts, tuple(Verdict)),
            halves=_shares(halves, tuple(state for state in HalfState if state != HalfState.NONE)),
            problems=_problems(city),
        )


def _columns(city: City) -> tuple[str, ...]:
    """Return the names of the areas in force; what lies in an area of an earlier list has a column of its own."""
    names = [area.name for area in city.areas]
    known = {area.pk for area in city.areas}
    if any(key not in known and not cell.is_empty for row in city.rows.values() for key, cell in row.cells.items()):
        names.append(gettext("Earlier areas"))
    return tuple(names)


def _cells(
    row: District, areas: tuple[Area, ...], columns: int, unit_id: int | None, year: int
) -> tuple[CellView, ...]:
    address = reverse("thread:thread")
    views = [
        CellView.of(
            area.name,
            row.cells.get(area.pk, Cell()),
            with_query(address, enhet=unit_id, ar=year, omrade=area.pk) if unit_id else "",
        )
        for area in areas
    ]
    if columns > len(areas):
        known = {area.pk for area in areas}
        earlier = Cell()
        for key, cell in row.cells.items():
            if key not in known:
                earlier.add(cell)
        views.append(CellView.of(gettext("Earlier areas"), earlier, ""))
    return tuple(views)


def _row(name: str, row: District, areas: tuple[Area, ...], columns: int, on: date) -> RowView:
    return RowView(
        name=name,
        note="",
        address=with_query(reverse("thread:thread"), enhet=row.unit_id, ar=on.year),
        cells=_cells(row, areas, columns, row.unit_id, on.year),
        picture_on=row.picture_on,
        report=row.report.state if row.report else None,
        report_late=row.report is not None and row.report.is_late(on),
        report_address=thing_address(NodeKind.REPORT, row.report.key) if row.report else "",
        lacks=tuple(one for one in CityFilter if one in row.lacks),
        lamps=row.lamps,
        lamps_address=with_query(reverse("thread:lamps"), enhet=row.unit_id),
    )


def _police_row(each: PoliceRow, areas: tuple[Area, ...], columns: int, on: date) -> RowView:
    return RowView(
        name=each.name,
        note=", ".join(each.district_names) if each.level == UnitKind.LOCAL_POLICE_AREA else "",
        address="",
        cells=_cells(each.row, areas, columns, None, on.year),
        picture_on=each.row.picture_on,
        report=None,
        report_late=False,
        report_address="",
        lacks=tuple(one for one in CityFilter if one in each.row.lacks),
        lamps=each.row.lamps,
        lamps_address="",
    )


def _shares(counts: Mapping[Any, int], words: tuple[Word, ...]) -> tuple[Share, ...]:
    total = sum(counts.values())
    return tuple(Share(word, counts.get(word, 0), total) for word in words) if total else ()


def _problems(city: City) -> tuple[AreaProblems, ...]:
    """Return the local pictures together: the problems of each area over the districts (SIT-25)."""
    names = {unit.pk: unit.name for unit in city.units}
    by_area: dict[int | None, list[Any]] = defaultdict(list)
    for fact in city.facts.problems:
        by_area[fact.area_id].append(fact)
    found = []
    for area in city.areas:
        facts = sorted(by_area.get(area.pk, ()), key=lambda fact: (not fact.is_prioritised, fact.title))
        if facts:
            shown = tuple(
                (
                    NodeLink.of(Node(NodeKind.PROBLEM, fact.key, fact.title)),
                    names[fact.unit_id],
                    fact.is_prioritised,
                )
                for fact in facts[:MOST_PROBLEMS]
            )
            districts = len({fact.unit_id for fact in facts})
            found.append(AreaProblems(area.name, shown, districts, max(0, len(facts) - MOST_PROBLEMS)))
    return tuple(found)
