"""Making a plan: construction series by series, then search on two threads, then the judgement."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.bundles import MOST_GROUPS, are_few, load_days, search_days
from samverkan.planner.construct import construct
from samverkan.planner.cost import Cost, cost_of
from samverkan.planner.decompose import parts, together
from samverkan.planner.halves import borders, search_halves
from samverkan.planner.instance import Instance
from samverkan.planner.memory import Memory, Names, build_memory
from samverkan.planner.proof import SOON_DONE, Proof
from samverkan.planner.schedule import Schedule

HOT, COLD = 130.0, 12.0
"""The heat at the beginning and at the end of a search, in units of cost."""
DAYS_HOT, DAYS_COLD, WARM, COOL = 90.0, 15.0, 15.0, 2.0
"""The same where few groups' days are searched first, and for the search that follows."""
FEW_COLD = 30.0
"""With few meetings (`SOON_DONE`) the days end hotter: one day more or less is much of such a year."""
FEW_SECONDS, FEWEST_SECONDS, LEAST_SECONDS = 0.7, 0.5, 10.0
"""Few groups, and few meetings of such, are searched for this share of the time, and at least so many seconds: the
proof has both cores for the rest."""
DAYS_SECONDS, DAYS_WORK = 0.85, 0.02
"""The share of the seconds, or of the moves, that the days are searched."""
CHUNK = 10_000
"""Moves between two looks at the clock."""
SERIES_RATE = 1
"""How many of ten thousand moves lay a whole series anew: they are dear and strong."""
ROUNDS = 10
"""How often two searches of a small plan compare and go on from the better one."""
LARGE, LARGE_ROUNDS = 300, 150
"""From so many meetings on, two threads share one plan, and divide the year anew so many times."""
EVERY_MOVE = 10_000
SMALL_SERIES_RATE = 10
"""How many of ten thousand moves of a small plan lay a whole series anew."""
POLISH, SWEEPS = 0.05, 12
"""The share of the time or the work, and the most sweeps, in which only changes for the better are taken at the end."""
SERIES_WORK = 3000
"""As many moves take as long as laying one series of a city anew: measured, 1.2 ms against 0.36 µs."""
SERIES_CHUNK = 10
"""Series laid anew between two looks at the clock."""

AFTERWARDS = 2.0
"""Judging and writing a plan takes at most so many times as long as reading its instance."""


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
    bound_seconds: float | None = None
    """How long the bound may be sought, also when the plan is made. Where nothing is said: as long as the plan, and at
    least 30 seconds; few groups then leave some of the plan's time to it."""

    @classmethod
    def within(cls, seconds: float, began: float, **limits: Any) -> Limits:
        """Return limits by which all is done so many seconds after `began` (of `time.monotonic`).

        The instance has been read since then; judging and writing the plan will take somewhat longer than that.
        """
        reading = time.monotonic() - began
        return cls(max(seconds / 2, seconds - (1 + AFTERWARDS) * reading), **limits)


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
    limits, patience, until = _shared(instance, limits or Limits(), began)
    proof = Proof(instance, patience)
    try:
        whole = parts(instance)
        memories = [build_memory(Names(part), reference, seed) for part in whole]
        for memory in memories:
            construct(memory, seed)
        first_seconds, first_cost = time.monotonic() - began, sum(memory.total for memory in memories)
        tell(Progress(first_seconds, "first plan", first_cost))
        if len(memories) == 1:
            found = [search(memories[0], limits, seed, began=began, tell=tell, stop=stop)]
        else:
            found = side_by_side(memories, limits, seed, began=began, tell=tell, stop=stop)
        if patience > 0:
            tell(Progress(time.monotonic() - began, "bound", sum(memory.total for memory, _ in found)))
        bound = proof.result(stop, until)
    finally:
        proof.end()
    schedule = together(instance, (memory.schedule() for memory, _ in found))
    cost = cost_of(instance, schedule, reference)
    moves = sum(count for _, count in found)
    return Plan(schedule, cost, bound, time.monotonic() - began, first_cost, first_seconds, moves)


def _shared(instance: Instance, limits: Limits, began: float) -> tuple[Limits, float, float]:
    """Return the search's limits, for how many seconds the bound is sought, and until when though the plan is made."""
    if limits.bound_seconds is not None:
        return limits, limits.bound_seconds, began + limits.bound_seconds
    patience = max(30.0, limits.seconds or 60.0)
    if limits.seconds is None or len(instance.groups) > MOST_GROUPS:
        return limits, patience, began
    share = FEWEST_SECONDS if instance.meeting_count <= SOON_DONE else FEW_SECONDS
    seconds = max(share * limits.seconds, min(LEAST_SECONDS, limits.seconds))
    return replace(limits, seconds=seconds), patience, began + limits.seconds


