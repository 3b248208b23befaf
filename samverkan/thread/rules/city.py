"""The city at a glance: cells of districts and areas, and what each district lacks. No order of merit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from samverkan.followup.words import Verdict
from samverkan.measures.words import HalfState, Kind, Level, MeasureState
from samverkan.reporting.words import ReportState
from samverkan.thread.rules.lamps import Facts, Lit, is_unjudged
from samverkan.thread.words import CityFilter, Lamp


@dataclass(slots=True)
class Cell:
    """What a district does in one area."""

    problems: int = 0
    prioritised: int = 0
    analysed: int = 0
    in_force: int = 0
    done: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is noted here."""
        return not (self.problems or self.in_force or self.done or self.verdicts)

    @property
    def judged(self) -> int:
        """Return how many effects are judged."""
        return sum(self.verdicts.values())

    def add(self, other: Cell) -> None:
        """Add another cell to this one."""
        self.problems += other.problems
        self.prioritised += other.prioritised
        self.analysed += other.analysed
        self.in_force += other.in_force
        self.done += other.done
        self.verdicts += other.verdicts


@dataclass(frozen=True, slots=True)
class VerdictFact:
    """A settled effect card."""

    unit_id: int
    area_id: int | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A district's report of the latest period."""

    unit_id: int
    key: int
    state: ReportState
    due_on: date

    def is_late(self, on: date) -> bool:
        """Tell whether it has not been submitted on the day it was due."""
        return self.due_on < on and self.state in {ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED}


@dataclass(slots=True)
class District:
    """One district's row: its cells by area, its picture and report, and what it lacks."""

    unit_id: int
    cells: dict[int | None, Cell]
    picture_on: date | None = None
    plan_on: date | None = None
    report: ReportFact | None = None
    lacks: frozenset[CityFilter] = frozenset()
    lamps: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    halves: Counter[HalfState] = field(default_factory=Counter)

    @property
    def total(self) -> Cell:
        """Return all areas together."""
        whole = Cell()
        for cell in self.cells.values():
            whole.add(cell)
        return whole


def districts(
    unit_ids: Iterable[int],
    facts: Facts,
    verdicts: Iterable[VerdictFact],
    reports: Iterable[ReportFact],
    halves: Mapping[int, Counter[HalfState]],
    lamps: Mapping[Lamp, tuple[Lit, ...]],
    *,
    on: date,
) -> dict[int, District]:
    """Return the rows of the units, by unit."""
    rows = {unit_id: District(unit_id, defaultdict(Cell)) for unit_id in unit_ids}
    for problem in facts.problems:
        if problem.unit_id in rows:
            cell = rows[problem.unit_id].cells[problem.area_id]
            cell.problems += 1
            cell.prioritised += problem.is_prioritised
            cell.analysed += problem.has_analysis
    unmet = defaultdict(set)
    for problem in facts.problems:
        if problem.is_prioritised:
            unmet[problem.unit_id].add(problem.key)
    lacks: dict[int, set[CityFilter]] = defaultdict(set)
    for measure in facts.measures:
        row = rows.get(measure.unit_id)
        if row is None or not measure.is_in_force:
            continue
        cell = row.cells[measure.area_id]
        if measure.state == MeasureState.OPEN:
            cell.in_force += 1
            row.kinds[Kind(measure.kind)] += 1
            row.levels[Level(measure.level)] += 1
            unmet[measure.unit_id] -= measure.problem_keys
        elif measure.state == MeasureState.DONE and measure.year == on.year:
            cell.done += 1
        if is_unjudged(measure, on):
            lacks[measure.unit_id].add(CityFilter.NO_EFFECT)
    for fact in verdicts:
        if fact.unit_id in rows:
            rows[fact.unit_id].cells[fact.area_id].verdicts[fact.verdict] += 1
    for report in reports:
        if report.unit_id in rows:
            rows[report.unit_id].report = report
            if report.is_late(on):
                lacks[report.unit_id].add(CityFilter.REPORT_LATE)
    for paper in facts.papers:
        if paper.unit_id in rows:
            if paper.is_picture:
                rows[paper.unit_id].picture_on = paper.dated_on
            else:
                rows[paper.unit_id].plan_on = paper.dated_on
    for lit_ones in lamps.values():
        for one in lit_ones:
            if one.unit_id in rows:
                rows[one.unit_id].lamps += 1
    for one in lamps.get(Lamp.PROBLEM_WITHOUT_ANALYSIS, ()):
        lacks[one.unit_id].add(CityFilter.NO_ANALYSIS)
    for unit_id, row in rows.items():
        row.halves = halves.get(unit_id, Counter())
        if unmet[unit_id]:
            lacks[unit_id].add(CityFilter.NO_MEASURE)
        if row.picture_on is None:
            lacks[unit_id].add(CityFilter.NO_PICTURE)
        row.lacks = frozenset(lacks[unit_id])
    return rows


def together(rows: Iterable[District], unit_id: int) -> District:
    """Return several districts as one row, for example those of a police area."""
    whole = District(unit_id, defaultdict(Cell))
    pictures: list[date] = []
    parts = list(rows)
    for row in parts:
        for area, cell in row.cells.items():
            whole.cells[area].add(cell)
        whole.lamps += row.lamps
        whole.kinds += row.kinds
        whole.levels += row.levels
        whole.halves += row.halves
        whole.lacks |= row.lacks
        if row.picture_on:
            pictures.append(row.picture_on)
    if parts and len(pictures) == len(parts):
        whole.picture_on = min(pictures)
    return whole
