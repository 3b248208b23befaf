"""What comes first in a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.overview.rules import (
    AT_ONCE,
    GATHERED_FROM,
    RANK,
    SOON,
    Task,
    days_late,
    days_shown,
    divide,
    gathered,
    in_order,
    monday_of,
    urgency,
)
from samverkan.overview.words import Deed, Urgency

TUESDAY = date(2026, 3, 10)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
tasks = st.builds(
    Task,
    deed=st.sampled_from(list(Deed)),
    title=st.sampled_from(["Belysning", "Torget", "Ådalen"]),
    where=st.sampled_from(["", "Beredningsgruppen"]),
    address=st.just("/"),
    due=st.none() | days,
)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (TUESDAY - timedelta(days=1), Urgency.LATE),
        (TUESDAY, Urgency.THIS_WEEK),
        (date(2026, 3, 15), Urgency.THIS_WEEK),
        (date(2026, 3, 16), Urgency.SOON),
        (TUESDAY + SOON, Urgency.SOON),
        (TUESDAY + SOON + timedelta(days=1), Urgency.LATER),
        (None, Urgency.NO_DAY),
    ],
)
def test_a_week_ends_on_its_sunday_and_today_is_not_late(due: date | None, expected: Urgency) -> None:
    assert urgency(due, TUESDAY) is expected


@given(st.lists(tasks, max_size=20), days)
def test_the_order_keeps_every_task_and_puts_the_most_urgent_first(given_tasks: list[Task], today: date) -> None:
    ordered = in_order(given_tasks, today)
    assert sorted(map(repr, ordered)) == sorted(map(repr, given_tasks))
    ranks = [RANK[urgency(task.due, today)] for task in ordered]
    assert ranks == sorted(ranks)
    assert in_order(reversed(given_tasks), today) == ordered


@given(st.lists(tasks, max_size=20), days)
def test_nothing_stands_in_two_lists_and_only_what_is_far_ahead_is_left_out(
    given_tasks: list[Task], today: date
) -> None:
    now, coming = divide(given_tasks, today)
    left_out = [task for task in given_tasks if urgency(task.due, today) is Urgency.LATER]
    assert len(now) + len(coming) + len(left_out) == len(given_tasks)
    assert all(urgency(task.due, today) in AT_ONCE for task in now)
    assert all(task.due is None or task.due > today for task in coming)


@given(days, st.lists(days, max_size=5))
def test_the_drawn_week_holds_the_working_days_and_busy_weekends_only(today: date, busy: list[date]) -> None:
    shown = days_shown(today, busy)
    monday = monday_of(today)
    assert shown[:5] == tuple(monday + timedelta(days=number) for number in range(5))
    assert all(day in busy for day in shown[5:])
    assert len(shown) <= 7


@given(st.none() | days, days)
def test_only_what_is_past_is_late(due: date | None, today: date) -> None:
    assert (days_late(due, today) > 0) is (due is not None and due < today)


@given(st.lists(tasks, max_size=30))
def test_what_is_gathered_keeps_every_thing_counted_and_its_first_day(given_tasks: list[Task]) -> None:
    lists = {Deed.REVIEW: "/uppfoljning/", Deed.CONVENE: "/moten/"}
    found = gathered(given_tasks, lists)
    assert sum(task.count for task in found) == len(given_tasks)
    for deed in Deed:
        before, after = [[task for task in ones if task.deed == deed] for ones in (given_tasks, found)]
        is_one = deed in lists and len(before) >= GATHERED_FROM
        assert len(after) == (1 if is_one else len(before))
        first = [min((task.due for task in ones if task.due), default=None) for ones in (before, after)]
        assert first[0] == first[1]
        assert not is_one or after[0].address == lists[deed]
