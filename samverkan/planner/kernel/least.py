"""The least that a set of groups can cost on one day, for the lower bound: proven, not found.

The day is gone through by the clock: which meeting begins next, where, and who comes. What is behind is then known
exactly, since nothing can come between any more, and a branch is left when that and what is still ahead must reach the
limit. Left out are rooms taken by each other, quorums, and whether a deputy is free: leaving out rules can only make
the day cheaper. Travel is taken as the shortest ways, which `memory` must hold.
"""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import is_unpopular, own_cost, place_of
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Floats, Ints

ROW = 16
"""Room for as many groups in each row of the notes below."""
(
    L_COUNT, L_NODES, L_CHARGE, L_PEOPLE,
    L_HOLDS, L_BASES, L_TRIPS, L_AWAY, L_WHO, L_OPTIONS, L_WIDTH, L_LATER, L_STATES, L_KEPT, L_LEAST,
    L_BRANCHES, L_SKIPS, L_ENDS, L_STARTS, L_DAY,
) = range(20)  # fmt: skip
"""How many meetings, how many branches may still be looked at, what an unpopular hour costs, and how many people hold
two of the seats or more; then where these are kept: for each person the groups held and those that the person may come
to (sets of bits), what each set of groups costs a holder at least, what a journey to each group costs, and what keeping
away from it; those people; what each meeting costs at each hour and place (so many places), and at that hour or later;
for each depth of the search and each of the people what the day may have been like (`STATE`), at which depth that was
noted, and what the day must cost at least; where each depth stands (`BRANCH`); and for each hour and set
of groups how many of their meetings one person must skip at least when they begin then or later."""
L_GROUP = 2 * ROW
"""For each meeting its group's number; from here on, in which order groups are taken."""
L_ORDER, L_TABLES = 3 * ROW, 4 * ROW
W_NUMBER, W_HELD, W_MAY, W_BASE, WHO = range(5)
"""One who holds two seats or more: the person's number, the meetings (bits) that are held and that may be joined, and
what they cost at least."""
D_END, D_PLACE, D_COST, D_MINUTES, D_JOURNEY, DAY_SO_FAR = range(6)
"""A day so far, by the last meeting that was attended: its end (-1 if there was none) and place, what the day cost
until then, its minutes of meetings, and the dearest deputy's journey paid for."""
STATE = 1 + ROW * DAY_SO_FAR
"""How many days so far, and those."""
B_SLOT, B_MEETING, B_OPTION, B_LEFT, B_SPENT, B_FLOOR, B_PEOPLE, BRANCH = range(8)
"""Which hour, meeting and place is tried next, the meetings left (bits), what those placed cost by themselves, what all
must cost at least by themselves, and what the people's days must."""
AGAIN = 4.0
"""Where a proof took too long, a margin that many times smaller is tried."""
THANKS = 5
"""This share of what a deputy costs (one of so many) is charged to the deputy who has a seat of the day and comes for
another, the rest to the holder who keeps away: otherwise a day could be filled with meetings of others for nothing."""
EXACT, TOO_LONG = 1, 2
"""What a set's cost on a day is known to be: exact, or what could be proven with so many branches."""
AT_ONCE = 500
"""So many sets of a day are looked at before the clock is."""


@jit
def held_by(notes: Ints, number: int) -> int:
    """Return the groups (a set of bits) in which the person holds a seat."""
    return notes[notes[L_HOLDS] + 2 * number]


@jit
def open_to(notes: Ints, number: int) -> int:
    """Return the groups (a set of bits) to which the person may come, as a holder or as a deputy."""
    return notes[notes[L_HOLDS] + 2 * number + 1]


@jit
def away_at(notes: Ints, number: int, group: int) -> int:
    """Return where in the notes it stands what it costs if the person keeps away from the group's meeting."""
    return notes[L_AWAY] + (number * ROW + group) * 2


@jit
def sharers(mem: Ints, notes: Ints, deputy: int, groups: int) -> int:
    """Return for how many holders of seats in the groups the person may come as a deputy."""
    count, person = 0, mem[PERSON_LIST] + deputy * PERSON
    for holder in range(mem[PERSON_COUNT]):
        found = False
        for number in range(mem[GROUP_COUNT]):
            if not ((groups & held_by(notes, holder) & open_to(notes, deputy)) >> number) & 1:
                continue
            group = mem[GROUP_LIST] + number * GROUP
            for place in range(mem[group + G_SEATS]):
                seat = mem[group + G_SEAT] + place * SEAT
                options = mem[seat + S_OPTION]
                if mem[options] == mem[PERSON_LIST] + holder * PERSON:
                    for option in range(1, mem[seat + S_OPTIONS]):
                        found = found or mem[options + option] == person
        if found:
            count += 1
    return count


