"""Values, sums and uncertainty of readings.

A share or rate is kept as numerator and denominator, so that parts add up exactly. Intervals are two-sided and
hold 95 per cent. An index says nothing that can be added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

from samverkan.ground.refusals import Refused
from samverkan.indicators.words import IndicatorKind

Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution: the limits of a 95 per cent interval."""

EXACT_UNTIL = 100
"""From this count on Byar's approximation is used for Poisson limits; it is then within 0.1 per cent."""

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """What was measured: a number, perhaps out of so many, or a ready value with its limits."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limit, in the indicator's own unit."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Tell whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def value_of(kind: IndicatorKind, amount: Amount, per: int = 1000) -> float | None:
    """Return the value: per cent for a share, number for `per` residents for a rate; none where it cannot be told.

    >>> value_of(IndicatorKind.SHARE, Amount(3, 12))
    25.0
    >>> value_of(IndicatorKind.RATE, Amount(30, 20_000), per=1000)
    1.5
    """
    if kind == IndicatorKind.INDEX:
        return amount.value
    if kind == IndicatorKind.COUNT:
        return None if amount.numerator is None else float(amount.numerator)
    if amount.numerator is None or not amount.denominator:
        return None
    return (HUNDRED if kind == IndicatorKind.SHARE else per) * amount.numerator / amount.denominator


def added(kind: IndicatorKind, parts: Iterable[Amount]) -> Amount | None:
    """Return the whole of the parts: numerators and denominators are summed apart, never the per cent.

    None when there are no parts, when one lacks its numbers, or for an index, which cannot be added.
    """
    parts = list(parts)
    if kind == IndicatorKind.INDEX or not parts or any(part.numerator is None for part in parts):
        return None
    numerator = sum(part.numerator or 0 for part in parts)
    if kind == IndicatorKind.COUNT:
        return Amount(numerator)
    if any(not part.denominator for part in parts):
        return None
    return Amount(numerator, sum(part.denominator or 0 for part in parts))


def wilson(successes: int, trials: int) -> Interval:
    """Return the score interval of a proportion, from 0 to 1 (Wilson 1927, J Am Stat Assoc 22:209; method 3 of
    Newcombe 1998, Stat Med 17:857).
    """
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    spread = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    whole = 1 + Z * Z / trials
    low = 0.0 if successes == 0 else (middle - spread) / whole
    high = 1.0 if successes == trials else (middle + spread) / whole
    return Interval(max(0.0, low), min(1.0, high))


def _at_most(count: int, mean: float) -> float:
    """Return the probability of at most `count` events where `mean` are expected."""
    if mean == 0:
        return 1.0
    term = total = 1.0
    for n in range(1, count + 1):
        term *= mean / n
        total += term
    return exp(log(total) - mean)


def _mean_where(count: int, probability: float) -> float:
    """Return the mean for which at most `count` events have the probability, by halving."""
    low, high = 0.0, count + 10 * sqrt(count + 1) + 10
    for _ in range(70):
        middle = (low + high) / 2
        if _at_most(count, middle) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@lru_cache(maxsize=EXACT_UNTIL + 1)
def _exact_poisson(count: int) -> Interval:
    return Interval(0.0 if count == 0 else _mean_where(count - 1, 0.975), _mean_where(count, 0.025))


def poisson(count: int) -> Interval:
    """Return the interval of a count of events: exact (Garwood 1936, Biometrika 28:437) below a hundred, then
    Byar's approximation (Breslow and Day 1987, Statistical Methods in Cancer Research II, p. 69).
    """
    if count < EXACT_UNTIL:
        return _exact_poisson(count)
    above = count + 1
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    return Interval(low, above * (1 - 1 / (9 * above) + Z / (3 * sqrt(above))) ** 3)


def interval_of(kind: IndicatorKind, amount: Amount, per: int = 1000) -> Interval | None:
    """Return the uncertainty in the unit of `value_of`; an index has the one its source gives, or none."""
    if amount.low is not None and amount.high is not None:
        return Interval(amount.low, amount.high)
    if amount.numerator is None:
        return None
    if kind == IndicatorKind.COUNT:
        return poisson(amount.numerator)
    if not amount.denominator:
        return None
    if kind == IndicatorKind.SHARE and amount.numerator <= amount.denominator:
        found = wilson(amount.numerator, amount.denominator)
        return Interval(HUNDRED * found.low, HUNDRED * found.high)
    if kind == IndicatorKind.RATE:
        found, base = poisson(amount.numerator), per / amount.denominator
        return Interval(base * found.low, base * found.high)
    return None


def refuse_odd_amount(kind: IndicatorKind, amount: Amount) -> None:
    """Raise `Refused` unless the amount fits its kind of indicator; the field is the one at fault."""
    if kind == IndicatorKind.INDEX:
        _refuse_odd_index(amount)
        return
    if amount.value is not None:
        raise Refused("Write the number itself, not a ready value: shares and rates are worked out.", field="value")
    if amount.numerator is None:
        raise Refused("Write the number that was counted.", field="numerator")
    if amount.numerator < 0:
        raise Refused("A number that was counted cannot be below nought.", field="numerator")
    if kind == IndicatorKind.COUNT:
        if amount.denominator is not None:
            raise Refused("A plain number is not out of anything; leave that field empty.", field="denominator")
        return
    if not amount.denominator or amount.denominator < 0:
        raise Refused("Write how many there are in all: the share or rate is worked out from it.", field="denominator")
    if kind == IndicatorKind.SHARE and amount.numerator > amount.denominator:
        raise Refused("A share cannot be more than the whole.", field="numerator")


def _refuse_odd_index(amount: Amount) -> None:
    if amount.value is None:
        raise Refused("Write the value of the index.", field="value")
    if amount.numerator is not None or amount.denominator is not None:
        raise Refused("An index has a value, and is not counted out of anything.", field="numerator")
    if (amount.low is None) != (amount.high is None):
        raise Refused("Write both limits of the interval, or neither.", field="low")
    if amount.low is not None and amount.high is not None and not amount.low <= amount.value <= amount.high:
        raise Refused("The value lies outside its own interval.", field="low")
