"""A proven lower bound: no plan of the instance costs less.

A linear programme over *day patterns*: for each person, how many days with which meetings at which places. A pattern
costs what the shortest tour through its places costs, and one trip; it must fit into the two halves of the day and
under the person's most minutes of meetings. The patterns are too many to list, so those that could lower the value are
found as they are needed (column generation); what is still missing at the end is subtracted, so that the bound holds
whenever the work stops. Hours, rooms, gaps and clashes are left out: leaving out rules can only lower the bound.
"""

from __future__ import annotations

import heapq
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samverkan.planner.instance import Instance, Person
from samverkan.planner.memory import Names, open_slots

CLOSE_ENOUGH = 0.001
"""The share of the bound that further patterns could add at most, when the work stops by itself."""
FEW_NODES = 60
"""How many sets of places are looked at for a person in the first rounds."""

Item = tuple[str, str]
"""A group, and the place it meets at."""


@dataclass(frozen=True)
class Bound:
    """The bound, and how it was found."""

    value: int
    patterns: int
    rounds: int
    seconds: float


@dataclass(frozen=True)
class Pattern:
    """One person's day: what is met and what the shortest tour costs."""

    person: str
    items: tuple[Item, ...]
    cost: float


@dataclass
class _Offer:
    """What one person can be asked to attend away from home, and the patterns that pay."""

    person: Person
    items: list[Item]
    durations: dict[Item, int]
    tour: Callable[[frozenset[str]], float]
    counts: _Counts
    days: int
    known: set[tuple[Item, ...]] = field(default_factory=set)


def lower_bound(instance: Instance, *, seconds: float = 30.0, stop: Callable[[], bool] = lambda: False) -> Bound:
    """Return the best bound found within the time. 0 is always true, and returned when there is no time at all."""
    began = time.monotonic()
    programme = _Programme(instance)
    best, rounds = 0.0, 0
    for offer in programme.offers:
        for items in first_patterns(offer):
            programme.add(offer, items)
    nodes = FEW_NODES
    while time.monotonic() - began < seconds and not stop():
        rounds += 1
        value = programme.solve()
        if value is None:
            break
        missing, found = 0.0, []
        for offer in programme.offers:
            priced = best_patterns(offer, {item: programme.price(offer, item) for item in offer.items}, nodes)
            missing += offer.days * priced.most
            found += [(offer, items) for _, items in priced.found]
        best = max(best, value - missing)
        if value - best <= CLOSE_ENOUGH * value:
            break
        if sum(programme.add(offer, items) for offer, items in found) < 10 + len(programme.offers) // 10:
            nodes *= 4
    value = max(0, math.ceil(best - 1e-3)) + series_floor(programme.names)
    return Bound(value, programme.patterns, rounds, time.monotonic() - began)


def series_floor(names: Names) -> int:
    """Return what the series must cost by themselves: spacing, soft days, weekdays and hours, each at its best.

    The cheapest chain of days for every group alone, the rest of the world empty. Nothing of this is in the programme.
    """
    calendar, weights, slots = names.instance.calendar, names.instance.weights, open_slots(names)
    active = np.array([calendar.active(day) for day in names.days], dtype=np.int64)
    soft = np.array([calendar.soft_days.get(day, 0) for day in names.days])
    starts, total = np.array(calendar.starts), 0
    for rows, group in zip(names.group_rows, names.instance.groups.values(), strict=True):
        outside = (starts < group.prefer_from) | (starts + group.duration > group.prefer_to)
        free = np.any(slots[rows] > 0, axis=0)
        own = np.where(np.any(free & ~outside, axis=1), 0, weights.hours) + soft
        own = own + np.array([0 if day.weekday() in group.prefer_weekdays else weights.weekday for day in names.days])
        cost = np.where(np.any(free, axis=1), own, math.inf)
        gap = active[None, :] - active[:, None]
        step = weights.spacing_day * np.maximum(0, np.abs(gap - group.ideal_gap) - group.gap_tol)
        step = np.where((gap >= group.min_gap) & (gap <= group.max_gap), step, math.inf)
        begin = np.where(active - calendar.active(group.first) <= group.max_gap, 0, math.inf)
        end = np.where(calendar.active(group.last) - active <= group.max_gap, 0, math.inf)
        for stone in names.instance.milestones:
            if stone.group == group.id:
                before = np.array([day < stone.first for day in names.days])
                after = np.array([day > stone.last for day in names.days])
                step = np.where(before[:, None] & after[None, :], math.inf, step)
                begin, end = np.where(after, math.inf, begin), np.where(before, math.inf, end)
        reach = begin + cost
        for _ in range(group.meetings - 1):
            reach = np.min(reach[:, None] + step, axis=0) + cost
        least = float(np.min(reach + end, initial=math.inf))
        if least < math.inf:
            total += int(least)
    return total


