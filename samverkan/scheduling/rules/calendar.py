"""Hours and days: the working day that plans are made for, leave weeks, and how clocks are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from samverkan.scheduling.words import PeriodKind

OPENS, CLOSES, LUNCH, GRID = 8 * 60, 17 * 60, (12 * 60, 13 * 60), 15
"""Meetings are within office hours, not over lunch, and begin on the quarter: a choice of the product."""
LEAVE_WEEKS = (28, 29, 30, 31)
"""The four weeks of the Annual Leave Act (1977:480, section 12) as they are taken here."""
MOST_A_DAY = 6 * 60
"""Minutes of meetings a day that nobody is planned beyond, unless the function's own pattern says otherwise."""
SOFT_COST = {PeriodKind.SCHOOL_HOLIDAY: 15, PeriodKind.BOARD: 30, PeriodKind.BUDGET: 20}
"""What a meeting on such a day costs (minutes-like units): it is avoided, not forbidden."""
BRIDGE_COST = 20
"""A single working day between days off."""


def clock(minute: int) -> str:
    """Return a minute of the day as people write it.

    >>> clock(495)
    '08.15'
    """
    return f"{minute // 60:02d}.{minute % 60:02d}"


def days_between(first: date, last: date) -> list[date]:
    """Return every day from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def is_leave(day: date) -> bool:
    """Tell whether the day lies in one of the leave weeks."""
    return day.isocalendar().week in LEAVE_WEEKS


def bridge_days(first: date, last: date, closed: Iterable[date]) -> list[date]:
    """Return the working days that lie alone between days off.

    >>> bridge_days(date(2027, 5, 3), date(2027, 5, 10), [date(2027, 5, 6)])
    [datetime.date(2027, 5, 7)]
    """
    off = set(closed)

    def is_off(day: date) -> bool:
        return day.weekday() > 4 or day in off

    return [
        day
        for day in days_between(first, last)
        if not is_off(day) and is_off(day - timedelta(days=1)) and is_off(day + timedelta(days=1))
    ]


def soft_days(
    first: date, last: date, closed: Iterable[date], periods: Iterable[tuple[PeriodKind, date, date]]
) -> Mapping[date, int]:
    """Return what a meeting costs on the days that one would rather spare; the dearest reason counts."""
    cost: dict[date, int] = dict.fromkeys(bridge_days(first, last, closed), BRIDGE_COST)
    for kind, begins, ends in periods:
        for day in days_between(max(begins, first), min(ends, last)):
            if kind in SOFT_COST:
                cost[day] = max(cost.get(day, 0), SOFT_COST[kind])
    return cost
