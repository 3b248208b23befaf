"""One person's days: which visits fit into one, what the shortest tour through them costs, and which pay best."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samverkan.planner.bound.day_sets import Visit, halves
from samverkan.planner.instance import Instance, Person

Pattern = tuple[tuple[int, int], ...]
"""One person's day: the districts that are visited, by number, and the kind of each visit."""


@dataclass(frozen=True)
class Pricing:
    """Patterns that pay, the best first, and what no pattern exceeds."""

    found: list[Pattern]
    most: float


@dataclass
class Traveller:
    """Somebody with seats away from home: the kinds of visits by district, and the patterns known so far."""

    person: Person
    kinds: dict[int, list[Visit]]
    days: int
    """On how many days at most the person is asked to be away."""
    loads: Loads
    tour: Callable[[frozenset[str]], float]
    known: set[Pattern] = field(default_factory=set)

    def fits(self, district: int, kind: int) -> bool:
        """Say whether one visit fits into a day."""
        return self.kinds[district][kind][1] in self.loads.number

    def cost(self, pattern: Pattern) -> float:
        """Return what the shortest tour through the day's places costs."""
        return self.tour(frozenset(place for district, kind in pattern for place in self.kinds[district][kind][0]))

    def best_patterns(self, worth: dict[int, Any], nodes: int, keep: int = 8) -> Pricing:
        """Return patterns whose worth exceeds their cost, and a limit of what any pattern gains.

        Best first over stays: a district's visits at the same places. A stay is worth, for each load of the day, what
        its best visit of that load is. Some stays can gain no more than if all others lay on the way, which also
        limits what was not looked at when the `nodes` are used up.
        """
        stays = self._stays(worth)
        if not stays:
            return Pricing([], 0.0)
        loads, nothing = self.loads, self.loads.nothing()
        rest = [nothing]
        for stay in reversed(stays):
            rest.append(loads.merge(rest[-1], np.maximum(stay.worth, nothing)))
        rest.reverse()
        heap: list[tuple[float, int, int, tuple[int, ...], Any]] = [(-float(rest[0].max()), 0, 0, (), nothing)]
        found: list[tuple[float, tuple[int, ...]]] = []
        best, ticket = 0.0, 0
        while heap and nodes > 0 and -heap[0][0] > max(best, 1e-6):
            _, _, at, chosen, held = heapq.heappop(heap)
            nodes -= 1
            for number in range(at, len(stays)):
                if any(stays[each].district == stays[number].district for each in chosen):
                    continue
                merged = loads.merge(held, stays[number].worth)
                cost = self.tour(frozenset(place for each in (*chosen, number) for place in stays[each].places))
                gain = float(merged.max()) - cost
                if gain > 1e-6:
                    found.append((gain, (*chosen, number)))
                    best = max(best, gain)
                limit = float(loads.merge(merged, rest[number + 1]).max()) - cost
                if limit > 1e-6:
                    ticket += 1
                    heapq.heappush(heap, (-limit, ticket, number + 1, (*chosen, number), merged))
        most = max(best, -heap[0][0] if heap else 0.0)
        found.sort(key=lambda each: (-each[0], each[1]))
        return Pricing([self._visits([stays[number] for number in chosen]) for _, chosen in found[:keep]], most)

    def _stays(self, worth: dict[int, Any]) -> list[_Stay]:
        stays: dict[tuple[int, tuple[str, ...]], _Stay] = {}
        for district, kinds in self.kinds.items():
            for kind, (places, lengths) in enumerate(kinds):
                load, value = self.loads.number.get(lengths), float(worth[district][kind])
                if load is None or value <= 1e-6:
                    continue
                stay = stays.setdefault(
                    (district, places), _Stay(district, places, np.full(len(self.loads.number), -math.inf), {})
                )
                if value > stay.worth[load]:
                    stay.worth[load], stay.kind[load] = value, kind
        return sorted(stays.values(), key=lambda stay: (-float(stay.worth.max()), stay.district, stay.places))

    def _visits(self, stays: list[_Stay]) -> Pattern:
        """Return the best visits, one for each stay, that fit into one day."""
        loads = self.loads
        stages = list(itertools.accumulate((stay.worth for stay in stays), loads.merge))
        at, visits = int(stages[-1].argmax()), []
        for number in range(len(stays) - 1, -1, -1):
            here = at
            if number:
                pairs = np.flatnonzero(loads.both == at)
                sums = stages[number - 1][loads.one[pairs]] + stays[number].worth[loads.other[pairs]]
                pair = pairs[int(sums.argmax())]
                at, here = int(loads.one[pair]), int(loads.other[pair])
            visits.append((stays[number].district, stays[number].kind[here]))
        return tuple(sorted(visits))


