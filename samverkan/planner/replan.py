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

MOST_TOGETHER = 6
"""So many meetings of a series are laid anew together at most for one that finds no place."""
MOST_TRIES = 20
"""So many times a series makes room for itself before everything is laid anew."""


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
    one finds no place is another moved, too: its neighbour in the series, or one that has its people or rooms and
    finds a place elsewhere; then more of the series, and only if nothing helps is everything laid anew.
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
            if self._is_placed(key) or self._settle(key):
                continue
            others = self._make_room(key, set(touched))
            if others is not None:
                done.update(dict.fromkeys(others))
                continue
            tries += 1
            if tries > MOST_TRIES:
                self._all_anew()
                return list(self.names.meetings)
            rivals = self._neighbours(key)
            for rival in rivals:
                self._take_away(rival)
            queue = [key, *rivals, *queue]
        return list(done)

    def _is_placed(self, key: Key) -> bool:
        return bool(self.memory.mem[self._address(key) + at.M_DAY] >= 0)

    def _address(self, key: Key) -> int:
        return self.memory.meeting(self.names.meeting[key])

    def _settle(self, key: Key) -> bool:
        """Put the meeting where the plan then costs least; say whether there was a place."""
        return bool(self.single.settle(self.memory.mem, self.memory.slots, *self._place(key)))

    def _take_away(self, key: Key) -> bool:
        return bool(self.single.take_away(self.memory.mem, self._address(key)))

    def _make_room(self, key: Key, touched: set[Key]) -> list[Key] | None:
        """Place a meeting that finds no place alone, moving as few others as can be; return those, or None."""
        others = self._with_neighbours(key, 2)
        if others is None:
            others = self._instead_of_another(key, touched)
        for size in range(3, MOST_TOGETHER + 1):
            if others is None:
                others = self._with_neighbours(key, size)
        return others

    def _with_neighbours(self, key: Key, size: int) -> list[Key] | None:
        """Lay so many meetings of the series anew, this one among them; return the others, None if there is no way."""
        group, number = key
        count = self.names.instance.groups[group].meetings
        for first in range(max(1, number - size + 1), min(number, count - size + 1) + 1):
            low, high = first, first + size - 1
            while low > 1 and not self._is_placed((group, low - 1)):
                low -= 1
            while high < count and not self._is_placed((group, high + 1)):
                high += 1
            memory = self.memory
            address = memory.group(self.names.group[group])
            if self.single.lay_together(memory.mem, memory.slots, memory.dice, address, low - 1, high - 1):
                return [(group, each) for each in range(low, high + 1) if each != number]
        return None

    def _instead_of_another(self, key: Key, touched: set[Key]) -> list[Key] | None:
        """Place the meeting where another one is that finds a place elsewhere, touched ones asked first.

        Returns what moved, None if there is no such meeting. The other may take a neighbour in its series with it.
        """
        mem = self.memory.mem
        for other in sorted(self._rivals(key), key=lambda rival: rival not in touched):
            meeting = self._address(other)
            was = [int(value) for value in mem[meeting + at.M_DAY : meeting + at.M_ROW + 1]]
            seats = mem[mem[meeting + at.M_ATTEND] :][: len(self.names.seats[other[0]])].copy()
            if not self._take_away(other):
                continue
            if self._settle(key):
                if self._settle(other):
                    return [other]
                if (more := self._with_neighbours(other, 2)) is not None:
                    return [other, *more]
                self._take_away(key)
            mem[mem[at.CHOSEN] : mem[at.CHOSEN] + len(seats)] = seats
            self.single.keep(mem, self.memory.slots, meeting, *was)
        return None

    def _rivals(self, key: Key) -> list[Key]:
        """Return the placed meetings of other groups that have the rooms or the people on days when this may be."""
        instance, mem = self.names.instance, self.memory.mem
        group = instance.groups[key[0]]
        first, last = self._window(key)
        wanted = {person for seat in group.seats if seat.required for person in seat.people}
        found = []
        for other in self.names.meetings:
            rival = instance.groups[other[0]]
            if other[0] == key[0] or not (
                set(rival.rooms) & set(group.rooms) or wanted & {each for seat in rival.seats for each in seat.people}
            ):
                continue
            meeting = self._address(other)
            if first <= mem[meeting + at.M_DAY] <= last and not mem[meeting + at.M_PINNED]:
                found.append(other)
        return found

    def _window(self, key: Key) -> tuple[int, int]:
        """Return the first and the last day between the nearest placed meetings of the series."""
        group, number = key
        days = [
            int(self.memory.mem[self._address((group, each)) + at.M_DAY])
            for each in range(1, self.names.instance.groups[group].meetings + 1)
        ]
        before = [day for day in days[: number - 1] if day >= 0]
        after = [day for day in days[number:] if day >= 0]
        return max([0, *before]), min([len(self.names.days) - 1, *after])

    def _neighbours(self, key: Key) -> list[Key]:
        """Return the placed and movable meetings before and after it in the series."""
        group, number = key
        count, mem = self.names.instance.groups[group].meetings, self.memory.mem
        near = [(group, each) for each in (number - 1, number + 1) if 1 <= each <= count]
        return [each for each in near if self._is_placed(each) and not mem[self._address(each) + at.M_PINNED]]

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
