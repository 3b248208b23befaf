"""Refusals: why a deed was not done, in words that a person can act on."""

from __future__ import annotations


class Refused(Exception):
    """A deed that the rules do not let happen. Nothing has been stored.

    `reason` is an English message id that may hold `%(name)s` marks, filled from `values` after it has
    been translated; `field` names what to correct, if one field is at fault; `way_on` says what the
    person can do instead (also a message id, same `values`).
    """

    def __init__(self, reason: str, *, field: str = "", way_on: str = "", **values: object) -> None:
        super().__init__(reason % values if values else reason)
        self.reason = reason
        self.field = field
        self.way_on = way_on
        self.values = values


class NotAllowed(Refused):
    """The person may see the thing but not do this with it."""
