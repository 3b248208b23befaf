"""Two threads on one plan: each searches its own part of the year, and the parts are joined again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from samverkan.planner import layout as at
from samverkan.planner.memory import Memory


def borders(memory: Memory) -> list[int]:
    """Return first days of weeks by which the year may be divided: in the middle third, in the order of their turns."""
    days, mem = memory.mem[at.DAYS], memory.mem
    weeks = [int(mem[mem[at.DAY_LIST] + day * at.DAY + at.D_WEEK]) for day in range(days)]
    begins = [day for day in range(1, days) if weeks[day] != weeks[day - 1] and 0.35 * days <= day <= 0.65 * days]
    return [begins[number * 5 % len(begins)] for number in range(len(begins))] if len(begins) > 6 else []


def search_halves(memory: Memory, other: Memory, border: int, search: Callable[[Memory, Any], None]) -> None:
    """Let `search` improve the days before the border and those from it on at the same time, the latter on the other.

    A meeting may move if no rule ties it to something on the other side of the border (`kernel/part.py`): what one
    thread does cannot break a rule for the other. The result is in `memory`.
    """
    from samverkan.planner.kernel.doors.search import fairness, freeze, join  # noqa: PLC0415 - loading Numba costs a second

    total, fair = memory.total, fairness(memory.mem)
    other.mem[:] = memory.mem
    threads = []
    for half, copy in enumerate((memory, other)):
        listed: Any = np.zeros(len(memory.names.meetings), dtype=np.int32)
        free = listed[: freeze(copy.mem, border, half, listed)]
        if len(free):
            threads.append(threading.Thread(target=search, args=(copy, free)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    join(memory.mem, other.mem, border, total, fair)
