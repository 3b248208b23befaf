"""What the start page is given: a week of days, and sections of rows that are all drawn alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.decisions.models import Decision
from samverkan.meetings.words import MeetingState
from samverkan.notices.models import Notice
from samverkan.overview.queries.thread import DecidedFact
from samverkan.overview.queries.week import AgreementFact, MeetingFact, SystemFacts, UnreceivedFact, Week
from samverkan.overview.rules import Task, days_late, days_shown, divide, in_order, monday_of, urgency
from samverkan.overview.words import Many, Urgency
from samverkan.thread.words import Lamp
from samverkan.ui.templatetags.ui import short_day

MOST_LAMPS = 4
"""So many lamps are named on the page, those with most things first."""
A_SECTION = 7
"""So many rows of a section are shown until the reader asks for all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what to do or what it is, with what, where, and when. `look` is a state of `ui.words`, or empty."""

    what: str
    title: str
    address: str
    where: str = ""
    when: str = ""
    look: str = ""
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the page. `hidden` rows are left out; `all_address` shows them."""

    key: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    hidden: int = 0
    all_address: str = ""
    all_text: str = ""
    empty: str = ""

    @classmethod
    def of(
        cls,
        key: str,
        title: str,
        lead: str,
        rows: Iterable[Row],
        *,
        shows_all: bool,
        place: tuple[str, str] | None = None,
        empty: str = "",
    ) -> Section:
        """Build it; `place` is the address and name of the list that these rows are a part of."""
        every = tuple(rows)
        shown = every if shows_all else every[:A_SECTION]
        hidden = len(every) - len(shown)
        address, text = place or ("", "")
        if hidden:
            address = f"{reverse('overview:my_week')}?show=all#{key}"
            text = _("Show all %(count)s") % {"count": len(every)}
        return cls(key, title, lead, shown, hidden, address, text, empty)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A meeting in the drawn week."""

    time: str
    title: str
    group: str
    address: str
    state: MeetingState


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the drawn week. `due` counts the tasks whose last day it is."""

    date: date
    weekday: str
    number: str
    is_today: bool
    is_past: bool
    entries: tuple[DayEntry, ...]
    due: int


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting after this week."""

    title: str
    group: str
    when: str
    address: str


@dataclass(frozen=True, slots=True)
class MyWeekPage:
    """The start page of one person (CRO-12)."""

    week: str
    may_inform: bool
    is_insight: bool
    has_post: bool
    days: tuple[Day, ...]
    sections: tuple[Section, ...]
    next_meetings: tuple[NextMeeting, ...]
    groups: tuple[tuple[str, str], ...]
    shows_all: bool
    shows_lamps: bool


def week_text(today: date) -> str:
    """Return the week as people say it: "Vecka 11, 9–15 mars 2026"."""
    first = monday_of(today)
    last = first + timedelta(days=6)
    begins = date_format(first, "j" if first.month == last.month else "j F")
    span = f"{begins}–{date_format(last, 'j F Y')}"
    return _("Week %(number)s, %(span)s") % {"number": today.isocalendar().week, "span": span}


def when_due(due: date | None, today: date) -> tuple[str, str]:
    """Return how the day is said, and the state it is drawn as."""
    how = urgency(due, today)
    if due is None:
        return "", ""
    if how is Urgency.LATE:
        late = days_late(due, today)
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}, "late"
    if due == today:
        return _("today"), "due"
    if due == today + timedelta(days=1):
        return _("tomorrow"), "due"
    if how is Urgency.THIS_WEEK:
        return date_format(due, "l").lower(), "due"
    return short_day(due), ""


def task_row(task: Task, today: date) -> Row:
    """Return a task as a row."""
    when, look = when_due(task.due, today)
    where = task.where
    if task.about and task.about != task.due:
        held = _("the meeting of %(day)s") % {"day": short_day(task.about)}
        where = f"{where}, {held}" if where else capfirst(held)
    title = task.title if task.count == 1 else f"{task.count} {_(Many(task.deed.value).label)}"
    return Row(_(task.deed.label), title, task.address, where, when, look)


def lamp_row(lamp: Lamp, count: int) -> Row:
    """Return a lit lamp with how many things it hangs on."""
    return Row("", _(lamp.label), f"{reverse('thread:lamps')}#{lamp}", when=str(count))


def lamps_section(lamps: Sequence[tuple[Lamp, int]]) -> Section:
    """Return what is missing in the thread of the person's districts: how many things in all, and which."""
    total = sum(count for _lamp, count in lamps)
    lead = ngettext("%(count)s link is missing", "%(count)s links are missing", total) % {"count": total}
    return Section.of(
        "lamps",
        _("Missing in the red thread"),
        lead if total else "",
        (lamp_row(lamp, count) for lamp, count in lamps[:MOST_LAMPS]),
        shows_all=True,
        place=(reverse("thread:lamps"), _("Everything that is missing")),
        empty=_("Nothing is missing: every link of the thread is there."),
    )


