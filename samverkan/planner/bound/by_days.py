"""A bound of few groups by their days: which groups meet on which day of the year, and what that costs at least.

With few groups a day has few possible sets of them. What each set costs at least on each day (`kernel/least.py`) and
how the days of a series must follow each other are tied together by prices (`kernel/ascent.py`): every price proves a
bound. Costs are proven closer only where the prices ask for it. Left out are preparation, rooms taken by each other,
quorums, and weekly overload.
"""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.bound.patterns import fitting, shortest_ways
from samverkan.planner.instance import Group, Instance, Person
from samverkan.planner.memory import Memory, Names, build_memory

MOST_GROUPS = 10
"""With more groups a day has too many possible sets of them."""
UNPOPULAR = 4
"""As many unpopular hours as a district is taken to have, give or take: the square of any number is at least nine times
the number less twenty."""
ROUNDS, NEAR, MARGIN = 150, 10.0, 60.0
"""Changes of prices between two looks at the costs; which costs are looked at, and how far."""
NODES, MORE_NODES, MOST_NODES = 100_000, 5, 20_000_000
"""Branches of one proof at first; so many times more when nothing else is left to do; and the most."""
AHEAD, LONG_STEP, SHORT_STEP, MANY = 1.2, 0.1, 1e-3, 50
"""The target is so many times what is known, or what all meetings would cost alone. When more than `MANY` costs were
raised, steps become long again; when none was and they have become short, longer proofs are tried, and the work is done
where none is left to try."""


def bound_by_days(instance: Instance, known: int, *, seconds: float, stop: Callable[[], bool]) -> int:
    """Return a bound of what any plan costs, found within the time; 0 where there are too many groups or no plan.

    `known` is another bound, which says how high to aim.
    """
    names = Names(instance)
    if len(names.groups) > MOST_GROUPS or not names.days or not names.meetings:
        return 0
    from samverkan.planner.kernel.doors import proof  # noqa: PLC0415 - loading Numba costs a second

    end = time.monotonic() + seconds
    days = DayProgramme(instance, names)
    proof.first_sight(days.memory.mem, days.memory.slots, days.notes, days.table)
    best = 0.0
    state: Any = np.array([1.0, 0.0, 0.0])
    alone = days.table.reshape(len(names.days), -1)[:, 1 << np.arange(len(names.groups))].min(axis=0)
    known = max(known, int(alone @ days.counts))
    prices, best_prices, direction, held, met = _zeros(days.size, 5)
    (sums,), (reach,) = _zeros(1 << len(names.groups), 1), _zeros(days.longest, 1)
    back: Any = np.zeros(days.longest, dtype=np.int32)
    over, nodes = False, NODES
    while not over:
        over = time.monotonic() >= end or stop()
        state[2] = -1e12
        target = AHEAD * max(best, known)
        best = max(
            best,
            proof.raise_prices(
                days.table, days.counts, days.steps, days.active, days.spans, days.stays, reach, back,
                prices, best_prices, direction, held, met, sums, state, ROUNDS, target,
            ),
        )  # fmt: skip
        if best >= at.FAR:
            return 0
        prices[:] = best_prices
        raised = 0
        for day in range(len(names.days)):
            if time.monotonic() >= end or stop():
                break
            raised += proof.look_closer(
                days.memory.mem, days.memory.slots, days.notes, days.table, days.proven, best_prices, sums,
                day, NEAR, MARGIN, nodes,
            )  # fmt: skip
        if raised > 0:
            state[0] = max(state[0], LONG_STEP if raised > MANY else 10 * SHORT_STEP)
        if raised == 0 and state[0] < SHORT_STEP:
            nodes *= MORE_NODES
            too_long = days.proven == _least().TOO_LONG
            over = over or nodes > MOST_NODES or not too_long.any()
            days.proven[too_long] = 0
            state[0] = LONG_STEP
    return max(0, int(np.ceil(best - 1e-3)) - days.unpopular)


