"""A country falls into parts that share nobody and no room: each is planned by itself, and the plans lie side by side.

Where one part is to be planned without seeing another's time, `busy_marks` says when people are taken, and no more.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from samverkan.planner.instance import Busy, Instance
from samverkan.planner.schedule import Schedule


def parts(instance: Instance) -> list[Instance]:
    """Return the parts, the largest first: groups hang together by people, by rooms and by preparation."""
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            leader[key] = key = leader[leader[key]]
        return key

    for group in instance.groups.values():
        keys = [f"person {person}" for seat in group.seats for person in seat.people]
        keys += [f"room {room}" for room in group.rooms if not instance.rooms[room].remote]
        keys += [f"group {group.prep_group}"] if group.prep_group else []
        for key in keys:
            leader[find(key)] = find(f"group {group.id}")
    members: dict[str, list[str]] = {}
    for group_id in instance.groups:
        members.setdefault(find(f"group {group_id}"), []).append(group_id)
    whole = [part_of(instance, groups) for groups in members.values()]
    return sorted(whole, key=lambda part: (-part.meeting_count, next(iter(part.groups))))


def part_of(instance: Instance, group_ids: Iterable[str]) -> Instance:
    """Return the instance with only those groups, and the people, rooms and places that they use."""
    groups = {group_id: instance.groups[group_id] for group_id in group_ids}
    people = {person for group in groups.values() for seat in group.seats for person in seat.people}
    rooms = {room for group in groups.values() for room in group.rooms}
    persons = {name: person for name, person in instance.persons.items() if name in people}
    used = {person.home for person in persons.values()} | {instance.rooms[room].place for room in rooms}
    places = [number for number, place in enumerate(instance.places) if place in used]
    return replace(
        instance,
        groups=groups,
        persons=persons,
        rooms={name: room for name, room in instance.rooms.items() if name in rooms},
        places=tuple(instance.places[number] for number in places),
        travel=tuple(tuple(instance.travel[number][other] for other in places) for number in places),
        milestones=tuple(stone for stone in instance.milestones if stone.group in groups),
        fixed=tuple(fixed for fixed in instance.fixed if fixed.group in groups),
    )


def together(instance: Instance, schedules: Iterable[Schedule]) -> Schedule:
    """Return the plans of the parts as one."""
    return Schedule(instance.id, {key: each for schedule in schedules for key, each in schedule.meetings.items()})


def busy_marks(
    instance: Instance, schedule: Schedule, people: Iterable[str]
) -> dict[str, dict[datetime.date, list[Busy]]]:
    """Return when the people are taken by the plan's meetings, journeys from and to the office counted in.

    A mark says from when to when, not why: another district's planner needs no more.
    """
    marks: dict[str, dict[datetime.date, list[Busy]]] = {person: {} for person in people}
    for (group_id, _), placement in schedule.meetings.items():
        place = instance.rooms[placement.room].place
        for person in placement.attend.values():
            if person in marks:
                way = instance.minutes(instance.persons[person].home, place) if place else 0
                back = instance.minutes(place, instance.persons[person].home) if place else 0
                end = placement.start + instance.groups[group_id].duration + back
                mark = Busy(max(0, placement.start - way), min(1440, end), at_home=True)
                marks[person].setdefault(placement.day, []).append(mark)
    return marks
