"""A group's whole series: its gaps and demands, and the best days for it, exactly, given everybody else's plan."""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.kernel.moves import lift, lift_cost, room_is_free, set_cost, set_down
from samverkan.planner.kernel.tables import State, Tables, Work

FAR = 1 << 40


@jit
def gap_cost(tables: Tables, group: int, earlier: int, later: int) -> int:
    """Return what the distance between two days of a series costs, or FAR where it may not be (H4)."""
    gap = tables.day_active[later] - tables.day_active[earlier]
    if gap < tables.g_min[group] or gap > tables.g_max[group]:
        return FAR
    off = abs(gap - tables.g_ideal[group]) - tables.g_tol[group]
    return tables.w_spacing * off if off > 0 else 0


@jit
def end_is_near(tables: Tables, group: int, day: int, last: bool) -> bool:
    """Say whether a series may begin (or end, if `last`) on the day (H4)."""
    if last:
        return tables.g_active_last[group] - tables.day_active[day] <= tables.g_max[group]
    return tables.day_active[day] - tables.g_active_first[group] <= tables.g_max[group]


@jit
def neighbours_cost(tables: Tables, state: State, meeting: int, day: int) -> int:
    """Return the spacing cost on both sides if the meeting were on that day, or FAR."""
    group = tables.m_group[meeting]
    first = tables.g_meeting_at[group]
    last = tables.g_meeting_at[group + 1] - 1
    cost = 0
    if meeting == first:
        if not end_is_near(tables, group, day, False):
            return FAR
    elif state.m_day[meeting - 1] >= 0:
        cost += gap_cost(tables, group, state.m_day[meeting - 1], day)
    if meeting == last:
        if not end_is_near(tables, group, day, True):
            return FAR
    elif state.m_day[meeting + 1] >= 0:
        cost += gap_cost(tables, group, day, state.m_day[meeting + 1])
    return min(cost, FAR)


@jit
def is_prepared(tables: Tables, state: State, group: int, day: int, moved: int, moved_to: int) -> bool:
    """Say whether the group's preparation group meets in good time before the day (H5).

    Meeting `moved` counts as being on day `moved_to`.
    """
    prep = tables.g_prep[group]
    if prep < 0:
        return True
    for meeting in range(tables.g_meeting_at[prep], tables.g_meeting_at[prep + 1]):
        other = moved_to if meeting == moved else state.m_day[meeting]
        if other >= 0:
            lead = tables.day_ordinal[day] - tables.day_ordinal[other]
            if tables.g_lead_from[group] <= lead <= tables.g_lead_to[group]:
                return True
    return False


@jit
def demands_hold(tables: Tables, state: State, meeting: int, day: int) -> bool:
    """Say whether preparation and milestones hold if the meeting moves to that day (H5)."""
    group = tables.m_group[meeting]
    if not is_prepared(tables, state, group, day, meeting, day):
        return False
    for number in range(tables.g_after_at[group], tables.g_after_at[group + 1]):
        follower = tables.after[number]
        for other in range(tables.g_meeting_at[follower], tables.g_meeting_at[follower + 1]):
            if state.m_day[other] >= 0 and not is_prepared(
                tables, state, follower, state.m_day[other], meeting, day
            ):
                return False
    for stone in range(tables.g_milestone_at[group], tables.g_milestone_at[group + 1]):
        kept = False
        for other in range(tables.g_meeting_at[group], tables.g_meeting_at[group + 1]):
            on = day if other == meeting else state.m_day[other]
            if on < 0:
                kept = True
            elif tables.milestone_from[stone] <= tables.day_ordinal[on] <= tables.milestone_to[stone]:
                kept = True
            if kept:
                break
        if not kept:
            return False
    return True


