"""What is true of meetings, agendas, attendance and notes, given plain values.

Sources: MEE-02 to -05, -08, -17 to -19, -21; DEC-07, -09. No rule reads the clock or a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from samverkan.ground.periods import add_months
from samverkan.ground.words import Party
from samverkan.meetings.words import Cadence, ItemKind, ItemPlace, MeetingState, Outcome, Presence

WEEKS = {Cadence.WEEKLY: 1, Cadence.FORTNIGHTLY: 2}
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6}

PLANNED = frozenset({MeetingState.BOOKED, MeetingState.CONVENED})
"""The states in which a meeting can be moved, cancelled and given another agenda."""

CLOSED = frozenset({MeetingState.HELD, MeetingState.APPROVED})
"""The states in which the minutes are locked."""


def first_on_or_after(day: date, weekday: int) -> date:
    """Return the first such weekday from the day on; 0 is Monday.

    >>> first_on_or_after(date(2026, 3, 10), 0)
    datetime.date(2026, 3, 16)
    """
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def dates_of(cadence: Cadence, weekday: int, start: date, until: date, closed: frozenset[date]) -> list[date]:
    """Return the days on which a series meets, from `start` to `until`, both included (MEE-02 to -05).

    A series by the week leaves out days in `closed`. A series by the month, quarter or half-year meets on the
    first such weekday of each stretch, counted from `start`; where that day is closed the meeting is a week later,
    as many times as needed within the stretch, so that holidays do not lower the number of meetings in a year.
    """
    days: list[date] = []
    if cadence in WEEKS:
        day = first_on_or_after(start, weekday)
        while day <= until:
            if day not in closed:
                days.append(day)
            day += timedelta(weeks=WEEKS[cadence])
        return days
    stretch = 0
    while (begins := add_months(start, stretch * MONTHS[cadence])) <= until:
        stretch += 1
        ends = add_months(start, stretch * MONTHS[cadence])
        day = first_on_or_after(begins, weekday)
        while day in closed and day + timedelta(weeks=1) < ends:
            day += timedelta(weeks=1)
        if day <= until and day not in closed:
            days.append(day)
    return days


def overlaps(starts: datetime, ends: datetime, others: Iterable[tuple[datetime, datetime]]) -> bool:
    """Tell whether the time shares a moment with any other; a meeting may begin as another ends."""
    return any(starts < other_ends and other_starts < ends for other_starts, other_ends in others)


# The agenda


@dataclass(frozen=True, slots=True)
class Draft:
    """An item that an agenda should have, before it is stored. Ids point to what the item is about."""

    kind: ItemKind
    title: str
    text: str = ""
    minutes: int = 10
    matter_id: int | None = None
    decision_id: int | None = None
    earlier_meeting_id: int | None = None
    carried_from_id: int | None = None
    seats: tuple[int, ...] = ()
    """The seats that the item needs, by key; none: everybody."""

    @property
    def subject(self) -> tuple[str, object]:
        """Return what the item is about, so that nothing comes twice on an agenda."""
        if self.matter_id is not None:
            return "matter", self.matter_id
        if self.earlier_meeting_id is not None:
            return "minutes", self.earlier_meeting_id
        if self.decision_id is not None:
            return "decision", self.decision_id
        if self.kind == ItemKind.RIGHT_PARTIES:
            return "right_parties", None
        return "title", self.title.strip().casefold()


ORDER = (
    ItemKind.MINUTES,
    ItemKind.STANDING,
    ItemKind.FREE,
    ItemKind.MATTER,
    ItemKind.DECISION_FOLLOW_UP,
    ItemKind.RIGHT_PARTIES,
)


def agenda_of(due: Iterable[Draft], *, already: Iterable[tuple[str, object]] = ()) -> list[Draft]:
    """Return what is to be added to an agenda: everything due, once, in the order of a meeting (MEE-08).

    First the approval of earlier minutes, then the standing items, what was left from last time, the matters,
    the decisions to follow up and last the yearly question of parties and staffing. Everything that is carried
    over comes, since it holds text; something new comes only if nothing carried and nothing in `already` has the
    same subject.
    """
    drafts = list(due)
    taken = set(already) | {draft.subject for draft in drafts if draft.carried_from_id is not None}
    chosen: list[Draft] = []
    for draft in drafts:
        if draft.carried_from_id is None:
            if draft.subject in taken:
                continue
            taken.add(draft.subject)
        chosen.append(draft)
    return sorted(chosen, key=lambda draft: ORDER.index(draft.kind))


def joined_text(standing: str, carried: str) -> str:
    """Return the background of an item that takes up what was carried over: nothing of either text is lost.

    >>> joined_text("", "Belysningen")
    'Belysningen'
    """
    if carried.strip() in standing:
        return standing
    return f"{standing.rstrip()}\n\n{carried}" if standing.strip() else carried


def is_carried(kind: ItemKind, outcome: Outcome, *, text: str, is_cancelled: bool = False) -> bool:
    """Tell whether an item of a closed meeting goes on to the next, its text intact (MEE-17).

    What was moved on purpose always does, except the approval of minutes, which is asked anew until it is given.
    What nobody came to does if the agenda would not otherwise bring it back: matters, free items, and any item in
    which somebody had written a background. Nothing of a cancelled meeting was dealt with.
    """
    if kind == ItemKind.MINUTES:
        return False
    if outcome == Outcome.DEFERRED:
        return True
    if outcome != Outcome.NONE and not is_cancelled:
        return False
    return kind in {ItemKind.MATTER, ItemKind.FREE} or bool(text.strip())


def outcome_at_close(kind: ItemKind, outcome: Outcome, notes: str) -> Outcome:
    """Return the outcome an item has when the meeting closes.

    An item about which something was noted has been dealt with, as information, even if nobody said so; a matter
    has not, since a matter ends in a decision or goes on.
    """
    if outcome == Outcome.NONE and notes.strip() and kind not in {ItemKind.MATTER, ItemKind.MINUTES}:
        return Outcome.INFORMATION
    return outcome


def right_parties_due(last_asked: date | None, on: date) -> bool:
    """Tell whether a year has passed since the group asked itself whether the right parties take part (MEE-21)."""
    return last_asked is None or add_months(last_asked, 12) <= on


# Standing agendas and parts


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a standing agenda: what, how long, which seats it needs (by key; none: everybody), and where."""

    title: str
    minutes: int
    seats: tuple[int, ...] = ()
    place: ItemPlace = ItemPlace.ANYWHERE


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who a meeting wants: minutes from its beginning, to its end where `last` is none."""

    holder: int
    first: int = 0
    last: int | None = None
    by_video: bool = False
    stands_in_for: str = ""
    name: str = ""
    seat: int | None = None
    """The first row of the seat that the part belongs to."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it is all of the meeting, in the room."""
        return self.first == 0 and self.last is None and not self.by_video


