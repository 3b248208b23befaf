"""A proven lower bound: no plan of the instance costs less.

A linear programme over *day sets* (which groups of a district meet on the same day, and where) and *patterns* (what one
person visits in a day). It costs what the shortest tours through the visited places cost, and what absences cost. Both
are too many to list, so those that could lower the value are found as they are needed (column generation); what is
still missing at the end is subtracted, so that the bound holds whenever the work stops. Hours, rooms, gaps, own busy
time and clashes between districts are left out: leaving out rules can only lower the bound. Of few groups `by_days.py`
knows all these but the rooms.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samverkan.planner.bound.programme import KEEP, Prices, Programme
from samverkan.planner.bound.series import series_floor
from samverkan.planner.instance import Instance
from samverkan.planner.memory import Names

CLOSE_ENOUGH = 0.0005
"""The share of the bound that further columns could add at most, when the work stops by itself."""
FEW_NODES = 60
"""How many sets of stays are looked at for a person in the first rounds."""


@dataclass(frozen=True)
class Bound:
    """The bound, and how it was found."""

    value: int
    columns: int
    rounds: int
    seconds: float


def lower_bound(instance: Instance, *, seconds: float = 30.0, stop: Callable[[], bool] = lambda: False) -> Bound:
    """Return the best bound found within the time. 0 is always true, and returned when there is no time at all."""
    began = time.monotonic()
    best, rounds, nodes = 0.0, 0, FEW_NODES
    programme = Programme(instance)
    while time.monotonic() - began < seconds and not stop():
        rounds += 1
        prices = programme.solve()
        if prices is None:
            break
        lacking_sets, new_sets = _add_day_sets(programme, prices)
        lacking_patterns, new_patterns = _add_patterns(programme, prices, nodes)
        best = max(best, prices.value - lacking_sets - lacking_patterns)
        if prices.value - best <= CLOSE_ENOUGH * prices.value:
            break
        if new_sets + new_patterns < 10 + len(programme.travellers) // 10:
            nodes *= 4
    value = max(0, math.ceil(best - 1e-3)) + series_floor(Names(instance))
    return Bound(value, programme.columns, rounds, time.monotonic() - began)


def _add_day_sets(programme: Programme, prices: Prices) -> tuple[float, int]:
    """Add day sets that pay; return by how much the value could fall at most by all there are, and how many are new."""
    lacking, new = 0.0, 0
    for number, district in enumerate(programme.districts):
        change = prices.day_sets(number, district.sets)
        lacking += max(0.0, -float(change.min())) * sum(group.meetings for group in district.sets.groups)
        for day_set in np.argsort(change, kind="stable")[:KEEP]:
            if change[day_set] < -1e-6:
                new += programme.add_day_set(number, int(day_set))
    return lacking, new


def _add_patterns(programme: Programme, prices: Prices, nodes: int) -> tuple[float, int]:
    """Add patterns that pay; return by how much the value could fall at most by all there are, and how many are new."""
    lacking, new = 0.0, 0
    for traveller in programme.travellers:
        pricing = traveller.best_patterns(prices.of_person(traveller), nodes)
        lacking += traveller.days * pricing.most
        new += sum(programme.add_pattern(traveller, pattern) for pattern in pricing.found)
    return lacking, new
