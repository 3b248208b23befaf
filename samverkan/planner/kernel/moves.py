"""What it costs to lift a meeting and to set it down, exactly; and doing so."""

from __future__ import annotations

from samverkan.planner import tour as plain
from samverkan.planner.kernel.jit import jit
from samverkan.planner.layout import *
from samverkan.planner.layout import Ints

tour = jit(plain.tour)


@jit
def place_of(mem: Ints, row: int, day: int, slot: int) -> int:
    """Return where in `slots` it stands whether the row's group may begin then."""
    return (row * mem[DAYS] + day) * mem[SLOTS] + slot


@jit
def day_cost(mem: Ints, person: int, day: int, skip: int, start: int, end: int, place: int) -> int:
    """Return what the person's day costs without meeting `skip` and with one more event, or -1 if it cannot be done.

    `start` -1 adds none.
    """
    home = mem[person + P_HOME]
    cell = mem[person + P_CELL] + day * mem[CELL_SIZE]
    count = mem[cell + C_COUNT]
    lone = mem[cell + C_OFFICE] == mem[cell + C_OFFICE_END]
    if count == 0 or (count == 1 and mem[cell + C_MEETING] == skip):
        if start < 0:
            return 0
        if lone:  # most days: one meeting
            return mem[mem[person + P_ROUND] + place] if end - start <= mem[person + P_MAX_DAY] else -1
    events, pause = mem[EVENTS], mem[MIN_BREAK]
    event, minutes, add = events, 0, start >= 0
    for slot in range(count):
        meeting = mem[cell + C_MEETING + slot]
        if meeting == skip:
            continue
        begins, length, where = mem[meeting + M_START], mem[meeting + M_LENGTH], mem[meeting + M_PLACE]
        if start >= 0 and begins < end + pause and start < begins + length + pause:
            return -1
        if add and start <= begins:
            mem[event], mem[event + E_END], mem[event + E_PLACE], mem[event + E_OWN] = start, end, place, 0
            minutes += end - start
            add = False
            event += EVENT
        mem[event], mem[event + E_END], mem[event + E_OWN] = begins, begins + length, 0
        mem[event + E_PLACE] = home if where < 0 else where
        minutes += length
        event += EVENT
    if add:
        mem[event], mem[event + E_END], mem[event + E_PLACE], mem[event + E_OWN] = start, end, place, 0
        minutes += end - start
        event += EVENT
    if minutes > mem[person + P_MAX_DAY]:
        return -1
    if lone and event == events + EVENT:
        return mem[mem[person + P_ROUND] + mem[events + E_PLACE]]
    for block in range(mem[cell + C_OFFICE], mem[cell + C_OFFICE_END], 2):
        begins = mem[block]
        row = event
        while row > events and mem[row - EVENT] > begins:
            for value in range(EVENT):
                mem[row + value] = mem[row - EVENT + value]
            row -= EVENT
        mem[row], mem[row + E_END], mem[row + E_PLACE], mem[row + E_OWN] = begins, mem[block + 1], home, 1
        event += EVENT
    possible, travelling, waiting, trips = tour(mem, events, (event - events) // EVENT, home)
    if not possible:
        return -1
    return mem[person + P_WEIGHT] * (travelling + waiting + trips * mem[TRIP])


@jit
def own_cost(mem: Ints, meeting: int, day: int, start: int, row: int) -> int:
    """Return what the meeting's day, hour and room cost by themselves, and the move from where it was."""
    group = mem[meeting + M_GROUP]
    at = mem[DAY_LIST] + day * DAY
    cost = mem[at + D_SOFT]
    if not (mem[group + G_WEEKDAYS] >> mem[at + D_WEEKDAY]) & 1:
        cost += mem[WEEKDAY]
    if start < mem[group + G_PREFER_FROM] or start + mem[meeting + M_LENGTH] > mem[group + G_PREFER_TO]:
        cost += mem[HOURS]
    if mem[meeting + M_WAS_DAY] >= 0:
        if mem[meeting + M_WAS_DAY] != mem[at + D_ORDINAL]:
            cost += mem[MOVED_DAY]
        elif mem[meeting + M_WAS_START] != start:
            cost += mem[MOVED_TIME]
        if mem[meeting + M_WAS_ROOM] != mem[mem[ROW_LIST] + row]:
            cost += mem[MOVED_ROOM]
    return cost


@jit
def is_unpopular(mem: Ints, meeting: int, day: int, start: int) -> bool:
    """Say whether the hour counts against its district: outside the wished hours, or Friday afternoon."""
    group = mem[meeting + M_GROUP]
    return (
        start < mem[group + G_PREFER_FROM]
        or start + mem[meeting + M_LENGTH] > mem[group + G_PREFER_TO]
        or (mem[mem[DAY_LIST] + day * DAY + D_WEEKDAY] == 4 and start >= mem[LUNCH_TO])
    )


@jit
def over(mem: Ints, minutes: int) -> int:
    """Return what a person's meeting minutes of a week cost beyond the cap."""
    if minutes > mem[WEEK_CAP]:
        return (minutes - mem[WEEK_CAP]) * mem[WEEK_OVER]
    return 0


@jit
def week_of(mem: Ints, day: int) -> int:
    """Return the number of the day's week."""
    return mem[mem[DAY_LIST] + day * DAY + D_WEEK]


@jit
def reckon_gain(mem: Ints, meeting: int) -> int:
    """Return what those who attend, the day and the hour cost less without the meeting, or FAR; note it as fresh.

    Each attendee's day without the meeting is noted beside the attendee.
    """
    group, day = mem[meeting + M_GROUP], mem[meeting + M_DAY]
    attend, count, seats = mem[meeting + M_ATTEND], mem[group + G_SEATS], mem[group + G_SEAT]
    gain = own_cost(mem, meeting, day, mem[meeting + M_START], mem[meeting + M_ROW])
    for seat in range(count):
        person = mem[attend + seat]
        if person == 0:
            gain += mem[MISSED]
            continue
        if person != mem[mem[seats + seat * SEAT + S_OPTION]]:
            gain += mem[DEPUTY]
        without = day_cost(mem, person, day, meeting, -1, 0, 0)
        if without < 0:
            return FAR
        mem[attend + count + seat] = without
        gain += mem[mem[person + P_CELL] + day * mem[CELL_SIZE] + C_COST] - without
    mem[meeting + M_FRESH], mem[meeting + M_GAIN] = 1, gain
    return gain


@jit
def lift_cost(mem: Ints, meeting: int) -> int:
    """Return the change if the meeting were taken away (0 if it is not placed), and note each attendee's day without.

    Spacing is not counted. What the days cost is remembered until somebody's day changes.
    """
    day = mem[meeting + M_DAY]
    if day < 0:
        return 0
    change = -mem[meeting + M_GAIN]
    if mem[meeting + M_FRESH] == 0:
        change = -reckon_gain(mem, meeting)
        if change <= -FAR:
            return FAR
    group, length = mem[meeting + M_GROUP], mem[meeting + M_LENGTH]
    if is_unpopular(mem, meeting, day, mem[meeting + M_START]):
        change -= mem[UNPOPULAR] * (2 * mem[mem[group + G_UNPOPULAR]] - 1)
    week, attend = week_of(mem, day), mem[meeting + M_ATTEND]
    for seat in range(mem[group + G_SEATS]):
        person = mem[attend + seat]
        if person > 0:
            minutes = mem[mem[person + P_WEEK] + week]
            change += over(mem, minutes - length) - over(mem, minutes)
    return change


@jit
def stale(mem: Ints, cell: int) -> None:
    """Forget what the day's meetings were reckoned to cost: somebody's day changes."""
    for slot in range(mem[cell + C_COUNT]):
        mem[mem[cell + C_MEETING + slot] + M_FRESH] = 0


@jit
def room_is_free(mem: Ints, room: int, day: int, start: int, end: int, but: int) -> bool:
    """Say whether no other meeting uses the room then."""
    if mem[room + R_PLACE] < 0:
        return True
    cell = mem[room + R_CELL] + day * mem[ROOM_CELL_SIZE]
    for slot in range(mem[cell]):
        meeting = mem[cell + 1 + slot]
        if meeting != but:
            begins = mem[meeting + M_START]
            if begins < end and start < begins + mem[meeting + M_LENGTH]:
                return False
    return True


@jit
def join_cost(mem: Ints, meeting: int, person: int, day: int, start: int, end: int, place: int) -> int:
    """Return the change for a person who joins the meeting on that day, or FAR if the person cannot.

    The meeting itself counts as lifted; `lift_cost` has been asked before.
    """
    cell = mem[person + P_CELL] + day * mem[CELL_SIZE]
    if place < 0:
        place = mem[person + P_HOME]
    for block in range(mem[cell + C_BUSY], mem[cell + C_BUSY_END], 2):
        if start < mem[block + 1] and mem[block] < end:
            return FAR
    week = week_of(mem, day)
    minutes = mem[mem[person + P_WEEK] + week]
    before = mem[cell + C_COST]
    skip = 0
    old_day = mem[meeting + M_DAY]
    if old_day >= 0 and week_of(mem, old_day) == week:
        attend = mem[meeting + M_ATTEND]
        for seat in range(mem[mem[meeting + M_GROUP] + G_SEATS]):
            if mem[attend + seat] == person:
                minutes -= end - start
                if old_day == day:
                    before = mem[attend + mem[mem[meeting + M_GROUP] + G_SEATS] + seat]
                    skip = meeting
    after = day_cost(mem, person, day, skip, start, end, place)
    if after < 0:
        return FAR
    return after - before + over(mem, minutes + end - start) - over(mem, minutes)


@jit
def set_cost(mem: Ints, meeting: int, day: int, start: int, row: int, limit: int) -> int:
    """Return the change if the lifted meeting were set down there, and note at CHOSEN who would attend.

    Holders come unless they cannot or a deputy or an empty optional seat is cheaper. FAR if it cannot be, or if the
    change is well above `limit`. Spacing is not counted.
    """
    group = mem[meeting + M_GROUP]
    room = mem[mem[ROW_LIST] + row]
    place = mem[room + R_PLACE]
    end = start + mem[meeting + M_LENGTH]
    if not room_is_free(mem, room, day, start, end, meeting):
        return FAR
    fixed = own_cost(mem, meeting, day, start, row)
    if is_unpopular(mem, meeting, day, start):
        count = mem[mem[group + G_UNPOPULAR]]
        old_day = mem[meeting + M_DAY]
        if old_day >= 0 and is_unpopular(mem, meeting, old_day, mem[meeting + M_START]):
            count -= 1
        fixed += mem[UNPOPULAR] * (2 * count + 1)
    seats, chosen = mem[group + G_SEATS], mem[CHOSEN]
    for may_miss in range(1, -1, -1):
        change, present, kommun, polis = fixed, 0, 0, 0
        for number in range(seats):
            seat = mem[group + G_SEAT] + number * SEAT
            options = mem[seat + S_OPTION]
            required = mem[seat + S_REQUIRED] == 1
            cheapest, who = FAR, 0
            if not required:
                cheapest = mem[MISSED]
            for option in range(mem[seat + S_OPTIONS]):
                person = mem[options + option]
                taken = False
                for other in range(number):
                    if mem[chosen + other] == person:
                        taken = True
                if taken:
                    continue
                cost = join_cost(mem, meeting, person, day, start, end, place)
                if cost >= FAR:
                    continue
                if option > 0:
                    cost += mem[DEPUTY]
                if cost < cheapest or (who == 0 and not required and may_miss == 0):
                    cheapest, who = cost, person
                if option == 0 and cost <= mem[DEPUTY] and cost <= mem[MISSED]:
                    break
            if cheapest >= FAR:
                return FAR
            mem[chosen + number] = who
            change += cheapest
            if who > 0:
                present += 1
                if mem[who + P_PARTY] == 0:
                    kommun += 1
                elif mem[who + P_PARTY] == 1:
                    polis += 1
            if change > limit + 150:
                return FAR
        if (
            present * 100 >= mem[group + G_SHARE] * seats
            and kommun >= mem[group + G_KOMMUN]
            and polis >= mem[group + G_POLIS]
            and present <= mem[room + R_CAPACITY]
        ):
            return change
    return FAR


@jit
def lift(mem: Ints, meeting: int) -> None:
    """Take the meeting out of the plan; `lift_cost` has just been asked."""
    day = mem[meeting + M_DAY]
    group = mem[meeting + M_GROUP]
    attend = mem[meeting + M_ATTEND]
    if is_unpopular(mem, meeting, day, mem[meeting + M_START]):
        mem[mem[group + G_UNPOPULAR]] -= 1
    for seat in range(mem[group + G_SEATS]):
        person = mem[attend + seat]
        if person > 0:
            cell = mem[person + P_CELL] + day * mem[CELL_SIZE]
            slot = cell + C_MEETING
            while mem[slot] != meeting:
                slot += 1
            last = cell + C_MEETING + mem[cell + C_COUNT] - 1
            while slot < last:
                mem[slot] = mem[slot + 1]
                slot += 1
            mem[cell + C_COUNT] -= 1
            mem[cell + C_COST] = mem[attend + mem[group + G_SEATS] + seat]
            stale(mem, cell)
            mem[mem[person + P_WEEK] + week_of(mem, day)] -= mem[meeting + M_LENGTH]
        mem[attend + seat] = 0
    room = mem[mem[ROW_LIST] + mem[meeting + M_ROW]]
    if mem[room + R_PLACE] >= 0:
        cell = mem[room + R_CELL] + day * mem[ROOM_CELL_SIZE]
        slot = cell + 1
        while mem[slot] != meeting:
            slot += 1
        mem[slot] = mem[cell + mem[cell]]
        mem[cell] -= 1
    mem[meeting + M_DAY] = -1


@jit
def set_down(mem: Ints, meeting: int, day: int, start: int, row: int) -> None:
    """Put the lifted meeting there with those noted at CHOSEN."""
    group = mem[meeting + M_GROUP]
    room = mem[mem[ROW_LIST] + row]
    mem[meeting + M_DAY], mem[meeting + M_START], mem[meeting + M_ROW] = day, start, row
    mem[meeting + M_PLACE] = mem[room + R_PLACE]
    attend = mem[meeting + M_ATTEND]
    for seat in range(mem[group + G_SEATS]):
        person = mem[mem[CHOSEN] + seat]
        mem[attend + seat] = person
        if person > 0:
            cell = mem[person + P_CELL] + day * mem[CELL_SIZE]
            slot = cell + C_MEETING + mem[cell + C_COUNT]
            while slot > cell + C_MEETING and mem[mem[slot - 1] + M_START] > start:
                mem[slot] = mem[slot - 1]
                slot -= 1
            mem[slot] = meeting
            mem[cell + C_COUNT] += 1
            stale(mem, cell)
            mem[cell + C_COST] = day_cost(mem, person, day, 0, -1, 0, 0)
            mem[mem[person + P_WEEK] + week_of(mem, day)] += mem[meeting + M_LENGTH]
    if mem[room + R_PLACE] >= 0:
        cell = mem[room + R_CELL] + day * mem[ROOM_CELL_SIZE]
        mem[cell] += 1
        mem[cell + mem[cell]] = meeting
    if is_unpopular(mem, meeting, day, start):
        mem[mem[group + G_UNPOPULAR]] += 1
