"""Displacement: whether the problem moved nearby, or the gain spread (Bowers & Johnson 2003).

The weighted displacement quotient compares what happened in a ring around the place with what happened in it,
both as shares of the comparison (Journal of Quantitative Criminology 19:275-301; the reading of its values
follows Guerette 2009, Tool Guide 10, appendices B and C):

    WDQ = (Rb/Cb − Ra/Ca) / (Hb/Cb − Ha/Ca)

H events here, R in the ring, C in the comparison; b before, a after.
"""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.followup.rules.effect import Counts, Effect, effect
from samverkan.followup.words import Change, Displacement


@dataclass(frozen=True, slots=True)
class Nearby:
    """What happened nearby. `quotient` is none where nothing fell here that could have moved."""

    reading: Displacement
    quotient: float | None = None
    ring: Effect | None = None

    @property
    def has_taken_all(self) -> bool:
        """Tell whether as much came up nearby as fell here, or more (WDQ of −1 or below)."""
        return self.quotient is not None and self.quotient <= -1


NOT_STUDIED = Nearby(Displacement.NOT_STUDIED)


def quotient(here: tuple[int, int], ring: tuple[int, int], there: tuple[int, int]) -> float | None:
    """Return the weighted displacement quotient; each pair is before and after.

    Above 0 the gain spread to the ring (above 1 it is larger there than here); between −1 and 0 some of the gain
    was displaced; below −1 more was displaced than gained. None if the comparison has a zero, or nothing fell here
    against the comparison: then there was nothing to displace.

    >>> round(quotient((207, 110), (178, 157), (308, 318)), 2)
    0.26
    """
    if 0 in there:
        return None
    success = here[1] / there[1] - here[0] / there[0]
    if success >= 0:
        return None
    return (ring[1] / there[1] - ring[0] / there[0]) / success


def nearby(counts: Counts, ring: tuple[int, int] | None, *, fewer_is_better: bool = True) -> Nearby:
    """Return what happened in the ring, in words; a movement that may be chance is called unclear."""
    if ring is None or counts.there_before is None or counts.there_after is None or not fewer_is_better:
        return NOT_STUDIED
    there = (counts.there_before, counts.there_after)
    around = effect(Counts(*ring, *there))
    value = quotient((counts.here_before, counts.here_after), ring, there)
    if value is None:
        return Nearby(Displacement.NONE, None, around)
    reading = {
        Change.BETTER: Displacement.BENEFIT,
        Change.WORSE: Displacement.SOME,
        Change.NO_CLEAR: Displacement.UNCLEAR if value < 0 else Displacement.NONE,
    }[around.change]
    return Nearby(reading, value, around)
