"""The linear programme: how often each district has which day set, and each person which day."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from samverkan.planner.bound.day_sets import DaySets, Visit, day_sets, districts_of
from samverkan.planner.bound.patterns import Loads, Pattern, Traveller, fitting, shortest_ways, tours
from samverkan.planner.instance import Instance

KEEP = 40
"""How many day sets of a district are added at most in one round."""


@dataclass
class _District:
    """A district's day sets, those known so far, and its rows: one for the absences, one for each kind of visit."""

    sets: DaySets
    absences: Any
    visits: dict[str, list[Any]]
    known: set[int]


class Programme:
    """Day sets and patterns known so far, tied by the groups' meetings and by everybody's visits.

    Each group meets as often as it shall. Each visit that a day set asks of a person is in one of the person's
    patterns, unless a deputy goes or the seat stays empty: then a smaller visit is left, and every such absence costs.
    A day set that does not fit into a day needs absences of its district.
    """

    def __init__(self, instance: Instance) -> None:
        """Lay out the rows, and begin with every meeting and every visit by itself."""
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loading OR-Tools costs a second

        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._most = self._solver.infinity()
        self._absence = min(instance.weights.deputy, instance.weights.missed_optional)
        self.columns = 0
        self._meetings = {
            group.id: self._solver.Constraint(group.meetings, group.meetings) for group in instance.groups.values()
        }
        self.districts = [self._lay_out(day_sets(instance, groups)) for groups in districts_of(instance)]
        self.travellers = list(self._travellers(instance))
        self._solver.Objective().SetMinimization()
        for number, district in enumerate(self.districts):
            for alone in np.flatnonzero(district.sets.meets.sum(axis=1) == 1):
                self.add_day_set(number, int(alone))
        for traveller in self.travellers:
            for number, kinds in traveller.kinds.items():
                for kind in range(len(kinds)):
                    if traveller.fits(number, kind):
                        self.add_pattern(traveller, ((number, kind),))

    def _lay_out(self, sets: DaySets) -> _District:
        absences = self._solver.Constraint(0, self._most)
        self._column(self._absence, {absences: 1})
        rows = {
            person: [self._solver.Constraint(0, self._most) for _ in visits.kinds]
            for person, visits in sets.visits.items()
        }
        for person, visits in sets.visits.items():
            number = {visit: kind for kind, visit in enumerate(visits.kinds)}
            for kind, visit in enumerate(visits.kinds):
                for smaller in one_less(visit):
                    if smaller in number:
                        row = {rows[person][kind]: 1, rows[person][number[smaller]]: -1, absences: 1}
                        self._column(self._absence, row)
                if len(visit[1]) == 1:
                    self._column(self._absence, {rows[person][kind]: 1, absences: 1})
        return _District(sets, absences, rows, set())

    def _travellers(self, instance: Instance) -> Iterator[Traveller]:
        fits, ways = fitting(instance), shortest_ways(instance.travel)
        kinds: dict[str, dict[int, list[Visit]]] = {}
        for number, district in enumerate(self.districts):
            for holder, visits in district.sets.visits.items():
                kinds.setdefault(holder, {})[number] = visits.kinds
        for person_id, by_district in kinds.items():
            person = instance.persons[person_id]
            days = sum(
                group.meetings
                for group in instance.groups.values()
                if any(seat.holder == person_id for seat in group.seats)
            )
            lengths = {length for each in by_district.values() for _, held in each for length in held}
            loads = Loads(lengths, fits(person.max_day))
            yield Traveller(person, by_district, days, loads, tours(instance, ways, person))

    def _column(self, cost: float, rows: Mapping[Any, float]) -> None:
        column = self._solver.NumVar(0, self._most, "")
        self._solver.Objective().SetCoefficient(column, cost)
        for row, amount in rows.items():
            row.SetCoefficient(column, amount)
        self.columns += 1

    def add_day_set(self, number: int, day_set: int) -> bool:
        """Let the district have days with that set; say whether it is new."""
        district = self.districts[number]
        if day_set in district.known:
            return False
        district.known.add(day_set)
        sets = district.sets
        rows = {
            self._meetings[group.id]: 1.0
            for group, meets in zip(sets.groups, sets.meets[day_set], strict=True)
            if meets
        }
        for person, visits in sets.visits.items():
            if visits.of_set[day_set] >= 0:
                rows[district.visits[person][visits.of_set[day_set]]] = -1.0
        if sets.absences[day_set]:
            rows[district.absences] = -float(sets.absences[day_set])
        self._column(0, rows)
        return True

    def add_pattern(self, traveller: Traveller, pattern: Pattern) -> bool:
        """Let the person have days with that pattern; say whether it is new."""
        if pattern in traveller.known:
            return False
        traveller.known.add(pattern)
        rows = {self.districts[number].visits[traveller.person.id][kind]: 1.0 for number, kind in pattern}
        self._column(traveller.cost(pattern), rows)
        return True

    def solve(self) -> Prices | None:
        """Return the programme's value and prices, or None where it has none."""
        if self._solver.Solve() != self._solver.OPTIMAL:
            return None
        return Prices(
            float(self._solver.Objective().Value()),
            {group: float(row.dual_value()) for group, row in self._meetings.items()},
            [float(district.absences.dual_value()) for district in self.districts],
            [
                {person: np.array([row.dual_value() for row in rows]) for person, rows in district.visits.items()}
                for district in self.districts
            ],
        )


@dataclass(frozen=True)
class Prices:
    """What the programme costs, and would pay for one meeting more, one absence less, and each visit."""

    value: float
    meetings: dict[str, float]
    absences: list[float]
    visits: list[dict[str, Any]]

    def day_sets(self, number: int, sets: DaySets) -> Any:
        """Return what each of the district's day sets would change of the value; below nothing, it pays."""
        change = -(sets.meets @ np.array([self.meetings[group.id] for group in sets.groups]))
        change = change + self.absences[number] * sets.absences
        for person, visits in sets.visits.items():
            change = change + np.append(self.visits[number][person], 0.0)[visits.of_set]
        return change

    def of_person(self, traveller: Traveller) -> dict[int, Any]:
        """Return what each of the person's visits is worth, by district."""
        return {number: self.visits[number][traveller.person.id] for number in traveller.kinds}


def one_less(visit: Visit) -> Iterator[Visit]:
    """Yield what may be left of a visit without one of its meetings: its lengths, and any of its places."""
    places, lengths = visit
    for length in dict.fromkeys(lengths):
        left = list(lengths)
        left.remove(length)
        if left:
            for count in range(1, len(places) + 1):
                for some in itertools.combinations(places, count):
                    yield some, tuple(left)
