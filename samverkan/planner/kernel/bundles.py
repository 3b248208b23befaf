"""A few groups' year as days alone: which groups meet on the same day, each day arranged at its best hours.

With few groups a day has few possible sets of them. What a set costs on a day (the best hours, rooms and people found
for it, the rest of the year empty) is reckoned once and remembered in a table, so that a year of days is searched by
looking things up: whole days move and series are laid anew in microseconds.
"""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, place_of, set_cost, set_down
from samverkan.planner.kernel.series import (
    best_of_day,
    cheapest_chain,
    demands_hold,
    is_prepared,
    noise_of,
    random_below,
    stretch_spacing,
    stretch_span,
)
from samverkan.planner.kernel.steps import day_change, threshold, window
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Dice, Ints

NODES, FEW_NODES = 200, 4
"""How many times at most one meeting more is tried when a day is arranged, at first sight and once one has its hour."""
OFTEN = 4
"""A set is arranged well when it has been met so often in the plan: what is only passed is not worth the time."""
ROW = 16
"""Room for as many groups in each row of the notes below."""
N_MEMBER, N_CHOICE, N_PLACED, N_COST, N_START, N_ROW, N_SIZE = (
    0,
    ROW,
    2 * ROW,
    3 * ROW,
    4 * ROW,
    5 * ROW,
    6 * ROW,
)
"""Where notes are kept while a day is arranged: its meetings, how far trying their orders has come, and, by the group's
number, the best start and row so far."""


@jit
def note_places(mem: Ints, notes: Ints, groups: int) -> None:
    """Note where the groups' first meetings now are."""
    for number in range(mem[GROUP_COUNT]):
        if (groups >> number) & 1:
            meeting = mem[mem[GROUP_LIST] + number * GROUP + G_MEETING]
            notes[N_START + number], notes[N_ROW + number] = mem[meeting + M_START], mem[meeting + M_ROW]


@jit
def arrange_rest(mem: Ints, slots: Bytes, notes: Ints, groups: int, whole: int, day: int, most: int, nodes: int) -> int:
    """Return what the groups (a set of bits) cost on the day beside what is set down there; `most` if no less.

    Their first meetings are set down one after the other, each where it costs least, in every order; they are lifted
    again. The best places of the `whole` set are noted.
    """
    count = 0
    for number in range(mem[GROUP_COUNT]):
        if (groups >> number) & 1:
            notes[N_MEMBER + count] = mem[mem[GROUP_LIST] + number * GROUP + G_MEETING]
            count += 1
    best, depth, used = most, 0, 0
    notes[N_CHOICE], notes[N_PLACED], notes[N_COST] = -1, 0, 0
    while depth >= 0:
        choice = notes[N_CHOICE + depth]
        if choice >= 0 and notes[N_PLACED + depth] == 1:
            lift_cost(mem, notes[N_MEMBER + choice])
            lift(mem, notes[N_MEMBER + choice])
            used &= ~(1 << choice)
        choice += 1
        notes[N_CHOICE + depth], notes[N_PLACED + depth] = choice, 0
        if choice >= count or nodes < 0:
            depth -= 1
            continue
        if (used >> choice) & 1:
            continue
        nodes -= 1
        meeting, so_far = notes[N_MEMBER + choice], notes[N_COST + depth]
        change = best_of_day(mem, slots, meeting, day, best - so_far)
        if change >= FAR or so_far + change >= best:
            continue
        start, row = mem[mem[DAY_START] + day], mem[mem[DAY_ROW] + day]
        set_cost(mem, meeting, day, start, row, FAR)
        set_down(mem, meeting, day, start, row)
        notes[N_PLACED + depth] = 1
        used |= 1 << choice
        if depth == count - 1:
            best = so_far + change
            note_places(mem, notes, whole)
        else:
            depth += 1
            notes[N_CHOICE + depth], notes[N_PLACED + depth], notes[N_COST + depth] = -1, 0, so_far + change
    return best


