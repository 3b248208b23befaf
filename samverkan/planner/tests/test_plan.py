"""Plans of invented towns: every rule kept, the cost what the search believed, the same plan for the same work."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.planner.check import violations
from samverkan.planner.construct import construct
from samverkan.planner.cost import cost_of
from samverkan.planner.halves import borders, search_halves
from samverkan.planner.instance import Instance, read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.planner.memory import Names, build_memory
from samverkan.planner.plan import Limits, make_plan, movable, try_moves

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
