"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.organisation.models import Pairing, Post
from tests.cast import Cast
from tests.door import Door

NO_POST = {"nils": 404}
ONLY_IVAR = {"ivar": 200, "nils": 404}


def bjorkasa(cast: Cast) -> list[Any]:
    return [cast.units["bjorkasa"].pk]


def pairing(cast: Cast) -> list[Any]:
    return [Pairing.objects.get(district=cast.units["bjorkasa"]).pk]


def post(cast: Cast) -> list[Any]:
    return [Post.objects.get(user=cast.users["amina"]).pk]


DOORS = {
    "organisation:units": Door(200, NO_POST),
    "organisation:unit": Door(200, NO_POST, bjorkasa),
    "organisation:add_unit": Door(403, {"ivar": 200}),
    "organisation:change_unit": Door(403, ONLY_IVAR, bjorkasa),
    "organisation:end_unit": Door(403, ONLY_IVAR, bjorkasa),
    "organisation:pair_units": Door(403, ONLY_IVAR, bjorkasa),
    "organisation:give_post": Door(403, ONLY_IVAR, bjorkasa),
    "organisation:end_pairing": Door(403, ONLY_IVAR, pairing),
    "organisation:end_post": Door(403, ONLY_IVAR, post),
}