@jit
def arrange(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int, most: int) -> int:
    """Return what the groups cost on the otherwise empty day at first sight, FAR if not below `most`.

    The places are noted.
    """
    if groups == 0:
        return 0
    best = arrange_rest(mem, slots, notes, groups, groups, day, most, NODES)
    return FAR if best >= most else best


@jit
def arrange_well(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int) -> int:
    """Return what the groups cost on the otherwise empty day, or FAR; note the places.

    Beyond `arrange`, each of the meetings in turn is set down at every hour before the others seek theirs: the best
    hour of one alone may be in the way of all others.
    """
    best = arrange(mem, slots, notes, groups, day, FAR)
    for number in range(mem[GROUP_COUNT]):
        others = groups & ~(1 << number)
        if others == groups or others == 0:
            continue
        group = mem[GROUP_LIST] + number * GROUP
        meeting = mem[group + G_MEETING]
        for slot in range(mem[SLOTS]):
            start = mem[OPENS] + slot * mem[GRID]
            for row in range(mem[group + G_ROW], mem[group + G_ROW] + mem[group + G_ROWS]):
                if slots[place_of(mem, row, day, slot)] == 0:
                    continue
                cost = set_cost(mem, meeting, day, start, row, best)
                if cost >= best:
                    continue
                set_down(mem, meeting, day, start, row)
                best = cost + arrange_rest(mem, slots, notes, others, groups, day, best - cost, FEW_NODES)
                lift_cost(mem, meeting)
                lift(mem, meeting)
    return best


@jit
def set_worth(scratch: Ints, slots: Bytes, notes: Ints, first: Ints, table: Ints, groups: int, day: int) -> int:
    """Return what the groups cost on the day, FAR if more than one by one.

    At first sight it is reckoned the first time that anybody asks, and kept for all who search.
    """
    row = day << scratch[GROUP_COUNT]
    if table[row + groups] < 0:
        if first[row + groups] < 0:
            most = 1
            for number in range(scratch[GROUP_COUNT]):
                alone = 1 << number
                if groups & alone != 0:
                    if first[row + alone] < 0:
                        first[row + alone] = arrange(scratch, slots, notes, alone, day, FAR)
                    most = min(FAR, most + first[row + alone])
            first[row + groups] = arrange(scratch, slots, notes, groups, day, most)
        table[row + groups] = first[row + groups]
    return table[row + groups]


@jit
def number_of(mem: Ints, group: int) -> int:
    """Return the group's number."""
    return (group - mem[GROUP_LIST]) // GROUP


@jit
def meeting_on(mem: Ints, group: int, day: int) -> int:
    """Return the group's meeting on the day, or 0."""
    for number in range(mem[group + G_COUNT]):
        meeting = mem[group + G_MEETING] + number * MEETING
        if mem[meeting + M_DAY] == day:
            return meeting
    return 0