def decided_row(fact: DecidedFact) -> Row:
    """Return a picture or plan in force."""
    when = short_day(fact.decided_on) if fact.decided_on else ""
    return Row(_("In force"), fact.title, fact.address, fact.unit, when)


def notice_row(notice: Notice) -> Row:
    """Return a notice as a row; what asks for a receipt can be confirmed in place."""
    awaits = notice.receipt_wanted and notice.received_at is None
    return Row(
        what=_("Confirm receipt") if awaits else _("Not read"),
        title=notice.title,
        address=reverse("notices:notice", args=[notice.pk]),
        when=short_day(notice.sent_at),
        receipt_id=notice.pk if awaits else None,
    )


def unreceived_row(fact: UnreceivedFact) -> Row:
    """Return something that waits at its recipient."""
    waited = (
        ngettext("%(days)s day", "%(days)s days", fact.days) % {"days": fact.days} if fact.days else _("since today")
    )
    what = _("Waits for %(recipient)s") % {"recipient": fact.recipient}
    return Row(what, fact.title, fact.address, fact.unit, waited, "due" if fact.days else "")


def district_row(fact: AgreementFact, today: date) -> Row:
    """Return a district's agreement with the state of its situation picture."""
    if fact.picture_dated_on is None:
        return Row(_(fact.standing.label), fact.unit, fact.address, "", _("no situation picture in force"), "missing")
    picture = _("Situation picture of %(day)s") % {"day": short_day(fact.picture_dated_on)}
    if urgency(fact.picture_due, today) in {Urgency.LATE, Urgency.THIS_WEEK, Urgency.SOON}:
        when, look = when_due(fact.picture_due, today)
    else:
        when, look = _("up to date"), "fulfilled"
    return Row(_(fact.standing.label), fact.unit, fact.address, picture, when, look or "due")


def agreement_row(fact: AgreementFact) -> Row:
    """Return an agreement in force."""
    since = _("in force since %(day)s") % {"day": short_day(fact.valid_from)}
    return Row(_(fact.standing.label), fact.title, fact.address, fact.unit, since)


def decision_row(decision: Decision) -> Row:
    """Return a decision for those who follow what is decided."""
    address = reverse("decisions:decision", args=[decision.pk])
    return Row(decision.reference, decision.title, address, decision.group.name, short_day(decision.decided_on))


def minutes_row(meeting: MeetingFact) -> Row:
    """Return approved minutes."""
    where = "" if meeting.title == meeting.group else meeting.group
    return Row(_("Minutes"), meeting.title, meeting.address, where, short_day(meeting.starts_at))


def system_rows(facts: SystemFacts) -> Iterable[Row]:
    """Yield what administrators watch."""
    trail = reverse("audit:trail")
    entries = ngettext("%(count)s entry", "%(count)s entries", facts.entries) % {"count": facts.entries}
    last = short_day(facts.last_entry_at) if facts.last_entry_at else _("nothing yet")
    yield Row(_("The trail"), _("Check the whole trail"), f"{trail}?check=1", entries, last)
    if facts.failed_letters:
        failed = ngettext("%(count)s letter", "%(count)s letters", facts.failed_letters) % {
            "count": facts.failed_letters
        }
        yield Row(_("Letters"), _("Letters that could not be sent"), f"{trail}?event=notices.mailed", failed, "", "due")
    for name in facts.people_without_posts:
        yield Row(_("Give a post"), name, reverse("organisation:units"), _("can log in but sees nothing"))


def days_of(week: Week, today: date) -> tuple[Day, ...]:
    """Return the drawn week: the meetings of each day, and how many tasks have their last day there."""
    meetings = [meeting for meeting in week.meetings if monday_of(meeting.day) == monday_of(today)]
    due = [task.due for task in (*week.tasks, *week.to_decide, *week.stale) if task.due]
    return tuple(
        Day(
            date=day,
            weekday=date_format(day, "D").lower().rstrip("."),
            number=date_format(day, "j"),
            is_today=day == today,
            is_past=day < today,
            entries=tuple(
                DayEntry(
                    time=timezone.localtime(meeting.starts_at).strftime("%H.%M"),
                    title=meeting.title,
                    group=meeting.group,
                    address=meeting.address,
                    state=meeting.state,
                )
                for meeting in meetings
                if meeting.day == day
            ),
            due=due.count(day),
        )
        for day in days_shown(today, (meeting.day for meeting in meetings))
    )


def next_meetings(meetings: Sequence[MeetingFact], today: date) -> tuple[NextMeeting, ...]:
    """Return the meetings after this week."""
    after = monday_of(today) + timedelta(days=6)
    return tuple(
        NextMeeting(meeting.title, meeting.group, date_format(meeting.day, "l j F").lower(), meeting.address)
        for meeting in meetings
        if meeting.day > after
    )[:A_SECTION]


