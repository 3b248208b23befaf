"""What the addresses of accounts answer to everybody."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.door import Door

NOBODY_GETS = 405
ADMINISTRATOR_ONLY = {"ivar": 200}


def amina(cast: Cast) -> list[Any]:
    """Return the address of a person."""
    return [cast.users["amina"].pk]


DOORS = {
    "accounts:login": Door(302, {"anonymous": 200}),
    "accounts:logout": Door(NOBODY_GETS),
    "accounts:me": Door(200),
    "accounts:choose_language": Door(NOBODY_GETS),
    "accounts:change_password": Door(NOBODY_GETS),
    "accounts:people": Door(403, ADMINISTRATOR_ONLY),
    "accounts:add_person": Door(403, ADMINISTRATOR_ONLY),
    "accounts:person": Door(403, ADMINISTRATOR_ONLY, amina),
    "accounts:set_password": Door(NOBODY_GETS, arguments=amina),
    "accounts:deactivate_person": Door(NOBODY_GETS, arguments=amina),
    "accounts:reactivate_person": Door(NOBODY_GETS, arguments=amina),
}
