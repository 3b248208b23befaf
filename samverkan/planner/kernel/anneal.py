"""The search: many small moves, each judged exactly, worse ones accepted the less the colder it gets."""

from __future__ import annotations

import math

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, set_cost, set_down
from samverkan.planner.kernel.series import demands_hold, neighbours_cost, random_below
from samverkan.planner.kernel.tables import Ints, State, Tables, Work

FAR = 1 << 40


@jit
def window(tables: Tables, state: State, meeting: int) -> tuple[int, int]:
    """Return the first and the last day on which the meeting may be, its neighbours in the series standing still."""
    group = tables.m_group[meeting]
    low, high = 0, 1 << 30
    if meeting > tables.g_meeting_at[group]:
        before = tables.day_active[state.m_day[meeting - 1]]
        low, high = before + tables.g_min[group], before + tables.g_max[group]
    else:
        high = tables.g_active_first[group] + tables.g_max[group]
    if meeting + 1 < tables.g_meeting_at[group + 1]:
        after = tables.day_active[state.m_day[meeting + 1]]
        low, high = max(low, after - tables.g_max[group]), min(high, after - tables.g_min[group])
    else:
        low = max(low, tables.g_active_last[group] - tables.g_max[group])
    most = tables.active_day.shape[0] - 2
    first = tables.active_day[min(max(low, 0), most)]
    last = tables.active_day[min(max(high, -1), most) + 1] - 1
    return max(first, tables.g_first[group]), min(last, tables.g_last[group])


@jit
def accepts(state: State, change: int, heat: float) -> bool:
    """Say whether the change is accepted at that heat (Metropolis)."""
    if change <= 0:
        return True
    if heat <= 0.0:
        return False
    return random_below(state, 1 << 30) < math.exp(-change / heat) * (1 << 30)


@jit
def threshold(state: State, heat: float) -> int:
    """Return the largest change that this throw of the dice accepts (Metropolis, the dice thrown first)."""
    if heat <= 0.0:
        return 0
    return int(-heat * math.log((random_below(state, 1 << 30) + 1) / (1 << 30)))


