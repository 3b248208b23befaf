"""A few groups' year as arrays: what each set of groups costs on each day, and how series may follow each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from samverkan.planner.bound.patterns import fitting, shortest_ways
from samverkan.planner.instance import Group, Instance, Person
from samverkan.planner.memory import Memory, Names, build_memory

UNPOPULAR = 4
"""As many unpopular hours as a district is taken to have, give or take: the square of any number is at least nine times
the number less twenty."""


class DayProgramme:
    """A few groups' year as arrays: what each set of groups costs on each day, and how series may follow."""

    def __init__(self, instance: Instance, names: Names) -> None:
        """Lay out everything; `table` is still empty."""
        ways = shortest_ways(instance.travel)
        groups, weights = list(instance.groups.values()), instance.weights
        near = replace(instance, travel=tuple(tuple(row) for row in ways), fixed=())
        self.memory: Memory = build_memory(Names(near))
        self.notes = notes_of(near, names)
        self.notes[_day_notes().L_CHARGE] = weights.unpopular_sq * (2 * UNPOPULAR + 1)
        self.unpopular = weights.unpopular_sq * UNPOPULAR * (UNPOPULAR + 1) * len({each.district for each in groups})
        self.table: Any = np.zeros(len(names.days) << len(groups), dtype=np.int32)
        self.proven: Any = np.zeros_like(self.table)
        self.leads: Any = self._leads(instance, names)
        self.pairs = len(self.leads) // (2 + 2 * len(names.days))
        self.size = (len(groups) + self.pairs) * len(names.days)
        self.counts: Any = np.array([group.meetings for group in groups], dtype=np.int32)
        self.longest = int(self.counts.max()) * len(names.days)
        self.active: Any = np.array([instance.calendar.active(day) for day in names.days], dtype=np.int32)
        gaps = np.arange(int(self.active[-1]) + 1)
        off = [np.maximum(0, np.abs(gaps - group.ideal_gap) - group.gap_tol) for group in groups]
        self.steps: Any = weights.spacing_day * np.concatenate(off).astype(np.float64)
        rows = [self._row(instance, names, group) for group in groups]
        self.spans: Any = np.concatenate([spans for spans, _ in rows]).astype(np.int32).reshape(-1)
        self.stays: Any = np.concatenate([stays for _, stays in rows]).astype(np.int32).reshape(-1)

    def tightened(self, stays: Any) -> Any:
        """Return between which days each meeting may be, gaps to the meetings before and after it counted in.

        Where there is no such day, the last comes before the first.
        """
        stays, row = stays.reshape(-1, 2).copy(), 0
        for spans, count in zip(self.spans.reshape(len(self.counts), -1, 2), self.counts.tolist(), strict=True):
            some = spans[:, 0] <= spans[:, 1]
            for each in range(row + 1, row + count):
                first, last = stays[each - 1]
                _narrow(stays[each], np.flatnonzero(some & (spans[:, 1] >= first) & (spans[:, 0] <= last)))
            for each in range(row + count - 2, row - 1, -1):
                first, last = stays[each + 1]
                _narrow(stays[each], spans[first : last + 1][some[first : last + 1]])
            row += count
        return stays.reshape(-1)

    def _row(self, instance: Instance, names: Names, group: Group) -> tuple[Any, Any]:
        """Return for each day between which days the meeting before may be, and for each meeting its first and last.

        Gaps and milestones (H4, H5) are in them; days outside the group's window cost too much to be chosen.
        """
        active, days, calendar = self.active, names.days, instance.calendar
        first = np.searchsorted(active, active - group.max_gap)
        last = np.searchsorted(active, active - group.min_gap, side="right") - 1
        stays = np.tile([0, len(days) - 1], (group.meetings, 1))
        begin = bisect_right(active, calendar.active(group.first) + group.max_gap) - 1
        end = bisect_left(active, calendar.active(group.last) - group.max_gap)
        for stone in instance.milestones:
            if stone.group == group.id:
                opens = bisect_left(days, stone.first)
                closes = bisect_right(days, stone.last) - 1
                first = np.where(np.arange(len(days)) > closes, np.maximum(first, opens), first)
                begin, end = min(begin, closes), max(end, opens)
        stays[0, 1], stays[-1, 0] = begin, end
        return np.stack([first, last], axis=1), stays

    def _leads(self, instance: Instance, names: Names) -> Any:
        """Return for each steering group it and its preparation group, and for each day when that may have met."""
        rows = []
        for group in instance.groups.values():
            if group.prep_group is not None:
                earliest, latest = (timedelta(days=days) for days in reversed(group.lead))
                first = [bisect_left(names.days, day - earliest) for day in names.days]
                last = [bisect_right(names.days, day - latest) - 1 for day in names.days]
                rows += [names.group[group.id], names.group[group.prep_group], *np.stack([first, last], axis=1).flat]
        return np.array(rows, dtype=np.int32)


