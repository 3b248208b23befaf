"""The first plan: one series at a time, the scarce and shared first, each on its best days given those before."""

from __future__ import annotations

import random

from samverkan.planner.explain import contradictions
from samverkan.planner.instance import Group, Instance
from samverkan.planner.memory import Memory

ATTEMPTS = 400
"""How many times a series that found no room may push others away, before the instance is called impossible."""


class Impossible(Exception):
    """No plan was found; `reasons` has one sentence for each thing that cannot be met."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the sentences."""
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def scarcity(instance: Instance, load: dict[str, int], group: Group) -> tuple[int, int, str]:
    """Return the order in which series are set: pinned, in need of preparation, then by how wanted their people are."""
    pinned = any(fixed.group == group.id for fixed in instance.fixed)
    wanted = sum(load[seat.holder] for seat in group.seats if seat.required)
    return (0 if pinned else 1 if group.prep_group else 2, -wanted, group.id)


def construct(memory: Memory, seed: int = 1) -> None:
    """Fill the empty plan. A series that finds no days pushes away others that want its people; they try anew."""
    from samverkan.planner.kernel.doors.laying import lift_series, set_series  # noqa: PLC0415 - loading Numba costs a second

    instance, names = memory.names.instance, memory.names
    load: dict[str, int] = dict.fromkeys(instance.persons, 0)
    for group in instance.groups.values():
        for seat in group.seats:
            load[seat.holder] += group.meetings * group.duration
    order = sorted(instance.groups.values(), key=lambda group: scarcity(instance, load, group))
    waiting = [names.group[group.id] for group in order]
    rivals = _rivals(instance)
    chance, failures = random.Random(seed), 0
    while waiting:
        number = waiting.pop(0)
        if set_series(memory.mem, memory.slots, memory.dice, memory.group(number), 20.0 * min(failures, 5)):
            continue
        failures += 1
        near = [each for each in rivals[number] if memory.is_placed(each)]
        if failures > ATTEMPTS or not near:
            raise Impossible(_reasons(instance, names.groups[number]))
        pushed = chance.sample(near, min(len(near), chance.randint(1, 4)))
        first = [number]
        prep = instance.groups[names.groups[number]].prep_group
        if prep is not None and memory.is_placed(names.group[prep]) and failures % 2:
            first = [number, names.group[prep]]
        pushed = [each for each in pushed if each not in first]
        for each in [*first, *pushed]:
            lift_series(memory.mem, memory.group(each))
        waiting = [*first, *pushed, *waiting]


def _reasons(instance: Instance, group_id: str) -> list[str]:
    """Return why there is no plan: demands that contradict each other, or that the people are wanted elsewhere."""
    alone = contradictions(instance)
    if alone:
        return [each.sentence for each in alone]
    people = ", ".join(seat.holder for seat in instance.groups[group_id].seats if seat.required)
    return [f"groups.{group_id}: could meet if it were alone, but no days were found beside the others ({people})."]


def _rivals(instance: Instance) -> list[list[int]]:
    """Return for each group the others that want the same people or rooms, or that prepare for it."""
    users: dict[str, set[int]] = {}
    for number, group in enumerate(instance.groups.values()):
        wanted = {f"person {each}" for seat in group.seats for each in seat.people}
        wanted |= {f"room {room}" for room in group.rooms if not instance.rooms[room].remote}
        wanted |= {f"series {group.id}"} | ({f"series {group.prep_group}"} if group.prep_group else set())
        for key in wanted:
            users.setdefault(key, set()).add(number)
    near: list[set[int]] = [set() for _ in instance.groups]
    for numbers in users.values():
        for number in numbers:
            near[number] |= numbers
    return [sorted(numbers - {number}) for number, numbers in enumerate(near)]
