"""The week of an actor: meetings, matters, decisions, agreements, and with them what the red thread asks for.

Every function is asked on behalf of an actor. What a role has no use of is not asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import decision_seats, may_administer
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Amendment, AnnexNotice, AnnexVersion
from samverkan.agreements.queries.agreements import (
    agreements_visible_to,
    drafts_visible_to,
    is_annex_missing,
    revision_dates,
    standing_on,
    with_standing,
)
from samverkan.agreements.queries.annexes import untold_annexes
from samverkan.agreements.words import AmendmentState, AnnexState, Standing
from samverkan.audit.models import Entry
from samverkan.communication.models import Delivery
from samverkan.communication.queries import READING, speaks_for, unreceived_of
from samverkan.communication.rules import days_waited
from samverkan.decisions.models import Decision, Excerpt, Matter
from samverkan.decisions.queries import decisions_visible_to, groups_run_by, units_prepared_by
from samverkan.decisions.words import DecisionState, MatterState
from samverkan.ground.words import AnnexKind, Tier
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import meetings_visible_to, open_assignments_of
from samverkan.meetings.words import MeetingState
from samverkan.notices.models import Notice
from samverkan.notices.queries import awaiting_receipt_for, letters_that_failed, unread_for
from samverkan.organisation.models import Dated, Post
from samverkan.overview.queries.thread import DecidedFact, decided_lately, lamp_units, own_boards, thread_tasks
from samverkan.overview.rules import SOON, Task, monday_of
from samverkan.overview.words import Deed
from samverkan.working_groups.queries import working_groups_ending

AHEAD = timedelta(days=14)
"""So far ahead meetings are to be convened and are listed."""
RUNNING = frozenset({Standing.IN_FORCE, Standing.EXTENDED, Standing.WITHOUT_OVERALL})
MOST = 200
"""No list of the page is longer than this; who has more works in the lists themselves."""


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting of the actor's groups."""

    id: int
    title: str
    group: str
    group_id: int
    starts_at: datetime
    place: str
    state: MeetingState

    @property
    def day(self) -> date:
        """Return the day it falls on, here."""
        return timezone.localtime(self.starts_at).date()

    @property
    def address(self) -> str:
        """Return where it can be opened."""
        return reverse("meetings:meeting", args=[self.id])


@dataclass(frozen=True, slots=True)
class UnreceivedFact:
    """Something sent that its recipient has not received, and for how many days."""

    title: str
    recipient: str
    unit: str
    days: int
    address: str


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement in force, with the state of its situation picture."""

    id: int
    title: str
    unit: str
    is_overall: bool
    standing: Standing
    valid_from: date
    picture_dated_on: date | None
    picture_due: date | None

    @property
    def address(self) -> str:
        """Return where it can be opened."""
        return reverse("agreements:agreement", args=[self.id])


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """What administrators watch."""

    entries: int
    last_entry_at: datetime | None
    failed_letters: int
    people_without_posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Everything the start page of an actor is made of."""

    tasks: tuple[Task, ...]
    stale: tuple[Task, ...]
    to_decide: tuple[Task, ...]
    receipts: tuple[Notice, ...]
    unread: tuple[Notice, ...]
    meetings: tuple[MeetingFact, ...]
    unreceived: tuple[UnreceivedFact, ...]
    annex_notices: tuple[UnreceivedFact, ...]
    agreements: tuple[AgreementFact, ...]
    decisions: tuple[Decision, ...]
    minutes: tuple[MeetingFact, ...]
    decided: tuple[DecidedFact, ...]
    boards: tuple[tuple[str, str], ...]
    shows_lamps: bool
    groups: tuple[tuple[str, str], ...]
    system: SystemFacts | None
    may_inform: bool


def _fact(meeting: Meeting) -> MeetingFact:
    return MeetingFact(
        id=meeting.pk,
        title=meeting.title,
        group=meeting.group.name,
        group_id=meeting.group_id,
        starts_at=meeting.starts_at,
        place=meeting.place,
        state=MeetingState(meeting.state),
    )


