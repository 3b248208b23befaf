"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.access.actor import system_actor
from samverkan.priorities.models import Area
from samverkan.priorities.services import load_area_lists
from samverkan.working_groups.models import Appointment, Forum
from tests.cast import START, TODAY, Cast
from tests.door import Door


def with_areas(cast: Cast) -> list[Any]:
    areas(cast)
    return []


def areas(cast: Cast) -> Any:
    load_area_lists(by=system_actor("test"), municipality=cast.units["town"])
    return Area.objects.get(name="Otrygga och brottsutsatta platser")


def appointment(cast: Cast) -> list[Any]:
    return [
        Appointment.objects.create(
            unit=cast.units["bjorkasa"],
            preparation_group=cast.groups["prep_b"],
            name="Stationen",
            task="Tryggare station",
            area=areas(cast),
            focus="Stationen",
            ends_on=TODAY,
            proposed_on=START,
            forums_considered="Inget av dem",
        ).pk
    ]


def forum(cast: Cast) -> list[Any]:
    return [Forum.objects.create(unit=cast.units["bjorkasa"], name="Platssamverkan", valid_from=START).pk]


BJORKASA = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
PREPARERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
DOORS = {
    "working_groups:forums": Door(200),
    "working_groups:propose": Door(403, PREPARERS | {"cecilia": 200}, with_areas),
    "working_groups:appointment": Door(200, BJORKASA | {"hanna": 404}, appointment),
    "working_groups:add_forum": Door(403, PREPARERS | {"cecilia": 200, "gustav": 200}),
    "working_groups:map_forum": Door(403, BJORKASA | PREPARERS, forum),
    "working_groups:end_forum": Door(403, BJORKASA | PREPARERS, forum),
}
