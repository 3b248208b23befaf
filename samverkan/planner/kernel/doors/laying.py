"""Whole series laid and lifted, for the first plan."""

from __future__ import annotations

from samverkan.planner.kernel import series
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import G_COUNT, Bytes, Dice, Ints


@door
def lift_series(mem: Ints, group: int) -> None:
    """Take a whole series out of the plan."""
    series.lift_stretch(pointer(mem), group, 0, mem[group + G_COUNT] - 1)


@door
def set_series(mem: Ints, slots: Bytes, dice: Dice, group: int, heat: float) -> bool:
    """Set the lifted series down on its best days. False, and nothing done, where there are none."""
    last = mem[group + G_COUNT] - 1
    return series.set_stretch(pointer(mem), pointer(slots), pointer(dice), group, 0, last, heat)
