"""Several meetings move at once: what one person has on a day, two that change places, a stretch of a series."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, place_of, set_cost, set_down
from samverkan.planner.kernel.series import best_of_day, demands_hold, lift_stretch, random_below, set_stretch
from samverkan.planner.kernel.steps import day_change, likely_day, shift, threshold, window
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints

STRETCH = 4
"""The most meetings of a series that are laid anew at once, apart from whole series."""


@jit
def remember(mem: Ints, place: int, meeting: int) -> None:
    """Note where the meeting is and who attends."""
    saved = mem[SAVED] + place * mem[SAVED_SIZE]
    mem[saved], mem[saved + 1] = meeting, mem[meeting + M_DAY]
    mem[saved + 2], mem[saved + 3] = mem[meeting + M_START], mem[meeting + M_ROW]
    for seat in range(mem[mem[meeting + M_GROUP] + G_SEATS]):
        mem[saved + 4 + seat] = mem[mem[meeting + M_ATTEND] + seat]


@jit
def undo(mem: Ints, count: int, total: int) -> None:
    """Put the remembered meetings back, all lifted first, and the plan's cost with them."""
    for place in range(count):
        meeting = mem[mem[SAVED] + place * mem[SAVED_SIZE]]
        if mem[meeting + M_DAY] >= 0:
            lift_cost(mem, meeting)
            lift(mem, meeting)
    for place in range(count):
        saved = mem[SAVED] + place * mem[SAVED_SIZE]
        for seat in range(mem[mem[mem[saved] + M_GROUP] + G_SEATS]):
            mem[mem[CHOSEN] + seat] = mem[saved + 4 + seat]
        set_down(mem, mem[saved], mem[saved + 1], mem[saved + 2], mem[saved + 3])
    mem[mem[TOTAL]] = total


@jit
def attendee(mem: Ints, dice: Dice, meeting: int) -> int:
    """Return one who attends, or 0 where the seat that was drawn is empty."""
    return mem[mem[meeting + M_ATTEND] + random_below(dice, mem[mem[meeting + M_GROUP] + G_SEATS])]


@jit
def move_together(mem: Ints, slots: Bytes, dice: Dice, meeting: int, heat: float) -> bool:
    """Try to move all that one attendee has on the meeting's day at the meeting's place to another day, hours kept."""
    person = attendee(mem, dice, meeting)
    first, last = window(mem, meeting)
    if person == 0 or last <= first:
        return False
    old_day, place = mem[meeting + M_DAY], mem[meeting + M_PLACE]
    day = first + random_below(dice, last - first + 1)
    if day == old_day:
        return False
    count = 0
    cell = mem[person + P_CELL] + old_day * mem[CELL_SIZE]
    for slot in range(mem[cell + C_COUNT]):
        other = mem[cell + C_MEETING + slot]
        if mem[other + M_PLACE] == place:
            if mem[other + M_PINNED] != 0:
                return False
            remember(mem, count, other)
            count += 1
    if count < 2:
        return False
    limit = threshold(dice, heat)
    total = mem[mem[TOTAL]]
    change, offset = 0, 0
    if random_below(dice, 3) == 0:
        offset = random_below(dice, 9) - 4
    for number in range(count):
        saved = mem[SAVED] + number * mem[SAVED_SIZE]
        other, row = mem[saved], mem[saved + 3]
        slot = (mem[saved + 2] - mem[OPENS]) // mem[GRID] + offset
        cost = FAR
        if 0 <= slot < mem[SLOTS] and slots[place_of(mem, row, day, slot)] > 0:
            cost = shift(mem, other, day, mem[OPENS] + slot * mem[GRID], row, FAR)
        if cost >= FAR:
            group = mem[other + M_GROUP]
            row = mem[group + G_ROW] + random_below(dice, mem[group + G_ROWS])
            slot = random_below(dice, mem[SLOTS])
            if slots[place_of(mem, row, day, slot)] > 0:
                cost = shift(mem, other, day, mem[OPENS] + slot * mem[GRID], row, FAR)
        if cost >= FAR:
            undo(mem, number, total)
            return False
        change += cost
    if change > limit:
        undo(mem, count, total)
        return False
    return True


@jit
def arrange_anew(mem: Ints, slots: Bytes, dice: Dice, meeting: int, heat: float) -> bool:
    """Try to lift all that one attendee has on the day at the place, and to set it down at its best hours.

    On the same day or another one, in an order drawn by the dice.
    """
    person = attendee(mem, dice, meeting)
    first, last = window(mem, meeting)
    if person == 0 or last < first:
        return False
    old_day, place = mem[meeting + M_DAY], mem[meeting + M_PLACE]
    day = old_day
    if random_below(dice, 2) == 0:
        day = likely_day(mem, dice, meeting, person, first, last)
    limit, total = threshold(dice, heat), mem[mem[TOTAL]]
    count, change = 0, 0
    cell = mem[person + P_CELL] + old_day * mem[CELL_SIZE]
    for slot in range(mem[cell + C_COUNT]):
        other = mem[cell + C_MEETING + slot]
        if mem[other + M_PLACE] == place:
            spacing = day_change(mem, other, day)
            if mem[other + M_PINNED] != 0 or spacing >= FAR:
                return False
            change += spacing
            remember(mem, count, other)
            count += 1
    if count < 2:
        return False
    for number in range(count):
        other = mem[mem[SAVED] + number * mem[SAVED_SIZE]]
        change += lift_cost(mem, other)
        lift(mem, other)
    left = (1 << count) - 1
    while left != 0:
        number = random_below(dice, count)
        while (left >> number) & 1 == 0:
            number = number + 1 if number + 1 < count else 0
        left &= ~(1 << number)
        other = mem[mem[SAVED] + number * mem[SAVED_SIZE]]
        cost = best_of_day(mem, slots, other, day, FAR)
        if cost >= FAR or change + cost > limit + 400:
            undo(mem, count, total)
            return False
        start, row = mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day]
        set_cost(mem, other, day, start, row, FAR)
        set_down(mem, other, day, start, row)
        change += cost
    holds = change <= limit
    for number in range(count):  # each was judged while the others stood still: what prepares another moved along
        holds = holds and (day == old_day or demands_hold(mem, mem[mem[SAVED] + number * mem[SAVED_SIZE]], day))
    if not holds:
        undo(mem, count, total)
        return False
    mem[mem[TOTAL]] = total + change
    return change != 0


