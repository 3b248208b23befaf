"""Periods and months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.periods import Period, add_months

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(days, st.integers(0, 400), days)
def test_a_period_holds_its_first_day_and_never_its_end(start: date, length: int, other: date) -> None:
    period = Period(start, start + timedelta(days=length))
    assert period.holds(start) == (length > 0)
    assert period.end is not None
    assert not period.holds(period.end)
    assert period.holds(other) == (start <= other < period.end)


def test_a_period_without_end_holds_for_ever() -> None:
    assert Period(date(2024, 1, 1)).holds(date(2999, 1, 1))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        Period(date(2024, 1, 2), date(2024, 1, 1))


@given(days, st.integers(0, 400), days, st.integers(0, 400))
def test_two_periods_overlap_exactly_when_they_share_a_day(a: date, m: int, b: date, n: int) -> None:
    one, two = Period(a, a + timedelta(days=m)), Period(b, b + timedelta(days=n))
    shared = m > 0 and n > 0 and max(a, b) < min(a + timedelta(days=m), b + timedelta(days=n))
    if m > 0 and n > 0:
        assert one.overlaps(two) == two.overlaps(one) == shared


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 12, 5), 12, date(2025, 12, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2019, 11, 15), 48, date(2023, 11, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(0, 120))
def test_more_months_never_come_earlier(day: date, months: int) -> None:
    assert add_months(day, months) <= add_months(day, months + 1)
