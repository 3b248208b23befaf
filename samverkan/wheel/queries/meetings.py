"""Meetings of a year. Whether one may know what a meeting is about, or only that a group meets, is settled here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractMonth, TruncDate
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.ground.words import GroupKind
from samverkan.groups.queries import groups_visible_to
from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.queries import by_holder, meetings_visible_to
from samverkan.meetings.rules import hours_of_part
from samverkan.meetings.words import MeetingState
from samverkan.organisation.models import Unit
from samverkan.wheel import rules
from samverkan.wheel.words import EntryKind

MOST = 600
"""No wheel lists more meetings one by one."""


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def meetings_between(actor: Actor, first: date, until: date, *, today: date) -> QuerySet[Meeting]:
    """Return the meetings, cancelled ones apart, that the actor may know of; `is_open` where also what they are about.

    Who may see a group may know when it meets. Who is only elected meets what is decided, so only minutes approved.
    """
    open_to = meetings_visible_to(actor, today=today).order_by().filter(pk=OuterRef("pk"))
    meetings = Meeting.objects.filter(starts_at__gte=_moment(first), starts_at__lt=_moment(until)).annotate(
        is_open=Exists(open_to)
    )
    if actor.roles and actor.roles <= INSIGHT_ONLY:
        meetings = meetings.filter(is_open=True)
    else:
        visible = groups_visible_to(actor).select_related(None).order_by().values("pk")
        meetings = meetings.filter(Q(is_open=True) | Q(group__in=visible))
    return meetings.exclude(state=MeetingState.CANCELLED)


def of_year(actor: Actor, year: int, *, today: date) -> QuerySet[Meeting]:
    """Return the year's meetings that the actor may know of."""
    return meetings_between(actor, date(year, 1, 1), date(year + 1, 1, 1), today=today)


def entries_of(meetings: QuerySet[Meeting], *, reader: int | None = None) -> Iterator[rules.Entry]:
    """Yield meetings as entries, with the part that a reader is wanted for, if one is given: one or two queries."""
    if reader is not None:
        parts = Part.objects.filter(holder=reader).select_related("holder")
        meetings = meetings.prefetch_related(Prefetch("parts", queryset=parts, to_attr="own_parts"))
    for meeting in meetings.select_related("group").order_by("starts_at", "pk")[:MOST]:
        own = next(iter(by_holder(getattr(meeting, "own_parts", ())).values()), None)
        is_open = getattr(meeting, "is_open")  # noqa: B009 - annotated
        yield rules.Entry(
            day=timezone.localtime(meeting.starts_at).date(),
            kind=EntryKind.MEETING,
            title=meeting.title if is_open else "",
            where=meeting.group.name,
            ring=meeting.group.kind,
            address=reverse("meetings:meeting", args=[meeting.pk]) if is_open else "",
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place if is_open else "",
            key=meeting.pk,
            part=None
            if own is None or own.is_whole
            else hours_of_part(meeting.starts_at, meeting.ends_at, own.first, own.last),
            by_video=own is not None and own.by_video,
        )


def counts_by_day(meetings: QuerySet[Meeting]) -> tuple[rules.Count, ...]:
    """Return how many meetings each kind of group has each day: one query."""
    rows = (
        meetings.order_by()
        .annotate(day=TruncDate("starts_at"))
        .values("day", "group__kind")
        .annotate(number=Count("pk"))
        .order_by("day")
    )
    return tuple(rules.Count(row["day"], GroupKind(row["group__kind"]), row["number"]) for row in rows)


def counts_by_unit(meetings: QuerySet[Meeting], units: list[Unit]) -> tuple[rules.UnitYear, ...]:
    """Return how many meetings each of the units' groups have each month: one query."""
    rows = (
        meetings.order_by()
        .annotate(month=ExtractMonth("starts_at"))
        .values("group__unit_id", "month")
        .annotate(number=Count("pk"))
    )
    found = {unit.pk: [0] * 12 for unit in units}
    for row in rows:
        if row["group__unit_id"] in found:
            found[row["group__unit_id"]][row["month"] - 1] = row["number"]
    return tuple(rules.UnitYear(unit.pk, unit.name, tuple(found[unit.pk])) for unit in units)
