"""What the page of one function is given: its groups, meetings, collisions and weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import GroupKind, Party
from samverkan.organisation.models import Unit
from samverkan.workload.models import Profile
from samverkan.workload.pages.common import Grounds, Here, Parts, hours
from samverkan.workload.pages.costs import CLASHES, kinds_in
from samverkan.workload.pages.meetings import Booking, CollisionRow, MeetingLine
from samverkan.workload.queries.ledger import Ledger, SeatRow
from samverkan.workload.rules.collisions import heavy_weeks
from samverkan.workload.rules.cost import Line, total


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week's hours of meetings in the picture; `x`, `y` and `height` in its own units."""

    x: int
    y: int
    height: int
    is_heavy: bool
    label: str


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """A year's weeks as columns, with the line of too much."""

    bars: tuple[WeekBar, ...]
    limit_y: int
    limit: int
    marks: tuple[tuple[int, str], ...]
    busiest: str
    busiest_week: int
    rows: tuple[tuple[str, str, bool], ...]

    WIDTH = 640
    HEIGHT = 150
    BOTTOM = 124

    @classmethod
    def of(cls, weeks: Mapping[tuple[int, int], int], year: int, week_hours: int) -> WeekPicture | None:
        """Draw the weeks of the year; nothing without a meeting."""
        own = {week: minutes for (of, week), minutes in weeks.items() if of == year}
        if not own:
            return None
        last = date(year, 12, 28).isocalendar()[1]
        top = max(max(own.values()) / 60, week_hours) * 1.1
        step = cls.WIDTH / last

        def y(minutes: float) -> int:
            return round(cls.BOTTOM - minutes / 60 / top * (cls.BOTTOM - 14))

        busiest = max(own, key=lambda week: (own[week], -week))
        return cls(
            bars=tuple(
                WeekBar(
                    x=round((week - 1) * step),
                    y=y(own[week]),
                    height=max(1, cls.BOTTOM - y(own[week])),
                    is_heavy=own[week] > 60 * week_hours,
                    label=_("Week %(week)s: %(hours)s hours") % {"week": week, "hours": hours(own[week])},
                )
                for week in sorted(own)
            ),
            limit_y=y(60 * week_hours),
            limit=week_hours,
            marks=tuple((round((week - 0.5) * step), str(week)) for week in range(5, last + 1, 5)),
            busiest=hours(own[busiest]),
            busiest_week=busiest,
            rows=tuple((str(week), hours(own[week]), own[week] > 60 * week_hours) for week in sorted(own)),
        )


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A group in which the function has a seat."""

    name: str
    kind: GroupKind
    address: str
    meetings: int


@dataclass(frozen=True, slots=True)
class FunctionPage:
    """One function in one organisation: its groups, meetings, collisions and weeks."""

    here: Here
    title: str
    organisation: str
    organisation_address: str
    party: Party
    department: str
    competences: tuple[str, ...]
    parts: Parts
    groups: tuple[GroupLink, ...]
    picture: WeekPicture | None
    heavy: int
    collisions: tuple[CollisionRow, ...]
    collisions_in_all: int
    clashes: int
    meetings: Page[MeetingLine]
    outside: int
    outside_hours: str
    grounds: Grounds
    state_address: str
    next_meeting: Booking | None

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        unit: Unit,
        holder: int,
        *,
        lines: Sequence[Line],
        meetings: Page[MeetingLine],
        here: Here,
        profile: Profile | None,
        may_keep: bool,
        may_change: bool,
        most: int,
        today: date,
    ) -> FunctionPage:
        """Return the page; `lines` are the function's, `meetings` the page of them that is shown."""
        whole = total(lines)
        own = [one for one in ledger.collisions if one.holder == holder]
        weeks = ledger.weeks.get(holder, {})
        outside = {call.meeting: call.minutes for call in ledger.elsewhere if call.holder == holder}
        coming = next((line for line in lines if line.call.day >= today), None)
        return cls(
            here=here,
            title=ledger.title(unit.pk, holder),
            organisation=unit.name,
            organisation_address=reverse("workload:organisation", args=[unit.pk]),
            party=Party(unit.party),
            department=profile.department.name if profile and profile.department else "",
            competences=tuple(one.name for one in profile.competences.all()) if profile else (),
            parts=Parts.of(whole, ledger.basis.fte_hours),
            groups=_groups(ledger, unit.pk, holder, lines),
            picture=WeekPicture.of(weeks, here.year, ledger.basis.week_hours),
            heavy=len(heavy_weeks(weeks, ledger.basis.week_hours)),
            collisions=tuple(CollisionRow.of(one, ledger) for one in own[:most]),
            collisions_in_all=len(own),
            clashes=sum(one.kind in CLASHES for one in own),
            meetings=meetings,
            outside=len(outside),
            outside_hours=hours(sum(outside.values())),
            grounds=Grounds.of(ledger, whole, kinds=kinds_in(lines), may_change=may_change),
            state_address=reverse("workload:state_profile", args=[unit.pk, holder]) if may_keep else "",
            next_meeting=Booking.of(coming.call, ledger) if coming else None,
        )


def _groups(ledger: Ledger, unit: int, holder: int, lines: Sequence[Line]) -> tuple[GroupLink, ...]:
    count: dict[int, int] = defaultdict(int)
    for line in lines:
        count[line.call.group] += 1
    seated: set[int] = {row.group for row in ledger.seats if _is_own(row, unit, holder)}
    return tuple(
        GroupLink(
            name=ledger.groups[group][0],
            kind=ledger.groups[group][1],
            address=reverse("groups:group", args=[group]) if group in ledger.group_pages else "",
            meetings=count[group],
        )
        for group in sorted(seated, key=lambda key: (-count[key], ledger.groups[key][0]))
    )


def _is_own(row: SeatRow, unit: int, holder: int) -> bool:
    return row.is_open and row.unit == unit and row.holder == holder
