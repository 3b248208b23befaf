"""What groups need against what their seats bring (MEE-13, MEE-14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import ngettext

from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.workload.models import Competence, Need, Profile
from samverkan.workload.pages.common import Here, function_address
from samverkan.workload.pages.costs import CLASHES, overloaded_in
from samverkan.workload.queries.ledger import Ledger, SeatRow
from samverkan.workload.rules.groups import (
    Wanted,
    missing,
)
from samverkan.workload.words import Signal


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that resources do not match the task, and what it is about."""

    signal: Signal
    text: str


@dataclass(frozen=True, slots=True)
class GroupNeeds:
    """A group with its needs, and the signs that it lacks what it needs."""

    name: str
    unit: str
    kind: GroupKind
    address: str
    needs: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """The groups of the municipality, those with signs first."""

    here: Here
    rows: Page[GroupNeeds]
    groups: int
    with_signs: int
    without_needs: int
    missing: int
    competences_address: str
    has_competences: bool
    today: date


def group_needs_rows(
    ledger: Ledger,
    groups: Iterable[Group],
    needs: Iterable[Need],
    profiles: Mapping[tuple[int, int], Profile],
    *,
    today: date,
) -> list[GroupNeeds]:
    """Return the groups with what signals that resources do not match the task (MEE-13, MEE-14)."""
    wanted: dict[int, list[Need]] = defaultdict(list)
    for need in needs:
        wanted[need.group_id].append(need)
    seats: dict[int, list[SeatRow]] = defaultdict(list)
    for row in ledger.seats:
        if row.period.holds(today):
            seats[row.group].append(row)
    booked = {meeting.group for meeting in ledger.meetings.values() if meeting.starts.date() >= today}
    clashing: dict[int, set[int]] = defaultdict(set)
    for one in ledger.collisions:
        if one.kind in CLASHES and one.second.day >= today:
            for call in (one.first, one.second):
                clashing[call.group].add(one.holder)
    heavy = overloaded_in(ledger)
    rows = []
    for group in groups:
        here = seats[group.pk]
        lacking = missing(
            [Wanted(need.competence_id, need.seats) for need in wanted[group.pk]],
            [brings(row, profiles) for row in here if row.holder is not None],
        )
        signs = []
        names = [need.competence.name for need in wanted[group.pk] if need.competence_id in lacking]
        if names:
            signs.append(Sign(Signal.MISSING_COMPETENCE, ", ".join(names)))
        if vacant := [row.title for row in here if row.holder is None]:
            signs.append(Sign(Signal.VACANT_SEAT, ", ".join(vacant)))
        if clashing[group.pk]:
            signs.append(Sign(Signal.DOUBLE_BOOKED, _functions(len(clashing[group.pk]))))
        if over := {row.holder for row in here if row.holder in heavy}:
            signs.append(Sign(Signal.OVERLOADED, _functions(len(over))))
        if group.pk not in booked:
            signs.append(Sign(Signal.NO_MEETINGS, ""))
        rows.append(
            GroupNeeds(
                name=group.name,
                unit=group.unit.name,
                kind=GroupKind(group.kind),
                address=reverse("workload:group_needs", args=[group.pk]),
                needs=len(wanted[group.pk]),
                signs=tuple(signs),
            )
        )
    order = list(Signal)
    return sorted(rows, key=lambda row: (not row.signs, min((order.index(s.signal) for s in row.signs), default=9)))


def _functions(number: int) -> str:
    return ngettext("%(number)s function", "%(number)s functions", number) % {"number": number}


def brings(row: SeatRow, profiles: Mapping[tuple[int, int], Profile]) -> frozenset[int]:
    """Return the competences that the holder of the seat brings."""
    profile = profiles.get((row.unit, row.holder or 0))
    return frozenset(one.pk for one in profile.competences.all()) if profile else frozenset()


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A competence that the group needs, which functions bring it, and how many are missing."""

    competence: str
    seats: int
    why: str
    brought_by: tuple[tuple[str, str], ...]
    missing: int
    change_address: str
    drop_address: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of the group and what its function brings."""

    function: str
    organisation: str
    address: str
    department: str
    competences: tuple[str, ...]
    is_vacant: bool


@dataclass(frozen=True, slots=True)
class GroupNeedsPage:
    """One group's needs against its seats."""

    name: str
    unit: str
    kind: GroupKind
    group_address: str
    needs: tuple[NeedRow, ...]
    seats: tuple[SeatLine, ...]
    missing: int
    may_keep: bool
    state_address: str
    has_competences: bool


def group_needs_page(
    ledger: Ledger,
    group: Group,
    needs: Sequence[Need],
    profiles: Mapping[tuple[int, int], Profile],
    *,
    may_keep: bool,
    has_competences: bool,
    today: date,
) -> GroupNeedsPage:
    """Return the page of a group's needs."""
    here = [row for row in ledger.seats if row.group == group.pk and row.period.holds(today)]
    lacking = missing(
        [Wanted(need.competence_id, need.seats) for need in needs],
        [brings(row, profiles) for row in here if row.holder is not None],
    )
    rows = []
    for need in needs:
        bringing = [row for row in here if row.holder is not None and need.competence_id in brings(row, profiles)]
        rows.append(
            NeedRow(
                competence=need.competence.name,
                seats=need.seats,
                why=need.why,
                brought_by=tuple((ledger.title(row.unit, row.holder), ledger.units[row.unit][0]) for row in bringing),
                missing=lacking.get(need.competence_id, 0),
                change_address=reverse("workload:change_need", args=[need.pk]) if may_keep else "",
                drop_address=reverse("workload:drop_need", args=[need.pk]) if may_keep else "",
            )
        )
    return GroupNeedsPage(
        name=group.name,
        unit=group.unit.name,
        kind=GroupKind(group.kind),
        group_address=reverse("groups:group", args=[group.pk]),
        needs=tuple(rows),
        seats=tuple(_seat_line(ledger, row, profiles) for row in here),
        missing=sum(lacking.values()),
        may_keep=may_keep,
        state_address=reverse("workload:state_need", args=[group.pk]) if may_keep else "",
        has_competences=has_competences,
    )


def _seat_line(ledger: Ledger, row: SeatRow, profiles: Mapping[tuple[int, int], Profile]) -> SeatLine:
    profile = profiles.get((row.unit, row.holder or 0))
    return SeatLine(
        function=ledger.title(row.unit, row.holder) if row.holder else row.title,
        organisation=ledger.units[row.unit][0],
        address=function_address(row.unit, row.holder) if row.holder and row.is_open else "",
        department=profile.department.name if profile and profile.department else "",
        competences=tuple(one.name for one in profile.competences.all()) if profile else (),
        is_vacant=row.holder is None,
    )


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """A competence of the list, how many groups need it and how many functions bring it."""

    name: str
    groups: int
    functions: int


@dataclass(frozen=True, slots=True)
class CompetencesPage:
    """The municipality's list."""

    here: Here
    rows: tuple[CompetenceRow, ...]
    may_add: bool


def competence_rows(
    competences: Iterable[Competence], needs: Iterable[Need], profiles: Mapping[tuple[int, int], Profile]
) -> tuple[CompetenceRow, ...]:
    """Return the list with its counts."""
    groups: dict[int, int] = defaultdict(int)
    for need in needs:
        groups[need.competence_id] += 1
    functions: dict[int, int] = defaultdict(int)
    for profile in profiles.values():
        for one in profile.competences.all():
            functions[one.pk] += 1
    return tuple(CompetenceRow(one.name, groups[one.pk], functions[one.pk]) for one in competences)
