"""What it costs to lift a meeting and to set it down, exactly; and doing so."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.tour import tour
from samverkan.planner.kernel.tables import State, Tables, Work

FAR = 1 << 40


@jit
def day_cost(
    tables: Tables, state: State, work: Work, person: int, day: int, skip: int, start: int, end: int, place: int
) -> int:
    """Return what the person's day costs without meeting `skip` and with one more event, or -1 if it cannot be done.

    `start` -1 adds none.
    """
    home = tables.p_home[person]
    starts, ends, places, own = work.starts, work.ends, work.places, work.own
    count, minutes, waiting_to_add = 0, 0, start >= 0
    for slot in range(state.p_count[person, day]):
        meeting = state.p_meetings[person, day, slot]
        if meeting == skip:
            continue
        begins = state.m_start[meeting]
        if waiting_to_add and start <= begins:
            starts[count], ends[count], places[count], own[count] = start, end, place, 0
            minutes += end - start
            waiting_to_add = False
            count += 1
        length = tables.g_duration[tables.m_group[meeting]]
        where = tables.room_place[tables.row_room[state.m_row[meeting]]]
        starts[count], ends[count], own[count] = begins, begins + length, 0
        places[count] = home if where < 0 else where
        minutes += length
        count += 1
    if waiting_to_add:
        starts[count], ends[count], places[count], own[count] = start, end, place, 0
        minutes += end - start
        count += 1
    if count == 0:
        return 0
    if minutes > tables.p_max_day[person]:
        return -1
    cell = person * tables.days + day
    for block in range(tables.office_at[cell], tables.office_at[cell + 1]):
        begins, until = tables.office_from[block], tables.office_to[block]
        row = count
        while row > 0 and starts[row - 1] > begins:
            starts[row], ends[row], places[row], own[row] = (
                starts[row - 1],
                ends[row - 1],
                places[row - 1],
                own[row - 1],
            )
            row -= 1
        starts[row], ends[row], places[row], own[row] = begins, until, home, 1
        count += 1
    possible, travelling, waiting, trips = tour(
        starts,
        ends,
        places,
        own,
        count,
        home,
        tables.travel,
        tables.lunch_from,
        tables.lunch_to,
        tables.min_break,
        tables.home_min_stay,
        tables.w_trip,
    )
    if not possible:
        return -1
    return tables.p_weight[person] * (travelling + waiting + trips * tables.w_trip)


@jit
def own_cost(tables: Tables, meeting: int, day: int, start: int, row: int) -> int:
    """Return what the meeting's day, hour and room cost by themselves, and the move from where it was."""
    group = tables.m_group[meeting]
    cost = tables.day_soft[day]
    if not (tables.g_weekdays[group] >> tables.day_weekday[day]) & 1:
        cost += tables.w_weekday
    if start < tables.g_prefer_from[group] or start + tables.g_duration[group] > tables.g_prefer_to[group]:
        cost += tables.w_hours
    if tables.was_day[meeting] >= 0:
        if tables.was_day[meeting] != tables.day_ordinal[day]:
            cost += tables.moved_day
        elif tables.was_start[meeting] != start:
            cost += tables.moved_time
        if tables.was_room[meeting] != tables.row_room[row]:
            cost += tables.moved_room
    return cost


@jit
def is_unpopular(tables: Tables, group: int, day: int, start: int) -> bool:
    """Say whether the hour counts against its district: outside the wished hours, or Friday afternoon."""
    return (
        start < tables.g_prefer_from[group]
        or start + tables.g_duration[group] > tables.g_prefer_to[group]
        or (tables.day_weekday[day] == 4 and start >= tables.lunch_to)
    )


@jit
def over(tables: Tables, minutes: int) -> int:
    """Return what a person's meeting minutes of a week cost beyond the cap."""
    if minutes > tables.week_cap:
        return (minutes - tables.week_cap) * tables.w_week
    return 0


