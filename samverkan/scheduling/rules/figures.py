"""What a plan means for people: collisions, trips, hours and full-time posts, fairness, and what differs for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from samverkan.planner.agenda import WindowedPlan
from samverkan.planner.check import violations
from samverkan.planner.cost import Hours, cost_of
from samverkan.planner.figures import Collision, Figures, figures_of
from samverkan.planner.instance import Instance
from samverkan.planner.schedule import Schedule
from samverkan.scheduling.rules.sayings import Saying, say
from samverkan.scheduling.rules.wording import violation_in_words

MOST_TOLD = 200
"""So many collisions are told one by one; all are counted."""


@dataclass(frozen=True)
class OrgFigures:
    """What meetings take of an organisation in the days of the plan: hours, trips, and full-time posts of a year."""

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


def figures_as_json(
    instance: Instance, schedule: Schedule, laid_out: WindowedPlan | None, labels: Mapping[str, str]
) -> dict[str, Any]:
    """Return the figures of a plan as JSON values; hours are hours, posts are full-time posts."""
    figures = figures_of(instance, laid_out or schedule)
    broken = violations(instance, schedule)
    rooms = [each for each in broken if each.code == "H2" and "at once" in each.sentence]
    told = [collision_in_words(each, labels) for each in figures.collisions]
    told += [violation_in_words(each, labels) for each in rooms]
    return {
        "meetings": len(schedule.meetings),
        "cost": cost_of(instance, schedule).as_json(),
        "rules_broken": len(broken),
        "rules_told": [violation_in_words(each, labels).as_json() for each in broken[:MOST_TOLD]],
        "collisions": len(told),
        "collisions_by_kind": dict(Counter([*(each.kind for each in figures.collisions), *("room" for _ in rooms)])),
        "collisions_told": [each.as_json() for each in told[:MOST_TOLD]],
        "orgs": [asdict(row) for row in orgs_of(instance, figures)],
        "all": _hours(figures.total),
        "people": {name: _hours(hours) for name, hours in figures.persons.items()},
        "districts": {name or "": _hours(hours) for name, hours in figures.districts.items()},
        "unpopular": {name or "": count for name, count in figures.unpopular.items()},
        "meetings_of": {name or "": count for name, count in figures.meetings.items()},
        "unevenness": round(figures.unevenness, 3),
    }


def collision_in_words(collision: Collision, labels: Mapping[str, str]) -> Saying:
    """Return what is asked of somebody at once."""
    groups = [labels.get(name, name) for name, _ in collision.meetings]
    values = {
        "function": labels.get(collision.person, collision.person),
        "day": collision.day.isoformat(),
        "group": groups[0],
        "other": groups[-1],
        "minutes": collision.missing,
    }
    if collision.kind == "overlap":
        return say("%(day)s: %(function)s is wanted in %(group)s and %(other)s at once.", **values)
    if collision.kind == "travel":
        return say("%(day)s: %(function)s lacks %(minutes)s minutes from %(group)s to %(other)s.", **values)
    return say("%(day)s: %(function)s is taken when %(group)s meets.", **values)


def orgs_of(instance: Instance, figures: Figures) -> list[OrgFigures]:
    """Return the figures of every organisation that is wanted in a meeting, those with most hours first."""
    people: dict[str, list[str]] = defaultdict(list)
    for name in figures.persons:
        people[instance.persons[name].org].append(name)
    rows = [
        OrgFigures(
            org=org,
            party=instance.persons[people[org][0]].party,
            functions=len(people[org]),
            seats=hours.seat_meetings,
            meeting=_as_hours(hours.meeting),
            preparation=_as_hours(hours.prep_after),
            travel=_as_hours(hours.travel),
            waiting=_as_hours(hours.wait),
            trips=hours.trips,
            total=_as_hours(hours.total),
            posts=round(hours.posts(instance.weights.fte_hours), 3),
        )
        for org, hours in figures.organisations.items()
    ]
    return sorted(rows, key=lambda row: (-row.total, row.org))


def _as_hours(minutes: int) -> float:
    return round(minutes / 60, 1)


def _hours(hours: Hours) -> dict[str, float]:
    return {
        "seats": hours.seat_meetings,
        "meeting": _as_hours(hours.meeting),
        "preparation": _as_hours(hours.prep_after),
        "travel": _as_hours(hours.travel),
        "waiting": _as_hours(hours.wait),
        "trips": hours.trips,
        "total": _as_hours(hours.total),
    }


def windows_as_json(plan: WindowedPlan, written: Collection[str]) -> dict[str, Any]:
    """Return the agendas and parts of a windowed plan as JSON values, by meeting; `written` are the groups that wrote.

    The others' agendas are assumed.
    """
    return {
        f"{name}-{index}": {
            "agenda": [[item.title, item.minutes, sorted(item.needs)] for item in plan.agendas[name, index]],
            "written": name in written,
            "parts": {seat: [part.start, part.end, part.by_video] for seat, part in plan.windows[name, index].items()},
        }
        for name, index in sorted(plan.schedule.meetings)
    }


@dataclass(frozen=True)
class Difference:
    """What changes for a function from one plan to another: hours and trips, before and after."""

    person: str
    hours_before: float
    hours_after: float
    trips_before: int
    trips_after: int

    @property
    def hours(self) -> float:
        """Return the hours more, or less."""
        return round(self.hours_after - self.hours_before, 1)


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
    return sorted(rows, key=lambda row: (-abs(row.hours), row.person))