def first_patterns(offer: _Offer) -> Iterator[tuple[Item, ...]]:
    """Yield patterns to begin with: each meeting alone, and full days at one place."""
    for item in offer.items:
        yield (item,)
    for place in dict.fromkeys(place for _, place in offer.items):
        items = [item for item in offer.items if item[1] == place]
        for size in (2, 3, 4):
            for chosen in itertools.islice(itertools.combinations(items, size), 60):
                if offer.counts.holds([offer.durations[item] for item in chosen]):
                    yield tuple(sorted(chosen))


@dataclass(frozen=True)
class Pricing:
    """Patterns that pay, the best first, and what no pattern exceeds."""

    found: list[tuple[float, tuple[Item, ...]]]
    most: float


def best_patterns(offer: _Offer, worth: dict[Item, float], nodes: int, keep: int = 8) -> Pricing:
    """Return patterns whose worth exceeds their cost, and a limit of what any pattern gains.

    Best first over sets of places. A day's meetings are counted by their lengths; what a place gives for such counts
    is the sum of its dearest items. A set can gain no more than if all other places lay on the way, which also limits
    what was not looked at when the `nodes` are used up.
    """
    by_place: dict[str, list[Item]] = {}
    for item in offer.items:
        if worth[item] > 1e-6:
            by_place.setdefault(item[1], []).append(item)
    if not by_place:
        return Pricing([], 0.0)
    days = offer.counts
    gains = {place: days.gain(items, offer.durations, worth) for place, items in by_place.items()}
    places = sorted(gains, key=lambda place: (-float(gains[place].max()), place))
    rest = [
        days.gain([item for place in places[number:] for item in by_place[place]], offer.durations, worth)
        for number in range(len(places) + 1)
    ]
    nothing = days.gain([], offer.durations, worth)
    heap: list[tuple[float, int, int, tuple[int, ...], Any, float]] = [(-float(rest[0].max()), 0, 0, (), nothing, 0.0)]
    found: list[tuple[float, tuple[int, ...]]] = []
    best, ticket = 0.0, 0
    while heap and nodes > 0 and -heap[0][0] > max(best, 1e-6):
        _, _, at, chosen, held, _ = heapq.heappop(heap)
        nodes -= 1
        for number in range(at, len(places)):
            merged = days.merge(held, gains[places[number]])
            cost = offer.tour(frozenset(places[each] for each in (*chosen, number)))
            gain = float(merged.max()) - cost
            if gain > 1e-6:
                found.append((gain, (*chosen, number)))
                best = max(best, gain)
            limit = float(days.merge(merged, rest[number + 1]).max()) - cost
            if limit > 1e-6:
                ticket += 1
                heapq.heappush(heap, (-limit, ticket, number + 1, (*chosen, number), merged, cost))
    most = max(best, -heap[0][0] if heap else 0.0)
    found.sort(key=lambda each: (-each[0], each[1]))
    patterns = []
    for gain, chosen in found[:keep]:
        items = days.items([by_place[places[number]] for number in chosen], offer.durations, worth)
        patterns.append((gain, items))
    return Pricing(patterns, most)