def meetings_around(actor: Actor, *, today: date) -> list[MeetingFact]:
    """Return meetings that are not finished with, from any day before until two weeks ahead: one query."""
    until = timezone.make_aware(datetime.combine(today + AHEAD + timedelta(days=7), datetime.min.time()))
    rows = (
        meetings_visible_to(actor, today=today)
        .exclude(state__in=(MeetingState.CANCELLED, MeetingState.APPROVED))
        .filter(starts_at__lt=until)
        .order_by("starts_at", "pk")[:MOST]
    )
    return [_fact(meeting) for meeting in rows]


def meeting_tasks(meetings: list[MeetingFact], run: frozenset[int], *, today: date) -> Iterator[Task]:
    """Yield what those who run the groups are to do with their meetings. No query."""
    planned = {MeetingState.BOOKED, MeetingState.CONVENED}
    for meeting in meetings:
        if meeting.group_id not in run:
            continue
        deed = None
        due: date | None = meeting.day
        if meeting.state in planned and meeting.day < today:
            deed = Deed.CLOSE_MEETING
        elif meeting.state == MeetingState.UNDER_WAY:
            deed = Deed.WRITE_NOTES
        elif meeting.state == MeetingState.BOOKED and meeting.day <= today + AHEAD:
            deed = Deed.CONVENE
        elif meeting.state == MeetingState.HELD:
            deed = Deed.APPROVE_MINUTES
            later = [other.day for other in meetings if other.group_id == meeting.group_id and other.state in planned]
            due = min((day for day in later if day >= today), default=None)
            if due is not None and due >= monday_of(today) + timedelta(days=7):
                deed = None  # the next meeting's agenda takes it up by itself
        if deed:
            where = "" if meeting.title == meeting.group else meeting.group
            yield Task(deed, meeting.title, where, meeting.address, due, about=meeting.day)


def matter_tasks(actor: Actor, run: frozenset[int], *, today: date) -> tuple[list[Task], list[Task]]:
    """Return what awaits the actor's decision, and what waits in the backlogs of the actor's groups (one query).

    What is already on an agenda waits for the meeting, but is shown to those who will decide it.
    """
    deciding = frozenset(decision_seats(actor))
    rows = Matter.objects.filter(
        Q(group_id__in=run | actor.group_ids, state=MatterState.OPEN)
        | Q(group_id__in=deciding, state=MatterState.SCHEDULED)
    ).select_related("group")
    to_decide, waiting = [], []
    for matter in rows.order_by("due_date", "raised_on", "pk")[:MOST]:
        address = reverse("decisions:matter", args=[matter.pk])
        if matter.group_id in deciding and matter.decided_in_id == matter.group_id:
            to_decide.append(Task(Deed.DECIDE, matter.title, matter.group.name, address, matter.due_date))
        elif matter.state == MatterState.OPEN:
            deed = Deed.PREPARE if matter.group_id in run else Deed.FOLLOW
            waiting.append(Task(deed, matter.title, matter.group.name, address, matter.due_date))
    return to_decide, waiting


def decision_tasks(actor: Actor, *, today: date) -> Iterator[Task]:
    """Yield the open decisions that the actor's seat, or a unit the actor prepares for, is to carry out (one query)."""
    rows = Decision.objects.filter(
        Q(responsible_seat__holder_id=actor.user_id) | Q(responsible_unit_id__in=units_prepared_by(actor)),
        state=DecisionState.OPEN,
        due_date__lte=today + SOON,
    ).select_related("group")
    for decision in rows.order_by("due_date", "pk")[:MOST]:
        address = reverse("decisions:decision", args=[decision.pk])
        yield Task(Deed.CARRY_OUT, str(decision), decision.group.name, address, decision.due_date)


