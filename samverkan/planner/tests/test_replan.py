"""After a change: what still holds stays, what must move is explained; and times found at short notice."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.planner.adhoc import find_times
from samverkan.planner.bound import lower_bound
from samverkan.planner.check import violations
from samverkan.planner.cost import cost_of
from samverkan.planner.decompose import busy_marks, part_of, parts
from samverkan.planner.instance import Busy, Instance, dates_between, read_instance
from samverkan.planner.made_up import made_up_country, made_up_town
from samverkan.planner.plan import Limits, make_plan
from samverkan.planner.proof import Proof
from samverkan.planner.replan import replan
from samverkan.planner.schedule import Placement, Schedule, read_schedule

QUICK = Limits(seconds=None, work=4000, bound_seconds=0)
SLOW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def town_and_plan(seed: int, districts: int = 2) -> tuple[Instance, Schedule]:
    """Return a town and a plan for it."""
    town = read_instance(made_up_town(districts, seed=seed, weeks=16, groups=3))
    return town, make_plan(town, QUICK, seed=seed).schedule


def away(town: Instance, person_id: str, first: datetime.date, days: int) -> Instance:
    """Return the town with one person away."""
    person = town.persons[person_id]
    gone = dict.fromkeys(dates_between(first, first + datetime.timedelta(days - 1)), (Busy(0, 1440, False),))
    return replace(town, persons={**town.persons, person_id: replace(person, busy={**person.busy, **gone})})


@SLOW
@given(seed=st.integers(0, 500), number=st.integers(1, 2), week=st.integers(2, 10))
def test_when_one_is_away_only_touched_meetings_move_and_each_has_its_reason(seed: int, number: int, week: int) -> None:
    town, plan = town_and_plan(seed)
    changed = away(town, f"streets-{number}", town.calendar.first + datetime.timedelta(7 * week), 14)
    touched = {key for each in violations(changed, plan) for key in each.meetings}
    again = replan(changed, plan)
    assert violations(changed, again.schedule) == []
    assert len({change.meeting for change in again.changes if change.moved} - touched) <= 3
    assert all(change.reason for change in again.changes)
    assert touched <= {change.meeting for change in again.changes}


@pytest.mark.parametrize("seed", range(6))
def test_a_meeting_that_finds_no_place_alone_takes_few_others_along(seed: int) -> None:
    raw = made_up_town(2, seed=seed, weeks=26, groups=3)
    tight = raw["groups"][0]
    tight |= {"meetings": 12, "min_gap": 10, "max_gap": 18, "ideal_gap": 14, "gap_tol": 3}
    tight["seats"][2]["deputies"] = []
    town = read_instance(raw)
    plan = make_plan(town, QUICK, seed=seed).schedule
    middle = plan.meetings[tight["id"], 6].day
    changed = away(town, tight["seats"][2]["holder"], middle - datetime.timedelta(5), 12)
    touched = {key for each in violations(changed, plan) for key in each.meetings}
    assert (tight["id"], 6) in touched
    again = replan(changed, plan)
    assert violations(changed, again.schedule) == []
    moved = {change.meeting for change in again.changes if change.moved} - touched
    assert len(moved) <= 4


def test_a_meeting_takes_the_hour_of_another_that_finds_a_place_elsewhere() -> None:
    raw = made_up_town(1, seed=2, weeks=16, groups=2)
    raw["groups"] = raw["groups"][:2]
    one, two = raw["groups"]
    first, last = raw["calendar"]["first"], raw["calendar"]["last"]
    one |= {"meetings": 1, "duration": 60, "first": "2029-01-15", "last": "2029-01-15", "max_gap": 400}
    two |= {"meetings": 1, "duration": 60, "first": first, "last": last, "max_gap": 400}
    raw["rooms"] = [{**raw["rooms"][0], "closed": {"2029-01-15": [[480, 600], [660, 1020]]}}, *raw["rooms"][1:]]
    for group in (one, two):
        group["rooms"] = ["room-0-a"]
        group["seats"] = [seat for seat in group["seats"] if seat["required"]][:2]
    for person in raw["persons"]:
        person["busy"] = {}
    town = read_instance(raw)
    everybody = {seat: {each["id"]: each["holder"] for each in group["seats"]} for seat, group in enumerate((one, two))}
    old = Schedule(town.id, {(two["id"], 1): Placement(datetime.date(2029, 1, 15), 600, "room-0-a", everybody[1])})
    again = replan(town, old)
    assert violations(town, again.schedule) == []
    assert again.schedule.meetings[one["id"], 1].start == 600
    assert {change.meeting for change in again.changes if change.before is not None} == {(two["id"], 1)}


def test_a_room_that_is_lost_moves_only_its_meetings() -> None:
    town, plan = town_and_plan(7)
    day = next(each.day for each in plan.meetings.values() if each.room == "room-0-a")
    lost = replace(town.rooms["room-0-a"], closed={day: ((0, 1440),)})
    changed = replace(town, rooms={**town.rooms, "room-0-a": lost})
    again = replan(changed, plan)
    assert violations(changed, again.schedule) == []
    assert {plan.meetings[change.meeting].day for change in again.changes if change.moved} == {day}


@SLOW
@given(seed=st.integers(0, 10_000), far=st.integers(5, 60), busy=st.integers(480, 900))
def test_the_bound_never_exceeds_the_optimum_found_by_trying_everything(seed: int, far: int, busy: int) -> None:
    raw = made_up_town(2, seed=seed, weeks=14, groups=1)
    raw["groups"] = [group for group in raw["groups"] if group["id"].startswith("work")]
    first = datetime.date(2029, 1, 8)
    raw["calendar"]["last"] = "2029-01-09"
    raw["calendar"]["day"]["grid"] = 60
    raw["travel"]["minutes"] = [[0 if a == b else far for b in range(3)] for a in range(3)]
    for person in raw["persons"]:
        person["busy"] = {"2029-01-08": [[busy, busy + 60, 1]]} if person["weight"] == 2 else {}
    for group in raw["groups"]:
        group |= {"meetings": 1, "last": "2029-01-09", "rooms": group["rooms"][:1], "min_gap": 1, "max_gap": 9}
        group["seats"] = [seat for seat in group["seats"] if seat["required"]]
        group["seats"][2] |= {"holder": "streets-1", "deputies": []}
    town = read_instance(raw)
    places = [
        [
            Placement(day, start, group.rooms[0], {seat.id: who for seat, who in zip(group.seats, seats, strict=True)})
            for day in (first, first + datetime.timedelta(1))
            for start in town.calendar.starts
            for seats in itertools.product(*(seat.people for seat in group.seats))
        ]
        for group in town.groups.values()
    ]
    plans = (
        Schedule(town.id, {(name, 1): place for name, place in zip(town.groups, chosen, strict=True)})
        for chosen in itertools.product(*places)
    )
    costs = [cost_of(town, plan).total for plan in plans if not violations(town, plan)]
    optimum = min(costs)
    assert lower_bound(town, seconds=20).value <= optimum
    assert make_plan(town, QUICK, seed=seed).cost.total >= optimum


def test_parts_that_share_nobody_are_planned_apart_and_busy_marks_say_no_more_than_when() -> None:
    town, plan = town_and_plan(3)
    assert len(parts(town)) == 1
    alone = part_of(town, [name for name in town.groups if name.startswith(("prepare", "steer"))])
    assert [len(part.groups) for part in parts(alone)] == [2, 2]
    planned = make_plan(alone, QUICK)
    assert violations(alone, planned.schedule) == []
    marks = busy_marks(town, plan, ["streets-1"])
    assert sum(len(each) for each in marks["streets-1"].values()) == sum(
        "streets-1" in each.attend.values() for each in plan.meetings.values()
    )


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 500))
def test_a_country_is_planned_town_by_town_and_the_same_work_gives_the_same_plan(seed: int) -> None:
    country = read_instance(made_up_country(4, seed=seed, weeks=12, groups=2))
    towns = parts(country)
    assert [part.meeting_count for part in towns] == sorted((part.meeting_count for part in towns), reverse=True)
    assert sum(len(part.places) for part in towns) == len(country.places)
    for part in towns:
        assert all(part.minutes(one, two) == country.minutes(one, two) for one in part.places for two in part.places)
    plan = make_plan(country, QUICK, seed=seed)
    assert violations(country, plan.schedule) == []
    assert make_plan(country, QUICK, seed=seed).schedule == plan.schedule


def test_a_country_that_is_stopped_has_its_first_plan_where_no_search_had_begun() -> None:
    country = read_instance(made_up_country(4, weeks=12, groups=2))
    told: list[str] = []
    plan = make_plan(
        country, Limits(seconds=60, bound_seconds=0), tell=lambda each: told.append(each.doing), stop=lambda: bool(told)
    )
    assert told == ["first plan"]
    assert violations(country, plan.schedule) == []
    assert plan.moves == 0
    later: list[str] = []
    begun = make_plan(
        country, Limits(None, 4000, bound_seconds=0), tell=lambda each: later.append(each.doing),
        stop=lambda: len(later) > 2,
    )  # fmt: skip
    assert later[0] == "first plan"
    assert all(doing.startswith("part ") for doing in later[1:])
    assert begun.moves > 0
    assert begun.cost.total <= plan.cost.total


def test_the_proof_of_a_country_is_the_sum_of_its_towns_and_what_came_in_time_where_nobody_waits() -> None:
    country = read_instance(made_up_country(3, weeks=10, groups=2))
    proof = Proof(country, 60)
    found = proof.result(lambda: False)
    proof.end()
    assert found >= sum(lower_bound(part, seconds=60).value for part in parts(country)) > 0
    assert found <= make_plan(country, QUICK).cost.total
    hurried = Proof(country, 60)
    assert 0 <= hurried.result(lambda: True) <= found
    hurried.end()
    assert Proof(country, 0).result(lambda: False) == 0


@pytest.mark.req("MEE-09")
@SLOW
@given(seed=st.integers(0, 500), data=st.data())
def test_a_time_found_at_short_notice_breaks_no_rule_for_those_who_can_come(seed: int, data: st.DataObject) -> None:
    town, plan = town_and_plan(seed)
    people = data.draw(st.lists(st.sampled_from(sorted(town.persons)), min_size=2, max_size=6, unique=True))
    first = town.calendar.first + datetime.timedelta(14)
    options = find_times(town, plan, people, duration=60, first=first, last=first + datetime.timedelta(20))
    assert options
    assert [len(option.missing) for option in options] == sorted(len(option.missing) for option in options)
    raw = made_up_town(2, seed=seed, weeks=16, groups=3)
    best = options[0]
    raw["groups"].append(
        raw["groups"][0]
        | {
            "id": "new", "meetings": 1, "duration": 60, "rooms": [best.room], "district": None, "max_gap": 400,
            "quorum": {},
            "seats": [
                {"id": person, "function": person, "holder": person, "deputies": [], "required": True}
                for person in people
                if person not in best.missing
            ],
        }
    )  # fmt: skip
    larger = read_instance(raw)
    placement = Placement(best.day, best.start, best.room, {p: p for p in people if p not in best.missing})
    assert violations(larger, Schedule(town.id, {**plan.meetings, ("new", 1): placement})) == []


def test_a_schedule_is_read_back_as_it_was_written() -> None:
    town, plan = town_and_plan(5)
    assert read_schedule(town, plan.as_json()) == plan
