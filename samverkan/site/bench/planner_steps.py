"""One size of the planner's benchmark, in a process of its own: `python -m samverkan.site.bench.planner_steps SIZE`."""

from __future__ import annotations

import datetime
import json
import sys
import time
from dataclasses import replace
from typing import Any

from samverkan.planner.adhoc import find_times
from samverkan.planner.check import violations
from samverkan.planner.cost import judge
from samverkan.planner.figures import figures_of
from samverkan.planner.habit import habit
from samverkan.planner.instance import Busy, Instance, dates_between, read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.planner.plan import Limits, make_plan
from samverkan.planner.replan import replan
from samverkan.planner.schedule import Schedule
from samverkan.planner.windows import windowed
from samverkan.site.bench.planner import SIZES

SEARCHES = 20
AWAY_DAYS = 21


def measure(name: str) -> dict[str, Any]:
    """Return the figures of one size."""
    districts, groups, seconds = SIZES[name]
    town = read_instance(made_up_town(districts, seed=1, weeks=48, groups=groups))
    plan = make_plan(town, Limits(seconds=seconds))
    as_today = habit(town)
    today, planned = judge(town, as_today), judge(town, plan.schedule)
    return {
        "meetings": len(plan.schedule.meetings),
        "habit": today.cost.total,
        "habit_violations": len(violations(town, as_today)),
        "first_seconds": round(plan.first_seconds, 2),
        "objective": plan.cost.total,
        "violations": len(violations(town, plan.schedule)),
        "of_habit": round(plan.cost.total / today.cost.total, 3),
        "trips_of_habit": round(
            planned.hours_of(town, shared=True).trips / max(1, today.hours_of(town, shared=True).trips), 3
        ),
        "bound": plan.bound,
        "gap": round(plan.gap, 4),
        "posts": _posts(town, as_today, plan.schedule),
        **_after_a_change(town, plan.schedule),
        "adhoc_p95_seconds": _at_short_notice(town, plan.schedule),
    }


def _posts(town: Instance, as_today: Schedule, coordinated: Schedule) -> dict[str, dict[str, float]]:
    """Return each shared organisation's full-time posts as today, coordinated, and windowed with the assumptions."""
    figures = {
        "today": figures_of(town, as_today).organisations,
        "coordinated": figures_of(town, coordinated).organisations,
        "windowed": figures_of(town, windowed(town, coordinated)).organisations,
    }
    return {
        org: {name: round(each[org].posts(town.weights.fte_hours), 3) for name, each in figures.items()}
        for org in sorted({person.org for person in town.persons.values() if person.shared})
    }


def _after_a_change(town: Instance, schedule: Schedule) -> dict[str, Any]:
    """Return how long replanning took when one shared person is away for three weeks, and what else moved."""
    person = next(each for each in town.persons.values() if each.shared)
    first = town.calendar.first + datetime.timedelta(70)
    gone = dict.fromkeys(
        dates_between(first, first + datetime.timedelta(AWAY_DAYS - 1)), (Busy(0, 1440, at_home=False),)
    )
    changed = replace(town, persons={**town.persons, person.id: replace(person, busy={**person.busy, **gone})})
    touched = {key for each in violations(changed, schedule) for key in each.meetings}
    again = replan(changed, schedule)
    return {
        "replan_seconds": round(again.seconds, 3),
        "replan_violations": len(violations(changed, again.schedule)),
        "replan_touched": len(touched),
        "replan_moved": sum(change.moved for change in again.changes),
        "replan_moved_beyond": len({change.meeting for change in again.changes if change.moved} - touched),
    }


def _at_short_notice(town: Instance, schedule: Schedule) -> float:
    """Return the 95th percentile of seconds to find when nine functions can meet within three weeks."""
    people, times = sorted(town.persons), []
    for number in range(SEARCHES):
        nine = [people[(number * 7 + step * 5) % len(people)] for step in range(9)]
        first = town.calendar.first + datetime.timedelta(7 * (1 + number))
        began = time.perf_counter()
        find_times(
            town, schedule, list(dict.fromkeys(nine)), duration=90, first=first, last=first + datetime.timedelta(20)
        )
        times.append(time.perf_counter() - began)
    return round(sorted(times)[int(len(times) * 0.95) - 1], 4)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
