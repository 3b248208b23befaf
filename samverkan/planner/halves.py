"""Two threads on one plan: each searches its own part of the year, and the parts are joined again."""

from __future__ import annotations

import threading
from collections.abc import Callable

from samverkan.planner import layout as at
from samverkan.planner.memory import Memory

MARGIN = 25
"""Calendar days from the border within which preparation and what it prepares stand still."""
FROZEN = 2
"""In M_PINNED: stands still for now."""


def borders(memory: Memory) -> list[int]:
    """Return first days of weeks in the middle of the year, by which it may be divided, in the order of their turns."""
    days, mem = memory.mem[at.DAYS], memory.mem
    weeks = [int(mem[mem[at.DAY_LIST] + day * at.DAY + at.D_WEEK]) for day in range(days)]
    begins = [day for day in range(1, days) if weeks[day] != weeks[day - 1] and 0.3 * days <= day <= 0.7 * days]
    return [begins[number * 7 % len(begins)] for number in range(len(begins))] if len(begins) > 6 else []


def search_halves(memory: Memory, border: int, search: Callable[[int, Memory], None]) -> None:
    """Let `search` improve the days before the border and those from it on at the same time, on two copies.

    A meeting may move if it and its neighbours in the series lie in the same part, and if no demand reaches over the
    border (H5). So what one thread does cannot break a rule for the other. Fairness, which looks at the whole year, is
    reckoned anew when the parts are joined.
    """
    total, fairness = memory.total, _fairness(memory)
    copies = [memory, memory.copy(int(memory.dice[0]) % 1_000_003)]
    days = memory.mem[at.DAYS]
    for half, copy in enumerate(copies):
        copy.mem[at.FIRST_DAY], copy.mem[at.LAST_DAY] = (0, border - 1) if half == 0 else (border, days - 1)
        _freeze(copy, border, half)
    threads = [threading.Thread(target=search, args=(half, copy)) for half, copy in enumerate(copies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for copy in copies:
        _thaw(copy)
        copy.mem[at.FIRST_DAY], copy.mem[at.LAST_DAY] = 0, days - 1
    plain = total - fairness + sum(copy.total - _fairness(copy) - (total - fairness) for copy in copies)
    _join(memory, copies[1], border)
    memory.mem[memory.mem[at.TOTAL]] = plain + _fairness(memory)


def _fairness(memory: Memory) -> int:
    """Return what the districts' unpopular hours cost."""
    mem = memory.mem
    counters = {int(mem[memory.group(number) + at.G_UNPOPULAR]) for number in range(len(memory.names.groups))}
    return int(mem[at.UNPOPULAR]) * sum(int(mem[counter]) ** 2 for counter in counters)


def _freeze(memory: Memory, border: int, half: int) -> None:
    """Let everything stand still that the part may not move."""
    mem, names = memory.mem, memory.names
    ordinals = [day.toordinal() for day in names.days]
    at_border = ordinals[border]
    for number, group in enumerate(names.instance.groups.values()):
        address = memory.group(number)
        tied = mem[address + at.G_PREP] != 0 or mem[address + at.G_AFTERS] > 0
        stones = [stone for stone in names.instance.milestones if stone.group == group.id]
        split = any(stone.first.toordinal() < at_border <= stone.last.toordinal() for stone in stones)
        first = int(mem[address + at.G_MEETING])
        days = [int(mem[first + index * at.MEETING + at.M_DAY]) for index in range(group.meetings)]
        for index, day in enumerate(days):
            near = days[max(0, index - 1) : index + 2]
            whole = all((each >= border) == bool(half) for each in near)
            if split or not whole or (tied and abs(ordinals[day] - at_border) <= MARGIN + max(group.lead)):
                meeting = first + index * at.MEETING
                if mem[meeting + at.M_PINNED] == 0:
                    mem[meeting + at.M_PINNED] = FROZEN


def _thaw(memory: Memory) -> None:
    for number in range(len(memory.names.meetings)):
        meeting = memory.meeting(number)
        if memory.mem[meeting + at.M_PINNED] == FROZEN:
            memory.mem[meeting + at.M_PINNED] = 0


def _join(memory: Memory, other: Memory, border: int) -> None:
    """Take over from the other copy what lies from the border on."""
    from samverkan.planner.kernel.doors import put_back, take_away  # noqa: PLC0415 - loading Numba costs a second

    mem, theirs = memory.mem, other.mem
    moved = []
    for number, key in enumerate(memory.names.meetings):
        meeting = memory.meeting(number)
        seats = len(memory.names.instance.groups[key[0]].seats)
        attend = int(mem[meeting + at.M_ATTEND])
        where = slice(meeting + at.M_DAY, meeting + at.M_PLACE + 1)
        same = (mem[where] == theirs[where]).all()
        if theirs[meeting + at.M_DAY] >= border and not (
            same and (mem[attend : attend + seats] == theirs[attend : attend + seats]).all()
        ):
            moved.append((meeting, attend, seats))
    for meeting, _, _ in moved:
        take_away(mem, meeting)
    for meeting, attend, seats in moved:
        mem[mem[at.CHOSEN] : mem[at.CHOSEN] + seats] = theirs[attend : attend + seats]
        day, start, row = (int(value) for value in theirs[meeting + at.M_DAY : meeting + at.M_ROW + 1])
        put_back(mem, meeting, day, start, row)
