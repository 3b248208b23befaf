"""The days of a reporting period."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.ground.periods import add_months
from samverkan.reporting.words import PeriodKind

MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF_YEAR: 6, PeriodKind.FOUR_MONTHS: 4}


def parts_of_year(kind: PeriodKind) -> int:
    """Return how many periods of the kind a year has.

    >>> parts_of_year(PeriodKind.YEAR), parts_of_year(PeriodKind.FOUR_MONTHS)
    (1, 3)
    """
    return 12 // MONTHS[kind]


def period_days(kind: PeriodKind, year: int, part: int) -> tuple[date, date]:
    """Return the first and the last day of the year's period number `part`, counted from 1.

    Raises `ValueError` when the year has no such part.

    >>> period_days(PeriodKind.HALF_YEAR, 2026, 2)
    (datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))
    """
    if not 1 <= part <= parts_of_year(kind):
        raise ValueError(f"a year has no part {part} of the kind {kind}")
    months = MONTHS[kind]
    starts_on = date(year, 1 + (part - 1) * months, 1)
    return starts_on, add_months(starts_on, months) - timedelta(days=1)


def ends_the_year(ends_on: date) -> bool:
    """Tell whether the compilation of the period is the yearly one, which opens next year's plan (ACT-03, FOL-01)."""
    return (ends_on.month, ends_on.day) == (12, 31)