class _Counts:
    """How many meetings of each length fit into one day together, and sums over such counts."""

    def __init__(self, lengths: list[int], fits: Callable[[tuple[int, ...]], bool]) -> None:
        self.lengths = sorted(set(lengths))
        counts: list[tuple[int, ...]] = [()]
        for _ in self.lengths:
            counts = [
                (*each, more)
                for each in counts
                for more in range(13)
                if fits(tuple(itertools.chain(*map(_repeat, self.lengths, (*each, more)))))
            ]
        self.counts = counts
        self.place = place = {each: number for number, each in enumerate(counts)}
        sums = [
            (one, other, place[both])
            for one, first in enumerate(counts)
            for other, second in enumerate(counts)
            if (both := tuple(a + b for a, b in zip(first, second, strict=True))) in place
        ]
        self.one, self.other, self.both = (np.array(column) for column in zip(*sums, strict=True))

    def holds(self, lengths: list[int]) -> bool:
        """Say whether meetings of those lengths fit into one day."""
        return tuple(lengths.count(length) for length in self.lengths) in self.place

    def gain(self, items: list[Item], durations: dict[Item, int], worth: dict[Item, float]) -> Any:
        """Return for each count what the dearest items give, or minus infinity where there are too few."""
        total = np.zeros(len(self.counts))
        for number, length in enumerate(self.lengths):
            values = sorted((worth[item] for item in items if durations[item] == length), reverse=True)
            sums = [0.0, *itertools.accumulate(values)]
            total += [sums[each[number]] if each[number] < len(sums) else -math.inf for each in self.counts]
        return total

    def merge(self, one: Any, other: Any) -> Any:
        """Return for each count the best of both together."""
        both = np.full(len(self.counts), -math.inf)
        np.maximum.at(both, self.both, one[self.one] + other[self.other])
        return both

    def items(self, places: list[list[Item]], durations: dict[Item, int], worth: dict[Item, float]) -> tuple[Item, ...]:
        """Return the items of the best day at the places."""
        gains = [self.gain(items, durations, worth) for items in places]
        stages = list(itertools.accumulate(gains, self.merge))
        at = int(stages[-1].argmax())
        chosen: list[Item] = []
        for number in range(len(places) - 1, -1, -1):
            here = at
            if number:
                fits = np.flatnonzero(self.both == at)
                sums = stages[number - 1][self.one[fits]] + gains[number][self.other[fits]]
                pair = fits[int(sums.argmax())]
                at, here = int(self.one[pair]), int(self.other[pair])
            for place, length in enumerate(self.lengths):
                dear = sorted(
                    (item for item in places[number] if durations[item] == length), key=lambda item: -worth[item]
                )
                chosen += dear[: self.counts[here][place]]
        return tuple(sorted(chosen))


