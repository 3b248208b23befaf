"""One meeting at a time, for replanning: kept as it was, set at a given hour, or settled where it costs least."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import join_cost, lift, lift_cost, place_of, room_is_free, set_cost, set_down
from samverkan.planner.kernel.series import best_of_day, demands_hold, neighbours_cost, set_stretch
from samverkan.planner.kernel.several import remember, undo
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints


@jit
def slot_is_open(mem: Ints, slots: Bytes, day: int, start: int, row: int) -> bool:
    """Say whether a meeting of the row's group may be there, as far as no other meeting says."""
    slot = (start - mem[OPENS]) // mem[GRID]
    if day < 0 or row < 0 or slot < 0 or slot >= mem[SLOTS] or mem[OPENS] + slot * mem[GRID] != start:
        return False
    return bool(slots[place_of(mem, row, day, slot)] > 0)


@jit
def keep(mem: Ints, slots: Bytes, meeting: int, day: int, start: int, row: int) -> bool:
    """Put an unplaced meeting where it was, with those noted at CHOSEN, if all of them still can."""
    if not slot_is_open(mem, slots, day, start, row):
        return False
    if neighbours_cost(mem, meeting, day) >= FAR or not demands_hold(mem, meeting, day):
        return False
    room = mem[mem[ROW_LIST] + row]
    end = start + mem[meeting + M_LENGTH]
    if not room_is_free(mem, room, day, start, end, meeting):
        return False
    for seat in range(mem[mem[meeting + M_GROUP] + G_SEATS]):
        person = mem[mem[CHOSEN] + seat]
        if person > 0 and join_cost(mem, meeting, person, day, start, end, mem[room + R_PLACE]) >= FAR:
            return False
    set_down(mem, meeting, day, start, row)
    return True


@jit
def stay_cost(mem: Ints, slots: Bytes, meeting: int, day: int, start: int, row: int) -> int:
    """Return what an unplaced meeting would cost at the hour, others in its seats where need be, or FAR."""
    if not slot_is_open(mem, slots, day, start, row):
        return FAR
    spacing = neighbours_cost(mem, meeting, day)
    if spacing >= FAR or not demands_hold(mem, meeting, day):
        return FAR
    return min(FAR, spacing + set_cost(mem, meeting, day, start, row, FAR))


@jit
def settle(mem: Ints, slots: Bytes, meeting: int, day: int, start: int, row: int) -> bool:
    """Put an unplaced meeting where the plan then costs least; at the given hour if that is as good.

    What a move from the reference costs is counted. False, and nothing done, if there is no place.
    """
    best = stay_cost(mem, slots, meeting, day, start, row)
    best_day, best_start, best_row = day, start, row
    if mem[meeting + M_PINNED] == 0:
        group = mem[meeting + M_GROUP]
        for other in range(mem[group + G_FIRST], mem[group + G_LAST] + 1):
            spacing = neighbours_cost(mem, meeting, other)
            if spacing < best and demands_hold(mem, meeting, other):
                cost = best_of_day(mem, slots, meeting, other, best - spacing)
                if cost < FAR and spacing + cost < best:
                    best = spacing + cost
                    best_day, best_start, best_row = other, mem[mem[DAY_START] + other], mem[mem[DAY_ROW] + other]
    if best >= FAR:
        return False
    set_cost(mem, meeting, best_day, best_start, best_row, FAR)
    set_down(mem, meeting, best_day, best_start, best_row)
    return True


@jit
def take_away(mem: Ints, meeting: int) -> bool:
    """Take a placed meeting out of the plan, if those who attended can do without it."""
    if lift_cost(mem, meeting) >= FAR // 2:
        return False
    lift(mem, meeting)
    return True


@jit
def lay_together(mem: Ints, slots: Bytes, dice: Dice, group: int, low: int, high: int) -> bool:
    """Set a group's meetings number low to high down on their best days, those lifted first that are placed.

    False, and nothing done, where there are none. The meetings beside them must be placed.
    """
    total, count = mem[mem[TOTAL]], 0
    for number in range(low, high + 1):
        meeting = mem[group + G_MEETING] + number * MEETING
        if mem[meeting + M_DAY] >= 0:
            remember(mem, count, meeting)
            count += 1
    free = True
    for place in range(count):
        meeting = mem[mem[SAVED] + place * mem[SAVED_SIZE]]
        if free and lift_cost(mem, meeting) < FAR // 2:
            lift(mem, meeting)
        else:
            free = False
    if free and set_stretch(mem, slots, dice, group, low, high, 0.0):
        return True
    undo(mem, count, total)
    return False
