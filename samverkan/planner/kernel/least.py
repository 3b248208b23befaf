"""The least that a set of groups can cost on one day, for the lower bound: proven, not found.

The day is gone through by the clock: which meeting begins next, where, and who comes. What is behind is then known
exactly, since nothing can come between any more, and a branch is left when that and what is still ahead must reach the
limit. Left out are rooms taken by each other, quorums, and whether a deputy is free: leaving out rules can only make
the day cheaper. Travel is taken as the shortest ways, which `memory` must hold.
"""

from __future__ import annotations

from samverkan.planner.kernel.day_notes import *
from samverkan.planner.kernel.day_notes import (
    away_at,
    can_join,
    held_by,
    later_at,
    leg,
    note_absences,
    note_options,
    note_skips,
    open_to,
    option_at,
    skips_at,
    slot_from,
    way,
)
from samverkan.planner.kernel.jit import jit
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Floats, Ints

AGAIN = 4.0
"""Where a proof took too long, a margin that many times smaller is tried."""
EXACT, TOO_LONG = 1, 2
"""What a set's cost on a day is known to be: exact, or what could be proven with so many branches."""
AT_ONCE = 500
"""So many sets of a day are looked at before the clock is."""


@jit
def state_at(mem: Ints, notes: Ints, depth: int, each: int) -> int:
    """Return where in the notes the person's days so far stand, as they are at that depth of the search."""
    kept = notes[notes[L_KEPT] + depth * mem[PERSON_COUNT] + each]
    return notes[L_STATES] + (kept * mem[PERSON_COUNT] + each) * STATE


@jit
def least_ahead(mem: Ints, notes: Ints, who: int, state: int, left: int, now: int) -> int:
    """Return what the person's whole day must cost at least, when the meetings `left` (bits) begin `now` or later."""
    number, best = notes[who + W_NUMBER], FAR
    person, held, ahead = mem[PERSON_LIST] + number * PERSON, notes[who + W_HELD] & left, 0
    home, weight, absent, journey, away = mem[person + P_HOME], mem[person + P_WEIGHT], 0, FAR, FAR
    for meeting in range(notes[L_COUNT]):
        if (held >> meeting) & 1:
            group = notes[L_GROUP + meeting]
            ahead |= 1 << group
            absent += notes[away_at(notes, number, group)]
            away = min(away, notes[away_at(notes, number, group)])
            journey = min(journey, notes[notes[L_TRIPS] + number * ROW + group])
    base = notes[notes[L_BASES] + (number << mem[GROUP_COUNT]) + ahead]
    for row in range(notes[state]):
        day = state + 1 + row * DAY_SO_FAR
        end, here, cost = notes[day + D_END], notes[day + D_PLACE], notes[day + D_COST]
        skipped = 0
        if held:
            slot = slot_from(mem, now if end < 0 else max(now, end + mem[MIN_BREAK]))
            skipped = away * notes[skips_at(mem, notes, number, slot) + ahead]
        if here == home:
            cost += max(base, min(absent, skipped + journey)) if held else 0
        else:
            stay = 0
            if held:
                no_wait = max(mem[MIN_BREAK], notes[notes[L_FARTHEST] + here])  # the next place may be on the way home
                wait = now - end - no_wait - max(0, min(now, mem[LUNCH_TO]) - max(end, mem[LUNCH_FROM]))
                stay = min(absent, skipped + min(journey, weight * max(0, wait)))
            cost += weight * way(mem, here, home) + stay
        best = min(best, cost)
    return max(best, notes[who + W_BASE])


@jit
def come_or_not(
    mem: Ints, notes: Ints, who: int, before: int, after: int, day: int, meeting: int, start: int, place: int
) -> None:
    """Note the person's days so far with one more meeting, attended or not."""
    number, group = notes[who + W_NUMBER], notes[L_GROUP + meeting]
    person = mem[PERSON_LIST] + number * PERSON
    cell, there = mem[person + P_CELL] + day * mem[CELL_SIZE], mem[person + P_HOME] if place < 0 else place
    length, weight = mem[mem[GROUP_LIST] + group * GROUP + G_DURATION], mem[person + P_WEIGHT]
    end, away, held = start + length, away_at(notes, number, group), (notes[who + W_HELD] >> meeting) & 1
    weighed = 0 if held else mem[DEPUTY] // THANKS
    joins = can_join(mem, person, cell, start, end, there)
    count, cost, minutes, journey = 0, FAR, FAR, 0
    for row in range(notes[before]):
        past = before + 1 + row * DAY_SO_FAR
        spent = notes[past + D_COST]
        if joins and notes[past + D_MINUTES] + length <= mem[person + P_MAX_DAY]:
            way_there = leg(mem, person, cell, notes[past + D_END], notes[past + D_PLACE], start, there)
            if way_there >= 0:
                cost = min(cost, spent + weight * way_there + weighed)
                minutes = min(minutes, notes[past + D_MINUTES] + length)
                journey = max(journey, notes[past + D_JOURNEY])
        paid = notes[past + D_JOURNEY]
        if held:
            dearest = max(paid, notes[away + 1])
            spent, paid = spent + notes[away] + dearest - paid, dearest
        if spent < FAR:
            still = after + 1 + count * DAY_SO_FAR
            notes[still + D_END], notes[still + D_PLACE] = notes[past + D_END], notes[past + D_PLACE]
            notes[still + D_COST], notes[still + D_MINUTES] = spent, notes[past + D_MINUTES]
            notes[still + D_JOURNEY] = paid
            count += 1
    if cost < FAR:
        now = after + 1 + count * DAY_SO_FAR
        notes[now + D_END], notes[now + D_PLACE], notes[now + D_COST] = end, there, cost
        notes[now + D_MINUTES], notes[now + D_JOURNEY] = minutes, journey
        count += 1
    notes[after] = count


