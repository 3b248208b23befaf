"""Booking a group's meetings as a plan has them: the booked are moved, the rest is booked, what is left cancelled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import moment, roots_of
from samverkan.meetings.rules import PLANNED, Line, Wanted
from samverkan.meetings.services import book_meeting, cancel_meeting, hand_over_parts, lay_out_meeting, move_meeting
from samverkan.meetings.words import MeetingState
from samverkan.scheduling.models import PlannedMeeting, Room, YearPlan
from samverkan.scheduling.queries.basis import LONGEST_PLACE
from samverkan.scheduling.rules.meetings import Planned, meetings_of
from samverkan.scheduling.rules.rows import group_id, key_of


def starts_at(planned: Planned) -> datetime:
    """Return the moment the meeting begins."""
    return moment(planned.day, time(planned.start // 60, planned.start % 60))


def book_group(*, by: Actor, plan: YearPlan, group: Group, now: datetime) -> list[PlannedMeeting]:
    """Book what the plan has for the group from now on; part of another deed, done by the group's leader.

    Meetings of the year that are booked already and still to come are moved, the first to the first, so that agendas
    follow. What people have moved or cancelled by hand stays as they left it, also where they did so after the plan was
    made.
    """
    wanted = [each for each in _of_group(plan, group) if starts_at(each) > now]
    rooms = Room.objects.select_related("venue").in_bulk([key_of(each.room) for each in wanted])
    rows = list(
        PlannedMeeting.objects.filter(group=group, meeting__starts_at__year=plan.year)
        .select_related("meeting")
        .order_by("plan", "number")
    )
    numbers = {row["meeting"]: row["number"] for row in plan.hands}
    by_hand = {row.meeting_id for row in rows if row.by_hand_at is not None} | numbers.keys()
    gone = {  # cancelled by hand since the plan was made
        row.number
        for row in rows
        if row.by_hand_at is not None and row.meeting.state == MeetingState.CANCELLED and row.meeting_id not in numbers
    }
    wanted = [each for each in wanted if each.number not in gone]
    standing = [row for row in rows if row.meeting.state in PLANNED and row.meeting.starts_at > now]
    loose = list(
        Meeting.objects.filter(
            Q(group=group),
            state__in=PLANNED,
            starts_at__gt=max(now, moment(plan.first, time())),
            starts_at__lt=moment(plan.last + timedelta(days=1), time()),
        )
        .exclude(pk__in=[row.meeting_id for row in rows])
        .order_by("starts_at", "pk")
    )
    pairs, left = _paired(wanted, standing, loose, rooms, numbers)
    replaced = gettext("Replaced by the meeting plan of %(year)s.") % {"year": plan.year}
    for meeting in left:
        cancel_meeting(by=by, meeting=meeting, reason=replaced, now=now, rings=False)
    seats = _seats_of(group, plan.first)
    stored = []
    for each, meeting in _arranged(by, group, pairs, rooms, by_hand, now):
        _lay_out(by, plan, each, meeting, seats)
        stored.append(_store(plan, group, each, rooms[key_of(each.room)], meeting))
    hand_over_parts(by=by, group=group, now=now)  # seats may have changed since the plan was made
    return stored


def _paired(
    wanted: list[Planned],
    standing: list[PlannedMeeting],
    loose: list[Meeting],
    rooms: Mapping[int, Room],
    numbers: Mapping[int, int | None],
) -> tuple[list[tuple[Planned, Meeting | None]], list[Meeting]]:
    """Return which booked meeting becomes which of the plan, and the meetings that the plan has no use for.

    First come those moved by hand that the plan knows by number (`numbers`), then those that are where they should be,
    then the same numbers, then the rest in order. Those moved by hand never become useless.
    """
    known = {number: pk for pk, number in numbers.items() if number is not None}
    rows = {row.meeting_id: row for row in standing}
    free = {pk: row for pk, row in rows.items() if pk not in numbers}
    found: dict[int, Meeting] = {}
    for each in wanted:
        if (row := rows.get(known.get(each.number, 0))) is not None:
            found[each.number] = row.meeting
    tests: list[Callable[[Planned, PlannedMeeting], bool]] = [
        lambda each, row: _is_there(each, row.meeting, rooms),
        lambda each, row: each.number == row.number,
        lambda each, row: True,
    ]
    for fits in tests:
        for each in wanted:
            row = next((row for row in free.values() if fits(each, row)), None) if each.number not in found else None
            if row is not None:
                found[each.number] = free.pop(row.meeting_id).meeting
    for each in wanted:
        if each.number not in found and loose:
            found[each.number] = loose.pop(0)
    useless = [row.meeting for row in free.values() if row.by_hand_at is None]
    return [(each, found.get(each.number)) for each in wanted], [*loose, *useless]


def _is_there(planned: Planned, meeting: Meeting, rooms: Mapping[int, Room]) -> bool:
    room = rooms.get(key_of(planned.room))
    return meeting.starts_at == starts_at(planned) and room is not None and meeting.place == str(room)[:LONGEST_PLACE]


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
    by_hand: Collection[int],
    now: datetime,
) -> list[tuple[Planned, Meeting]]:
    """Move and book until every meeting is where it should be; those moved by hand are where they should be.

    A meeting waits while another of the group's stands in its place and is still to be moved; should some wait for
    each other, one of them is cancelled and booked anew.
    """
    done = [(each, meeting) for each, meeting in pairs if meeting is not None and meeting.pk in by_hand]
    left = [(each, meeting) for each, meeting in pairs if meeting is None or meeting.pk not in by_hand]
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
    wanted = [
        Wanted(
            key_of(part.person),
            part.start - planned.start,
            None if part.end == planned.end else part.end - planned.start,
            part.by_video,
            plan.labels.get(part.seat, "") if part.is_deputy else "",
            seat=key_of(part.seat),
        )
        for part in planned.parts
    ]
    lay_out_meeting(by=by, meeting=meeting, lines=lines, wanted=wanted)


def _store(plan: YearPlan, group: Group, planned: Planned, room: Room, meeting: Meeting) -> PlannedMeeting:
    row, _ = PlannedMeeting.objects.update_or_create(
        meeting=meeting, defaults={"plan": plan, "group": group, "number": planned.number, "room": room}
    )
    return row


def follow_plan(plan: YearPlan, group_ids: Collection[int]) -> None:
    """Let the booked meetings of groups for which nothing moves belong to the plan: two queries and one statement."""
    there = {
        (key_of(each.group), starts_at(each)): each.number
        for each in meetings_of(plan.instance, plan.schedule, plan.windows)
    }
    numbers = {row["meeting"]: row["number"] for row in plan.hands}
    rows = list(PlannedMeeting.objects.filter(plan=plan.based_on_id, group__in=group_ids).select_related("meeting"))
    for row in rows:
        number = there.get((row.group_id, row.meeting.starts_at))
        if row.meeting.state != MeetingState.CANCELLED and number is not None and numbers.get(row.meeting_id, number):
            row.plan, row.number = plan, number
    PlannedMeeting.objects.bulk_update(rows, ["plan", "number"], batch_size=500)
