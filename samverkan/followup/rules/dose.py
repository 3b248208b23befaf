"""Implementation: how much of what was planned was delivered, kept apart from effect (FOL-11, FOL-15, FOL-27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.followup.words import Delivered
from samverkan.ground.words import Party

AS_PLANNED, HARDLY = 0.8, 0.2
"""From four fifths of the planned dose a half counts as delivered; below one fifth it counts as hardly delivered.

Both limits are the product's choice: evaluations speak of implementation fidelity without an agreed limit.
"""


@dataclass(frozen=True, slots=True)
class HalfDose:
    """One party's half. `planned` is none where the plan names no amount; then only `is_done` tells.

    Amounts are in `unit`, for example foot patrols, hours or lamps.
    """

    party: Party
    planned: int | None
    delivered: int
    unit: str = ""
    is_done: bool = False
    has_part: bool = True

    @property
    def share(self) -> float | None:
        """Return how much of the planned amount was delivered, 0 and up; none when it cannot be known.

        >>> HalfDose(Party.POLICE, planned=40, delivered=30).share
        0.75
        >>> HalfDose(Party.POLICE, planned=None, delivered=0, is_done=True).share
        1.0
        """
        if not self.has_part:
            return None
        if self.planned:
            return self.delivered / self.planned
        return 1.0 if self.is_done else None

    @property
    def word(self) -> Delivered:
        """Return the share in words."""
        if not self.has_part:
            return Delivered.NO_PART
        return said(self.share)


def said(share: float | None) -> Delivered:
    """Return a share of the planned dose in words."""
    if share is None:
        return Delivered.UNKNOWN
    if share >= AS_PLANNED:
        return Delivered.AS_PLANNED
    return Delivered.HARDLY if share < HARDLY else Delivered.PARTLY


def delivered(halves: Iterable[HalfDose]) -> Delivered:
    """Return how much of the measure was delivered: as much as its weakest half, since it takes both.

    What is not known for one half is not known for the measure, unless the other was hardly delivered at all.
    """
    words = [half.word for half in halves if half.has_part]
    for word in (Delivered.HARDLY, Delivered.UNKNOWN, Delivered.PARTLY, Delivered.AS_PLANNED):
        if word in words:
            return word
    return Delivered.UNKNOWN
