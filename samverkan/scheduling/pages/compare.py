"""What the page of three plans side by side is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.scheduling.models import YearPlan
from samverkan.scheduling.pages.common import hours, posts
from samverkan.scheduling.rules.figures import differences
from samverkan.scheduling.words import PlanKind

SMALL = 0.05
"""Hours that count as no change."""


@dataclass(frozen=True, slots=True)
class Column:
    """One of the compared plans."""

    kind: PlanKind
    address: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one plan comes to; the kind of plan is told beside it where a table has no room for columns."""

    kind: PlanKind
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A figure in each of the plans; `best` is which column has the lowest."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrgRow:
    """An organisation's hours and posts in each of the plans."""

    org: str
    functions: int
    cells: tuple[Cell, ...]
    """Posts, with the hours beside."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What changes for a function."""

    function: str
    before: str
    after: str
    change: str
    trips: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Three plans side by side."""

    unit: str
    year: int
    columns: tuple[Column, ...]
    missing: tuple[PlanKind, ...]
    rows: tuple[CompareRow, ...]
    orgs: tuple[OrgRow, ...]
    differences: tuple[DifferenceRow, ...]
    unchanged: int
    compared: tuple[str, str] | None
    agendas: tuple[int, int] | None
    """For the windowed plan: for how many groups the agenda was written, and for how many assumed."""
    fte_hours: int
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
        first, last = (there[0][1], there[-1][1]) if len(there) > 1 else (None, None)
        found = differences(first.figures, last.figures) if first and last else []
        labels = {**first.labels, **last.labels} if first and last else {}
        changed = [row for row in found if abs(row.hours) >= SMALL or row.trips_after != row.trips_before]
        return cls(
            unit=unit,
            year=year,
            columns=tuple(
                Column(kind, reverse("scheduling:plan", args=[plan.pk]), plan.created_at) for kind, plan in there
            ),
            missing=tuple(kind for kind in PlanKind if kind not in plans),
            rows=_compared({kind: plan.figures for kind, plan in there}),
            orgs=_orgs({kind: plan.figures for kind, plan in there}),
            differences=tuple(
                DifferenceRow(
                    labels.get(row.person, row.person),
                    hours(row.hours_before),
                    hours(row.hours_after),
                    f"{'+' if row.hours > 0 else '−' if row.hours < 0 else ''}{hours(abs(row.hours))}",
                    f"{row.trips_before} → {row.trips_after}",
                )
                for row in changed[:60]
            ),
            unchanged=len(found) - len(changed),
            compared=(_(there[0][0].label), _(there[-1][0].label)) if len(there) > 1 else None,
            agendas=_counted_agendas(plans.get(PlanKind.WINDOWED)),
            fte_hours=first.instance["weights"]["fte_hours"] if first else 1700,
            choices=tuple(choices),
        )


def _counted_agendas(plan: YearPlan | None) -> tuple[int, int] | None:
    if plan is None:
        return None
    groups = [row["id"] for row in plan.instance["groups"]]
    written = sum(name in plan.agendas for name in groups)
    return written, len(groups) - written


def _compared(figures: Mapping[PlanKind, Mapping[str, Any]]) -> tuple[CompareRow, ...]:
    if not figures:
        return ()

    def row(label: str, value: Any, note: str = "", explained: Any = lambda each: "") -> CompareRow:
        cells = (Cell(kind, str(value(each)), explained(each)) for kind, each in figures.items())
        return CompareRow(label, tuple(cells), note)

    kinds = (
        ("overlap", _("the same function in two places")),
        ("travel", _("too little time for the way")),
        ("own_time", _("own time taken")),
        ("room", _("the same room twice")),
    )

    def which(each: Mapping[str, Any]) -> str:
        counts = each["collisions_by_kind"]
        return ", ".join(f"{counts[key]} {word}" for key, word in kinds if counts.get(key))

    return (
        row(_("Meetings"), lambda each: each["meetings"]),
        row(_("Collisions"), lambda each: each["collisions"], explained=which),
        row(_("Trips"), lambda each: hours(each["all"]["trips"])),
        row(_("Hours of travel"), lambda each: hours(each["all"]["travel"])),
        row(_("Hours of meetings"), lambda each: hours(each["all"]["meeting"])),
        row(_("Hours of preparation and after-work"), lambda each: hours(each["all"]["preparation"])),
        row(_("Hours in all"), lambda each: hours(each["all"]["total"])),
        row(
            _("Fairness between districts"),
            lambda each: f"{round(100 * each['unevenness'])} %",
            _("How much larger a share of unpopular hours the worst district has than the best; nought is even."),
        ),
    )


def _orgs(figures: Mapping[PlanKind, Mapping[str, Any]]) -> tuple[OrgRow, ...]:
    names: dict[str, int] = {}
    by_plan = {kind: {row["org"]: row for row in each["orgs"]} for kind, each in figures.items()}
    for rows in by_plan.values():
        for name, row in rows.items():
            names[name] = max(names.get(name, 0), row["functions"])
    return tuple(
        OrgRow(
            name,
            functions,
            tuple(
                Cell(kind, posts(rows[name]["posts"]), hours(rows[name]["total"])) if name in rows else Cell(kind, "–")
                for kind, rows in by_plan.items()
            ),
        )
        for name, functions in sorted(
            names.items(), key=lambda pair: -max(rows.get(pair[0], {}).get("total", 0) for rows in by_plan.values())
        )
    )
