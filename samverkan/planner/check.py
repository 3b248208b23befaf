"""Does a plan keep the hard rules? Judged apart from the search, from the rules' wording alone (planner.md, H1–H8).

Nothing here is shared with the functions that make plans, so that a fault there is seen here.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.planner.instance import Group, Instance, Person
from samverkan.planner.schedule import Key, Placement, Schedule


@dataclass(frozen=True)
class Violation:
    """A hard rule that is broken: its code, and a sentence."""

    code: str
    sentence: str
    meetings: tuple[Key, ...] = ()
    """The meetings that it is about, where it is about some."""


@dataclass(frozen=True)
class _Event:
    start: int
    end: int
    place: str
    label: str
    key: Key | None = None
    """The meeting; none for own time at the office."""


def violations(instance: Instance, schedule: Schedule) -> list[Violation]:
    """Return every broken rule, in the order H1 to H8."""
    found = [
        *_once(instance, schedule),
        *_days_and_hours(instance, schedule),
        *_rooms(instance, schedule),
        *_people(instance, schedule),
        *_gaps(instance, schedule),
        *_demands(instance, schedule),
        *_seats(instance, schedule),
        *_fixed(instance, schedule),
    ]
    return sorted(found, key=lambda each: each.code)


def _label(key: Key, placement: Placement) -> str:
    return f"{key[0]} {key[1]} ({placement.day} {_clock(placement.start)})"


def _name(key: Key) -> str:
    return f"{key[0]} {key[1]}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _once(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    for group in instance.groups.values():
        for index in range(1, group.meetings + 1):
            if (group.id, index) not in schedule.meetings:
                yield Violation("H1", f"{group.id} {index} is not planned.")


def _days_and_hours(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    calendar = instance.calendar
    for key, placement in schedule.meetings.items():
        group, day, start = instance.groups[key[0]], placement.day, placement.start
        end = start + group.duration
        if (
            not calendar.first <= day <= calendar.last
            or day.isoweekday() > 5
            or day in calendar.closed
            or day.isocalendar().week in calendar.leave_weeks
        ):
            yield Violation("H1", f"{_label(key, placement)}: nobody meets on that day.", (key,))
        if day < group.first or day > group.last:
            yield Violation("H1", f"{_label(key, placement)}: outside {group.first}–{group.last}.", (key,))
        if start < calendar.opens or end > calendar.closes:
            yield Violation("H1", f"{_label(key, placement)}: outside the day's hours.", (key,))
        if (start - calendar.opens) % calendar.grid:
            yield Violation("H1", f"{_label(key, placement)}: not on the {calendar.grid}-minute grid.", (key,))
        if _overlap((start, end), calendar.lunch):
            yield Violation("H1", f"{_label(key, placement)}: over lunch.", (key,))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _rooms(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    used: dict[tuple[str, datetime.date], list[tuple[int, int, Key]]] = defaultdict(list)
    for key, placement in schedule.meetings.items():
        group, room = instance.groups[key[0]], instance.rooms[placement.room]
        span = (placement.start, placement.start + group.duration)
        if placement.room not in group.rooms:
            yield Violation("H2", f"{_label(key, placement)}: {placement.room} is not a room of the group.", (key,))
        if room.remote:
            continue
        if len([person for person in placement.attend.values() if person]) > room.capacity:
            yield Violation("H2", f"{_label(key, placement)}: {placement.room} is too small.", (key,))
        if any(_overlap(span, closed) for closed in room.closed.get(placement.day, ())):
            yield Violation("H2", f"{_label(key, placement)}: {placement.room} is closed.", (key,))
        used[placement.room, placement.day].append((*span, key))
    for (room_id, _), spans in used.items():
        spans.sort()
        for one, other in itertools.pairwise(spans):
            if other[0] < one[1]:
                sentence = f"{room_id} is used by {_name(one[2])} and {_name(other[2])} at once."
                yield Violation("H2", sentence, (one[2], other[2]))


def _people(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    events: dict[tuple[str, datetime.date], list[_Event]] = defaultdict(list)
    for key, placement in schedule.meetings.items():
        room = instance.rooms[placement.room]
        for person_id in placement.attend.values():
            if person_id:
                place = room.place or instance.persons[person_id].home
                end = placement.start + instance.groups[key[0]].duration
                event = _Event(placement.start, end, place, _label(key, placement), key)
                events[person_id, placement.day].append(event)
    for (person_id, day), meetings in events.items():
        person = instance.persons[person_id]
        if sum(event.end - event.start for event in meetings) > person.max_day:
            sentence = f"{person_id} has more than {person.max_day} minutes of meetings on {day}."
            yield Violation("H7", sentence, tuple(event.key for event in meetings if event.key))
        yield from _one_day(instance, person, day, meetings)


def _one_day(instance: Instance, person: Person, day: datetime.date, meetings: list[_Event]) -> Iterator[Violation]:
    for busy in person.busy.get(day, ()):
        for event in meetings:
            if _overlap((event.start, event.end), (busy.start, busy.end)):
                sentence = f"{person.id}: {event.label} falls on own time from {_clock(busy.start)}."
                yield Violation("H3", sentence, (event.key,) if event.key else ())
    office = [_Event(busy.start, busy.end, person.home, "") for busy in person.busy.get(day, ()) if busy.at_home]
    line = sorted([*meetings, *office], key=lambda event: (event.start, event.end))
    for one, other in itertools.pairwise(line):
        if not one.label and not other.label:
            continue
        need = instance.minutes(one.place, other.place)
        if one.label and other.label:
            need = max(need, instance.weights.min_break)
        if other.start - one.end < need:
            yield Violation(
                "H3",
                f"{person.id} on {day}: {other.start - one.end} minutes between {one.label or 'the office'} and "
                f"{other.label or 'the office'}, {need} are needed.",
                tuple(each.key for each in (one, other) if each.key),
            )


def _days_of(schedule: Schedule, group: Group) -> list[tuple[int, datetime.date]]:
    return [
        (index, schedule.meetings[group.id, index].day)
        for index in range(1, group.meetings + 1)
        if (group.id, index) in schedule.meetings
    ]


def _gaps(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    def distance(one: datetime.date, other: datetime.date) -> int:
        sign, low, high = (1, one, other) if one <= other else (-1, other, one)
        days = (low + datetime.timedelta(number) for number in range((high - low).days))
        return sign * sum(day.isocalendar().week not in instance.calendar.leave_weeks for day in days)

    for group in instance.groups.values():
        days = _days_of(schedule, group)
        for index, day in days:
            if index == 1 and distance(group.first, day) > group.max_gap:
                sentence = f"{group.id} 1 ({day}): more than {group.max_gap} days after {group.first}."
                yield Violation("H4", sentence, ((group.id, 1),))
            if index == group.meetings and distance(day, group.last) > group.max_gap:
                sentence = f"{group.id} {index} ({day}): more than {group.max_gap} days before the end."
                yield Violation("H4", sentence, ((group.id, index),))
        for (index, day), (following, later) in itertools.pairwise(days):
            gap = distance(day, later)
            if following == index + 1 and not group.min_gap <= gap <= group.max_gap:
                sentence = f"{group.id} {index}–{following}: {gap} days, must be {group.min_gap}–{group.max_gap}."
                yield Violation("H4", sentence, ((group.id, index), (group.id, following)))


def _demands(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    for group in instance.groups.values():
        if group.prep_group:
            before = [day for _, day in _days_of(schedule, instance.groups[group.prep_group])]
            for index, day in _days_of(schedule, group):
                if not any(group.lead[0] <= (day - each).days <= group.lead[1] for each in before):
                    lead = f"{group.lead[0]}–{group.lead[1]}"
                    sentence = f"{group.id} {index} ({day}): {group.prep_group} has not met {lead} days before."
                    yield Violation("H5", sentence, ((group.id, index),))
    for stone in instance.milestones:
        days = [day for _, day in _days_of(schedule, instance.groups[stone.group])]
        if not any(stone.first <= day <= stone.last for day in days):
            yield Violation("H5", f"{stone.group} does not meet {stone.first}–{stone.last} ({stone.tag}).")


def _seats(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    for key, placement in schedule.meetings.items():
        group, label = instance.groups[key[0]], _label(key, placement)
        present = [person for person in placement.attend.values() if person]
        for seat in group.seats:
            person = placement.attend.get(seat.id)
            if person is None and seat.required:
                yield Violation("H6", f"{label}: the required seat {seat.id} is empty.", (key,))
            if person is not None and person not in seat.people:
                yield Violation("H6", f"{label}: {person} may not sit in {seat.id}.", (key,))
        if len(set(present)) < len(present):
            yield Violation("H6", f"{label}: somebody sits in two seats.", (key,))
        for party, fewest in (("kommun", group.quorum_kommun), ("polis", group.quorum_polis)):
            if sum(instance.persons[person].party == party for person in present) < fewest:
                yield Violation("H6", f"{label}: fewer than {fewest} from {party}.", (key,))
        if len(present) * 100 < group.quorum_share * len(group.seats):
            sentence = f"{label}: {len(present)} of {len(group.seats)} seats, {group.quorum_share} % needed."
            yield Violation("H6", sentence, (key,))


def _fixed(instance: Instance, schedule: Schedule) -> Iterator[Violation]:
    for fixed in instance.fixed:
        placement = schedule.meetings.get((fixed.group, fixed.index))
        if placement and (placement.day, placement.start, placement.room) != (fixed.day, fixed.start, fixed.room):
            key = (fixed.group, fixed.index)
            yield Violation("H8", f"{_label(key, placement)}: must stay on {fixed.day}.", (key,))
