"""The plan "as today": the meetings that are booked, and for the rest each group's own habit, whoever else is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.planner.habit import habit
from samverkan.planner.instance import Group, Instance
from samverkan.planner.schedule import Key, Placement, Schedule


@dataclass(frozen=True)
class Booked:
    """A booked meeting of a group; `room` is the id of a room, or none where the place is no room that is known."""

    day: date
    start: int
    room: str | None = None


def usual(meetings: Iterable[Booked]) -> tuple[int, int] | None:
    """Return the weekday and the hour that a group meets most often, or none for a group that has not met.

    >>> usual([Booked(date(2026, 1, 5), 540), Booked(date(2026, 2, 2), 540), Booked(date(2026, 3, 3), 600)])
    (0, 540)
    """
    found = list(meetings)
    if not found:
        return None
    weekdays = Counter(each.day.weekday() for each in found if each.day.weekday() < 5)
    hours = Counter(each.start for each in found)
    weekday = min(weekdays, key=lambda day: (-weekdays[day], day)) if weekdays else 0
    return weekday, min(hours, key=lambda hour: (-hours[hour], hour))


def as_today(
    instance: Instance, booked: Mapping[str, Sequence[Booked]], earlier: Mapping[str, Sequence[Booked]]
) -> Schedule:
    """Return the year as it would be: what is booked stands, what is not follows the group's weekday and hour.

    `booked` are the meetings of the plan's days, `earlier` those of the year before, by group. A group that has never
    met takes the next free weekday and hour of its own district, as `planner.habit` has it. Holders come, nobody else.
    """
    usually = habit(instance)
    meetings: dict[Key, Placement] = {}
    for group in instance.groups.values():
        attend: dict[str, str | None] = {seat.id: seat.holder for seat in group.seats}
        own = _distinct(booked.get(group.id, ()))
        known = usual(earlier.get(group.id, ()) or own)
        rows = own[: group.meetings]
        for day in _spread(instance, group, known[0] if known else None, group.meetings - len(rows), rows):
            index = min(len(rows) + 1, group.meetings)
            rows.append(Booked(day, known[1] if known else usually.meetings[group.id, index].start))
        for index, each in enumerate(sorted(rows, key=lambda each: (each.day, each.start)), start=1):
            room = each.room if each.room in group.rooms else group.rooms[0]
            meetings[group.id, index] = Placement(each.day, each.start, room or group.rooms[0], attend)
    return Schedule(instance.id, meetings)


def _distinct(meetings: Iterable[Booked]) -> list[Booked]:
    return sorted({(each.day, each.start): each for each in meetings}.values(), key=lambda each: (each.day, each.start))


def _spread(instance: Instance, group: Group, weekday: int | None, count: int, taken: Sequence[Booked]) -> list[date]:
    """Return days for the meetings that nobody has booked: on the usual weekday, evenly after those that are booked."""
    if count <= 0:
        return []
    begins = max([group.first, *(each.day for each in taken)])
    span = (group.last - begins).days + 1
    days = [day for day in instance.calendar.meeting_days if begins <= day <= group.last]
    chosen: list[date] = []
    for number in range(count):
        wanted = begins.toordinal() + int(span * (number + 0.5) / count)
        free = [day for day in days if day not in chosen] or days or [group.first]
        chosen.append(
            min(free, key=lambda day: (weekday is not None and day.weekday() != weekday, abs(day.toordinal() - wanted)))
        )
    return chosen
