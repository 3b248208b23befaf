"""What the pages of the duty to inform answer to everybody."""

from __future__ import annotations

from typing import Any

from samverkan.communication.services import send_information
from samverkan.communication.words import Concerns
from tests.cast import TODAY, Cast
from tests.door import Door

PARTIES = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}


def told(cast: Cast) -> list[Any]:
    """Let Amina tell the police's decision-maker in Björkåsa something."""
    information = send_information(
        by=cast.amina,
        unit=cast.units["bjorkasa"],
        happened_on=TODAY,
        event="Torgets ombyggnad flyttas till hösten.",
        concerns=Concerns.MEASURES_PLAN,
        materiality="Åtgärden i planen kan inte börja i maj.",
        today=TODAY,
    )
    return [information.pk]


DOORS = {
    "communication:list": Door(200),
    "communication:inform": Door(403, PARTIES | {"cecilia": 200, "gustav": 200}),
    "communication:information": Door(404, PARTIES, told),
    "communication:acknowledge": Door(405, arguments=told),
    "communication:answer": Door(405, arguments=told),
}