def assignment_tasks(actor: Actor) -> Iterator[Task]:
    """Yield what the actor has undertaken at meetings (one query)."""
    for assignment in open_assignments_of(actor)[:MOST]:
        meeting = assignment.item.meeting
        address = reverse("meetings:meeting", args=[meeting.pk])
        yield Task(
            Deed.ASSIGNMENT, assignment.text, f"{meeting.group.name}, {meeting.title}", address, assignment.due_date
        )


def excerpt_tasks(run: frozenset[int]) -> Iterator[Task]:
    """Yield the decisions that have come back to the groups the actor runs and are not noted (one query)."""
    rows = Excerpt.objects.filter(group_id__in=run, noted_at=None).select_related("decision", "group")
    for excerpt in rows.order_by("sent_at")[:MOST]:
        address = reverse("decisions:decision", args=[excerpt.decision_id])
        yield Task(Deed.NOTE_EXCERPT, str(excerpt.decision), excerpt.group.name, address)


def draft_tasks(actor: Actor) -> Iterator[Task]:
    """Yield the imported drafts that the actor may review (one query)."""
    for draft in drafts_visible_to(actor).order_by("created_at")[:MOST]:
        where = draft.unit.name if draft.unit else ""
        yield Task(Deed.REVIEW_DRAFT, draft.title, where, reverse("agreements:draft", args=[draft.pk]))


def paper_tasks(actor: Actor) -> Iterator[Task]:
    """Yield annexes and amendments that the actor's units have begun and not finished (two queries)."""
    prepared = units_prepared_by(actor)
    versions = AnnexVersion.objects.filter(
        annex__agreement__unit_id__in=prepared, state__in=(AnnexState.DRAFT, AnnexState.SIGNING)
    ).select_related("annex__agreement__unit")
    for version in versions.order_by("created_at", "pk")[:MOST]:
        deed = Deed.SIGN if version.state == AnnexState.SIGNING else Deed.FINISH_ANNEX
        unit = version.annex.agreement.unit
        address = reverse("agreements:annex_version", args=[version.pk])
        yield Task(deed, version.annex.title, unit.name if unit else "", address)
    amendments = Amendment.objects.filter(
        agreement__unit_id__in=prepared, state__in=(AmendmentState.DRAFT, AmendmentState.SIGNING)
    ).select_related("agreement__unit")
    for amendment in amendments.order_by("created_at", "pk")[:MOST]:
        deed = Deed.SIGN if amendment.state == AmendmentState.SIGNING else Deed.FINISH_AMENDMENT
        unit = amendment.agreement.unit
        address = reverse("agreements:amendment", args=[amendment.pk])
        yield Task(deed, amendment.title, unit.name if unit else "", address)


def running_agreements(actor: Actor, *, today: date) -> list[Agreement]:
    """Return the agreements in force that the actor may see, with where they stand (a fixed number of queries)."""
    rows = with_standing(agreements_visible_to(actor)).order_by("-tier", "unit__name", "-valid_from")[:MOST]
    return [agreement for agreement in rows if standing_on(agreement, today) in RUNNING]


def stale_tasks(actor: Actor, agreements: list[Agreement], *, today: date) -> Iterator[Task]:
    """Yield annexes that are missing or older than their agreement lets them be, where the actor prepares. No query.

    Due four weeks ahead counts: a new version takes a meeting of the steering group.
    """
    prepared = units_prepared_by(actor)
    for agreement in agreements:
        if agreement.unit_id not in prepared or agreement.unit is None:
            continue
        where, revisions = agreement.unit.name, revision_dates(agreement, today)
        for annex in agreement.annexes.all():
            address = reverse("agreements:annex", args=[annex.pk])
            due = revisions.get(annex.kind)
            if is_annex_missing(agreement, annex, today):
                yield Task(Deed.DRAW_UP, annex.title, where, address, due)
            elif due is not None and due <= today + SOON:
                yield Task(Deed.RENEW, annex.title, where, address, due)
        due = revisions.get("agreement")
        if due is not None and due <= today + SOON:
            address = reverse("agreements:agreement", args=[agreement.pk])
            yield Task(Deed.REVISE, agreement.title, where, address, due)


