"""Figures that add up, and windows: everybody is there for what needs them, for less time than the whole meeting."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.planner.agenda import Agenda, Assumptions, Item, default_agenda
from samverkan.planner.check import violations
from samverkan.planner.check_windows import check_windows
from samverkan.planner.construct import construct
from samverkan.planner.cost import Hours, judge
from samverkan.planner.figures import difference, figures_of
from samverkan.planner.habit import habit
from samverkan.planner.instance import Instance, read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.planner.memory import Names, build_memory
from samverkan.planner.schedule import Key, Placement, Schedule
from samverkan.planner.tests.outside import generate, needs_the_checker
from samverkan.planner.windows import best_orders, windowed

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def town_and_plan(seed: int, districts: int = 2) -> tuple[Instance, Schedule]:
    """Return a town and a plan without collisions, as the construction leaves it."""
    town = read_instance(made_up_town(districts, seed=seed, weeks=18, groups=3))
    memory = build_memory(Names(town), seed=seed)
    construct(memory, seed)
    return town, memory.schedule()


def written(town: Instance, data: st.DataObject) -> dict[Key, Agenda]:
    """Return agendas for some of the meetings, with items that need any seats."""
    agendas: dict[Key, Agenda] = {}
    for group in town.groups.values():
        if not data.draw(st.booleans()):
            continue
        seats = [seat.id for seat in group.seats]
        lengths = data.draw(st.lists(st.integers(1, group.duration // 4), min_size=1, max_size=4))
        items = tuple(
            Item(
                f"{number}",
                minutes,
                frozenset(data.draw(st.sets(st.sampled_from(seats)))),
                data.draw(st.sampled_from(["", "", "first", "last"])),
            )
            for number, minutes in enumerate(lengths)
        )
        agendas |= {(group.id, index): items for index in range(1, group.meetings + 1)}
    return agendas


assumptions = st.builds(
    Assumptions,
    common=st.integers(0, 100),
    own=st.integers(0, 100),
    own_optional=st.integers(0, 100),
    decides_together=st.booleans(),
    video_at_most=st.sampled_from([0, 20, 45, 90]),
    on_site_every=st.integers(0, 4),
    preparation_kept=st.integers(0, 100),
    step=st.sampled_from([1, 5, 15]),
)


@pytest.mark.req("MEE-11")
@SLOW
@given(seed=st.integers(0, 500), as_habit=st.booleans(), part=st.booleans())
def test_the_figures_of_persons_organisations_and_districts_each_add_up_to_the_total(
    seed: int, *, as_habit: bool, part: bool
) -> None:
    town, plan = town_and_plan(seed)
    schedule = habit(town) if as_habit else plan
    figures = figures_of(town, windowed(town, schedule) if part else schedule)
    for parts in (figures.persons, figures.organisations, figures.districts):
        assert sum(parts.values(), Hours()) == figures.total
    judged = judge(town, schedule)
    if not part:
        whole = judged.hours_of(town)
        assert (whole.total, whole.trips, whole.seat_meetings) == (
            figures.total.total,
            figures.total.trips,
            figures.total.seat_meetings,
        )
    assert figures.fairness * town.weights.unpopular_sq == judged.cost.fairness


@pytest.mark.req("MEE-09")
@SLOW
@given(seed=st.integers(0, 500))
def test_a_plan_has_no_collisions_and_the_habit_has_them_where_the_rules_are_broken(seed: int) -> None:
    town, plan = town_and_plan(seed)
    assert figures_of(town, plan).collisions == ()
    today = habit(town)
    broken = {key for each in violations(town, today) if each.code == "H3" for key in each.meetings}
    found = figures_of(town, today).collisions
    assert broken <= {key for each in found for key in each.meetings}
    assert all(each.missing > 0 for each in found)


@SLOW
@given(seed=st.integers(0, 500))
def test_a_difference_says_what_changes_for_whom_and_nothing_where_nothing_changes(seed: int) -> None:
    town, plan = town_and_plan(seed)
    before = figures_of(town, plan)
    assert difference(before, before).changes == {}
    assert difference(before, before).total == Hours()
    after = figures_of(town, windowed(town, plan))
    change = difference(before, after)
    assert before.total + change.total == after.total
    for person, hours in change.persons.items():
        assert before.persons[person] + hours == after.persons[person]
        assert person in change.changes or hours == Hours()
    for rows in change.changes.values():
        assert all(row.before != row.after for row in rows)


@pytest.mark.req("MEE-10")
@SLOW
@given(seed=st.integers(0, 500), assumed=assumptions, data=st.data())
def test_whoever_an_item_needs_is_there_and_nobody_is_in_two_places(
    seed: int, assumed: Assumptions, data: st.DataObject
) -> None:
    town, plan = town_and_plan(seed)
    agendas = written(town, data)
    part = windowed(town, plan, agendas, assumed)
    assert check_windows(town, part, agendas, video_at_most=assumed.video_at_most) == []
    before, after = figures_of(town, plan), figures_of(town, part)
    assert after.collisions == ()
    assert after.total.meeting <= before.total.meeting
    assert after.total.prep_after <= before.total.prep_after
    assert windowed(town, plan, agendas, assumed) == part


@SLOW
@given(seed=st.integers(0, 500), data=st.data())
def test_the_checker_of_windows_sees_what_is_wrong(seed: int, data: st.DataObject) -> None:
    town, plan = town_and_plan(seed)
    part = windowed(town, plan)
    assert check_windows(town, part, video_at_most=60) == []
    key = data.draw(st.sampled_from(sorted(part.windows)))
    seat = data.draw(st.sampled_from(sorted(part.windows[key])))
    window = part.windows[key][seat]
    late = replace(window, start=window.start + 1)
    moved = replace(part, windows={**part.windows, key: {**part.windows[key], seat: late}})
    assert {each.code for each in check_windows(town, moved, video_at_most=60)} >= {"W2"}
    without = {name: each for name, each in part.windows[key].items() if name != seat}
    gone = replace(part, windows={**part.windows, key: without})
    assert {each.code for each in check_windows(town, gone, video_at_most=60)} == {"W1"}
    far = replace(part, windows={**part.windows, key: {**part.windows[key], seat: replace(window, by_video=True)}})
    assert "W5" in {each.code for each in check_windows(town, far, video_at_most=window.minutes - 1)}


@SLOW
@given(
    needs=st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=6),
    weights=st.tuples(*(st.integers(1, 3) for _ in "abcd")),
    data=st.data(),
)
def test_no_order_of_an_agenda_is_better_than_the_first_one_found(
    needs: list[frozenset[str]], weights: tuple[int, ...], data: st.DataObject
) -> None:
    items = tuple(Item(str(number), data.draw(st.integers(1, 60)), each) for number, each in enumerate(needs))
    weight = {seat: each for seat, each in zip("abcd", weights, strict=True) if any(seat in need for need in needs)}

    def attended(order: tuple[Item, ...]) -> int:
        minutes = 0
        for seat, each in weight.items():
            rows = [row for row, item in enumerate(order) if seat in item.needs]
            minutes += each * sum(item.minutes for item in order[rows[0] : rows[-1] + 1])
        return minutes

    found = best_orders(items, weight)
    assert Counter(found[0].items) == Counter(items)
    assert found[0].cost == attended(found[0].items) == min(attended(order) for order in itertools.permutations(items))
    assert [each.cost for each in found] == sorted(each.cost for each in found)


def test_one_who_sits_in_two_meetings_after_each_other_leaves_nothing_between_them() -> None:
    raw = made_up_town(1, weeks=16, groups=2)
    town = read_instance(raw)
    first, second = [name for name in town.groups if name.startswith("work")]
    one, other = (town.groups[name] for name in (first, second))
    place = next(iter(town_and_plan(1, 1)[1].meetings.values()))
    day = place.day
    people = {**dict.fromkeys(("s1", "s2", "s3", "s4"))}
    town = replace(town, persons={name: replace(each, busy={}) for name, each in town.persons.items()})

    def at(start: int, who: str, room: str, police: str) -> Placement:
        return replace(
            place, day=day, start=start, room=room, attend={**people, "s1": "safety-0", "s2": police, "s3": who}
        )

    plan = Schedule(
        town.id,
        {
            (first, 1): at(780, "streets-1", "room-0-a", "officer-0"),
            (second, 1): at(780 + one.duration + 15, "streets-1", "room-0-a", "officer-0"),
        },
    )
    stay, own = frozenset({"s1", "s2"}), frozenset({"s1", "s2", "s3"})
    agendas = {
        key: (Item("own", 20, own), Item("rest", group.duration - 20, stay))
        for key, group in (((first, 1), one), ((second, 1), other))
    }
    part = windowed(town, plan, agendas, Assumptions(video_at_most=0))
    assert part.windows[first, 1]["s3"].end == 780 + one.duration
    assert part.windows[second, 1]["s3"].start == 780 + one.duration + 15
    assert part.windows[second, 1]["s3"].minutes == 20


def test_a_group_that_another_prepares_is_attended_by_all_and_others_only_in_part() -> None:
    town, _ = town_and_plan(1)
    assert len(default_agenda(town, town.groups["steer-0"], Assumptions())) == 1
    items = default_agenda(town, town.groups["work-0-0"], Assumptions())
    assert sum(item.minutes for item in items) == town.groups["work-0-0"].duration
    assert [item for item in items if "s3" not in item.needs]


def test_half_of_the_preparation_stays_whatever_part_is_attended_unless_something_else_is_said() -> None:
    assert Assumptions().preparation(100, 30, 60) == 75
    assert Assumptions(preparation_kept=100).preparation(100, 1, 60) == 100
    assert Assumptions(preparation_kept=0).preparation(100, 30, 60) == 50
    with pytest.raises(ValueError, match="preparation_kept"):
        Assumptions(preparation_kept=101)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((), "must have items"),
        ((Item("long", 1000, frozenset()),), "no more minutes"),
        ((Item("none", 0, frozenset()),), "at least a minute"),
        ((Item("strange", 10, frozenset({"s9"})),), "no seat 's9'"),
    ],
)
def test_an_agenda_that_cannot_be_is_refused_with_one_sentence(items: Agenda, said: str) -> None:
    town, plan = town_and_plan(1)
    with pytest.raises(ValueError, match=said):
        windowed(town, plan, {next(iter(plan.meetings)): items})


@pytest.mark.req("MEE-11")
@needs_the_checker
@pytest.mark.parametrize("seed", [1, 2])
def test_in_a_whole_city_windows_take_the_busiest_office_to_one_post(seed: int, tmp_path: Path) -> None:
    city = read_instance(json.loads(generate("stockholm", seed, tmp_path / "city.json").read_text()))
    memory = build_memory(Names(city), seed=seed)
    construct(memory, seed)
    coordinated = memory.schedule()
    part = windowed(city, coordinated)
    assert check_windows(city, part, video_at_most=Assumptions().video_at_most) == []
    today, after = (figures_of(city, each).organisations["trafikkontoret"] for each in (habit(city), part))
    assert 1.35 <= today.posts(city.weights.fte_hours) <= 1.6
    assert after.posts(city.weights.fte_hours) <= 1.0
