"""The instance and a plan laid out in memory for the compiled functions, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from samverkan.planner import layout as at
from samverkan.planner.instance import Instance
from samverkan.planner.layout import Bytes
from samverkan.planner.schedule import Key, Placement, Schedule

Bools = npt.NDArray[np.bool_]


class Names:
    """The numbers of an instance's groups, persons, rooms, days and meetings."""

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
        self.group_rows: list[list[int]] = []
        self.rows: list[str] = []
        for group in instance.groups.values():
            own = list(dict.fromkeys(group.rooms))
            self.group_rows.append(list(range(len(self.rows), len(self.rows) + len(own))))
            self.rows += own
        load: dict[str, int] = dict.fromkeys(instance.persons, 0)
        for group in instance.groups.values():
            for seat in group.seats:
                load[seat.holder] += group.meetings
        self.seats = {
            group.id: sorted(group.seats, key=lambda seat: (-seat.required, -load[seat.holder]))
            for group in instance.groups.values()
        }
        """Each group's seats as they are asked: first those whose people are likeliest to be taken."""


@dataclass
class Memory:
    """A plan that changes: `mem` holds instance and plan, `slots` where each group may meet, `dice` the chance."""

    names: Names
    mem: Any
    slots: Bytes
    dice: Any

    def copy(self, seed: int | None = None) -> Memory:
        """Return a plan of its own that begins as this one; with a `seed`, with its own chance."""
        dice = self.dice.copy() if seed is None else seeded(seed)
        return Memory(self.names, self.mem.copy(), self.slots, dice)

    @property
    def total(self) -> int:
        """Return what the plan costs."""
        return int(self.mem[self.mem[at.TOTAL]])

    def group(self, number: int) -> int:
        """Return a group's address."""
        return int(self.mem[at.GROUP_LIST]) + number * at.GROUP

    def meeting(self, number: int) -> int:
        """Return a meeting's address."""
        return int(self.mem[at.MEETING_LIST]) + number * at.MEETING

    def is_placed(self, number: int) -> bool:
        """Say whether a group's series is in the plan."""
        return bool(self.mem[self.mem[self.group(number) + at.G_MEETING] + at.M_DAY] >= 0)

    def schedule(self) -> Schedule:
        """Return the plan as it is; meetings without a day are left out."""
        mem, names, instance = self.mem, self.names, self.names.instance
        person_list = int(mem[at.PERSON_LIST])
        meetings = {}
        for number, key in enumerate(names.meetings):
            meeting = self.meeting(number)
            if mem[meeting + at.M_DAY] < 0:
                continue
            attend: dict[str, str | None] = {}
            for place, seat in enumerate(names.seats[key[0]]):
                person = int(mem[mem[meeting + at.M_ATTEND] + place])
                attend[seat.id] = names.persons[(person - person_list) // at.PERSON] if person else None
            meetings[key] = Placement(
                names.days[mem[meeting + at.M_DAY]],
                int(mem[meeting + at.M_START]),
                names.rows[mem[meeting + at.M_ROW]],
                attend,
            )
        return Schedule(instance.id, meetings)


def seeded(seed: int) -> Any:
    """Return the beginning of a row of chance numbers."""
    return np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) & 0x7FFFFFFFFFFFFFFF], dtype=np.int64)


class _Writer:
    """Lays records after each other."""

    def __init__(self) -> None:
        self.values: list[int] = [0] * at.HEADER

    @property
    def here(self) -> int:
        return len(self.values)

    def put(self, values: list[int]) -> int:
        address = len(self.values)
        self.values += values
        return address


