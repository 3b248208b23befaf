"""What the templates of meetings are given: one page that is agenda, running notes and minutes in turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from samverkan.decisions.rules import PREPARED_BY, MandateAnswer
from samverkan.decisions.words import DecisionState
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import Seat
from samverkan.groups.words import Membership
from samverkan.meetings.models import Assignment, Attendance, Correction, Item, Meeting, Series
from samverkan.meetings.queries import Clash, YearCount, day_of
from samverkan.meetings.rules import PLANNED, AttendanceAnswer, Wanted, hours_of_part, left_out
from samverkan.meetings.words import Cadence, ItemKind, MeetingState, Outcome, Presence
from samverkan.ui.forms import Form
from samverkan.ui.pages import Step
from samverkan.ui.templatetags.ui import written_day


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A line of the list of meetings."""

    id: int
    title: str
    group: str
    starts_at: datetime
    place: str
    state: MeetingState
    is_past: bool
    item_count: int

    @classmethod
    def of(cls, meeting: Meeting, *, today: date) -> MeetingRow:
        """Take the meeting as it stands; `item_count` has been annotated by the query."""
        return cls(
            id=meeting.pk,
            title=meeting.title,
            group=meeting.group.name,
            starts_at=meeting.starts_at,
            place=meeting.place,
            state=MeetingState(meeting.state),
            is_past=day_of(meeting) < today and meeting.state in (*PLANNED, MeetingState.UNDER_WAY),
            item_count=getattr(meeting, "item_count", 0),
        )


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """Meetings to come and behind, with what I have been asked to do: of each list, the rows of one page."""

    upcoming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    counts: tuple[YearCount, ...]
    assignments: tuple[Assignment, ...]
    pages: Page[int]
    query: str
    form: Form
    year: int
    may_book: bool
    is_insight: bool
    today: date


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form."""

    form: Form


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in the list."""

    id: int
    title: str
    group: str
    cadence: Cadence
    weekday: str
    starts: Any


@dataclass(frozen=True, slots=True)
class SeriesListPage:
    """All series of the actor's groups, and a form for another."""

    rows: tuple[SeriesRow, ...]
    form: Form | None


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One series: its template, its meetings and a form to book more."""

    series: Series
    cadence: Cadence
    weekday: str
    template: tuple[Any, ...]
    meetings: tuple[MeetingRow, ...]
    form: Form | None


def clocks(starts: datetime, ends: datetime) -> str:
    """Return from when to when here, as the reader's language writes it: 09.30–10.15."""
    return "–".join(written_day(timezone.localtime(moment), "H.i", "H:i") for moment in (starts, ends))


