"""What meetings cost in time: calls of seats to meetings, priced and added up (MEE-11, MEE-14).

All times are whole minutes. Nothing is invented: where nobody has said how long preparation takes, or how far it
is, the minutes are unknown, count as none, and are counted as unknown beside the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TypeVar

from samverkan.ground.words import GroupKind

Key = TypeVar("Key", bound=Hashable)

FTE_HOURS = 1700
"""Hours of a full-time post in a year, until the municipality states its own number."""
WEEK_HOURS = 15
"""Hours of meetings in a week from which a function is overloaded, until the municipality states its own number."""
BREAK_MINUTES = 15
"""Minutes that a person needs between two meetings, until the municipality states its own number."""

Journeys = Mapping[tuple[int, int], int]
"""Minutes one way between the places of two units, given in one direction or both."""

REMOTE_WORDS = ("teams", "digital", "video", "zoom", "skype", "distans", "online")


def is_remote(place: str) -> bool:
    """Tell whether a meeting's place, as people write it, is no place to travel to.

    >>> is_remote("Digitalt via Teams"), is_remote("Stadsdelskontoret, sal 3")
    (True, False)
    """
    return any(word in place.casefold() for word in REMOTE_WORDS)


@dataclass(frozen=True, slots=True)
class Call:
    """A seat that is called to a meeting. `holder` is none for a vacant seat.

    `at` is the unit at whose place the group meets, none when nobody travels; `unit` the organisation of the seat.
    """

    meeting: int
    group: int
    kind: GroupKind
    at: int | None
    seat: int
    unit: int
    holder: int | None
    starts: datetime
    ends: datetime
    is_absent: bool = False
    is_open: bool = True
    """Whether the reader may see which meeting it is; otherwise it is only a busy mark."""

    @property
    def minutes(self) -> int:
        """Return the length of the meeting."""
        return round((self.ends - self.starts).total_seconds() / 60)

    @property
    def day(self) -> date:
        """Return the day of the meeting."""
        return self.starts.date()


@dataclass(frozen=True, slots=True)
class Line:
    """What one call costs. `around` is preparation and after-work; it and `travel` are none when unknown."""

    call: Call
    meeting: int
    around: int | None
    travel: int | None

    @property
    def total(self) -> int:
        """Return the minutes that are known."""
        return self.meeting + (self.around or 0) + (self.travel or 0)


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum of calls. Vacant seats are kept apart: nobody spends that time, but it is needed."""

    calls: int = 0
    meeting: int = 0
    around: int = 0
    travel: int = 0
    without_around: int = 0
    without_travel: int = 0
    absent: int = 0
    vacant_calls: int = 0
    vacant: int = 0

    @classmethod
    def of(cls, line: Line) -> Cost:
        """Return the cost of one call."""
        if line.call.holder is None:
            return cls(vacant_calls=1, vacant=line.total)
        return cls(
            calls=1,
            meeting=line.meeting,
            around=line.around or 0,
            travel=line.travel or 0,
            without_around=line.around is None,
            without_travel=line.travel is None,
            absent=line.call.is_absent,
        )

    def __add__(self, other: Cost) -> Cost:
        """Return both together."""
        return Cost(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Cost)))

    @property
    def total(self) -> int:
        """Return the minutes that holders of seats spend."""
        return self.meeting + self.around + self.travel

    @property
    def needed(self) -> int:
        """Return the minutes that the seats need, vacant ones too."""
        return self.total + self.vacant


def fte(minutes: int, fte_hours: int) -> float:
    """Return minutes of a year as full-time equivalents: one division of the sum, never a sum of roundings (MEE-11).

    >>> fte(1700 * 60, 1700), fte(0, 1700)
    (1.0, 0.0)
    """
    return minutes / (60 * fte_hours)


def journey(journeys: Journeys, one: int | None, other: int | None) -> int | None:
    """Return the minutes between two units' places, none where nobody has said; the way back is as long.

    To one's own place, and to a meeting without a place, there is no way to go.
    """
    if one is None or other is None or one == other:
        return 0
    found = journeys.get((one, other))
    return journeys.get((other, one)) if found is None else found


def priced(calls: Iterable[Call], around: Mapping[GroupKind, int], journeys: Journeys) -> list[Line]:
    """Return what each call costs, in the order of the calls' times.

    One who holds two seats in a group is at its meeting once. The way there and back is counted once for a person,
    place and day, at the first meeting there: between meetings in different places everybody is taken to go by
    their own place, which is the longest it can be.
    """
    lines: list[Line] = []
    been: set[tuple[int, int]] = set()
    travelled: set[tuple[int, date, int | None]] = set()
    for call in sorted(calls, key=lambda one: (one.starts, one.meeting, one.seat)):
        who = -call.seat if call.holder is None else call.holder
        if (who, call.meeting) in been:
            continue
        been.add((who, call.meeting))
        way = journey(journeys, call.unit, call.at)
        if way and (who, call.day, call.at) in travelled:
            way = 0
        travelled.add((who, call.day, call.at))
        lines.append(Line(call, call.minutes, around.get(call.kind), None if way is None else 2 * way))
    return lines


def total(lines: Iterable[Line]) -> Cost:
    """Return the sum of the lines."""
    found = Cost()
    for line in lines:
        found += Cost.of(line)
    return found


def total_by(lines: Iterable[Line], key: Callable[[Call], Key]) -> dict[Key, Cost]:
    """Return the sums by what `key` says of each call; together they are the sum of all."""
    found: dict[Key, Cost] = {}
    for line in lines:
        name = key(line.call)
        found[name] = found.get(name, Cost()) + Cost.of(line)
    return found
