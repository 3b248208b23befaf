"""Frozen versions: a value as canonical JSON with its hash, so that any later change shows."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:
    """Return the content as JSON that is the same text whatever the order of its keys.

    >>> canonical({"b": 1, "a": [2]}) == canonical({"a": [2], "b": 1})
    True
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(content: Any) -> str:
    """Return the SHA-256 of the content's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def is_intact(content: Any, sealed: str) -> bool:
    """Tell whether the content is still what was sealed.

    >>> is_intact({"a": 1}, seal({"a": 1})), is_intact({"a": 2}, seal({"a": 1}))
    (True, False)
    """
    return seal(content) == sealed
