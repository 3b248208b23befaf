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


def first_break(links: Iterable[Link]) -> str | None:
    """Return a sentence about the first fault of the chain, or none if it holds.

    `links` come in the order of their numbers. A gap, a changed field and a changed hash are all found.
    """
    expected_number, previous = 1, START
    for link in links:
        if link.number != expected_number:
            return f"entry {expected_number} is missing"
        if link.previous_hash != previous:
            return f"entry {link.number} does not follow the entry before it"
        if link.entry_hash != entry_hash(previous, link.fields):
            return f"entry {link.number} has been changed"
        expected_number, previous = link.number + 1, link.entry_hash
    return None