def together(one: Wanted, other: Wanted) -> Wanted:
    """Return the part of somebody whom a meeting wants twice: on a seat of their own, and as another's deputy.

    It lasts from where the first begins to where the last ends, in the room unless both are by video.

    >>> both = together(Wanted(7, 0, 15, by_video=True), Wanted(7, 30, 45, stands_in_for="Manager"))
    >>> both.first, both.last, both.by_video, both.stands_in_for
    (0, 45, False, 'Manager')
    """
    return replace(
        one,
        first=min(one.first, other.first),
        last=None if one.last is None or other.last is None else max(one.last, other.last),
        by_video=one.by_video and other.by_video,
        stands_in_for=one.stands_in_for or other.stands_in_for,
    )


def hours_of_part(starts: datetime, ends: datetime, first: int, last: int | None) -> tuple[datetime, datetime]:
    """Return when a part begins and ends, within the meeting as it is now.

    >>> nine, ten = datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10)
    >>> [f"{moment:%H.%M}" for moment in hours_of_part(nine, ten, 30, None)]
    ['09.30', '10.00']
    """
    begins = starts + timedelta(minutes=first)
    until = ends if last is None else min(ends, starts + timedelta(minutes=last))
    return (begins, until) if begins < until else (starts, ends)


def left_out(lines: Iterable[tuple[str, int, frozenset[int]]], parts: Mapping[int, Wanted]) -> list[tuple[str, int]]:
    """Return the items that somebody they need is not called to, as the agenda stands: title and holder's key.

    `lines` are the agenda in order: title, minutes and who it needs (holders' keys).
    """
    found, at = [], 0
    for title, minutes, needed in lines:
        for holder in sorted(needed):
            part = parts.get(holder)
            if part is not None and not (part.first <= at and (part.last is None or at + minutes <= part.last)):
                found.append((title, holder))
        at += minutes
    return found


