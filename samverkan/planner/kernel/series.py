"""A group's whole series: its gaps and demands, and the best days for it, exactly, given everybody else's plan."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, place_of, room_is_free, set_cost, set_down
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints


@jit
def active_of(mem: Ints, day: int) -> int:
    """Return how many active days lie before the day."""
    return mem[mem[DAY_LIST] + day * DAY + D_ACTIVE]


@jit
def ordinal_of(mem: Ints, day: int) -> int:
    """Return the day as a number of days in the calendar."""
    return mem[mem[DAY_LIST] + day * DAY + D_ORDINAL]


@jit
def gap_cost(mem: Ints, group: int, earlier: int, later: int) -> int:
    """Return what the distance between two days of a series costs, or FAR where it may not be (H4)."""
    gap = active_of(mem, later) - active_of(mem, earlier)
    if gap < mem[group + G_MIN] or gap > mem[group + G_MAX]:
        return FAR
    off = abs(gap - mem[group + G_IDEAL]) - mem[group + G_TOL]
    return mem[SPACING] * off if off > 0 else 0


@jit
def may_begin(mem: Ints, group: int, day: int) -> bool:
    """Say whether a series may begin on the day (H4)."""
    return active_of(mem, day) - mem[group + G_ACTIVE_FIRST] <= mem[group + G_MAX]


@jit
def may_end(mem: Ints, group: int, day: int) -> bool:
    """Say whether a series may end on the day (H4)."""
    return mem[group + G_ACTIVE_LAST] - active_of(mem, day) <= mem[group + G_MAX]


@jit
def neighbours_cost(mem: Ints, meeting: int, day: int) -> int:
    """Return the spacing cost on both sides if the meeting were on that day, or FAR."""
    group = mem[meeting + M_GROUP]
    first = mem[group + G_MEETING]
    last = first + (mem[group + G_COUNT] - 1) * MEETING
    cost = 0
    if meeting == first:
        if not may_begin(mem, group, day):
            return FAR
    elif mem[meeting - MEETING + M_DAY] >= 0:
        cost += gap_cost(mem, group, mem[meeting - MEETING + M_DAY], day)
    if meeting == last:
        if not may_end(mem, group, day):
            return FAR
    elif mem[meeting + MEETING + M_DAY] >= 0:
        cost += gap_cost(mem, group, day, mem[meeting + MEETING + M_DAY])
    return min(cost, FAR)


@jit
def is_prepared(mem: Ints, group: int, day: int, moved: int, moved_to: int) -> bool:
    """Say whether the group's preparation group meets in good time before the day (H5).

    Meeting `moved` counts as being on day `moved_to`. True while a meeting of the preparation group has no day yet:
    then that one is found to fit.
    """
    prep = mem[group + G_PREP]
    if prep == 0:
        return True
    on, complete = ordinal_of(mem, day), True
    for number in range(mem[prep + G_COUNT]):
        meeting = mem[prep + G_MEETING] + number * MEETING
        other = moved_to if meeting == moved else mem[meeting + M_DAY]
        if other < 0:
            complete = False
        else:
            lead = on - ordinal_of(mem, other)
            if mem[group + G_LEAD_FROM] <= lead <= mem[group + G_LEAD_TO]:
                return True
    return not complete


@jit
def demands_hold(mem: Ints, meeting: int, day: int) -> bool:
    """Say whether preparation and milestones hold if the meeting moves to that day (H5)."""
    group = mem[meeting + M_GROUP]
    if not is_prepared(mem, group, day, meeting, day):
        return False
    for number in range(mem[group + G_AFTERS]):
        follower = mem[mem[group + G_AFTER] + number]
        for index in range(mem[follower + G_COUNT]):
            other = mem[follower + G_MEETING] + index * MEETING
            if mem[other + M_DAY] >= 0 and other != meeting:
                if not is_prepared(mem, follower, mem[other + M_DAY], meeting, day):
                    return False
    for number in range(mem[group + G_STONES]):
        stone = mem[group + G_STONE] + 2 * number
        kept = False
        for index in range(mem[group + G_COUNT]):
            other = mem[group + G_MEETING] + index * MEETING
            on = day if other == meeting else mem[other + M_DAY]
            if on < 0 or mem[stone] <= ordinal_of(mem, on) <= mem[stone + 1]:
                kept = True
                break
        if not kept:
            return False
    return True


@jit
def leaves_gap(mem: Ints, group: int, earlier: int, later: int) -> bool:
    """Say whether a demand is broken if the series has no meeting between the days (-1: before all, after all)."""
    if mem[group + G_STONES] == 0 and mem[group + G_AFTERS] == 0:
        return False
    low = ordinal_of(mem, earlier) if earlier >= 0 else -1
    high = ordinal_of(mem, later) if later >= 0 else FAR
    for number in range(mem[group + G_STONES]):
        stone = mem[group + G_STONE] + 2 * number
        if low < mem[stone] and high > mem[stone + 1]:
            return True
    for number in range(mem[group + G_AFTERS]):
        follower = mem[mem[group + G_AFTER] + number]
        for index in range(mem[follower + G_COUNT]):
            other = mem[mem[follower + G_MEETING] + index * MEETING + M_DAY]
            if other >= 0:
                on = ordinal_of(mem, other)
                if low < on - mem[follower + G_LEAD_TO] and high > on - mem[follower + G_LEAD_FROM]:
                    return True
    return False


@jit
def best_of_day(mem: Ints, slots: Bytes, meeting: int, day: int, most: int) -> int:
    """Return the cheapest change for the lifted meeting on the day, or FAR where none is below `most`.

    Note start and row.
    """
    group = mem[meeting + M_GROUP]
    length = mem[meeting + M_LENGTH]
    first, rows, tried = mem[group + G_ROW], mem[group + G_ROWS], mem[TRIED]
    best = FAR
    for number in range(rows):
        mem[tried + number] = -1
    for slot in range(mem[SLOTS]):
        start = mem[OPENS] + slot * mem[GRID]
        for number in range(rows):
            row = first + number
            if slots[place_of(mem, row, day, slot)] == 0:
                continue
            room = mem[mem[ROW_LIST] + row]
            if not room_is_free(mem, room, day, start, start + length, meeting):
                continue
            seen = False
            for other in range(number):
                like = mem[mem[ROW_LIST] + first + other]
                if (
                    mem[tried + other] == start
                    and mem[room + R_PLACE] == mem[like + R_PLACE]
                    and mem[room + R_CAPACITY] <= mem[like + R_CAPACITY]
                    and mem[meeting + M_WAS_DAY] < 0
                ):
                    seen = True
            if seen:
                continue
            mem[tried + number] = start
            cost = set_cost(mem, meeting, day, start, row, min(best, most))
            if cost < best:
                best = cost
                mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day] = start, row
    return best


@jit
def random_below(dice: Dice, bound: int) -> int:
    """Return the next whole number below the bound (Knuth's linear congruence, so that runs repeat)."""
    dice[0] = dice[0] * 6364136223846793005 + 1442695040888963407
    return ((dice[0] >> 24) & 0x7FFFFFFF) % bound


@jit
def series_days(mem: Ints, slots: Bytes, dice: Dice, group: int, noise: int) -> int:
    """Find the best days for the group's lifted series, the rest of the plan standing still; note them at CHAIN.

    First what each day costs at its best hour and room, then the cheapest chain of days that keeps gaps, milestones
    and preparation: a shortest path, so the answer is exact for person-days, which no two meetings of a series share.
    Fairness and weekly overload are taken as if each meeting came alone. Returns the cost with spacing, or FAR.
    With `noise`, each day's cost is shaken by up to as much, so that another chain may come out.
    """
    first, count, days = mem[group + G_MEETING], mem[group + G_COUNT], mem[DAYS]
    reach, back, day_cost, chain = mem[REACH], mem[BACK], mem[DAY_COST], mem[CHAIN]
    for day in range(days):
        mem[day_cost + day] = FAR
    free = 0
    for number in range(count):
        meeting = first + number * MEETING
        mem[chain + number] = FAR
        if mem[meeting + M_PINNED] == 0:
            free = meeting
        elif mem[meeting + M_PIN_DAY] >= 0 and mem[meeting + M_PIN_ROW] >= 0:
            day, row, start = mem[meeting + M_PIN_DAY], mem[meeting + M_PIN_ROW], mem[meeting + M_PIN_START]
            slot = (start - mem[OPENS]) // mem[GRID]
            if start >= mem[OPENS] and slot < mem[SLOTS] and slot * mem[GRID] + mem[OPENS] == start:
                if slots[place_of(mem, row, day, slot)] > 0 and is_prepared(mem, group, day, 0, 0):
                    mem[chain + number] = min(FAR, set_cost(mem, meeting, day, start, row, FAR))
    if free > 0:
        for day in range(mem[group + G_FIRST], mem[group + G_LAST] + 1):
            if is_prepared(mem, group, day, 0, 0):
                cost = best_of_day(mem, slots, free, day, FAR)
                if cost < FAR and noise > 0:
                    cost += random_below(dice, noise)
                mem[day_cost + day] = cost
    for number in range(count):
        meeting = first + number * MEETING
        for day in range(days):
            mem[reach + number * days + day] = FAR
        for day in range(mem[group + G_FIRST], mem[group + G_LAST] + 1):
            own = mem[day_cost + day]
            if mem[meeting + M_PINNED] == 1:
                own = mem[chain + number] if day == mem[meeting + M_PIN_DAY] else FAR
            if own >= FAR:
                continue
            if number == count - 1 and (not may_end(mem, group, day) or leaves_gap(mem, group, day, -1)):
                continue
            if number == 0:
                if may_begin(mem, group, day) and not leaves_gap(mem, group, -1, day):
                    mem[reach + day] = own
                continue
            best, came = FAR, -1
            low = max(0, active_of(mem, day) - mem[group + G_MAX])
            high = active_of(mem, day) - mem[group + G_MIN]
            if high < 0:
                continue
            for earlier in range(mem[mem[ACTIVE_LIST] + low], mem[mem[ACTIVE_LIST] + high + 1]):
                before = mem[reach + (number - 1) * days + earlier]
                if before < best:
                    cost = before + gap_cost(mem, group, earlier, day)
                    if cost < best and not leaves_gap(mem, group, earlier, day):
                        best, came = cost, earlier
            if came >= 0 and best + own < FAR:
                mem[reach + number * days + day] = best + own
                mem[back + number * days + day] = came
    best, day = FAR, -1
    for last in range(days):
        if mem[reach + (count - 1) * days + last] < best:
            best, day = mem[reach + (count - 1) * days + last], last
    if day < 0:
        return FAR
    for number in range(count - 1, -1, -1):
        mem[chain + number] = day
        if number > 0:
            day = mem[back + number * days + day]
    return best


@jit
def series_spacing(mem: Ints, group: int) -> int:
    """Return what the gaps of a placed series cost."""
    cost = 0
    for number in range(mem[group + G_COUNT] - 1):
        meeting = mem[group + G_MEETING] + number * MEETING
        cost += gap_cost(mem, group, mem[meeting + M_DAY], mem[meeting + MEETING + M_DAY])
    return cost


@jit
def lift_series(mem: Ints, group: int) -> None:
    """Take a whole series out of the plan."""
    change = 0
    if mem[mem[group + G_MEETING] + M_DAY] >= 0:
        change -= series_spacing(mem, group)
        for number in range(mem[group + G_COUNT]):
            meeting = mem[group + G_MEETING] + number * MEETING
            change += lift_cost(mem, meeting)
            lift(mem, meeting)
    mem[mem[TOTAL]] += change


@jit
def set_series(mem: Ints, slots: Bytes, dice: Dice, group: int, noise: int) -> bool:
    """Set the lifted series down on its best days. False, and nothing done, where there are none."""
    if series_days(mem, slots, dice, group, noise) >= FAR:
        return False
    total = mem[mem[TOTAL]]
    for number in range(mem[group + G_COUNT]):
        meeting = mem[group + G_MEETING] + number * MEETING
        day = mem[mem[CHAIN] + number]
        start, row = mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day]
        if mem[meeting + M_PINNED] == 1:
            start, row = mem[meeting + M_PIN_START], mem[meeting + M_PIN_ROW]
        change = set_cost(mem, meeting, day, start, row, FAR)
        if change >= FAR:
            for placed in range(number):
                meeting = mem[group + G_MEETING] + placed * MEETING
                lift_cost(mem, meeting)
                lift(mem, meeting)
            mem[mem[TOTAL]] = total
            return False
        set_down(mem, meeting, day, start, row)
        mem[mem[TOTAL]] += change
    mem[mem[TOTAL]] += series_spacing(mem, group)
    return True
