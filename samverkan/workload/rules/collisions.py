"""Who is needed in two places at once (MEE-09), and how heavy a person's weeks are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.workload.rules.cost import Call, Journeys, journey
from samverkan.workload.words import CollisionKind


@dataclass(frozen=True, slots=True)
class Collision:
    """Two meetings to which one person is called, the earlier first. `lacking` is the minutes that are missing."""

    kind: CollisionKind
    first: Call
    second: Call
    lacking: int

    @property
    def holder(self) -> int:
        """Return who is needed in both."""
        assert self.first.holder is not None
        return self.first.holder

    @property
    def week(self) -> tuple[int, int]:
        """Return the year and the week after ISO 8601."""
        return week_of(self.first.day)


def week_of(day: date) -> tuple[int, int]:
    """Return the year and the week after ISO 8601.

    >>> week_of(date(2027, 1, 1))
    (2026, 53)
    """
    year, week, _ = day.isocalendar()
    return year, week


def collision_of(one: Call, other: Call, journeys: Journeys, break_minutes: int) -> Collision | None:
    """Tell whether a person can be at both meetings: the same answer in whatever order the two are given.

    Between meetings in different places the way must fit, and always a break. A way that nobody has stated is not
    guessed: then only the break counts.
    """
    if one.holder is None or one.holder != other.holder or one.meeting == other.meeting:
        return None
    first, second = sorted((one, other), key=lambda call: (call.starts, call.ends, call.meeting))
    gap = round((second.starts - first.ends).total_seconds() / 60)
    if gap < 0:
        shared = min(first.ends, second.ends) - second.starts
        return Collision(CollisionKind.SAME_TIME, first, second, round(shared.total_seconds() / 60))
    way = journey(journeys, first.at, second.at) or 0
    if gap < way:
        return Collision(CollisionKind.NO_TIME_TO_TRAVEL, first, second, way - gap)
    if gap < break_minutes:
        return Collision(CollisionKind.NO_BREAK, first, second, break_minutes - gap)
    return None


def collisions(calls: Iterable[Call], journeys: Journeys, break_minutes: int) -> list[Collision]:
    """Return every pair of meetings that one person cannot attend with the way and a break between, in time order."""
    reach = timedelta(minutes=max([break_minutes, *journeys.values()]))
    calls_of: dict[int, dict[int, Call]] = defaultdict(dict)
    for call in calls:
        if call.holder is not None:
            calls_of[call.holder].setdefault(call.meeting, call)
    found: list[Collision] = []
    for own in calls_of.values():
        ordered = sorted(own.values(), key=lambda call: (call.starts, call.ends, call.meeting))
        for place, first in enumerate(ordered):
            for second in ordered[place + 1 :]:
                if second.starts - first.ends >= reach:
                    break
                collision = collision_of(first, second, journeys, break_minutes)
                if collision is not None:
                    found.append(collision)
    return sorted(found, key=lambda one: (one.first.starts, one.second.starts, one.holder, one.first.meeting))


def week_minutes(calls: Iterable[Call]) -> dict[int, dict[tuple[int, int], int]]:
    """Return each person's minutes of meetings by week; a meeting counts once for a person."""
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    been: set[tuple[int, int]] = set()
    for call in calls:
        if call.holder is None or (call.holder, call.meeting) in been:
            continue
        been.add((call.holder, call.meeting))
        weeks = found[call.holder]
        week = week_of(call.day)
        weeks[week] = weeks.get(week, 0) + call.minutes
    return dict(found)


def heavy_weeks(weeks: dict[tuple[int, int], int], week_hours: int) -> list[tuple[int, int]]:
    """Return the weeks with more hours of meetings than a function should have."""
    return sorted(week for week, minutes in weeks.items() if minutes > 60 * week_hours)