@jit
def note_absences(mem: Ints, notes: Ints, groups: int) -> None:
    """Note what it costs if a holder keeps away: a deputy or an empty seat, and once a day a deputy's journey.

    A deputy who has a seat in one of the day's groups may be there anyway; the journey of one who comes for several
    holders is shared by them.
    """
    for number in range(mem[GROUP_COUNT]):
        if not (groups >> number) & 1:
            continue
        group = mem[GROUP_LIST] + number * GROUP
        for place in range(mem[group + G_SEATS]):
            seat = mem[group + G_SEAT] + place * SEAT
            options = mem[seat + S_OPTION]
            absent, journey = mem[DEPUTY], FAR
            if mem[seat + S_REQUIRED] == 0:
                absent, journey = min(absent, mem[MISSED]), 0
            for option in range(1, mem[seat + S_OPTIONS]):
                deputy = (mem[options + option] - mem[PERSON_LIST]) // PERSON
                own = 0
                if held_by(notes, deputy) & groups:
                    absent = min(absent, mem[DEPUTY] - mem[DEPUTY] // THANKS)
                else:
                    own = notes[notes[L_TRIPS] + deputy * ROW + number] // max(1, sharers(mem, notes, deputy, groups))
                journey = min(journey, own)
            away = away_at(notes, (mem[options] - mem[PERSON_LIST]) // PERSON, number)
            notes[away], notes[away + 1] = absent, journey


@jit
def way(mem: Ints, here: int, there: int) -> int:
    """Return the minutes from one place to another."""
    return mem[mem[TRAVEL] + here * mem[PLACES] + there]


@jit
def can_join(mem: Ints, person: int, cell: int, start: int, end: int, place: int) -> bool:
    """Say whether the person's own times leave room for a meeting there, and at the office for the way."""
    for block in range(mem[cell + C_BUSY], mem[cell + C_BUSY_END], 2):
        if start < mem[block + 1] and mem[block] < end:
            return False
    home = mem[person + P_HOME]
    out, back = way(mem, home, place), way(mem, place, home)
    for block in range(mem[cell + C_OFFICE], mem[cell + C_OFFICE_END], 2):
        begins, ends = mem[block], mem[block + 1]
        if (begins < end and start < ends + out) or (start < ends and begins < end + back):
            return False
    return True


@jit
def slot_from(mem: Ints, minute: int) -> int:
    """Return the first hour of the grid that is not before the minute, the last of all at most."""
    return min(mem[SLOTS], (minute - mem[OPENS] + mem[GRID] - 1) // mem[GRID])


@jit
def skips_at(mem: Ints, notes: Ints, number: int, slot: int) -> int:
    """Return where in the notes it stands how many meetings of each set of groups the person must skip from then on."""
    return notes[L_SKIPS] + ((number * (mem[SLOTS] + 1) + slot) << mem[GROUP_COUNT])


@jit
def note_first_starts(mem: Ints, slots: Bytes, notes: Ints, number: int, day: int) -> None:
    """Note for each of the person's groups and each hour when the next meeting might begin that the person can join."""
    person = mem[PERSON_LIST] + number * PERSON
    cell, home = mem[person + P_CELL] + day * mem[CELL_SIZE], mem[person + P_HOME]
    for each in range(mem[GROUP_COUNT]):
        group, first = mem[GROUP_LIST] + each * GROUP, notes[L_STARTS] + each * (mem[SLOTS] + 1)
        notes[first + mem[SLOTS]] = FAR
        for slot in range(mem[SLOTS] - 1, -1, -1):
            start = mem[OPENS] + slot * mem[GRID]
            notes[first + slot] = notes[first + slot + 1]
            if (held_by(notes, number) >> each) & 1:
                for row in range(mem[group + G_ROW], mem[group + G_ROW] + mem[group + G_ROWS]):
                    place = mem[mem[mem[ROW_LIST] + row] + R_PLACE]
                    there = home if place < 0 else place
                    if slots[place_of(mem, row, day, slot)] > 0:
                        if can_join(mem, person, cell, start, start + mem[group + G_DURATION], there):
                            notes[first + slot] = start


@jit
def note_skips(mem: Ints, slots: Bytes, notes: Ints, day: int) -> None:
    """Note how many meetings of each set of groups their holders must skip at least on the day, from each hour on.

    By the clock and their own times; on the way between two meetings no more than a break is counted.
    """
    for number in range(mem[PERSON_COUNT]):
        held = held_by(notes, number)
        if held & (held - 1) == 0:
            continue
        note_first_starts(mem, slots, notes, number, day)
        for slot in range(mem[SLOTS] + 1):
            skips, ends, groups = skips_at(mem, notes, number, slot), notes[L_ENDS], 0
            notes[ends], notes[skips] = slot, 0
            while groups != held:
                groups = (groups - held) & held
                end, skipped = mem[SLOTS] + 1, ROW
                for each in range(mem[GROUP_COUNT]):
                    if (groups >> each) & 1:
                        rest = groups & ~(1 << each)
                        skipped = min(skipped, notes[skips + rest] + 1)
                        if notes[ends + rest] <= mem[SLOTS]:
                            start = notes[notes[L_STARTS] + each * (mem[SLOTS] + 1) + notes[ends + rest]]
                            if start < FAR:
                                length = mem[mem[GROUP_LIST] + each * GROUP + G_DURATION]
                                end = min(end, slot_from(mem, start + length + mem[MIN_BREAK]))
                notes[ends + groups], notes[skips + groups] = end, 0 if end <= mem[SLOTS] else skipped


@jit
def leg(mem: Ints, person: int, cell: int, end: int, here: int, start: int, place: int) -> int:
    """Return the minutes of travel and waiting, and of a trip begun, from one meeting to the next; -1 if too late.

    `end` is -1 if there was no meeting before. As in `tour`, which judges whole days.
    """
    home, direct = mem[person + P_HOME], way(mem, here, place)
    if end >= 0 and start < end + max(direct, mem[MIN_BREAK]):
        return -1
    if here == home:
        return 0 if place == home else direct + mem[TRIP]
    if place == home:
        return direct
    back = way(mem, here, home) + way(mem, home, place) + mem[TRIP]
    for block in range(mem[cell + C_OFFICE], mem[cell + C_OFFICE_END], 2):
        if end <= mem[block] and mem[block + 1] <= start:
            return back
    gap = start - end
    wait = gap - max(direct, mem[MIN_BREAK]) - max(0, min(start, mem[LUNCH_TO]) - max(end, mem[LUNCH_FROM]))
    if gap >= back - mem[TRIP] + mem[HOME_MIN_STAY]:
        return min(back, direct + max(0, wait))
    return direct + max(0, wait)


@jit
def alone(mem: Ints, notes: Ints, number: int, group: int, day: int, start: int, place: int) -> int:
    """Return what the group's meeting costs one who holds no other seat of the day: the journey, or keeping away."""
    person = mem[PERSON_LIST] + number * PERSON
    cell, home = mem[person + P_CELL] + day * mem[CELL_SIZE], mem[person + P_HOME]
    there, length = home if place < 0 else place, mem[mem[GROUP_LIST] + group * GROUP + G_DURATION]
    away = away_at(notes, number, group)
    cost = notes[away] + notes[away + 1]
    if length <= mem[person + P_MAX_DAY] and can_join(mem, person, cell, start, start + length, there):
        journey = leg(mem, person, cell, -1, home, start, there) + way(mem, there, home)
        cost = min(cost, mem[person + P_WEIGHT] * journey)
    return cost


@jit
def option_at(mem: Ints, notes: Ints, meeting: int, slot: int, place: int) -> int:
    """Return where in the notes it stands what the meeting costs at that hour and place."""
    return notes[L_OPTIONS] + (meeting * mem[SLOTS] + slot) * notes[L_WIDTH] + place


@jit
def later_at(mem: Ints, notes: Ints, meeting: int, slot: int) -> int:
    """Return where in the notes it stands what the meeting costs at least at that hour or later."""
    return notes[L_LATER] + meeting * (mem[SLOTS] + 1) + slot


@jit
def note_options(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int) -> None:
    """Note what each meeting costs at each hour and place, with those who hold no other seat of the day."""
    for meeting in range(notes[L_COUNT]):
        number = notes[L_GROUP + meeting]
        group, bit = mem[GROUP_LIST] + number * GROUP, 1 << number
        notes[later_at(mem, notes, meeting, mem[SLOTS])] = FAR
        for slot in range(mem[SLOTS] - 1, -1, -1):
            start, best = mem[OPENS] + slot * mem[GRID], notes[later_at(mem, notes, meeting, slot + 1)]
            for option in range(mem[group + G_ROWS]):
                row = mem[group + G_ROW] + option
                place, cost = mem[mem[mem[ROW_LIST] + row] + R_PLACE], FAR
                is_open = slots[place_of(mem, row, day, slot)] > 0
                for other in range(mem[group + G_ROW], row):
                    if mem[mem[mem[ROW_LIST] + other] + R_PLACE] == place and is_open:
                        is_open = slots[place_of(mem, other, day, slot)] == 0
                if is_open:
                    cost = own_cost(mem, mem[group + G_MEETING], day, start, row)
                    if is_unpopular(mem, mem[group + G_MEETING], day, start):
                        cost += notes[L_CHARGE]
                    for person in range(mem[PERSON_COUNT]):
                        if groups & held_by(notes, person) == bit:
                            cost += alone(mem, notes, person, number, day, start, place)
                notes[option_at(mem, notes, meeting, slot, option)] = min(cost, FAR)
                best = min(best, cost)
            notes[later_at(mem, notes, meeting, slot)] = best


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
                wait = now - end - mem[MIN_BREAK] - max(0, min(now, mem[LUNCH_TO]) - max(end, mem[LUNCH_FROM]))
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
