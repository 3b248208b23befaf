"""How long a person must wait after failed log-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

FREE_FAILURES = 5
"""So many failures cost nothing: people mistype."""
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
"""Failures older than this no longer count."""


def wait_after(failures: int) -> timedelta:
    """Return how long the next attempt must wait: nothing before the fifth failure, then doubling to 15 minutes.

    >>> wait_after(4), wait_after(5), wait_after(6)
    (datetime.timedelta(0), datetime.timedelta(seconds=60), datetime.timedelta(seconds=120))
    >>> wait_after(1000)
    datetime.timedelta(seconds=900)
    """
    if failures < FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES, 10)
    return min(LONGEST, SHORTEST * (1 << doublings))


def is_forgotten(last_failed_at: datetime, now: datetime) -> bool:
    """Tell whether earlier failures no longer count."""
    return now - last_failed_at >= FORGOTTEN_AFTER


def remaining_wait(failures: int, last_failed_at: datetime, now: datetime) -> timedelta:
    """Return how much of the wait is left; nothing when an attempt may be made."""
    if is_forgotten(last_failed_at, now):
        return timedelta(0)
    return max(timedelta(0), last_failed_at + wait_after(failures) - now)