def part_in_words(meeting: Meeting, part: Wanted | None) -> str:
    """Return when somebody is wanted, and how; nothing where it is all of the meeting, in the room."""
    if part is None or part.is_whole:
        return ""
    when = clocks(*hours_of_part(meeting.starts_at, meeting.ends_at, part.first, part.last))
    return _("%(when)s, by video") % {"when": when} if part.by_video else when


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A seat at the meeting. `part` says when its holder is wanted, where that is not all of the meeting."""

    seat: Seat
    party: str
    is_co_opted: bool
    presence: Presence
    substitute: str
    presence_field: BoundField | None
    substitute_field: BoundField | None
    part: str = ""


@dataclass(frozen=True, slots=True)
class ItemForms:
    """The forms of one item while the meeting is under way."""

    notes: Form
    decide: Form | None = None
    assign: Form | None = None
    forward: Form | None = None
    follow: Form | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else saved in the meantime, and its edition."""

    stored: str
    by: str
    edition: int


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The line under the notes: saved when, or stopped by whom."""

    item_id: int
    edition: int
    saved_at: datetime | None
    conflict: Conflict | None
    fault: str = ""


LOOKS_OF = {
    Outcome.NONE: "none",
    Outcome.INFORMATION: "done",
    Outcome.DECISION: "decided",
    Outcome.ASSIGNMENT: "sent",
    Outcome.FORWARDED: "sent",
    Outcome.DEFERRED: "deferred",
}


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of the agenda, with what may be done with it now."""

    id: int
    number: int
    item: Item
    kind: ItemKind
    outcome: Outcome
    assignments: tuple[Assignment, ...]
    said_before: str
    forms: ItemForms | None
    conflict: Conflict | None
    change: Form | None
    is_settled: bool
    may_decide: bool
    only_prepared: bool
    may_approve: bool
    may_follow: bool
    answer: MandateAnswer | None
    stopped: MandateAnswer | None
    is_first: bool
    is_last: bool
    next_id: int | None
    when: str = ""
    needed: str = ""
    """The seats that the item needs, where not everybody."""
    is_current: bool = False
    """Where the secretary writes now: its field has the focus."""

    @property
    def is_open(self) -> bool:
        """Tell whether the item is unfolded: where one writes, and where something must be mended."""
        has_faults = self.forms is not None and any(
            form is not None and form.errors
            for form in (
                self.forms.notes,
                self.forms.decide,
                self.forms.assign,
                self.forms.forward,
                self.forms.follow,
            )
        )
        return self.is_current or has_faults or self.conflict is not None or self.stopped is not None

    @property
    def decision_is_next(self) -> bool:
        """Tell whether the form of the decision stands open: a matter the group may decide, or a decision stopped."""
        waits = self.is_current and self.item.matter is not None and self.answer is not None and self.answer.is_within
        return waits or self.stopped is not None

    @property
    def look(self) -> str:
        """Return the state whose icon the outcome is drawn with."""
        return LOOKS_OF[self.outcome]

    @property
    def saved(self) -> SavedPage:
        """Return the line under the notes as it is when the page is opened."""
        edition = self.forms.notes["edition"].value() if self.forms else self.item.edition
        return SavedPage(self.id, int(edition or self.item.edition), None, self.conflict)

    @property
    def status_text(self) -> str:
        """Return what came of the item, in the reader's language."""
        if self.kind == ItemKind.MINUTES and self.outcome == Outcome.INFORMATION:
            return _("Minutes approved")
        return _(self.outcome.label)


def steps_of(meeting: Meeting, has_agenda: bool) -> tuple[Step, ...]:
    """Return how far the meeting has come: what is done, what is next or going on, and what comes after."""
    order = (
        MeetingState.BOOKED,
        MeetingState.CONVENED,
        MeetingState.UNDER_WAY,
        MeetingState.HELD,
        MeetingState.APPROVED,
    )
    sitting = _("Under way") if meeting.state == MeetingState.UNDER_WAY else _("The meeting")
    titles = (_("Agenda"), _("Notice of meeting"), sitting, _("Minutes"), _("Minutes approved"))
    at = order.index(MeetingState(meeting.state))
    if meeting.state == MeetingState.BOOKED and has_agenda:
        at = 1
    elif meeting.state in {MeetingState.CONVENED, MeetingState.HELD}:
        at += 1
    elif meeting.state == MeetingState.APPROVED:
        at = len(order)
    return tuple(
        Step(title, "done" if place < at else "current" if place == at else "coming")
        for place, title in enumerate(titles)
    )


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The page of a meeting. `mode` is plan, run or minutes."""

    meeting: Meeting
    state: MeetingState
    mode: str
    day: date
    steps: tuple[Step, ...]
    items: tuple[ItemPage, ...]
    total_minutes: int
    length: int
    attendance: tuple[AttendanceRow, ...]
    answer: AttendanceAnswer
    is_attended: bool
    may_run: bool
    may_start: bool
    opens_later: bool
    clashes: tuple[Clash, ...]
    unprepared: tuple[tuple[int, str], ...]
    waiting: int
    corrections: tuple[Correction, ...]
    decided: int
    left: int
    own_part: str = ""
    """When the reader is wanted, where that is not all of the meeting."""
    stand_ins: tuple[tuple[str, str, str], ...] = ()
    """Deputies whom the plan of the year calls: name, seat, and when."""
    misfits: tuple[tuple[str, str, str], ...] = ()
    """Items that somebody they need is not called to: item, who, and when they are called."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    attendance_form: Form | None = None


def mode_of(state: MeetingState, may_run: bool) -> str:
    """Return which page the meeting has now: plan, run or minutes."""
    if state in PLANNED:
        return "plan"
    return "run" if state == MeetingState.UNDER_WAY and may_run else "minutes"


