"""The instance as it is searched: each forbidding wish has a keeper, who is taken away from the plan again."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import Any

from samverkan.planner.instance import Instance, read_instance
from samverkan.planner.schedule import Placement, Schedule
from samverkan.scheduling.rules.basis import Basis
from samverkan.scheduling.rules.rows import days_of_wish, group_id, hours_of_wish, wish_id
from samverkan.scheduling.words import WishKind


def search_instance(basis: Basis) -> Instance:
    """Return the instance as it is searched: each forbidding wish of a group has a keeper in a seat of its own.

    The keeper is taken at the forbidden times and costs nothing else, so that the wish is a demand beside the others
    and can be named when they contradict each other. `stripped` takes the keepers away from a plan again.
    """
    raw = basis.raw
    first, last = (date.fromisoformat(raw["calendar"][key]) for key in ("first", "last"))
    keepers, seats = [], defaultdict(list)
    home = raw["places"][0]["id"] if raw["places"] else ""
    for wish in basis.wishes:
        if wish.kind != WishKind.FORBID or wish.group is None:
            continue
        name = wish_id(wish.pk)
        busy = {day.isoformat(): [[*hours_of_wish(wish), 0]] for day in days_of_wish(wish, first, last)}
        keepers.append(
            {"id": name, "party": "annan", "org": "-", "home": home, "weight": 0, "max_day": 1440, "busy": busy}
        )
        seats[group_id(wish.group)].append(
            {"id": name, "function": name, "holder": name, "deputies": [], "required": True}
        )
    groups = [_with_keepers(row, seats[row["id"]]) for row in raw["groups"]]
    rooms = [row if row.get("remote") else row | {"capacity": row["capacity"] + len(keepers)} for row in raw["rooms"]]
    return read_instance(raw | {"persons": [*raw["persons"], *keepers], "groups": groups, "rooms": rooms})


def _with_keepers(row: dict[str, Any], keepers: list[dict[str, Any]]) -> dict[str, Any]:
    if not keepers:
        return row
    people = len(row["seats"])
    present = math.ceil(people * row["quorum"]["share"] / 100) + len(keepers)
    share = math.ceil(100 * present / (people + len(keepers)))
    return row | {"seats": [*row["seats"], *keepers], "quorum": row["quorum"] | {"share": share}}


def stripped(schedule: Schedule) -> Schedule:
    """Return the plan without the keepers of wishes."""
    return Schedule(
        schedule.instance,
        {
            key: Placement(
                each.day, each.start, each.room, {seat: who for seat, who in each.attend.items() if seat[0] != "w"}
            )
            for key, each in schedule.meetings.items()
        },
    )


def with_keepers(instance: Instance, schedule: Schedule) -> Schedule:
    """Return the plan with the keepers of the instance's wishes in their seats, and only meetings that it has."""
    meetings = {}
    for (name, index), each in schedule.meetings.items():
        group = instance.groups.get(name)
        if group is not None and index <= group.meetings and each.room in instance.rooms:
            attend = {
                seat.id: seat.holder if seat.id[0] == "w" else _known(instance, each.attend.get(seat.id))
                for seat in group.seats
            }
            meetings[name, index] = Placement(each.day, each.start, each.room, attend)
    return Schedule(instance.id, meetings)


def _known(instance: Instance, person: str | None) -> str | None:
    return person if person in instance.persons else None
