"""Sending invitations: each person is told once, and only of what is new, moved or cancelled for that person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.ground.pointers import Pointer
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.queries import by_holder, place_of
from samverkan.meetings.rules import Wanted, hours_of_part
from samverkan.meetings.services import hand_over_parts, meeting_pointer
from samverkan.meetings.words import MeetingState
from samverkan.notices.services import tell
from samverkan.scheduling.models import Invitation, PlannedMeeting, Sending, YearPlan
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.invitations import Change, Method, Slot, Told, Who, changes, uid_of

MOST_LINES = 12
"""So many meetings are named in a notice; the calendar file holds them all."""


def slot_of(meeting: Meeting, part: Wanted | None) -> Slot:
    """Return when and where somebody is wanted at the meeting as it is now: all of it, if no part is said."""
    if part is None:
        return Slot(meeting.starts_at, meeting.ends_at, meeting.place)
    hours = hours_of_part(meeting.starts_at, meeting.ends_at, part.first, part.last)
    return Slot(*hours, meeting.place, part.by_video)


def wanted_slots(meetings: Iterable[PlannedMeeting]) -> dict[Who, Slot]:
    """Return when each person is wanted at the planned meetings that stand.

    Wants the meetings, their parts and those parts' holders fetched.
    """
    return {
        (planned.meeting_id, holder): slot_of(planned.meeting, part)
        for planned in meetings
        if planned.meeting.state != MeetingState.CANCELLED
        for holder, part in by_holder(planned.meeting.parts.all()).items()
    }


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
    *,
    plan: YearPlan | None,
    wanted: dict[Who, Slot],
    about: dict[int, Meeting],
    now: datetime,
    among: Collection[Who] | None = None,
) -> list[Sending]:
    """Send each person what has changed about the meetings; part of another deed.

    With `among`, nobody else than those is told, each of that meeting only.
    """
    told = {
        (row.meeting_id, row.recipient_id): Told(
            Slot(row.starts_at, row.ends_at, row.place, row.by_video), row.sequence, row.is_cancelled
        )
        for row in Invitation.objects.filter(meeting__in=about)
    }
    found = [change for change in changes(wanted, told) if among is None or (change.meeting, change.recipient) in among]
    by_person: dict[int, list[Change]] = defaultdict(list)
    for change in found:
        by_person[change.recipient].append(change)
    Invitation.objects.bulk_create(
        [
            Invitation(
                meeting_id=change.meeting,
                recipient_id=change.recipient,
                sequence=change.sequence,
                starts_at=change.slot.starts,
                ends_at=change.slot.ends,
                place=change.slot.place,
                by_video=change.slot.by_video,
                is_cancelled=change.method == Method.CANCEL,
            )
            for change in found
        ],
        update_conflicts=True,
        unique_fields=["meeting", "recipient"],
        update_fields=["sequence", "starts_at", "ends_at", "place", "by_video", "is_cancelled"],
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


def follow_seats(actor: Actor, group: Group, now: datetime) -> None:
    """Hand the group's parts over to those who hold the seats, and tell the calendars; on `groups.bells.RESEATED`.

    Who comes to a seat is invited to its part of each coming meeting that calendars know of, who leaves it is told that
    those are off. Part of the deed that fills or empties the seat.
    """
    handed = hand_over_parts(by=actor, group=group, now=now)
    about = {each.meeting.pk: each.meeting for each in handed}
    known = Invitation.objects.filter(meeting__in=about).values("meeting")
    planned = list(
        PlannedMeeting.objects.filter(meeting__in=known).select_related("plan").order_by("meeting__starts_at")
    )
    if not planned:
        return
    people: dict[int, list[Part]] = defaultdict(list)
    for part in Part.objects.filter(meeting__in=[row.meeting_id for row in planned]).select_related("holder"):
        people[part.meeting_id].append(part)
    about = {row.meeting_id: about[row.meeting_id] for row in planned}
    send_slots(
        plan=planned[0].plan,
        wanted={
            (pk, holder): slot_of(meeting, part)
            for pk, meeting in about.items()
            for holder, part in by_holder(people[pk]).items()
        },
        about=about,
        now=now,
        among={(each.meeting.pk, who) for each in handed for who in (each.before, each.after) if who is not None},
    )


def follow_meeting(actor: Actor, meeting: Meeting, now: datetime) -> None:
    """Tell the calendars that hold a meeting that it has been moved or cancelled; hung on `meetings.bells.MOVED`.

    Whoever has not been invited through a calendar is told by the meeting's own notice; whom a later plan no longer
    wants there is told that it is off. Moved to a day on which others hold the seats, the parts are theirs. Part of the
    deed that moves it.
    """
    follow_seats(actor, meeting.group, now)
    invited = list(
        Invitation.objects.filter(meeting=meeting, is_cancelled=False).values_list("recipient_id", flat=True)
    )
    if not invited or meeting.starts_at <= now:
        return
    rows = list(meeting.parts.select_related("holder"))
    parts = by_holder(rows)
    wanted = {(meeting.pk, pk): slot_of(meeting, parts.get(pk)) for pk in invited if pk in parts or not rows}
    planned = PlannedMeeting.objects.filter(meeting=meeting).select_related("plan").first()
    send_slots(
        plan=planned.plan if planned else None,
        wanted={} if meeting.state == MeetingState.CANCELLED else wanted,
        about={meeting.pk: meeting},
        now=now,
    )


def _event(change: Change, meeting: Meeting) -> dict[str, object]:
    return {
        "uid": uid_of(meeting.pk),
        "sequence": change.sequence,
        "method": change.method.value,
        "starts": change.slot.starts.isoformat(),
        "ends": change.slot.ends.isoformat(),
        "title": meeting.title,
        "place": place_of(change.slot.place, by_video=change.slot.by_video),
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
