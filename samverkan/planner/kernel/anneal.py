"""The search: many small moves, each judged exactly, worse ones accepted the less the colder it gets."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.series import random_below
from samverkan.planner.kernel.several import arrange_anew, change_places, lay_anew, lay_stretch, move_together
from samverkan.planner.kernel.steps import step, threshold
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints

ANEW = 60
"""How many of ten thousand moves arrange a day anew: they are dear."""


@jit
def anneal(
    mem: Ints,
    slots: Bytes,
    dice: Dice,
    movable: Ints,
    count: int,
    steps: int,
    heat: float,
    series_rate: int,
    stretch_rate: int,
) -> int:
    """Try that many moves of the movable meetings at one heat; return how many were made."""
    made = 0
    for _ in range(steps):
        meeting = movable[random_below(dice, count)]
        throw = random_below(dice, 10_000)
        if throw < series_rate:
            group = mem[meeting + M_GROUP]
            moved = lay_anew(mem, slots, dice, group, 0, mem[group + G_COUNT] - 1, 0.0, threshold(dice, heat))
        elif throw < series_rate + stretch_rate:
            moved = lay_stretch(mem, slots, dice, meeting, heat)
        elif throw < series_rate + stretch_rate + ANEW:
            moved = arrange_anew(mem, slots, dice, meeting, heat)
        elif throw < 8500:
            moved = step(mem, slots, dice, meeting, heat)
        elif throw < 9300:
            moved = move_together(mem, slots, dice, meeting, heat)
        else:
            moved = change_places(mem, slots, dice, meeting, heat)
        if moved:
            made += 1
    return made