@jit
def leaves_gap(tables: Tables, state: State, group: int, earlier: int, later: int) -> bool:
    """Say whether a demand is broken if the series has no meeting between the days (-1: before all, after all)."""
    low = tables.day_ordinal[earlier] if earlier >= 0 else -1
    high = tables.day_ordinal[later] if later >= 0 else 1 << 30
    for stone in range(tables.g_milestone_at[group], tables.g_milestone_at[group + 1]):
        if low < tables.milestone_from[stone] and high > tables.milestone_to[stone]:
            return True
    for number in range(tables.g_after_at[group], tables.g_after_at[group + 1]):
        follower = tables.after[number]
        for other in range(tables.g_meeting_at[follower], tables.g_meeting_at[follower + 1]):
            if state.m_day[other] >= 0:
                on = tables.day_ordinal[state.m_day[other]]
                if low < on - tables.g_lead_to[follower] and high > on - tables.g_lead_from[follower]:
                    return True
    return False


@jit
def best_of_day(tables: Tables, state: State, work: Work, meeting: int, day: int, known: int) -> int:
    """Return the cheapest change for the lifted meeting on the day, below `known`; note start and row."""
    group = tables.m_group[meeting]
    best = known
    length = tables.g_duration[group]
    rows_at, rows_end = tables.g_row_at[group], tables.g_row_at[group + 1]
    for row in range(rows_end - rows_at):
        work.tried[row] = -1
    for slot in range(tables.slots.shape[2]):
        start = tables.opens + slot * tables.grid
        for row in range(rows_at, rows_end):
            if tables.slots[row, day, slot] == 0:
                continue
            room = tables.row_room[row]
            if not room_is_free(tables, state, room, day, start, start + length, meeting):
                continue
            seen = False
            for other in range(rows_at, row):
                like = tables.row_room[other]
                if (
                    work.tried[other - rows_at] == start
                    and tables.room_place[room] == tables.room_place[like]
                    and tables.room_capacity[room] <= tables.room_capacity[like]
                    and tables.was_day[meeting] < 0
                ):
                    seen = True
            if seen:
                continue
            work.tried[row - rows_at] = start
            cost = set_cost(tables, state, work, meeting, day, start, row, best)
            if cost < best:
                best = cost
                work.day_start[day], work.day_row[day] = start, row
    return best


@jit
def series_days(tables: Tables, state: State, work: Work, group: int, noise: int) -> int:
    """Find the best days for the group's lifted series, the rest of the plan standing still; note them in `work.back[0]`.

    First what each day costs at its best hour and room, then the cheapest chain of days that keeps gaps, milestones
    and preparation: a shortest path, so the answer is exact for person-days, which no two meetings of a series share.
    Fairness and weekly overload are taken as if each meeting came alone. Returns the cost with spacing, or FAR.
    With `noise`, each day's cost is shaken by up to as much, so that another chain may come out.
    """
    first, end = tables.g_meeting_at[group], tables.g_meeting_at[group + 1]
    count = end - first
    for day in range(tables.days):
        work.day_cost[day] = FAR
    free = -1
    for meeting in range(first, end):
        if tables.pinned_start[meeting] < 0:
            free = meeting
    if free >= 0:
        for day in range(tables.g_first[group], tables.g_last[group] + 1):
            if is_prepared(tables, state, group, day, -1, -1):
                cost = best_of_day(tables, state, work, free, day, FAR)
                if cost < FAR and noise > 0:
                    cost += random_below(state, noise)
                work.day_cost[day] = cost
    for number in range(count):
        meeting = first + number
        if tables.pinned_start[meeting] >= 0:
            day, start, row = tables.pinned_day[meeting], tables.pinned_start[meeting], tables.pinned_row[meeting]
            work.pin_cost[number] = FAR
            if day >= 0 and row >= 0 and is_prepared(tables, state, group, day, -1, -1):
                work.pin_cost[number] = set_cost(tables, state, work, meeting, day, start, row, FAR)
    for number in range(count):
        meeting = first + number
        pinned = tables.pinned_start[meeting] >= 0
        for day in range(tables.days):
            work.reach[number, day] = FAR
        for day in range(tables.g_first[group], tables.g_last[group] + 1):
            own = work.day_cost[day]
            if pinned:
                if day != tables.pinned_day[meeting]:
                    continue
                own = work.pin_cost[number]
            if own >= FAR:
                continue
            if number == count - 1 and (
                not end_is_near(tables, group, day, True) or leaves_gap(tables, state, group, day, -1)
            ):
                continue
            if number == 0:
                if end_is_near(tables, group, day, False) and not leaves_gap(tables, state, group, -1, day):
                    work.reach[0, day] = own
                continue
            best, came = FAR, -1
            low = max(0, tables.day_active[day] - tables.g_max[group])
            high = tables.day_active[day] - tables.g_min[group]
            if high < 0:
                continue
            for earlier in range(tables.active_day[low], tables.active_day[high + 1]):
                before = work.reach[number - 1, earlier]
                if before < best:
                    cost = before + gap_cost(tables, group, earlier, day)
                    if cost < best and not leaves_gap(tables, state, group, earlier, day):
                        best, came = cost, earlier
            if came >= 0:
                work.reach[number, day] = best + own
                work.back[number, day] = came
    best, day = FAR, -1
    for last in range(tables.days):
        if work.reach[count - 1, last] < best:
            best, day = work.reach[count - 1, last], last
    if day < 0:
        return FAR
    for number in range(count - 1, 0, -1):
        earlier = work.back[number, day]
        work.pin_cost[number] = day
        day = earlier
    work.pin_cost[0] = day
    return best


