"""The instance as arrays of whole numbers, which the compiled functions read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from samverkan.planner.instance import Instance
from samverkan.planner.schedule import Key, Schedule

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]


class Tables(NamedTuple):
    """What does not change while a plan is sought. A group's rooms are `rows`; `slots` says where a meeting may be.

    `x_at` arrays are pointers: row i's entries lie from `x_at[i]` to `x_at[i + 1]`.
    """

    days: int
    grid: int
    opens: int
    lunch_from: int
    lunch_to: int
    w_trip: int
    w_spacing: int
    w_weekday: int
    w_hours: int
    w_deputy: int
    w_missed: int
    w_unpopular: int
    week_cap: int
    w_week: int
    moved_day: int
    moved_time: int
    moved_room: int
    min_break: int
    home_min_stay: int
    day_active: Ints
    day_ordinal: Ints
    day_weekday: Ints
    day_soft: Ints
    day_week: Ints
    active_day: Ints
    g_meetings: Ints
    g_duration: Ints
    g_first: Ints
    g_last: Ints
    g_active_first: Ints
    g_active_last: Ints
    g_min: Ints
    g_max: Ints
    g_ideal: Ints
    g_tol: Ints
    g_prep: Ints
    g_lead_from: Ints
    g_lead_to: Ints
    g_prefer_from: Ints
    g_prefer_to: Ints
    g_weekdays: Ints
    g_district: Ints
    g_kommun: Ints
    g_polis: Ints
    g_share: Ints
    g_meeting_at: Ints
    g_row_at: Ints
    g_seat_at: Ints
    g_after_at: Ints
    after: Ints
    g_milestone_at: Ints
    milestone_from: Ints
    milestone_to: Ints
    seat_required: Ints
    seat_option_at: Ints
    option: Ints
    row_room: Ints
    slots: Bytes
    room_place: Ints
    room_capacity: Ints
    p_home: Ints
    p_weight: Ints
    p_max_day: Ints
    p_party: Ints
    busy_at: Small
    busy_from: Small
    busy_to: Small
    office_at: Small
    office_from: Small
    office_to: Small
    travel: Ints
    m_group: Ints
    m_seat_at: Ints
    pinned_day: Ints
    pinned_start: Ints
    pinned_row: Ints
    was_day: Ints
    was_start: Ints
    was_room: Ints


class State(NamedTuple):
    """A plan while it changes: where the meetings are, who attends, and what every person's day costs."""

    m_day: Ints
    m_start: Ints
    m_row: Ints
    attend: Ints
    p_count: Small
    p_meetings: Small
    p_cost: Small
    r_count: Small
    r_meetings: Small
    p_week: Small
    unpopular: Ints
    total: Ints
    """[what the plan costs, apart from spacing; the generator's state]"""


class Work(NamedTuple):
    """Scratch paper of one thread."""

    starts: Ints
    ends: Ints
    places: Ints
    own: Ints
    without: Ints
    chosen: Ints
    best: Ints
    day_cost: Ints
    day_start: Ints
    day_row: Ints
    pin_cost: Ints
    reach: Ints
    back: Ints
    tried: Ints
    saved: Ints
    saved_attend: Ints


FAR = 1 << 40
"""More than any plan costs: what cannot be."""


class Names:
    """The numbers of an instance's groups, persons, rooms and days, and back again."""

    def __init__(self, instance: Instance) -> None:
        """Number everything."""
        self.instance = instance
        self.groups = list(instance.groups)
        self.persons = list(instance.persons)
        self.rooms = list(instance.rooms)
        self.days = list(instance.calendar.meeting_days)
        self.group = {name: number for number, name in enumerate(self.groups)}
        self.person = {name: number for number, name in enumerate(self.persons)}
        self.room = {name: number for number, name in enumerate(self.rooms)}
        self.day = {day: number for number, day in enumerate(self.days)}
        self.meetings: list[Key] = [
            (group.id, index) for group in instance.groups.values() for index in range(1, group.meetings + 1)
        ]
        self.meeting = {key: number for number, key in enumerate(self.meetings)}


