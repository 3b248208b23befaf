"""What the page is given that compares three plans of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.scheduling.models import YearPlan
from samverkan.scheduling.pages.common import hours, posts
from samverkan.scheduling.rules.figures import Difference, differences
from samverkan.scheduling.words import PlanKind

SMALL = 0.05
"""Hours that count as no change."""
SMALL_POSTS = 0.005
"""Full-time posts that count as no change: two decimals are shown."""


def heading(kind: PlanKind) -> str:
    """Return what a column is called where there is little room."""
    return {
        PlanKind.AS_TODAY: _("As today"),
        PlanKind.COORDINATED: _("Coordinated"),
        PlanKind.WINDOWED: _("Where needed"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Column:
    """One of the compared plans."""

    kind: PlanKind
    heading: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one plan comes to, and how far that is from the first plan."""

    heading: str
    value: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A figure in each of the plans."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What changes for a function."""

    function: str
    before: str
    after: str
    change: str
    trips: str


@dataclass(frozen=True, slots=True)
class OrgPart:
    """An organisation: its full-time posts in each of the plans, what they are made of, and what changes for whom."""

    org: str
    functions: int
    posts: tuple[Cell, ...]
    rows: tuple[CompareRow, ...]
    differences: tuple[DifferenceRow, ...]
    unchanged: int
    changes: bool
    """Whether any plan takes another share of a post than the first."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Three plans side by side: the figures first, then each organisation by itself."""

    unit: str
    year: int
    columns: tuple[Column, ...]
    missing: tuple[PlanKind, ...]
    rows: tuple[CompareRow, ...]
    collisions: tuple[tuple[str, str], ...]
    """For each plan with collisions: the plan, and how many of each kind."""
    orgs: tuple[OrgPart, ...]
    steady: tuple[OrgPart, ...]
    """Organisations whose share of a post is the same in every plan."""
    compared: tuple[str, str] | None
    fte_hours: int
    agendas: tuple[int, int] | None
    """For the windowed plan: for how many groups the agenda was written, and for how many assumed."""
    choices: tuple[tuple[str, str, bool], ...]

    @property
    def windowed_address(self) -> str:
        """Return where the windowed plan can be opened."""
        return next((column.address for column in self.columns if column.kind == PlanKind.WINDOWED), "")

    @classmethod
    def of(
        cls, unit: str, year: int, plans: Mapping[PlanKind, YearPlan], choices: Iterable[tuple[str, str, bool]]
    ) -> ComparePage:
        """Return the page for the plans that are there, in the order as today, coordinated, windowed."""
        there = [(kind, plans[kind]) for kind in PlanKind if kind in plans]
        figures = {kind: plan.figures for kind, plan in there}
        fte_hours = there[0][1].instance["weights"]["fte_hours"] if there else 1700
        orgs = _orgs([plan for _kind, plan in there], figures)
        return cls(
            unit=unit,
            year=year,
            columns=tuple(
                Column(kind, heading(kind), reverse("scheduling:plan", args=[plan.pk])) for kind, plan in there
            ),
            missing=tuple(kind for kind in PlanKind if kind not in plans),
            rows=_compared(figures, fte_hours),
            collisions=tuple((heading(kind), _kinds(each)) for kind, each in figures.items() if each["collisions"]),
            orgs=tuple(each for each in orgs if each.changes),
            steady=tuple(each for each in orgs if not each.changes),
            compared=(_(there[0][0].label), _(there[-1][0].label)) if len(there) > 1 else None,
            fte_hours=fte_hours,
            agendas=_counted_agendas(plans.get(PlanKind.WINDOWED)),
            choices=tuple(choices),
        )


def _kinds(figures: Mapping[str, Any]) -> str:
    kinds = (
        ("overlap", _("the same function in two places")),
        ("travel", _("too little time for the way")),
        ("own_time", _("own time taken")),
        ("room", _("the same room twice")),
    )
    counts = figures["collisions_by_kind"]
    return ", ".join(f"{hours(counts[key])} {word}" for key, word in kinds if counts.get(key))


