"""What a plan means for people: collisions, trips, hours and full-time posts, fairness, and what differs for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from samverkan.planner.check import Violation, violations
from samverkan.planner.cost import Hours, judge
from samverkan.planner.instance import Instance
from samverkan.planner.schedule import Schedule
from samverkan.scheduling.rules.wording import violation_in_words

MOST_TOLD = 200
"""So many broken rules are told one by one; all are counted."""
COLLISIONS = frozenset({"H2", "H3", "H7"})
"""Rules that a person or a room breaks by being in two places: clashes, journeys, own time, and too long days."""


@dataclass(frozen=True)
class OrgFigures:
    """What meetings take of an organisation in the days of the plan: hours, trips and full-time posts a year."""

    org: str
    party: str
    functions: int
    seats: int
    meeting: float
    preparation: float
    travel: float
    waiting: float
    trips: int
    total: float
    posts: float


def is_collision(violation: Violation) -> bool:
    """Tell whether somebody or some room is wanted twice; the seasons of a series are another matter."""
    return violation.code in COLLISIONS and "is not a room" not in violation.sentence


def figures_of(instance: Instance, schedule: Schedule, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the figures of a plan as JSON values; hours are hours, posts are full-time posts."""
    judgement = judge(instance, schedule)
    broken = violations(instance, schedule)
    collisions = [each for each in broken if is_collision(each)]
    people = {name: _hours(hours) for name, hours in judgement.persons.items()}
    return {
        "meetings": len(schedule.meetings),
        "cost": judgement.cost.as_json(),
        "rules_broken": len(broken),
        "collisions": len(collisions),
        "collisions_by_kind": dict(Counter(_kind(each) for each in collisions)),
        "collisions_told": [violation_in_words(each, labels).as_json() for each in collisions[:MOST_TOLD]],
        "faults_told": [
            violation_in_words(each, labels).as_json() for each in broken[:MOST_TOLD] if not is_collision(each)
        ],
        "orgs": [asdict(row) for row in orgs_of(instance, judgement.persons)],
        "all": _hours(judgement.hours_of(instance)),
        "shared": _hours(judgement.hours_of(instance, shared=True)),
        "people": people,
        "unpopular": unpopular_hours(instance, schedule),
    }


def orgs_of(instance: Instance, persons: Mapping[str, Hours]) -> list[OrgFigures]:
    """Return the figures of every organisation that is wanted in a meeting, those with most hours first."""
    by_org: dict[str, list[str]] = defaultdict(list)
    for name in persons:
        by_org[instance.persons[name].org].append(name)
    rows = []
    for org, people in by_org.items():
        hours = [persons[name] for name in people]
        total = sum(each.total for each in hours)
        rows.append(
            OrgFigures(
                org=org,
                party=instance.persons[people[0]].party,
                functions=len(people),
                seats=sum(each.seat_meetings for each in hours),
                meeting=_as_hours(sum(each.meeting for each in hours)),
                preparation=_as_hours(sum(each.prep_after for each in hours)),
                travel=_as_hours(sum(each.travel for each in hours)),
                waiting=_as_hours(sum(each.wait for each in hours)),
                trips=sum(each.trips for each in hours),
                total=_as_hours(total),
                posts=round(total / 60 / instance.weights.fte_hours, 3),
            )
        )
    return sorted(rows, key=lambda row: (-row.total, row.org))


def _as_hours(minutes: int) -> float:
    return round(minutes / 60, 1)


def _hours(hours: Hours) -> dict[str, float]:
    return {
        "meeting": _as_hours(hours.meeting),
        "preparation": _as_hours(hours.prep_after),
        "travel": _as_hours(hours.travel),
        "waiting": _as_hours(hours.wait),
        "trips": hours.trips,
        "total": _as_hours(hours.total),
    }


def _kind(violation: Violation) -> str:
    """Return which kind of collision: a room, own time, too long a day, or two meetings too close."""
    if violation.code == "H2":
        return "room"
    if violation.code == "H7":
        return "long_day"
    return "own_time" if len(violation.meetings) < 2 else "two_meetings"


def unpopular_hours(instance: Instance, schedule: Schedule) -> dict[str, int]:
    """Return by district how many meetings lie outside the hours that suit, or on a Friday afternoon."""
    found: dict[str, int] = {group.district or "": 0 for group in instance.groups.values()}
    for (name, _), each in schedule.meetings.items():
        group = instance.groups[name]
        outside = each.start < group.prefer_from or each.start + group.duration > group.prefer_to
        if outside or (each.day.weekday() == 4 and each.start >= instance.calendar.lunch[1]):
            found[group.district or ""] += 1
    return found


@dataclass(frozen=True)
class Difference:
    """What changes for a function from one plan to another: hours and trips, before and after."""

    person: str
    hours_before: float
    hours_after: float
    trips_before: int
    trips_after: int


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what changes for whom, those who win or lose most first; `before` and `after` are plans' figures."""
    rows = []
    for name in {*before["people"], *after["people"]}:
        one, other = before["people"].get(name, {}), after["people"].get(name, {})
        rows.append(
            Difference(
                name, one.get("total", 0), other.get("total", 0), int(one.get("trips", 0)), int(other.get("trips", 0))
            )
        )
    return sorted(rows, key=lambda row: (-abs(row.hours_after - row.hours_before), row.person))
