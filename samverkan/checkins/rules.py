"""Weeks as people count them, the half hour, and what is carried from one week to the next. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MINUTES = 30
"""How long a check-in is meant to take (SIT-12; the half hour is the districts' own practice)."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week: Monday to Sunday, the first being the one with the year's first Thursday.

    A year has 52 weeks or 53; the year of a week is not always the calendar year of its days.

    >>> Week.of(date(2027, 1, 1))
    Week(year=2026, number=53)
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that the day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """Return the first day. Raises ValueError for a week that the year does not have."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def friday(self) -> date:
        """Return the last working day: what is agreed is to be done by then unless something else is said."""
        return self.monday + timedelta(days=4)

    @property
    def sunday(self) -> date:
        """Return the last day."""
        return self.monday + timedelta(days=6)

    @property
    def following(self) -> Week:
        """Return the week after."""
        return Week.of(self.monday + timedelta(days=7))

    @property
    def preceding(self) -> Week:
        """Return the week before."""
        return Week.of(self.monday - timedelta(days=7))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What decides where an agreed line belongs: its week, and whether it was done, dropped or carried on."""

    key: int
    week: Week
    due_on: date
    is_done: bool = False
    is_dropped: bool = False
    is_carried: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is still to do it, and no later line has taken over."""
        return not (self.is_done or self.is_dropped or self.is_carried)


def waiting(lines: Iterable[Agreed], week: Week) -> tuple[Agreed, ...]:
    """Return the open lines of earlier weeks, the oldest first: what a check-in begins with.

    All earlier weeks count, so a week without a check-in, or a line nobody carried, loses nothing.
    """
    found = [line for line in lines if line.is_open and line.week < week]
    return tuple(sorted(found, key=lambda line: (line.week, line.key)))


def new_due(due_on: date, week: Week) -> date:
    """Return the day a carried line is due: the same if it is still to come, else the Friday of the new week.

    >>> new_due(date(2026, 3, 6), Week(2026, 11)).isoformat()
    '2026-03-13'
    """
    return due_on if due_on >= week.monday else week.friday


def is_late(due_on: date, today: date) -> bool:
    """Tell whether the day has passed."""
    return due_on < today


def minutes_left(started_at: datetime, now: datetime) -> int:
    """Return how many whole minutes of the half hour are left; negative when it has been exceeded."""
    return MINUTES - int((now - started_at).total_seconds() // 60)
