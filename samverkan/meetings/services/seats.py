"""Handing parts of planned meetings over to those who hold the seats on the meeting's day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.groups.models import Group, Seat
from samverkan.groups.services import group_pointer
from samverkan.meetings.models import Attendance, Item, Meeting, Part
from samverkan.meetings.queries import day_of, roots_of
from samverkan.meetings.rules import PLANNED
from samverkan.meetings.words import Presence


@dataclass(frozen=True, slots=True)
class Handed:
    """A part of a meeting that somebody else is called to than before; none where nobody was or is."""

    meeting: Meeting
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class _Seats:
    """A group's seats by their first rows: who holds each on which day."""

    rows: Mapping[int, Sequence[Seat]]
    roots: Mapping[int, int]

    @classmethod
    def of(cls, group: Group) -> _Seats:
        seats = list(Seat.objects.filter(group=group))
        roots = roots_of(seats)
        rows: dict[int, list[Seat]] = defaultdict(list)
        for seat in seats:
            rows[roots[seat.pk]].append(seat)
        return cls(rows, roots)

    def on(self, root: int, day: date) -> Seat | None:
        return next((seat for seat in self.rows.get(root, ()) if seat.holds(day)), None)


@transaction.atomic
def hand_over_parts(*, by: Actor, group: Group, now: datetime) -> list[Handed]:
    """Call those who hold the seats on each meeting's day to the seats' parts (MEE-10).

    Part of a deed that changes who holds the group's seats, or books its meetings; the deed has asked for permission.
    A deputy whom the plan calls on a day stays so, unless the seat is theirs by then or is withdrawn. The part of a
    vacant seat waits for whoever takes it. Meetings that have begun, are over or are cancelled stay as they were.
    """
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)  # one plans while another fills a seat
    parts = list(
        Part.objects.filter(
            meeting__group=group, meeting__state__in=PLANNED, meeting__starts_at__gt=now, seat__isnull=False
        ).select_related("meeting")
    )
    if not parts:
        return []
    seats = _Seats.of(group)
    handed, changed = [], []
    for part in parts:
        seat = seats.on(part.seat_id or 0, day_of(part.meeting))
        before, holder = part.holder_id, seat.holder_id if seat is not None else None
        if seat is not None and part.stands_in_for and before not in {None, holder}:
            continue
        if (before, part.stands_in_for) != (holder, ""):
            part.holder_id, part.stands_in_for = holder, ""
            changed.append(part)
        if before != holder:
            handed.append(Handed(part.meeting, before, holder))
    Part.objects.bulk_update(changed, ["holder", "stands_in_for"])
    meeting_ids = {part.meeting_id for part in parts}
    _follow_needs(meeting_ids, seats)
    _follow_invited(meeting_ids, seats)
    if changed:
        rows = [[each.meeting.pk, each.before, each.after] for each in handed]
        details = {"meetings": len({part.meeting_id for part in changed}), "handed": rows}
        record(by=by, event="meetings.parts_handed_over", on=group_pointer(group), details=details)
    return handed


def _follow_needs(meeting_ids: set[int], seats: _Seats) -> None:
    """Let items that need a seat name its row as it stands on the meeting's day."""
    through = Item.needs.through
    rows = list(through.objects.filter(item__meeting__in=meeting_ids).select_related("item__meeting"))
    named = {(row.item_id, row.seat_id) for row in rows}
    changed = []
    for row in rows:
        seat = seats.on(seats.roots.get(row.seat_id, 0), day_of(row.item.meeting))
        if seat is not None and (row.item_id, seat.pk) not in named:
            row.seat_id = seat.pk
            changed.append(row)
    through.objects.bulk_update(changed, ["seat"])


def _follow_invited(meeting_ids: set[int], seats: _Seats) -> None:
    """Let a meeting that is convened invite the seats as they stand on its day; what has been noted of them stays."""
    rows = list(Attendance.objects.filter(meeting__in=meeting_ids).select_related("meeting"))
    invited = {(row.meeting_id, row.seat_id) for row in rows}
    changed, gone = [], []
    for row in rows:
        if row.presence != Presence.INVITED or row.substitute:
            continue
        seat = seats.on(seats.roots.get(row.seat_id, 0), day_of(row.meeting))
        if seat is None or (seat.pk != row.seat_id and (row.meeting_id, seat.pk) in invited):
            gone.append(row.pk)
        elif seat.pk != row.seat_id:
            row.seat_id = seat.pk
            changed.append(row)
    Attendance.objects.filter(pk__in=gone).delete()
    Attendance.objects.bulk_update(changed, ["seat"])
