"""Series and booked meetings: creating, moving and cancelling them. `now` is the moment of the deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.decisions.services import take_off_agenda
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.guard.rules import refuse_person_data
from samverkan.meetings.bells import MOVED
from samverkan.meetings.models import Meeting, Series, TemplateItem
from samverkan.meetings.queries import closed_days, day_of, moment, times_of
from samverkan.meetings.rules import PLANNED, dates_of, overlaps
from samverkan.meetings.words import Cadence, MeetingState
from samverkan.notices.services import tell

LONGEST = 12 * 60
"""The longest meeting, in minutes; longer is a slip of the finger."""


def meeting_pointer(meeting: Meeting) -> Pointer:
    """Return where the meeting can be opened."""
    title = f"{meeting.title} {day_of(meeting)}"
    return Pointer("meetings.meeting", str(meeting.pk), title, reverse("meetings:meeting", args=[meeting.pk]))


def demand_running(by: Actor, group: Group) -> None:
    """Raise `NotAllowed` unless the actor may convene the group and write its notes."""
    demand(may_run_group(by, group.pk, group.unit_id), "You may not run the meetings of this group.")


def locked(meeting: Meeting, *states: MeetingState) -> Meeting:
    """Return the meeting as it stands, held until the deed is done; refuse it in another state than these."""
    held = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("group__unit", "group__parent")
        .get(pk=meeting.pk)
    )
    if states and held.state not in states:
        raise Refused(REFUSALS[MeetingState(held.state)])
    return held


REFUSALS = {
    MeetingState.BOOKED: "The meeting has not begun.",
    MeetingState.CONVENED: "The meeting has not begun.",
    MeetingState.UNDER_WAY: "The meeting is under way.",
    MeetingState.HELD: "The meeting is closed and its minutes are locked.",
    MeetingState.APPROVED: "The meeting is closed and its minutes are locked.",
    MeetingState.CANCELLED: "The meeting is cancelled.",
}


def _check_time(group: Group, starts_at: datetime, ends_at: datetime, now: datetime, without: int | None) -> None:
    day = timezone.localtime(starts_at).date()
    if ends_at <= starts_at or ends_at - starts_at > timedelta(minutes=LONGEST):
        raise Refused("The meeting must last between one minute and twelve hours.", field="minutes")
    if day < timezone.localtime(now).date():
        raise Refused("A meeting cannot be booked on a day that has passed.", field="day")
    if overlaps(starts_at, ends_at, times_of(group.pk, around=day, until=day, without=without)):
        raise Refused("The group already meets at that time.", field="starts")


@transaction.atomic
def create_series(
    *,
    by: Actor,
    group: Group,
    title: str,
    cadence: Cadence,
    weekday: int,
    starts: time,
    minutes: int,
    place: str = "",
    template: Sequence[tuple[str, int]] = (),
    valid_from: date,
    valid_until: date | None = None,
) -> Series:
    """Found a series of meetings with standing items: pairs of title and minutes (MEE-04, MEE-05)."""
    demand_running(by, group)
    refuse_person_data(title=title, place=place, template="\n".join(name for name, _ in template))
    if not title.strip():
        raise Refused("Write what the series is called.", field="title")
    if not 0 < minutes <= LONGEST:
        raise Refused("The meeting must last between one minute and twelve hours.", field="minutes")
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("The series ends before it begins.", field="valid_until")
    series = Series.objects.create(
        group=group,
        title=title.strip(),
        cadence=cadence,
        weekday=weekday,
        starts=starts,
        minutes=minutes,
        place=place.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(series=series, order=order, title=name.strip(), minutes=length)
        for order, (name, length) in enumerate(template, start=1)
        if name.strip()
    )
    record(
        by=by,
        event="meetings.series_created",
        on=Pointer("meetings.series", str(series.pk), series.title, reverse("meetings:series_one", args=[series.pk])),
    )
    return series


@transaction.atomic
def book_series(*, by: Actor, series: Series, until: date, now: datetime) -> list[Meeting]:
    """Book the series' meetings from today to `until` (included), except on public holidays.

    Days on which the group already meets at that time are left out, so the deed can be repeated each year.
    """
    group = Group.objects.select_for_update().get(pk=series.group_id)
    demand_running(by, group)
    today = timezone.localtime(now).date()
    if until < today:
        raise Refused("Choose a day ahead to book until.", field="until")
    if until > today + timedelta(days=5 * 366):
        raise Refused("Book at most five years ahead.", field="until")
    last = min(until, series.valid_until - timedelta(days=1)) if series.valid_until else until
    days = (
        [
            day
            for day in dates_of(
                Cadence(series.cadence), series.weekday, series.valid_from, last, closed_days(series.valid_from, last)
            )
            if day >= today
        ]
        if last >= series.valid_from
        else []
    )
    taken = times_of(group.pk, around=today, until=last)
    meetings = []
    for day in days:
        starts_at = moment(day, series.starts)
        ends_at = starts_at + timedelta(minutes=series.minutes)
        if not overlaps(starts_at, ends_at, taken):
            meetings.append(
                Meeting(
                    group=group,
                    series=series,
                    title=series.title,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    place=series.place,
                )
            )
    if not meetings:
        raise Refused("There are no more meetings of the series to book until that day.", field="until")
    booked = Meeting.objects.bulk_create(meetings)
    record(
        by=by,
        event="meetings.series_booked",
        on=Pointer("meetings.series", str(series.pk), series.title, reverse("meetings:series_one", args=[series.pk])),
        details={"meetings": len(booked), "until": until.isoformat()},
    )
    return booked


@transaction.atomic
def book_meeting(
    *,
    by: Actor,
    group: Group,
    title: str,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    series: Series | None = None,
    now: datetime,
) -> Meeting:
    """Book one meeting: not on a day that has passed, not while the group already meets."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    demand_running(by, group)
    refuse_person_data(title=title, place=place)
    if not title.strip():
        raise Refused("Write what the meeting is called.", field="title")
    ends_at = starts_at + timedelta(minutes=minutes)
    _check_time(group, starts_at, ends_at, now, None)
    meeting = Meeting.objects.create(
        group=group,
        series=series,
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place.strip(),
    )
    record(by=by, event="meetings.booked", on=meeting_pointer(meeting), details={"group": group.name})
    return meeting


