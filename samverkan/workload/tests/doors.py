"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.workload.models import Competence, Need, Presence
from tests.cast import TODAY, Cast
from tests.door import Door


def bjorkasa(cast: Cast) -> list[Any]:
    return [cast.units["bjorkasa"].pk]


def amina_as_a_function(cast: Cast) -> list[Any]:
    return [cast.units["bjorkasa"].pk, cast.users["amina"].pk]


def steering(cast: Cast) -> list[Any]:
    return [cast.groups["steering_b"].pk]


def need(cast: Cast) -> list[Any]:
    competence, _ = Competence.objects.get_or_create(municipality=cast.units["town"], name="Belysning")
    return [Need.objects.create(group=cast.groups["steering_b"], competence=competence).pk]


def planned(cast: Cast) -> list[Any]:
    return [
        Presence.objects.create(
            group=cast.groups["steering_b"],
            unit=cast.units["transport"],
            starts_on=TODAY,
            meetings_a_year=2,
            why="Belysning",
        ).pk
    ]


def steering_and_transport(cast: Cast) -> list[Any]:
    return [*steering(cast), cast.units["transport"].pk]


def town(cast: Cast) -> list[Any]:
    return [cast.units["town"].pk]


def town_and_kind(cast: Cast) -> list[Any]:
    return [cast.units["town"].pk, "working"]


def every_table(cast: Cast) -> list[Any]:
    return ["allt", "xlsx"]


ELECTED = {"hanna": 403}
HERE = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
OF_BJORKASA = HERE | {"gustav": 200}
CENTRAL = {"gustav": 200, "nils": 404}
DOORS = {
    "workload:list": Door(200),
    "workload:organisation": Door(404, OF_BJORKASA | {"hanna": 200}, bjorkasa),
    "workload:add_department": Door(
        404, {"amina": 200, "doris": 200, "bertil": 200} | {"erik": 200, "gustav": 200} | {"hanna": 403}, bjorkasa
    ),
    "workload:function": Door(404, OF_BJORKASA, amina_as_a_function),
    "workload:state_profile": Door(404, OF_BJORKASA, amina_as_a_function),
    "workload:collisions": Door(200, ELECTED),
    "workload:growth": Door(200),
    "workload:staffing": Door(200, ELECTED),
    "workload:alike": Door(200, ELECTED),
    "workload:one_more": Door(200, ELECTED),
    "workload:needs": Door(200, ELECTED),
    "workload:group_needs": Door(404, OF_BJORKASA, steering),
    "workload:state_need": Door(404, OF_BJORKASA, steering),
    "workload:change_need": Door(404, OF_BJORKASA, need),
    "workload:drop_need": Door(404, OF_BJORKASA, need),
    "workload:competences": Door(200, ELECTED),
    "workload:add_competence": Door(403, CENTRAL),
    "workload:presence": Door(200, ELECTED),
    "workload:plan_presence": Door(404, OF_BJORKASA, steering_and_transport),
    "workload:drop_presence": Door(404, OF_BJORKASA, planned),
    "workload:basis": Door(200),
    "workload:state_basis": Door(403, CENTRAL, town),
    "workload:state_effort": Door(403, CENTRAL, town_and_kind),
    "workload:state_journey": Door(403, CENTRAL, town),
    "workload:export": Door(200, {"nils": 404}, every_table),
}
