"""Why something cannot be met: the smallest set of demands that contradict each other, in words.

A series, with the one that prepares for it, is put to CP-SAT with a literal for each demand. Where it has no answer,
demands are dropped one at a time for as long as it still has none: what is left contradicts itself, and without any
one of them it would not.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from samverkan.planner.instance import Group, Instance, Seat
from samverkan.planner.memory import Names, person_is_free

SECONDS = 5.0
"""How long one question may take; a question without an answer counts as one that has an answer."""


@dataclass(frozen=True)
class Demand:
    """A demand in words, beginning with its key."""

    key: str
    sentence: str


@dataclass(frozen=True)
class Contradiction:
    """Demands of which at least one must give way."""

    group: str
    demands: tuple[Demand, ...]

    @property
    def sentence(self) -> str:
        """Return all in one line."""
        words = "; ".join(f"{demand.key}: {demand.sentence}" for demand in self.demands)
        return f"groups.{self.group}: cannot all be met: {words}."


def contradiction(instance: Instance, group_id: str) -> Contradiction | None:
    """Return the demands that keep the group's series from being planned even alone, or None if it can be."""
    series = _Series(instance, group_id)
    if series.can_hold(series.demands):
        return None
    needed = list(series.demands)
    for demand in list(series.demands):
        rest = [each for each in needed if each is not demand]
        if not series.can_hold(rest):
            needed = rest
    return Contradiction(group_id, tuple(needed))


def contradictions(instance: Instance, group_ids: Iterable[str] | None = None) -> list[Contradiction]:
    """Return one contradiction for each of the groups that cannot be planned even alone."""
    found = (contradiction(instance, group_id) for group_id in (group_ids or instance.groups))
    return [each for each in found if each is not None]


