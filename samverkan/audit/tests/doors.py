"""What the pages of the trail answer to everybody."""

from __future__ import annotations

from typing import Any

from samverkan.access.actor import system_actor
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from tests.cast import Cast
from tests.door import Door


def a_thing(cast: Cast) -> list[Any]:
    """Leave a trace of a thing and return the address of its history."""
    record(by=system_actor("test"), event="agreements.adopted", on=Pointer("agreements.agreement", "1", "Avtal", "/"))
    return ["agreements.agreement", "1"]


DOORS = {
    "audit:trail": Door(403, {"ivar": 200}),
    "audit:history": Door(403, {"ivar": 200}, a_thing),
}
