"""What the pages of the basis of plans are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.groups.models import Group
from samverkan.meetings.rules import Line
from samverkan.scheduling.forms.fields import weekday_name
from samverkan.scheduling.models import Cadence, CalendarPeriod, Milestone, Office, Room, Sending, Venue, Wish
from samverkan.scheduling.pages.common import told
from samverkan.scheduling.pages.hands import HandRow
from samverkan.scheduling.queries.people import HolderRow, OwnTime
from samverkan.scheduling.rules.basis import Basis
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.invitations import Method
from samverkan.scheduling.words import PeriodKind, WishKind
from samverkan.ui.pages import Tab
from samverkan.ui.templatetags.ui import moment

MOST_NAMED = 8
"""So many meetings of a sending are named on the page."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """What is lacking, and where it is put right."""

    text: str
    address: str
    is_stop: bool


@dataclass(frozen=True, slots=True)
class BasisPage:
    """What plans are made of, and what is missing."""

    unit: str
    year: int
    choices: tuple[tuple[str, str, bool], ...]
    counts: tuple[tuple[str, int], ...]
    missing: tuple[MissingRow, ...]
    paging: Page[Any]
    ways_missing: int
    tabs: tuple[Tab, ...]
    new_address: str
    hands: tuple[HandRow, ...]

    @staticmethod
    def rows(basis: Basis, run: Iterable[int]) -> list[MissingRow]:
        """Return what is missing, what stops a group first."""
        may = set(run)
        rows = [
            MissingRow(
                told(each.saying.as_json()),
                reverse("scheduling:cadence", args=[each.group]) if each.group in may else "",
                each.is_stop,
            )
            for each in basis.missing
        ]
        return sorted(rows, key=lambda row: not row.is_stop)

    @staticmethod
    def counted(basis: Basis) -> tuple[tuple[str, int], ...]:
        """Return what there is to plan with."""
        raw = basis.raw
        return (
            (_("Groups that can be planned"), len(raw["groups"])),
            (_("Meetings"), sum(row["meetings"] for row in raw["groups"])),
            (_("Functions"), len(raw["persons"])),
            (_("Functions in several districts"), sum(row["shared"] for row in raw["persons"])),
            (_("Rooms"), len(raw["rooms"])),
        )


@dataclass(frozen=True, slots=True)
class VenuesPage:
    """Venues, rooms and offices."""

    venues: tuple[Venue, ...]
    rooms: tuple[Room, ...]
    offices: tuple[Office, ...]
    may_keep: bool
    tabs: tuple[Tab, ...]
    municipality: str


@dataclass(frozen=True, slots=True)
class CadenceRow:
    """A group that the actor runs, and how it meets."""

    group: str
    unit: str
    address: str
    says: str
    agenda_address: str
    has_agenda: bool

    @classmethod
    def of(cls, group: Group, cadence: Cadence | None, least: int | None, *, has_agenda: bool) -> CadenceRow:
        """Return the row."""
        says = ""
        if cadence is not None:
            often = cadence.meetings if cadence.meetings is not None else least
            says = _("%(often)s times a year, %(minutes)s minutes") % {
                "often": often if often is not None else "–",
                "minutes": cadence.minutes,
            }
        return cls(
            group.name,
            group.unit.name,
            reverse("scheduling:cadence", args=[group.pk]),
            says,
            reverse("scheduling:agenda", args=[group.pk]),
            has_agenda,
        )


@dataclass(frozen=True, slots=True)
class CadencesPage:
    """The groups that the actor runs."""

    rows: tuple[CadenceRow, ...]
    paging: Page[Any]
    lacking: int
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class CadencePage:
    """One group's cadence, with its milestones."""

    group: Group
    form: Any
    milestone_form: Any
    milestones: tuple[Milestone, ...]
    differences: tuple[Any, ...]
    agenda: tuple[Line, ...]
    """The standing agenda, if the group has written one."""

    @property
    def agenda_minutes(self) -> int:
        """Return how long the items of the agenda take together."""
        return sum(line.minutes for line in self.agenda)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """Days of the calendar."""

    pk: int
    kind: PeriodKind
    title: str
    first: date
    last: date

    @classmethod
    def of(cls, period: CalendarPeriod) -> PeriodRow:
        """Return the row."""
        return cls(period.pk, PeriodKind(period.kind), period.title, period.first, period.last)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The year's days on which nobody meets, or would rather not."""

    year: int
    years: tuple[tuple[int, bool], ...]
    holidays: tuple[date, ...]
    leave_weeks: tuple[int, ...]
    periods: tuple[PeriodRow, ...]
    form: Any
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class HoldersPage:
    """The functions whose year the actor plans, and what is known of their time."""

    rows: tuple[HolderRow, ...]
    paging: Page[Any]
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class SendingRow:
    """What one was sent at once."""

    pk: int
    sent_at: Any
    lines: tuple[str, ...]
    more: int
    has_invitations: bool
    has_cancellations: bool

    @classmethod
    def of(cls, sending: Sending) -> SendingRow:
        """Return the row, its first events named."""
        methods = {event["method"] for event in sending.events}
        lines = [
            f"{moment(datetime.fromisoformat(event['starts']))}: {event['title']} ({_(Method(event['method']).label)})"
            for event in sending.events[:MOST_NAMED]
        ]
        return cls(
            sending.pk,
            sending.sent_at,
            tuple(lines),
            max(0, len(sending.events) - MOST_NAMED),
            bool(methods - {Method.CANCEL.value}),
            Method.CANCEL.value in methods,
        )


