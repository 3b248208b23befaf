"""A bound of few groups by their days: which groups meet on which day of the year, and what that costs at least.

With few groups a day has few possible sets of them. What each set costs at least on each day (`kernel/least.py`) and
how the days of a series must follow each other are tied together by prices (`kernel/ascent.py`): every price proves a
bound. Costs are proven closer only where the prices ask for it. When prices rise no longer, the years are divided: a
meeting comes before a day or after it, and each half has prices of its own (branch and bound, the least half first).
Left out are rooms taken by each other, quorums, and weekly overload.
"""

from __future__ import annotations

import heapq
import itertools
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.bound.day_programme import DayProgramme
from samverkan.planner.instance import Instance
from samverkan.planner.memory import Names

T = TypeVar("T")
MOST_GROUPS = 10
"""With more groups a day has too many possible sets of them."""
FIRST, AGAIN, LAST, PART = (1500, 1.0, 0.05), (250, 0.5, 0.03), (4500, 1.0, 0.01), (150, 0.3, 0.03)
"""How often prices change, and the lengths of the first step and the last: of all years from nothing, each time that
costs have risen, and from nothing again when they no longer rise; and of a part of the years."""
CHUNK = 150
"""Changes of prices between two looks at the clock."""
LOOKS, ENOUGH = 6, 3e-3
"""Costs no longer rise when so many looks at them have raised the bound by less than this share."""
NEAR, MARGIN, NODES = 30.0, 100.0, 300_000
"""Which costs are looked at, how far, and with how many branches at most."""
AHEAD = 1.1
"""The target is so many times what is known, or what all meetings would cost alone."""
CERTAIN = 0.1
"""A meeting is taken to be on a day where the prices leave it there but for this share."""


@dataclass(order=True)
class Years:
    """Some of the years there might be: what they cost at least, and on which days each meeting may be in them."""

    value: float
    number: int
    stays: Any = field(compare=False)
    prices: Any = field(compare=False)
    often: Any = field(compare=False)
    """How often each group held each day while the prices were raised."""


def bound_by_days(instance: Instance, known: int, *, seconds: float, stop: Callable[[], bool], threads: int = 1) -> int:
    """Return a bound of what any plan costs, found within the time; 0 where there are too many groups or no plan.

    `known` is another bound, which says how high to aim.
    """
    names = Names(instance)
    if len(names.groups) > MOST_GROUPS or not names.days or not names.meetings:
        return 0
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(threads) as pool:
        days, is_over = DayProgramme(instance, names), lambda: time.monotonic() >= end or stop()
        least = _Search(days, [Desk(days) for _ in range(threads)], pool, known, is_over).least()
    return 0 if least >= at.FAR else max(0, int(np.ceil(least - 1e-3)) - days.unpopular)


class Desk:
    """What one thread reckons upon; what it proves of days is everybody's."""

    def __init__(self, days: DayProgramme) -> None:
        self.notes: Any = days.notes.copy()
        self.sums: Any = np.zeros(1 << len(days.counts))
        self.seen: Any = np.zeros((3 + len(days.counts)) * len(days.active))
        self.reach: Any = np.zeros(days.longest)
        self.back: Any = np.zeros(days.longest, dtype=np.int32)


