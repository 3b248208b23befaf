"""What is noted of a day before the least that it can cost is sought: absences, what each hour costs, who must skip.

All lies in one array, `notes`; the names below say where.
"""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import is_unpopular, own_cost, place_of
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Ints

ROW = 16
"""Room for as many groups in each row of the notes below."""
(
    L_COUNT, L_NODES, L_CHARGE, L_PEOPLE,
    L_HOLDS, L_BASES, L_TRIPS, L_AWAY, L_WHO, L_OPTIONS, L_WIDTH, L_LATER, L_STATES, L_KEPT, L_LEAST,
    L_BRANCHES, L_SKIPS, L_ENDS, L_STARTS, L_DAY, L_FARTHEST,
) = range(21)  # fmt: skip
"""How many meetings, how many branches may still be looked at, what an unpopular hour costs, and how many people hold
two of the seats or more; then where these are kept: for each person the groups held and those that the person may come
to (sets of bits), what each set of groups costs a holder at least, what a journey to each group costs, and what keeping
away from it; those people; what each meeting costs at each hour and place (so many places), and at that hour or later;
for each depth of the search and each of the people what the day may have been like (`STATE`), at which depth that was
noted, and what the day must cost at least; where each depth stands (`BRANCH`); for each person, hour and
set of groups how many of their meetings must be skipped at least when they begin then or later, and what reckoning it
needs (when each set is over, when each group can begin, and for which day that was done); and from each place the way
to the farthest place of a meeting."""
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
THANKS = 5
"""This share of what a deputy costs (one of so many) is charged to the deputy who has a seat of the day and comes for
another, the rest to the holder who keeps away: otherwise a day could be filled with meetings of others for nothing."""


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
