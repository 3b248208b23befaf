"""The search: many small moves, each judged exactly, worse ones accepted the less the colder it gets."""

from __future__ import annotations

import math

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, place_of, room_is_free, set_cost, set_down
from samverkan.planner.kernel.series import (
    active_of,
    best_of_day,
    demands_hold,
    lift_stretch,
    neighbours_cost,
    random_below,
    set_stretch,
)
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints

ANEW = 40
"""How many of ten thousand moves arrange a day anew: they are dear."""
STRETCH = 4
"""The most meetings of a series that are laid anew at once, apart from whole series."""


@jit
def window(mem: Ints, meeting: int) -> tuple[int, int]:
    """Return the first and the last day on which the meeting may be, its neighbours in the series standing still.

    Only days between FIRST_DAY and LAST_DAY: a thread works on its own part of the year.
    """
    group = mem[meeting + M_GROUP]
    first = mem[group + G_MEETING]
    if meeting > first:
        before = active_of(mem, mem[meeting - MEETING + M_DAY])
        low, high = before + mem[group + G_MIN], before + mem[group + G_MAX]
    else:
        low, high = 0, mem[group + G_ACTIVE_FIRST] + mem[group + G_MAX]
    if meeting < first + (mem[group + G_COUNT] - 1) * MEETING:
        after = active_of(mem, mem[meeting + MEETING + M_DAY])
        low, high = max(low, after - mem[group + G_MAX]), min(high, after - mem[group + G_MIN])
    else:
        low = max(low, mem[group + G_ACTIVE_LAST] - mem[group + G_MAX])
    most = mem[ACTIVE_COUNT] - 2
    start = mem[mem[ACTIVE_LIST] + min(max(low, 0), most)]
    end = mem[mem[ACTIVE_LIST] + min(max(high, -1), most) + 1] - 1
    start, end = max(start, mem[group + G_FIRST]), min(end, mem[group + G_LAST])
    return max(start, mem[FIRST_DAY]), min(end, mem[LAST_DAY])


@jit
def threshold(dice: Dice, heat: float) -> int:
    """Return the largest change that this throw of the dice accepts (Metropolis, the dice thrown first)."""
    if heat <= 0.0:
        return 0
    return int(-heat * math.log((random_below(dice, 1 << 30) + 1) / (1 << 30)))


