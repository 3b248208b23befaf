"""Questions about meetings, asked on behalf of an actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from holidays.countries.sweden import SE

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.decisions.queries import backlog_of, decisions_to_follow_up, units_prepared_by
from samverkan.decisions.rules import LIVE, is_prepared
from samverkan.decisions.words import DecisionState
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import NoteSharing, Seat
from samverkan.groups.words import Membership
from samverkan.meetings.models import Assignment, Attendance, Item, Meeting, Series
from samverkan.meetings.queries.standing import called_as_deputy, roots_of, standing_lines
from samverkan.meetings.rules import (
    CLOSED,
    PLANNED,
    Draft,
    SeatPresence,
    agenda_of,
    is_carried,
    right_parties_due,
)
from samverkan.meetings.words import AssignmentState, ItemKind, MeetingState, Outcome, Presence
from samverkan.organisation.models import Dated


def closed_days(start: date, until: date) -> frozenset[date]:
    """Return the Swedish public holidays and the eves on which offices are closed, both ends included."""
    years = range(start.year, until.year + 1)
    swedish = SE(years=years, categories=("public", "de_facto"), include_sundays=False)
    return frozenset(day for day in swedish if start <= day <= until)


def day_of(meeting: Meeting) -> date:
    """Return the day the meeting falls on, here."""
    return timezone.localtime(meeting.starts_at).date()


def moment(day: date, clock: time) -> datetime:
    """Return the moment of a clock time of a day, here."""
    return timezone.make_aware(datetime.combine(day, clock))


# Who may see what


def _shared_with(actor: Actor, today: date) -> Q:
    """Return the condition that an agreement shares the notes of held meetings with a group of the actor (MEE-19).

    The actor's group must belong to the same unit as the meeting's, or to the level above or below it: what one
    district shares between levels never opens another district's notes. The condition has one branch for each
    kind of group, however many seats the actor holds: databases are slow with long alternatives.
    """
    condition = Q(pk__in=())
    units_by_kind: dict[GroupKind, set[int]] = {}
    for seat in actor.seats:
        units_by_kind.setdefault(seat.group_kind, set()).add(seat.group_unit_id)
    for kind, unit_ids in units_by_kind.items():
        near = Q(group__unit_id__in=unit_ids) | Q(group__unit__municipality_id__in=unit_ids)
        near |= Q(group__unit_id__in=actor.municipality_ids)
        sharing = NoteSharing.objects.filter(
            Dated.holding(today), from_kind=OuterRef("group__kind"), to_kind=kind
        ).filter(Q(unit_id=OuterRef("group__unit_id")) | Q(unit_id=OuterRef("group__unit__municipality_id")))
        condition |= near & Q(Exists(sharing))
    return condition & Q(state__in=CLOSED)


def meetings_visible_to(actor: Actor, *, today: date) -> QuerySet[Meeting]:
    """Return the meetings whose agendas and notes are open to the actor (`rules.notes_are_open`).

    Who is called to a meeting as a seat's deputy reads that one as its members do.
    """
    if actor.user_id is None:
        return Meeting.objects.none()
    condition = Q(group__in=actor.group_ids) | Q(group__unit__in=units_prepared_by(actor))
    condition |= Q(pk__in=called_as_deputy(actor.user_id)) | _shared_with(actor, today)
    if actor.roles and actor.roles <= INSIGHT_ONLY:
        units = (actor.unit_ids - actor.municipality_ids) | actor.own_unit_ids
        condition |= Q(group__unit__in=units, state=MeetingState.APPROVED)
    return Meeting.objects.filter(condition).select_related("group__unit")


def meeting_for(actor: Actor, meeting_id: int, *, today: date) -> Meeting:
    """Return the meeting, or answer as if it did not exist."""
    meeting = (
        meetings_visible_to(actor, today=today)
        .select_related("minutes_approved_in", "group__parent")
        .filter(pk=meeting_id)
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting


def item_for(actor: Actor, item_id: int, *, today: date) -> Item:
    """Return the agenda item of a meeting the actor may see, or answer as if it did not exist."""
    item = (
        Item.objects.filter(pk=item_id, meeting__in=meetings_visible_to(actor, today=today).order_by().values("pk"))
        .select_related("meeting__group__unit", "meeting__group__parent", "matter", "followed_decision__group__unit")
        .first()
    )
    if item is None:
        raise Http404
    return item


def assignment_for(actor: Actor, assignment_id: int, *, today: date) -> Assignment:
    """Return the assignment given at a meeting the actor may see, or answer as if it did not exist."""
    assignment = (
        Assignment.objects.filter(
            pk=assignment_id, item__meeting__in=meetings_visible_to(actor, today=today).order_by().values("pk")
        )
        .select_related("item__meeting__group__unit")
        .first()
    )
    if assignment is None:
        raise Http404
    return assignment


def series_visible_to(actor: Actor) -> QuerySet[Series]:
    """Return the series of groups the actor sits in or prepares for."""
    return (
        Series.objects.filter(Q(group__in=actor.group_ids) | Q(group__unit__in=units_prepared_by(actor)))
        .select_related("group__unit")
        .order_by("group__name", "title")
    )


def series_for(actor: Actor, series_id: int) -> Series:
    """Return the series, or answer as if it did not exist."""
    series = series_visible_to(actor).filter(pk=series_id).first()
    if series is None:
        raise Http404
    return series


def open_assignments_of(actor: Actor) -> QuerySet[Assignment]:
    """Return what the actor's seats have been asked to do and have not yet done, the most urgent first."""
    return (
        Assignment.objects.filter(seat__holder_id=actor.user_id, state=AssignmentState.OPEN)
        .select_related("item__meeting__group")
        .order_by("due_date", "pk")
        if actor.user_id is not None
        else Assignment.objects.none()
    )


