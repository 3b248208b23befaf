"""One meeting moves: where it may go, where it is likely to fit, and what the move changes."""

from __future__ import annotations

import math

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, place_of, room_is_free, set_cost, set_down
from samverkan.planner.kernel.series import active_of, demands_hold, neighbours_cost, random_below
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints


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
