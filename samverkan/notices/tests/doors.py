"""What the addresses of notices answer to everybody."""

from __future__ import annotations

from typing import Any

from samverkan.ground.pointers import Pointer
from samverkan.notices.services import tell
from tests.cast import Cast
from tests.door import Door


def told(cast: Cast) -> list[Any]:
    """Tell Doris something and return the notice's address."""
    about = Pointer("agreements.annex", "1", "Bilaga 1", "/avtal/")
    return [tell([cast.users["doris"]], about=about, title="Bilaga 1 är beslutad", receipt_wanted=True)[0].pk]


DOORS = {
    "notices:list": Door(200),
    "notices:choose_letters": Door(405),
    "notices:notice": Door(404, {"doris": 200}, told),
    "notices:give_receipt": Door(405, arguments=told),
}
