"""The consultation period: it opens, warns and closes by its dates alone; no job has to run (REM-04, REM-34)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from samverkan.consultations.words import RoundState, Seen

WARN_DAYS = 14
"""How many days before the last day the period is said to close soon. A choice of the product, not of any source."""


def last_day_for(round_last_day: date | None, own_last_day: date | None) -> date | None:
    """Return the last day that a body may answer: its own where it has been given one, else the round's."""
    return own_last_day or round_last_day


def round_state(*, sent_on: date | None, last_day: date | None, is_past: bool, on: date) -> RoundState:
    """Return where the round stands on the day. The last day itself is still open."""
    if is_past:
        return RoundState.PAST
    if sent_on is None or on < sent_on:
        return RoundState.PREPARED
    if last_day is not None and on > last_day:
        return RoundState.CLOSED
    if last_day is not None and (last_day - on).days <= WARN_DAYS:
        return RoundState.CLOSING
    return RoundState.OPEN


def is_open(*, sent_on: date | None, last_day: date | None, on: date) -> bool:
    """Tell whether an answer may be handed in on the day."""
    return sent_on is not None and sent_on <= on and (last_day is None or on <= last_day)


def days_left(last_day: date | None, on: date) -> int | None:
    """Return the days left, counting from tomorrow; negative when the period is over, none without a last day."""
    return (last_day - on).days if last_day is not None else None


def seen_as(*, opened: bool, submitted: bool, last_day: date | None, on: date) -> Seen:
    """Return what the sender is told about an answer."""
    if submitted:
        return Seen.ANSWERED
    if last_day is not None and on > last_day:
        return Seen.LATE
    return Seen.OPENED if opened else Seen.WAITING


def is_to_be_reminded(*, submitted: bool, last_day: date | None, reminded_on: date | None, on: date) -> bool:
    """Tell whether a body should be reminded now: soon or already late, and not reminded in the last seven days."""
    if submitted or last_day is None or (last_day - on).days > WARN_DAYS:
        return False
    return reminded_on is None or on - reminded_on >= timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long one body took, in days; none where the day is not known."""

    name: str
    to_open: int | None
    to_report: int | None
    report_to_decision: int | None
    decision_to_answer: int | None
    total: int | None


def _days(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start is not None and end is not None else None


def lead_time(
    name: str,
    *,
    sent: date | None,
    opened: date | None,
    reported: date | None,
    decided: date | None,
    submitted: date | None,
) -> LeadTime:
    """Return the body's lead times. A report is often dated long before its decision: 20 to 83 days in 2023."""
    return LeadTime(
        name,
        _days(sent, opened),
        _days(sent, reported),
        _days(reported, decided),
        _days(decided, submitted),
        _days(sent, submitted or decided),
    )


def middle(values: Sequence[int | None]) -> float | None:
    """Return the median of the known values, or none where nothing is known.

    >>> middle([1, None, 4, 9])
    4
    """
    known = [value for value in values if value is not None]
    return median(known) if known else None
