"""A door: one address and what it answers to each person of the cast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast

EVERYBODY = (
    "anonymous",
    "amina",
    "bertil",
    "cecilia",
    "doris",
    "erik",
    "fatima",
    "gustav",
    "hanna",
    "ivar",
    "nils",
)


def no_arguments(cast: Cast) -> list[Any]:
    """Return the arguments of an address that has none."""
    return []


@dataclass(frozen=True)
class Door:
    """What a GET of the address answers: `usual` for everybody but those named in `answers`.

    Anonymous visitors are sent to log in (302) unless `answers` says otherwise. `arguments` may store what the
    address needs and returns the address's arguments.
    """

    usual: int
    answers: dict[str, int] = field(default_factory=dict)
    arguments: Callable[[Cast], list[Any]] = no_arguments
    query: str = ""

    def answer_for(self, person: str) -> int:
        """Return the expected status for the person."""
        return self.answers.get(person, 302 if person == "anonymous" else self.usual)
