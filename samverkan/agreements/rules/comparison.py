"""Two wordings side by side: sentence by sentence, and word by word where a sentence was rewritten (AGR-29)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.ground.words import Word

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ0-9•–-])")
WORDS = re.compile(r"\s+|[^\s]+")
WORD_LIMIT = 2_000
"""Longest sentence, in words, that is compared word by word; longer ones are shown whole."""
SENTENCE_LIMIT = 5_000
"""Most sentences that are aligned with care; longer texts are aligned line by line with difflib's shortcut."""


class Change(Word):
    """What has become of a sentence."""

    SAME = "same", "Unchanged"
    REWRITTEN = "rewritten", "Rewritten"
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; `is_changed` where it differs from the other side."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence in its old and its new wording; an added one has no left side, a removed one no right."""

    change: Change
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, lines of one paragraph joined, empty lines dropped.

    >>> sentences("Ett. Två är\\nlängre.\\n\\nTre")
    ['Ett.', 'Två är längre.', 'Tre']
    """
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[•–-]\s)", text):
        joined = " ".join(paragraph.split())
        found.extend(part for part in SENTENCE_END.split(joined) if part)
    return found


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = WORDS.findall(old), WORDS.findall(new)
    if len(left) > WORD_LIMIT or len(right) > WORD_LIMIT:
        return (Piece(old, True),), (Piece(new, True),)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if a != b:
            before.append(Piece("".join(left[a:b]), tag != "equal"))
        if c != d:
            after.append(Piece("".join(right[c:d]), tag != "equal"))
    return tuple(before), tuple(after)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Pair the sentences of a replaced passage in order, where they have something in common."""
    rows: list[Row] = []
    for index in range(max(len(old), len(new))):
        before = old[index] if index < len(old) else ""
        after = new[index] if index < len(new) else ""
        if before and after:
            if difflib.SequenceMatcher(None, before[:600], after[:600], autojunk=False).quick_ratio() > 0.4:
                left, right = _words(before, after)
                rows.append(Row(Change.REWRITTEN, left, right))
                continue
        if before:
            rows.append(Row(Change.REMOVED, left=(Piece(before, True),)))
        if after:
            rows.append(Row(Change.ADDED, right=(Piece(after, True),)))
    return rows


def compare(old: str, new: str) -> tuple[Row, ...]:
    """Return the rows of the comparison, in the order of the texts."""
    before, after = sentences(old), sentences(new)
    quick = max(len(before), len(after)) > SENTENCE_LIMIT
    rows: list[Row] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=quick).get_opcodes():
        if tag == "equal":
            rows.extend(Row(Change.SAME, (Piece(text),), (Piece(text),)) for text in before[a:b])
        else:
            rows.extend(_pairs(before[a:b], after[c:d]))
    return tuple(rows)