# Lists


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many meetings a group has booked (convened and under way counted) and held in a year."""

    group_id: int
    group_name: str
    booked: int
    held: int


def counts_of(group_ids: Iterable[int], year: int) -> list[YearCount]:
    """Return the year's meetings of each group by state: one query. The caller has passed the groups' gates."""
    held = Count("pk", filter=Q(state__in=CLOSED))
    rows = (
        Meeting.objects.filter(group_id__in=list(group_ids), starts_at__year=year)
        .exclude(state=MeetingState.CANCELLED)
        .order_by()
        .values("group_id", "group__name")
        .annotate(held=held, planned=Count("pk"))
        .order_by("group__name")
    )
    return [YearCount(row["group_id"], row["group__name"], row["planned"] - row["held"], row["held"]) for row in rows]


def upcoming_and_past(
    actor: Actor, *, group_id: int | None, year: int, today: date
) -> tuple[QuerySet[Meeting], QuerySet[Meeting]]:
    """Return the year's meetings: those to come or under way in order, those behind newest first.

    A meeting whose day has passed without having been held stands among those to come: somebody must close it
    or cancel it. Meetings to come of later years are counted in. Wants to be sliced and `with_item_count`.
    """
    meetings = meetings_visible_to(actor, today=today)
    if group_id is not None:
        meetings = meetings.filter(group_id=group_id)
    open_states = (*PLANNED, MeetingState.UNDER_WAY)
    meetings = meetings.filter(Q(starts_at__year=year) | Q(starts_at__year__gt=year, state__in=open_states))
    return (
        meetings.filter(state__in=open_states).order_by("starts_at", "pk"),
        meetings.exclude(state__in=open_states).order_by("-starts_at", "-pk"),
    )


def with_item_count(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return the meetings with the number of items on their agendas as `item_count`."""
    counted = Item.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting").annotate(count=Count("pk"))
    return meetings.annotate(item_count=Coalesce(Subquery(counted.values("count")), 0))


def times_of(
    group_id: int, *, around: date, until: date, without: int | None = None
) -> list[tuple[datetime, datetime]]:
    """Return the times of the group's meetings that stand, from the day before to the day after."""
    meetings = Meeting.objects.filter(
        group_id=group_id,
        starts_at__gte=moment(around, time.min) - timedelta(days=1),
        starts_at__lt=moment(until, time.min) + timedelta(days=2),
    ).exclude(state=MeetingState.CANCELLED)
    if without is not None:
        meetings = meetings.exclude(pk=without)
    return list(meetings.values_list("starts_at", "ends_at"))