def attendance_rows(
    meeting: Meeting,
    seats: Iterable[Seat],
    attendance: Mapping[int, Attendance],
    form: Form | None,
    parts: Mapping[int, Wanted],
) -> tuple[AttendanceRow, ...]:
    """Return the seats with who came and when they are wanted, and their fields while attendance is noted."""
    rows = []
    for seat in seats:
        noted = attendance.get(seat.pk)
        rows.append(
            AttendanceRow(
                seat=seat,
                party=Party(seat.party),
                is_co_opted=seat.membership == Membership.CO_OPTED,
                presence=Presence(noted.presence) if noted else Presence.INVITED,
                substitute=noted.substitute if noted else "",
                presence_field=form[f"presence-{seat.pk}"] if form else None,
                substitute_field=form[f"substitute-{seat.pk}"] if form else None,
                part=part_in_words(meeting, parts.get(seat.holder_id or 0)),
            )
        )
    return tuple(rows)


def misfits_of(
    meeting: Meeting, items: Sequence[Item], parts: Mapping[int, Wanted]
) -> tuple[tuple[str, str, str], ...]:
    """Return the items that somebody they need is not called to, as the agenda stands now."""
    if not parts:
        return ()
    titles = {seat.holder_id: seat.title for item in items for seat in item.needs.all() if seat.holder_id}

    def needed(item: Item) -> frozenset[int]:
        named = frozenset(seat.holder_id for seat in item.needs.all() if seat.holder_id)
        return named or (frozenset(parts) if item.kind == ItemKind.STANDING else frozenset())

    found = left_out(((item.title, item.minutes, needed(item)) for item in items), parts)
    return tuple(
        (title, titles.get(holder, parts[holder].name), part_in_words(meeting, parts[holder]))
        for title, holder in found
    )


def stand_ins_of(meeting: Meeting, parts: Mapping[int, Wanted]) -> tuple[tuple[str, str, str], ...]:
    """Return the deputies who are called: name, the seat they fill, and when."""
    return tuple(
        (part.name, part.stands_in_for, part_in_words(meeting, part)) for part in parts.values() if part.stands_in_for
    )


def item_pages(
    meeting: Meeting,
    items: Sequence[Item],
    *,
    forms: Mapping[int, ItemForms],
    changes: Mapping[int, Form],
    conflicts: Mapping[int, Conflict],
    answers: Mapping[int, MandateAnswer],
    stopped: Mapping[int, MandateAnswer],
    wanted: int | None,
) -> tuple[ItemPage, ...]:
    """Return the items as the page shows them; `wanted` is the item one writes about, else the first untouched."""
    if wanted not in {item.pk for item in items}:
        wanted = next((item.pk for item in items if item.outcome == Outcome.NONE), None)
    steering = GroupKind(meeting.group.kind) in PREPARED_BY
    pages = []
    begins = meeting.starts_at
    for place, item in enumerate(items):
        ends = begins + timedelta(minutes=item.minutes)
        when, begins = clocks(begins, ends), ends
        kind, outcome = ItemKind(item.kind), Outcome(item.outcome)
        settled = outcome in {Outcome.DECISION, Outcome.FORWARDED}
        only_prepared = steering and item.matter is None and kind not in {ItemKind.MINUTES}
        pages.append(
            ItemPage(
                id=item.pk,
                number=place + 1,
                item=item,
                kind=kind,
                outcome=outcome,
                assignments=tuple(item.assignments.all()),
                said_before=item.carried_from.notes if item.carried_from else "",
                forms=forms.get(item.pk),
                conflict=conflicts.get(item.pk),
                change=changes.get(item.pk),
                is_settled=settled,
                may_decide=kind != ItemKind.MINUTES and not settled and not only_prepared,
                only_prepared=only_prepared,
                may_approve=kind == ItemKind.MINUTES
                and item.earlier_meeting is not None
                and item.earlier_meeting.state == MeetingState.HELD,
                may_follow=item.followed_decision is not None and item.followed_decision.state == DecisionState.OPEN,
                answer=answers.get(item.pk),
                stopped=stopped.get(item.pk),
                is_first=place == 0,
                is_last=place == len(items) - 1,
                next_id=items[place + 1].pk if place + 1 < len(items) else None,
                when=when,
                needed=", ".join(seat.title for seat in item.needs.all()),
                is_current=item.pk == wanted,
            )
        )
    return tuple(pages)
