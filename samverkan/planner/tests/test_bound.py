"""The bound of few groups by their days: never above a plan, and what it says of a day is never above what can be."""

from __future__ import annotations

import copy
import itertools
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.planner.bound.by_days import MOST_GROUPS, Desk, bound_by_days
from samverkan.planner.bound.day_programme import DayProgramme
from samverkan.planner.check import violations
from samverkan.planner.cost import cost_of
from samverkan.planner.instance import Group, Instance, read_instance
from samverkan.planner.kernel.doors import proof
from samverkan.planner.layout import FAR
from samverkan.planner.made_up import made_up_town
from samverkan.planner.memory import Names
from samverkan.planner.plan import Limits, make_plan
from samverkan.planner.schedule import Placement, Schedule
from samverkan.planner.tests.towns import Raw, raw_towns

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def by_days(town: Instance, seconds: float = 3.0) -> int:
    """Return the bound by days, aiming from nothing."""
    return bound_by_days(town, 0, seconds=seconds, stop=lambda: False)


def least_costs(town: Instance, days: DayProgramme, day: int, groups: int) -> int:
    """Return what the set of groups must cost on the day, looked at to the end."""
    mem, slots = days.memory.mem, days.memory.slots
    return int(proof.least_of_day(mem, slots, days.notes, groups, day, FAR, 10_000_000))


def open_hours(days: DayProgramme, names: Names, group: int, day: int) -> list[tuple[int, int]]:
    """Return the rows and slots in which a meeting of the group may begin on the day."""
    rows, slots = np.nonzero(days.memory.slots[:, day])
    mine = names.group_rows[group]
    return [(row, slot) for row, slot in zip(rows.tolist(), slots.tolist(), strict=True) if row in mine]


def placed(town: Instance, group: Group, names: Names, day: int, row: int, slot: int) -> Placement:
    """Return a meeting there to which every holder comes."""
    attend: dict[str, str | None] = {seat.id: seat.holder for seat in group.seats}
    return Placement(names.days[day], town.calendar.starts[slot], names.rows[row], attend)


@SLOW
@given(raw=raw_towns, seed=st.integers(0, 100))
def test_no_plan_costs_less_than_its_days_must(raw: Raw, seed: int) -> None:
    town = read_instance(raw)
    plan = make_plan(town, Limits(None, 3000, bound_seconds=0), seed=seed)
    assert by_days(town) <= plan.cost.total


@SLOW
@given(raw=raw_towns, seed=st.integers(0, 100))
def test_what_a_set_of_groups_must_cost_on_a_day_is_never_above_what_it_costs_in_a_plan(raw: Raw, seed: int) -> None:
    town = read_instance(raw)
    names = Names(town)
    plan = make_plan(town, Limits(None, 3000, bound_seconds=0), seed=seed)
    days = DayProgramme(town, names)
    for day, rows in itertools.groupby(
        sorted(plan.schedule.meetings.items(), key=lambda row: row[1].day), key=lambda row: row[1].day
    ):
        alone = Schedule(town.id, dict(rows))
        groups = sum(1 << names.group[group] for group, _ in alone.meetings)
        terms = {name: cost for name, cost in cost_of(town, alone).as_json().items() if name != "total"}
        there = sum(terms.values()) - terms["spacing"]
        least = least_costs(town, days, names.day[day], groups)
        assert least - days.unpopular <= there, (day, terms)


def test_a_set_that_needs_one_person_in_two_places_costs_a_deputy() -> None:
    raw = made_up_town(1, seed=4, weeks=16, groups=3)
    town = read_instance(raw)
    days, names = DayProgramme(town, Names(town)), Names(town)
    every = (1 << len(names.groups)) - 1
    alone = [least_costs(town, days, 20, 1 << number) for number in range(len(names.groups))]
    assert max(alone) <= least_costs(town, days, 20, every)
    taken = copy.deepcopy(raw)
    taken["calendar"]["day"] |= {"open": 540, "close": 540 + max(group["duration"] for group in raw["groups"])}
    taken["calendar"]["day"]["lunch"] = [1200, 1260]
    for group in taken["groups"]:
        group.pop("prefer", None)
    short = read_instance(taken)
    tight = DayProgramme(short, Names(short))
    shared = {seat.holder for seat in short.groups[names.groups[0]].seats} & {
        seat.holder for seat in short.groups[names.groups[1]].seats
    }
    assert shared
    pair = least_costs(short, tight, 20, 0b11)
    assert pair >= FAR or pair >= 300 * len(shared)


def test_a_short_time_proves_less_and_never_more() -> None:
    town = read_instance(made_up_town(1, seed=2, weeks=20, groups=3))
    hurried, long = by_days(town, 0.0), by_days(town)
    assert 0 <= hurried <= long
    assert long > 0
    assert bound_by_days(town, 0, seconds=3, stop=lambda: True) <= long


def test_many_groups_and_a_year_without_days_prove_nothing() -> None:
    many = read_instance(made_up_town(4, seed=1, weeks=10, groups=3))
    assert len(many.groups) > MOST_GROUPS
    assert by_days(many) == 0