class DayProgramme:
    """A few groups' year as arrays: what each set of groups costs on each day, and how series may follow."""

    def __init__(self, instance: Instance, names: Names) -> None:
        """Lay out everything; `table` is still empty."""
        ways = shortest_ways(instance.travel)
        groups, weights = list(instance.groups.values()), instance.weights
        near = replace(instance, travel=tuple(tuple(row) for row in ways), fixed=())
        self.memory: Memory = build_memory(Names(near))
        self.notes = notes_of(near, names)
        self.notes[_least().L_CHARGE] = weights.unpopular_sq * (2 * UNPOPULAR + 1)
        self.unpopular = weights.unpopular_sq * UNPOPULAR * (UNPOPULAR + 1) * len({each.district for each in groups})
        self.table: Any = np.zeros(len(names.days) << len(groups), dtype=np.int32)
        self.proven: Any = np.zeros_like(self.table)
        self.size = len(groups) * len(names.days)
        self.counts: Any = np.array([group.meetings for group in groups], dtype=np.int32)
        self.longest = int(self.counts.max()) * len(names.days)
        self.active: Any = np.array([instance.calendar.active(day) for day in names.days], dtype=np.int32)
        gaps = np.arange(int(self.active[-1]) + 1)
        off = [np.maximum(0, np.abs(gaps - group.ideal_gap) - group.gap_tol) for group in groups]
        self.steps: Any = weights.spacing_day * np.concatenate(off).astype(np.float64)
        rows = [self._row(instance, names, group) for group in groups]
        self.spans: Any = np.concatenate([spans for spans, _ in rows]).astype(np.int32).reshape(-1)
        self.stays: Any = np.concatenate([stays for _, stays in rows]).astype(np.int32).reshape(-1)

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


def notes_of(instance: Instance, names: Names) -> Any:
    """Return what `kernel/least.py` needs to know about people: seats, floors, what fills waiting, and journeys."""
    least, groups = _least(), list(instance.groups.values())
    holds: Any = np.zeros((len(names.persons), 2), dtype=np.int32)
    for number, group in enumerate(groups):
        for seat in group.seats:
            holds[names.person[seat.holder], 0] |= 1 << number
            for person in seat.people:
                holds[names.person[person], 1] |= 1 << number
    fits, bases, fills, trips = fitting(instance), [], [], []
    for name, (held, _) in zip(names.persons, holds.tolist(), strict=True):
        who = instance.persons[name]
        journeys = [who.weight * _shortest_journey(instance, who, group) for group in groups]
        bases.append(_floors(instance, held, journeys, fits(who.max_day)))
        fills.append([who.weight * _filled(instance, who, group) for group in groups])
        trips.append(journeys)
    wanted = [sum(bin(holds[names.person[seat.holder], 0]).count("1") for seat in group.seats) for group in groups]
    tables = [holds, np.array(bases), _padded(fills, least.ROW), _padded(trips, least.ROW)]
    notes: Any = np.zeros(least.L_PERSON + least.people_notes(len(names.persons)), dtype=np.int32)
    notes[least.L_ORDER : least.L_ORDER + len(groups)] = np.argsort([-each for each in wanted], kind="stable")
    where = len(notes) + np.cumsum([0, *(table.size for table in tables)])
    notes[[least.L_HOLDS, least.L_BASES, least.L_FILLS, least.L_TRIPS]] = where[:-1]
    return np.concatenate([notes, *(table.reshape(-1) for table in tables)]).astype(np.int32)


def _shortest_journey(instance: Instance, person: Person, group: Group) -> int:
    """Return the minutes to the group's nearest place and back and what a trip costs; 0 if it may be at the office."""
    places = {instance.rooms[room].place for room in group.rooms}
    return min(
        0
        if place is None or place == person.home
        else instance.minutes(person.home, place) + instance.minutes(place, person.home) + instance.weights.trip
        for place in places
    )


def _filled(instance: Instance, person: Person, group: Group) -> int:
    """Return by how many minutes at most a meeting of the group can shorten waiting between two others.

    Its own minutes and a break: after it one waits less by the break that is no waiting. Two breaks where some places
    are nearer to each other than a break; at one's own office the stay that makes going home worth while.
    """
    weights = instance.weights
    nearest = min((minutes for row in instance.travel for minutes in row if minutes > 0), default=0)
    pause = weights.min_break * (1 if nearest >= weights.min_break else 2)
    at_office = any(instance.rooms[room].place in (None, person.home) for room in group.rooms)
    return group.duration + (max(pause, weights.home_min_stay) if at_office else pause)


def _floors(instance: Instance, held: int, journeys: list[int], fits: Callable[[tuple[int, ...]], bool]) -> list[int]:
    """Return what each set of the groups (as bits) costs the person at least, whatever the hours.

    The dearest journey, and a deputy or an empty seat for what does not fit into a day.
    """
    away = min(instance.weights.deputy, instance.weights.missed_optional)
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


def _zeros(size: int, count: int) -> list[Any]:
    return [np.zeros(size) for _ in range(count)]


def _padded(rows: list[list[int]], width: int) -> Any:
    return np.array([row + [0] * (width - len(row)) for row in rows])


def _least() -> Any:
    from samverkan.planner.kernel import least  # noqa: PLC0415 - loading Numba costs a second

    return least