@jit
def random_below(state: State, bound: int) -> int:
    """Return the next whole number below the bound (Knuth's linear congruence; the state is part of the plan,
    so that runs repeat)."""
    state.total[1] = state.total[1] * 6364136223846793005 + 1442695040888963407
    return ((state.total[1] >> 24) & 0x7FFFFFFF) % bound


@jit
def series_spacing(tables: Tables, state: State, group: int) -> int:
    """Return what the gaps of a placed series cost."""
    cost = 0
    for meeting in range(tables.g_meeting_at[group], tables.g_meeting_at[group + 1] - 1):
        cost += gap_cost(tables, group, state.m_day[meeting], state.m_day[meeting + 1])
    return cost


@jit
def lift_series(tables: Tables, state: State, work: Work, group: int) -> int:
    """Take a whole series out of the plan; return the change of the plan's cost."""
    change = 0
    if state.m_day[tables.g_meeting_at[group]] >= 0:
        change -= series_spacing(tables, state, group)
    for meeting in range(tables.g_meeting_at[group], tables.g_meeting_at[group + 1]):
        if state.m_day[meeting] >= 0:
            change += lift_cost(tables, state, work, meeting)
            lift(tables, state, work, meeting)
    state.total[0] += change
    return change


@jit
def set_series(tables: Tables, state: State, work: Work, group: int, noise: int) -> bool:
    """Set the lifted series down on its best days. False, and nothing done, where there are none."""
    if series_days(tables, state, work, group, noise) >= FAR:
        return False
    first, end = tables.g_meeting_at[group], tables.g_meeting_at[group + 1]
    for meeting in range(first, end):
        day = work.pin_cost[meeting - first]
        if tables.pinned_start[meeting] >= 0:
            start, row = tables.pinned_start[meeting], tables.pinned_row[meeting]
        else:
            start, row = work.day_start[day], work.day_row[day]
        change = set_cost(tables, state, work, meeting, day, start, row, FAR)
        if change >= FAR:
            for placed in range(first, meeting):
                state.total[0] += lift_cost(tables, state, work, placed)
                lift(tables, state, work, placed)
            return False
        set_down(tables, state, work, meeting, day, start, row)
        state.total[0] += change
    state.total[0] += series_spacing(tables, state, group)
    return True
