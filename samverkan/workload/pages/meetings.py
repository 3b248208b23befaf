"""Meetings and collisions as rows: which meeting, when, where it opens, and what is only a busy mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from samverkan.workload.pages.common import function_address, hours
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.collisions import Collision
from samverkan.workload.rules.cost import Call, Line
from samverkan.workload.words import CollisionKind


@dataclass(frozen=True, slots=True)
class Booking:
    """A meeting that a function is called to. Without a group it is a busy mark: a meeting that is not open here.

    `address` leads to the meeting where it opens for the reader, otherwise to its group.
    """

    group: str
    address: str
    starts: datetime
    ends: datetime

    @classmethod
    def of(cls, call: Call, ledger: Ledger) -> Booking:
        """Return the meeting of a call."""
        meeting = ledger.meetings[call.meeting]
        if not call.is_open:
            return cls("", "", meeting.starts, meeting.ends)
        address = (
            reverse("meetings:meeting", args=[meeting.key])
            if meeting.opens
            else reverse("groups:group", args=[call.group])
            if call.group in ledger.group_pages
            else ""
        )
        return cls(ledger.groups[call.group][0], address, meeting.starts, meeting.ends)


@dataclass(frozen=True, slots=True)
class CollisionRow:
    """Two meetings that one function cannot attend both of."""

    function: str
    organisation: str
    address: str
    kind: CollisionKind
    lacking: int
    first: Booking
    second: Booking

    @classmethod
    def of(cls, collision: Collision, ledger: Ledger) -> CollisionRow:
        """Return the row; the function is named by its seat in a meeting that is open."""
        named = collision.first if collision.first.is_open else collision.second
        return cls(
            function=ledger.title(named.unit, named.holder),
            organisation=ledger.units[named.unit][0],
            address=function_address(named.unit, collision.holder),
            kind=collision.kind,
            lacking=collision.lacking,
            first=Booking.of(collision.first, ledger),
            second=Booking.of(collision.second, ledger),
        )


@dataclass(frozen=True, slots=True)
class Week:
    """The collisions of a week."""

    year: int
    number: int
    monday: date
    rows: tuple[CollisionRow, ...]

    @classmethod
    def all_of(cls, collisions: Iterable[Collision], ledger: Ledger) -> tuple[Week, ...]:
        """Return the weeks in order, each with its collisions."""
        rows: dict[tuple[int, int], list[CollisionRow]] = {}
        for one in collisions:
            rows.setdefault(one.week, []).append(CollisionRow.of(one, ledger))
        return tuple(
            cls(year, number, date.fromisocalendar(year, number, 1), tuple(found))
            for (year, number), found in sorted(rows.items())
        )


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of a function with what it costs; unknown parts are none."""

    booking: Booking
    meeting: str
    around: str | None
    travel: str | None
    is_absent: bool

    @classmethod
    def of(cls, line: Line, ledger: Ledger) -> MeetingLine:
        """Return the row."""
        return cls(
            booking=Booking.of(line.call, ledger),
            meeting=hours(line.meeting),
            around=None if line.around is None else hours(line.around),
            travel=None if line.travel is None else hours(line.travel),
            is_absent=line.call.is_absent,
        )
