"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.door import Door

BJORKASA = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
"""A group of Björkåsa: not for Granvik, nor for those whose posts open no district."""
PREPARERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}


def steering(cast: Cast) -> list[Any]:
    return [cast.groups["steering_b"].pk]


def seat(cast: Cast) -> list[Any]:
    return [cast.seats["doris"].pk]


DOORS = {
    "groups:structure": Door(200, {"nils": 404}),
    "groups:list": Door(200, {"nils": 404}),
    "groups:group": Door(200, BJORKASA, steering),
    "groups:found": Door(403, PREPARERS | {"cecilia": 200, "gustav": 200}),
    "groups:rename": Door(403, BJORKASA | PREPARERS, steering),
    "groups:end_group": Door(403, BJORKASA | PREPARERS, steering),
    "groups:add_seat": Door(403, BJORKASA | PREPARERS, steering),
    "groups:co_opt": Door(403, BJORKASA | PREPARERS, steering),
    "groups:fill_seat": Door(403, BJORKASA | PREPARERS, seat),
    "groups:vacate_seat": Door(403, BJORKASA | PREPARERS, seat),
    "groups:end_seat": Door(403, BJORKASA | PREPARERS, seat),
}
