"""A proven lower bound: no plan of the instance costs less.

A linear programme over *day patterns*: for each person, how many days with which meetings at which places. A pattern
costs what the shortest tour through its places costs, and one trip; it must fit into the two halves of the day and
under the person's most minutes of meetings. The patterns are too many to list, so those that could lower the value are
found as they are needed (column generation); what is still missing at the end is subtracted, so that the bound holds
whenever the work stops. Hours, rooms, gaps and clashes are left out: leaving out rules can only lower the bound.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from samverkan.planner.instance import Instance, Person

CLOSE_ENOUGH = 0.001
"""The share of the bound that further patterns could add at most, when the work stops by itself."""

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
    fits: Callable[[tuple[int, ...]], bool]
    days: int
    known: set[tuple[Item, ...]] = field(default_factory=set)


def lower_bound(instance: Instance, *, seconds: float = 30.0, stop: Callable[[], bool] = lambda: False) -> Bound:
    """Return the best bound found within the time. 0 is always true, and returned when there is no time at all."""
    began = time.monotonic()
    programme = _Programme(instance)
    best, rounds = 0.0, 0
    for offer in programme.offers:
        for item in offer.items:
            programme.add(offer, (item,))
    while time.monotonic() - began < seconds and not stop():
        rounds += 1
        value = programme.solve()
        if value is None:
            break
        missing, found = 0.0, []
        for offer in programme.offers:
            worth = {item: programme.price(offer, item) for item in offer.items}
            better = best_patterns(offer, worth)
            if better:
                missing += offer.days * max(0.0, better[0][0])
                found += [(offer, items) for _, items in better]
        best = max(best, value - missing)
        if value - best <= CLOSE_ENOUGH * value or not found:
            break
        for offer, items in found:
            programme.add(offer, items)
    value = max(0, math.ceil(best - 1e-3))
    return Bound(value, programme.patterns, rounds, time.monotonic() - began)


def best_patterns(offer: _Offer, worth: dict[Item, float], most: int = 6) -> list[tuple[float, tuple[Item, ...]]]:
    """Return patterns whose worth exceeds their cost, the best first: the best that there is, and some others.

    By sets of places: what a place can give for so many meetings of each length is the sum of its dearest ones.
    """
    by_place: dict[str, list[Item]] = {}
    for item in offer.items:
        if worth[item] > 1e-6:
            by_place.setdefault(item[1], []).append(item)
    gains: dict[str, dict[tuple[int, ...], tuple[float, tuple[Item, ...]]]] = {}
    for place, items in by_place.items():
        items.sort(key=lambda item: -worth[item])
        gains[place] = {}
        for size in range(1, len(items) + 1):
            grown = False
            for chosen in itertools.combinations(items, size):
                lengths = tuple(sorted(offer.durations[item] for item in chosen))
                if offer.fits(lengths):
                    grown = True
                    value = sum(worth[item] for item in chosen)
                    if value > gains[place].get(lengths, (0.0, ()))[0]:
                        gains[place][lengths] = value, chosen
            if not grown:
                break
    places = sorted(gains, key=lambda place: -max(value for value, _ in gains[place].values()))
    tops = [max(value for value, _ in gains[place].values()) for place in places]
    found: list[tuple[float, tuple[Item, ...]]] = []

    def grow(at: int, chosen: frozenset[str], held: dict[tuple[int, ...], tuple[float, tuple[Item, ...]]]) -> None:
        cost = offer.tour(chosen) if chosen else 0.0
        if chosen:
            value, items = max(held.values())
            if value - cost > 1e-6:
                found.append((value - cost, tuple(sorted(items))))
        for number in range(at, len(places)):
            highest = max((value for value, _ in held.values()), default=0.0) + tops[number]
            if highest + sum(tops[number + 1 : number + 12]) <= offer.tour(chosen | {places[number]}):
                continue
            merged: dict[tuple[int, ...], tuple[float, tuple[Item, ...]]] = {}
            for lengths, (value, items) in (held or {(): (0.0, ())}).items():
                for more, (gain, others) in gains[places[number]].items():
                    both = tuple(sorted(lengths + more))
                    if offer.fits(both) and value + gain > merged.get(both, (0.0, ()))[0]:
                        merged[both] = value + gain, items + others
            if merged:
                grow(number + 1, chosen | {places[number]}, merged)

    grow(0, frozenset(), {})
    found.sort(reverse=True)
    return found[:most]


class _Programme:
    """The linear programme: places of meetings, who fills the seats, and the patterns known so far."""

    def __init__(self, instance: Instance) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loading OR-Tools costs a second

        self.instance = instance
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
            person = instance.persons[name]
            self.offers.append(
                _Offer(person, list(durations), durations, self._tour(person), fits(person.max_day), days[name])
            )

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

    def add(self, offer: _Offer, items: tuple[Item, ...]) -> None:
        """Let the person have days with that pattern."""
        if items in offer.known:
            return
        offer.known.add(items)
        days = self.solver.NumVar(0, self.solver.infinity(), "")
        self.solver.Objective().SetCoefficient(days, offer.tour(frozenset(place for _, place in items)))
        for item in items:
            self.links[offer.person.id, item].SetCoefficient(days, 1)
        self.patterns += 1

    def solve(self) -> float | None:
        """Return the programme's value, or None where it has none."""
        if self.solver.Solve() != self.solver.OPTIMAL:
            return None
        return float(self.solver.Objective().Value())

    def price(self, offer: _Offer, item: Item) -> float:
        """Return what one attendance is worth to the programme."""
        return float(self.links[offer.person.id, item].dual_value())


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