@jit
def beside(mem: Ints, meeting: int, row: int, other: int, after: bool) -> int:
    """Return the slot that puts the meeting right after (or before) the other one, a break or the journey between."""
    here, there = mem[mem[mem[ROW_LIST] + row] + R_PLACE], mem[other + M_PLACE]
    pause = mem[MIN_BREAK]
    if here >= 0 and there >= 0:
        pause = max(pause, mem[mem[TRAVEL] + there * mem[PLACES] + here])
    if after:
        start = mem[other + M_START] + mem[other + M_LENGTH] + pause - mem[OPENS]
        return -(-start // mem[GRID])
    return (mem[other + M_START] - pause - mem[meeting + M_LENGTH] - mem[OPENS]) // mem[GRID]


@jit
def likely_day(mem: Ints, dice: Dice, meeting: int, person: int, first: int, last: int) -> int:
    """Return of some days drawn from the window one on which many of those who attend are about already."""
    attend, seats = mem[meeting + M_ATTEND], mem[mem[meeting + M_GROUP] + G_SEATS]
    best, likely = -1, first
    for _ in range(1 + random_below(dice, 6)):
        day = first + random_below(dice, last - first + 1)
        about = 0
        for seat in range(seats):
            other = mem[attend + seat]
            if other > 0 and mem[mem[other + P_CELL] + day * mem[CELL_SIZE] + C_COUNT] > 0:
                about += mem[other + P_WEIGHT]
                if other == person:
                    about += 4
        if about > best:
            best, likely = about, day
    return likely


@jit
def propose(mem: Ints, slots: Bytes, dice: Dice, meeting: int) -> tuple[int, int, int]:
    """Return a day, a slot and a row for the meeting; day -1 for none.

    Half the guesses stand beside another meeting of one who attends; the others are any day in the window, or another
    hour of the same day.
    """
    group = mem[meeting + M_GROUP]
    rows, first_row, count = mem[group + G_ROWS], mem[group + G_ROW], mem[SLOTS]
    throw = random_below(dice, 100)
    day = mem[meeting + M_DAY]
    row = first_row + random_below(dice, rows)
    if throw < 50:
        person = mem[mem[meeting + M_ATTEND] + random_below(dice, mem[group + G_SEATS])]
        if person == 0:
            return -1, 0, 0
        if throw < 42:
            first, last = window(mem, meeting)
            if last < first:
                return -1, 0, 0
            day = likely_day(mem, dice, meeting, person, first, last)
        cell = mem[person + P_CELL] + day * mem[CELL_SIZE]
        if mem[cell + C_COUNT] == 0:
            return -1, 0, 0
        other = mem[cell + C_MEETING + random_below(dice, mem[cell + C_COUNT])]
        if other == meeting:
            return -1, 0, 0
        for _ in range(rows):
            if mem[mem[mem[ROW_LIST] + row] + R_PLACE] == mem[other + M_PLACE]:
                break
            row = row + 1 if row + 1 < first_row + rows else first_row
        if random_below(dice, 8) == 0:
            slot = (mem[other + M_START] - mem[OPENS]) // mem[GRID]
        else:
            slot = beside(mem, meeting, row, other, random_below(dice, 2) == 0)
        if random_below(dice, 4) == 0:
            slot += random_below(dice, 5) - 2
        if slot < 0 or slot >= count or slots[place_of(mem, row, day, slot)] == 0:
            return -1, 0, 0
        return day, slot, row
    if throw < 80:
        first, last = window(mem, meeting)
        if last < first:
            return -1, 0, 0
        day = first + random_below(dice, last - first + 1)
    for _ in range(8):
        slot = random_below(dice, count)
        if slots[place_of(mem, row, day, slot)] > 0:
            return day, slot, row
    return -1, 0, 0


@jit
def day_change(mem: Ints, meeting: int, day: int) -> int:
    """Return the change of spacing if the meeting moved to the day, or FAR where a gap or a demand forbids it."""
    if day == mem[meeting + M_DAY]:
        return 0
    spacing = neighbours_cost(mem, meeting, day)
    if spacing >= FAR or not demands_hold(mem, meeting, day):
        return FAR
    return spacing - neighbours_cost(mem, meeting, mem[meeting + M_DAY])


@jit
def shift(mem: Ints, meeting: int, day: int, start: int, row: int, limit: int) -> int:
    """Move the meeting if the plan's cost does not change by more than the limit; return the change, or FAR."""
    change = day_change(mem, meeting, day)
    if change >= FAR:
        return FAR
    if not room_is_free(mem, mem[mem[ROW_LIST] + row], day, start, start + mem[meeting + M_LENGTH], meeting):
        return FAR
    change += lift_cost(mem, meeting)
    if change >= FAR // 2:
        return FAR
    cost = set_cost(mem, meeting, day, start, row, limit - change)
    change += cost
    if cost >= FAR or change > limit:
        return FAR
    lift(mem, meeting)
    set_down(mem, meeting, day, start, row)
    mem[mem[TOTAL]] += change
    return change


@jit
def step(mem: Ints, slots: Bytes, dice: Dice, meeting: int, heat: float) -> bool:
    """Try to move one meeting; say whether it moved."""
    day, slot, row = propose(mem, slots, dice, meeting)
    if day < 0:
        return False
    start = mem[OPENS] + slot * mem[GRID]
    if day == mem[meeting + M_DAY] and start == mem[meeting + M_START] and row == mem[meeting + M_ROW]:
        return False
    return shift(mem, meeting, day, start, row, threshold(dice, heat)) < FAR


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
        cost = best_of_day(mem, slots, other, day, FAR, False)
        if cost >= FAR or change + cost > limit + 400:
            undo(mem, count, total)
            return False
        start, row = mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day]
        set_cost(mem, other, day, start, row, FAR)
        set_down(mem, other, day, start, row)
        change += cost
    if change > limit:
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