@pytest.mark.parametrize("seed", range(3))
def test_prices_only_ever_raise_what_is_known_of_a_day(seed: int) -> None:
    town = read_instance(made_up_town(1, seed=seed, weeks=16, groups=3))
    days = DayProgramme(town, Names(town))
    mem, slots = days.memory.mem, days.memory.slots
    proof.first_sight(mem, slots, days.notes, days.table)
    before = days.table.copy()
    prices: Any = np.full(days.size, 150.0)
    sums: Any = np.zeros(1 << len(town.groups))
    for day in range(len(Names(town).days)):
        proof.look_closer(mem, slots, days.notes, days.table, days.proven, prices, sums, day, 10.0, 60.0, 100_000)
    assert (days.table >= before).all()
    assert (days.table > before).any()


def raised(days: DayProgramme, rounds: list[int]) -> tuple[float, Any]:
    """Return the best value and the last prices after so many changes in each of some calls."""
    desk, values = Desk(days), []
    arrays: Any = np.zeros((6, days.size))
    prices, direction, charged, held, met, often = arrays
    state: Any = np.array([1.0, 0.98])
    for count in rounds:
        values.append(
            proof.raise_prices(
                days.table, days.counts, days.steps, days.active, days.spans, days.tightened(days.stays), days.leads,
                desk.reach, desk.back, prices, direction, charged, held, met, often, desk.sums, desk.seen, state, count,
                9000.0,
            )
        )  # fmt: skip
    return max(values), prices


@pytest.mark.parametrize("seed", range(3))
def test_days_need_a_new_look_only_where_prices_changed_more_than_the_margin(seed: int) -> None:
    town = read_instance(made_up_town(1, seed=seed, weeks=20, groups=4))
    days = DayProgramme(town, Names(town))
    proof.first_sight(days.memory.mem, days.memory.slots, days.notes, days.table)
    value, prices = raised(days, [120])
    each_anew, same_prices = raised(days, [1] * 120)
    assert value == pytest.approx(each_anew, abs=1e-6)
    assert value > 0
    np.testing.assert_allclose(prices, same_prices, atol=1e-6)


def test_a_meeting_is_only_sought_where_gaps_leave_it_a_day() -> None:
    town = read_instance(made_up_town(1, seed=1, weeks=20, groups=3))
    days, names = DayProgramme(town, Names(town)), Names(town)
    plan, rows = make_plan(town, Limits(None, 3000, bound_seconds=0)), days.tightened(days.stays).reshape(-1, 2)
    narrower = days.stays.reshape(-1, 2)
    assert (rows[:, 0] >= narrower[:, 0]).all()
    assert (rows[:, 1] <= narrower[:, 1]).all()
    assert (rows[:, 1] - rows[:, 0]).sum() < (narrower[:, 1] - narrower[:, 0]).sum()
    meetings = [names.day[plan.schedule.meetings[group, index].day] for group, index in names.meetings]
    assert all(first <= day <= last for day, (first, last) in zip(meetings, rows.tolist(), strict=True))


def test_two_threads_prove_as_truly_as_one() -> None:
    town = read_instance(made_up_town(1, seed=2, weeks=20, groups=3))
    plan = make_plan(town, Limits(None, 20_000, bound_seconds=0))
    both = bound_by_days(town, 0, seconds=3, stop=lambda: False, threads=2)
    assert 0 < both <= plan.cost.total


def two_meetings(town: Instance) -> tuple[int, int]:
    """Return what the first two groups must cost on a Tuesday, and what they cost at the best of hours and rooms."""
    names, days = Names(town), DayProgramme(town, Names(town))
    first, second = (town.groups[group] for group in names.groups[:2])
    day = next(number for number, each in enumerate(names.days) if each.weekday() == 1 and number > 5)
    found = []
    for (row, slot), (other, later) in itertools.product(*(open_hours(days, names, group, day) for group in (0, 1))):
        meetings = {
            (first.id, 1): placed(town, first, names, day, row, slot),
            (second.id, 1): placed(town, second, names, day, other, later),
        }
        alone = Schedule(town.id, meetings)
        if {each.code for each in violations(town, alone)} <= {"H1", "H4", "H5"}:  # those ask for more than one day
            terms = cost_of(town, alone).as_json()
            found.append(terms["total"] - terms["spacing"])
    return least_costs(town, days, day, 0b11) - days.unpopular, min(found)


def test_two_meetings_of_a_day_cost_no_more_than_at_any_two_hours_and_as_little_as_at_the_best() -> None:
    least, found = two_meetings(read_instance(made_up_town(1, seed=3, weeks=12, groups=2)))
    assert least <= found <= least + 80


def test_waiting_is_not_counted_where_the_next_meeting_lies_on_the_way_home() -> None:
    raw = made_up_town(2, seed=1, weeks=14, groups=1)
    raw["groups"] = [group for group in raw["groups"] if group["id"].startswith("work")]
    raw["travel"]["minutes"] = [[0, 80, 10], [80, 0, 70], [10, 70, 0]]
    days = [date.fromisoformat(raw["calendar"]["first"]) + timedelta(days) for days in range(14 * 7)]
    opens, closes = raw["calendar"]["day"]["open"], raw["calendar"]["day"]["close"]
    shut = ([[opens + 90, closes]], [[opens, opens + 165], [opens + 225, closes]])
    for group, hours in zip(raw["groups"], shut, strict=True):
        group["duration"] = 60
        group["seats"] = [seat | {"holder": "streets-1", "deputies": []} for seat in group["seats"][:1]]
        group.pop("quorum", None)
        for room in raw["rooms"]:
            if room["id"] in group["rooms"]:
                room["closed"] = {day.isoformat(): hours for day in days}
    for person in raw["persons"]:
        person["busy"] = {}
    least, found = two_meetings(read_instance(raw))
    assert least <= found
