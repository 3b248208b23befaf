"""What Python calls: the compiled functions behind, with arrays where those have bare pointers."""

from __future__ import annotations

from samverkan.planner.kernel import anneal as search
from samverkan.planner.kernel import bundles, part, series, single
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import G_COUNT, Bytes, Dice, Ints


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
def lift_series(mem: Ints, group: int) -> None:
    """Take a whole series out of the plan."""
    series.lift_stretch(pointer(mem), group, 0, mem[group + G_COUNT] - 1)


@door
def set_series(mem: Ints, slots: Bytes, dice: Dice, group: int, heat: float) -> bool:
    """Set the lifted series down on its best days. False, and nothing done, where there are none."""
    last = mem[group + G_COUNT] - 1
    return series.set_stretch(pointer(mem), pointer(slots), pointer(dice), group, 0, last, heat)


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
def put_back(mem: Ints, meeting: int, day: int, start: int, row: int) -> None:
    """Put an unplaced meeting there with those noted at CHOSEN, unasked: another copy of the plan has it so."""
    single.put_back(pointer(mem), meeting, day, start, row)


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


@door
def begin_days(mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, table: Ints, sets: Ints) -> None:
    """Note every day's set of groups, and what the year costs by the table."""
    bundles.begin_days(pointer(mem), pointer(scratch), pointer(slots), pointer(notes), pointer(table), pointer(sets))


@door
def anneal_days(
    mem: Ints,
    scratch: Ints,
    slots: Bytes,
    notes: Ints,
    table: Ints,
    sets: Ints,
    dice: Dice,
    movable: Ints,
    steps: int,
    heat: float,
    series_rate: int,
) -> int:
    """Try that many moves of days at one heat; return how many were made."""
    return bundles.anneal_days(
        pointer(mem),
        pointer(scratch),
        pointer(slots),
        pointer(notes),
        pointer(table),
        pointer(sets),
        pointer(dice),
        pointer(movable),
        len(movable),
        steps,
        heat,
        series_rate,
    )


@door
def settle_days(mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, days: Ints) -> bool:
    """Fill the empty plan: every meeting on its given day, each day arranged as the table reckoned it."""
    return bundles.settle_days(pointer(mem), pointer(scratch), pointer(slots), pointer(notes), pointer(days))
