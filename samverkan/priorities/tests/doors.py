"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.access.actor import system_actor
from samverkan.priorities.models import Area, Goal
from samverkan.priorities.services import load_area_lists
from tests.cast import Cast
from tests.door import Door


def area(cast: Cast) -> list[Any]:
    load_area_lists(by=system_actor("test"), municipality=cast.units["town"])
    return [Area.objects.get(name="Systemhotande brottslighet").pk]


def goal(cast: Cast) -> list[Any]:
    area(cast)
    return [Goal.objects.get(text="Färre individer radikaliseras.").pk]


NO_POST = {"nils": 404}
LOCAL = {"amina": 200, "bertil": 200, "cecilia": 200, "doris": 200, "erik": 200}
DOORS = {
    "priorities:areas": Door(200, NO_POST),
    "priorities:load": Door(405),
    "priorities:area": Door(200, NO_POST, area),
    "priorities:set_local_priority": Door(403, NO_POST | LOCAL, area),
    "priorities:clarify_goal": Door(403, NO_POST | {"gustav": 200}, goal),
}
