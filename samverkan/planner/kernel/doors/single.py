"""One meeting at a time, for replanning."""

from __future__ import annotations

from samverkan.planner.kernel import single
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import Bytes, Dice, Ints


@door
def keep(mem: Ints, slots: Bytes, meeting: int, day: int, start: int, row: int) -> bool:
    """Put an unplaced meeting where it was, with those noted at CHOSEN, if all of them still can."""
    return single.keep(pointer(mem), pointer(slots), meeting, day, start, row)


@door
def settle(mem: Ints, slots: Bytes, meeting: int, day: int, start: int, row: int) -> bool:
    """Put an unplaced meeting where the plan then costs least; at the given hour if that is as good."""
    return single.settle(pointer(mem), pointer(slots), meeting, day, start, row)


@door
def take_away(mem: Ints, meeting: int) -> bool:
    """Take a placed meeting out of the plan, if those who attended can do without it."""
    return single.take_away(pointer(mem), meeting)


@door
def lay_together(mem: Ints, slots: Bytes, dice: Dice, group: int, low: int, high: int) -> bool:
    """Set a group's meetings number low to high down on their best days. False, and nothing done, if there are none."""
    return single.lay_together(pointer(mem), pointer(slots), pointer(dice), group, low, high)
