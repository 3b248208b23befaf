"""Booking a group's meetings as a plan has them: the booked are moved, the rest is booked, what is left cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import moment, roots_of
from samverkan.meetings.rules import PLANNED, Line, Wanted
from samverkan.meetings.services import book_meeting, cancel_meeting, lay_out_meeting, move_meeting
from samverkan.scheduling.models import PlannedMeeting, Room, YearPlan
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
        cancel_meeting(by=by, meeting=meeting, reason=replaced, now=now, rings=False)
    seats = _seats_of(group, plan.first)
    stored = []
    for each, meeting in _arranged(by, group, pairs, rooms, now):
        _lay_out(by, plan, each, meeting, seats)
        stored.append(_store(plan, group, each, rooms[key_of(each.room)], meeting))
    return stored


def _seats_of(group: Group, on: date) -> dict[str, int]:
    """Return the keys of the group's seats on the day, by what they are called in instances: two queries."""
    roots = roots_of(Seat.objects.filter(Seat.holding(on), group=group))
    return {f"s{root}": pk for pk, root in roots.items()}


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
            elif (meeting.starts_at, meeting.ends_at, meeting.place) != (start, end, place):
                meeting = move_meeting(
                    by=by, meeting=meeting, starts_at=start, minutes=minutes, place=place, now=now, rings=False
                )
            done.append((each, meeting))
        if len(rest) == len(left):
            each, meeting = next((each, meeting) for each, meeting in rest if meeting is not None)
            reason = gettext("Booked anew by the meeting plan.")
            cancel_meeting(by=by, meeting=meeting, reason=reason, now=now, rings=False)
            rest = [(row, None if row is each else other) for row, other in rest]
        left = rest
    return sorted(done, key=lambda pair: pair[0].number)


def _lay_out(by: Actor, plan: YearPlan, planned: Planned, meeting: Meeting, seats: Mapping[str, int]) -> None:
    """Give the meeting its agenda in the plan's order, and everybody the part that they are wanted for."""
    words = {"everybody": gettext("Matters for everybody"), "the rest": gettext("Matters of the group's own")}
    there = {part.seat for part in planned.parts}

    def heading(title: str) -> str:
        if not planned.is_assumed:
            return title
        return words.get(title, gettext("Matters for %(function)s") % {"function": title})

    lines = [
        Line(
            heading(point.title),
            point.end - point.start,
            () if there <= set(point.seats) else tuple(sorted(seats[each] for each in point.seats if each in seats)),
        )
        for point in (planned.agenda if planned.has_agenda else ())
    ]
    wanted = {
        key_of(part.person): Wanted(
            key_of(part.person),
            part.start - planned.start,
            None if part.end == planned.end else part.end - planned.start,
            part.by_video,
            plan.labels.get(part.seat, "") if part.is_deputy else "",
        )
        for part in planned.parts
    }
    lay_out_meeting(by=by, meeting=meeting, lines=lines, wanted=list(wanted.values()))


def _store(plan: YearPlan, group: Group, planned: Planned, room: Room, meeting: Meeting) -> PlannedMeeting:
    row, _ = PlannedMeeting.objects.update_or_create(
        meeting=meeting, defaults={"plan": plan, "group": group, "number": planned.number, "room": room}
    )
    return row