def pointers(rows: list[list[int]]) -> tuple[Ints, Ints]:
    """Return the pointers and the values of a list of lists."""
    at = np.zeros(len(rows) + 1, dtype=np.int64)
    at[1:] = np.cumsum([len(row) for row in rows])
    return at, np.array([value for row in rows for value in row] or [0], dtype=np.int64)


def ints(values: list[int]) -> Ints:
    """Return the values as an array."""
    return np.array(values, dtype=np.int64)


def build_tables(names: Names, reference: Schedule | None = None) -> Tables:
    """Return the instance as arrays. Moving a meeting away from the `reference` costs, where one is given."""
    instance = names.instance
    calendar, weights = instance.calendar, instance.weights
    days, groups = names.days, list(instance.groups.values())
    weeks: dict[tuple[int, int], int] = {}
    day_week = [weeks.setdefault(day.isocalendar()[:2], len(weeks)) for day in days]
    day_active = ints([calendar.active(day) for day in days])
    span = int(day_active[-1]) + 2 if days else 2
    active_day = np.searchsorted(day_active, np.arange(span + 1)).astype(np.int64)
    row_at, row_room = pointers([[names.room[room] for room in dict.fromkeys(group.rooms)] for group in groups])
    seat_at, _ = pointers([[0] * len(group.seats) for group in groups])
    meeting_at, _ = pointers([[0] * group.meetings for group in groups])
    seats = [seat for group in groups for seat in group.seats]
    option_at, option = pointers([[names.person[each] for each in seat.people] for seat in seats])
    after_at, after = pointers(
        [[names.group[other.id] for other in groups if other.prep_group == group.id] for group in groups]
    )
    stones = [[stone for stone in instance.milestones if stone.group == group.id] for group in groups]
    stone_at, stone_from = pointers([[stone.first.toordinal() for stone in row] for row in stones])
    _, stone_to = pointers([[stone.last.toordinal() for stone in row] for row in stones])
    districts: dict[str | None, int] = {}
    busy_at, busy_from, busy_to = _busy(names, office=False)
    office_at, office_from, office_to = _busy(names, office=True)
    count = len(names.meetings)
    pinned = np.full((3, count), -1, dtype=np.int64)
    m_group = ints([names.group[key[0]] for key in names.meetings])
    for fixed in instance.fixed:
        meeting = names.meeting[fixed.group, fixed.index]
        group_number = names.group[fixed.group]
        rows = [row for row in range(row_at[group_number], row_at[group_number + 1])
                if row_room[row] == names.room[fixed.room]]  # fmt: skip
        pinned[:, meeting] = names.day.get(fixed.day, -1), fixed.start, rows[0] if rows else -1
    was = np.full((3, count), -1, dtype=np.int64)
    if reference is not None:
        for key, each in reference.meetings.items():
            if key in names.meeting:
                was[:, names.meeting[key]] = each.day.toordinal(), each.start, names.room[each.room]
    return Tables(
        days=len(days),
        grid=calendar.grid,
        opens=calendar.opens,
        lunch_from=calendar.lunch[0],
        lunch_to=calendar.lunch[1],
        w_trip=weights.trip,
        w_spacing=weights.spacing_day,
        w_weekday=weights.weekday,
        w_hours=weights.hours,
        w_deputy=weights.deputy,
        w_missed=weights.missed_optional,
        w_unpopular=weights.unpopular_sq,
        week_cap=weights.week_cap,
        w_week=weights.week_over,
        moved_day=weights.moved_day,
        moved_time=weights.moved_time,
        moved_room=weights.moved_room,
        min_break=weights.min_break,
        home_min_stay=weights.home_min_stay,
        day_active=day_active,
        day_ordinal=ints([day.toordinal() for day in days]),
        day_weekday=ints([day.weekday() for day in days]),
        day_soft=ints([calendar.soft_days.get(day, 0) for day in days]),
        day_week=ints(day_week),
        active_day=active_day,
        g_meetings=ints([group.meetings for group in groups]),
        g_duration=ints([group.duration for group in groups]),
        g_first=ints([sum(day < group.first for day in days) for group in groups]),
        g_last=ints([sum(day <= group.last for day in days) - 1 for group in groups]),
        g_active_first=ints([calendar.active(group.first) for group in groups]),
        g_active_last=ints([calendar.active(group.last) for group in groups]),
        g_min=ints([group.min_gap for group in groups]),
        g_max=ints([group.max_gap for group in groups]),
        g_ideal=ints([group.ideal_gap for group in groups]),
        g_tol=ints([group.gap_tol for group in groups]),
        g_prep=ints([names.group[group.prep_group] if group.prep_group else -1 for group in groups]),
        g_lead_from=ints([group.lead[0] for group in groups]),
        g_lead_to=ints([group.lead[1] for group in groups]),
        g_prefer_from=ints([group.prefer_from for group in groups]),
        g_prefer_to=ints([group.prefer_to for group in groups]),
        g_weekdays=ints([sum(1 << day for day in group.prefer_weekdays) for group in groups]),
        g_district=ints([districts.setdefault(group.district, len(districts)) for group in groups]),
        g_kommun=ints([group.quorum_kommun for group in groups]),
        g_polis=ints([group.quorum_polis for group in groups]),
        g_share=ints([group.quorum_share for group in groups]),
        g_meeting_at=meeting_at,
        g_row_at=row_at,
        g_seat_at=seat_at,
        g_after_at=after_at,
        after=after,
        g_milestone_at=stone_at,
        milestone_from=stone_from,
        milestone_to=stone_to,
        seat_required=ints([int(seat.required) for seat in seats]),
        seat_option_at=option_at,
        option=option,
        row_room=row_room,
        slots=_slots(names, row_at, row_room),
        room_place=ints(
            [-1 if room.place is None else instance.place_number[room.place] for room in instance.rooms.values()]
        ),
        room_capacity=ints([room.capacity for room in instance.rooms.values()]),
        p_home=ints([instance.place_number[person.home] for person in instance.persons.values()]),
        p_weight=ints([person.weight for person in instance.persons.values()]),
        p_max_day=ints([person.max_day for person in instance.persons.values()]),
        p_party=ints([{"kommun": 0, "polis": 1}.get(person.party, 2) for person in instance.persons.values()]),
        busy_at=busy_at,
        busy_from=busy_from,
        busy_to=busy_to,
        office_at=office_at,
        office_from=office_from,
        office_to=office_to,
        travel=np.array(instance.travel, dtype=np.int64).reshape(len(instance.places), len(instance.places)),
        m_group=m_group,
        m_seat_at=pointers([[0] * len(instance.groups[key[0]].seats) for key in names.meetings])[0],
        pinned_day=pinned[0],
        pinned_start=pinned[1],
        pinned_row=pinned[2],
        was_day=was[0],
        was_start=was[1],
        was_room=was[2],
    )


