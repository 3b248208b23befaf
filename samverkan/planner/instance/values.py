"""What is to be planned, as plain values. All persons are functions; times are minutes of the day, dates are dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Weights:
    """What each soft wish costs (minutes-like units), and four measures of time."""

    trip: int
    spacing_day: int
    weekday: int
    hours: int
    deputy: int
    missed_optional: int
    unpopular_sq: int
    week_cap: int
    week_over: int
    moved_day: int
    moved_time: int
    moved_room: int
    min_break: int
    home_min_stay: int
    fte_hours: int


@dataclass(frozen=True)
class Calendar:
    """The year: when meetings may be, and which days one would rather spare."""

    first: datetime.date
    last: datetime.date
    closed: frozenset[datetime.date]
    leave_weeks: frozenset[int]
    soft_days: Mapping[datetime.date, int]
    opens: int
    closes: int
    lunch: tuple[int, int]
    grid: int

    def is_leave(self, day: datetime.date) -> bool:
        """Say whether the day lies in a leave week (ISO week number)."""
        return day.isocalendar()[1] in self.leave_weeks

    def is_meeting_day(self, day: datetime.date) -> bool:
        """Say whether anybody meets on that day (rule H1)."""
        return (
            self.first <= day <= self.last and day.weekday() < 5 and day not in self.closed and not self.is_leave(day)
        )

    @cached_property
    def meeting_days(self) -> tuple[datetime.date, ...]:
        """Return all days on which meetings may be, in order."""
        return tuple(day for day in dates_between(self.first, self.last) if self.is_meeting_day(day))

    @cached_property
    def _active(self) -> dict[datetime.date, int]:
        count, numbers = 0, {}
        for day in dates_between(self.first, self.last):
            numbers[day] = count
            count += not self.is_leave(day)
        return numbers

    def active(self, day: datetime.date) -> int:
        """Return how many days outside leave weeks lie between the calendar's first day and this one."""
        if self.first <= day <= self.last:
            return self._active[day]
        if day < self.first:
            return (day - self.first).days
        return self._active[self.last] + sum(
            not self.is_leave(self.last + datetime.timedelta(n)) for n in range((day - self.last).days)
        )

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return every minute of the day on the grid at which a meeting may begin, before lunch is thought of."""
        return tuple(range(self.opens, self.closes, self.grid))


@dataclass(frozen=True)
class Room:
    """A room, or a remote meeting (then everybody attends from their own place and there is no capacity)."""

    id: str
    place: str | None
    capacity: int
    remote: bool
    closed: Mapping[datetime.date, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Busy:
    """Own time that cannot be used; `at_home` says that it is spent at the person's own office."""

    start: int
    end: int
    at_home: bool


@dataclass(frozen=True)
class Person:
    """A function that sits in groups. `weight` is what the person's minutes are worth."""

    id: str
    party: str
    org: str
    home: str
    weight: int
    shared: bool
    max_day: int
    busy: Mapping[datetime.date, tuple[Busy, ...]]


@dataclass(frozen=True)
class Seat:
    """A seat in a group: who holds it, who may stand in, and whether it must be filled."""

    id: str
    function: str
    holder: str
    deputies: tuple[str, ...]
    required: bool

    @property
    def people(self) -> tuple[str, ...]:
        """Return the holder and the deputies, the holder first."""
        return (self.holder, *self.deputies)


@dataclass(frozen=True)
class Group:
    """A group that meets in series: how often, how long, where, who, and how far apart."""

    id: str
    kind: str
    district: str | None
    meetings: int
    duration: int
    first: datetime.date
    last: datetime.date
    min_gap: int
    max_gap: int
    ideal_gap: int
    gap_tol: int
    rooms: tuple[str, ...]
    prep_after: int
    seats: tuple[Seat, ...]
    quorum_kommun: int
    quorum_polis: int
    quorum_share: int
    prefer_weekdays: frozenset[int]
    prefer_from: int
    prefer_to: int
    prep_group: str | None = None
    lead: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Milestone:
    """Within these dates the group must meet at least once."""

    group: str
    tag: str
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Fixed:
    """A meeting that must stay where it is."""

    group: str
    index: int
    day: datetime.date
    start: int
    room: str


@dataclass(frozen=True)
class Instance:
    """A whole planning problem."""

    id: str
    calendar: Calendar
    weights: Weights
    places: tuple[str, ...]
    travel: tuple[tuple[int, ...], ...]
    rooms: Mapping[str, Room]
    persons: Mapping[str, Person]
    groups: Mapping[str, Group]
    milestones: tuple[Milestone, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    place_number: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the places as the travel matrix does."""
        object.__setattr__(self, "place_number", {place: number for number, place in enumerate(self.places)})

    def minutes(self, one: str, other: str) -> int:
        """Return the travelling time between two places."""
        return self.travel[self.place_number[one]][self.place_number[other]]

    @property
    def meeting_count(self) -> int:
        """Return how many meetings are to be planned."""
        return sum(group.meetings for group in self.groups.values())


def dates_between(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Yield every date from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + datetime.timedelta(number)