def untold_tasks(actor: Actor, agreements: list[Agreement], *, today: date) -> Iterator[Task]:
    """Yield the annexes in force that nobody has been notified of, where the actor prepares (two queries; AGR-18)."""
    prepared = units_prepared_by(actor)
    mine = [agreement for agreement in agreements if agreement.unit_id in prepared]
    for agreement, version in untold_annexes(mine, on=today):
        address = reverse("agreements:annex_version", args=[version.pk])
        yield Task(Deed.NOTIFY, version.annex.title, agreement.unit.name if agreement.unit else "", address)


def ending_tasks(actor: Actor, run: frozenset[int], *, today: date) -> Iterator[Task]:
    """Yield the working groups of the actor whose last day is near (one query; ORG-20)."""
    for group in working_groups_ending(actor, on=today, within_days=SOON.days)[:MOST]:
        if group.pk in run or group.parent_id in run:
            yield Task(Deed.WIND_UP, group.name, "", reverse("groups:group", args=[group.pk]), group.last_day)


def agreement_fact(agreement: Agreement, *, today: date) -> AgreementFact:
    """Return what the lists of districts and of agreements show. No query."""
    pictures = [annex for annex in agreement.annexes.all() if annex.kind == AnnexKind.SITUATION_PICTURE]
    dated = [
        version.dated_on
        for annex in pictures
        for version in annex.valid_versions  # type: ignore[attr-defined]  # prefetched
        if version.dated_on and version.dated_on <= today
    ]
    return AgreementFact(
        id=agreement.pk,
        title=agreement.title,
        unit=agreement.unit.name if agreement.unit else "",
        is_overall=agreement.tier == Tier.OVERALL,
        standing=standing_on(agreement, today),
        valid_from=agreement.valid_from or today,
        picture_dated_on=max(dated, default=None),
        picture_due=revision_dates(agreement, today).get(AnnexKind.SITUATION_PICTURE),
    )


def unreceived_information(actor: Actor, *, today: date) -> tuple[UnreceivedFact, ...]:
    """Return information the actor's districts have sent or been sent that nobody has received (one query; COM-14)."""
    if not READING & actor.roles:
        return ()
    rows = unreceived_of(actor).exclude(notice__recipient_id=actor.user_id)[:MOST]
    return tuple(_unreceived(delivery, today) for delivery in rows)


def _unreceived(delivery: Delivery, today: date) -> UnreceivedFact:
    information = delivery.information
    return UnreceivedFact(
        title=str(information),
        recipient=f"{gettext(delivery.function_title)}, {delivery.notice.recipient.name}",
        unit=information.unit.name,
        days=days_waited(timezone.localtime(information.sent_at).date(), None, today),
        address=reverse("communication:information", args=[information.pk]),
    )


def unreceived_annexes(actor: Actor, *, today: date) -> tuple[UnreceivedFact, ...]:
    """Return annexes that others of the actor's central group have been told of but not received (one query; AGR-18).

    The actor's own stand among the notices that await a receipt.
    """
    if Role.CENTRAL not in actor.roles:
        return ()
    rows = (
        AnnexNotice.objects.filter(group_id__in=actor.group_ids, notice__received_at=None)
        .exclude(notice__recipient_id=actor.user_id)
        .select_related("annex_version__annex__agreement__unit", "notice__recipient")
        .order_by("notice__sent_at", "pk")[:MOST]
    )
    return tuple(
        UnreceivedFact(
            title=row.annex_version.annex.title,
            recipient=row.notice.recipient.name,
            unit=row.annex_version.annex.agreement.unit.name if row.annex_version.annex.agreement.unit else "",
            days=days_waited(timezone.localtime(row.notice.sent_at).date(), None, today),
            address=reverse("agreements:annex_version", args=[row.annex_version_id]),
        )
        for row in rows
    )


