"""The calendar habit, to compare with: every series on one weekday at one hour, holders only, whoever else is taken."""

from __future__ import annotations

import datetime

from samverkan.planner.instance import Group, Instance
from samverkan.planner.schedule import Key, Placement, Schedule

HOURS = (540, 600, 780, 840, 900)


def habit(instance: Instance) -> Schedule:
    """Return the plan of a town where each group takes the next free weekday and hour of its own district.

    Districts know nothing of each other and begin on different weekdays; otherwise all would meet on the same day, and
    one trip of somebody who is wanted in them all would be counted for many.
    """
    meetings: dict[Key, Placement] = {}
    taken: dict[str | None, int] = {}
    for group in instance.groups.values():
        number = taken.setdefault(group.district, 0)
        taken[group.district] = number + 1
        district = list(taken).index(group.district)
        weekday, start = (number + district) % 5, _hour(instance, group, number // 5 + district // 5)
        for index in range(1, group.meetings + 1):
            day = _on(instance, group, index, weekday)
            attend: dict[str, str | None] = {seat.id: seat.holder for seat in group.seats}
            meetings[group.id, index] = Placement(day, start, group.rooms[0], attend)
    return Schedule(instance.id, meetings)


def _hour(instance: Instance, group: Group, number: int) -> int:
    calendar = instance.calendar
    allowed = [
        hour
        for hour in HOURS
        if calendar.opens <= hour
        and hour + group.duration <= calendar.closes
        and (hour + group.duration <= calendar.lunch[0] or hour >= calendar.lunch[1])
    ]
    return allowed[number % len(allowed)] if allowed else calendar.opens


def _on(instance: Instance, group: Group, index: int, weekday: int) -> datetime.date:
    """Return the meeting day nearest to an even spread that falls on the weekday, if there is one."""
    span = (group.last - group.first).days + 1
    wanted = group.first + datetime.timedelta(int(span * (index - 0.5) / group.meetings))
    days = [day for day in instance.calendar.meeting_days if group.first <= day <= group.last]
    return min(days, key=lambda day: (day.weekday() != weekday, abs((day - wanted).days), day))
