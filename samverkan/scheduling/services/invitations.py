"""Sending invitations: each person is told once, and only of what is new, moved or cancelled for that person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samverkan.accounts.models import User
from samverkan.ground.pointers import Pointer
from samverkan.meetings.models import Meeting
from samverkan.meetings.services import meeting_pointer
from samverkan.meetings.words import MeetingState
from samverkan.notices.services import tell
from samverkan.scheduling.models import Invitation, PlannedMeeting, Sending, YearPlan
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.invitations import Change, Method, Slot, Told, Who, changes, uid_of

MOST_LINES = 12
"""So many meetings are named in a notice; the calendar file holds them all."""


def at(day: datetime, minute: int) -> datetime:
    """Return the minute of the day on which the moment lies, here."""
    local = timezone.localtime(day)
    return timezone.make_aware(datetime.combine(local.date(), time(minute // 60, minute % 60)))


def wanted_slots(meetings: Iterable[PlannedMeeting]) -> dict[Who, Slot]:
    """Return when each person is wanted at the planned meetings that stand. Wants the meetings fetched."""
    found = {}
    for planned in meetings:
        meeting = planned.meeting
        if meeting.state == MeetingState.CANCELLED:
            continue
        for key, (start, end) in planned.attends.items():
            slot = Slot(at(meeting.starts_at, start), at(meeting.starts_at, end), meeting.place)
            found[meeting.pk, int(key)] = slot
    return found


@transaction.atomic
def send_invitations(*, plan: YearPlan | None, meetings: Iterable[PlannedMeeting], now: datetime) -> list[Sending]:
    """Send what the people of the planned meetings have not been told; part of another deed, which leaves the trace.

    Meetings that are over are left as they were.
    """
    rows = [row for row in meetings if row.meeting.starts_at > now]
    return send_slots(
        plan=plan, wanted=wanted_slots(rows), about={row.meeting_id: row.meeting for row in rows}, now=now
    )


def send_slots(
    *, plan: YearPlan | None, wanted: dict[Who, Slot], about: dict[int, Meeting], now: datetime
) -> list[Sending]:
    """Send each person what has changed about the meetings; part of another deed."""
    told = {
        (row.meeting_id, row.recipient_id): Told(
            Slot(row.starts_at, row.ends_at, row.place), row.sequence, row.is_cancelled
        )
        for row in Invitation.objects.filter(meeting__in=about)
    }
    found = changes(wanted, told)
    by_person: dict[int, list[Change]] = defaultdict(list)
    for change in found:
        by_person[change.recipient].append(change)
    for change in found:
        Invitation.objects.update_or_create(
            meeting_id=change.meeting,
            recipient_id=change.recipient,
            defaults={
                "sequence": change.sequence,
                "starts_at": change.slot.starts,
                "ends_at": change.slot.ends,
                "place": change.slot.place,
                "is_cancelled": change.method == Method.CANCEL,
            },
        )
    sendings = Sending.objects.bulk_create(
        Sending(
            recipient_id=recipient,
            plan=plan,
            sent_at=now,
            events=[_event(change, about[change.meeting]) for change in sorted(rows, key=lambda row: row.slot.starts)],
        )
        for recipient, rows in sorted(by_person.items())
    )
    people = User.objects.in_bulk([sending.recipient_id for sending in sendings])
    for sending in sendings:
        _tell(people[sending.recipient_id], sending)
    return sendings


def _event(change: Change, meeting: Meeting) -> dict[str, object]:
    return {
        "uid": uid_of(meeting.pk),
        "sequence": change.sequence,
        "method": change.method.value,
        "starts": change.slot.starts.isoformat(),
        "ends": change.slot.ends.isoformat(),
        "title": meeting.title,
        "place": change.slot.place,
        "address": f"{settings.SITE_ADDRESS}{meeting_pointer(meeting).address}",
    }


def sending_pointer(sending: Sending) -> Pointer:
    """Return where the sending's calendar files are fetched."""
    address = f"{reverse('scheduling:my_calendar')}#sending-{sending.pk}"
    return Pointer("scheduling.sending", str(sending.pk), gettext("Calendar invitations"), address)


def _tell(person: User, sending: Sending) -> None:
    count = len(sending.events)
    lines = []
    for event in sending.events[:MOST_LINES]:
        starts = timezone.localtime(datetime.fromisoformat(event["starts"]))
        minute = starts.hour * 60 + starts.minute
        word = gettext(Method(event["method"]).label)
        lines.append(f"{starts.date().isoformat()} {clock(minute)} {event['title']} ({word.lower()})")
    if count > MOST_LINES:
        lines.append(gettext("and %(count)s more") % {"count": count - MOST_LINES})
    title = ngettext(
        "Your calendar: %(count)s meeting is new or changed",
        "Your calendar: %(count)s meetings are new or changed",
        count,
    )
    tell([person], about=sending_pointer(sending), title=title % {"count": count}, text="\n".join(lines))