def side_by_side(
    memories: list[Memory],
    limits: Limits,
    seed: int,
    *,
    began: float,
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> list[tuple[Memory, int]]:
    """Search the parts of a country, the largest first, as many at a time as there are threads.

    Each has its share of the moves, or of the time that the threads still have when its turn comes.
    """
    sizes = [len(memory.names.meetings) for memory in memories]
    found: list[tuple[Memory, int]] = [(memory, 0) for memory in memories]
    at_once = limits.threads if max(sizes) * limits.threads <= sum(sizes) else 1  # one large part gets all threads
    end = None if limits.seconds is None else began + limits.seconds
    turns, ends = threading.Lock(), dict.fromkeys(range(len(memories)), 0.0)

    def seconds_for(number: int) -> float | None:
        """Return the part's share of what all threads have left, those that are at work taken off."""
        if end is None:
            return None
        with turns:
            now = time.monotonic()
            left = at_once * (end - now) - sum(max(0.0, each - now) for each in ends.values())
            own = max(0.0, min(end - now, left * sizes[number] / sum(sizes[number:])))
            ends[number] = now + own
        return own

    def one(number: int) -> None:
        if stop():
            return
        own = Limits(
            seconds_for(number),
            None if limits.work is None else limits.work * sizes[number] // sum(sizes),
            threads=max(1, limits.threads // at_once),
        )
        start = time.monotonic()
        found[number] = search(memories[number], own, seed + number, began=start, tell=lambda progress: None, stop=stop)
        done = sum(memory.total for memory, _ in found)
        tell(Progress(time.monotonic() - began, f"part {number + 1} of {len(memories)}", done))

    load_search()
    with ThreadPoolExecutor(at_once) as pool:
        for each in [pool.submit(one, number) for number in range(len(memories))]:
            each.result()
    return found


def movable(memory: Memory) -> Any:
    """Return the addresses of the meetings that may move."""
    addresses = [memory.meeting(number) for number in range(len(memory.names.meetings))]
    return np.array([each for each in addresses if not memory.mem[each + at.M_PINNED]], dtype=np.int32)


def search(
    memory: Memory,
    limits: Limits,
    seed: int,
    *,
    began: float,
    tell: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> tuple[Memory, int]:
    """Return the best plan found from the given one, and how many moves were tried.

    A plan of few groups begins with the days alone. Of a small plan each thread cools a copy; at times they compare,
    and go on from the best. A large plan's year is divided between two threads, at another week each time. With a limit
    of work all this comes after fixed numbers of moves, so that the plan depends on the seed alone. Compiling, where
    nothing is cached, is not taken from the time for searching.
    """
    loading = time.monotonic()
    load_search()
    if are_few(memory):
        load_days()
    began += time.monotonic() - loading
    meetings = movable(memory)
    if not len(meetings):
        return memory, 0
    places = borders(memory) if len(meetings) >= LARGE and limits.threads > 1 else []
    seeds = [seed * 1000 + number for number in range(limits.threads)]
    if are_few(memory):
        copies = search_days(memory, seeds, _heat_of_days(limits, len(meetings), began, stop))
        tell(Progress(time.monotonic() - began, "days", min(copy.total for copy in copies)))
        clock = _Clock(limits, began, WARM, COOL)
    else:
        copies = [memory.copy(each) for each in seeds]
        clock = _Clock(limits, began, HOT, COLD)
    best = min([memory, *copies], key=lambda copy: copy.total).copy()
    rounds = LARGE_ROUNDS if places else ROUNDS
    for part in range(rounds):
        if places:
            search_halves(
                copies[0],
                copies[1],
                places[part % len(places)],
                lambda copy, free: cool(copy, free, clock, part, rounds, 0, stop),  # noqa: B023 - used up within the round
            )
        else:
            threads = [
                threading.Thread(target=cool, args=(copy, meetings, clock, part, rounds, SMALL_SERIES_RATE, stop))
                for copy in copies
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            leader = min(copies, key=lambda copy: copy.total)
            for copy in copies:
                copy.mem[:] = leader.mem
        if copies[0].total < best.total:
            best = copies[0].copy()
        tell(Progress(time.monotonic() - began, f"search, part {part + 1} of {rounds}", best.total))
        if stop():
            break
    polish_both(copies[0], best, limits, clock, stop)
    return min((best, copies[0]), key=lambda plan: plan.total), clock.moves


def _heat_of_days(
    limits: Limits, meetings: int, began: float, stop: Callable[[], bool]
) -> Callable[[int], float | None]:
    """Return how hot it is after so many moves of days, None when their share of the limits is used up."""
    start = time.monotonic()
    time_left = None if limits.seconds is None else DAYS_SECONDS * max(0.0, began + limits.seconds - start)
    work = None if limits.work is None else DAYS_WORK * limits.work / limits.threads
    cold = FEW_COLD if meetings <= SOON_DONE else DAYS_COLD

    def heat(done: int) -> float | None:
        spent = 0.0 if work is None else done / max(work, 1.0)
        if time_left is not None:
            spent = max(spent, (time.monotonic() - start) / max(time_left, 1e-9))
        return None if spent >= 1.0 or stop() else DAYS_HOT * (cold / DAYS_HOT) ** spent

    return heat


def polish_both(last: Memory, best: Memory, limits: Limits, clock: _Clock, stop: Callable[[], bool]) -> None:
    """Polish the plan that the search ended with and the best one; what the first leaves of the work is the other's."""
    work = None if limits.work is None else int(POLISH * limits.work)
    done = polish(last, clock, None if work is None else work // 2, stop)
    clock.moves += done + polish(best, clock, None if work is None else work - done, stop)


def polish(memory: Memory, clock: _Clock, work: int | None, stop: Callable[[], bool]) -> int:
    """Take every change for the better, whole series among them, until a sweep finds none or the limit is reached.

    `work` limits it by moves, the clock by time, `stop` to one sweep. Return how many moves were
    done, series reckoned as many.
    """
    meetings, done = movable(memory), 0
    sweep = ((100 * len(meetings), CHUNK, 0, 1), (4 * len(memory.names.groups), SERIES_CHUNK, EVERY_MOVE, SERIES_WORK))
    for _ in range(SWEEPS):
        before = memory.total
        for count, chunk, series_rate, dear in sweep:
            tried = 0
            while tried < count and not clock.is_over():
                steps = min(chunk, count - tried)
                if work is not None:
                    steps = min(steps, (work - done) // dear)
                if steps <= 0:
                    break
                try_moves(memory, meetings, steps, 0.0, series_rate)
                tried, done = tried + steps, done + steps * dear
        if memory.total == before or stop():
            break
    return done


class _Clock:
    """How far a search has come, by time or by work, and how hot it is then."""

    def __init__(self, limits: Limits, began: float, hot: float, cold: float) -> None:
        self.start, self.moves = time.monotonic(), 0
        self.hot, self.cold = hot, cold
        self.deadline = None if limits.seconds is None else began + limits.seconds
        self.share = None if limits.work is None else max(1, limits.work // limits.threads)
        self.end = self.deadline
        if self.deadline is not None:
            self.deadline -= POLISH * max(0.0, self.deadline - self.start)

    def is_over(self) -> bool:
        """Say whether the time is up, polishing counted in."""
        return self.end is not None and time.monotonic() >= self.end

    def heat(self, part: int, rounds: int, done: int) -> float:
        """Return the heat in the part of the search, so many moves of it done."""
        spent = part / rounds
        if self.share is not None:
            spent += done / self.share
        elif self.deadline is not None:
            spent = self.elapsed()
        return float(self.hot * (self.cold / self.hot) ** min(1.0, spent))

    def elapsed(self) -> float:
        """Return the share of the time that has passed; 0 where time sets no limit."""
        if self.deadline is None:
            return 0.0
        return (time.monotonic() - self.start) / max(self.deadline - self.start, 1e-9)

    def steps(self, part: int, rounds: int, done: int) -> int:
        """Return how many moves to try before the next look; 0 when the part is over."""
        if self.deadline is not None and self.elapsed() >= (part + 1) / rounds:
            return 0
        if self.share is None:
            return CHUNK
        return min(CHUNK, self.share * (part + 1) // rounds - self.share * part // rounds - done)


def cool(
    memory: Memory,
    meetings: Any,
    clock: _Clock,
    part: int,
    rounds: int,
    series_rate: int,
    stop: Callable[[], bool],
) -> None:
    """Search until the part is over, colder and colder."""
    done = 0
    while not stop():
        steps = clock.steps(part, rounds, done)
        if steps <= 0:
            break
        try_moves(memory, meetings, steps, clock.heat(part, rounds, done), series_rate)
        done += steps
    clock.moves += done


def load_search() -> Callable[..., int]:
    """Return the compiled search; where nothing is cached, compiling takes some ten seconds."""
    from samverkan.planner.kernel.doors.search import anneal  # noqa: PLC0415 - loading Numba costs a second

    return anneal


def try_moves(
    memory: Memory, meetings: Any, steps: int, heat: float, series_rate: int = 1, stretch_rate: int = 0
) -> None:
    """Try that many moves at one heat.

    Of ten thousand `series_rate` lay a whole series anew, and `stretch_rate` a few of its meetings (dear, and strong).
    """
    load_search()(memory.mem, memory.slots, memory.dice, meetings, steps, heat, series_rate, stretch_rate)
