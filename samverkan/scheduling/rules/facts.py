"""What the system holds that a plan is made of, as plain values with keys, not names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samverkan.ground.words import GroupKind
from samverkan.meetings.rules import Line
from samverkan.scheduling.rules.busy import Mark
from samverkan.scheduling.rules.sayings import Saying
from samverkan.scheduling.words import PeriodKind, WishKind


@dataclass(frozen=True)
class RoomFact:
    """A room; `venue` none for a meeting by video."""

    pk: int
    name: str
    venue: int | None
    capacity: int
    closed_from: date | None = None
    closed_until: date | None = None


@dataclass(frozen=True)
class SeatFact:
    """A seat: its root row, its function in words, who holds it and who may stand in."""

    key: int
    function: str
    holder: int
    required: bool
    deputies: tuple[int, ...] = ()


@dataclass(frozen=True)
class CadenceFact:
    """How a group meets, as its leader has said; `meetings` none for as many as the agreement demands."""

    meetings: int | None
    minutes: int
    preparation: int
    rooms: tuple[int, ...]
    weekdays: tuple[int, ...] = ()
    earliest: int | None = None
    latest: int | None = None


@dataclass(frozen=True)
class AgendaFact:
    """The standing agenda that a group has written; seats by the keys of their root rows."""

    lines: tuple[Line, ...]
    whole: tuple[int, ...] = ()
    """Seats that all of the meeting concerns."""


@dataclass(frozen=True)
class GroupFact:
    """A group on the plan's first day."""

    pk: int
    name: str
    kind: GroupKind
    unit: int
    district: str
    seats: tuple[SeatFact, ...]
    vacant: int
    cadence: CadenceFact | None
    minimum: int | None
    """Meetings a year that the agreement in force demands, if it says a number."""
    held: int
    """Meetings of the year before the plan's first day."""
    prepared_by: int | None = None
    agenda: AgendaFact | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class HolderFact:
    """Who holds seats: the function in words, the organisation, the office and the working hours."""

    pk: int
    function: str
    org: str
    party: str
    """kommun, polis, bolag or annan."""
    venue: int | None
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    starts: int | None = None
    ends: int | None = None
    most: int | None = None
    busy: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class MilestoneFact:
    """A group must meet at least once within the days."""

    group: int
    title: str
    first: date
    last: date


@dataclass(frozen=True)
class WishFact:
    """A wish for a group or a function."""

    pk: int
    kind: WishKind
    group: int | None
    holder: int | None
    said_by: str
    reason: str
    number: int | None = None
    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None
    room: int | None = None


@dataclass(frozen=True)
class TakenFact:
    """Another meeting that somebody is booked for and that this plan does not move."""

    day: date
    start: int
    end: int
    venue: int | None
    room: int | None
    holders: tuple[int, ...]


@dataclass(frozen=True)
class HandFact:
    """A planned meeting that somebody has moved or cancelled by hand since it was booked."""

    meeting: int
    group: int
    day: date
    start: int
    end: int
    place: str
    room: int | None
    """The room behind the place, if it is one that is known."""
    is_cancelled: bool
    moved: date
    """The day on which somebody moved or cancelled it."""


@dataclass(frozen=True)
class Facts:
    """Everything a plan is made of."""

    name: str
    first: date
    last: date
    closed: frozenset[date]
    venues: Mapping[int, str]
    journeys: Mapping[tuple[int, int], int]
    rooms: tuple[RoomFact, ...]
    groups: tuple[GroupFact, ...]
    holders: Mapping[int, HolderFact]
    periods: tuple[tuple[PeriodKind, str, date, date], ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    wishes: tuple[WishFact, ...] = ()
    taken: tuple[TakenFact, ...] = field(default=())
    hands: tuple[HandFact, ...] = field(default=())
    """Meetings moved by hand within the days, and those cancelled by hand in the year."""
    standing: Mapping[int, tuple[tuple[date, int, int], ...]] = field(default_factory=dict)
    """By group with meetings moved by hand: day, start and key of the meetings that stand within the days, in order."""


@dataclass(frozen=True)
class Missing:
    """What is lacking before something can be planned, and which group it is about."""

    saying: Saying
    group: int | None = None
    is_stop: bool = True
    """Whether the group is left out of the plan for it."""
