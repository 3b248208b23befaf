"""The least that a set of groups can cost on one day, for the lower bound: proven, not found.

Every hour and place of each meeting is gone through, branch by branch, and a branch is left when what its people must
cost at least reaches the limit. Left out are rooms taken by each other, quorums, and whether a deputy is free: leaving
out rules can only make the day cheaper. Travel is taken as the shortest ways, which `memory` must hold.
"""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import is_unpopular, own_cost, place_of, tour
from samverkan.planner.layout import *
from samverkan.planner.layout import Bytes, Floats, Ints

ROW = 16
"""Room for as many groups in each row of the notes below."""
L_COUNT, L_NODES, L_CHARGE, L_PEOPLE, L_HOLDS, L_BASES, L_FILLS, L_TRIPS = range(8)
"""How many meetings, how many branches may still be looked at, what an unpopular hour costs, and how many people hold
seats; then where these are kept: for each person the groups held and those that the person may come to (sets of bits),
what each set of groups costs a holder at least, by how much a meeting in between can shorten the waiting, and what a
journey to each group costs."""
L_GROUP, L_OWN, L_START, L_END, L_PLACE, L_ORDER, L_PERSON = (ROW * row for row in range(1, 8))
"""For each meeting its group's number, what its best hour costs, start, end and place; in which order groups are taken;
for each depth of the search, what each person must cost at least. `L_PERSON` and what follows takes
`people_notes` numbers: who they are, those who are wanted most first, and what keeping away costs each of them."""
AGAIN = 4.0
"""Where a proof took too long, a margin that many times smaller is tried."""
EXACT, TOO_LONG = 1, 2
"""What a set's cost on a day is known to be: exact, or what could be proven with so many branches."""
AT_ONCE = 3
"""So many sets of a day are looked at before the clock is."""


def people_notes(persons: int) -> int:
    """Return how many numbers are noted about so many persons."""
    return persons * (ROW + 2 + 2 * ROW)


@jit
def away_at(mem: Ints, number: int, group: int) -> int:
    """Return where in the notes it stands what it costs if the person keeps away from the group's meeting."""
    return L_PERSON + (ROW + 2) * mem[PERSON_COUNT] + (number * ROW + group) * 2


@jit
def held_by(notes: Ints, number: int) -> int:
    """Return the groups (a set of bits) in which the person holds a seat."""
    return notes[notes[L_HOLDS] + 2 * number]


