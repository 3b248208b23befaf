"""Booking a group's meetings as a plan has them: the booked are moved, the rest is booked, what is left cancelled."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import moment
from samverkan.meetings.rules import PLANNED
from samverkan.meetings.services import add_item, book_meeting, cancel_meeting, move_meeting
from samverkan.scheduling.models import PlannedMeeting, Room, YearPlan
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.meetings import Planned, meetings_of
from samverkan.scheduling.rules.rows import group_id, key_of

LONGEST_PLACE = 160


def starts_at(planned: Planned) -> datetime:
    """Return the moment the meeting begins."""
    return moment(planned.day, time(planned.start // 60, planned.start % 60))


def book_group(*, by: Actor, plan: YearPlan, group: Group, now: datetime) -> list[PlannedMeeting]:
    """Book what the plan has for the group from now on; part of another deed, done by the group's leader.

    Meetings of the year that are booked already and still to come are moved, the first to the first, so that agendas
    follow; the same number of the same plan stays the same meeting when it is planned again.
    """
    wanted = [each for each in _of_group(plan, group) if starts_at(each) > now]
    rooms = Room.objects.select_related("venue").in_bulk([key_of(each.room) for each in wanted])
    linked = {
        row.number: row
        for row in PlannedMeeting.objects.filter(group=group, meeting__starts_at__year=plan.year).select_related(
            "meeting"
        )
        if row.meeting.state in PLANNED and row.meeting.starts_at > now
    }
    known = [row.meeting_id for row in linked.values()]
    loose = list(
        Meeting.objects.filter(
            Q(group=group),
            state__in=PLANNED,
            starts_at__gt=max(now, moment(plan.first, time())),
            starts_at__lt=moment(plan.last + timedelta(days=1), time()),
        )
        .exclude(pk__in=known)
        .order_by("starts_at", "pk")
    )
    pairs: list[tuple[Planned, Meeting | None]] = []
    for each in wanted:
        same = linked.pop(each.number, None)
        pairs.append((each, same.meeting if same else loose.pop(0) if loose else None))
    replaced = gettext("Replaced by the meeting plan of %(year)s.") % {"year": plan.year}
    for meeting in [*loose, *(row.meeting for row in linked.values())]:
        cancel_meeting(by=by, meeting=meeting, reason=replaced)
    return [
        _store(plan, group, each, rooms[key_of(each.room)], meeting)
        for each, meeting in _arranged(by, group, pairs, rooms, now)
    ]


def _of_group(plan: YearPlan, group: Group) -> list[Planned]:
    name = group_id(group.pk)
    meetings = meetings_of(plan.instance, plan.schedule, plan.windows)
    return sorted((each for each in meetings if each.group == name), key=lambda each: each.number)


def _arranged(
    by: Actor,
    group: Group,
    pairs: list[tuple[Planned, Meeting | None]],
    rooms: dict[int, Room],
    now: datetime,
) -> list[tuple[Planned, Meeting]]:
    """Move and book until every meeting is where it should be.

    A meeting waits while another of the group's stands in its place and is still to be moved; should some wait for
    each other, one of them is cancelled and booked anew.
    """
    done: list[tuple[Planned, Meeting]] = []
    left = list(pairs)
    while left:
        rest = []
        for each, meeting in left:
            start, minutes = starts_at(each), each.end - each.start
            end = start + timedelta(minutes=minutes)
            room = rooms.get(key_of(each.room))
            if room is None:
                raise Refused("A room of the plan is no longer there.", way_on="Plan again.")
            place = str(room)[:LONGEST_PLACE]
            others = [other for row, other in left if other is not None and other is not meeting]
            if any(other.starts_at < end and start < other.ends_at for other in others):
                rest.append((each, meeting))
                continue
            if meeting is None:
                meeting = book_meeting(
                    by=by, group=group, title=group.name, starts_at=start, minutes=minutes, place=place, now=now
                )
                _write_agenda(by, each, meeting)
            elif (meeting.starts_at, meeting.ends_at, meeting.place) != (start, end, place):
                meeting = move_meeting(by=by, meeting=meeting, starts_at=start, minutes=minutes, place=place, now=now)
            done.append((each, meeting))
        if len(rest) == len(left):
            each, meeting = next((each, meeting) for each, meeting in rest if meeting is not None)
            cancel_meeting(by=by, meeting=meeting, reason=gettext("Booked anew by the meeting plan."))
            rest = [(row, None if row is each else other) for row, other in rest]
        left = rest
    return sorted(done, key=lambda pair: pair[0].number)


def _write_agenda(by: Actor, planned: Planned, meeting: Meeting) -> None:
    """Put the parts of a windowed meeting on its agenda, each with who is needed when."""
    for title, start, end in planned.agenda if planned.is_windowed else ():
        words = {"everybody": gettext("Matters for everybody"), "the rest": gettext("Matters of the group's own")}
        add_item(
            by=by,
            meeting=meeting,
            title=words.get(title, gettext("Matters for %(function)s") % {"function": title})[:200],
            text=gettext("From %(start)s to %(end)s.") % {"start": clock(start), "end": clock(end)},
            minutes=end - start,
        )


def _store(plan: YearPlan, group: Group, planned: Planned, room: Room, meeting: Meeting) -> PlannedMeeting:
    row, _ = PlannedMeeting.objects.update_or_create(
        meeting=meeting,
        defaults={
            "plan": plan,
            "group": group,
            "number": planned.number,
            "room": room,
            "attends": {str(key_of(part.person)): [part.start, part.end] for part in planned.parts},
        },
    )
    return row