@dataclass(frozen=True)
class _Stay:
    """A district's visits at the same places: what the best visit of each load is worth, and which it is."""

    district: int
    places: tuple[str, ...]
    worth: Any
    kind: dict[int, int]


class Loads:
    """How many meetings of each length fit into one day together, numbered, and which two loads make a third."""

    def __init__(self, lengths: set[int], fits: Callable[[tuple[int, ...]], bool]) -> None:
        """List the loads made of the lengths that `fits` allows."""
        loads: list[tuple[int, ...]] = [()]
        for length in sorted(lengths):
            loads = [
                more
                for load in loads
                for more in itertools.takewhile(fits, (load + (length,) * times for times in itertools.count()))
            ]
        self.number = {load: number for number, load in enumerate(loads)}
        sums = [
            (one, other, self.number[both])
            for one, first in enumerate(loads)
            for other, second in enumerate(loads)
            if (both := tuple(sorted(first + second))) in self.number
        ]
        self.one, self.other, self.both = (np.array(column) for column in zip(*sums, strict=True))

    def nothing(self) -> Any:
        """Return what an empty day is worth: nothing at the empty load."""
        worth = np.full(len(self.number), -math.inf)
        worth[self.number[()]] = 0.0
        return worth

    def merge(self, one: Any, other: Any) -> Any:
        """Return for each load the best of both together."""
        both = np.full(len(self.number), -math.inf)
        np.maximum.at(both, self.both, one[self.one] + other[self.other])
        return both


def fitting(instance: Instance) -> Callable[[int], Callable[[tuple[int, ...]], bool]]:
    """Return for a person's most minutes which lengths of meetings fit into one day, breaks between, lunch free."""
    pause, (before, after) = instance.weights.min_break, halves(instance.calendar)
    known: dict[tuple[int, ...], bool] = {}

    def two_halves(lengths: tuple[int, ...]) -> bool:
        if lengths not in known:
            whole, reach = sum(lengths) + pause * len(lengths), {0}
            for length in lengths:
                reach |= {each + length + pause for each in reach}
            known[lengths] = any(each <= before + pause and whole - each <= after + pause for each in reach)
        return known[lengths]

    return lambda most: lambda lengths: sum(lengths) <= most and two_halves(lengths)


def tours(instance: Instance, ways: Sequence[Sequence[int]], person: Person) -> Callable[[frozenset[str]], float]:
    """Return what the shortest tour from the person's home through some places costs, one trip counted."""
    number, known = instance.place_number, {frozenset[str](): 0.0}
    home = number[person.home]

    def cost(places: frozenset[str]) -> float:
        if places not in known:
            least = min(
                ways[home][order[0]] + sum(ways[a][b] for a, b in itertools.pairwise(order)) + ways[order[-1]][home]
                for order in itertools.permutations([number[place] for place in places])
            )
            known[places] = float(person.weight * (least + instance.weights.trip))
        return known[places]

    return cost


def shortest_ways(travel: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the shortest ways between places, over others where that is shorter."""
    ways = [list(row) for row in travel]
    for via in range(len(ways)):
        for row in ways:
            through = row[via]
            for to, rest in enumerate(ways[via]):
                if through + rest < row[to]:
                    row[to] = through + rest
    return ways
