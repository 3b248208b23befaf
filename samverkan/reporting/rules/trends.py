"""How an indicator of a top outcome has moved for the whole city, period by period (FOL-20, FOL-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.indicators.rules.figures import interval_of
from samverkan.indicators.rules.standing import Point, trend
from samverkan.indicators.words import Direction, IndicatorKind, Outcome, Trend
from samverkan.reporting.rules.sums import IndicatorSum


@dataclass(frozen=True, slots=True)
class OutcomeSeries:
    """An indicator of a top outcome: the city's figure for each period, the oldest first."""

    outcome: Outcome
    direction: Direction
    periods: tuple[IndicatorSum, ...]

    @property
    def comparable(self) -> tuple[IndicatorSum, ...]:
        """Return the periods in which the same districts were measured as in the latest; others say nothing of it."""
        return comparable(self.periods)

    @property
    def trend(self) -> Trend:
        """Return how the first and the last of the comparable periods differ, with their uncertainty in mind."""
        points = (point_of(found) for found in self.comparable)
        return trend([point for point in points if point is not None], self.direction)


def comparable(periods: Sequence[IndicatorSum]) -> tuple[IndicatorSum, ...]:
    """Return the periods that are sums of the same districts as the latest period's."""
    if not periods:
        return ()
    wanted = _districts(periods[-1])
    return tuple(found for found in periods if _districts(found) == wanted)


def _districts(found: IndicatorSum) -> frozenset[str]:
    return frozenset(part.reporter.key for part in found.parts)


def point_of(found: IndicatorSum) -> Point | None:
    """Return the period's figure as a point, or none where it is hidden or could not be added up."""
    ends_on = date.fromisoformat(found.ends_on)
    if found.kind == IndicatorKind.INDEX:
        return Point(ends_on, found.values[0]) if len(found.values) == 1 else None
    whole, value = found.whole, found.value
    if whole is None or value is None or found.is_hidden:
        return None
    return Point(ends_on, value, interval_of(found.kind, whole, found.per))
