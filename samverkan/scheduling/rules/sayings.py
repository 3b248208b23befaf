"""A sentence for people as a message id with its values, so that it can be kept and translated when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Saying:
    """A message id and its values: texts and numbers."""

    sentence: str
    values: Mapping[str, object]

    def as_json(self) -> list[object]:
        """Return the sentence as JSON values."""
        return [self.sentence, dict(self.values)]


def say(sentence: str, **values: object) -> Saying:
    """Return a sentence with values. The text is a message id: it is translated before the values are put in."""
    return Saying(sentence, values)