# Attendance


@dataclass(frozen=True, slots=True)
class SeatPresence:
    """A seat at a meeting: its party, what it may do and whether it was there, itself or by a substitute."""

    party: Party
    is_ordinary: bool
    has_mandate: bool
    is_decision_maker: bool
    presence: Presence
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceAnswer:
    """How attendance compares with the composition (MEE-18).

    `parties_missing` had nobody there; `cannot_decide` had nobody who decides for the party; `ordinary` and
    `present` count ordinary seats.
    """

    ordinary: int
    present: int
    parties_missing: tuple[Party, ...]
    cannot_decide: tuple[Party, ...]

    @property
    def may_decide(self) -> bool:
        """Tell whether both parties' decision-makers are there."""
        return not self.cannot_decide


PARTIES = (Party.MUNICIPALITY, Party.POLICE)


def deciding(seats: Sequence[SeatPresence], party: Party) -> list[SeatPresence]:
    """Return the seats that decide for the party: its decision-makers, or where there are none its mandated seats."""
    own = [seat for seat in seats if seat.party == party and seat.is_ordinary]
    return [seat for seat in own if seat.is_decision_maker] or [seat for seat in own if seat.has_mandate]


def judge_attendance(seats: Sequence[SeatPresence]) -> AttendanceAnswer:
    """Compare who was there with who belongs to the group (MEE-18)."""
    there = {Presence.PRESENT}
    ordinary = [seat for seat in seats if seat.is_ordinary]
    return AttendanceAnswer(
        ordinary=len(ordinary),
        present=sum(seat.presence in there for seat in ordinary),
        parties_missing=tuple(
            party for party in PARTIES if not any(s.party == party and s.presence in there for s in seats)
        ),
        cannot_decide=tuple(party for party in PARTIES if not any(s.presence in there for s in deciding(seats, party))),
    )


def decision_makers_present(seats: Sequence[SeatPresence], party: Party) -> str:
    """Return the function and name of those present who decide for the party, as the minutes write them.

    >>> seat = SeatPresence(Party.POLICE, True, True, True, Presence.PRESENT, "Erik Björk", "Lokalpolisområdeschef")
    >>> decision_makers_present([seat], Party.POLICE)
    'Lokalpolisområdeschef Erik Björk'
    """
    present = [seat for seat in deciding(seats, party) if seat.presence == Presence.PRESENT]
    return ", ".join(f"{seat.title} {seat.name}".strip() for seat in present)


# Who may read


def notes_are_open(
    state: MeetingState, *, is_member: bool, prepares: bool, is_shared: bool, is_elected_there: bool
) -> bool:
    """Tell whether a meeting's agenda and notes are open to a reader (MEE-19, DEC-15, REP-07).

    Members of the group, a deputy called to the meeting, and those who prepare in its unit read everything. Where the
    agreement shares the notes with a kind of group in which the reader sits, held meetings are open. The elected of the
    unit read minutes that have been approved. To everybody else the meeting does not exist.
    """
    if is_member or prepares:
        return True
    if is_shared and state in CLOSED:
        return True
    return is_elected_there and state == MeetingState.APPROVED
