"""After a change: the old plan kept wherever it still holds, only what was touched moved, and each change explained."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.check import Violation, violations
from samverkan.planner.construct import Impossible, construct
from samverkan.planner.cost import Cost, cost_of
from samverkan.planner.instance import Instance
from samverkan.planner.memory import Memory, Names, build_memory
from samverkan.planner.schedule import Key, Placement, Schedule

WARM = 20.0
"""The heat at which touched meetings look for better places."""


@dataclass(frozen=True)
class Change:
    """A meeting that is no longer as it was: before (None if it is new), after, and why."""

    meeting: Key
    before: Placement | None
    after: Placement
    reason: str

    @property
    def moved(self) -> bool:
        """Say whether day, hour or room changed, and not only who attends."""
        return self.before is None or (self.before.day, self.before.start, self.before.room) != (
            self.after.day,
            self.after.start,
            self.after.room,
        )


@dataclass(frozen=True)
class Replan:
    """The new plan, its cost (with what moving costs), what changed, and how long it took."""

    schedule: Schedule
    cost: Cost
    changes: tuple[Change, ...]
    seconds: float


def replan(instance: Instance, old: Schedule, *, seed: int = 1, work: int = 20_000) -> Replan:
    """Return a plan for the changed instance that differs little from the old one; raise `Impossible` if none is found.

    Meetings that break no rule stay. The others are settled one at a time where the plan then costs least. Only if
    one finds no place are its nearest rivals moved, too, and only if that does not help is a series laid anew.
    """
    from samverkan.planner.kernel.doors.search import anneal  # noqa: PLC0415 - loading Numba costs a second

    began = time.monotonic()
    broken = violations(instance, old)
    reasons: dict[Key, Violation] = {}
    for violation in broken:
        for key in violation.meetings:
            reasons.setdefault(key, violation)
    memory = build_memory(Names(instance), old, seed)
    layer = _Layer(memory, old)
    names = memory.names
    first = [key for key in names.meetings if key in old.meetings and key not in reasons]
    again = [key for key in names.meetings if key in old.meetings and key in reasons]
    touched = [key for key in names.meetings if key not in old.meetings]
    touched += [key for key in [*first, *again] if not layer.keep(key)]
    touched = layer.settle(touched)
    if touched:
        addresses = [memory.meeting(names.meeting[key]) for key in touched]
        free: Any = np.array([each for each in addresses if not memory.mem[each + at.M_PINNED]], dtype=np.int32)
        for heat in (WARM, WARM / 2, 0.0) if len(free) else ():
            anneal(memory.mem, memory.slots, memory.dice, free, work // 3, heat, 0, 0)
    schedule = memory.schedule()
    changes = tuple(_changes(old, schedule, names.meetings, reasons))
    return Replan(schedule, cost_of(instance, schedule, old), changes, time.monotonic() - began)


def _changes(old: Schedule, new: Schedule, keys: Iterable[Key], reasons: dict[Key, Violation]) -> Iterable[Change]:
    for key in keys:
        before, after = old.meetings.get(key), new.meetings[key]
        if before == after:
            continue
        if before is None:
            reason = f"{key[0]} {key[1]} is new."
        elif key in reasons:
            reason = reasons[key].sentence
        else:
            reason = f"{key[0]} {key[1]} makes room for a meeting that had to move."
        yield Change(key, before, after, reason)


class _Layer:
    """Lays the old plan into an empty one, meeting by meeting."""

    def __init__(self, memory: Memory, old: Schedule) -> None:
        from samverkan.planner.kernel.doors import single  # noqa: PLC0415 - loading Numba costs a second

        self.single = single
        self.memory, self.old, self.names = memory, old, memory.names

    def _place(self, key: Key) -> tuple[int, int, int, int]:
        """Return the meeting's address and its old day, start and row (-1 for none)."""
        names = self.names
        meeting = self.memory.meeting(names.meeting[key])
        if self.memory.mem[meeting + at.M_PINNED]:
            pin = self.memory.mem[meeting + at.M_PIN_DAY : meeting + at.M_PIN_ROW + 1]
            return meeting, int(pin[0]), int(pin[1]), int(pin[2])
        was = self.old.meetings.get(key)
        if was is None:
            return meeting, -1, -1, -1
        rows = [row for row in names.group_rows[names.group[key[0]]] if names.rows[row] == was.room]
        return meeting, names.day.get(was.day, -1), was.start, rows[0] if rows else -1

    def keep(self, key: Key) -> bool:
        """Put the meeting where it was, the same people in its seats, if that breaks no rule."""
        mem, names = self.memory.mem, self.names
        meeting, day, start, row = self._place(key)
        was = self.old.meetings[key]
        if (was.day, was.start) != (names.days[day] if day >= 0 else None, start) or not _seated(
            names.instance, key, was
        ):
            return False
        for number, seat in enumerate(names.seats[key[0]]):
            person = was.attend.get(seat.id)
            address = int(mem[at.PERSON_LIST]) + names.person[person] * at.PERSON if person else 0
            mem[mem[at.CHOSEN] + number] = address
        return bool(self.single.keep(mem, self.memory.slots, meeting, day, start, row))

    def settle(self, touched: list[Key]) -> list[Key]:
        """Find a place for every touched meeting; return those that were touched in the end."""
        done: dict[Key, None] = {}
        queue, tries = list(touched), 0
        while queue:
            key = queue.pop(0)
            done[key] = None
            if self.single.settle(self.memory.mem, self.memory.slots, *self._place(key)):
                continue
            tries += 1
            if tries > 40:
                self._all_anew()
                return list(self.names.meetings)
            rivals = self._rivals(key, tries)
            for rival in rivals:
                self.single.take_away(self.memory.mem, self.memory.meeting(self.names.meeting[rival]))
            queue = [key, *rivals, *queue]
        return list(done)

    def _rivals(self, key: Key, tries: int) -> list[Key]:
        """Return placed meetings in the way: neighbours in the series, later those that want the same people."""
        group = self.names.instance.groups[key[0]]
        mem, memory = self.memory.mem, self.memory
        near = [(key[0], key[1] + step) for step in (-1, 1) if 1 <= key[1] + step <= group.meetings]
        if tries > 4:
            people = {person for seat in group.seats if seat.required for person in seat.people}
            near += [
                other
                for other in self.names.meetings
                if other[0] != key[0]
                and any(seat.holder in people for seat in self.names.instance.groups[other[0]].seats)
            ]
        placed = [
            other
            for other in near
            if mem[memory.meeting(self.names.meeting[other]) + at.M_DAY] >= 0
            and not mem[memory.meeting(self.names.meeting[other]) + at.M_PINNED]
        ]
        return placed[(tries * 3) % max(1, len(placed)) :][:3] if tries > 4 else placed

    def _all_anew(self) -> None:
        """Lay every series anew, since no small change was enough."""
        memory = self.memory
        for number in range(len(self.names.meetings)):
            meeting = memory.meeting(number)
            if memory.mem[meeting + at.M_DAY] >= 0:
                self.single.take_away(memory.mem, meeting)
        construct(memory)


def _seated(instance: Instance, key: Key, placement: Placement) -> bool:
    """Say whether the seats are filled as the group demands (H6) and the room is large enough."""
    group = instance.groups[key[0]]
    present = [person for person in placement.attend.values() if person]
    parties = [instance.persons[person].party for person in present]
    return (
        len(set(present)) == len(present)
        and all(
            (person is None and not seat.required) or person in seat.people
            for seat in group.seats
            for person in [placement.attend.get(seat.id)]
        )
        and parties.count("kommun") >= group.quorum_kommun
        and parties.count("polis") >= group.quorum_polis
        and len(present) * 100 >= group.quorum_share * len(group.seats)
        and len(present) <= instance.rooms[placement.room].capacity
    )


__all__ = ["Change", "Impossible", "Replan", "replan"]