def build_memory(names: Names, reference: Schedule | None = None, seed: int = 1) -> Memory:
    """Lay out the instance with an empty plan. Moving a meeting away from the `reference` costs, where one is given."""
    instance = names.instance
    calendar, weights = instance.calendar, instance.weights
    groups, days = list(instance.groups.values()), names.days
    out = _Writer()
    head = tour_header(instance, out)
    head[at.DAYS], head[at.GRID], head[at.OPENS] = len(days), calendar.grid, calendar.opens
    head[at.SLOTS], head[at.FIRST_DAY], head[at.LAST_DAY] = len(calendar.starts), 0, len(days) - 1
    head[at.SPACING], head[at.WEEKDAY], head[at.HOURS] = weights.spacing_day, weights.weekday, weights.hours
    head[at.DEPUTY], head[at.MISSED] = weights.deputy, weights.missed_optional
    head[at.UNPOPULAR], head[at.WEEK_CAP], head[at.WEEK_OVER] = (
        weights.unpopular_sq,
        weights.week_cap,
        weights.week_over,
    )
    head[at.MOVED_DAY], head[at.MOVED_TIME] = weights.moved_day, weights.moved_time
    head[at.MOVED_ROOM] = weights.moved_room
    weeks: dict[tuple[int, int], int] = {}
    head[at.DAY_LIST] = out.here
    for day in days:
        week = weeks.setdefault(day.isocalendar()[:2], len(weeks))
        out.put([calendar.active(day), day.toordinal(), day.weekday(), calendar.soft_days.get(day, 0), week])
    active = np.array([calendar.active(day) for day in days], dtype=np.int64)
    span = int(active[-1]) + 3 if days else 3
    head[at.ACTIVE_LIST] = out.put(np.searchsorted(active, np.arange(span)).tolist())
    head[at.ACTIVE_COUNT] = span

    longest_day = min(calendar.closes - calendar.opens, max((p.max_day for p in instance.persons.values()), default=0))
    shortest = max(1, min((group.duration for group in groups), default=60))
    busiest, in_room = longest_day // shortest + 1, (calendar.closes - calendar.opens) // shortest + 2
    head[at.CELL_SIZE], head[at.ROOM_CELL_SIZE] = at.C_MEETING + busiest, 1 + in_room
    head[at.ROOM_LIST], head[at.ROOM_COUNT] = out.here, len(instance.rooms)
    for room in instance.rooms.values():
        out.put([-1 if room.place is None else instance.place_number[room.place], min(room.capacity, at.FAR), 0])
    head[at.PERSON_LIST], head[at.PERSON_COUNT] = out.here, len(instance.persons)
    rounds: list[list[int]] = []
    for person in instance.persons.values():
        home = instance.place_number[person.home]
        rounds.append(
            [
                person.weight * (instance.travel[home][place] + instance.travel[place][home] + weights.trip)
                if place != home
                else 0
                for place in range(len(instance.places))
            ]
        )
        party = {"kommun": 0, "polis": 1}.get(person.party, 2)
        out.put([instance.place_number[person.home], person.weight, person.max_day, party, 0, 0, 0])
    for number, costs in enumerate(rounds):
        head[head[at.PERSON_LIST] + number * at.PERSON + at.P_ROUND] = out.put(costs)
    head[at.ROW_LIST] = out.put([head[at.ROOM_LIST] + names.room[room] * at.ROOM for room in names.rows])
    _put_groups(out, head, names, reference)
    for number in range(len(names.rooms)):
        head[head[at.ROOM_LIST] + number * at.ROOM + at.R_CELL] = out.put([0] * (len(days) * head[at.ROOM_CELL_SIZE]))
    most_blocks = _put_person_days(out, head, names, len(weeks))
    seats = max((len(group.seats) for group in groups), default=0) + 1
    longest = max((group.meetings for group in groups), default=0) + 1
    head[at.EVENTS] = out.put([0] * (at.EVENT * (busiest + most_blocks + 2)))
    head[at.CHOSEN] = out.put([0] * seats)
    head[at.TRIED] = out.put([0] * (max((len(rows) for rows in names.group_rows), default=0) + 1))
    head[at.DAY_COST] = out.put([0] * (len(days) + 1))
    head[at.DAY_START], head[at.DAY_ROW] = out.put([0] * (len(days) + 1)), out.put([0] * (len(days) + 1))
    head[at.CHAIN] = out.put([0] * longest)
    head[at.REACH], head[at.BACK] = out.put([0] * (longest * len(days))), out.put([0] * (longest * len(days)))
    head[at.SAVED_SIZE] = 4 + seats
    head[at.SAVED] = out.put([0] * ((in_room + longest + 8) * (4 + seats)))
    head[at.TOTAL] = out.put([0])
    return Memory(names, np.array(out.values, dtype=np.int32), open_slots(names), seeded(seed))


