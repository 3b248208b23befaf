"""A year's entries as plain values: in order, month by month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samverkan.ground.words import GroupKind
from samverkan.wheel.words import EntryKind

FIRST_YEAR, LAST_YEAR = 2000, 2100
MILESTONES = "milestones"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day of the year. `ring` is where the wheel shows it: a kind of group, or milestones.

    `party` is the code of the party that it concerns alone; nothing where it is joint. `starts_at` and `ends_at` are
    there for meetings. A title is nothing where the reader may know only that the group meets.
    """

    day: date
    kind: EntryKind
    title: str
    where: str = ""
    ring: str = MILESTONES
    party: str = ""
    address: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    key: int = 0
    part: tuple[datetime, datetime] | None = None
    """When the reader is wanted, where that is not all of the meeting, in its room."""
    by_video: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many meetings groups of a kind have on a day, where they are not told apart."""

    day: date
    kind: GroupKind
    number: int


@dataclass(frozen=True, slots=True)
class UnitYear:
    """How many meetings a district's groups have each month."""

    unit_id: int
    name: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return the whole year's."""
        return sum(self.months)


def year_asked(text: str, *, today: date) -> int:
    """Return the year that an address asks for; this year where it asks for none that can be.

    >>> year_asked("2027", today=date(2026, 3, 1)), year_asked("snart", today=date(2026, 3, 1))
    (2027, 2026)
    """
    if text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return today.year


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries by day and hour; what has no hour comes first."""

    def when(entry: Entry) -> tuple[date, float, str, str, int]:
        return entry.day, entry.starts_at.timestamp() if entry.starts_at else 0.0, entry.where, entry.title, entry.key

    return tuple(sorted(entries, key=when))


def hash_of(token: str) -> str:
    """Return the hash by which the secret of a subscription is known."""
    return hashlib.sha256(token.encode()).hexdigest()
