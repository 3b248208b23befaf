"""The rows of a planning instance: ids, calendar, travel, rooms and people, as JSON values."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.scheduling.rules.busy import Mark
from samverkan.scheduling.rules.calendar import (
    CLOSES,
    GRID,
    LEAVE_WEEKS,
    LUNCH,
    MOST_A_DAY,
    OPENS,
    days_between,
    is_leave,
    soft_days,
)
from samverkan.scheduling.rules.facts import HolderFact, RoomFact, TakenFact, WishFact
from samverkan.scheduling.words import PeriodKind

WEIGHTS = {
    "trip": 30, "spacing_day": 6, "weekday": 15, "hours": 15, "deputy": 300, "missed_optional": 300,
    "unpopular_sq": 2, "week_cap": 900, "week_over": 1, "moved_day": 300, "moved_time": 120, "moved_room": 30,
    "min_break": 15, "home_min_stay": 60, "fte_hours": 1700,
}  # fmt: skip
"""What the soft objectives cost, in minutes-like units, and a full-time post in hours (docs/explain/planner.md)."""


def group_id(pk: int) -> str:
    """Return what a group is called in an instance."""
    return f"g{pk}"


def holder_id(pk: int) -> str:
    """Return what a function's holder is called in an instance."""
    return f"p{pk}"


def room_id(pk: int) -> str:
    """Return what a room is called in an instance."""
    return f"r{pk}"


def wish_id(pk: int) -> str:
    """Return what the keeper of a wish is called while a plan is sought."""
    return f"w{pk}"


def key_of(name: str) -> int:
    """Return the key behind an id of an instance.

    >>> key_of("g12")
    12
    """
    return int(name[1:])


def calendar_row(
    first: date, last: date, closed: Iterable[date], periods: Iterable[tuple[PeriodKind, str, date, date]]
) -> dict[str, Any]:
    """Return the calendar of an instance: closed days, leave weeks and days that one would rather spare."""
    off, known = set(closed), list(periods)
    for kind, _, begins, ends in known:
        if kind == PeriodKind.CLOSED:
            off |= set(days_between(max(begins, first), min(ends, last)))
    soft = soft_days(first, last, off, [(kind, begins, ends) for kind, _, begins, ends in known])
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "closed": [{"date": day.isoformat()} for day in sorted(off)],
        "leave_weeks": list(LEAVE_WEEKS),
        "soft_days": [{"date": day.isoformat(), "cost": cost} for day, cost in sorted(soft.items())],
        "day": {"open": OPENS, "close": CLOSES, "lunch": list(LUNCH), "grid": GRID},
    }


def minutes_between(journeys: Mapping[tuple[int, int], int], one: int, other: int) -> int:
    """Return the minutes from one venue to another; nothing where nobody has said, which is listed as lacking."""
    return 0 if one == other else journeys.get((one, other), journeys.get((other, one), 0))


def travel_row(places: Sequence[int], journeys: Mapping[tuple[int, int], int]) -> dict[str, Any]:
    """Return the places of an instance and the square of minutes between them."""
    ids = [f"v{pk}" for pk in places]
    square = [[minutes_between(journeys, one, other) for other in places] for one in places]
    return {"places": [{"id": name} for name in ids], "travel": {"places": ids, "minutes": square}}


def room_row(room: RoomFact, first: date, last: date, taken: Iterable[TakenFact] = ()) -> dict[str, Any]:
    """Return a room of an instance, closed on the days it is, and while other meetings have it."""
    closed: dict[str, list[list[int]]] = defaultdict(list)
    if room.closed_from is not None:
        for day in days_between(max(room.closed_from, first), min(room.closed_until or last, last)):
            closed[day.isoformat()].append([0, 1440])
    for other in taken:
        if other.room == room.pk:
            closed[other.day.isoformat()].append([other.start, other.end])
    row: dict[str, Any] = {"id": room_id(room.pk), "capacity": room.capacity, "closed": dict(closed)}
    return row | ({"remote": True} if room.venue is None else {"place": f"v{room.venue}"})


def person_row(
    holder: HolderFact, first: date, last: date, more: Iterable[Mark] = (), *, shared: bool = False
) -> dict[str, Any]:
    """Return a function of an instance, with its office and the times at which it is taken."""
    busy: dict[date, list[list[int]]] = defaultdict(list)
    for mark in (*holder.busy, *more):
        if first <= mark.day <= last:
            busy[mark.day].append([mark.start, mark.end, int(mark.at_home)])
    starts, ends = holder.starts or 0, holder.ends or 1440
    for day in days_between(first, last):
        if day.weekday() > 4 or is_leave(day):
            continue
        if day.weekday() not in holder.weekdays:
            busy[day] = [[0, 1440, 0]]
            continue
        busy[day] += [[0, starts, 0]] if starts > OPENS else []
        busy[day] += [[ends, 1440, 0]] if ends < CLOSES else []
    return {
        "id": holder_id(holder.pk),
        "party": holder.party,
        "org": holder.org,
        "home": f"v{holder.venue}",
        "weight": 2 if shared else 1,
        "shared": shared,
        "max_day": holder.most or MOST_A_DAY,
        "busy": {day.isoformat(): joined_marks(marks) for day, marks in sorted(busy.items()) if marks},
    }


def gaps_of(active: int, count: int) -> dict[str, int]:
    """Return how far apart a group's meetings are, in active days: evenly, with room for a week or two."""
    ideal = active / count
    return {
        "min_gap": max(1, int(ideal * 0.5)),
        "max_gap": max(1, math.ceil(ideal * 1.6)),
        "ideal_gap": round(ideal),
        "gap_tol": max(2, int(ideal * 0.25)),
    }


def joined_marks(marks: list[list[int]]) -> list[list[int]]:
    """Return the marks of a day with those that overlap as one; such a one is at the office if all of it is."""
    found: list[list[int]] = []
    for start, end, home in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = [found[-1][0], max(found[-1][1], end), min(found[-1][2], home)]
        else:
            found.append([start, end, home])
    return found


def days_of_wish(wish: WishFact, first: date, last: date) -> list[date]:
    """Return the days that a wish is about, within those of the plan."""
    begins, ends = max(first, wish.first or first), min(last, wish.last or wish.first or last)
    weekdays = wish.weekdays or tuple(range(7))
    return [day for day in days_between(begins, ends) if day.weekday() in weekdays]


def hours_of_wish(wish: WishFact) -> tuple[int, int]:
    return wish.start or 0, wish.end or 1440
