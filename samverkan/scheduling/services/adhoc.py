"""Booking a meeting at short notice: in a group that one runs, with invitations to the functions that were asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import moment
from samverkan.meetings.services import book_meeting, meeting_pointer
from samverkan.scheduling.models import Room
from samverkan.scheduling.rules.invitations import Slot
from samverkan.scheduling.services.invitations import send_slots


@transaction.atomic
def book_found_time(
    *,
    by: Actor,
    group: Group,
    title: str,
    people: Sequence[int],
    day: date,
    start: int,
    minutes: int,
    room: Room,
    now: datetime,
) -> Meeting:
    """Book the time that was found, in a group that the actor runs, and invite everybody who was asked."""
    if not people:
        raise Refused("Choose the functions that are to meet.", field="people")
    starts_at = moment(day, time(start // 60, start % 60))
    meeting = book_meeting(
        by=by, group=group, title=title, starts_at=starts_at, minutes=minutes, place=str(room)[:160], now=now
    )
    slot = Slot(starts_at, starts_at + timedelta(minutes=minutes), meeting.place)
    invited = User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True)
    send_slots(plan=None, wanted={(meeting.pk, pk): slot for pk in invited}, about={meeting.pk: meeting}, now=now)
    record(by=by, event="scheduling.time_booked", on=meeting_pointer(meeting), details={"invited": len(invited)})
    return meeting
