"""What the pages of cost are given: the organisations, one organisation, one function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import GroupKind, Party
from samverkan.organisation.models import Unit
from samverkan.workload.models import Profile
from samverkan.workload.pages.common import Grounds, Here, Parts, function_address, hours
from samverkan.workload.queries.ledger import Ledger, only
from samverkan.workload.rules.collisions import Collision, heavy_weeks
from samverkan.workload.rules.cost import Line, total, total_by
from samverkan.workload.words import CollisionKind

CLASHES = (CollisionKind.SAME_TIME, CollisionKind.NO_TIME_TO_TRAVEL)
"""The kinds in which nobody can attend both meetings in full; without a break one can, but should not have to."""


def kinds_in(lines: Iterable[Line]) -> set[GroupKind]:
    """Return the kinds of group that the lines are of."""
    return {line.call.kind for line in lines}


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation and what its seats cost."""

    name: str
    party: Party
    address: str
    functions: int
    parts: Parts
    collisions: int


@dataclass(frozen=True, slots=True)
class LandingPage:
    """What the meetings of a year cost, by organisation."""

    here: Here
    rows: Page[OrganisationRow]
    whole: Parts
    most: OrganisationRow | None
    collisions: int
    functions_in_collision: int
    overloaded: int
    week_hours: int
    grounds: Grounds
    sums_only: bool
    whose: str
    """Whose time it is: that of the whole city, of the reader's own functions, or of what concerns them."""
    today: date


def organisation_rows(ledger: Ledger) -> list[OrganisationRow]:
    """Return the organisations with seats that are called, the dearest first."""
    sums = total_by(ledger.lines, lambda call: call.unit)
    most = max((cost.total for cost in sums.values()), default=0)
    holders: dict[int, set[int]] = defaultdict(set)
    for line in ledger.lines:
        if line.call.holder is not None:
            holders[line.call.unit].add(line.call.holder)
    clashes = clashes_by_unit(ledger.collisions)
    rows = [
        (
            -cost.total,
            OrganisationRow(
                name=ledger.units[unit][0],
                party=ledger.units[unit][1],
                address=reverse("workload:organisation", args=[unit]),
                functions=len(holders[unit]),
                parts=Parts.of(cost, ledger.basis.fte_hours, most),
                collisions=clashes.get(unit, 0),
            ),
        )
        for unit, cost in sums.items()
    ]
    return [row for _less, row in sorted(rows, key=lambda one: (one[0], one[1].name))]


def clashes_by_unit(collisions: Iterable[Collision]) -> dict[int, int]:
    """Return how many clashes each organisation's seats are in; one between seats of two is in both."""
    found: dict[int, int] = defaultdict(int)
    for one in collisions:
        if one.kind in CLASHES:
            for unit in {call.unit for call in (one.first, one.second) if call.is_open}:
                found[unit] += 1
    return dict(found)


def overloaded_in(ledger: Ledger) -> dict[int, list[tuple[int, int]]]:
    """Return the open functions' holders that have weeks with too many hours of meetings, with those weeks."""
    shown = {call.holder for call in ledger.calls}
    found = {
        holder: heavy_weeks(weeks, ledger.basis.week_hours) for holder, weeks in ledger.weeks.items() if holder in shown
    }
    return {holder: weeks for holder, weeks in found.items() if weeks}


@dataclass(frozen=True, slots=True)
class KindRow:
    """What the groups of a kind cost."""

    kind: GroupKind
    groups: int
    parts: Parts


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function of an organisation: what it does in groups, never who it is."""

    title: str
    address: str
    department: str
    groups: int
    parts: Parts
    collisions: int
    heavy: int


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """What a department's functions cost together."""

    name: str
    functions: int
    parts: Parts


