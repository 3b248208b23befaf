"""Making a plan: construction series by series, then search on two threads, then the judgement."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.construct import construct
from samverkan.planner.cost import Cost, cost_of
from samverkan.planner.instance import Instance
from samverkan.planner.memory import Memory, Names, build_memory
from samverkan.planner.schedule import Schedule

HOT, COLD = 45.0, 3.0
"""The heat at the beginning and at the end of a search, in units of cost."""
CHUNK = 20_000
"""Moves between two looks at the clock."""
MEETINGS = 10
"""How often the threads compare and go on from the better plan."""


@dataclass(frozen=True)
class Progress:
    """How far the work has come: seconds, what is done, and what the plan costs now."""

    seconds: float
    doing: str
    cost: int


@dataclass(frozen=True)
class Limits:
    """When to stop: after so many seconds, or after so many moves (then the same seed gives the same plan)."""

    seconds: float | None = 60.0
    work: int | None = None
    threads: int = 2


@dataclass
class Plan:
    """A plan, what it costs, and the proven bound below which no plan can come."""

    schedule: Schedule
    cost: Cost
    bound: int
    seconds: float
    first_cost: int
    first_seconds: float
    moves: int
    log: list[Progress] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Return how far above the bound the plan may be, as a share of its cost."""
        return (self.cost.total - self.bound) / self.cost.total if self.cost.total else 0.0


def make_plan(
    instance: Instance,
    limits: Limits | None = None,
    *,
    seed: int = 1,
    reference: Schedule | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
    stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """Return a plan that keeps every hard rule, as good as the limits allow; raise `Impossible` if none was found."""
    began = time.monotonic()
    limits = limits or Limits()
    memory = build_memory(Names(instance), reference, seed)
    construct(memory)
    first_seconds, first_cost = time.monotonic() - began, memory.total
    tell(Progress(first_seconds, "first plan", first_cost))
    deadline = None if limits.seconds is None else began + limits.seconds
    memory, moves = search(memory, limits, seed, deadline, tell=tell, stop=stop, began=began)
    schedule = memory.schedule()
    cost = cost_of(instance, schedule, reference)
    return Plan(schedule, cost, 0, time.monotonic() - began, first_cost, first_seconds, moves)


def movable(memory: Memory) -> Any:
    """Return the addresses of the meetings that may move."""
    addresses = [memory.meeting(number) for number in range(len(memory.names.meetings))]
    return np.array([each for each in addresses if not memory.mem[each + at.M_PINNED]], dtype=np.int64)


def search(
    memory: Memory,
    limits: Limits,
    seed: int,
    deadline: float | None,
    *,
    began: float,
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
    hot: float = HOT,
) -> tuple[Memory, int]:
    """Return the best plan found from the given one, and how many moves were tried.

    Each thread cools its own copy; now and then they compare, and all go on from the best. With a limit of work the
    comparisons come after fixed numbers of moves, so that the plan depends on the seed alone.
    """
    meetings = movable(memory)
    if not len(meetings):
        return memory, 0
    copies = [memory.copy(seed * 1000 + number) for number in range(limits.threads)]
    best, moves, start = memory.copy(), 0, time.monotonic()
    share = None if limits.work is None else max(1, limits.work // limits.threads)
    for part in range(MEETINGS):
        done = [0] * len(copies)

        def cool(number: int, part: int = part, done: list[int] = done) -> None:
            copy = copies[number]
            until = share * (part + 1) // MEETINGS - share * part // MEETINGS if share is not None else None
            while not stop():
                spent = part / MEETINGS
                if until is not None:
                    if done[number] >= until:
                        return
                    spent += done[number] / until / MEETINGS
                if deadline is not None:
                    now = (time.monotonic() - start) / max(deadline - start, 1e-9)
                    if now >= (part + 1) / MEETINGS:
                        return
                    if until is None:
                        spent = now
                heat = hot * (COLD / hot) ** min(1.0, spent)
                steps = CHUNK if until is None else min(CHUNK, until - done[number])
                try_moves(copy, meetings, steps, heat, 1, 200)
                done[number] += steps

        threads = [threading.Thread(target=cool, args=(number,)) for number in range(len(copies))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        moves += sum(done)
        leader = min(range(len(copies)), key=lambda number: copies[number].total)
        if copies[leader].total < best.total:
            best = copies[leader].copy()
        tell(Progress(time.monotonic() - began, f"search, part {part + 1} of {MEETINGS}", best.total))
        if stop():
            break
        for number, copy in enumerate(copies):
            if number != leader:
                copy.mem[:] = copies[leader].mem
    for _ in range(3):
        try_moves(best, meetings, 5 * len(meetings) * 20, 0.0)
    return best, moves


def try_moves(memory: Memory, meetings: Any, steps: int, heat: float) -> None:
    """Try that many moves at one heat."""
    from samverkan.planner.kernel.anneal import anneal  # noqa: PLC0415 - loading Numba costs a second

    anneal(memory.mem, memory.slots, memory.dice, meetings, steps, heat, 1, 200)