def invited_people(meeting: Meeting, *, without: Iterable[int | None] = ()) -> list[User]:
    """Return the holders of the invited seats, each once: one query."""
    rows = meeting.attendances.filter(seat__holder__isnull=False).select_related("seat__holder")
    people = {row.seat.holder_id: row.seat.holder for row in rows if row.seat.holder_id not in set(without)}
    return [person for person in people.values() if person is not None]


def _ring(by: Actor, meeting: Meeting, now: datetime) -> None:
    for listener in MOVED:
        listener(by, meeting, now)


@transaction.atomic
def move_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    now: datetime,
    rings: bool = True,
) -> Meeting:
    """Move the meeting to another time or place; those already invited are told.

    `rings` is false where the meeting is moved by a deed that tells of its meetings itself (`bells.MOVED`).
    """
    Group.objects.select_for_update().get(pk=meeting.group_id)
    meeting = locked(meeting)
    demand_running(by, meeting.group)
    refuse_person_data(place=place)
    if meeting.state not in PLANNED:
        raise Refused(REFUSALS[MeetingState(meeting.state)])
    ends_at = starts_at + timedelta(minutes=minutes)
    _check_time(meeting.group, starts_at, ends_at, now, meeting.pk)
    earlier = day_of(meeting)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place.strip()
    meeting.save(update_fields=["starts_at", "ends_at", "place"])
    if meeting.state == MeetingState.CONVENED:
        clock = timezone.localtime(starts_at).strftime("%H.%M")
        tell(
            invited_people(meeting, without=[by.user_id]),
            about=meeting_pointer(meeting),
            title=gettext("Moved: %(title)s") % {"title": meeting.title},
            text=gettext("The meeting is now on %(day)s at %(clock)s. %(place)s")
            % {"day": day_of(meeting).isoformat(), "clock": clock, "place": meeting.place},
        )
    record(by=by, event="meetings.moved", on=meeting_pointer(meeting), details={"from": earlier.isoformat()})
    if rings:
        _ring(by, meeting, now)
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str, now: datetime, rings: bool = True) -> Meeting:
    """Cancel the meeting and say why. Its matters wait again; its free items come on the next agenda.

    `rings` is false where the meeting is cancelled by a deed that tells of its meetings itself (`bells.MOVED`).
    """
    meeting = locked(meeting)
    demand_running(by, meeting.group)
    refuse_person_data(reason=reason)
    if meeting.state not in PLANNED:
        raise Refused(REFUSALS[MeetingState(meeting.state)])
    if not reason.strip():
        raise Refused("Write why the meeting is cancelled.", field="reason")
    was_convened = meeting.state == MeetingState.CONVENED
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, reason.strip()
    meeting.save(update_fields=["state", "cancelled_because"])
    take_off_agenda(meeting.items.filter(matter__isnull=False).values_list("matter_id", flat=True))
    if was_convened:
        tell(
            invited_people(meeting, without=[by.user_id]),
            about=meeting_pointer(meeting),
            title=gettext("Cancelled: %(title)s") % {"title": meeting.title},
            text=meeting.cancelled_because,
        )
    record(by=by, event="meetings.cancelled", on=meeting_pointer(meeting), details={"reason": reason.strip()})
    if rings:
        _ring(by, meeting, now)
    return meeting