@dataclass(frozen=True, slots=True)
class VacantRow:
    """A seat that nobody holds, and the hours that it needs."""

    title: str
    group: str
    address: str
    needed: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What an organisation's seats cost, by kind of group, department and function."""

    here: Here
    name: str
    key: int
    party: Party
    parts: Parts
    kinds: tuple[KindRow, ...]
    functions: tuple[FunctionRow, ...]
    departments: tuple[DepartmentRow, ...]
    vacant: tuple[VacantRow, ...]
    grounds: Grounds
    week_hours: int
    sums_only: bool
    add_department_address: str

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        unit: Unit,
        *,
        here: Here,
        profiles: Mapping[tuple[int, int], Profile],
        may_keep: bool,
        may_change: bool,
        sums_only: bool,
    ) -> OrganisationPage:
        """Return the page. Those who see sums only are given no functions, not even vacant ones."""
        lines = only(ledger.lines, unit=unit.pk)
        whole = total(lines)
        functions = _functions(ledger, unit, lines, profiles)
        has_departments = any(row.department for row in functions)
        return cls(
            here=here,
            name=unit.name,
            key=unit.pk,
            party=Party(unit.party),
            parts=Parts.of(whole, ledger.basis.fte_hours),
            kinds=_kinds(ledger, lines),
            functions=() if sums_only else functions,
            departments=_departments(ledger, unit, lines, profiles) if has_departments and not sums_only else (),
            vacant=() if sums_only else _vacant(ledger, lines),
            grounds=Grounds.of(ledger, whole, kinds=kinds_in(lines), may_change=may_change),
            week_hours=ledger.basis.week_hours,
            sums_only=sums_only,
            add_department_address=reverse("workload:add_department", args=[unit.pk]) if may_keep else "",
        )


def _kinds(ledger: Ledger, lines: Sequence[Line]) -> tuple[KindRow, ...]:
    sums = total_by(lines, lambda call: call.kind)
    most = max((cost.total for cost in sums.values()), default=0)
    groups: dict[GroupKind, set[int]] = defaultdict(set)
    for line in lines:
        groups[line.call.kind].add(line.call.group)
    return tuple(
        KindRow(kind, len(groups[kind]), Parts.of(sums[kind], ledger.basis.fte_hours, most))
        for kind in GroupKind
        if kind in sums
    )


def _functions(
    ledger: Ledger, unit: Unit, lines: Sequence[Line], profiles: Mapping[tuple[int, int], Profile]
) -> tuple[FunctionRow, ...]:
    sums = total_by((line for line in lines if line.call.holder is not None), lambda call: call.holder)
    most = max((cost.total for cost in sums.values()), default=0)
    groups: dict[int | None, set[int]] = defaultdict(set)
    for line in lines:
        groups[line.call.holder].add(line.call.group)
    clashes: dict[int, int] = defaultdict(int)
    for one in ledger.collisions:
        clashes[one.holder] += one.kind in CLASHES
    heavy = overloaded_in(ledger)
    rows = []
    for holder, cost in sums.items():
        if holder is None:
            continue
        profile = profiles.get((unit.pk, holder))
        row = FunctionRow(
            title=ledger.title(unit.pk, holder),
            address=function_address(unit.pk, holder),
            department=profile.department.name if profile and profile.department else "",
            groups=len(groups[holder]),
            parts=Parts.of(cost, ledger.basis.fte_hours, most),
            collisions=clashes[holder],
            heavy=len(heavy.get(holder, ())),
        )
        rows.append((-cost.total, row))
    return tuple(row for _less, row in sorted(rows, key=lambda one: (one[0], one[1].title)))


def _departments(
    ledger: Ledger, unit: Unit, lines: Sequence[Line], profiles: Mapping[tuple[int, int], Profile]
) -> tuple[DepartmentRow, ...]:
    def department(holder: int | None) -> str:
        profile = profiles.get((unit.pk, holder or 0))
        return profile.department.name if profile and profile.department else ""

    filled = [line for line in lines if line.call.holder is not None]
    sums = total_by(filled, lambda call: department(call.holder))
    most = max((cost.total for cost in sums.values()), default=0)
    holders: dict[str, set[int | None]] = defaultdict(set)
    for line in filled:
        holders[department(line.call.holder)].add(line.call.holder)
    return tuple(
        DepartmentRow(
            name or _("No department stated"), len(holders[name]), Parts.of(cost, ledger.basis.fte_hours, most)
        )
        for name, cost in sorted(sums.items(), key=lambda one: (not one[0], one[0]))
    )


def _vacant(ledger: Ledger, lines: Sequence[Line]) -> tuple[VacantRow, ...]:
    titles = {row.key: row.title for row in ledger.seats}
    sums = total_by((line for line in lines if line.call.holder is None), lambda call: (call.group, call.seat))
    return tuple(
        VacantRow(
            title=titles[seat],
            group=ledger.groups[group][0],
            address=reverse("groups:group", args=[group]) if group in ledger.group_pages else "",
            needed=hours(cost.vacant),
        )
        for (group, seat), cost in sorted(sums.items(), key=lambda one: -one[1].vacant)
    )
