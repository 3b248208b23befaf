"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.measures.models import PlanVersion
from samverkan.measures.tests.town import build_town
from tests.cast import Cast
from tests.door import Door
from tests.red_thread import a_measure, a_plan


def plan(cast: Cast) -> list[Any]:
    return [a_plan(cast).pk]


def measure(cast: Cast) -> list[Any]:
    return [a_measure(cast).pk]


def version(cast: Cast) -> list[Any]:
    town = build_town(cast)
    draft = town.plan()
    town.measure(draft)
    frozen: PlanVersion = town.decided(draft)
    return [frozen.pk]


ELSEWHERE = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
DOORS = {
    "measures:plans": Door(200),
    "measures:mine": Door(200),
    "measures:plan": Door(200, ELSEWHERE | {"hanna": 404}, plan),
    "measures:plan_version": Door(200, ELSEWHERE, version),
    "measures:measure": Door(200, ELSEWHERE | {"hanna": 404}, measure),
}
