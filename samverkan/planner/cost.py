"""What a plan costs: the objective term by term, and the hours and posts of every organisation."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from dataclasses import asdict, dataclass, fields

from samverkan.planner.instance import Group, Instance
from samverkan.planner.memory import tour_header
from samverkan.planner.schedule import Placement, Schedule
from samverkan.planner.tour import tour


@dataclass(frozen=True)
class Cost:
    """The objective's terms (minutes-like units, to be small)."""

    travel: int = 0
    wait: int = 0
    trips: int = 0
    spacing: int = 0
    weekday: int = 0
    hours: int = 0
    soft_days: int = 0
    fairness: int = 0
    deputy: int = 0
    missed_optional: int = 0
    overload: int = 0
    stability: int = 0

    @property
    def total(self) -> int:
        """Return the objective."""
        return sum(getattr(self, field.name) for field in fields(self))

    def as_json(self) -> dict[str, int]:
        """Return the terms and their sum."""
        return {**asdict(self), "total": self.total}


@dataclass
class Hours:
    """What meetings take of a set of people, in minutes and trips; a seat counts once for each meeting it attends."""

    seat_meetings: int = 0
    meeting: int = 0
    prep_after: int = 0
    travel: int = 0
    wait: int = 0
    trips: int = 0

    @property
    def total(self) -> int:
        """Return all minutes."""
        return self.meeting + self.prep_after + self.travel + self.wait

    def posts(self, fte_hours: int) -> float:
        """Return the minutes as full-time posts of so many hours a year."""
        return self.total / 60 / fte_hours

    def __add__(self, other: Hours) -> Hours:
        """Add field by field."""
        return Hours(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Hours)))

    def __sub__(self, other: Hours) -> Hours:
        """Subtract field by field: what has changed."""
        return Hours(*(getattr(self, each.name) - getattr(other, each.name) for each in fields(Hours)))


@dataclass(frozen=True)
class Judgement:
    """A plan's cost, and each person's part of it."""

    cost: Cost
    persons: dict[str, Hours]

    def hours_of(self, instance: Instance, *, org: str | None = None, shared: bool = False) -> Hours:
        """Return the sum over an organisation's people, or over those who are shared, or over all."""
        total = Hours()
        for person, hours in self.persons.items():
            if (org is None or instance.persons[person].org == org) and (not shared or instance.persons[person].shared):
                for field in fields(Hours):
                    setattr(total, field.name, getattr(total, field.name) + getattr(hours, field.name))
        return total


def cost_of(instance: Instance, schedule: Schedule, reference: Schedule | None = None) -> Cost:
    """Return what the plan costs; `reference` is the plan it should stay close to."""
    return judge(instance, schedule, reference).cost


def judge(instance: Instance, schedule: Schedule, reference: Schedule | None = None) -> Judgement:
    """Return what the plan costs, and what it takes of each person. Hard rules are judged by `check`."""
    weights = instance.weights
    terms: dict[str, int] = defaultdict(int)
    unpopular: dict[str | None, int] = defaultdict(int)
    events: dict[tuple[str, datetime.date], list[tuple[int, int, int, int]]] = defaultdict(list)
    persons: dict[str, Hours] = defaultdict(Hours)
    for (group_id, index), placement in schedule.meetings.items():
        group = instance.groups[group_id]
        _meeting_terms(instance, group, placement, terms, unpopular)
        if reference is not None and (group_id, index) in reference.meetings:
            terms["stability"] += _moved(instance, placement, reference.meetings[group_id, index])
        room = instance.rooms[placement.room]
        for seat in group.seats:
            person_id = placement.attend.get(seat.id)
            if person_id is None:
                terms["missed_optional"] += 0 if seat.required else weights.missed_optional
                continue
            if person_id != seat.holder:
                terms["deputy"] += weights.deputy
            place = room.place or instance.persons[person_id].home
            event = (placement.start, placement.start + group.duration, instance.place_number[place], 0)
            events[person_id, placement.day].append(event)
            persons[person_id].seat_meetings += 1
            persons[person_id].meeting += group.duration
            persons[person_id].prep_after += group.prep_after
    for group in instance.groups.values():
        terms["spacing"] += _spacing(instance, group, schedule)
    terms["fairness"] = weights.unpopular_sq * sum(count * count for count in unpopular.values())
    _add_days(instance, events, terms, persons)
    return Judgement(Cost(**terms), dict(persons))


def _meeting_terms(
    instance: Instance,
    group: Group,
    placement: Placement,
    terms: dict[str, int],
    unpopular: dict[str | None, int],
) -> None:
    weekday, start = placement.day.weekday(), placement.start
    if weekday not in group.prefer_weekdays:
        terms["weekday"] += instance.weights.weekday
    outside = start < group.prefer_from or start + group.duration > group.prefer_to
    if outside:
        terms["hours"] += instance.weights.hours
    if outside or (weekday == 4 and start >= instance.calendar.lunch[1]):
        unpopular[group.district] += 1
    terms["soft_days"] += instance.calendar.soft_days.get(placement.day, 0)


def _moved(instance: Instance, now: Placement, was: Placement) -> int:
    weights = instance.weights
    cost = weights.moved_room if now.room != was.room else 0
    if now.day != was.day:
        return cost + weights.moved_day
    return cost + (weights.moved_time if now.start != was.start else 0)


def _spacing(instance: Instance, group: Group, schedule: Schedule) -> int:
    days = [
        instance.calendar.active(schedule.meetings[group.id, index].day)
        if (group.id, index) in schedule.meetings
        else None
        for index in range(1, group.meetings + 1)
    ]
    off = sum(
        max(0, abs(later - earlier - group.ideal_gap) - group.gap_tol)
        for earlier, later in itertools.pairwise(days)
        if earlier is not None and later is not None
    )
    return off * instance.weights.spacing_day


def _add_days(
    instance: Instance,
    events: dict[tuple[str, datetime.date], list[tuple[int, int, int, int]]],
    terms: dict[str, int],
    persons: dict[str, Hours],
) -> None:
    weights = instance.weights
    weeks: dict[tuple[str, int, int], int] = defaultdict(int)
    mem = tour_header(instance)
    at = len(mem)
    for (person_id, day), meetings in events.items():
        person = instance.persons[person_id]
        home = instance.place_number[person.home]
        office = [(busy.start, busy.end, home, 1) for busy in person.busy.get(day, ()) if busy.at_home]
        line = sorted([*meetings, *office])
        mem[at:] = [value for event in line for value in event]
        travel, wait, trips = tour(mem, at, len(line), home)[1:]
        hours = persons[person_id]
        hours.travel, hours.wait, hours.trips = hours.travel + travel, hours.wait + wait, hours.trips + trips
        terms["travel"] += person.weight * travel
        terms["wait"] += person.weight * wait
        terms["trips"] += person.weight * trips * weights.trip
        week = day.isocalendar()
        weeks[person_id, week.year, week.week] += sum(end - start for start, end, _, _ in meetings)
    terms["overload"] += weights.week_over * sum(max(0, minutes - weights.week_cap) for minutes in weeks.values())
