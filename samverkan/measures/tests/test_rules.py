"""The rules of measures and plans over plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.causes.words import Side
from samverkan.ground.words import OrganisationKey
from samverkan.indicators.words import Measurability
from samverkan.measures.rules.export import COLUMNS, export_rows, harmless
from samverkan.measures.rules.measures import (
    STOPPING,
    MeasureFacts,
    is_done,
    is_followed_up,
    is_late,
    lamps,
    uncovered,
    wanting,
)
from samverkan.measures.rules.plans import REQUIRED_PARTS, AreaFacts, Groundwork, missing_parts, untouched
from samverkan.measures.rules.table import TABLE, wanted
from samverkan.measures.words import HalfState, InPlanning, Lamp, MeasureType, PartKind, PlanKind
from samverkan.places.words import BuiltFactor, ProblemType

DAY = date(2026, 3, 10)
states = st.sampled_from(list(HalfState))
RIGHT = MeasureFacts(
    has_cause=True,
    cause_is_set_aside=False,
    no_cause_because="",
    has_statement=True,
    analysis_is_settled=True,
    has_followed_goal=True,
    no_goal_because="",
    halves=2,
)


@given(st.lists(states, max_size=3))
def test_a_measure_is_done_when_two_halves_are_and_one_at_least_was_done(halves: list[HalfState]) -> None:
    over = {HalfState.DONE, HalfState.NONE}
    assert is_done(halves) == (len(halves) == 2 and set(halves) <= over and HalfState.DONE in halves)


@given(states, st.integers(-3, 3))
def test_a_half_is_late_only_while_something_remains_after_its_day(state: HalfState, days: int) -> None:
    late = is_late(state, DAY + timedelta(days=days), DAY)
    assert late == (days < 0 and state in {HalfState.PLANNED, HalfState.ONGOING})
    assert not is_late(state, None, DAY)


@pytest.mark.req("ACT-18")
@given(st.lists(st.sampled_from(list(Side))))
def test_covered_and_uncovered_sides_make_the_whole_triangle(covered: list[Side]) -> None:
    assert set(uncovered(covered)) | set(covered) == set(Side)
    assert not set(uncovered(covered)) & set(covered)


@pytest.mark.req("ACT-08")
@pytest.mark.parametrize(
    ("measurability", "how", "indicators", "ended", "followed"),
    [
        ("direct", "", 1, False, True),
        ("direct", "", 0, False, False),
        ("proxy", "Genom antal anmälningar", 0, False, True),
        ("proxy", " ", 0, False, False),
        ("none", "Går inte", 0, False, False),
        ("direct", "", 1, True, False),
    ],
)
def test_a_goal_is_followed_up_by_an_indicator_or_a_stated_proxy(
    measurability: str, how: str, indicators: int, ended: bool, followed: bool
) -> None:
    assert is_followed_up(Measurability(measurability), how, indicators, has_ended=ended) == followed


@pytest.mark.req("CAU-03", "ACT-08")
@pytest.mark.parametrize(
    ("changed", "lamp"),
    [
        ({"has_cause": False}, Lamp.NO_CAUSE),
        ({"has_cause": False, "no_cause_because": "Olycksrisk"}, Lamp.CAUSE_EXCEPTION),
        ({"has_cause": False, "no_cause_because": "  "}, Lamp.NO_CAUSE),
        ({"cause_is_set_aside": True}, Lamp.CAUSE_SET_ASIDE),
        ({"has_followed_goal": False}, Lamp.NO_GOAL),
        ({"has_followed_goal": False, "no_goal_because": "Engångsinsats"}, Lamp.GOAL_EXCEPTION),
        ({"halves": 1}, Lamp.HALF_MISSING),
        ({"is_late": True}, Lamp.LATE),
        ({"is_planned": False}, Lamp.NOT_PLANNED),
        ({"is_changed": True}, Lamp.CHANGED_SINCE),
        ({"has_statement": False}, Lamp.NO_STATEMENT),
        ({"analysis_is_settled": False}, Lamp.ANALYSIS_OPEN),
    ],
)
def test_each_lack_lights_its_own_lamp_and_no_other(changed: dict[str, Any], lamp: Lamp) -> None:
    assert lamps(RIGHT) == ()
    assert lamps(replace(RIGHT, **changed)) == (lamp,)


@pytest.mark.req("CAU-03")
@given(st.booleans(), st.booleans(), st.sampled_from(["", " ", "Skäl"]), st.integers(0, 2))
def test_a_measure_without_cause_exception_or_half_always_lights_a_stopping_lamp(
    cause: bool, aside: bool, because: str, halves: int
) -> None:
    facts = replace(RIGHT, has_cause=cause, cause_is_set_aside=aside, no_cause_because=because, halves=halves)
    sound = ((cause and not aside) or (not cause and because.strip())) and halves == 2
    assert bool(STOPPING.intersection(lamps(facts))) != bool(sound)


@pytest.mark.req("ACT-34")
@given(states, st.sampled_from(list(InPlanning)), st.sampled_from(["", " ", "Nämndens uppdrag 3.2"]))
def test_an_ambition_wants_money_and_an_explicit_assignment(state: HalfState, said: InPlanning, given_: str) -> None:
    lacks = wanting(state, said, given_)
    takes_part = state != HalfState.NONE
    assert lacks.money == (takes_part and said != InPlanning.YES)
    assert lacks.assignment == (takes_part and not given_.strip())
    assert bool(lacks) == (lacks.money or lacks.assignment)


@pytest.mark.req("ACT-02", "ACT-06", "ACT-07")
def test_the_action_plan_has_seven_parts_and_a_measures_plan_four_with_the_follow_up() -> None:
    assert len(set(REQUIRED_PARTS[PlanKind.ACTION_PLAN])) == 7
    assert len(set(REQUIRED_PARTS[PlanKind.MEASURES_PLAN])) == 4
    assert all(PartKind.FOLLOW_UP in parts for parts in REQUIRED_PARTS.values())


@given(st.sampled_from(list(PlanKind)), st.sets(st.sampled_from(list(PartKind))))
def test_a_part_is_missing_until_it_is_written(kind: PlanKind, written: set[PartKind]) -> None:
    lacking = missing_parts(kind, dict.fromkeys(written, "Text") | dict.fromkeys(set(PartKind) - written, " "))
    assert set(lacking) == set(REQUIRED_PARTS[kind]) - written


@pytest.mark.req("ACT-04")
@pytest.mark.parametrize(
    ("kind", "facts", "touched"),
    [
        (PlanKind.MEASURES_PLAN, {"measures": 1, "goals": 1}, True),
        (PlanKind.MEASURES_PLAN, {"measures": 1}, False),
        (PlanKind.MEASURES_PLAN, {"goals": 1}, False),
        (PlanKind.MEASURES_PLAN, {"how": "Metoder"}, False),
        (PlanKind.MEASURES_PLAN, {"not_relevant": "Syns inte"}, True),
        (PlanKind.ACTION_PLAN, {"how": "Metoder"}, True),
        (PlanKind.ACTION_PLAN, {}, False),
        (PlanKind.GROUP_PLAN, {}, True),
    ],
)
def test_an_area_is_taken_up_as_the_kind_of_plan_demands(kind: PlanKind, facts: dict[str, Any], touched: bool) -> None:
    area = AreaFacts(area_id=1, number=1, name="Narkotika", **facts)
    assert bool(untouched(kind, [area])) != touched


@pytest.mark.req("AGR-35")
@given(st.booleans(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_areas_are_fixed_when_picture_cause_and_goal_are_there_for_each(
    picture: bool, areas: int, causes: int, goals: int
) -> None:
    holds = Groundwork(picture, areas, causes, goals).holds
    assert holds == (picture and areas > 0 and causes == areas and goals == areas)


@given(st.lists(st.sampled_from(list(TABLE)), max_size=8))
def test_the_table_proposes_each_organisation_once_with_all_that_speaks_for_it(
    seen: list[ProblemType | BuiltFactor | MeasureType],
) -> None:
    found = wanted(seen)
    assert len({one.key for one in found}) == len(found)
    assert sum(len(one.because) for one in found) == sum(len(TABLE[one]) for one in seen)
    numbers = [len(one.because) for one in found]
    assert numbers == sorted(numbers, reverse=True)


def test_a_dark_place_calls_for_who_lights_it_and_nothing_calls_for_nobody() -> None:
    assert [one.key for one in wanted([BuiltFactor.LIGHTING])] == [OrganisationKey.TRANSPORT]
    assert wanted([MeasureType.OTHER]) == ()


@given(st.text())
def test_no_cell_of_the_export_is_taken_for_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_measure_without_halves_still_has_its_row() -> None:
    measure = {
        "number": 1,
        "title": "=SUM(A1)",
        "area": "",
        "problem": "",
        "cause": "",
        "no_cause_because": "Akut",
        "goal": "",
        "no_goal_because": "",
        "state": "open",
        "halves": [],
    }
    (row,) = export_rows([measure], lambda word: word.label)
    assert len(row) == len(COLUMNS)
    assert row[1] == "'=SUM(A1)"