def system_facts(actor: Actor, *, today: date) -> SystemFacts | None:
    """Return what administrators watch (four queries), nothing to others."""
    if not may_administer(actor):
        return None
    posts = Post.objects.filter(Dated.holding(today), user_id=OuterRef("pk"))
    without = User.objects.filter(~Exists(posts), is_active=True).order_by("name")
    return SystemFacts(
        entries=Entry.objects.count(),
        last_entry_at=Entry.objects.order_by("-number").values_list("at", flat=True).first(),
        failed_letters=letters_that_failed(actor).count(),
        people_without_posts=tuple(without.values_list("name", flat=True)[:MOST]),
    )


def recent_decisions(actor: Actor, *, today: date) -> tuple[Decision, ...]:
    """Return the decisions of the last quarter for those who have insight only (one query)."""
    if actor.roles != {Role.BOARD}:
        return ()
    since = today - timedelta(days=92)
    return tuple(decisions_visible_to(actor).filter(decided_on__gte=since).order_by("-decided_on", "-number")[:MOST])


def approved_minutes(actor: Actor, *, today: date) -> tuple[MeetingFact, ...]:
    """Return the latest approved minutes for those who have insight only (one query)."""
    if actor.roles != {Role.BOARD}:
        return ()
    rows = meetings_visible_to(actor, today=today).filter(state=MeetingState.APPROVED).order_by("-starts_at")
    return tuple(_fact(meeting) for meeting in rows[:MOST])


def my_groups(actor: Actor, run: list[Group]) -> tuple[tuple[str, str], ...]:
    """Return name and address of the groups the actor sits in or runs, one's own seats first. No query."""
    names = {seat.group_id: seat.group_name for seat in actor.seats} | {group.pk: group.name for group in run}
    return tuple((name, reverse("groups:group", args=[group_id])) for group_id, name in names.items())


def week_of(actor: Actor, *, today: date) -> Week:
    """Ask everything the start page of the actor shows: at most some forty queries, whatever the answers."""
    run = groups_run_by(actor, on=today)
    run_ids = frozenset(group.pk for group in run)
    meetings = meetings_around(actor, today=today)
    agreements = running_agreements(actor, today=today)
    to_decide, waiting = matter_tasks(actor, run_ids, today=today)
    tasks = (
        *meeting_tasks(meetings, run_ids, today=today),
        *waiting,
        *decision_tasks(actor, today=today),
        *assignment_tasks(actor),
        *excerpt_tasks(run_ids),
        *draft_tasks(actor),
        *paper_tasks(actor),
        *untold_tasks(actor, agreements, today=today),
        *ending_tasks(actor, run_ids, today=today),
        *thread_tasks(actor, today=today),
    )
    return Week(
        tasks=tasks,
        stale=tuple(stale_tasks(actor, agreements, today=today)),
        to_decide=tuple(to_decide),
        receipts=tuple(awaiting_receipt_for(actor)[:MOST]),
        unread=tuple(unread_for(actor)[:MOST]),
        meetings=tuple(meeting for meeting in meetings if meeting.group_id in run_ids | actor.group_ids),
        unreceived=unreceived_information(actor, today=today),
        annex_notices=unreceived_annexes(actor, today=today),
        agreements=tuple(agreement_fact(agreement, today=today) for agreement in agreements),
        decisions=recent_decisions(actor, today=today),
        minutes=approved_minutes(actor, today=today),
        decided=decided_lately(actor),
        boards=own_boards(actor, today=today),
        shows_lamps=bool(lamp_units(actor)),
        groups=my_groups(actor, run),
        system=system_facts(actor, today=today),
        may_inform=speaks_for(actor) is not None,
    )
