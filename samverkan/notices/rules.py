"""When a notice is mailed, and when an attempt that failed is made again."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_ATTEMPTS = 6
"""After so many failures the letter is given up and shown to administrators."""
FIRST_PAUSE = timedelta(minutes=5)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5 minutes, then twice as long each time.

    >>> pause_after(0), pause_after(1), pause_after(3)
    (datetime.timedelta(0), datetime.timedelta(seconds=300), datetime.timedelta(seconds=1200))
    """
    return FIRST_PAUSE * (1 << (attempts - 1)) if attempts else timedelta(0)


def is_given_up(attempts: int, mailed_at: datetime | None) -> bool:
    """Tell whether no more attempts will be made though the letter never left."""
    return mailed_at is None and attempts >= MOST_ATTEMPTS


def is_to_be_mailed(
    *,
    mailed_at: datetime | None,
    read_at: datetime | None,
    received_at: datetime | None,
    receipt_wanted: bool,
    wants_letters: bool,
    attempts: int,
    tried_at: datetime | None,
    now: datetime,
) -> bool:
    """Tell whether a letter is to be sent now.

    What asks for a receipt is mailed until the receipt is given, to everybody; the rest only to those who want
    letters and have not read it on the site already.
    """
    if mailed_at is not None or is_given_up(attempts, mailed_at):
        return False
    if tried_at is not None and now < tried_at + pause_after(attempts):
        return False
    return received_at is None if receipt_wanted else wants_letters and read_at is None
