"""What each address of the package answers to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.indicators.models import ProgrammeLink, Reading
from samverkan.priorities.models import Goal
from tests import red_thread
from tests.cast import START, Cast
from tests.door import Door
from tests.red_thread import NOW


def areas(cast: Cast) -> list[Any]:
    red_thread.area_list(cast)
    return []


def common(cast: Cast) -> list[Any]:
    return [red_thread.an_indicator(cast).pk]


def own_reading(cast: Cast) -> Reading:
    return Reading.objects.create(
        indicator=red_thread.an_indicator(cast, unit=cast.units["bjorkasa"]),
        unit=cast.units["bjorkasa"],
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        numerator=30,
        denominator=100,
        source=red_thread.a_source(cast),
        party="police",
        recorded_at=NOW,
    )


def own(cast: Cast) -> list[Any]:
    return [own_reading(cast).indicator_id]


def in_bjorkasa(cast: Cast) -> list[Any]:
    return [*common(cast), cast.units["bjorkasa"].pk]


def reading(cast: Cast) -> list[Any]:
    return [own_reading(cast).pk]


def district(cast: Cast) -> list[Any]:
    red_thread.area_list(cast)
    return [cast.units["bjorkasa"].pk]


def town(cast: Cast) -> list[Any]:
    red_thread.area_list(cast)
    return [cast.units["town"].pk]


def sub_goal(cast: Cast) -> list[Any]:
    return [red_thread.a_sub_goal(cast).pk]


def own_sub_goal(cast: Cast) -> list[Any]:
    return [red_thread.a_sub_goal(cast, unit=cast.units["bjorkasa"]).pk]


def goal(cast: Cast) -> list[Any]:
    return [Goal.objects.create(area=red_thread.an_area(cast), number=99, text="Platsen upplevs som trygg").pk]


def tie(cast: Cast) -> list[Any]:
    area = red_thread.an_area(cast)
    return [ProgrammeLink.objects.create(area=area, kind="budget", title="Budget 2026", valid_from=START).pk]


def source(cast: Cast) -> list[Any]:
    return [red_thread.a_source(cast).pk]


NILS = {"nils": 404}
PREPARERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
ELSEWHERE = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
CENTRAL = {"gustav": 200}
DOORS = {
    "indicators:list": Door(200, NILS, areas),
    "indicators:goals": Door(200, NILS, areas),
    "indicators:outcomes": Door(200, NILS, areas),
    "indicators:sources": Door(200, NILS),
    "indicators:indicator": Door(200, NILS, common),
    "indicators:export": Door(200, ELSEWHERE, own),
    "indicators:change_indicator": Door(403, PREPARERS | ELSEWHERE, own),
    "indicators:retire_indicator": Door(403, NILS | CENTRAL, common),
    "indicators:set_aim": Door(403, PREPARERS | NILS, in_bjorkasa),
    "indicators:record_reading": Door(403, PREPARERS | CENTRAL | NILS, in_bjorkasa),
    "indicators:correct_reading": Door(403, PREPARERS | ELSEWHERE, reading),
    "indicators:add_indicator": Door(403, PREPARERS | NILS, district),
    "indicators:import_readings": Door(403, PREPARERS | NILS, district),
    "indicators:judge_goal": Door(403, CENTRAL | NILS, goal),
    "indicators:set_vision": Door(403, PREPARERS | NILS, district),
    "indicators:add_sub_goal": Door(403, PREPARERS | NILS, district),
    "indicators:record_review": Door(403, CENTRAL | NILS, town),
    "indicators:link_programme": Door(403, CENTRAL | NILS, town),
    "indicators:unlink_programme": Door(403, CENTRAL | NILS, tie),
    "indicators:sub_goal": Door(200, ELSEWHERE, own_sub_goal),
    "indicators:change_sub_goal": Door(403, CENTRAL | NILS, sub_goal),
    "indicators:end_sub_goal": Door(403, CENTRAL | NILS, sub_goal),
    "indicators:source": Door(200, NILS, source),
    "indicators:change_source": Door(403, PREPARERS | CENTRAL | NILS | {"cecilia": 200}, source),
    "indicators:add_source": Door(403, PREPARERS | CENTRAL | NILS | {"cecilia": 200}, town),
}
