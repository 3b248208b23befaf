"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.thread.words import NodeKind
from tests.cast import Cast
from tests.door import Door
from tests.red_thread import a_problem


def problem(cast: Cast) -> list[Any]:
    return [NodeKind.PROBLEM, a_problem(cast).pk]


DOORS = {
    "thread:thread": Door(200),
    "thread:city": Door(200),
    "thread:lamps": Door(200),
    "thread:download": Door(200, {"nils": 404}),
    "thread:node": Door(200, {"cecilia": 404, "fatima": 404, "hanna": 404, "ivar": 404, "nils": 404}, problem),
}
