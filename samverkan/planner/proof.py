"""The lower bound of a plan, sought in a process of its own while the plan is made, part by part."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event

from samverkan.planner.bound import bound_by_days, lower_bound
from samverkan.planner.decompose import parts
from samverkan.planner.instance import Instance

MODEST, LAST = 5, 14
"""How much the proof stands back for the search (`nice`) where both want the same cores: about a quarter of one of two;
and how much more for the days of few groups, which then take only what nobody else wants."""
SOON_DONE = 50
"""With so few meetings the search is soon done and the proof takes long: then it does not stand back, and takes two
cores."""
THREADS = 2
"""So many look at the days of few groups."""
GRACE = 15.0
"""For so many seconds more a part's last round is waited for."""


class Proof:
    """The lower bound, sought in a process of its own while the plan is made."""

    def __init__(self, instance: Instance, seconds: float) -> None:
        """Begin, if there is any time for it."""
        self._process: SpawnProcess | None = None
        self._end = time.monotonic() + seconds + GRACE
        if seconds > 0:
            spawn = multiprocessing.get_context("spawn")
            self._answer, sender = spawn.Pipe(duplex=False)
            self._is_made = spawn.Event()
            arguments = (instance, time.time() + seconds, sender, self._is_made)
            self._process = spawn.Process(target=_prove, args=arguments, daemon=True)
            self._process.start()
            sender.close()

    def result(self, stop: Callable[[], bool], until: float = 0.0) -> int:
        """Wait for the bound and return it: the sum of what came in time for the parts, 0 for all others.

        That is true of every plan, since no part costs less than nothing. The plan is made now: few groups' days are
        looked at until then (of `time.monotonic`) and no longer. Nothing is waited for once `stop` says so.
        """
        total = 0
        if self._process is None:
            return total
        while self._answer.poll(0 if stop() else 0.2) or not (stop() or self._is_over()):
            if time.monotonic() >= until:
                self._is_made.set()
            if self._answer.poll(0):
                try:
                    total += int(self._answer.recv())
                except EOFError:
                    break
        return total

    def _is_over(self) -> bool:
        return time.monotonic() > self._end

    def end(self) -> None:
        """Stop looking."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._answer.close()


def _prove(instance: Instance, until: float, answer: Connection, is_made: Event) -> None:
    """Send each part's bound, the largest part first: each has its share of the seconds that are left.

    Then send how much more the days of those with few groups prove.
    """
    stands_back = instance.meeting_count > SOON_DONE
    if stands_back:
        _stand_back(MODEST)
    meetings, found = max(1, instance.meeting_count), []
    for part in parts(instance):
        left = max(0.0, until - time.time())
        found.append((part, lower_bound(part, seconds=left * part.meeting_count / meetings).value))
        answer.send(found[-1][1])
        meetings -= part.meeting_count
    if stands_back:
        _stand_back(LAST)
    meetings = max(1, instance.meeting_count)
    for part, value in found:
        share = max(0.0, until - time.time()) * part.meeting_count / meetings
        if is_made.is_set():
            break
        bound = bound_by_days(part, value, seconds=share, stop=is_made.is_set, threads=THREADS)
        answer.send(max(0, bound - value))
        meetings -= part.meeting_count
    answer.close()


def _stand_back(by: int) -> None:
    if hasattr(os, "nice"):
        os.nice(by)
