"""The mandate check, preparation and good time, with plain values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.decisions.rules import (
    BoardMandate,
    GroupMandate,
    check_mandate,
    is_overdue,
    is_prepared,
    next_number,
    politicians_wait,
    reserved_by_law,
)
from samverkan.decisions.words import DecisionCategory, DecisionState, Verdict
from samverkan.ground.words import GroupKind

GROUP = GroupMandate(
    frozenset({DecisionCategory.ANNEX_UPDATE, DecisionCategory.RESOURCES}), 100_000, "Styrgruppen 2024-01-01"
)
BOARD = BoardMandate(DecisionCategory.RESOURCES, 50_000, "Nämnden 2024-02-01")


@pytest.mark.req("DEC-03", "DEC-04")
@pytest.mark.parametrize(
    ("category", "amount", "group", "boards", "verdict"),
    [
        (DecisionCategory.ANNEX_UPDATE, None, GROUP, [], Verdict.WITHIN),
        (DecisionCategory.ANNEX_UPDATE, None, None, [], Verdict.NO_DELIMITATION),
        (DecisionCategory.WORKING_GROUP, None, GROUP, [], Verdict.BEYOND_GROUP),
        (DecisionCategory.RESOURCES, 50_000, GROUP, [BOARD], Verdict.WITHIN),
        (DecisionCategory.RESOURCES, 50_001, GROUP, [BOARD], Verdict.BEYOND_DELEGATION),
        (DecisionCategory.RESOURCES, 100_001, GROUP, [BOARD], Verdict.BEYOND_GROUP),
        (DecisionCategory.RESOURCES, None, GROUP, [], Verdict.BEYOND_DELEGATION),
        (DecisionCategory.GOALS_AND_SCOPE, None, GROUP, [BOARD], Verdict.RESERVED_FOR_BOARD),
        (DecisionCategory.AUTHORITY_OVER_INDIVIDUALS, None, GROUP, [BOARD], Verdict.RESERVED_FOR_BOARD),
        (DecisionCategory.STATEMENT_TO_COUNCIL, None, GROUP, [BOARD], Verdict.RESERVED_FOR_COUNCIL),
    ],
)
def test_the_mandate_is_the_narrower_of_the_group_and_the_board(
    category: DecisionCategory,
    amount: int | None,
    group: GroupMandate | None,
    boards: list[BoardMandate],
    verdict: Verdict,
) -> None:
    answer = check_mandate(category, amount, group=group, boards=boards)

    assert answer.verdict == verdict
    assert answer.is_within or answer.way_on


@pytest.mark.req("DEC-03")
@given(
    category=st.sampled_from(DecisionCategory),
    amount=st.none() | st.integers(0, 10**9),
    categories=st.frozensets(st.sampled_from(DecisionCategory)),
    limit=st.none() | st.integers(0, 10**9),
    boards=st.lists(
        st.builds(
            BoardMandate, st.sampled_from(DecisionCategory), st.none() | st.integers(0, 10**9), st.just("Nämnden")
        ),
        max_size=4,
    ),
)
def test_no_delegation_ever_widens_a_groups_mandate(
    category: DecisionCategory,
    amount: int | None,
    categories: frozenset[DecisionCategory],
    limit: int | None,
    boards: list[BoardMandate],
) -> None:
    group = GroupMandate(categories, limit, "Styrgruppen")
    answer = check_mandate(category, amount, group=group, boards=boards)

    if answer.is_within:
        assert category in categories
        assert limit is None or amount is None or amount <= limit
        assert not reserved_by_law(category)
        if amount:
            assert any(b.category == category and (b.amount_limit is None or amount <= b.amount_limit) for b in boards)


@pytest.mark.req("DEC-09")
@pytest.mark.parametrize(
    ("decided_in", "passed", "prepared"),
    [
        (GroupKind.LOCAL_STEERING, [], False),
        (GroupKind.LOCAL_STEERING, [GroupKind.WORKING], False),
        (GroupKind.LOCAL_STEERING, [GroupKind.LOCAL_PREPARATION], True),
        (GroupKind.OVERALL_STEERING, [GroupKind.LOCAL_PREPARATION], False),
        (GroupKind.OVERALL_STEERING, [GroupKind.OVERALL_PREPARATION], True),
        (GroupKind.LOCAL_PREPARATION, [], True),
        (GroupKind.WORKING, [], True),
    ],
)
def test_a_steering_groups_matter_has_passed_its_preparation_group(
    decided_in: GroupKind, passed: list[GroupKind], prepared: bool
) -> None:
    assert is_prepared(decided_in, passed) is prepared


@pytest.mark.req("DEC-05")
@pytest.mark.parametrize(
    ("informed_on", "decided_by", "waits"),
    [
        (None, None, True),
        (None, date(2026, 3, 31), True),
        (None, date(2026, 4, 1), False),
        (date(2026, 3, 1), date(2026, 3, 11), False),
    ],
)
def test_politicians_are_informed_three_weeks_before_a_major_decision(
    informed_on: date | None, decided_by: date | None, waits: bool
) -> None:
    today = date(2026, 3, 10)

    assert politicians_wait(is_major=True, informed_on=informed_on, decided_by=decided_by, today=today) is waits
    assert not politicians_wait(is_major=False, informed_on=informed_on, decided_by=decided_by, today=today)


@pytest.mark.req("DEC-07")
def test_a_decision_is_overdue_from_the_day_after() -> None:
    due = date(2026, 2, 28)

    assert not is_overdue(DecisionState.OPEN, due, date(2026, 2, 28))
    assert is_overdue(DecisionState.OPEN, due, date(2026, 3, 1))
    assert not is_overdue(DecisionState.DONE, due, date(2026, 3, 1))
    assert not is_overdue(DecisionState.OPEN, None, date(2026, 3, 1))


@given(st.lists(st.integers(1, 500)))
def test_the_next_number_is_free_and_leaves_no_gap_after_the_last(taken: list[int]) -> None:
    number = next_number(taken)

    assert number not in taken
    assert number == 1 or number - 1 in taken