@jit
def move_day(
    mem: Ints,
    scratch: Ints,
    slots: Bytes,
    notes: Ints,
    first: Ints,
    table: Ints,
    sets: Ints,
    dice: Dice,
    meeting: int,
    heat: float,
) -> bool:
    """Try to move a meeting to another day, sometimes with others of its day, sometimes others coming back instead."""
    begin, end = window(mem, meeting)
    if end <= begin:
        return False
    old, new = mem[meeting + M_DAY], begin + random_below(dice, end - begin + 1)
    if new == old:
        return False
    go, come = 1 << number_of(mem, mem[meeting + M_GROUP]), 0
    throw = random_below(dice, 8)
    if throw >= 4:
        go |= sets[old] & (-1 if throw == 7 else random_below(dice, 1 << mem[GROUP_COUNT]))
    if throw == 3 or throw == 6:
        come = sets[new] & random_below(dice, 1 << mem[GROUP_COUNT])
    if (sets[new] & ~come) & go or (sets[old] & ~go) & come:
        return False
    limit, total = threshold(dice, heat), mem[mem[TOTAL]]
    change = -table[(old << mem[GROUP_COUNT]) + sets[old]] - table[(new << mem[GROUP_COUNT]) + sets[new]]
    change += set_worth(scratch, slots, notes, first, table, (sets[old] & ~go) | come, old)
    if change >= FAR // 2:
        return False
    change += set_worth(scratch, slots, notes, first, table, (sets[new] & ~come) | go, new)
    if change >= FAR // 2:
        return False
    moved = 0
    for number in range(mem[GROUP_COUNT]):
        there = (go >> number) & 1 == 1
        if there or (come >> number) & 1:
            each = meeting_on(mem, mem[GROUP_LIST] + number * GROUP, old if there else new)
            spacing = day_change(mem, each, new if there else old)
            if spacing >= FAR:
                change = FAR
                break
            change += spacing
            mem[each + M_DAY] = new if there else old
            moved |= 1 << number
    if change <= limit:
        sets[old], sets[new] = (sets[old] & ~go) | come, (sets[new] & ~come) | go
        mem[mem[TOTAL]] = total + change
        return True
    for number in range(mem[GROUP_COUNT]):
        if (moved >> number) & 1:
            there = (go >> number) & 1 == 1
            mem[meeting_on(mem, mem[GROUP_LIST] + number * GROUP, new if there else old) + M_DAY] = (
                old if there else new
            )
    return False


@jit
def lay_days(
    mem: Ints,
    scratch: Ints,
    slots: Bytes,
    notes: Ints,
    first: Ints,
    table: Ints,
    sets: Ints,
    dice: Dice,
    meeting: int,
    heat: float,
) -> bool:
    """Lay some meetings of a series anew, from this one on, on their best days by the table, shaken by the heat."""
    group = mem[meeting + M_GROUP]
    number, low = number_of(mem, group), (meeting - mem[group + G_MEETING]) // MEETING
    high = min(mem[group + G_COUNT] - 1, low + random_below(dice, 4))
    if random_below(dice, 4) == 0:
        low, high = 0, mem[group + G_COUNT] - 1
    bit, bits = 1 << number, mem[GROUP_COUNT]
    total, change = mem[mem[TOTAL]], -stretch_spacing(mem, group, low, high)
    for index in range(low, high + 1):
        each = mem[group + G_MEETING] + index * MEETING
        day = mem[each + M_DAY]
        notes[N_SIZE + index] = day
        change -= table[(day << bits) + sets[day]]
        sets[day] &= ~bit
        change += set_worth(scratch, slots, notes, first, table, sets[day], day)
    for index in range(low, high + 1):
        mem[mem[group + G_MEETING] + index * MEETING + M_DAY] = -1
    begin, end = stretch_span(mem, group, low, high)
    for day in range(begin, end + 1):
        cost = FAR
        if is_prepared(mem, group, day, 0, 0):
            cost = set_worth(scratch, slots, notes, first, table, sets[day] | bit, day)
            if cost < FAR:
                cost += noise_of(dice, heat) - table[(day << bits) + sets[day]]
        mem[mem[DAY_COST] + day] = cost
    found = cheapest_chain(mem, group, low, high, begin, end) < FAR
    if found:
        for index in range(low, high + 1):
            mem[mem[group + G_MEETING] + index * MEETING + M_DAY] = mem[mem[CHAIN] + index]
        for index in range(low, high + 1):
            each = mem[group + G_MEETING] + index * MEETING
            found = found and demands_hold(mem, each, mem[each + M_DAY])
            day = mem[each + M_DAY]
            change += table[(day << bits) + (sets[day] | bit)] - table[(day << bits) + sets[day]]
        change += stretch_spacing(mem, group, low, high)
    if not found or change > threshold(dice, heat):
        for index in range(low, high + 1):
            mem[mem[group + G_MEETING] + index * MEETING + M_DAY] = notes[N_SIZE + index]
        change = 0
    for index in range(low, high + 1):
        sets[mem[mem[group + G_MEETING] + index * MEETING + M_DAY]] |= bit
    mem[mem[TOTAL]] = total + change
    return change != 0