@jit
def begin_hour(mem: Ints, notes: Ints, depth: int) -> int:
    """Return what the day must cost at least if what is left begins at the branch's hour or later; FAR if it cannot.

    Noted is the part of the meetings themselves, and that of each person.
    """
    branch, cost = notes[L_BRANCHES] + depth * BRANCH, notes[notes[L_BRANCHES] + depth * BRANCH + B_SPENT]
    slot, left = notes[branch + B_SLOT], notes[branch + B_LEFT]
    if slot >= mem[SLOTS]:
        return FAR
    for meeting in range(notes[L_COUNT]):
        if (left >> meeting) & 1:
            cost += notes[later_at(mem, notes, meeting, slot)]
    notes[branch + B_FLOOR] = min(cost, FAR)
    for each in range(notes[L_PEOPLE]):
        state, who = state_at(mem, notes, depth, each), notes[L_WHO] + each * WHO
        least = least_ahead(mem, notes, who, state, left, mem[OPENS] + slot * mem[GRID])
        notes[notes[L_LEAST] + depth * mem[PERSON_COUNT] + each] = least
        cost += least
    notes[branch + B_PEOPLE] = cost - notes[branch + B_FLOOR]
    return min(cost, FAR)


@jit
def place_next(mem: Ints, notes: Ints, day: int, depth: int, meeting: int, option: int, most: int) -> int:
    """Return what the day must cost at least if the meeting is the next, there; `most` if no less.

    How the people's days look after it is noted one deeper.
    """
    branch, people = notes[L_BRANCHES] + depth * BRANCH, mem[PERSON_COUNT]
    slot, rest = notes[branch + B_SLOT], notes[branch + B_LEFT] & ~(1 << meeting)
    own = notes[option_at(mem, notes, meeting, slot, option)]
    cost = notes[branch + B_FLOOR] - notes[later_at(mem, notes, meeting, slot)] + own + notes[branch + B_PEOPLE]
    if cost >= most:
        return most
    notes[L_NODES] -= 1
    start, group = mem[OPENS] + slot * mem[GRID], mem[GROUP_LIST] + notes[L_GROUP + meeting] * GROUP
    place = mem[mem[mem[ROW_LIST] + mem[group + G_ROW] + option] + R_PLACE]
    kept, least = notes[L_KEPT] + depth * people, notes[L_LEAST] + depth * people
    for each in range(notes[L_PEOPLE]):
        who = notes[L_WHO] + each * WHO
        notes[kept + people + each] = notes[kept + each]
        if (notes[who + W_MAY] >> meeting) & 1:
            before = state_at(mem, notes, depth, each)
            notes[kept + people + each] = depth + 1
            after = state_at(mem, notes, depth + 1, each)
            come_or_not(mem, notes, who, before, after, day, meeting, start, place)
            cost += least_ahead(mem, notes, who, after, rest, start) - notes[least + each]
            if cost >= most:
                return most
    next_branch = branch + BRANCH
    notes[next_branch + B_SLOT], notes[next_branch + B_MEETING], notes[next_branch + B_OPTION] = slot, meeting + 1, 0
    notes[next_branch + B_LEFT], notes[next_branch + B_SPENT] = rest, notes[branch + B_SPENT] + own
    return cost


