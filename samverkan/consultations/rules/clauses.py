"""The clauses of a draft, so that views can be tied to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERED = re.compile(r"^(?P<number>§\s?\d+|\d+(?:\.\d+)*\.?(?:\s?§)?)\s+(?P<title>[A-ZÅÄÖ].{0,110})$")
_PLAIN = re.compile(r"^[A-ZÅÄÖ][^.:;!?]{1,88}$")
_BULLET = re.compile(r"^\s*[•–\-*]\s")


@dataclass(frozen=True, slots=True)
class ClausePart:
    """A clause: its number as written (may be empty), its heading (may be empty) and its text."""

    number: str
    heading: str
    text: str


def _heading(lines: Sequence[str]) -> tuple[str, str] | None:
    """Return number and heading when the first line of a block is one, else none."""
    first = lines[0].strip()
    if _BULLET.match(first):
        return None
    numbered = _NUMBERED.match(first)
    if numbered and not first.endswith((".", ",", ";")) and len(numbered["title"].split()) <= 12:
        return numbered["number"].rstrip("."), numbered["title"]
    if _PLAIN.match(first) and not first.endswith(",") and len(first.split()) <= 9:
        return "", first
    return None


def clauses_of(text: str) -> tuple[ClausePart, ...]:
    """Split a text at its headings: numbered ones, and short lines that stand alone or begin a block.

    Every word of the text is in exactly one clause; a text without headings is one clause.

    >>> [(one.number, one.heading) for one in clauses_of("1. Syfte\\n\\nVi samverkar.\\n\\n2. Tid\\n\\nEtt år.")]
    [('1', 'Syfte'), ('2', 'Tid')]
    """
    found: list[tuple[str, str, list[str]]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.rstrip() for line in block.strip("\n").split("\n") if line.strip()]
        if not lines:
            continue
        heading = _heading(lines) if len(lines) == 1 or lines[1][:1].isupper() else None
        if heading is not None:
            found.append((*heading, ["\n".join(lines[1:])] if len(lines) > 1 else []))
        elif found:
            found[-1][2].append("\n".join(lines))
        else:
            found.append(("", "", ["\n".join(lines)]))
    return tuple(ClausePart(number, heading, "\n\n".join(texts)) for number, heading, texts in found)