@jit
def open_to(notes: Ints, number: int) -> int:
    """Return the groups (a set of bits) to which the person may come, as a holder or as a deputy."""
    return notes[notes[L_HOLDS] + 2 * number + 1]


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
                if held_by(notes, deputy) & groups == 0:
                    own = notes[notes[L_TRIPS] + deputy * ROW + number] // max(1, sharers(mem, notes, deputy, groups))
                journey = min(journey, own)
            away = away_at(mem, (mem[options] - mem[PERSON_LIST]) // PERSON, number)
            notes[away], notes[away + 1] = absent, journey


@jit
def hour_cost(mem: Ints, notes: Ints, meeting: int, day: int, start: int, row: int) -> int:
    """Return what the hour costs by itself, an unpopular one charged as the bound takes it."""
    cost = own_cost(mem, meeting, day, start, row)
    if is_unpopular(mem, meeting, day, start):
        cost += notes[L_CHARGE]
    return cost


@jit
def best_hour(mem: Ints, slots: Bytes, notes: Ints, number: int, day: int) -> int:
    """Return what the group's best open hour of the day costs by itself, or FAR if none is open."""
    group = mem[GROUP_LIST] + number * GROUP
    best = FAR
    for slot in range(mem[SLOTS]):
        for row in range(mem[group + G_ROW], mem[group + G_ROW] + mem[group + G_ROWS]):
            if slots[place_of(mem, row, day, slot)] > 0:
                start = mem[OPENS] + slot * mem[GRID]
                best = min(best, hour_cost(mem, notes, mem[group + G_MEETING], day, start, row))
    return best


@jit
def put_event(mem: Ints, events: int, event: int, start: int, end: int, place: int, own: int) -> int:
    """Put one more event among those of the day, by start; return where the next one would be."""
    row = event
    while row > events and mem[row - EVENT] > start:
        for value in range(EVENT):
            mem[row + value] = mem[row - EVENT + value]
        row -= EVENT
    mem[row], mem[row + E_END], mem[row + E_PLACE], mem[row + E_OWN] = start, end, place, own
    return event + EVENT


@jit
def tour_of(mem: Ints, notes: Ints, person: int, day: int, count: int, taken: int) -> int:
    """Return what the person's day costs with those of the first `count` meetings in `taken` (bits), or FAR."""
    cell, home = mem[person + P_CELL] + day * mem[CELL_SIZE], mem[person + P_HOME]
    events, event, minutes = mem[EVENTS], mem[EVENTS], 0
    for number in range(count):
        if not (taken >> number) & 1:
            continue
        start, end, place = notes[L_START + number], notes[L_END + number], notes[L_PLACE + number]
        for block in range(mem[cell + C_BUSY], mem[cell + C_BUSY_END], 2):
            if start < mem[block + 1] and mem[block] < end:
                return FAR
        minutes += end - start
        event = put_event(mem, events, event, start, end, home if place < 0 else place, 0)
    if minutes > mem[person + P_MAX_DAY]:
        return FAR
    for block in range(mem[cell + C_OFFICE], mem[cell + C_OFFICE_END], 2):
        event = put_event(mem, events, event, mem[block], mem[block + 1], home, 1)
    possible, travelling, waiting, trips = tour(mem, events, (event - events) // EVENT, home)
    if not possible:
        return FAR
    return mem[person + P_WEIGHT] * (travelling + waiting + trips * mem[TRIP])


@jit
def least_of_person(mem: Ints, notes: Ints, number: int, day: int, placed: int) -> int:
    """Return what the person must cost at least, the first `placed` meetings standing and the others yet to come.

    The person may keep away from meetings held, and come as a deputy to others: all choices are gone through. A
    meeting yet to come can shorten the waiting between two others by its length and a break or two, no more.
    """
    person, held, may = mem[PERSON_LIST] + number * PERSON, held_by(notes, number), open_to(notes, number)
    whole, all_held, may_take, to_come = 0, 0, 0, 0
    for place in range(notes[L_COUNT]):
        bit = 1 << notes[L_GROUP + place]
        whole |= held & bit
        if place < placed:
            all_held |= (1 << place) if held & bit else 0
            may_take |= (1 << place) if may & bit else 0
        elif may & bit:
            to_come += notes[notes[L_FILLS] + number * ROW + notes[L_GROUP + place]]
    floor = notes[notes[L_BASES] + (number << mem[GROUP_COUNT]) + whole]
    if all_held == 0:
        return floor
    best, taken = tour_of(mem, notes, person, day, placed, all_held), may_take
    while best > floor + to_come:
        cost, journey = 0, 0
        for place in range(placed):
            if ((all_held & ~taken) >> place) & 1:
                away = away_at(mem, number, notes[L_GROUP + place])
                cost, journey = cost + notes[away], max(journey, notes[away + 1])
        if cost + journey < best and taken != all_held:
            best = min(best, cost + journey + tour_of(mem, notes, person, day, placed, taken))
        if taken == 0:
            break
        taken = (taken - 1) & may_take
    return max(floor, best - to_come)


@jit
def explore(mem: Ints, slots: Bytes, notes: Ints, day: int, depth: int, so_far: int, most: int) -> int:
    """Return the least that the day costs below the branch, which costs `so_far` at least; `most` if no less."""
    lower = L_PERSON + depth * mem[PERSON_COUNT]
    higher, people = lower + mem[PERSON_COUNT], L_PERSON + (ROW + 1) * mem[PERSON_COUNT]
    group, bit = mem[GROUP_LIST] + notes[L_GROUP + depth] * GROUP, 1 << notes[L_GROUP + depth]
    for slot in range(mem[SLOTS]):
        start = mem[OPENS] + slot * mem[GRID]
        for row in range(mem[group + G_ROW], mem[group + G_ROW] + mem[group + G_ROWS]):
            if slots[place_of(mem, row, day, slot)] == 0:
                continue
            place, seen = mem[mem[mem[ROW_LIST] + row] + R_PLACE], False
            for other in range(mem[group + G_ROW], row):
                if mem[mem[mem[ROW_LIST] + other] + R_PLACE] == place:
                    seen = seen or slots[place_of(mem, other, day, slot)] > 0
            cost = so_far + hour_cost(mem, notes, mem[group + G_MEETING], day, start, row) - notes[L_OWN + depth]
            if seen or cost >= most:
                continue
            if notes[L_NODES] <= 0:
                return most
            notes[L_NODES] -= 1
            notes[L_START + depth], notes[L_END + depth] = start, start + mem[group + G_DURATION]
            notes[L_PLACE + depth] = place
            for each in range(notes[L_PEOPLE]):
                number, least = notes[people + each], notes[lower + each]
                if open_to(notes, number) & bit and cost < most:
                    least = max(least, least_of_person(mem, notes, number, day, depth + 1))
                    cost += least - notes[lower + each]
                notes[higher + each] = least
            if cost < most:
                deeper = depth < notes[L_COUNT] - 1
                most = explore(mem, slots, notes, day, depth + 1, cost, most) if deeper else cost
    return most


@jit
def begin_day(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int) -> int:
    """Note the groups (a set of bits) and their people; return what they cost at least at first sight, or FAR."""
    count, cost, people = 0, 0, 0
    for place in range(mem[GROUP_COUNT]):
        number = notes[L_ORDER + place]
        if (groups >> number) & 1:
            notes[L_GROUP + count], notes[L_OWN + count] = number, best_hour(mem, slots, notes, number, day)
            if notes[L_OWN + count] >= FAR:
                return FAR
            cost += notes[L_OWN + count]
            count += 1
    notes[L_COUNT] = count
    first = L_PERSON + (ROW + 1) * mem[PERSON_COUNT]
    for number in range(mem[PERSON_COUNT]):
        held = groups & held_by(notes, number)
        if held:
            floor, place = notes[notes[L_BASES] + (number << mem[GROUP_COUNT]) + held], people
            cost += floor
            while place > 0 and floor > notes[L_PERSON + place - 1]:
                notes[first + place], notes[L_PERSON + place] = notes[first + place - 1], notes[L_PERSON + place - 1]
                place -= 1
            notes[first + place], notes[L_PERSON + place] = number, floor
            people += 1
    notes[L_PEOPLE] = people
    return min(cost, FAR)


@jit
def least_of_day(mem: Ints, slots: Bytes, notes: Ints, groups: int, day: int, most: int, nodes: int) -> int:
    """Return the least that the groups can cost on the day, `most` if no less.

    What is certain at first sight is returned where it takes more than so many `nodes`.
    """
    cost = begin_day(mem, slots, notes, groups, day)
    notes[L_NODES] = nodes
    if cost >= most or notes[L_COUNT] == 0:
        return min(cost, most)
    note_absences(mem, notes, groups)
    found = explore(mem, slots, notes, day, 0, cost, most)
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