@jit
def begin_days(mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, table: Ints, sets: Ints) -> None:
    """Note every day's set of groups, and what the year costs by the table."""
    for day in range(mem[DAYS]):
        sets[day] = 0
    cost = 0
    for number in range(mem[GROUP_COUNT]):
        group = mem[GROUP_LIST] + number * GROUP
        for index in range(mem[group + G_COUNT]):
            sets[mem[mem[group + G_MEETING] + index * MEETING + M_DAY]] |= 1 << number
        cost += stretch_spacing(mem, group, 0, mem[group + G_COUNT] - 1)
    for day in range(mem[DAYS]):
        at = (day << mem[GROUP_COUNT]) + sets[day]
        table[at] = arrange(scratch, slots, notes, sets[day], day, FAR)
        cost += table[at]
    mem[mem[TOTAL]] = cost


@jit
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
    count: int,
    steps: int,
    heat: float,
    series_rate: int,
) -> int:
    """Try that many moves of days at one heat; of a hundred `series_rate` lay a series anew. Return how many were made.

    In `mem` only the meetings' days and the total are kept.
    """
    made = 0
    for _ in range(steps):
        meeting = movable[random_below(dice, count)]
        if random_below(dice, 100) < series_rate:
            moved = lay_days(mem, scratch, slots, notes, first, table, sets, dice, meeting, heat)
        else:
            moved = move_day(mem, scratch, slots, notes, first, table, sets, dice, meeting, heat)
        if moved:
            made += 1
    return made


@jit
def look_closer(
    mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, well: Ints, table: Ints, seen: Ints, sets: Ints
) -> None:
    """Arrange every day's set well that was only arranged at first sight, once it has been met here `OFTEN`.

    What is found is kept in `well` for all who search.
    """
    for day in range(mem[DAYS]):
        at = (day << mem[GROUP_COUNT]) + sets[day]
        if sets[day] == 0 or seen[at] >= OFTEN:
            continue
        seen[at] += 1
        if seen[at] == OFTEN:
            if well[at] < 0:
                well[at] = arrange_well(scratch, slots, notes, sets[day], day)
            mem[mem[TOTAL]] += well[at] - table[at]
            table[at] = well[at]


@jit
def settle_days(mem: Ints, scratch: Ints, slots: Bytes, notes: Ints, days: Ints) -> bool:
    """Fill the empty plan: every meeting on its given day, each day well arranged.

    False where some day could not be arranged so.
    """
    for day in range(mem[DAYS]):
        groups = 0
        for number in range(mem[MEETING_COUNT]):
            if days[number] == day:
                groups |= 1 << number_of(mem, mem[mem[MEETING_LIST] + number * MEETING + M_GROUP])
        if groups == 0:
            continue
        if arrange_well(scratch, slots, notes, groups, day) >= FAR:
            return False
        for number in range(mem[MEETING_COUNT]):
            if days[number] != day:
                continue
            meeting = mem[MEETING_LIST] + number * MEETING
            place = number_of(mem, mem[meeting + M_GROUP])
            start, row = notes[N_START + place], notes[N_ROW + place]
            change = set_cost(mem, meeting, day, start, row, FAR)
            if change >= FAR:
                return False
            mem[mem[TOTAL]] += change
            set_down(mem, meeting, day, start, row)
    for number in range(mem[GROUP_COUNT]):
        group = mem[GROUP_LIST] + number * GROUP
        mem[mem[TOTAL]] += stretch_spacing(mem, group, 0, mem[group + G_COUNT] - 1)
    return True