def _compared(figures: Mapping[PlanKind, Mapping[str, Any]], fte_hours: int) -> tuple[CompareRow, ...]:
    if not figures:
        return ()

    def row(label: str, value: Any) -> CompareRow:
        return CompareRow(label, _cells({kind: value(each) for kind, each in figures.items()}))

    return (
        row(_("Meetings"), lambda each: each["meetings"]),
        CompareRow(
            _("Collisions"), tuple(Cell(heading(kind), hours(each["collisions"])) for kind, each in figures.items())
        ),
        row(_("Trips"), lambda each: each["all"]["trips"]),
        row(_("Hours of travel"), lambda each: each["all"]["travel"]),
        row(_("Hours of meetings"), lambda each: each["all"]["meeting"]),
        row(_("Hours of preparation and after-work"), lambda each: each["all"]["preparation"]),
        row(_("Hours in all"), lambda each: each["all"]["total"]),
        CompareRow(
            _("Full-time posts"),
            tuple(Cell(heading(kind), posts(each["all"]["total"] / fte_hours)) for kind, each in figures.items()),
        ),
        CompareRow(
            _("Unevenness between districts"),
            tuple(Cell(heading(kind), f"{round(100 * each['unevenness'])} %") for kind, each in figures.items()),
        ),
    )


def _cells(values: Mapping[PlanKind, float]) -> tuple[Cell, ...]:
    first = next(iter(values.values()))
    return tuple(Cell(heading(kind), hours(value), _change(first, value)) for kind, value in values.items())


def _change(before: float, after: float) -> str:
    """Return by how many per cent, whole ones, something has changed; nothing where it has not."""
    share = round(100 * (after - before) / before) if before else 0
    return f"{'+' if share > 0 else '−'}{abs(share)} %" if share else ""


def _orgs(plans: list[YearPlan], figures: Mapping[PlanKind, Mapping[str, Any]]) -> list[OrgPart]:
    """Return the organisations, those with most hours in any of the plans first."""
    by_plan = {kind: {row["org"]: row for row in each["orgs"]} for kind, each in figures.items()}
    names = {name for rows in by_plan.values() for name in rows}
    most = {name: max(rows[name]["total"] for rows in by_plan.values() if name in rows) for name in names}
    functions = _differences(plans)
    return [
        _org(name, {kind: rows[name] for kind, rows in by_plan.items() if name in rows}, functions.get(name, []))
        for name in sorted(names, key=lambda name: (-most[name], name))
    ]


def _org(name: str, rows: Mapping[PlanKind, Mapping[str, Any]], people: list[tuple[str, Difference]]) -> OrgPart:
    labels = (
        ("total", _("Hours in all")),
        ("meeting", _("Hours of meetings")),
        ("preparation", _("Hours of preparation and after-work")),
        ("travel", _("Hours of travel")),
        ("waiting", _("Hours of waiting")),
        ("trips", _("Trips")),
    )
    changed = [(label, row) for label, row in people if _has_changed(row)]
    share = [row["posts"] for row in rows.values()]
    return OrgPart(
        org=name,
        functions=max(row["functions"] for row in rows.values()),
        posts=tuple(Cell(heading(kind), posts(row["posts"])) for kind, row in rows.items()),
        rows=tuple(CompareRow(label, _cells({kind: row[key] for kind, row in rows.items()})) for key, label in labels),
        differences=tuple(
            DifferenceRow(
                label,
                hours(row.hours_before),
                hours(row.hours_after),
                f"{'+' if row.hours > 0 else '−' if row.hours < 0 else ''}{hours(abs(row.hours))}",
                f"{row.trips_before} → {row.trips_after}",
            )
            for label, row in changed
        ),
        unchanged=len(people) - len(changed),
        changes=bool(changed) or max(share) - min(share) >= SMALL_POSTS,
    )


def _has_changed(row: Difference) -> bool:
    return abs(row.hours) >= SMALL or row.trips_after != row.trips_before


def _differences(plans: list[YearPlan]) -> dict[str, list[tuple[str, Difference]]]:
    """Return for each organisation what changes for its functions from the first plan to the last, by their names."""
    if len(plans) < 2:
        return {}
    first, last = plans[0], plans[-1]
    labels = {**first.labels, **last.labels}
    orgs = {person["id"]: person["org"] for plan in (first, last) for person in plan.instance["persons"]}
    found: dict[str, list[tuple[str, Difference]]] = defaultdict(list)
    for row in differences(first.figures, last.figures):
        found[orgs[row.person]].append((labels.get(row.person, row.person), row))
    return found


def _counted_agendas(plan: YearPlan | None) -> tuple[int, int] | None:
    if plan is None:
        return None
    groups = [row["id"] for row in plan.instance["groups"]]
    written = sum(name in plan.agendas for name in groups)
    return written, len(groups) - written
