"""One size of the planner's benchmark, in a process of its own: `python -m … plan|change ORDER`, ORDER being JSON."""

from __future__ import annotations

import datetime
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from samverkan.planner.adhoc import find_times
from samverkan.planner.agenda import Assumptions
from samverkan.planner.check import violations
from samverkan.planner.check_windows import check_windows
from samverkan.planner.cost import Judgement, cost_of, judge
from samverkan.planner.decompose import part_of
from samverkan.planner.figures import figures_of
from samverkan.planner.habit import habit
from samverkan.planner.instance import Busy, Instance, dates_between, read_instance
from samverkan.planner.plan import Limits, make_plan
from samverkan.planner.replan import replan
from samverkan.planner.schedule import Schedule, read_schedule
from samverkan.planner.windows import windowed

BEGAN = time.monotonic() - time.process_time()
"""When the process began, or hardly later: loading all this is counted."""
ONE_TOWN = 3000
"""Of up to so many meetings windows, changes and short notice are measured as well: they concern one municipality."""
SEARCHES = 20
AWAY_DAYS = 21
CHANGES = 12
DISTRICTS = 24
"""So many districts are planned one by one, to compare with."""


def plan_one(order: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one instance."""
    town = read_instance(_read(order["instance"]))
    limits = Limits.within(order["seconds"], BEGAN, bound_seconds=order["bound_seconds"])
    plan = make_plan(town, limits, seed=order["seed"])
    broken = len(violations(town, plan.schedule))
    Path(order["schedule"]).write_text(json.dumps(plan.schedule.as_json()), encoding="utf-8")
    figures: dict[str, Any] = {"seed": order["seed"], "seconds": order["seconds"], **_used()}
    as_today = habit(town)
    today, planned = judge(town, as_today), judge(town, plan.schedule)
    figures |= {
        "meetings": len(plan.schedule.meetings),
        "persons": len(town.persons),
        "habit": today.cost.total,
        "habit_violations": len(violations(town, as_today)),
        "first_seconds": round(plan.first_seconds, 2),
        "first_objective": plan.first_cost,
        "objective": plan.cost.total,
        "violations": broken,
        "of_habit": round(plan.cost.total / today.cost.total, 3),
        "trips_of_habit": _trips(town, today, planned),
        "bound": plan.bound,
        "gap": round(plan.gap, 4),
        "moves": plan.moves,
        **_outside(order, broken),
    }
    if order["optimum"]:
        figures["optimum"] = cost_of(town, read_schedule(town, _read(order["optimum"]))).total
        figures["over_optimum"] = round(plan.cost.total / figures["optimum"] - 1, 4)
    if order["one_by_one"]:
        figures |= _one_by_one(town, plan.cost.total, limits, order["seed"])
    if len(plan.schedule.meetings) <= ONE_TOWN:
        figures |= _windows(town, as_today, plan.schedule)
        figures["adhoc_p95_seconds"] = _at_short_notice(town, plan.schedule)
    if len(plan.schedule.meetings) <= ONE_TOWN and any(person.shared for person in town.persons.values()):
        command = [sys.executable, "-m", "samverkan.site.bench.planner_steps", "change", json.dumps(order)]
        figures["replan"] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return figures


def _read(name: str) -> object:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def _used() -> dict[str, float]:
    """Return what this process and those it started have used until now; peaks are added up."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall_seconds": round(time.monotonic() - BEGAN, 1),
        "cpu_seconds": round(sum(each.ru_utime + each.ru_stime for each in (own, others)), 1),
        "peak_mb": round((own.ru_maxrss + others.ru_maxrss) / 1024, 1),
    }