@jit
def lift_cost(tables: Tables, state: State, work: Work, meeting: int) -> int:
    """Return the change if the meeting were taken away (0 if it is not placed), and note each attendee's day without.

    Spacing is not counted.
    """
    day = state.m_day[meeting]
    if day < 0:
        return 0
    group = tables.m_group[meeting]
    length = tables.g_duration[group]
    start = state.m_start[meeting]
    change = -own_cost(tables, meeting, day, start, state.m_row[meeting])
    if is_unpopular(tables, group, day, start):
        change -= tables.w_unpopular * (2 * state.unpopular[tables.g_district[group]] - 1)
    at = tables.m_seat_at[meeting]
    seat_at = tables.g_seat_at[group]
    for seat in range(tables.m_seat_at[meeting + 1] - at):
        person = state.attend[at + seat]
        if person < 0:
            change -= tables.w_missed
            continue
        if person != tables.option[tables.seat_option_at[seat_at + seat]]:
            change -= tables.w_deputy
        without = day_cost(tables, state, work, person, day, meeting, -1, 0, 0)
        if without < 0:
            return FAR
        work.without[seat] = without
        minutes = state.p_week[person, tables.day_week[day]]
        change += without - state.p_cost[person, day]
        change += over(tables, minutes - length) - over(tables, minutes)
    return change


@jit
def room_is_free(tables: Tables, state: State, room: int, day: int, start: int, end: int, but: int) -> bool:
    """Say whether no other meeting uses the room then."""
    if tables.room_place[room] < 0:
        return True
    for slot in range(state.r_count[room, day]):
        meeting = state.r_meetings[room, day, slot]
        if meeting != but:
            begins = state.m_start[meeting]
            if begins < end and start < begins + tables.g_duration[tables.m_group[meeting]]:
                return False
    return True


@jit
def join_cost(
    tables: Tables, state: State, work: Work, meeting: int, person: int, day: int, start: int, end: int, place: int
) -> int:
    """Return the change for a person who joins the meeting on that day, or FAR if the person cannot.

    The meeting itself counts as lifted; `lift_cost` has been asked before.
    """
    cell = person * tables.days + day
    if place < 0:
        place = tables.p_home[person]
    for block in range(tables.busy_at[cell], tables.busy_at[cell + 1]):
        if start < tables.busy_to[block] and tables.busy_from[block] < end:
            return FAR
    week = tables.day_week[day]
    minutes = state.p_week[person, week]
    before = state.p_cost[person, day]
    skip = -1
    old_day = state.m_day[meeting]
    if old_day >= 0 and tables.day_week[old_day] == week:
        at = tables.m_seat_at[meeting]
        for seat in range(tables.m_seat_at[meeting + 1] - at):
            if state.attend[at + seat] == person:
                minutes -= end - start
                if old_day == day:
                    before = work.without[seat]
                    skip = meeting
    after = day_cost(tables, state, work, person, day, skip, start, end, place)
    if after < 0:
        return FAR
    return after - before + over(tables, minutes + end - start) - over(tables, minutes)


