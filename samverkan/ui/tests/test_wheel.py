"""The drawing of a year: every day has its place, rings do not touch, and many marks become tones."""

from __future__ import annotations

import math
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samverkan.ui.wheel import INNER, MIDDLE, MOST_DOTS, OUTER, Mark, Ring, draw

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
TODAY = date(2027, 7, 2)


def turned(x: int, y: int) -> float:
    """Return how far round the wheel a point is, in degrees from the top."""
    return math.degrees(math.atan2(x - MIDDLE, MIDDLE - y)) % 360


@given(day=days, rings=st.integers(1, 7), on=st.integers(0, 6))
def test_a_mark_stands_in_its_ring_at_its_day(day: date, rings: int, on: int) -> None:
    keys = [Ring(str(number), str(number)) for number in range(rings)]
    ring = keys[on % rings]
    wheel = draw(day.year, keys, [Mark(day, ring.key)], today=TODAY)
    (dot,) = wheel.rings[on % rings].dots
    away = math.hypot(dot.x - MIDDLE, dot.y - MIDDLE)
    assert INNER < away < OUTER
    assert abs(away - wheel.rings[on % rings].radius) <= wheel.rings[on % rings].width / 2 + 1
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    expected = ((day - date(day.year, 1, 1)).days + 0.5) / length * 360
    assert abs(turned(dot.x, dot.y) - expected) < 0.5


@given(marks=st.lists(days, max_size=30))
def test_nothing_is_lost_or_drawn_twice(marks: list[date]) -> None:
    wheel = draw(2027, [Ring("a", "A")], [Mark(day, "a") for day in marks], today=TODAY)
    of_the_year = [day for day in marks if day.year == 2027]
    assert len(wheel.rings[0].dots) == wheel.rings[0].count == len(of_the_year)
    assert wheel.is_empty == (not of_the_year)


def test_more_marks_than_the_eye_can_tell_apart_become_the_tones_of_weeks() -> None:
    marks = [Mark(date(2027, 1, 1) + timedelta(number), "a") for number in range(MOST_DOTS + 1)]
    (ring,) = draw(2027, [Ring("a", "A")], marks, today=TODAY).rings
    assert (ring.dots, ring.count) == ((), MOST_DOTS + 1)
    assert [week.tone for week in ring.weeks][:9] == [4] * 9
    (counted,) = draw(2027, [Ring("a", "A")], [Mark(TODAY, "a", count=3)], today=TODAY).rings
    assert [(week.tone, week.title) for week in counted.weeks] == [(4, "3")]


def test_today_is_marked_in_its_own_year_only() -> None:
    wheel = draw(2027, [], [], today=TODAY)
    assert wheel.today is not None
    assert abs(turned(*wheel.today[2:]) - 180) < 1
    assert [month.number for month in wheel.months if month.is_now] == [7]
    assert draw(2026, [], [], today=TODAY).today is None


def test_two_marks_on_one_day_stand_apart() -> None:
    (ring,) = draw(2027, [Ring("a", "A")], [Mark(TODAY, "a"), Mark(TODAY, "a")], today=TODAY).rings
    one, other = ring.dots
    assert math.hypot(one.x - other.x, one.y - other.y) > 25


def test_what_lies_behind_is_told_from_what_comes() -> None:
    marks = [Mark(TODAY - timedelta(1), "a"), Mark(TODAY, "a")]
    (ring,) = draw(2027, [Ring("a", "A", is_marked=True)], marks, today=TODAY).rings
    assert [dot.is_past for dot in ring.dots] == [True, False]
    assert all(dot.d.startswith("M") for dot in ring.dots)