@dataclass(frozen=True, slots=True)
class HolderPage:
    """One function's time; one's own page also has what one was sent."""

    pk: int
    function: str
    is_own: bool
    time: OwnTime
    pattern_text: str
    forms: Mapping[str, Any]
    sendings: tuple[SendingRow, ...]

    @staticmethod
    def pattern_of(time: OwnTime) -> str:
        """Return the working hours in words."""
        if time.pattern is None:
            return _("Monday to Friday, office hours, at the organisation's office.")
        days = ", ".join(weekday_name(number).lower() for number in time.pattern.weekdays)
        where = time.pattern.venue.name if time.pattern.venue else _("the organisation's office")
        return f"{days.capitalize()}, {clock(time.pattern.starts)}–{clock(time.pattern.ends)}, {where}."


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish, and what it says in words."""

    pk: int
    kind: WishKind
    about: str
    what: str
    reason: str
    said_by: str
    is_taken_back: bool

    @classmethod
    def of(cls, wish: Wish, functions: Mapping[int, str]) -> WishRow:
        """Return the row. Wants group and room selected."""
        about = wish.group.name if wish.group else functions.get(wish.holder_id or 0, "")
        return cls(
            wish.pk,
            WishKind(wish.kind),
            about,
            what_is_wished(wish),
            wish.reason,
            wish.said_by,
            wish.taken_back_at is not None,
        )


def what_is_wished(wish: Wish) -> str:
    """Return days, weekdays, hours and room of a wish in words."""
    parts = []
    if wish.number:
        parts.append(_("meeting %(number)s") % {"number": wish.number})
    if wish.first:
        until = f"–{wish.last.isoformat()}" if wish.last and wish.last != wish.first else ""
        parts.append(f"{wish.first.isoformat()}{until}")
    if wish.weekdays:
        parts.append(", ".join(weekday_name(number).lower() for number in wish.weekdays))
    if wish.start is not None or wish.end is not None:
        begins = clock(wish.start) if wish.start is not None else ""
        ends = f"–{clock(wish.end)}" if wish.end is not None else ""
        parts.append(f"{begins}{ends}")
    if wish.room:
        parts.append(str(wish.room))
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class WishesPage:
    """The year's wishes."""

    year: int
    years: tuple[tuple[int, bool], ...]
    rows: tuple[WishRow, ...]
    paging: Page[Any]
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A time that was found."""

    day: date
    when: str
    room: str
    missing: tuple[str, ...]
    extra_travel: int
    cost: int
    key: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """When functions can meet."""

    form: Any
    book: Any
    options: tuple[OptionRow, ...]
    homeless: tuple[str, ...]
    is_asked: bool
    count: int
    has_rooms: bool