def sections_of(week: Week, actor: Actor, today: date, *, shows_all: bool) -> Iterable[Section]:
    """Yield the sections the person has use of, the most urgent first."""
    now, coming = divide(week.tasks, today)
    is_insight = actor.roles == {Role.BOARD}

    def section(
        key: str, title: str, lead: str, rows: Iterable[Row], place: tuple[str, str] | None = None, empty: str = ""
    ) -> Section:
        return Section.of(key, title, lead, rows, shows_all=shows_all, place=place, empty=empty)

    if now or (week.groups and not is_insight):
        yield section(
            "now",
            _("To do"),
            _("Late, or due this week"),
            (task_row(task, today) for task in now),
            empty=_("Nothing is late and nothing falls due this week."),
        )
    if week.to_decide or any(seat.is_decision_maker for seat in actor.seats):
        yield section(
            "decide",
            _("Awaiting your decision"),
            _("You decide for your party in the steering group"),
            (task_row(task, today) for task in in_order(week.to_decide, today)),
            place=(reverse("decisions:matters"), _("All matters")),
            empty=_("No matter awaits your decision."),
        )
    if week.receipts or week.unread:
        yield section(
            "notices",
            _("Notices"),
            _("What others have told you"),
            (notice_row(notice) for notice in (*week.receipts, *week.unread)),
            place=(reverse("notices:list"), _("All notices")),
        )
    if week.stale:
        yield section(
            "stale",
            _("Growing old"),
            _("Annexes that are missing, or soon older than the agreement allows"),
            (task_row(task, today) for task in in_order(week.stale, today)),
        )
    if week.unreceived:
        yield section(
            "unreceived",
            _("Sent, not received"),
            _("Information that a decision-maker has not confirmed"),
            (unreceived_row(fact) for fact in week.unreceived),
            place=(reverse("communication:list"), _("All information")),
        )
    if week.annex_notices:
        yield section(
            "annexes",
            _("Updated annexes awaiting receipt"),
            _("Your group is to confirm that it has been told"),
            (unreceived_row(fact) for fact in week.annex_notices),
        )
    if coming:
        yield section(
            "coming",
            _("Coming up"),
            _("Within four weeks, or without a day"),
            (task_row(task, today) for task in coming),
        )
    if Role.CENTRAL in actor.roles or Role.EXECUTIVE_OFFICE in actor.roles or Role.MANAGEMENT in actor.roles:
        yield section(
            "districts",
            _("The districts"),
            _("Agreements in force and the age of their situation pictures"),
            (district_row(fact, today) for fact in week.agreements if not fact.is_overall),
            place=(reverse("agreements:list"), _("All agreements")),
            empty=_("No local agreement is in force."),
        )
    if is_insight:
        if week.boards:
            yield section(
                "board",
                _("Your board"),
                _("What it has been told and answers for; there you can make a suggestion"),
                (Row(_("Board page"), name, address) for name, address in week.boards),
            )
        yield section(
            "decided",
            _("Decided pictures and plans"),
            _("What is in force: the situation, and what is done about it"),
            (decided_row(fact) for fact in week.decided),
            place=(reverse("situation:pictures"), _("All situation pictures")),
            empty=_("No situation picture and no plan has been decided yet."),
        )
        yield section(
            "agreements",
            _("Agreements in force"),
            _("What the municipality and the police have agreed on"),
            (agreement_row(fact) for fact in week.agreements),
            place=(reverse("agreements:list"), _("All agreements")),
            empty=_("No agreement is in force."),
        )
        yield section(
            "decisions",
            _("Recent decisions"),
            _("Decided in the last three months"),
            (decision_row(decision) for decision in week.decisions),
            place=(reverse("decisions:list"), _("All decisions")),
            empty=_("Nothing has been decided in the last three months."),
        )
        yield section(
            "minutes",
            _("Approved minutes"),
            _("Minutes are open to you when the next meeting has approved them"),
            (minutes_row(meeting) for meeting in week.minutes),
            place=(reverse("meetings:list"), _("All meetings")),
            empty=_("No minutes have been approved yet."),
        )
    if week.system is not None:
        yield section("system", _("The system"), _("What you look after as administrator"), system_rows(week.system))


def my_week_page(week: Week, actor: Actor, *, today: date, shows_all: bool) -> MyWeekPage:
    """Build the page."""
    return MyWeekPage(
        week=week_text(today),
        may_inform=week.may_inform,
        is_insight=actor.roles == {Role.BOARD},
        has_post=bool(actor.posts or actor.seats),
        days=days_of(week, today),
        sections=tuple(sections_of(week, actor, today, shows_all=shows_all)),
        next_meetings=next_meetings(week.meetings, today),
        groups=week.groups,
        shows_all=shows_all,
        shows_lamps=week.shows_lamps,
    )
