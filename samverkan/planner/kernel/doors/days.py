"""The search of few groups' days."""

from __future__ import annotations

from samverkan.planner.kernel import bundles
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import Bytes, Dice, Ints


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
    first: Ints,
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
        pointer(first),
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
def look_closer(
    mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, well: Ints, table: Ints, seen: Ints, sets: Ints
) -> None:
    """Arrange every day's set well that was only arranged at first sight."""
    bundles.look_closer(
        pointer(mem),
        pointer(scratch),
        pointer(slots),
        pointer(notes),
        pointer(well),
        pointer(table),
        pointer(seen),
        pointer(sets),
    )


@door
def settle_days(mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, days: Ints) -> bool:
    """Fill the empty plan: every meeting on its given day, each day arranged as the table reckoned it."""
    return bundles.settle_days(pointer(mem), pointer(scratch), pointer(slots), pointer(notes), pointer(days))