class _Search:
    """The search of the years that cost least."""

    def __init__(
        self, days: DayProgramme, desks: list[Desk], pool: ThreadPoolExecutor, known: int, is_over: Callable[[], bool]
    ) -> None:
        self.days, self.desks, self.pool, self.is_over = days, desks, pool, is_over
        self.kernel, self.numbers = _proof(), itertools.count()
        self.kernel.first_sight(days.memory.mem, days.memory.slots, desks[0].notes, days.table)
        groups, count = len(days.counts), len(days.active)
        alone = days.table.reshape(count, -1)[:, 1 << np.arange(groups)].min(axis=0)
        self.aim = known or int(alone @ days.counts)

    def least(self) -> float:
        """Return what the cheapest year costs at least."""
        every_day = range(len(self.days.active))
        open_years = [self.all_years()]

        def prove(part: Years, desk: Desk) -> None:
            self.raise_prices(part, PART, desk)
            self.look_closer(part.prices, every_day, desk)

        while not self.is_over() and open_years[0].value < at.FAR:
            parts = self.divide(open_years[0])
            if not parts:
                break
            self.side_by_side(prove, parts)
            heapq.heapreplace(open_years, parts[0])
            heapq.heappush(open_years, parts[1])
        return open_years[0].value

    def all_years(self) -> Years:
        """Return all the years there might be, and what they cost at least when prices no longer rise."""
        nothing = np.zeros(self.days.size)
        years = Years(0.0, next(self.numbers), self.days.tightened(self.days.stays), nothing, nothing)
        self.raise_prices(years, FIRST, self.desks[0])
        values, step = [0.0] * LOOKS, len(self.desks)
        shares = [range(first, len(self.days.active), step) for first in range(step)]
        while years.value - values[-LOOKS] > ENOUGH * years.value and years.value < at.FAR and not self.is_over():
            values.append(years.value)
            self.side_by_side(lambda share, desk: self.look_closer(years.prices, share, desk), shares)
            self.raise_prices(years, AGAIN, self.desks[0])
        years.prices = np.zeros(self.days.size)
        self.raise_prices(years, LAST, self.desks[0])
        return years

    def side_by_side(self, do: Callable[[T, Desk], None], pieces: list[T]) -> None:
        """Do the pieces of work, each desk its share of them."""

        def work(number: int) -> None:
            for piece in pieces[number :: len(self.desks)]:
                do(piece, self.desks[number])

        for _ in self.pool.map(work, range(len(self.desks))):
            pass

    def raise_prices(self, years: Years, how: tuple[int, float, float], desk: Desk) -> None:
        """Raise what the years cost at least, with so many changes of prices by steps from the first to the last."""
        days, (changes, first, last) = self.days, how
        direction, charged, held, met = (np.zeros(days.size) for _ in range(4))
        prices, state = years.prices.copy(), np.array([first, (last / first) ** (1 / changes)])
        while changes > 0 and not self.is_over():
            years.often = np.zeros(days.size)
            value = self.kernel.raise_prices(
                days.table, days.counts, days.steps, days.active, days.spans, years.stays, days.leads, desk.reach,
                desk.back, prices, direction, charged, held, met, years.often, desk.sums, desk.seen, state,
                min(CHUNK, changes), AHEAD * max(self.aim, years.value),
            )  # fmt: skip
            years.value, changes = max(years.value, value), changes - CHUNK
        years.prices = prices

    def look_closer(self, prices: Any, numbers: Iterable[int], desk: Desk) -> None:
        """Raise what those days' sets cost at least where the prices ask for it."""
        days = self.days
        for day in numbers:
            self.kernel.look_closer(
                days.memory.mem, days.memory.slots, desk.notes, days.table, days.proven, prices, desk.sums, day, NEAR,
                MARGIN, NODES,
            )  # fmt: skip
            if self.is_over():
                break

    def divide(self, years: Years) -> list[Years]:
        """Return the years in two parts: with a meeting up to a day, and after it; none if each has its day.

        The meeting is the one that the prices leave the widest choice of days.
        """
        days, count = self.days, len(self.days.active)
        widest, row, choice = 0, 0, None
        for number, meetings in enumerate(days.counts.tolist()):
            often = np.cumsum(years.often[number * count : (number + 1) * count])
            often *= meetings / max(often[-1], 1.0)
            for index in range(meetings):
                first, last = years.stays[2 * row], years.stays[2 * row + 1]
                begin, middle, end = np.searchsorted(often, index + np.array([CERTAIN, 0.5, 1.0 - CERTAIN])).tolist()
                width = min(end, last) - max(begin, first) + 1e-3 * (last - first)
                if last > first and width > widest:
                    widest, choice = width, (row, min(max(middle, first), last - 1))
                row += 1
        if choice is None:
            return []
        parts = []
        for side in (1, 0):
            stays = years.stays.copy()
            stays[2 * choice[0] + side] = choice[1] + 1 - side
            stays = days.tightened(stays)
            parts.append(Years(years.value, next(self.numbers), stays, years.prices, years.often))
        return parts


def _proof() -> ModuleType:
    """Return the compiled functions of the proof; where nothing is cached, compiling takes some ten seconds."""
    from samverkan.planner.kernel.doors import proof  # noqa: PLC0415 - loading Numba costs a second

    return proof
