"""Periods of validity: from a day, until the day before another, or until further notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` (inclusive) to `end` (exclusive); no end means until further notice.

    >>> Period(date(2024, 1, 1)).holds(date(2030, 1, 1))
    True
    >>> Period(date(2024, 1, 1), date(2025, 1, 1)).holds(date(2025, 1, 1))
    False
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    def holds(self, on: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.start <= on and (self.end is None or on < self.end)

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share a day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the month's last day.

    >>> add_months(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise ValueError(f"no such month: {months} months after {day}")
