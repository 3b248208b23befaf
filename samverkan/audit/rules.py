"""How an entry of the trail is hashed, and how a chain is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
"""What the first entry names as the hash of the one before it."""


def entry_hash(previous_hash: str, fields: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the previous hash and the entry's fields, as JSON with sorted keys."""
    content = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{content}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """What the check needs of one entry."""

    number: int
    previous_hash: str
    entry_hash: str
    fields: Mapping[str, Any]


def first_break(links: Iterable[Link], *, noted_head: str = "") -> str | None:
    """Return a sentence about the first fault of the chain, or none if it holds.

    `links` come in the order of their numbers. A gap, a changed field, a changed hash and two entries that have
    changed places are all found. That the *last* entries are gone leaves a chain that holds; it is found by
    giving `noted_head`, a head hash written down earlier, which must still be in the trail.
    """
    expected_number, previous, is_noted_found = 1, START, not noted_head
    for link in links:
        if link.number != expected_number:
            return f"entry {expected_number} is missing"
        if link.previous_hash != previous:
            return f"entry {link.number} does not follow the entry before it"
        if link.entry_hash != entry_hash(previous, link.fields):
            return f"entry {link.number} has been changed"
        expected_number, previous = link.number + 1, link.entry_hash
        is_noted_found = is_noted_found or previous == noted_head
    return None if is_noted_found else f"no entry has the noted hash {noted_head}: entries have been removed at the end"


@dataclass(frozen=True, slots=True)
class TrailState:
    """What a check of the trail found: how many entries, the hash of the last, and the first fault if any."""

    entries: int
    head: str
    fault: str | None

    @property
    def holds(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.fault is None