def _busy(names: Names, *, office: bool) -> tuple[Small, Small, Small]:
    """Return pointers by person and day, starts and ends of own time: all of it, or that at the office."""
    starts: list[int] = []
    ends: list[int] = []
    at = [0]
    for person in names.instance.persons.values():
        for day in names.days:
            for busy in person.busy.get(day, ()):
                if busy.at_home or not office:
                    starts.append(busy.start)
                    ends.append(busy.end)
            at.append(len(starts))
    return (
        np.array(at, dtype=np.int32),
        np.array(starts or [0], dtype=np.int32),
        np.array(ends or [0], dtype=np.int32),
    )


def _masks(names: Names) -> dict[int, npt.NDArray[np.bool_]]:
    """Return for each length of meeting which starts keep to the day's hours and to lunch (H1)."""
    calendar = names.instance.calendar
    starts = np.array(calendar.starts)
    return {
        length: (starts + length <= calendar.closes)
        & ~((starts < calendar.lunch[1]) & (starts + length > calendar.lunch[0]))
        for length in {group.duration for group in names.instance.groups.values()}
    }


def _slots(names: Names, row_at: Ints, row_room: Ints) -> Bytes:
    """Return for each group's room, day and start whether a meeting may be there, as far as nobody else is concerned.

    0: no (H1, the room is closed, or a required seat has nobody who is free). 1: a holder is busy. 2: all are free.
    """
    instance = names.instance
    calendar = instance.calendar
    starts = np.array(calendar.starts)
    masks = _masks(names)
    slots = np.zeros((len(row_room), len(names.days), len(starts)), dtype=np.uint8)
    free: dict[tuple[str, int, str | None], npt.NDArray[np.bool_]] = {}

    def person_free(person_id: str, length: int, place: str | None) -> npt.NDArray[np.bool_]:
        key = (person_id, length, place)
        if key not in free:
            person = instance.persons[person_id]
            travel = 0 if place is None else instance.minutes(person.home, place)
            travel_back = 0 if place is None else instance.minutes(place, person.home)
            grid = np.ones((len(names.days), len(starts)), dtype=np.bool_)
            for day, spans in person.busy.items():
                number = names.day.get(day)
                if number is not None:
                    for busy in spans:
                        before, after = (travel_back, travel) if busy.at_home else (0, 0)
                        grid[number] &= (starts + length + before <= busy.start) | (starts >= busy.end + after)
            if person.max_day < length:
                grid[:] = False
            free[key] = grid
        return free[key]

    for number, group in enumerate(instance.groups.values()):
        for row in range(row_at[number], row_at[number + 1]):
            room = instance.rooms[names.rooms[row_room[row]]]
            allowed = np.repeat(masks[group.duration][None, :], len(names.days), axis=0)
            inside = np.array([group.first <= day <= group.last for day in names.days], dtype=np.bool_)
            allowed &= inside[:, None]
            if not room.remote:
                for day, spans in room.closed.items():
                    if day in names.day:
                        for start, end in spans:
                            allowed[names.day[day]] &= (starts + group.duration <= start) | (starts >= end)
            held = allowed.copy()
            for seat in group.seats:
                holder = person_free(seat.holder, group.duration, room.place)
                held &= holder
                if seat.required:
                    anybody = holder.copy()
                    for deputy in seat.deputies:
                        anybody |= person_free(deputy, group.duration, room.place)
                    allowed &= anybody
            slots[row] = allowed.astype(np.uint8) + (held & allowed)
    return slots


