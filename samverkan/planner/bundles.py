"""A plan of few groups: first which groups meet on which days, each set of groups on a day reckoned once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.memory import Memory, Names, build_memory

MOST_GROUPS = 10
"""With more groups a day has too many possible sets of them."""
CHUNK = 500
"""Moves of days between two looks at the clock."""
SERIES_RATE = 2
"""How many of a hundred moves lay some meetings of a series anew."""
UNPOPULAR = 4
"""How many unpopular hours a district is taken to have, when one more is reckoned in the table."""


def are_few(memory: Memory) -> bool:
    """Say whether the plan can be searched by days: few groups, nothing pinned, nothing to stay close to."""
    mem = memory.mem
    meetings = [memory.meeting(number) for number in range(len(memory.names.meetings))]
    free = all(mem[each + at.M_PINNED] == 0 and mem[each + at.M_WAS_DAY] < 0 for each in meetings)
    return free and len(memory.names.groups) <= MOST_GROUPS


def load_days() -> ModuleType:
    """Return the compiled search of days; where nothing is cached, compiling takes some ten seconds."""
    from samverkan.planner.kernel.doors import days  # noqa: PLC0415 - loading Numba costs a second

    return days


def search_days(memory: Memory, seeds: list[int], heat: Callable[[int], float | None]) -> list[Memory]:
    """Return one plan for each seed, found by searching the days alone; the given plan where a search failed.

    `heat` says how hot it is after so many moves, or None when the time is up.
    """
    compiled = load_days()
    names, slots = memory.names, memory.slots
    empty = build_memory(Names(names.instance))
    lone = empty.copy()
    for number in range(len(names.groups)):
        lone.mem[lone.mem[lone.group(number) + at.G_UNPOPULAR]] = UNPOPULAR
    days = int(memory.mem[at.DAYS])
    first: Any = np.full(days << len(names.groups), -1, dtype=np.int32)
    well: Any = first.copy()  # what anybody reckoned of a day is true for all
    found = [memory.copy(seed) for seed in seeds]
    meetings: Any = np.array([memory.meeting(number) for number in range(len(names.meetings))], dtype=np.int32)

    def one(number: int) -> None:
        plan, scratch, out = memory.copy(seeds[number]), lone.mem.copy(), empty.copy(seeds[number])
        notes: Any = np.zeros(512, dtype=np.int32)
        sets: Any = np.zeros(days, dtype=np.int32)
        table: Any = np.full_like(first, -1)
        seen: Any = np.zeros_like(first)
        compiled.begin_days(plan.mem, scratch, slots, notes, table, sets)
        best, best_days, done = plan.total, plan.mem[meetings + at.M_DAY], 0
        while (hot := heat(done)) is not None:
            compiled.anneal_days(
                plan.mem, scratch, slots, notes, first, table, sets, plan.dice, meetings, CHUNK, hot, SERIES_RATE
            )
            compiled.look_closer(plan.mem, scratch, slots, notes, well, table, seen, sets)
            done += CHUNK
            if plan.total < best:
                best, best_days = plan.total, plan.mem[meetings + at.M_DAY]
        if compiled.settle_days(out.mem, scratch, slots, notes, best_days) and out.total < memory.total:
            found[number] = out

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(seeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