def tour_header(instance: Instance, out: _Writer | None = None) -> list[int]:
    """Return memory that holds what a tour needs to know: travel, lunch, breaks. Events may be laid after it."""
    writer = out or _Writer()
    head, weights = writer.values, instance.weights
    head[at.TRIP], head[at.MIN_BREAK], head[at.HOME_MIN_STAY] = weights.trip, weights.min_break, weights.home_min_stay
    head[at.LUNCH_FROM], head[at.LUNCH_TO] = instance.calendar.lunch
    head[at.PLACES] = len(instance.places)
    head[at.TRAVEL] = writer.put([value for row in instance.travel for value in row])
    return head


def _put_groups(out: _Writer, head: list[int], names: Names, reference: Schedule | None) -> None:
    instance = names.instance
    calendar, groups, days = instance.calendar, list(instance.groups.values()), names.days
    districts: dict[str | None, int] = {}
    for group in groups:
        if group.district not in districts:
            districts[group.district] = out.put([0])
    head[at.GROUP_LIST], head[at.GROUP_COUNT] = out.put([0] * (at.GROUP * len(groups))), len(groups)
    head[at.MEETING_LIST] = out.put([0] * (at.MEETING * len(names.meetings)))
    head[at.MEETING_COUNT] = len(names.meetings)
    followers: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        if group.prep_group:
            followers.setdefault(group.prep_group, []).append(head[at.GROUP_LIST] + number * at.GROUP)
    pins = {(fixed.group, fixed.index): fixed for fixed in instance.fixed}
    meeting = head[at.MEETING_LIST]
    for number, group in enumerate(groups):
        address = head[at.GROUP_LIST] + number * at.GROUP
        options = [
            out.put([head[at.PERSON_LIST] + names.person[each] * at.PERSON for each in seat.people])
            for seat in names.seats[group.id]
        ]
        stones = [stone for stone in instance.milestones if stone.group == group.id]
        head[address : address + at.GROUP] = [
            group.meetings,
            group.duration,
            sum(day < group.first for day in days),
            sum(day <= group.last for day in days) - 1,
            calendar.active(group.first),
            calendar.active(group.last),
            group.min_gap,
            group.max_gap,
            group.ideal_gap,
            group.gap_tol,
            head[at.GROUP_LIST] + names.group[group.prep_group] * at.GROUP if group.prep_group else 0,
            *group.lead,
            group.prefer_from,
            group.prefer_to,
            sum(1 << day for day in group.prefer_weekdays),
            districts[group.district],
            group.quorum_kommun,
            group.quorum_polis,
            group.quorum_share,
            meeting,
            names.group_rows[number][0],
            len(names.group_rows[number]),
            out.put(
                [
                    value
                    for seat, option in zip(names.seats[group.id], options, strict=True)
                    for value in (int(seat.required), option, len(seat.people))
                ]
            ),
            len(group.seats),
            out.put(followers.get(group.id, [])),
            len(followers.get(group.id, [])),
            out.put([value for stone in stones for value in (stone.first.toordinal(), stone.last.toordinal())]),
            len(stones),
        ]
        for index in range(1, group.meetings + 1):
            pin = pins.get((group.id, index))
            was = reference.meetings.get((group.id, index)) if reference else None
            rows = [row for row in names.group_rows[number] if pin and names.rows[row] == pin.room]
            head[meeting : meeting + at.MEETING] = [
                address, group.duration, -1, -1, -1, -1, out.put([0] * 2 * len(group.seats)),
                int(pin is not None),
                names.day.get(pin.day, -1) if pin else -1,
                pin.start if pin else -1,
                rows[0] if rows else -1,
                was.day.toordinal() if was else -1,
                was.start if was else -1,
                head[at.ROOM_LIST] + names.room[was.room] * at.ROOM if was else -1,
                0, 0,
            ]  # fmt: skip
            meeting += at.MEETING


