"""A plan: for every meeting a day, a start, a room, and who sits in each seat (`samverkan-schedule/1`)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from samverkan.planner.instance import Instance, Malformed

FORMAT = "samverkan-schedule/1"

Key = tuple[str, int]
"""A meeting: its group, and its number in the group's series, from 1."""


@dataclass(frozen=True)
class Placement:
    """When and where a meeting is, and who attends: seat to person, or to None where the seat stays empty."""

    day: datetime.date
    start: int
    room: str
    attend: Mapping[str, str | None]


@dataclass(frozen=True)
class Schedule:
    """The placements of an instance's meetings."""

    instance: str
    meetings: Mapping[Key, Placement]

    def moved(self, key: Key, **changes: Any) -> Schedule:
        """Return the schedule with one meeting changed."""
        return Schedule(self.instance, {**self.meetings, key: replace(self.meetings[key], **changes)})

    def as_json(self) -> dict[str, Any]:
        """Return the schedule as JSON values, meetings ordered by group and number."""
        return {
            "format": FORMAT,
            "instance": self.instance,
            "meetings": [
                {
                    "group": group,
                    "index": index,
                    "date": each.day.isoformat(),
                    "start": each.start,
                    "room": each.room,
                    "attend": dict(each.attend),
                }
                for (group, index), each in sorted(self.meetings.items())
            ],
        }


def read_schedule(instance: Instance, raw: object) -> Schedule:
    """Return the schedule, or raise `Malformed` with one sentence for every fault. Hard rules are not judged here."""
    if not isinstance(raw, dict):
        raise Malformed(["schedule: must be an object."])
    faults: list[str] = []
    if raw.get("format") != FORMAT:
        faults.append(f"format: must be {FORMAT!r}, is {raw.get('format')!r}.")
    if raw.get("instance") != instance.id:
        faults.append(f"instance: must be {instance.id!r}, is {raw.get('instance')!r}.")
    rows = raw.get("meetings")
    if not isinstance(rows, list):
        faults.append("meetings: must be a list.")
    if faults or not isinstance(rows, list):
        raise Malformed(faults)
    meetings: dict[Key, Placement] = {}
    for number, row in enumerate(rows):
        try:
            key, placement = _placement(instance, row)
        except ValueError as fault:
            faults.append(f"meetings[{number}].{fault}")
            continue
        if key in meetings:
            faults.append(f"meetings[{number}].index: {key[0]} has two meetings number {key[1]}.")
        meetings[key] = placement
    if faults:
        raise Malformed(faults)
    return Schedule(instance.id, meetings)


def _placement(instance: Instance, row: object) -> tuple[Key, Placement]:
    if not isinstance(row, dict):
        raise ValueError("group: the meeting must be an object.")
    name, index, start, room = row.get("group"), row.get("index"), row.get("start"), row.get("room")
    if not isinstance(name, str) or name not in instance.groups:
        raise ValueError(f"group: there is no group {name!r}.")
    group = instance.groups[name]
    if isinstance(index, bool) or not isinstance(index, int) or not 1 <= index <= group.meetings:
        raise ValueError(f"index: must be 1–{group.meetings} for {name}, is {index!r}.")
    try:
        day = datetime.date.fromisoformat(str(row.get("date")))
    except ValueError:
        raise ValueError(f"date: must be a date written YYYY-MM-DD, is {row.get('date')!r}.") from None
    if isinstance(start, bool) or not isinstance(start, int) or not 0 <= start < 1440:
        raise ValueError(f"start: must be a minute of the day, is {start!r}.")
    if not isinstance(room, str) or room not in instance.rooms:
        raise ValueError(f"room: there is no room {room!r}.")
    attend = row.get("attend")
    if attend is None:
        attend = {seat.id: seat.holder for seat in group.seats}
    if not isinstance(attend, dict):
        raise ValueError("attend: must be an object from seat to person or null.")
    seats = {seat.id for seat in group.seats}
    for seat, person in attend.items():
        if seat not in seats:
            raise ValueError(f"attend: {name} has no seat {seat!r}.")
        if person is not None and person not in instance.persons:
            raise ValueError(f"attend.{seat}: there is no person {person!r}.")
    return (name, index), Placement(day, start, room, {seat.id: attend.get(seat.id) for seat in group.seats})
