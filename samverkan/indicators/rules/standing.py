"""How a figure stands and moves, said without claiming more than the uncertainty allows.

Two figures differ when their 95 per cent intervals do not meet. That is a cautious rule: it misses some true changes
and seldom invents one (Schenker and Gentleman 2001, Am Stat 55:182).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.indicators.rules.figures import Interval
from samverkan.indicators.words import Direction, Realism, Standing, Trend

GRACE_MONTHS = 3
"""How long after the next period's end its figure may take before the old one is called stale: our choice."""

FEWEST_FOR_PACE = 3
"""How many periods are needed before a pace is told: two points always lie on a line."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a period, with its uncertainty where it is known."""

    ends_on: date
    value: float
    interval: Interval | None = None

    @property
    def reach(self) -> Interval:
        """Return the interval, or the value alone."""
        return self.interval or Interval(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Target:
    """Baseline and target, with the years they are for."""

    baseline_year: int
    baseline: float
    target_year: int
    target: float


def is_better(value: float, than: float, direction: Direction) -> bool:
    """Tell whether a value is strictly better than another."""
    return value < than if direction == Direction.DOWN else value > than


def moved(before: Point, after: Point, direction: Direction) -> Trend:
    """Tell how one period differs from an earlier one.

    >>> moved(Point(date(2024, 12, 31), 30.0), Point(date(2025, 12, 31), 28.0), Direction.DOWN)
    <Trend.BETTER: 'better'>
    """
    if before.reach.overlaps(after.reach):
        return Trend.UNCLEAR
    return Trend.BETTER if is_better(after.value, before.value, direction) else Trend.WORSE


def trend(points: Sequence[Point], direction: Direction) -> Trend:
    """Tell how the first and last of the periods differ, in whatever order they come."""
    if len(points) < 2:
        return Trend.TOO_FEW
    ordered = sorted(points, key=lambda point: point.ends_on)
    return moved(ordered[0], ordered[-1], direction)


def baseline_point(points: Sequence[Point], target: Target) -> Point:
    """Return the baseline with the uncertainty of the reading of its year, where the reading is that baseline."""
    for point in points:
        if point.ends_on.year == target.baseline_year and point.reach.low <= target.baseline <= point.reach.high:
            return Point(point.ends_on, target.baseline, point.interval)
    return Point(date(target.baseline_year, 12, 31), target.baseline)


def standing(points: Sequence[Point], target: Target | None, direction: Direction) -> Standing:
    """Tell how the latest reading stands against baseline and target (FOL-16, FOL-25).

    A target is reached when the value lies there and the change from the baseline is larger than the uncertainty;
    what could be chance is called no clear change, in both directions. Of the year of the baseline itself, nothing
    has changed yet.
    """
    if not points:
        return Standing.NO_READING
    if target is None:
        return Standing.NO_AIM
    latest = max(points, key=lambda point: point.ends_on)
    at_target = not is_better(target.target, latest.value, direction)
    if not is_better(target.target, target.baseline, direction) and at_target:
        return Standing.REACHED  # the aim is to hold what there is, and it is held
    found = moved(baseline_point(points, target), latest, direction)
    if found == Trend.BETTER:
        return Standing.REACHED if at_target else Standing.BETTER
    return Standing.WORSE if found == Trend.WORSE else Standing.UNCLEAR


def stale_from(ends_on: date, interval_months: int) -> date:
    """Return the first day on which a reading is stale: the next period is over, and three months more.

    Counted in whole calendar months from the month in which the period ends.

    >>> stale_from(date(2024, 12, 31), 12)
    datetime.date(2026, 4, 1)
    """
    year, month = divmod(ends_on.year * 12 + ends_on.month + interval_months + GRACE_MONTHS, 12)
    return date(year, month + 1, 1)


def is_stale(ends_on: date, interval_months: int, *, on: date) -> bool:
    """Tell whether a newer reading ought to be there on the day."""
    return on >= stale_from(ends_on, interval_months)


def pace(points: Sequence[Point]) -> float | None:
    """Return the mean change a year by least squares, or none with fewer than three periods."""
    if len({point.ends_on for point in points}) < FEWEST_FOR_PACE:
        return None
    years = [point.ends_on.toordinal() / 365.25 for point in points]
    mean_year, mean = sum(years) / len(years), sum(point.value for point in points) / len(points)
    spread = sum((year - mean_year) ** 2 for year in years)
    return sum((year - mean_year) * (point.value - mean) for year, point in zip(years, points, strict=True)) / spread


def realism(points: Sequence[Point], target: Target, direction: Direction) -> Realism:
    """Tell whether the target can be reached at the pace seen so far. A help to judge, not a forecast (FOL-16)."""
    if not points:
        return Realism.UNKNOWN
    latest = max(points, key=lambda point: point.ends_on)
    if not is_better(target.target, latest.value, direction):
        return Realism.HELD
    seen = pace(points)
    if seen is None:
        return Realism.UNKNOWN
    years = (date(target.target_year, 12, 31) - latest.ends_on).days / 365.25
    needed = target.target - latest.value
    if seen * needed <= 0:
        return Realism.AGAINST
    return Realism.WITHIN if years > 0 and abs(seen) * years >= abs(needed) else Realism.FASTER
