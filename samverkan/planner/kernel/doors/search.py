"""The search, and the parts of the year that two threads have."""

from __future__ import annotations

from samverkan.planner.kernel import anneal as search
from samverkan.planner.kernel import part
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import Bytes, Dice, Ints


@door
def anneal(
    mem: Ints, slots: Bytes, dice: Dice, movable: Ints, steps: int, heat: float, series_rate: int, stretch_rate: int
) -> int:
    """Try that many moves of the movable meetings at one heat; return how many were made."""
    count = len(movable)
    return search.anneal(
        pointer(mem), pointer(slots), pointer(dice), pointer(movable), count, steps, heat, series_rate, stretch_rate
    )


@door
def freeze(mem: Ints, border: int, half: int, movable: Ints) -> int:
    """Let this copy search the days before the border (`half` 0) or from it on; list what may move; return how many."""
    return part.freeze(pointer(mem), border, half, pointer(movable))


@door
def join(mem: Ints, theirs: Ints, border: int, total: int, fair: int) -> None:
    """Take over from the other copy what lies from the border on, and let everything move again."""
    part.thaw(pointer(mem))
    part.join(pointer(mem), pointer(theirs), border, total, fair)


@door
def fairness(mem: Ints) -> int:
    """Return what the districts' unpopular hours cost."""
    return part.fairness(pointer(mem))
