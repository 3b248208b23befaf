"""Who staffs a district's groups in a coming year (ORG-33)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.ui.pages import NavigationItem
from samverkan.workload.models import Need, Profile
from samverkan.workload.pages.common import Grounds, Here, hours, posts
from samverkan.workload.queries.ledger import Ledger, SeatRow
from samverkan.workload.rules.cost import Cost
from samverkan.workload.rules.groups import (
    Wanted,
    meetings_to_come,
    missing,
    months_standing,
)
from samverkan.workload.words import Known


@dataclass(frozen=True, slots=True)
class StaffRow:
    """An organisation or a department: how many seats it is to staff, and what that takes in the year."""

    name: str
    seats: int
    vacant: int
    groups: int
    hours: str
    posts: str


@dataclass(frozen=True, slots=True)
class StaffedGroup:
    """A group in the coming year: its meetings, seats, and what is missing."""

    name: str
    kind: GroupKind
    address: str
    meetings: int
    known: Known
    booked: int
    seats: int
    own_seats: int
    vacant: int
    missing: tuple[str, ...]
    hours: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Staffing:
    """How a district's groups are staffed in a year, before it becomes a page. Minutes are the district's own."""

    departments: tuple[StaffRow, ...]
    organisations: tuple[StaffRow, ...]
    groups: tuple[StaffedGroup, ...]
    own_minutes: int
    own_seats: int
    unstated: int
    kinds: frozenset[GroupKind]


@dataclass(frozen=True, slots=True)
class StaffingPage:
    """How a district's groups are staffed in a year: by department, by organisation, by group and need."""

    here: Here
    year: int
    district: str = ""
    districts: tuple[NavigationItem, ...] = ()
    departments: tuple[StaffRow, ...] = ()
    organisations: tuple[StaffRow, ...] = ()
    groups: tuple[StaffedGroup, ...] = ()
    own_seats: int = 0
    own_hours: str = ""
    own_posts: str = ""
    vacant: int = 0
    missing: int = 0
    unstated: int = 0
    grounds: Grounds | None = None
    organisation_address: str = ""

    @classmethod
    def empty(cls, here: Here) -> StaffingPage:
        """Return the page of somebody to whom no district is open."""
        return cls(here=here, year=here.year)

    @classmethod
    def of(
        cls,
        found: Staffing,
        *,
        here: Here,
        district: Unit,
        districts: tuple[NavigationItem, ...],
        ledger: Ledger,
        may_change: bool,
    ) -> StaffingPage:
        """Return the page."""
        return cls(
            here=here,
            year=here.year,
            district=district.name,
            districts=districts,
            departments=found.departments,
            organisations=found.organisations,
            groups=found.groups,
            own_seats=found.own_seats,
            own_hours=hours(found.own_minutes),
            own_posts=posts(found.own_minutes, ledger.basis.fte_hours),
            vacant=sum(group.vacant for group in found.groups),
            missing=sum(len(group.missing) for group in found.groups),
            unstated=found.unstated,
            grounds=Grounds.of(ledger, Cost(), kinds=found.kinds, may_change=may_change),
            organisation_address=reverse("workload:organisation", args=[district.pk]),
        )


@dataclass(frozen=True, slots=True)
class Load:
    """What one seat of a group takes in the coming year, in minutes."""

    row: SeatRow
    minutes: int


