"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.places.models import PlaceCount
from samverkan.places.words import ProblemType
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import a_place


def place(cast: Cast) -> list[Any]:
    return [a_place(cast).pk]


def closed_place(cast: Cast) -> list[Any]:
    return [a_place(cast, closed_on=TODAY, closed_because="Ombyggd").pk]


def count(cast: Cast) -> list[Any]:
    return [
        PlaceCount.objects.create(
            place=a_place(cast), problem_type=ProblemType.DRUG_DEALING, on=TODAY, number=2, source="Gemensam rond"
        ).pk
    ]


HIDDEN = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404, "hanna": 404}
KEEPERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
DOORS = {
    "places:list": Door(200),
    "places:register": Door(403, KEEPERS | {"cecilia": 200, "gustav": 200}),
    "places:context": Door(200),
    "places:add_fact": Door(403, {"gustav": 200}),
    "places:place": Door(200, HIDDEN, place),
    "places:change": Door(403, HIDDEN | KEEPERS, place),
    "places:coordinator": Door(403, HIDDEN | KEEPERS, place),
    "places:close": Door(403, HIDDEN | KEEPERS, place),
    "places:reopen": Door(403, HIDDEN | KEEPERS, closed_place),
    "places:classify": Door(403, HIDDEN | KEEPERS, place),
    "places:count": Door(403, HIDDEN | KEEPERS, place),
    "places:correct_count": Door(403, HIDDEN | KEEPERS, count),
}