class _Series:
    """A group's series, and its preparation's, as a question to CP-SAT."""

    def __init__(self, instance: Instance, group_id: str) -> None:
        self.instance, self.names = instance, Names(instance)
        group = instance.groups[group_id]
        self.groups = [group, *([instance.groups[group.prep_group]] if group.prep_group else [])]
        self.slots = len(instance.calendar.starts)
        self.builders: list[tuple[Demand, Callable[[Any, Any, dict[str, list[Any]]], None]]] = []
        for each in self.groups:
            self._of_group(each)
        if group.prep_group:
            self._preparation(group, self.groups[1])
        self.demands = [demand for demand, _ in self.builders]

    def _of_group(self, group: Group) -> None:
        key, instance = f"groups.{group.id}", self.instance
        for seat in group.seats:
            if seat.required:
                free = self._seat_times(group, seat)
                words = f"somebody in the seat of {seat.function or seat.id} is free"
                self._times(Demand(f"{key}.seats.{seat.id}", words), group, free)
        self._times(Demand(f"{key}.rooms", f"one of {', '.join(group.rooms)} is open"), group, self._room_times(group))
        inside = np.array([group.first <= day <= group.last for day in self.names.days], dtype=np.bool_)
        times = np.repeat(inside[:, None], self.slots, axis=1)
        self._times(Demand(f"{key}.first", f"meetings lie between {group.first} and {group.last}"), group, times)
        active = [instance.calendar.active(day) for day in self.names.days]
        for which, words in (
            ("min_gap", f"at least {group.min_gap} active days between two meetings"),
            ("max_gap", f"at most {group.max_gap} active days between two meetings, from the start and to the end"),
        ):
            self.builders.append((Demand(f"{key}.{which}", words), self._gap(group, which, active)))
        for stone in (each for each in instance.milestones if each.group == group.id):
            days = [number for number, day in enumerate(self.names.days) if stone.first <= day <= stone.last]
            words = f"{group.id} meets between {stone.first} and {stone.last} ({stone.tag})"
            self.builders.append((Demand(f"milestones.{group.id}", words), self._milestone(group, days)))
        for fixed in (each for each in instance.fixed if each.group == group.id):
            words = f"meeting {fixed.index} stays on {fixed.day} at {fixed.start // 60:02d}:{fixed.start % 60:02d}"
            self.builders.append(
                (Demand(f"fixed.{group.id}", words), self._pin(group, fixed.index, fixed.day, fixed.start))
            )

    def _seat_times(self, group: Group, seat: Seat) -> Any:
        places = {self.instance.rooms[room].place for room in group.rooms}
        times = np.zeros((len(self.names.days), self.slots), dtype=np.bool_)
        for person, place in itertools.product(seat.people, places):
            times |= person_is_free(self.names, person, group.duration, place)
        return times

    def _room_times(self, group: Group) -> Any:
        starts, length = np.array(self.instance.calendar.starts), group.duration
        times = np.zeros((len(self.names.days), self.slots), dtype=np.bool_)
        for name in group.rooms:
            here = np.ones_like(times)
            for day, spans in self.instance.rooms[name].closed.items():
                for start, end in spans if day in self.names.day else ():
                    here[self.names.day[day]] &= (starts + length <= start) | (starts >= end)
            times |= here
        return times

    def _times(self, demand: Demand, group: Group, times: Any) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - loading OR-Tools costs a second

        domain = cp_model.Domain.from_values(np.flatnonzero(times).tolist())

        def build(model: Any, literal: Any, when: dict[str, list[Any]]) -> None:
            for meeting in when[group.id]:
                model.add_linear_expression_in_domain(meeting, domain).only_enforce_if(literal)

        self.builders.append((demand, build))

    def _gap(self, group: Group, which: str, active: list[int]) -> Callable[[Any, Any, dict[str, list[Any]]], None]:
        calendar = self.instance.calendar

        def build(model: Any, literal: Any, when: dict[str, list[Any]]) -> None:
            numbers = when[f"{group.id} active"]
            for one, other in itertools.pairwise(numbers):
                if which == "min_gap":
                    model.add(other - one >= group.min_gap).only_enforce_if(literal)
                else:
                    model.add(other - one <= group.max_gap).only_enforce_if(literal)
            if which == "max_gap":
                model.add(numbers[0] <= calendar.active(group.first) + group.max_gap).only_enforce_if(literal)
                model.add(numbers[-1] >= calendar.active(group.last) - group.max_gap).only_enforce_if(literal)

        return build

    def _milestone(self, group: Group, days: list[int]) -> Callable[[Any, Any, dict[str, list[Any]]], None]:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - loading OR-Tools costs a second

        domain = cp_model.Domain.from_values(days)

        def build(model: Any, literal: Any, when: dict[str, list[Any]]) -> None:
            met = []
            for day in when[f"{group.id} day"]:
                met.append(model.new_bool_var(""))
                model.add_linear_expression_in_domain(day, domain).only_enforce_if(met[-1])
            model.add_bool_or(met).only_enforce_if(literal)

        return build

    def _pin(self, group: Group, index: int, day: Any, start: int) -> Callable[[Any, Any, dict[str, list[Any]]], None]:
        calendar = self.instance.calendar
        number, slot = self.names.day.get(day), (start - calendar.opens) / calendar.grid

        def build(model: Any, literal: Any, when: dict[str, list[Any]]) -> None:
            if number is None or slot != int(slot) or not 0 <= slot < self.slots:
                model.add_bool_or([]).only_enforce_if(literal)
            else:
                model.add(when[group.id][index - 1] == number * self.slots + int(slot)).only_enforce_if(literal)

        return build

    def _preparation(self, group: Group, prep: Group) -> None:
        def build(model: Any, literal: Any, when: dict[str, list[Any]]) -> None:
            for date in when[f"{group.id} date"]:
                prepared = []
                for before in when[f"{prep.id} date"]:
                    prepared.append(model.new_bool_var(""))
                    model.add(date - before >= group.lead[0]).only_enforce_if(prepared[-1])
                    model.add(date - before <= group.lead[1]).only_enforce_if(prepared[-1])
                model.add_bool_or(prepared).only_enforce_if(literal)

        words = f"{prep.id} meets {group.lead[0]}–{group.lead[1]} days before each meeting"
        self.builders.append((Demand(f"groups.{group.id}.prep_group", words), build))

    def can_hold(self, demands: list[Demand]) -> bool:
        """Say whether there are days for the series if only those demands are made (and H1's hours and lunch)."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 - loading OR-Tools costs a second

        model, calendar = cp_model.CpModel(), self.instance.calendar
        when: dict[str, list[Any]] = {}
        days, starts = self.names.days, np.array(calendar.starts)
        if not days:
            return False
        active = [calendar.active(day) for day in days]
        ordinal = [day.toordinal() - days[0].toordinal() for day in days]
        for group in self.groups:
            hours = (starts + group.duration <= calendar.closes) & (
                (starts >= calendar.lunch[1]) | (starts + group.duration <= calendar.lunch[0])
            )
            slots = cp_model.Domain.from_values(np.flatnonzero(hours).tolist())
            for name in ("", " day", " active", " date"):
                when[f"{group.id}{name}"] = []
            for _ in range(group.meetings):
                day = model.new_int_var(0, len(days) - 1, "")
                number = model.new_int_var(0, active[-1], "")
                date = model.new_int_var(0, ordinal[-1], "")
                slot = model.new_int_var_from_domain(slots, "") if np.any(hours) else None
                if slot is None:
                    return False
                model.add_element(day, active, number)
                model.add_element(day, ordinal, date)
                when[group.id].append(day * self.slots + slot)
                when[f"{group.id} day"].append(day)
                when[f"{group.id} active"].append(number)
                when[f"{group.id} date"].append(date)
        true = model.new_constant(1)
        for demand, build in self.builders:
            if demand in demands:
                build(model, true, when)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 1
        return bool(solver.solve(model) != cp_model.INFEASIBLE)