@jit
def set_cost(
    tables: Tables, state: State, work: Work, meeting: int, day: int, start: int, row: int, limit: int
) -> int:
    """Return the change if the lifted meeting were set down there, and note in `work.chosen` who would attend.

    Holders come unless they cannot or a deputy or an empty optional seat is cheaper. FAR if it cannot be, or if the
    change is well above `limit`. Spacing is not counted.
    """
    group = tables.m_group[meeting]
    room = tables.row_room[row]
    place = tables.room_place[room]
    end = start + tables.g_duration[group]
    if not room_is_free(tables, state, room, day, start, end, meeting):
        return FAR
    fixed = own_cost(tables, meeting, day, start, row)
    if is_unpopular(tables, group, day, start):
        district = tables.g_district[group]
        count = state.unpopular[district]
        old_day = state.m_day[meeting]
        if old_day >= 0 and is_unpopular(tables, group, old_day, state.m_start[meeting]):
            count -= 1
        fixed += tables.w_unpopular * (2 * count + 1)
    seat_at = tables.g_seat_at[group]
    seats = tables.g_seat_at[group + 1] - seat_at
    for may_miss in range(1, -1, -1):
        change, present, kommun, polis = fixed, 0, 0, 0
        for seat in range(seats):
            options = tables.seat_option_at[seat_at + seat]
            required = tables.seat_required[seat_at + seat] == 1
            cheapest, who = FAR, -1
            if not required:
                cheapest = tables.w_missed
            for option in range(options, tables.seat_option_at[seat_at + seat + 1]):
                extra = 0 if option == options else tables.w_deputy
                person = tables.option[option]
                taken = False
                for other in range(seat):
                    if work.chosen[other] == person:
                        taken = True
                if taken:
                    continue
                cost = join_cost(tables, state, work, meeting, person, day, start, end, place)
                if cost >= FAR:
                    continue
                cost += extra
                if cost < cheapest or (who < 0 and not required and may_miss == 0):
                    cheapest, who = cost, person
                if option == options and cost <= tables.w_deputy and cost <= tables.w_missed:
                    break
            if cheapest >= FAR:
                return FAR
            work.chosen[seat] = who
            change += cheapest
            if who >= 0:
                present += 1
                if tables.p_party[who] == 0:
                    kommun += 1
                elif tables.p_party[who] == 1:
                    polis += 1
            if change > limit + 400:
                return FAR
        if (
            present * 100 >= tables.g_share[group] * seats
            and kommun >= tables.g_kommun[group]
            and polis >= tables.g_polis[group]
            and present <= tables.room_capacity[room]
        ):
            return change
    return FAR


@jit
def lift(tables: Tables, state: State, work: Work, meeting: int) -> None:
    """Take the meeting out of the plan; `lift_cost` has just been asked."""
    day = state.m_day[meeting]
    start = state.m_start[meeting]
    group = tables.m_group[meeting]
    length = tables.g_duration[group]
    at = tables.m_seat_at[meeting]
    for seat in range(tables.m_seat_at[meeting + 1] - at):
        person = state.attend[at + seat]
        if person >= 0:
            count = state.p_count[person, day]
            slot = 0
            while state.p_meetings[person, day, slot] != meeting:
                slot += 1
            for later in range(slot, count - 1):
                state.p_meetings[person, day, later] = state.p_meetings[person, day, later + 1]
            state.p_count[person, day] = count - 1
            state.p_cost[person, day] = work.without[seat]
            state.p_week[person, tables.day_week[day]] -= length
        state.attend[at + seat] = -1
    room = tables.row_room[state.m_row[meeting]]
    if tables.room_place[room] >= 0:
        count = state.r_count[room, day]
        slot = 0
        while state.r_meetings[room, day, slot] != meeting:
            slot += 1
        state.r_meetings[room, day, slot] = state.r_meetings[room, day, count - 1]
        state.r_count[room, day] = count - 1
    if is_unpopular(tables, group, day, start):
        state.unpopular[tables.g_district[group]] -= 1
    state.m_day[meeting] = -1


@jit
def set_down(tables: Tables, state: State, work: Work, meeting: int, day: int, start: int, row: int) -> None:
    """Put the lifted meeting there with those noted in `work.chosen`."""
    group = tables.m_group[meeting]
    length = tables.g_duration[group]
    state.m_day[meeting], state.m_start[meeting], state.m_row[meeting] = day, start, row
    at = tables.m_seat_at[meeting]
    for seat in range(tables.m_seat_at[meeting + 1] - at):
        person = work.chosen[seat]
        state.attend[at + seat] = person
        if person >= 0:
            slot = state.p_count[person, day]
            while slot > 0 and state.m_start[state.p_meetings[person, day, slot - 1]] > start:
                state.p_meetings[person, day, slot] = state.p_meetings[person, day, slot - 1]
                slot -= 1
            state.p_meetings[person, day, slot] = meeting
            state.p_count[person, day] += 1
            state.p_cost[person, day] = day_cost(tables, state, work, person, day, -1, -1, 0, 0)
            state.p_week[person, tables.day_week[day]] += length
    room = tables.row_room[row]
    if tables.room_place[room] >= 0:
        state.r_meetings[room, day, state.r_count[room, day]] = meeting
        state.r_count[room, day] += 1
    if is_unpopular(tables, group, day, start):
        state.unpopular[tables.g_district[group]] += 1
