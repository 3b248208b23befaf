"""A group's whole series: its gaps and demands, and the best days for it, exactly, given everybody else's plan."""

from __future__ import annotations

import math

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
def noise_of(dice: Dice, heat: float) -> int:
    """Return a throw of Gumbel's noise: the cheapest of many costs with such noise is one drawn at that heat."""
    if heat <= 0.0:
        return 0
    return int(-heat * math.log(-math.log((random_below(dice, 1 << 30) + 0.5) / (1 << 30))))


@jit
def first_active(mem: Ints, active: int) -> int:
    """Return the first day with at least so many active days before it."""
    return mem[mem[ACTIVE_LIST] + min(max(active, 0), mem[ACTIVE_COUNT] - 1)]


@jit
def stretch_span(mem: Ints, group: int, low: int, high: int) -> tuple[int, int]:
    """Return the first and the last day on which the meetings number low to high may be, the others standing still."""
    first, steps = mem[group + G_MEETING], high - low + 1
    begin, end = max(mem[group + G_FIRST], mem[FIRST_DAY]), min(mem[group + G_LAST], mem[LAST_DAY])
    if low > 0:
        active = active_of(mem, mem[first + (low - 1) * MEETING + M_DAY])
        begin = max(begin, first_active(mem, active + mem[group + G_MIN]))
        end = min(end, first_active(mem, active + steps * mem[group + G_MAX] + 1) - 1)
    if high < mem[group + G_COUNT] - 1:
        active = active_of(mem, mem[first + (high + 1) * MEETING + M_DAY])
        begin = max(begin, first_active(mem, active - steps * mem[group + G_MAX]))
        end = min(end, first_active(mem, active - mem[group + G_MIN] + 1) - 1)
    return begin, end


@jit
def cheapest_chain(mem: Ints, group: int, low: int, high: int, begin: int, end: int) -> int:
    """Find the cheapest chain of days for the meetings number low to high, by what each day costs; note it at CHAIN.

    A shortest path over (number in the series, day) that keeps gaps, milestones and preparation. What a day costs
    stands at DAY_COST, what a pinned meeting costs where it is pinned at CHAIN. Returns the cost with spacing, or FAR.
    """
    first, count, days = mem[group + G_MEETING], mem[group + G_COUNT], mem[DAYS]
    reach, back, day_cost, chain = mem[REACH], mem[BACK], mem[DAY_COST], mem[CHAIN]
    before = mem[first + (low - 1) * MEETING + M_DAY] if low > 0 else -1
    after = mem[first + (high + 1) * MEETING + M_DAY] if high < count - 1 else -1
    for number in range(low, high + 1):
        meeting = first + number * MEETING
        for day in range(begin, end + 1):
            mem[reach + number * days + day] = FAR
        for day in range(begin, end + 1):
            own = mem[day_cost + day]
            if mem[meeting + M_PINNED] == 1:
                own = mem[chain + number] if day == mem[meeting + M_PIN_DAY] else FAR
            if own >= FAR:
                continue
            if number == high:
                if after >= 0:
                    own += gap_cost(mem, group, day, after)
                elif not may_end(mem, group, day):
                    continue
                if own >= FAR or leaves_gap(mem, group, day, after):
                    continue
            if number == low:
                if before >= 0:
                    own += gap_cost(mem, group, before, day)
                elif not may_begin(mem, group, day):
                    continue
                if own < FAR and not leaves_gap(mem, group, before, day):
                    mem[reach + number * days + day] = own
                continue
            best, came = FAR, -1
            active = active_of(mem, day)
            if active < mem[group + G_MIN]:
                continue
            earliest = max(begin, first_active(mem, active - mem[group + G_MAX]))
            latest = min(end, first_active(mem, active - mem[group + G_MIN] + 1) - 1)
            for earlier in range(earliest, latest + 1):
                so_far = mem[reach + (number - 1) * days + earlier]
                if so_far < best:
                    cost = so_far + gap_cost(mem, group, earlier, day)
                    if cost < best and not leaves_gap(mem, group, earlier, day):
                        best, came = cost, earlier
            if came >= 0 and best + own < FAR:
                mem[reach + number * days + day] = best + own
                mem[back + number * days + day] = came
    best, day = FAR, -1
    for last in range(begin, end + 1):
        if mem[reach + high * days + last] < best:
            best, day = mem[reach + high * days + last], last
    if day < 0:
        return FAR
    for number in range(high, low - 1, -1):
        mem[chain + number] = day
        if number > low:
            day = mem[back + number * days + day]
    return best