@jit
def explore(mem: Ints, notes: Ints, day: int, most: int) -> int:
    """Return the least that the day can cost, or `most` if no less.

    Meetings are placed by their start; of those that begin at the same time, as they are listed.
    """
    branch, depth = notes[L_BRANCHES], 0
    for value in range(BRANCH):
        notes[branch + value] = 0
    notes[branch + B_LEFT] = (1 << notes[L_COUNT]) - 1
    if begin_hour(mem, notes, 0) >= most:
        return most
    while depth >= 0 and notes[L_NODES] > 0:
        branch = notes[L_BRANCHES] + depth * BRANCH
        meeting, option = notes[branch + B_MEETING], notes[branch + B_OPTION]
        if meeting >= notes[L_COUNT]:
            notes[branch + B_SLOT] += 1
            notes[branch + B_MEETING] = notes[branch + B_OPTION] = 0
            if begin_hour(mem, notes, depth) >= most:
                depth -= 1
            continue
        notes[branch + B_OPTION] += 1
        group = mem[GROUP_LIST] + notes[L_GROUP + meeting] * GROUP
        if not (notes[branch + B_LEFT] >> meeting) & 1 or option >= mem[group + G_ROWS]:
            notes[branch + B_MEETING], notes[branch + B_OPTION] = meeting + 1, 0
            continue
        cost = place_next(mem, notes, day, depth, meeting, option, most)
        if cost < most and notes[branch + B_LEFT] == 1 << meeting:
            most = cost
        elif cost < most and begin_hour(mem, notes, depth + 1) < most:
            depth += 1
    return most


@jit
def begin_day(mem: Ints, notes: Ints, groups: int) -> None:
    """Note the groups (a set of bits), none of them placed yet, and those who hold two of their seats or more."""
    count, people = 0, 0
    for place in range(mem[GROUP_COUNT]):
        if (groups >> notes[L_ORDER + place]) & 1:
            notes[L_GROUP + count] = notes[L_ORDER + place]
            count += 1
    notes[L_COUNT] = count
    for number in range(mem[PERSON_COUNT]):
        held, may = groups & held_by(notes, number), 0
        if held & (held - 1) == 0:
            continue
        who, holds = notes[L_WHO] + people * WHO, 0
        for meeting in range(count):
            holds |= ((held >> notes[L_GROUP + meeting]) & 1) << meeting
            may |= ((open_to(notes, number) >> notes[L_GROUP + meeting]) & 1) << meeting
        notes[who], notes[who + W_HELD], notes[who + W_MAY] = number, holds, may
        notes[who + W_BASE] = notes[notes[L_BASES] + (number << mem[GROUP_COUNT]) + held]
        notes[notes[L_KEPT] + people] = 0
        state = notes[L_STATES] + people * STATE
        notes[state], notes[state + 1 + D_END] = 1, -1
        notes[state + 1 + D_PLACE] = mem[mem[PERSON_LIST] + number * PERSON + P_HOME]
        notes[state + 1 + D_COST] = notes[state + 1 + D_MINUTES] = notes[state + 1 + D_JOURNEY] = 0
        people += 1
    notes[L_PEOPLE] = people


@jit
def at_first_sight(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int) -> int:
    """Return what the groups cost at least on the day when each meeting has the best hour and place for its own."""
    if notes[L_DAY] != day + 1:
        note_skips(mem, slots, notes, day)
        notes[L_DAY] = day + 1
    begin_day(mem, notes, groups)
    note_absences(mem, notes, groups)
    note_options(mem, slots, notes, groups, day)
    cost = 0
    for meeting in range(notes[L_COUNT]):
        cost = min(FAR, cost + notes[later_at(mem, notes, meeting, 0)])
    for each in range(notes[L_PEOPLE]):
        state, everything = state_at(mem, notes, 0, each), (1 << notes[L_COUNT]) - 1
        cost += least_ahead(mem, notes, notes[L_WHO] + each * WHO, state, everything, mem[OPENS])
    return min(cost, FAR)


@jit
def least_of_day(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int, most: int, nodes: int) -> int:
    """Return the least that the groups can cost on the day, `most` if no less.

    What is certain at first sight is returned where it takes more than so many `nodes`.
    """
    cost = at_first_sight(mem, slots, notes, groups, day)
    notes[L_NODES] = nodes
    if cost >= most or notes[L_COUNT] == 0:
        return min(cost, most)
    found = explore(mem, notes, day, most)
    return cost if notes[L_NODES] <= 0 else found


@jit
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
    """Raise what the day's sets cost at least where that is less than `near` above the prices; return how many.

    What is proven to cost the prices and a margin is not looked at further now; where no more can be proven is noted.
    """
    raised = 0
    sums[0] = 0.0
    for number in range(mem[GROUP_COUNT]):
        half = 1 << number
        for low in range(half):
            groups = half + low
            sums[groups] = sums[low] + prices[number * mem[DAYS] + day]
            at = (day << mem[GROUP_COUNT]) + groups
            if proven[at] > 0 or table[at] >= sums[groups] + near or raised >= AT_ONCE:
                continue
            room, most, cost = margin, 0, 0
            while room >= near:
                most = int(sums[groups] + room) + 1
                cost = least_of_day(mem, slots, notes, groups, day, most, nodes)
                room = room / AGAIN if notes[L_NODES] <= 0 else 0.0
            if cost < most:
                proven[at] = TOO_LONG if notes[L_NODES] <= 0 else EXACT
            table[at] = max(cost, table[at])
            raised += 1
    return raised