def _outside(order: dict[str, Any], broken: int) -> dict[str, Any]:
    """Return how many rules the plan breaks for the checker outside as well, and what it says that the plan costs."""
    if not order["check"]:
        return {}
    command = [sys.executable, order["check"], order["instance"], order["schedule"], "--json"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit("The checker outside cannot read the plan.")
    said = json.loads(done.stdout)
    return {"violations": max(broken, said["violations"]), "objective": said["objective"]["total"]}


def _trips(town: Instance, today: Judgement, planned: Judgement) -> dict[str, float]:
    """Return the trips of all shared people, and of each organisation that has some, as shares of the habit's."""
    shared = {person.org for person in town.persons.values() if person.shared}
    counts = {"shared": (planned.hours_of(town, shared=True).trips, today.hours_of(town, shared=True).trips)}
    for org in sorted(shared) if len(shared) <= DISTRICTS else ():
        counts[org] = (planned.hours_of(town, org=org).trips, today.hours_of(town, org=org).trips)
    return {name: round(after / max(1, before), 3) for name, (after, before) in counts.items()}


def _one_by_one(town: Instance, cost: int, limits: Limits, seed: int) -> dict[str, Any]:
    """Return what a meeting costs beside what it costs where districts are planned alone, with the same effort."""
    groups: dict[str | None, list[str]] = {}
    for group in town.groups.values():
        groups.setdefault(group.district, []).append(group.id)
    several = [each for each in groups.values() if len(each) > 1]
    chosen = several[:: -(-len(several) // DISTRICTS)]
    seconds = (limits.seconds or 0.0) * limits.threads / town.meeting_count

    def alone(names: list[str]) -> tuple[int, int]:
        part = part_of(town, names)
        own = Limits(seconds * part.meeting_count, threads=1, bound_seconds=0)
        return make_plan(part, own, seed=seed).cost.total, part.meeting_count

    with ThreadPoolExecutor(limits.threads) as pool:
        found = list(pool.map(alone, chosen))
    each = sum(total for total, _ in found) / sum(count for _, count in found)
    return {"of_one_by_one": round(cost / town.meeting_count / each, 3), "one_by_one_districts": len(found)}


def _windows(town: Instance, as_today: Schedule, coordinated: Schedule) -> dict[str, Any]:
    """Return each shared organisation's full-time posts as today, coordinated, and windowed with the assumptions."""
    began = time.monotonic()
    plan = windowed(town, coordinated)
    seconds = round(time.monotonic() - began, 2)
    broken = check_windows(town, plan, video_at_most=Assumptions().video_at_most)
    figures = {
        "today": figures_of(town, as_today).organisations,
        "coordinated": figures_of(town, coordinated).organisations,
        "windowed": figures_of(town, plan).organisations,
    }
    posts = {
        org: {name: round(each[org].posts(town.weights.fte_hours), 3) for name, each in figures.items()}
        for org in sorted({person.org for person in town.persons.values() if person.shared})
        if all(org in each for each in figures.values())
    }
    of_each = {org: each["windowed"] for org, each in posts.items()}
    return {"windows": {"seconds": seconds, "violations": len(broken), "posts": of_each}, "posts": posts}


def changes(town: Instance) -> Iterator[Instance]:
    """Yield the town with one shared person after another away for three weeks, all over the year."""
    shared = sorted(person.id for person in town.persons.values() if person.shared)
    days = town.calendar.meeting_days
    for number in range(CHANGES):
        person = town.persons[shared[number * 7 % len(shared)]]
        first = days[len(days) * (number + 1) // (CHANGES + 2)]
        last = first + datetime.timedelta(AWAY_DAYS - 1)
        gone = dict.fromkeys(dates_between(first, last), (Busy(0, 1440, at_home=False),))
        yield replace(town, persons={**town.persons, person.id: replace(person, busy={**person.busy, **gone})})


def change_one(order: dict[str, Any]) -> dict[str, Any]:
    """Return how replanning went, in a process that has planned nothing yet: the first time loads what is compiled."""
    town = read_instance(_read(order["instance"]))
    schedule = read_schedule(town, _read(order["schedule"]))
    seconds, cpu, beyond = [], [], []
    touched, moved, broken = 0, 0, 0
    for changed in changes(town):
        hit = {key for each in violations(changed, schedule) for key in each.meetings}
        began, used = time.monotonic(), time.process_time()
        again = replan(changed, schedule)
        seconds.append(time.monotonic() - began)
        cpu.append(time.process_time() - used)
        elsewhere = {change.meeting for change in again.changes if change.moved}
        broken += len(violations(changed, again.schedule))
        touched, moved = touched + len(hit), moved + len(elsewhere)
        beyond.append(len(elsewhere - hit))
    return {
        "times": len(seconds),
        "violations": broken,
        "touched": touched,
        "moved": moved,
        "beyond": max(beyond),
        "first_seconds": round(seconds[0], 3),
        "seconds": round(max(seconds[1:], default=0.0), 3),
        "cpu_seconds": round(max(cpu[1:], default=0.0), 3),
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
    print(json.dumps({"plan": plan_one, "change": change_one}[sys.argv[1]](json.loads(sys.argv[2]))))
