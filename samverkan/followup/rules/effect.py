"""Effect: what happened here against what happened in a comparison, with its uncertainty (FOL-11, FOL-13).

The measure of effect is the relative effect size of Welsh & Farrington (2009, Justice Quarterly 26:716-745):

    RES = (a · d) / (b · c)    a, b events here before and after; c, d in the comparison before and after

A value of 2 says that events in the comparison developed twice as badly as here. Its logarithm has the variance
1/a + 1/b + 1/c + 1/d if events fall as a Poisson process. Events of crime vary more than so (Marchant 2005,
Crime Prevention and Community Safety 7:7-13), therefore the variance is doubled, which Welsh & Farrington did to be
on the safe side after Farrington et al. (2007, Journal of Experimental Criminology 3:21-38).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from samverkan.followup.words import Change

OVERDISPERSION = 2.0
"""How many times larger the variance is thought to be than that of a Poisson process."""
Z = 1.959964
"""Of the normal distribution, for an interval of 95 per cent."""
LEAST = 10
"""So many events before are needed in each place; with fewer, the normal approximation and common sense both fail."""
SMALL = 5
"""Numbers below this are shown suppressed (the house's rule for small numbers)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Events before and after, here and there. Without a comparison the last two are none."""

    here_before: int
    here_after: int
    there_before: int | None = None
    there_after: int | None = None

    @property
    def has_comparison(self) -> bool:
        """Tell whether there is a comparison."""
        return self.there_before is not None and self.there_after is not None

    @property
    def cells(self) -> tuple[int, ...]:
        """Return the numbers that the calculation rests on."""
        if self.there_before is None or self.there_after is None:
            return (self.here_before, self.here_after)
        return (self.here_before, self.here_after, self.there_before, self.there_after)

    @property
    def is_too_few(self) -> bool:
        """Tell whether there were too few events before, here or there, to judge from."""
        return self.here_before < LEAST or (self.there_before is not None and self.there_before < LEAST)

    @property
    def is_small(self) -> bool:
        """Tell whether a number is so small that what is calculated from it must be shown rounded."""
        return any(cell < SMALL for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Effect:
    """The relative effect size with its interval. Above 1 it went better here, when fewer events are better.

    `is_corrected` tells that a half was added to every number because one was zero (Haldane 1956, Anscombe 1956).
    `has_comparison` is false for a plain before and after, which is weak.
    """

    estimate: float
    low: float
    high: float
    has_comparison: bool = True
    is_corrected: bool = False
    fewer_is_better: bool = True

    @property
    def change(self) -> Change:
        """Return what the interval says: better, worse, or no clear difference."""
        low, high = (self.low, self.high) if self.fewer_is_better else (1 / self.high, 1 / self.low)
        if low > 1:
            return Change.BETTER
        return Change.WORSE if high < 1 else Change.NO_CLEAR

    @property
    def best(self) -> float:
        """Return the most favourable end of the interval, above 1 when it is a gain."""
        return self.high if self.fewer_is_better else 1 / self.low

    @property
    def percent(self) -> tuple[float, float, float]:
        """Return estimate, lowest and highest as per cent more (or, below zero, fewer) events than expected.

        >>> Effect(2.0, 1.0, 4.0).percent
        (-50.0, -75.0, 0.0)
        """
        return (100 / self.estimate - 100, 100 / self.high - 100, 100 / self.low - 100)


def effect(counts: Counts, *, overdispersion: float = OVERDISPERSION, fewer_is_better: bool = True) -> Effect:
    """Return the relative effect size of the counts; without a comparison the plain ratio before to after.

    >>> found = effect(Counts(141, 420, 928, 13525), overdispersion=1)
    >>> round(found.estimate, 2), round(found.low, 1), round(found.high, 1)
    (4.89, 4.0, 6.0)
    """
    is_corrected = 0 in counts.cells
    a, b, *others = (cell + 0.5 if is_corrected else float(cell) for cell in counts.cells)
    c, d = others if others else (1.0, 1.0)
    spread = 1 / a + 1 / b + (1 / c + 1 / d if others else 0)
    middle, reach = log(a / b) + log(d / c), Z * sqrt(overdispersion * spread)
    return Effect(
        exp(middle), exp(middle - reach), exp(middle + reach), counts.has_comparison, is_corrected, fewer_is_better
    )


def prevented(counts: Counts) -> float | None:
    """Return how many events fewer than expected, had it gone here as in the comparison; below zero, more.

    This is the first term of the total net effect (Guerette 2009, Tool Guide 10, Center for Problem-Oriented
    Policing). None without a comparison, or when nothing happened there before.
    """
    if counts.there_before is None or counts.there_after is None or not counts.there_before:
        return None
    return counts.here_before * counts.there_after / counts.there_before - counts.here_after