def _put_person_days(out: _Writer, head: list[int], names: Names, weeks: int) -> int:
    """Lay out every person's days, weeks and own time; return the most blocks of own time at the office in a day."""
    size, most = head[at.CELL_SIZE], 0
    for number, person in enumerate(names.instance.persons.values()):
        address = head[at.PERSON_LIST] + number * at.PERSON
        cells = out.put([0] * (size * len(names.days)))
        head[address + at.P_CELL] = cells
        head[address + at.P_WEEK] = out.put([0] * weeks)
        for day, spans in person.busy.items():
            if day in names.day:
                cell = cells + names.day[day] * size
                head[cell + at.C_BUSY] = out.put([value for busy in spans for value in (busy.start, busy.end)])
                head[cell + at.C_BUSY_END] = out.here
                office = [busy for busy in spans if busy.at_home]
                most = max(most, len(office))
                head[cell + at.C_OFFICE] = out.put([value for busy in office for value in (busy.start, busy.end)])
                head[cell + at.C_OFFICE_END] = out.here
    return most


def open_slots(names: Names) -> Bytes:
    """Return for each group's room, day and start whether a meeting may be there, as far as no other meeting says.

    0: no (H1, the room is closed, or a required seat has nobody who is free). 1: a holder is busy. 2: all are free.
    """
    instance = names.instance
    calendar = instance.calendar
    starts = np.array(calendar.starts)
    slots = np.zeros((len(names.rows), len(names.days), len(starts)), dtype=np.uint8)
    free: dict[tuple[str, int, str | None], Bools] = {}

    def person_free(person_id: str, length: int, place: str | None) -> Bools:
        key = (person_id, length, place)
        if key not in free:
            free[key] = person_is_free(names, person_id, length, place)
        return free[key]

    for rows, group in zip(names.group_rows, instance.groups.values(), strict=True):
        length = group.duration
        hours = (starts + length <= calendar.closes) & (
            (starts >= calendar.lunch[1]) | (starts + length <= calendar.lunch[0])
        )
        inside = np.array([group.first <= day <= group.last for day in names.days], dtype=np.bool_)
        by_place: dict[str | None, tuple[Bools, Bools]] = {}
        for row in rows:
            room = instance.rooms[names.rows[row]]
            if room.place not in by_place:
                allowed = inside[:, None] & hours[None, :]
                held = allowed.copy()
                for seat in group.seats:
                    holder = person_free(seat.holder, length, room.place)
                    held &= holder
                    if seat.required:
                        anybody = holder.copy()
                        for deputy in seat.deputies:
                            anybody |= person_free(deputy, length, room.place)
                        allowed &= anybody
                by_place[room.place] = allowed, held
            allowed, held = by_place[room.place]
            slots[row] = allowed.astype(np.uint8) + (held & allowed)
            if not room.remote:
                for day, spans in room.closed.items():
                    for start, end in spans if day in names.day else ():
                        slots[row, names.day[day]][(starts + length > start) & (starts < end)] = 0
    return slots


def person_is_free(names: Names, person_id: str, length: int, place: str | None) -> Bools:
    """Return for each day and start whether the person's own time leaves room for a meeting of that length there."""
    instance = names.instance
    person, starts = instance.persons[person_id], np.array(instance.calendar.starts)
    there = 0 if place is None else instance.minutes(person.home, place)
    back = 0 if place is None else instance.minutes(place, person.home)
    rows, first, last = [], [], []
    for day, spans in person.busy.items():
        for busy in spans if day in names.day else ():
            rows.append(names.day[day])
            first.append(busy.start - (back if busy.at_home else 0) - length)
            last.append(busy.end + (there if busy.at_home else 0))
    free = np.ones((len(names.days), len(starts)), dtype=np.bool_)
    if rows:
        fits = (starts[None, :] <= np.array(first)[:, None]) | (starts[None, :] >= np.array(last)[:, None])
        np.logical_and.at(free, np.array(rows), fits)
    if person.max_day < length:
        free[:] = False
    return free
