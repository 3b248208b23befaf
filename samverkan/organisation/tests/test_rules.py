"""Organisation numbers, trees and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.ground.periods import Period
from samverkan.guard.rules import luhn_digit
from samverkan.organisation.rules import is_organisation_number, overlaps_any, would_be_its_own_ancestor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("212000-0142", True),
        ("202100-0076", True),
        ("212000-0143", False),
        ("2120000142", False),
        ("210000-0144", False),
        ("811218-9876", False),
        ("", False),
        ("tolv", False),
    ],
)
def test_an_organisation_number_has_its_form_and_its_check_digit(text: str, expected: bool) -> None:
    assert is_organisation_number(text) is expected


@settings(deadline=None)
@given(st.from_regex(r"\A[2-9][0-9][2-9][0-9]{6}\Z"))
def test_exactly_one_last_digit_makes_an_organisation_number(digits: str) -> None:
    numbers = [f"{digits[:6]}-{digits[6:]}{last}" for last in range(10)]
    assert [number[-1] for number in numbers if is_organisation_number(number)] == [str(luhn_digit(digits))]


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 8), st.none() | st.integers(0, 8), max_size=9), st.integers(0, 8), st.integers(0, 8)
)
def test_asking_for_a_circle_always_ends(parents: dict[int, int | None], unit: int, parent: int) -> None:
    assert would_be_its_own_ancestor(unit, unit, parents)
    assert would_be_its_own_ancestor(unit, None, parents) is False
    would_be_its_own_ancestor(unit, parent, parents)


def test_a_period_without_a_day_overlaps_nothing() -> None:
    day = date(2024, 1, 1)
    assert not overlaps_any(Period(day), [Period(date(2024, 5, 1), date(2024, 5, 1))])
    assert overlaps_any(Period(day), [Period(date(2024, 5, 1))])
