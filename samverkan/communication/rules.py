"""How far a notice of information has come, and for how long it has waited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from samverkan.communication.words import Reach
from samverkan.ground.words import Party

LONGEST_TITLE = 120


def other_party(party: Party) -> Party | None:
    """Return the party that is to be informed; an outsider to the agreement has none.

    >>> other_party(Party.POLICE).value
    'municipality'
    """
    return {Party.MUNICIPALITY: Party.POLICE, Party.POLICE: Party.MUNICIPALITY}.get(party)


def title_of(event: str) -> str:
    """Return what a notice is called in lists: the first line of what has happened, shortened at a word.

    >>> title_of("Torget byggs om.  Start i maj.\\nMer sedan.")
    'Torget byggs om. Start i maj.'
    """
    first = " ".join(event.strip().partition("\n")[0].split())
    if len(first) <= LONGEST_TITLE:
        return first
    return first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def reach(read_at: datetime | None, received_at: datetime | None, answered_at: datetime | None) -> Reach:
    """Return how far one decision-maker's copy has come."""
    if answered_at is not None:
        return Reach.ANSWERED
    if received_at is not None:
        return Reach.RECEIVED
    return Reach.READ if read_at is not None else Reach.SENT


def days_waited(sent_on: date, received_on: date | None, today: date) -> int:
    """Return for how many days the copy waited, or has waited so far, to be received (COM-14).

    >>> days_waited(date(2026, 3, 1), None, date(2026, 3, 10))
    9
    """
    return max(0, ((received_on or today) - sent_on).days)


def is_answered_by_all(reaches: Iterable[Reach]) -> bool:
    """Tell whether every decision-maker has answered."""
    return all(one == Reach.ANSWERED for one in reaches)


def is_received_by_all(reaches: Iterable[Reach]) -> bool:
    """Tell whether every decision-maker has received it."""
    return all(one in {Reach.RECEIVED, Reach.ANSWERED} for one in reaches)