@jit
def beside(tables: Tables, state: State, meeting: int, row: int, other: int, after: bool) -> int:
    """Return the start that puts the meeting right after (or before) the other one, a break or the journey between."""
    length = tables.g_duration[tables.m_group[meeting]]
    here = tables.room_place[tables.row_room[row]]
    there = tables.room_place[tables.row_room[state.m_row[other]]]
    pause = tables.min_break
    if here >= 0 and there >= 0 and tables.travel[there, here] > pause:
        pause = tables.travel[there, here]
    if after:
        start = state.m_start[other] + tables.g_duration[tables.m_group[other]] + pause - tables.opens
        return -(-start // tables.grid)
    return (state.m_start[other] - pause - length - tables.opens) // tables.grid


@jit
def propose(tables: Tables, state: State, work: Work, meeting: int) -> tuple[int, int, int]:
    """Return a day, a start slot and a row for the meeting, by one of three guesses; day -1 for none."""
    group = tables.m_group[meeting]
    rows_at = tables.g_row_at[group]
    rows = tables.g_row_at[group + 1] - rows_at
    slots = tables.slots.shape[2]
    dice = random_below(state, 100)
    day = state.m_day[meeting]
    row = rows_at + random_below(state, rows)
    if dice < 50:
        at = tables.m_seat_at[meeting]
        person = state.attend[at + random_below(state, tables.m_seat_at[meeting + 1] - at)]
        if person < 0:
            return -1, 0, 0
        if dice < 42:
            first, last = window(tables, state, meeting)
            if last < first:
                return -1, 0, 0
            found = False
            for _ in range(6):
                day = first + random_below(state, last - first + 1)
                if state.p_count[person, day] > 0:
                    found = True
                    break
            if not found:
                return -1, 0, 0
        other = state.p_meetings[person, day, random_below(state, state.p_count[person, day])]
        if other == meeting:
            return -1, 0, 0
        place = tables.room_place[tables.row_room[state.m_row[other]]]
        for _ in range(rows):
            if tables.room_place[tables.row_room[row]] == place:
                break
            row = row + 1 if row + 1 < rows_at + rows else rows_at
        if random_below(state, 8) == 0:
            slot = (state.m_start[other] - tables.opens) // tables.grid
        else:
            slot = beside(tables, state, meeting, row, other, random_below(state, 2) == 0)
        if random_below(state, 4) == 0:
            slot += random_below(state, 5) - 2
        if slot < 0 or slot >= slots or tables.slots[row, day, slot] == 0:
            return -1, 0, 0
        return day, slot, row
    if dice < 80:
        first, last = window(tables, state, meeting)
        if last < first:
            return -1, 0, 0
        day = first + random_below(state, last - first + 1)
    for _ in range(8):
        slot = random_below(state, slots)
        if tables.slots[row, day, slot] > 0:
            return day, slot, row
    return -1, 0, 0


@jit
def step(tables: Tables, state: State, work: Work, meeting: int, heat: float) -> bool:
    """Try to move one meeting; say whether it moved."""
    day, slot, row = propose(tables, state, work, meeting)
    if day < 0:
        return False
    start = tables.opens + slot * tables.grid
    old_day = state.m_day[meeting]
    if day == old_day and start == state.m_start[meeting] and row == state.m_row[meeting]:
        return False
    change = 0
    if day != old_day:
        spacing = neighbours_cost(tables, state, meeting, day)
        if spacing >= FAR or not demands_hold(tables, state, meeting, day):
            return False
        change = spacing - neighbours_cost(tables, state, meeting, old_day)
    limit = threshold(state, heat)
    change += lift_cost(tables, state, work, meeting)
    if change >= FAR:
        return False
    change += set_cost(tables, state, work, meeting, day, start, row, limit - change)
    if change > limit:
        return False
    lift(tables, state, work, meeting)
    set_down(tables, state, work, meeting, day, start, row)
    state.total[0] += change
    return True


@jit
def shift(tables: Tables, state: State, work: Work, meeting: int, day: int, start: int, row: int) -> int:
    """Move the meeting whatever it costs; return the change, or FAR with nothing done."""
    old_day = state.m_day[meeting]
    change = 0
    if day != old_day:
        spacing = neighbours_cost(tables, state, meeting, day)
        if spacing >= FAR or not demands_hold(tables, state, meeting, day):
            return FAR
        change = spacing - neighbours_cost(tables, state, meeting, old_day)
    change += lift_cost(tables, state, work, meeting)
    if change >= FAR:
        return FAR
    cost = set_cost(tables, state, work, meeting, day, start, row, FAR)
    if cost >= FAR:
        return FAR
    lift(tables, state, work, meeting)
    set_down(tables, state, work, meeting, day, start, row)
    state.total[0] += change + cost
    return change + cost


@jit
def remember(tables: Tables, state: State, work: Work, place: int, meeting: int) -> None:
    """Note where the meeting is and who attends."""
    work.saved[place, 0], work.saved[place, 1] = meeting, state.m_day[meeting]
    work.saved[place, 2], work.saved[place, 3] = state.m_start[meeting], state.m_row[meeting]
    at = tables.m_seat_at[meeting]
    for seat in range(tables.m_seat_at[meeting + 1] - at):
        work.saved_attend[place, seat] = state.attend[at + seat]


@jit
def undo(tables: Tables, state: State, work: Work, count: int, total: int) -> None:
    """Put the remembered meetings back, all lifted first, and the plan's cost with them."""
    for place in range(count):
        meeting = work.saved[place, 0]
        if state.m_day[meeting] >= 0:
            lift_cost(tables, state, work, meeting)
            lift(tables, state, work, meeting)
    for place in range(count):
        meeting = work.saved[place, 0]
        for seat in range(tables.m_seat_at[meeting + 1] - tables.m_seat_at[meeting]):
            work.chosen[seat] = work.saved_attend[place, seat]
        set_down(tables, state, work, meeting, work.saved[place, 1], work.saved[place, 2], work.saved[place, 3])
    state.total[0] = total


@jit
def move_together(tables: Tables, state: State, work: Work, meeting: int, heat: float) -> bool:
    """Try to move all that one attendee has on the meeting's day at the meeting's place to another day, hours kept."""
    at = tables.m_seat_at[meeting]
    person = state.attend[at + random_below(state, tables.m_seat_at[meeting + 1] - at)]
    if person < 0:
        return False
    old_day = state.m_day[meeting]
    place = tables.room_place[tables.row_room[state.m_row[meeting]]]
    first, last = window(tables, state, meeting)
    if last <= first:
        return False
    day = first + random_below(state, last - first + 1)
    if day == old_day:
        return False
    count = 0
    for slot in range(state.p_count[person, old_day]):
        other = state.p_meetings[person, old_day, slot]
        if tables.room_place[tables.row_room[state.m_row[other]]] == place:
            if tables.pinned_start[other] >= 0:
                return False
            remember(tables, state, work, count, other)
            count += 1
    if count < 2:
        return False
    limit = threshold(state, heat)
    total = state.total[0]
    change = 0
    offset = 0
    if random_below(state, 3) == 0:
        offset = (random_below(state, 9) - 4) * tables.grid
    for number in range(count):
        other = work.saved[number, 0]
        start, row = work.saved[number, 2] + offset, work.saved[number, 3]
        slot = (start - tables.opens) // tables.grid
        cost = FAR
        if 0 <= slot < tables.slots.shape[2] and tables.slots[row, day, slot] > 0:
            cost = shift(tables, state, work, other, day, start, row)
        if cost >= FAR:
            group = tables.m_group[other]
            rows = tables.g_row_at[group + 1] - tables.g_row_at[group]
            row = tables.g_row_at[group] + random_below(state, rows)
            slot = random_below(state, tables.slots.shape[2])
            if tables.slots[row, day, slot] > 0:
                cost = shift(tables, state, work, other, day, tables.opens + slot * tables.grid, row)
        if cost >= FAR:
            undo(tables, state, work, number, total)
            return False
        change += cost
    if change > limit:
        undo(tables, state, work, count, total)
        return False
    return True


@jit
def exchange(tables: Tables, state: State, work: Work, one: int, two: int, heat: float) -> bool:
    """Try to let two meetings change places: each takes the other's day and hour, in the other's room if it may."""
    if tables.m_group[one] == tables.m_group[two]:
        return False
    day_one, day_two = state.m_day[one], state.m_day[two]
    row_one = row_in(tables, one, tables.row_room[state.m_row[two]])
    row_two = row_in(tables, two, tables.row_room[state.m_row[one]])
    if row_one < 0 or row_two < 0:
        return False
    start_one, start_two = state.m_start[two], state.m_start[one]
    slot_one, slot_two = (start_one - tables.opens) // tables.grid, (start_two - tables.opens) // tables.grid
    if tables.slots[row_one, day_two, slot_one] == 0 or tables.slots[row_two, day_one, slot_two] == 0:
        return False
    change = 0
    if day_one != day_two:
        near_one = neighbours_cost(tables, state, one, day_two)
        near_two = neighbours_cost(tables, state, two, day_one)
        if near_one >= FAR or near_two >= FAR:
            return False
        if not demands_hold(tables, state, one, day_two) or not demands_hold(tables, state, two, day_one):
            return False
        change = near_one + near_two
        change -= neighbours_cost(tables, state, one, day_one) + neighbours_cost(tables, state, two, day_two)
    limit = threshold(state, heat)
    total = state.total[0]
    remember(tables, state, work, 0, one)
    remember(tables, state, work, 1, two)
    for meeting in (one, two):
        change += lift_cost(tables, state, work, meeting)
        if change >= FAR // 2:
            undo(tables, state, work, 2 if meeting == two else 1, total)
            return False
        lift(tables, state, work, meeting)
    cost = set_cost(tables, state, work, one, day_two, start_one, row_one, FAR)
    if cost >= FAR:
        undo(tables, state, work, 2, total)
        return False
    set_down(tables, state, work, one, day_two, start_one, row_one)
    change += cost
    change += set_cost(tables, state, work, two, day_one, start_two, row_two, limit - change)
    if change > limit or not demands_hold(tables, state, one, day_two):
        undo(tables, state, work, 2, total)
        return False
    set_down(tables, state, work, two, day_one, start_two, row_two)
    state.total[0] += change
    return True


@jit
def row_in(tables: Tables, meeting: int, room: int) -> int:
    """Return the row by which the meeting's group may use the room, or -1."""
    group = tables.m_group[meeting]
    for row in range(tables.g_row_at[group], tables.g_row_at[group + 1]):
        if tables.row_room[row] == room:
            return row
    return -1


@jit
def anneal(tables: Tables, state: State, work: Work, movable: Ints, steps: int, heat: float) -> int:
    """Try that many moves of the movable meetings at one heat; return how many were made."""
    made = 0
    count = movable.shape[0]
    for _ in range(steps):
        meeting = movable[random_below(state, count)]
        dice = random_below(state, 100)
        if dice < 85:
            if step(tables, state, work, meeting, heat):
                made += 1
        elif dice < 93:
            if move_together(tables, state, work, meeting, heat):
                made += 1
        else:
            at = tables.m_seat_at[meeting]
            person = state.attend[at + random_below(state, tables.m_seat_at[meeting + 1] - at)]
            first, last = window(tables, state, meeting)
            if person >= 0 and last >= first:
                day = first + random_below(state, last - first + 1)
                if state.p_count[person, day] > 0:
                    other = state.p_meetings[person, day, random_below(state, state.p_count[person, day])]
                    if other != meeting and tables.pinned_start[other] < 0:
                        if exchange(tables, state, work, meeting, other, heat):
                            made += 1
    return made