@jit
def row_in(mem: Ints, meeting: int, room: int) -> int:
    """Return the row by which the meeting's group may use the room, or -1."""
    group = mem[meeting + M_GROUP]
    for row in range(mem[group + G_ROW], mem[group + G_ROW] + mem[group + G_ROWS]):
        if mem[mem[ROW_LIST] + row] == room:
            return row
    return -1


@jit
def exchange(mem: Ints, slots: Bytes, one: int, two: int, limit: int) -> bool:
    """Try to let two meetings change places: each takes the other's day, hour and room."""
    if mem[one + M_GROUP] == mem[two + M_GROUP]:
        return False
    day_one, day_two = mem[one + M_DAY], mem[two + M_DAY]
    start_one, start_two = mem[one + M_START], mem[two + M_START]
    row_one = row_in(mem, one, mem[mem[ROW_LIST] + mem[two + M_ROW]])
    row_two = row_in(mem, two, mem[mem[ROW_LIST] + mem[one + M_ROW]])
    if row_one < 0 or row_two < 0:
        return False
    if slots[place_of(mem, row_one, day_two, (start_two - mem[OPENS]) // mem[GRID])] == 0:
        return False
    if slots[place_of(mem, row_two, day_one, (start_one - mem[OPENS]) // mem[GRID])] == 0:
        return False
    change, near = day_change(mem, one, day_two), day_change(mem, two, day_one)
    if change >= FAR or near >= FAR:
        return False
    change += near
    total = mem[mem[TOTAL]]
    remember(mem, 0, one)
    remember(mem, 1, two)
    lifted = lift_cost(mem, one)
    if lifted >= FAR:
        return False
    lift(mem, one)
    change += lifted
    lifted = lift_cost(mem, two)
    if lifted >= FAR:
        undo(mem, 1, total)
        return False
    lift(mem, two)
    change += lifted
    cost = set_cost(mem, one, day_two, start_two, row_one, FAR)
    if cost >= FAR:
        undo(mem, 2, total)
        return False
    set_down(mem, one, day_two, start_two, row_one)
    change += cost
    change += set_cost(mem, two, day_one, start_one, row_two, limit - change)
    if change > limit or not demands_hold(mem, two, day_one):
        undo(mem, 2, total)
        return False
    set_down(mem, two, day_one, start_one, row_two)
    mem[mem[TOTAL]] += change
    return True


@jit
def change_places(mem: Ints, slots: Bytes, dice: Dice, meeting: int, heat: float) -> bool:
    """Try to let the meeting change places with another one of a person who attends."""
    person = attendee(mem, dice, meeting)
    first, last = window(mem, meeting)
    if person == 0 or last < first:
        return False
    cell = mem[person + P_CELL] + (first + random_below(dice, last - first + 1)) * mem[CELL_SIZE]
    if mem[cell + C_COUNT] == 0:
        return False
    other = mem[cell + C_MEETING + random_below(dice, mem[cell + C_COUNT])]
    if other == meeting or mem[other + M_PINNED] != 0:
        return False
    return exchange(mem, slots, meeting, other, threshold(dice, heat))


@jit
def lay_anew(mem: Ints, slots: Bytes, dice: Dice, group: int, low: int, high: int, heat: float, limit: int) -> bool:
    """Try to lay the meetings number low to high of a group anew on their best days."""
    total = mem[mem[TOTAL]]
    for number in range(low, high + 1):
        remember(mem, number - low, mem[group + G_MEETING] + number * MEETING)
    lift_stretch(mem, group, low, high)
    if set_stretch(mem, slots, dice, group, low, high, heat) and mem[mem[TOTAL]] - total <= limit:
        return mem[mem[TOTAL]] != total
    undo(mem, high - low + 1, total)
    return False


@jit
def lay_stretch(mem: Ints, slots: Bytes, dice: Dice, meeting: int, heat: float) -> bool:
    """Try to lay a few meetings after each other anew, this one first, as far as none of them is pinned."""
    group = mem[meeting + M_GROUP]
    low = (meeting - mem[group + G_MEETING]) // MEETING
    high, most = low, low + random_below(dice, STRETCH)
    while high < most and high + 1 < mem[group + G_COUNT] and mem[meeting + (high + 1 - low) * MEETING + M_PINNED] == 0:
        high += 1
    return lay_anew(mem, slots, dice, group, low, high, heat, threshold(dice, heat))