def empty_state(tables: Tables, names: Names) -> State:
    """Return a plan without meetings."""
    meetings, persons, rooms = len(names.meetings), len(names.persons), len(names.rooms)
    calendar = names.instance.calendar
    shortest = min((group.duration for group in names.instance.groups.values()), default=60)
    per_day = (calendar.closes - calendar.opens) // max(shortest, 1) + 2
    weeks = int(tables.day_week.max(initial=0)) + 1
    return State(
        m_day=np.full(meetings, -1, dtype=np.int64),
        m_start=np.full(meetings, -1, dtype=np.int64),
        m_row=np.full(meetings, -1, dtype=np.int64),
        attend=np.full(int(tables.m_seat_at[-1]) + 1, -1, dtype=np.int64),
        p_count=np.zeros((persons, tables.days), dtype=np.int32),
        p_meetings=np.full((persons, tables.days, per_day), -1, dtype=np.int32),
        p_cost=np.zeros((persons, tables.days), dtype=np.int32),
        r_count=np.zeros((rooms, tables.days), dtype=np.int32),
        r_meetings=np.full((rooms, tables.days, per_day), -1, dtype=np.int32),
        p_week=np.zeros((persons, weeks), dtype=np.int32),
        unpopular=np.zeros(int(tables.g_district.max(initial=0)) + 1, dtype=np.int64),
        total=np.zeros(2, dtype=np.int64),
    )


def work_space(tables: Tables) -> Work:
    """Return scratch paper for one thread."""
    seats = int(np.diff(tables.g_seat_at).max(initial=1)) + 1
    longest = int(tables.g_meetings.max(initial=1)) + 1
    blocks = int(np.diff(tables.office_at).max(initial=0))

    def zeros(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Work(
        starts=zeros(blocks + 64),
        ends=zeros(blocks + 64),
        places=zeros(blocks + 64),
        own=zeros(blocks + 64),
        without=zeros(seats),
        chosen=zeros(seats),
        best=zeros(seats),
        day_cost=zeros(tables.days + 1),
        day_start=zeros(tables.days + 1),
        day_row=zeros(tables.days + 1),
        pin_cost=zeros(longest),
        reach=zeros(longest, tables.days + 1),
        back=zeros(longest, tables.days + 1),
        tried=zeros(int(np.diff(tables.g_row_at).max(initial=1))),
        saved=zeros(64 + longest, 4),
        saved_attend=zeros(64 + longest, seats),
    )