class _Programme:
    """The linear programme: places of meetings, who fills the seats, and the patterns known so far."""

    def __init__(self, instance: Instance) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loading OR-Tools costs a second

        self.instance = instance
        self.names = Names(instance)
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.patterns = 0
        self.offers: list[_Offer] = []
        self.links: dict[tuple[str, Item], Any] = {}
        self._closure = _shortest(instance.travel)
        self._build()

    def _build(self) -> None:
        instance, solver, infinity = self.instance, self.solver, self.solver.infinity()
        weights = instance.weights
        items: dict[str, dict[Item, int]] = {}
        days: dict[str, int] = dict.fromkeys(instance.persons, 0)
        fits = _fitting(instance)
        for group in instance.groups.values():
            places = list(dict.fromkeys(instance.rooms[room].place or "" for room in group.rooms))
            total = solver.Constraint(group.meetings, group.meetings)
            for person in {each for seat in group.seats for each in seat.people}:
                days[person] += group.meetings
            for place in places:
                item = (group.id, place)
                here = solver.NumVar(0, infinity, "")
                total.SetCoefficient(here, 1)
                share = solver.Constraint(0, infinity)
                share.SetCoefficient(here, len(group.seats) * (100 - group.quorum_share) / 100)
                for seat in group.seats:
                    filled = solver.Constraint(0, 0)
                    filled.SetCoefficient(here, -1)
                    if not seat.required:
                        empty = solver.NumVar(0, infinity, "")
                        solver.Objective().SetCoefficient(empty, weights.missed_optional)
                        filled.SetCoefficient(empty, 1)
                        share.SetCoefficient(empty, -1)
                    for person in seat.people:
                        sits = solver.NumVar(0, infinity, "")
                        if person != seat.holder:
                            solver.Objective().SetCoefficient(sits, weights.deputy)
                        filled.SetCoefficient(sits, 1)
                        if place and instance.persons[person].home != place:
                            link = self.links.get((person, item)) or solver.Constraint(0, infinity)
                            self.links[person, item] = link
                            link.SetCoefficient(sits, -1)
                            items.setdefault(person, {})[item] = group.duration
        solver.Objective().SetMinimization()
        for name, durations in items.items():
            who = instance.persons[name]
            counts = _Counts(list(durations.values()), fits(who.max_day))
            self.offers.append(_Offer(who, list(durations), durations, self._tour(who), counts, days[name]))

    def _tour(self, person: Person) -> Callable[[frozenset[str]], float]:
        number, travel = self.instance.place_number, self._closure
        home, known = number[person.home], {}

        def cost(places: frozenset[str]) -> float:
            if places not in known:
                known[places] = min(
                    travel[home][order[0]]
                    + sum(travel[a][b] for a, b in itertools.pairwise(order))
                    + travel[order[-1]][home]
                    for order in itertools.permutations([number[place] for place in places])
                )
            return float(person.weight * (known[places] + self.instance.weights.trip))

        return cost

    def add(self, offer: _Offer, items: tuple[Item, ...]) -> bool:
        """Let the person have days with that pattern; say whether it is new."""
        if items in offer.known:
            return False
        offer.known.add(items)
        days = self.solver.NumVar(0, self.solver.infinity(), "")
        self.solver.Objective().SetCoefficient(days, offer.tour(frozenset(place for _, place in items)))
        for item in items:
            self.links[offer.person.id, item].SetCoefficient(days, 1)
        self.patterns += 1
        return True

    def solve(self) -> float | None:
        """Return the programme's value, or None where it has none."""
        if self.solver.Solve() != self.solver.OPTIMAL:
            return None
        return float(self.solver.Objective().Value())

    def price(self, offer: _Offer, item: Item) -> float:
        """Return what one attendance is worth to the programme."""
        return float(self.links[offer.person.id, item].dual_value())


def _repeat(length: int, times: int) -> tuple[int, ...]:
    return (length,) * times


def _shortest(travel: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the shortest ways between places, over others where that is shorter."""
    ways = [list(row) for row in travel]
    for via in range(len(ways)):
        for row in ways:
            through = row[via]
            for to, rest in enumerate(ways[via]):
                if through + rest < row[to]:
                    row[to] = through + rest
    return ways


def _fitting(instance: Instance) -> Callable[[int], Callable[[tuple[int, ...]], bool]]:
    """Return for a person's most minutes which lengths of meetings fit into one day, breaks between, lunch free."""
    calendar, pause = instance.calendar, instance.weights.min_break
    before, after = calendar.lunch[0] - calendar.opens, calendar.closes - calendar.lunch[1]
    if not calendar.opens <= calendar.lunch[0] < calendar.lunch[1] <= calendar.closes:
        before, after = calendar.closes - calendar.opens, 0
    known: dict[tuple[int, ...], bool] = {}

    def halves(lengths: tuple[int, ...]) -> bool:
        if lengths not in known:
            whole, reach = sum(lengths) + pause * len(lengths), {0}
            for length in lengths:
                reach |= {each + length + pause for each in reach}
            known[lengths] = any(each <= before + pause and whole - each <= after + pause for each in reach)
        return known[lengths]

    return lambda most: lambda lengths: sum(lengths) <= most and halves(lengths)
