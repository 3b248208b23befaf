"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from samverkan.wheel.services import open_subscription
from tests.cast import Cast
from tests.door import Door


def group(cast: Cast) -> list[Any]:
    return [cast.groups["prep_b"].pk]


def district(cast: Cast) -> list[Any]:
    return [cast.units["bjorkasa"].pk]


def subscribed(cast: Cast) -> list[Any]:
    return [open_subscription(by=cast.amina, now=timezone.now())[1]]


DOORS = {
    "wheel:mine": Door(200),
    "wheel:group": Door(200, {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}, group),
    "wheel:unit": Door(200, {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}, district),
    "wheel:subscription": Door(200),
    "wheel:close": Door(200),
    "wheel:feed": Door(200, {"anonymous": 200}, subscribed),
}
