"""Sums, collisions and needs, held against slower and plainer ways to reckon them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.periods import Period
from samverkan.ground.words import GroupKind
from samverkan.workload.rules.collisions import (
    collision_of,
    collisions,
    heavy_weeks,
    week_minutes,
)
from samverkan.workload.rules.cost import Call, Cost, fte, journey, priced, total, total_by
from samverkan.workload.rules.groups import (
    LEAST_PART,
    Member,
    Stands,
    Wanted,
    alike,
    attends,
    counted,
    meetings_to_come,
    missing,
    months_standing,
    quarters,
    subjects_of,
    weeks_over,
)
from samverkan.workload.words import Attends, CollisionKind, Known, Likeness

MONDAY = datetime(2026, 3, 9, 8)
AROUND = {GroupKind.WORKING: 120, GroupKind.LOCAL_STEERING: 180}
BREAK = 15

minutes = st.integers(0, 600)


@st.composite
def calls(draw: st.DrawFn) -> list[Call]:
    """Calls of a few persons to meetings of a few groups, over a few days."""
    meetings = draw(
        st.lists(
            st.tuples(st.integers(0, 12 * 24 * 4), st.integers(1, 12), st.sampled_from([1, 2, 3, None])), max_size=9
        )
    )
    found = []
    seat = 0
    for number, (quarter, length, at) in enumerate(meetings, start=1):
        starts = MONDAY + timedelta(minutes=15 * quarter)
        for holder in draw(st.lists(st.sampled_from([11, 12, 13, None]), max_size=4)):
            seat += 1
            found.append(
                Call(
                    meeting=number,
                    group=100 + number % 3,
                    kind=draw(
                        st.sampled_from([GroupKind.WORKING, GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION])
                    ),
                    at=at,
                    seat=seat,
                    unit=draw(st.sampled_from([1, 2, 50])),
                    holder=holder,
                    starts=starts,
                    ends=starts + timedelta(minutes=15 * length),
                )
            )
    return found


journeys = st.dictionaries(
    st.tuples(st.sampled_from([1, 2, 3, 50]), st.sampled_from([1, 2, 3, 50])).filter(lambda pair: pair[0] != pair[1]),
    st.integers(0, 90),
)


@pytest.mark.req("MEE-11")
@given(calls(), journeys)
def test_the_parts_make_the_whole_however_they_are_cut(found: list[Call], ways: dict[tuple[int, int], int]) -> None:
    lines = priced(found, AROUND, ways)
    whole = total(lines)
    for key in (
        lambda call: call.unit,
        lambda call: call.group,
        lambda call: (call.unit, call.holder),
        lambda call: call.kind,
    ):
        parts = total_by(lines, key)
        added = Cost()
        for part in parts.values():
            added += part
        assert added == whole
    assert whole.needed == sum(line.total for line in lines)
    assert whole.total == whole.meeting + whole.around + whole.travel


@given(calls(), journeys)
def test_one_person_is_counted_once_for_a_meeting_and_travels_once_to_a_place_and_day(
    found: list[Call], ways: dict[tuple[int, int], int]
) -> None:
    lines = [line for line in priced(found, AROUND, ways) if line.call.holder is not None]
    assert len({(line.call.holder, line.call.meeting) for line in lines}) == len(lines)
    trips = [(line.call.holder, line.call.day, line.call.at) for line in lines if line.travel]
    assert len(set(trips)) == len(trips)
    for line in lines:
        way = journey(ways, line.call.unit, line.call.at)
        assert line.travel is None if way is None else line.travel in (0, 2 * way)


@given(st.lists(minutes, max_size=30), st.integers(500, 3000))
def test_posts_are_one_division_of_the_sum(parts: list[int], hours: int) -> None:
    assert fte(sum(parts), hours) * 60 * hours == pytest.approx(sum(parts))
    assert fte(60 * hours, hours) == 1


def test_what_nobody_has_stated_is_not_counted_and_is_told() -> None:
    call = Call(1, 1, GroupKind.OVERALL_STEERING, 1, 1, 2, 11, MONDAY, MONDAY + timedelta(hours=1))
    cost = total(priced([call], AROUND, {}))
    assert (cost.total, cost.without_around, cost.without_travel) == (60, 1, 1)


def test_a_vacant_seat_is_needed_but_nobody_spends_its_time() -> None:
    call = Call(1, 1, GroupKind.WORKING, 1, 1, 1, None, MONDAY, MONDAY + timedelta(hours=1))
    cost = total(priced([call], AROUND, {}))
    assert (cost.total, cost.vacant, cost.needed, cost.vacant_calls, cost.calls) == (0, 180, 180, 1, 0)


@pytest.mark.req("MEE-09")
@given(calls(), journeys, st.integers(0, 60))
def test_no_collision_is_lost_and_none_invented(
    found: list[Call], ways: dict[tuple[int, int], int], least_break: int
) -> None:
    first_of: dict[tuple[int, int], Call] = {}
    for call in found:
        if call.holder is not None:
            first_of.setdefault((call.holder, call.meeting), call)
    expected = {
        frozenset({one.meeting, other.meeting}) | {-(one.holder or 0)}
        for one, other in combinations(first_of.values(), 2)
        if collision_of(one, other, ways, least_break)
    }
    told = [frozenset({c.first.meeting, c.second.meeting, -c.holder}) for c in collisions(found, ways, least_break)]
    assert set(told) == expected
    assert len(told) == len(set(told))


@given(calls(), journeys, st.integers(0, 60))
def test_collisions_are_the_same_from_both_sides(
    found: list[Call], ways: dict[tuple[int, int], int], least_break: int
) -> None:
    for one, other in combinations(found, 2):
        assert collision_of(one, other, ways, least_break) == collision_of(other, one, ways, least_break)


@given(calls(), journeys)
def test_more_time_to_travel_never_takes_a_collision_away(found: list[Call], ways: dict[tuple[int, int], int]) -> None:
    slower = {pair: way + 20 for pair, way in ways.items()}
    fewer = {(c.first.meeting, c.second.meeting, c.holder) for c in collisions(found, ways, BREAK)}
    more = {(c.first.meeting, c.second.meeting, c.holder) for c in collisions(found, slower, BREAK)}
    assert fewer <= more


@pytest.mark.parametrize(
    ("starts", "at", "kind", "lacking"),
    [
        (30, 2, CollisionKind.SAME_TIME, 30),
        (60, 1, CollisionKind.NO_BREAK, 15),
        (60, 2, CollisionKind.NO_TIME_TO_TRAVEL, 40),
        (90, 2, CollisionKind.NO_TIME_TO_TRAVEL, 10),
    ],
)
def test_why_two_meetings_collide_and_by_how_much(starts: int, at: int, kind: CollisionKind, lacking: int) -> None:
    one = Call(1, 1, GroupKind.WORKING, 1, 1, 50, 11, MONDAY, MONDAY + timedelta(hours=1))
    begins = MONDAY + timedelta(minutes=starts)
    other = Call(2, 2, GroupKind.WORKING, at, 2, 50, 11, begins, begins + timedelta(hours=1))
    found = collision_of(one, other, {(1, 2): 40}, BREAK)
    assert found is not None
    assert (found.kind, found.lacking) == (kind, lacking)


def test_a_way_that_fits_is_no_collision() -> None:
    one = Call(1, 1, GroupKind.WORKING, 1, 1, 50, 11, MONDAY, MONDAY + timedelta(hours=1))
    begins = MONDAY + timedelta(minutes=100)
    other = Call(2, 2, GroupKind.WORKING, 2, 2, 50, 11, begins, begins + timedelta(hours=1))
    assert collision_of(one, other, {(2, 1): 40}, BREAK) is None


@pytest.mark.req("MEE-14")
@given(calls(), st.integers(1, 20))
def test_the_weeks_hold_every_meeting_once(found: list[Call], limit: int) -> None:
    weeks = week_minutes(found)
    held = {(call.holder, call.meeting): call.minutes for call in found if call.holder is not None}
    assert sum(sum(own.values()) for own in weeks.values()) == sum(held.values())
    for own in weeks.values():
        assert heavy_weeks(own, limit) == sorted(week for week in own if own[week] > 60 * limit)


@given(
    st.dictionaries(st.integers(1, 3), st.dictionaries(st.tuples(st.just(2026), st.integers(1, 5)), minutes)),
    st.dictionaries(st.integers(1, 3), st.dictionaries(st.tuples(st.just(2026), st.integers(1, 5)), minutes)),
)
def test_one_more_group_never_makes_a_week_lighter(
    before: dict[int, dict[tuple[int, int], int]], added: dict[int, dict[tuple[int, int], int]]
) -> None:
    for now, then in weeks_over(before, added, 500).values():
        assert 0 <= now <= then


@pytest.mark.req("MEE-12")
@given(
    st.lists(
        st.tuples(st.sampled_from(list(GroupKind)), st.integers(0, 900), st.integers(0, 900) | st.none()), max_size=20
    )
)
def test_groups_are_counted_on_the_days_they_stand(rows: list[tuple[GroupKind, int, int | None]]) -> None:
    start = date(2024, 1, 1)
    groups = [
        Stands(
            kind,
            Period(start + timedelta(begins), start + timedelta(begins + lasts) if lasts is not None else None),
        )
        for kind, begins, lasts in rows
    ]
    days = quarters(start, date(2027, 12, 31))
    assert len(days) == 16
    for day, counts in zip(days, counted(groups, days), strict=True):
        for kind in GroupKind:
            assert counts[kind] == sum(group.kind == kind and group.period.holds(day) for group in groups)


@pytest.mark.req("MEE-16")
@given(st.lists(st.frozensets(st.integers(1, 6), max_size=5), max_size=7))
def test_every_pair_with_most_of_the_smaller_groups_members_is_found_once(members: list[frozenset[int]]) -> None:
    groups = [Member(number, own, frozenset()) for number, own in enumerate(members)]
    expected = {
        (one.group, other.group)
        for one, other in combinations(groups, 2)
        if len(one.holders & other.holders) >= 2
        and 100 * len(one.holders & other.holders) >= LEAST_PART * min(len(one.holders), len(other.holders))
    }
    found = alike(groups)
    assert {(pair.first, pair.second) for pair in found} == expected
    assert len(found) == len(expected)


def test_groups_with_a_subject_in_common_come_first() -> None:
    two = frozenset({1, 2})
    groups = [
        Member(1, two, frozenset({"skola"})),
        Member(2, two, frozenset({"gator"})),
        Member(3, two, subjects_of("Gator och torg, Björkåsa", "Björkåsa stadsdelsförvaltning")),
    ]
    first = alike(groups)[0]
    assert (first.first, first.second, first.likeness, first.subjects) == (2, 3, Likeness.BOTH, ("gator",))


@pytest.mark.req("MEE-13")
@given(
    st.lists(st.builds(Wanted, st.integers(1, 4), st.integers(1, 3)), max_size=4, unique_by=lambda one: one.competence),
    st.lists(st.frozensets(st.integers(1, 4)), max_size=5),
)
def test_a_competence_is_missing_as_often_as_seats_lack_it(wanted: list[Wanted], brought: list[frozenset[int]]) -> None:
    lacking = missing(wanted, brought)
    for need in wanted:
        there = len([seat for seat in brought if need.competence in seat])
        assert lacking.get(need.competence, 0) == max(0, need.seats - there)


@pytest.mark.req("ORG-33")
@pytest.mark.parametrize(
    ("booked", "this_year", "months", "expected"),
    [
        (10, 10, 12, (10, Known.BOOKED)),
        (4, 10, 12, (10, Known.AS_THIS_YEAR)),
        (4, 10, 6, (5, Known.AS_THIS_YEAR)),
        (5, 10, 6, (5, Known.BOOKED)),
        (0, 0, 12, (0, Known.NONE)),
        (3, 0, 12, (3, Known.BOOKED)),
    ],
)
def test_how_many_meetings_a_coming_year_will_have(
    booked: int, this_year: int, months: int, expected: tuple[int, Known]
) -> None:
    assert meetings_to_come(booked=booked, this_year=this_year, months=months) == expected


def test_a_group_that_begins_or_ends_in_the_year_stands_for_its_months() -> None:
    assert months_standing(Period(date(2024, 1, 1)), 2027) == 12
    assert months_standing(Period(date(2027, 9, 15)), 2027) == 4
    assert months_standing(Period(date(2024, 1, 1), date(2027, 1, 1)), 2027) == 0


@pytest.mark.req("MEE-15")
def test_how_an_administration_takes_part() -> None:
    assert attends([True, False], True) == Attends.SEATED
    assert attends([False], False) == Attends.VACANT
    assert attends([], True) == Attends.PLANNED
    assert attends([], False) == Attends.NOT