def next_planned(group_id: int, *, after: datetime) -> Meeting | None:
    """Return the group's next meeting that is booked or convened, if there is one."""
    return (
        Meeting.objects.filter(group_id=group_id, state__in=PLANNED, starts_at__gt=after)
        .order_by("starts_at", "pk")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting at the same time in which somebody who is needed here also sits (MEE-09)."""

    group_name: str
    starts_at: datetime
    people: tuple[str, ...]


def clashes_of(meeting: Meeting) -> list[Clash]:
    """Return the meetings of other groups at the same time that share seat holders with this one: one query.

    Says only the group's name and time, and who is needed twice.
    """
    on = day_of(meeting)
    holders = Seat.objects.filter(Dated.holding(on), group_id=meeting.group_id, holder__isnull=False).values(
        "holder_id"
    )
    rows = (
        Meeting.objects.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at)
        .exclude(state=MeetingState.CANCELLED)
        .exclude(group_id=meeting.group_id)
        .filter(Dated.holding(on, "group__seats__"), group__seats__holder__in=holders)
        .values_list("group__name", "starts_at", "group__seats__holder__name")
        .distinct()
        .order_by("starts_at", "group__name", "group__seats__holder__name")
    )
    people: dict[tuple[str, datetime], list[str]] = {}
    for group_name, starts_at, name in rows:
        people.setdefault((group_name, starts_at), []).append(name)
    return [Clash(group_name, starts_at, tuple(names)) for (group_name, starts_at), names in people.items()]


# One meeting


def items_of(meeting: Meeting) -> list[Item]:
    """Return the agenda with everything its page shows: three queries."""
    assignments = Assignment.objects.select_related("seat__holder").order_by("due_date", "pk")
    return list(
        meeting.items.select_related(
            "matter__raised_in",
            "matter__decided_in",
            "followed_decision",
            "earlier_meeting",
            "decision",
            "carried_from__meeting",
            "carried_to__meeting",
        )
        .prefetch_related(Prefetch("assignments", queryset=assignments), "needs")
        .order_by("order", "pk")
    )


def seats_on(meeting: Meeting) -> list[Seat]:
    """Return the seats of the group on the meeting's day, ordinary ones first: one query."""
    seats = Seat.objects.filter(Dated.holding(day_of(meeting)), group_id=meeting.group_id).select_related(
        "holder", "unit"
    )
    return sorted(seats, key=lambda seat: (seat.membership != Membership.ORDINARY, not seat.is_presiding, seat.title))


def attendance_of(meeting: Meeting) -> dict[int, Attendance]:
    """Return who was noted as what, by seat: one query."""
    return {row.seat_id: row for row in meeting.attendances.all()}


def presences(seats: Iterable[Seat], attendance: dict[int, Attendance]) -> list[SeatPresence]:
    """Return the seats with their presence as plain values. A substitute decides where the seat carries a mandate."""
    found: list[SeatPresence] = []
    for seat in seats:
        row = attendance.get(seat.pk)
        substitute = row.substitute if row else ""
        name = seat.holder.name if seat.holder else ""
        found.append(
            SeatPresence(
                party=Party(seat.party),
                is_ordinary=seat.membership == Membership.ORDINARY,
                has_mandate=seat.has_mandate,
                is_decision_maker=seat.is_decision_maker,
                presence=Presence(row.presence) if row else Presence.INVITED,
                name=f"({substitute})" if substitute else name,
                title=seat.title,
            )
        )
    return found


def minutes_to_approve(meeting: Meeting) -> list[Meeting]:
    """Return the group's held meetings before this one whose minutes nobody has approved, oldest first."""
    return list(
        Meeting.objects.filter(
            group_id=meeting.group_id, state=MeetingState.HELD, starts_at__lt=meeting.starts_at
        ).order_by("starts_at", "pk")
    )


def unfinished_of(group_id: int, *, before: datetime) -> list[Item]:
    """Return the items of the group's earlier meetings that have not come up again, in order: one query.

    Where the item is about a matter or a decision, that must still be live in the group.
    """
    rows = (
        Item.objects.filter(
            meeting__group_id=group_id,
            meeting__starts_at__lt=before,
            meeting__state__in=(*CLOSED, MeetingState.CANCELLED),
            outcome__in=(Outcome.NONE, Outcome.DEFERRED),
            carried_to__isnull=True,
        )
        .filter(Q(matter__isnull=True) | Q(matter__state__in=LIVE, matter__group_id=group_id))
        .filter(Q(followed_decision__isnull=True) | Q(followed_decision__state=DecisionState.OPEN))
        .select_related("meeting")
        .order_by("meeting__starts_at", "order", "pk")
    )
    return [
        row
        for row in rows
        if is_carried(
            ItemKind(row.kind),
            Outcome(row.outcome),
            text=row.text,
            is_cancelled=row.meeting.state == MeetingState.CANCELLED,
        )
    ]


def carried_draft(item: Item) -> Draft:
    """Return the item as it goes on to another meeting, text intact."""
    return Draft(
        ItemKind(item.kind),
        item.title,
        text=item.text,
        minutes=item.minutes,
        matter_id=item.matter_id,
        decision_id=item.followed_decision_id,
        carried_from_id=item.pk,
    )


def draft_of(item: Item) -> Draft:
    """Return the stored item as a draft, to compare subjects."""
    return Draft(
        kind=ItemKind(item.kind),
        title=item.title,
        text=item.text,
        minutes=item.minutes,
        matter_id=item.matter_id,
        decision_id=item.followed_decision_id,
        earlier_meeting_id=item.earlier_meeting_id,
        carried_from_id=item.carried_from_id,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """What a meeting's agenda lacks, and the matters that cannot come on it until they are prepared (DEC-09)."""

    drafts: tuple[Draft, ...]
    unprepared: tuple[tuple[int, str], ...]


def due_for(meeting: Meeting, *, minutes_title: str, follow_up_title: str, right_parties_title: str) -> Due:
    """Return everything that is due on the meeting's agenda and not yet there (MEE-08, MEE-21): eight queries.

    The titles of items that the system words itself are given, in the language of the one who builds; the first
    two hold `%s` for the earlier meeting's day and for the decision.
    """
    day = day_of(meeting)
    drafts: list[Draft] = [
        Draft(
            ItemKind.MINUTES,
            minutes_title % date_format(day_of(earlier), "j F Y"),
            minutes=5,
            earlier_meeting_id=earlier.pk,
        )
        for earlier in minutes_to_approve(meeting)
    ]
    drafts += _standing_of(meeting)
    drafts += [carried_draft(item) for item in unfinished_of(meeting.group_id, before=meeting.starts_at)]
    unprepared: list[tuple[int, str]] = []
    for matter in backlog_of(meeting.group_id).prefetch_related("steps__from_group"):
        passed = [GroupKind(step.from_group.kind) for step in matter.steps.all()]
        decides_here = matter.decided_in_id == meeting.group_id
        if decides_here and not is_prepared(GroupKind(matter.decided_in.kind), passed):
            unprepared.append((matter.pk, matter.title))
        else:
            drafts.append(Draft(ItemKind.MATTER, matter.title, text=matter.text, minutes=15, matter_id=matter.pk))
    drafts += [
        Draft(ItemKind.DECISION_FOLLOW_UP, follow_up_title % decision, text=decision.text, decision_id=decision.pk)
        for decision in decisions_to_follow_up(meeting.group_id, on=day)
    ]
    last = (
        Item.objects.filter(
            meeting__group_id=meeting.group_id,
            meeting__starts_at__lt=meeting.starts_at,
            kind=ItemKind.RIGHT_PARTIES,
        )
        .exclude(outcome__in=(Outcome.NONE, Outcome.DEFERRED))
        .exclude(meeting__state=MeetingState.CANCELLED)
        .order_by("-meeting__starts_at")
        .values_list("meeting__starts_at", flat=True)
        .first()
    )
    if right_parties_due(timezone.localtime(last).date() if last else None, day):
        drafts.append(Draft(ItemKind.RIGHT_PARTIES, right_parties_title, minutes=10))
    already = [draft_of(item).subject for item in meeting.items.all()]
    return Due(tuple(agenda_of(drafts, already=already)), tuple(unprepared))


def _standing_of(meeting: Meeting) -> list[Draft]:
    """Return the series' standing items, else the group's own unless the meeting has some: one to six queries."""
    if meeting.series is not None and (rows := list(meeting.series.template.all())):
        return [Draft(ItemKind.STANDING, row.title, minutes=row.minutes) for row in rows]
    lines = standing_lines([meeting.group_id]).get(meeting.group_id)
    if lines is None or meeting.items.filter(kind=ItemKind.STANDING).exists():
        return []
    seats = {root: pk for pk, root in roots_of(seats_on(meeting)).items()}
    return [
        Draft(
            ItemKind.STANDING,
            line.title,
            minutes=line.minutes,
            seats=tuple(sorted(seats[root] for root in line.seats if root in seats)),
        )
        for line in lines.lines
    ]


def next_order(meeting: Meeting) -> int:
    """Return the place of an item that is added last: one query."""
    last = meeting.items.order_by("-order").values_list(F("order"), flat=True).first()
    return (last or 0) + 1
