"""The weighted order and its sensitivity, for any points and weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.situation.rules.ranking import (
    EQUAL,
    are_proportional,
    by_score,
    departs,
    is_complete,
    score,
    sensitivity,
    total,
    trial,
    weightings,
    with_pins,
)
from samverkan.situation.words import Change, Criterion

points = st.fixed_dictionaries({criterion: st.integers(0, 4) for criterion in Criterion})
weights = st.fixed_dictionaries({criterion: st.integers(0, 5) for criterion in Criterion}).filter(
    lambda chosen: any(chosen.values())
)
many = st.dictionaries(st.integers(1, 99), points, min_size=1, max_size=12)
pytestmark = pytest.mark.req("SIT-06")


@given(many, weights, st.integers(2, 9))
def test_the_order_is_the_same_however_the_weights_are_scaled(
    scored: dict[int, dict[Criterion, int]], chosen: dict[Criterion, int], times: int
) -> None:
    scaled = {criterion: weight * times for criterion, weight in chosen.items()}
    assert by_score(scored, chosen) == by_score(scored, scaled)
    assert are_proportional(chosen, scaled)


@given(many, weights)
def test_a_problem_that_is_at_least_as_bad_on_every_criterion_never_scores_lower(
    scored: dict[int, dict[Criterion, int]], chosen: dict[Criterion, int]
) -> None:
    for worse in scored.values():
        for other in scored.values():
            if all(worse[criterion] >= other[criterion] for criterion in Criterion):
                assert total(worse, chosen) >= total(other, chosen)
                assert score(worse, chosen) >= score(other, chosen)


@given(many, weights)
def test_the_order_by_score_never_departs_from_the_scores(
    scored: dict[int, dict[Criterion, int]], chosen: dict[Criterion, int]
) -> None:
    order = by_score(scored, chosen)
    assert sorted(order) == sorted(scored)
    assert not departs(order, scored, chosen)
    sums = {total(one, chosen) for one in scored.values()}
    assert departs(order[::-1], scored, chosen) == (len(sums) > 1)


@given(many, weights, st.integers(1, 12))
def test_sensitivity_lies_between_none_and_all_and_an_order_that_holds_keeps_its_choice(
    scored: dict[int, dict[Criterion, int]], chosen: dict[Criterion, int], limit: int
) -> None:
    found = sensitivity(by_score(scored, chosen), limit, scored, chosen)
    assert 0 <= found.order_holds_in <= found.choice_holds_in <= found.of == len(weightings(chosen)) <= 13
    for one in found.trials:
        assert one.order_holds == (one.passed_by is None)


@given(st.lists(points, min_size=1, max_size=8), weights, st.integers(1, 8))
def test_an_order_where_each_dominates_the_next_holds_in_every_weighting(
    rows: list[dict[Criterion, int]], chosen: dict[Criterion, int], limit: int
) -> None:
    falling = [
        {criterion: min(row[criterion] for row in rows[: number + 1]) for criterion in Criterion}
        for number in range(len(rows))
    ]
    found = sensitivity(range(len(falling)), limit, dict(enumerate(falling)), chosen)
    assert found.order_holds_in == found.choice_holds_in == found.of


@given(weights)
def test_every_weighting_that_is_tried_differs_from_the_chosen_one_and_from_nothing(
    chosen: dict[Criterion, int],
) -> None:
    tried = weightings(chosen)
    assert len({(one.change, one.criterion) for one in tried}) == len(tried)
    for one in tried:
        assert any(one.weights.values())
        assert not are_proportional(one.weights, chosen)
        if one.criterion is not None:
            others = {c: w for c, w in one.weights.items() if c != one.criterion}
            assert others == {c: w for c, w in chosen.items() if c != one.criterion}


def test_with_equal_weights_twelve_weightings_are_tried() -> None:
    tried = weightings(EQUAL)
    assert len(tried) == 12
    assert [one.change for one in tried].count(Change.DOUBLED) == 6
    assert [one.change for one in tried].count(Change.LEFT_OUT) == 6
    unlike = dict(EQUAL) | {Criterion.HARM: 5, Criterion.FEAR: 0}
    assert len(weightings(unlike)) == 1 + 6 + 5
    assert Change.TAKEN_IN in {one.change for one in weightings(unlike)}


def test_who_passes_whom_is_told() -> None:
    scored = {
        1: dict.fromkeys(Criterion, 2),
        2: dict.fromkeys(Criterion, 1) | {Criterion.FEAR: 4},
    }
    doubled = next(w for w in weightings(EQUAL) if (w.change, w.criterion) == (Change.DOUBLED, Criterion.FEAR))
    assert trial((1, 2), 1, scored, doubled).order_holds  # 14 against 13
    scored[2][Criterion.HARM] = 3
    found = trial((1, 2), 1, scored, doubled)
    assert (found.order_holds, found.choice_holds, found.passed_by) == (False, False, (1, 2))


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=10), st.data())
def test_those_put_at_a_place_stand_there_and_the_others_keep_their_order(
    order: list[int], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(order), unique=True))
    places = data.draw(st.permutations(range(1, len(order) + 1)))
    pins = dict(zip(chosen, places, strict=False))
    result = with_pins(order, pins)
    assert sorted(result) == sorted(order)
    for key, place in pins.items():
        assert result[place - 1] == key
    assert [key for key in result if key not in pins] == [key for key in order if key not in pins]


@given(points)
def test_a_problem_is_complete_only_with_points_on_all_six_criteria(one: dict[Criterion, int]) -> None:
    assert is_complete(one)
    for criterion in Criterion:
        assert not is_complete({other: value for other, value in one.items() if other != criterion})
    assert 0 <= score(one, EQUAL) <= 100