def staffing_of(
    ledger: Ledger,
    groups: Sequence[Group],
    district: Unit,
    profiles: Mapping[tuple[int, int], Profile],
    needs: Iterable[Need],
    year: int,
) -> Staffing:
    """Return who staffs the district's groups, and what that takes.

    `ledger` holds the calls of the year and of the one before. A meeting that is not yet booked is taken to be as
    long as those that are, or as those of the year before.
    """
    wanted: dict[int, list[Need]] = defaultdict(list)
    for need in needs:
        wanted[need.group_id].append(need)
    seats: dict[int, list[SeatRow]] = defaultdict(list)
    on = date(year, 1, 1)
    for row in ledger.seats:
        if row.is_open and (row.period.holds(on) or row.period.start.year == year):
            seats[row.group].append(row)
    booked, lengths = lengths_of(ledger, year), lengths_of(ledger, year - 1)
    loads: list[Load] = []
    shown: list[StaffedGroup] = []
    for group in groups:
        months = months_standing(group.period, year)
        if not months:
            continue
        coming, now = booked.get(group.pk, []), lengths.get(group.pk, [])
        number, known = meetings_to_come(booked=len(coming), this_year=len(now), months=months)
        known_lengths = coming or now
        minutes = sum(known_lengths) / len(known_lengths) * number if known_lengths else 0.0
        around = (ledger.around.get(GroupKind(group.kind)) or 0) * number
        here = seats[group.pk]
        own = []
        for row in here:
            way = ledger.journey(row.unit, group.unit_id) or 0
            own.append(Load(row, round(minutes + around + 2 * way * number)))
        loads += own
        brought = [
            frozenset(one.pk for one in profiles[row.unit, row.holder].competences.all())
            if row.holder is not None and (row.unit, row.holder) in profiles
            else frozenset[int]()
            for row in here
            if row.holder is not None
        ]
        lacking = missing([Wanted(need.competence_id, need.seats) for need in wanted[group.pk]], brought)
        shown.append(
            StaffedGroup(
                name=group.name,
                kind=GroupKind(group.kind),
                address=reverse("workload:group_needs", args=[group.pk]),
                meetings=number,
                known=known,
                booked=len(coming),
                seats=len(here),
                own_seats=sum(row.unit == district.pk for row in here),
                vacant=sum(row.holder is None for row in here),
                missing=tuple(need.competence.name for need in wanted[group.pk] if need.competence_id in lacking),
                hours=hours(sum(one.minutes for one in own)),
                ends_on=group.last_day if group.last_day and group.last_day.year == year else None,
            )
        )
    own_loads = [one for one in loads if one.row.unit == district.pk]
    return Staffing(
        departments=tuple(_staff_rows(own_loads, lambda row: _department(row, profiles), ledger)),
        organisations=tuple(_staff_rows(loads, lambda row: ledger.units[row.unit][0], ledger)),
        groups=tuple(shown),
        own_minutes=sum(one.minutes for one in own_loads),
        own_seats=len(own_loads),
        unstated=sum(not _department(one.row, profiles) for one in own_loads if one.row.holder is not None),
        kinds=frozenset(group.kind for group in shown),
    )


def _department(row: SeatRow, profiles: Mapping[tuple[int, int], Profile]) -> str:
    if row.holder is None:
        return "\uffff"
    profile = profiles.get((row.unit, row.holder))
    return profile.department.name if profile and profile.department else ""


def lengths_of(ledger: Ledger, year: int) -> dict[int, list[int]]:
    """Return the lengths of each group's meetings of the year, in minutes."""
    found: dict[int, list[int]] = defaultdict(list)
    for meeting in ledger.meetings.values():
        if meeting.starts.year != year:
            continue
        found[meeting.group].append(round((meeting.ends - meeting.starts).total_seconds() / 60))
    return found


def _staff_rows(loads: Iterable[Load], name_of: Callable[[SeatRow], str], ledger: Ledger) -> list[StaffRow]:
    found: dict[str, list[Load]] = defaultdict(list)
    for one in loads:
        found[name_of(one.row)].append(one)
    special = {"": _("No department stated"), "\uffff": _("Nobody: the seat is vacant")}
    rows = [
        (
            (name in special, -sum(one.minutes for one in own), name),
            StaffRow(
                name=special.get(name, name),
                seats=len(own),
                vacant=sum(one.row.holder is None for one in own),
                groups=len({one.row.group for one in own}),
                hours=hours(sum(one.minutes for one in own)),
                posts=posts(sum(one.minutes for one in own), ledger.basis.fte_hours),
            ),
        )
        for name, own in found.items()
    ]
    return [row for _order, row in sorted(rows, key=lambda one: one[0])]