@jit
def stretch_days(mem: Ints, slots: Bytes, dice: Dice, group: int, low: int, high: int, heat: float) -> int:
    """Find the best days for the lifted meetings number low to high of a group; note them at CHAIN.

    The rest of the plan stands still, so do the series' other meetings. First what each day costs at its best hour and
    room, then the cheapest chain: exact for person-days, which no two meetings of a series share. Fairness and weekly
    overload are taken as if each meeting came alone. Returns the cost with spacing, or FAR. With `heat`, each day's
    cost is shaken.
    """
    first, day_cost, chain = mem[group + G_MEETING], mem[DAY_COST], mem[CHAIN]
    begin, end = stretch_span(mem, group, low, high)
    free = 0
    for number in range(low, high + 1):
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
    for day in range(begin, end + 1):
        mem[day_cost + day] = FAR
        if free > 0 and is_prepared(mem, group, day, 0, 0):
            cost = best_of_day(mem, slots, free, day, FAR)
            mem[day_cost + day] = cost if cost >= FAR else cost + noise_of(dice, heat)
    return cheapest_chain(mem, group, low, high, begin, end)


@jit
def stretch_spacing(mem: Ints, group: int, low: int, high: int) -> int:
    """Return what the gaps cost that the placed meetings number low to high have, those to their neighbours too."""
    cost = 0
    for number in range(max(low - 1, 0), min(high, mem[group + G_COUNT] - 2) + 1):
        meeting = mem[group + G_MEETING] + number * MEETING
        cost += gap_cost(mem, group, mem[meeting + M_DAY], mem[meeting + MEETING + M_DAY])
    return cost


@jit
def lift_stretch(mem: Ints, group: int, low: int, high: int) -> None:
    """Take the meetings number low to high of a group out of the plan."""
    change = 0
    if mem[mem[group + G_MEETING] + low * MEETING + M_DAY] >= 0:
        change -= stretch_spacing(mem, group, low, high)
        for number in range(low, high + 1):
            meeting = mem[group + G_MEETING] + number * MEETING
            change += lift_cost(mem, meeting)
            lift(mem, meeting)
    mem[mem[TOTAL]] += change


@jit
def set_stretch(mem: Ints, slots: Bytes, dice: Dice, group: int, low: int, high: int, heat: float) -> bool:
    """Set the lifted meetings down on their best days. False, and nothing done, where there are none."""
    if stretch_days(mem, slots, dice, group, low, high, heat) >= FAR:
        return False
    total = mem[mem[TOTAL]]
    for number in range(low, high + 1):
        meeting = mem[group + G_MEETING] + number * MEETING
        day = mem[mem[CHAIN] + number]
        start, row = mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day]
        if mem[meeting + M_PINNED] == 1:
            start, row = mem[meeting + M_PIN_START], mem[meeting + M_PIN_ROW]
        change = set_cost(mem, meeting, day, start, row, FAR)
        if change >= FAR:
            for placed in range(low, number):
                meeting = mem[group + G_MEETING] + placed * MEETING
                lift_cost(mem, meeting)
                lift(mem, meeting)
            mem[mem[TOTAL]] = total
            return False
        set_down(mem, meeting, day, start, row)
        mem[mem[TOTAL]] += change
    mem[mem[TOTAL]] += stretch_spacing(mem, group, low, high)
    return True
