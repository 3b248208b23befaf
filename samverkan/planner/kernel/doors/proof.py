"""The lower bound of few groups, by their days."""

from __future__ import annotations

from samverkan.planner.kernel import ascent, least
from samverkan.planner.kernel.jit import door, pointer
from samverkan.planner.layout import GROUP_COUNT, Bytes, Floats, Ints


@door
def first_sight(mem: Ints, slots: Bytes, notes: Ints, table: Ints) -> None:
    """Fill the table with what each set of groups costs on each day at first sight."""
    for at in range(len(table)):
        groups, day = at & ((1 << mem[GROUP_COUNT]) - 1), at >> mem[GROUP_COUNT]
        table[at] = least.at_first_sight(pointer(mem), pointer(slots), pointer(notes), groups, day)


@door
def least_of_day(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int, most: int, nodes: int) -> int:
    """Return the least that the groups can cost on the day, `most` if no less."""
    return least.least_of_day(pointer(mem), pointer(slots), pointer(notes), groups, day, most, nodes)


@door
def look_closer(
    mem: Ints,
    slots: Bytes,
    notes: Ints,
    table: Ints,
    proven: Ints,
    prices: Floats,
    sums: Floats,
    day: int,
    near: float,
    margin: float,
    nodes: int,
) -> int:
    """Raise what the day's sets cost at least where that is less than `near` above the prices; return how many."""
    return least.look_closer(
        pointer(mem),
        pointer(slots),
        pointer(notes),
        pointer(table),
        pointer(proven),
        pointer(prices),
        pointer(sums),
        day,
        near,
        margin,
        nodes,
    )


@door
def raise_prices(
    table: Ints,
    counts: Ints,
    steps: Floats,
    active: Ints,
    spans: Ints,
    stays: Ints,
    leads: Ints,
    reach: Floats,
    back: Ints,
    prices: Floats,
    direction: Floats,
    charged: Floats,
    held: Floats,
    met: Floats,
    often: Floats,
    sums: Floats,
    seen: Floats,
    state: Floats,
    rounds: int,
    target: float,
) -> float:
    """Change the prices so many times; return the best value proven, NEVER if there is no plan."""
    return ascent.raise_prices(
        pointer(table),
        pointer(counts),
        pointer(steps),
        pointer(active),
        pointer(spans),
        pointer(stays),
        pointer(leads),
        pointer(reach),
        pointer(back),
        pointer(prices),
        pointer(direction),
        pointer(charged),
        pointer(held),
        pointer(met),
        pointer(often),
        pointer(sums),
        pointer(seen),
        pointer(state),
        len(counts),
        len(active),
        len(prices) // len(active) - len(counts),
        rounds,
        target,
    )
