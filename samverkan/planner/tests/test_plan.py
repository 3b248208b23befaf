"""Plans of invented towns: every rule kept, the cost what the search believed, the same plan for the same work."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.planner.bundles import are_few, search_days
from samverkan.planner.check import violations
from samverkan.planner.construct import construct
from samverkan.planner.cost import cost_of
from samverkan.planner.halves import borders, search_halves
from samverkan.planner.instance import Fixed, Instance, read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.planner.memory import Names, build_memory
from samverkan.planner.plan import Limits, make_plan, movable, try_moves
from samverkan.planner.schedule import Placement

towns = st.builds(
    lambda districts, seed, weeks, groups: read_instance(
        made_up_town(districts, seed=seed, weeks=weeks, groups=groups)
    ),
    st.integers(1, 3),
    st.integers(0, 10_000),
    st.integers(14, 30),
    st.integers(1, 4),
)


@pytest.mark.req("MEE-09")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(town=towns, seed=st.integers(0, 1000))
def test_every_plan_keeps_every_rule_and_costs_what_the_search_believed(town: Instance, seed: int) -> None:
    memory = build_memory(Names(town), seed=seed)
    construct(memory, seed)
    for heat in (80.0, 20.0, 0.0):
        try_moves(memory, movable(memory), 4000, heat, 1, 20)
        schedule = memory.schedule()
        assert violations(town, schedule) == []
        assert cost_of(town, schedule).total == memory.total


def test_the_same_seed_and_work_give_the_same_plan() -> None:
    town = read_instance(made_up_town(2))
    limits = Limits(seconds=None, work=60_000, bound_seconds=0)
    assert make_plan(town, limits, seed=3).schedule == make_plan(town, limits, seed=3).schedule


def test_few_groups_are_planned_by_their_days_and_the_same_work_gives_the_same_plan() -> None:
    town = read_instance(made_up_town(1, weeks=40, groups=5))
    memory = build_memory(Names(town))
    construct(memory)
    assert are_few(memory)
    limits = Limits(seconds=None, work=200_000, bound_seconds=0)
    plan = make_plan(town, limits, seed=3)
    assert violations(town, plan.schedule) == []
    assert make_plan(town, limits, seed=3).schedule == plan.schedule
    pinned = replace(town, fixed=(Fixed("steer-0", 1, *_of(plan.schedule.meetings["steer-0", 1])),))
    assert not are_few(build_memory(Names(pinned)))


def _of(placement: Placement) -> tuple[datetime.date, int, str]:
    return placement.day, placement.start, placement.room


@pytest.mark.parametrize("heat", [40.0, 0.0])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(town=towns, seed=st.integers(0, 1000))
def test_days_searched_alone_make_a_plan_that_keeps_every_rule(town: Instance, seed: int, heat: float) -> None:
    memory = build_memory(Names(town), seed=seed)
    construct(memory, seed)
    if not are_few(memory):
        return
    for plan in search_days(memory, [seed, seed + 1], lambda done: heat if done < 3000 else None):
        schedule = plan.schedule()
        assert violations(town, schedule) == []
        assert cost_of(town, schedule).total == plan.total <= memory.total


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 1000), place=st.integers(0, 200))
def test_laying_meetings_anew_is_as_good_as_every_other_day_and_hour_tried_for_them(seed: int, place: int) -> None:
    town = read_instance(made_up_town(1, seed=seed, weeks=20, groups=3))
    memory = build_memory(Names(town), seed=seed)
    construct(memory, seed)
    key = memory.names.meetings[place % len(memory.names.meetings)]
    address = np.array([memory.meeting(memory.names.meeting[key])], dtype=np.int32)
    before = memory.schedule()
    try_moves(memory, address, 1, 0.0, 0, 10_000)
    after = memory.schedule()
    assert violations(town, after) == []
    assert cost_of(town, after).total == memory.total <= cost_of(town, before).total
    dice = random.Random(seed)
    for _ in range(150):
        start = dice.randrange(town.calendar.opens, town.calendar.closes, town.calendar.grid)
        room = dice.choice(town.groups[key[0]].rooms)
        tried = before.moved(key, day=dice.choice(memory.names.days), start=start, room=room)
        if not violations(town, tried):
            slack = 2 * 4 * town.weights.unpopular_sq  # fairness is reckoned as if each of four came alone
            assert memory.total <= cost_of(town, tried).total + slack


def test_more_work_makes_a_plan_cheaper() -> None:
    town = read_instance(made_up_town(3))
    plan = make_plan(town, Limits(seconds=None, work=200_000, bound_seconds=0))
    assert plan.cost.total < plan.first_cost * 0.95


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 1000), turn=st.integers(0, 3))
def test_two_threads_on_two_parts_of_the_year_break_no_rule_and_know_what_the_plan_costs(seed: int, turn: int) -> None:
    town = read_instance(made_up_town(3, seed=seed, weeks=40))
    memory = build_memory(Names(town), seed=seed)
    construct(memory, seed)
    before = memory.total
    border = borders(memory)[turn]
    search_halves(memory, memory.copy(seed + 1), border, lambda half, free: try_moves(half, free, 20_000, 0.0, 0, 20))
    schedule = memory.schedule()
    assert violations(town, schedule) == []
    assert cost_of(town, schedule).total == memory.total < before
    try_moves(memory, movable(memory), 5000, 0.0)
    assert cost_of(town, memory.schedule()).total == memory.total


@pytest.mark.req("MEE-09")
def test_a_steering_meeting_that_moves_with_its_preparation_is_still_prepared() -> None:
    raw = made_up_town(1, seed=1, weeks=40, groups=1)
    for row in raw["groups"]:
        if row["id"].startswith("prepare"):
            row |= {"meetings": 14, "min_gap": 5, "max_gap": 60, "ideal_gap": 18}
        if row["id"].startswith("steer"):
            row |= {"meetings": 4, "min_gap": 5, "max_gap": 200}
        if row["id"].startswith(("prepare", "steer")):
            row["seats"].append(dict(row["seats"][0], id="s3", holder="streets-1"))
    town = read_instance(raw)
    memory = build_memory(Names(town), seed=1)
    construct(memory, 1)
    for turn in range(1300):
        try_moves(memory, movable(memory), 500, (150.0, 400.0, 100.0)[turn % 3])
        assert violations(town, memory.schedule()) == []
