"""Reading an instance: every fault is named by its key, all at once; reasons for what cannot be planned."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from samverkan.planner.construct import Impossible
from samverkan.planner.explain import contradiction
from samverkan.planner.instance import Malformed, read_instance
from samverkan.planner.made_up import made_up_town
from samverkan.planner.plan import Limits, make_plan

Fault = Callable[[dict[str, Any]], None]


def faults_of(change: Fault) -> list[str]:
    """Return the faults of a town that was changed."""
    raw = copy.deepcopy(made_up_town(1, weeks=14))
    change(raw)
    with pytest.raises(Malformed) as malformed:
        read_instance(raw)
    return malformed.value.faults


def set_at(*path: Any, to: object) -> Fault:
    """Return a change that sets one value."""

    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "beginning"),
    [
        (set_at("format", to="other/9"), "format: must be 'samverkan-planner/1'"),
        (set_at("calendar", "first", to="2029-13-01"), "calendar.first: must be a date"),
        (set_at("calendar", "last", to="2028-01-01"), "calendar.last: must not be before"),
        (set_at("calendar", "day", "grid", to=0), "calendar.day.grid: must be between 1 and 1440"),
        (set_at("calendar", "day", "lunch", to=[800, 700]), "calendar.day.lunch: must be [from, to]"),
        (set_at("weights", "trip", to=True), "weights.trip: must be a whole number, is True"),
        (set_at("travel", "minutes", 0, 1, to=-5), "travel.minutes[0][1]: must be a whole number"),
        (set_at("travel", "minutes", to=[[0]]), "travel.minutes: must be a square matrix"),
        (set_at("rooms", 0, "place", to="moon"), "rooms.room-0-a.place: there is no place 'moon'"),
        (set_at("persons", 0, "party", to="guests"), "persons.streets-1.party: must be one of"),
        (set_at("persons", 0, "busy", to={"2029-01-09": [[700, 600, 0]]}), "persons.streets-1.busy.2029-01-09: must"),
        (set_at("groups", 0, "meetings", to=0), "groups.work-0-0.meetings: must be between 1 and 400, is 0"),
        (set_at("groups", 0, "rooms", to=[]), "groups.work-0-0.rooms: must name at least one room"),
        (set_at("groups", 0, "seats", 0, "holder", to="nobody"), "groups.work-0-0.seats.s1.holder: there is no person"),
        (set_at("groups", 0, "min_gap", to=90), "groups.work-0-0.max_gap: must not be less than min_gap (90)"),
        (set_at("groups", 0, "prep_group", to="ghosts"), "groups.work-0-0.prep_group: there is no group 'ghosts'"),
        (set_at("milestones", to=[{"group": "ghosts"}]), "milestones[0].group: there is no group 'ghosts'"),
        (set_at("fixed", to=[{"group": "work-0-0", "index": 99}]), "fixed[0].index: must be between 1 and"),
    ],
)
def test_a_fault_is_named_by_its_key(change: Fault, beginning: str) -> None:
    assert any(fault.startswith(beginning) for fault in faults_of(change))


def test_all_faults_are_said_at_once() -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["persons"][0]["home"] = "moon"
        raw["rooms"][1]["capacity"] = "many"

    assert faults_of(change) == [
        "rooms.room-0-b.capacity: must be a whole number, is 'many'.",
        "persons.streets-1.home: there is no place 'moon'.",
    ]


@pytest.mark.parametrize("raw", [None, [], "text", {}, {"format": "samverkan-planner/1"}])
def test_what_is_no_instance_is_refused(raw: object) -> None:
    with pytest.raises(Malformed):
        read_instance(raw)


def test_the_smallest_set_of_demands_that_contradict_each_other_is_named() -> None:
    raw = made_up_town(1, weeks=20)
    raw["milestones"] = [{"group": "steer-0", "tag": "picture", "from": "2029-01-08", "to": "2029-01-10"}]
    town = read_instance(raw)
    found = contradiction(town, "steer-0")
    assert found is not None
    assert {demand.key for demand in found.demands} <= {
        "milestones.steer-0", "groups.steer-0.prep_group", "groups.prepare-0.first", "groups.steer-0.max_gap",
        "groups.prepare-0.seats.s1", "groups.prepare-0.seats.s2",
    }  # fmt: skip
    assert any(demand.key == "milestones.steer-0" for demand in found.demands)
    with pytest.raises(Impossible, match=r"groups.steer-0: cannot all be met: .*milestones"):
        make_plan(town, Limits(seconds=5, bound_seconds=0))


def test_a_group_that_can_be_planned_has_no_contradiction() -> None:
    assert contradiction(read_instance(made_up_town(1, weeks=20)), "steer-0") is None
