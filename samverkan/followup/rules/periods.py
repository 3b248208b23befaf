"""Before and after: equally long and at the same time of the year, or it is said plainly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samverkan.followup.words import PeriodFault

SAME_LENGTH = 3
"""Days by which two periods may differ: a leap day, and months of 28 to 31 days."""
SAME_SEASON = 15
"""Days by which the periods may be shifted within the year."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both counted in."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1

    @property
    def is_whole_years(self) -> bool:
        """Tell whether the span covers every season alike."""
        years = round(self.days / 365.25)
        return years > 0 and abs(self.days - years * 365.25) <= SAME_LENGTH


def season_apart(one: date, other: date) -> int:
    """Return how many days apart two days stand in the year, whatever their years.

    >>> season_apart(date(2025, 12, 31), date(2026, 1, 2))
    2
    """
    days = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(days, abs(365 - days))


def period_faults(before: Span | None, after: Span | None, *, starts_on: date) -> tuple[PeriodFault, ...]:
    """Return why the periods cannot be compared as they are; nothing when they can.

    `starts_on` is the day the measure began.
    """
    if before is None or after is None:
        return (PeriodFault.MISSING,)
    faults = []
    if before.last >= after.first:
        faults.append(PeriodFault.OVERLAP)
    if abs(before.days - after.days) > SAME_LENGTH:
        faults.append(PeriodFault.LENGTH)
    if not (before.is_whole_years and after.is_whole_years) and season_apart(before.first, after.first) > SAME_SEASON:
        faults.append(PeriodFault.SEASON)
    if before.last >= starts_on:
        faults.append(PeriodFault.BEGUN)
    if after.first < starts_on:
        faults.append(PeriodFault.EARLY)
    return tuple(faults)