def notes_of(instance: Instance, names: Names) -> Any:
    """Return what `kernel/day_notes.py` needs to know about people: seats, floors and journeys."""
    day_notes, groups = _day_notes(), list(instance.groups.values())
    holds: Any = np.zeros((len(names.persons), 2), dtype=np.int32)
    for number, group in enumerate(groups):
        for seat in group.seats:
            holds[names.person[seat.holder], 0] |= 1 << number
            for person in seat.people:
                holds[names.person[person], 1] |= 1 << number
    fits, bases, trips = fitting(instance), [], []
    for name, (held, _) in zip(names.persons, holds.tolist(), strict=True):
        who = instance.persons[name]
        journeys = [who.weight * _shortest_journey(instance, who, group) for group in groups]
        bases.append(_floors(instance, held, journeys, fits(who.max_day)))
        trips.append(journeys + [0] * (day_notes.ROW - len(groups)))
    wanted = [sum(bin(holds[names.person[seat.holder], 0]).count("1") for seat in group.seats) for group in groups]
    people, widest = len(names.persons), max(len(group.rooms) for group in groups)
    room = {
        day_notes.L_HOLDS: holds,
        day_notes.L_BASES: np.array(bases),
        day_notes.L_TRIPS: np.array(trips),
        day_notes.L_AWAY: np.zeros(people * day_notes.ROW * 2),
        day_notes.L_WHO: np.zeros(people * day_notes.WHO),
        day_notes.L_OPTIONS: np.zeros(day_notes.ROW * len(instance.calendar.starts) * widest),
        day_notes.L_LATER: np.zeros(day_notes.ROW * (len(instance.calendar.starts) + 1)),
        day_notes.L_STATES: np.zeros((day_notes.ROW + 1) * people * day_notes.STATE),
        day_notes.L_KEPT: np.zeros((day_notes.ROW + 1) * people),
        day_notes.L_LEAST: np.zeros((day_notes.ROW + 1) * people),
        day_notes.L_BRANCHES: np.zeros((day_notes.ROW + 1) * day_notes.BRANCH),
        day_notes.L_SKIPS: np.zeros(people * (len(instance.calendar.starts) + 1) << len(groups)),
        day_notes.L_ENDS: np.zeros(1 << len(groups)),
        day_notes.L_FARTHEST: _farthest(instance),
        day_notes.L_STARTS: np.zeros(len(groups) * (len(instance.calendar.starts) + 1)),
    }
    notes: Any = np.zeros(day_notes.L_TABLES + sum(table.size for table in room.values()), dtype=np.int32)
    notes[day_notes.L_ORDER : day_notes.L_ORDER + len(groups)] = np.argsort([-each for each in wanted], kind="stable")
    notes[day_notes.L_WIDTH], at = widest, day_notes.L_TABLES
    for name, table in room.items():
        notes[name], notes[at : at + table.size] = at, table.reshape(-1)
        at += table.size
    return notes


def _narrow(stay: Any, days: Any) -> None:
    """Keep the meeting between the first and the last of the days."""
    stay[0], stay[1] = (max(stay[0], days.min()), min(stay[1], days.max())) if days.size else (1, 0)


def _shortest_journey(instance: Instance, person: Person, group: Group) -> int:
    """Return the minutes to the group's nearest place and back and what a trip costs; 0 if it may be at the office."""
    places = {instance.rooms[room].place for room in group.rooms}
    return min(
        0
        if place is None or place == person.home
        else instance.minutes(person.home, place) + instance.minutes(place, person.home) + instance.weights.trip
        for place in places
    )


def _farthest(instance: Instance) -> Any:
    """Return for each place the minutes to the farthest place where a group may meet."""
    rooms = {room for group in instance.groups.values() for room in group.rooms}
    places = [place for room in rooms if (place := instance.rooms[room].place) is not None]
    return np.array([max((instance.minutes(here, there) for there in places), default=0) for here in instance.places])


def _floors(instance: Instance, held: int, journeys: list[int], fits: Callable[[tuple[int, ...]], bool]) -> list[int]:
    """Return what each set of the groups (as bits) costs the person at least, whatever the hours.

    The dearest journey, and a deputy or an empty seat for what does not fit into a day.
    """
    deputy = instance.weights.deputy
    away = min(deputy - deputy // _day_notes().THANKS, instance.weights.missed_optional)
    groups, floors = list(instance.groups.values()), [0]
    for chosen in range(1, 1 << len(groups)):
        own = [number for number in range(len(groups)) if (chosen & held) >> number & 1]
        if chosen & held != chosen:
            floors.append(floors[chosen & held])
            continue
        least = min(floors[chosen ^ (1 << number)] + away for number in own)
        if fits(tuple(sorted(groups[number].duration for number in own))):
            least = min(least, max(journeys[number] for number in own))
        floors.append(least)
    return floors


def _day_notes() -> Any:
    from samverkan.planner.kernel import day_notes  # noqa: PLC0415 - loading Numba costs a second

    return day_notes
