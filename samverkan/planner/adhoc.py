"""When can these functions meet? Every hour within some weeks, ranked by who is missing and by what it costs others."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.planner.instance import Instance, dates_between
from samverkan.planner.memory import tour_header
from samverkan.planner.schedule import Schedule
from samverkan.planner.tour import tour


@dataclass(frozen=True)
class Option:
    """A time and a room: who could not come, and what the others' days would cost more (minutes-like units)."""

    day: datetime.date
    start: int
    room: str
    missing: tuple[str, ...]
    cost: int
    extra_travel: int


def find_times(
    instance: Instance,
    schedule: Schedule,
    people: Sequence[str],
    *,
    duration: int,
    first: datetime.date,
    last: datetime.date,
    rooms: Sequence[str] = (),
    most: int = 10,
) -> list[Option]:
    """Return the best times, one a day at most, those where everybody can come first.

    Everything that is planned and everybody's own time stays where it is; journeys between meetings are kept.
    """
    search = _Search(instance, schedule, people, duration)
    chosen = [instance.rooms[room] for room in (rooms or instance.rooms)]
    options: list[Option] = []
    for day in dates_between(first, last):
        if not instance.calendar.is_meeting_day(day):
            continue
        best: Option | None = None
        for start in search.starts():
            seen: dict[str | None, tuple[tuple[str, ...], int, int]] = {}
            for room in chosen:
                if not room.remote and not search.room_is_free(room.id, day, start):
                    continue
                if room.place not in seen:
                    seen[room.place] = search.people_at(day, start, room.place)
                missing, cost, travel = seen[room.place]
                if len(people) - len(missing) > room.capacity:
                    continue
                option = Option(day, start, room.id, missing, cost, travel)
                if best is None or _rank(option) < _rank(best):
                    best = option
        if best is not None:
            options.append(best)
    return sorted(options, key=_rank)[:most]


def _rank(option: Option) -> tuple[int, int, datetime.date, int, str]:
    return (len(option.missing), option.cost, option.day, option.start, option.room)


class _Search:
    """What the people have already, day by day, and what one more meeting would cost each of them."""

    def __init__(self, instance: Instance, schedule: Schedule, people: Sequence[str], duration: int) -> None:
        self.instance, self.people, self.duration = instance, people, duration
        self.events: dict[tuple[str, datetime.date], list[tuple[int, int, int, int]]] = defaultdict(list)
        self.used: dict[tuple[str, datetime.date], list[tuple[int, int]]] = defaultdict(list)
        for (group_id, _), placement in schedule.meetings.items():
            end = placement.start + instance.groups[group_id].duration
            place = instance.rooms[placement.room].place
            self.used[placement.room, placement.day].append((placement.start, end))
            for person in placement.attend.values():
                if person is not None and person in people:
                    where = instance.place_number[place or instance.persons[person].home]
                    self.events[person, placement.day].append((placement.start, end, where, 0))
        self.mem = tour_header(instance)
        self.at = len(self.mem)
        self.known: dict[tuple[str, datetime.date], tuple[int, int]] = {}

    def starts(self) -> list[int]:
        """Return the hours at which the meeting may begin."""
        calendar = self.instance.calendar
        return [
            start
            for start in calendar.starts
            if start + self.duration <= calendar.closes
            and (start >= calendar.lunch[1] or start + self.duration <= calendar.lunch[0])
        ]

    def room_is_free(self, room: str, day: datetime.date, start: int) -> bool:
        """Say whether the room is open and nobody's then."""
        spans = [*self.used.get((room, day), ()), *self.instance.rooms[room].closed.get(day, ())]
        return all(start >= end or start + self.duration <= begin for begin, end in spans)

    def people_at(self, day: datetime.date, start: int, place: str | None) -> tuple[tuple[str, ...], int, int]:
        """Return who cannot come then and there, and what the others' days would cost and travel more."""
        missing, cost, travel = [], 0, 0
        for person in self.people:
            more = self._join(person, day, start, place)
            if more is None:
                missing.append(person)
            else:
                cost, travel = cost + more[0], travel + more[1]
        return tuple(missing), cost, travel

    def _join(self, person: str, day: datetime.date, start: int, place: str | None) -> tuple[int, int] | None:
        who, end = self.instance.persons[person], start + self.duration
        if any(start < busy.end and busy.start < end for busy in who.busy.get(day, ())):
            return None
        meetings = self.events.get((person, day), [])
        if sum(until - begin for begin, until, _, _ in meetings) + self.duration > who.max_day:
            return None
        if (person, day) not in self.known:
            self.known[person, day] = self._day(person, day, meetings)[1:]
        here = self.instance.place_number[place or who.home]
        possible, cost, travel = self._day(person, day, [*meetings, (start, end, here, 0)])
        before = self.known[person, day]
        return (cost - before[0], travel - before[1]) if possible else None

    def _day(self, person: str, day: datetime.date, meetings: list[tuple[int, int, int, int]]) -> tuple[bool, int, int]:
        who = self.instance.persons[person]
        home = self.instance.place_number[who.home]
        if not meetings:
            return True, 0, 0
        line = sorted([*meetings, *((busy.start, busy.end, home, 1) for busy in who.busy.get(day, ()) if busy.at_home)])
        self.mem[self.at :] = [value for event in line for value in event]
        possible, travel, wait, trips = tour(self.mem, self.at, len(line), home)
        return possible, who.weight * (travel + wait + trips * self.instance.weights.trip), travel
