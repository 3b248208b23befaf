"""Two wordings side by side, sentence by sentence (AGR-29). Words within a sentence are marked where it is shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.ground.words import Word

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
BLOCK_END = re.compile(r"\n\s*\n|\n(?=\s*[•–-]\s)")
HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-ZÅÄÖ][^,;:.!?\d]*$")
HEADING_LENGTH = 80
CAREFUL_LIMIT = 3_000
"""Most sentences that are aligned with care; longer texts are aligned with difflib's shortcut."""
LIKENESS = 0.5
"""How much two sentences must share to count as one that was rewritten (0 to 1)."""


class Change(Word):
    """What has become of a sentence."""

    SAME = "same", "Unchanged"
    REWRITTEN = "rewritten", "Rewritten"
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the heading it stands under and its number there."""

    text: str
    heading: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence before and after; an added one has no before, a removed one no after."""

    change: Change
    before: str = ""
    after: str = ""
    heading: str = ""
    number: int = 1


def _is_heading(line: str) -> bool:
    return len(line) <= HEADING_LENGTH and HEADING.match(line) is not None


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their headings; broken lines are joined, headings are no sentences.

    >>> [(found.heading, found.text) for found in sentences("Tid\\nEtt. Två är\\nlängre.")]
    [('Tid', 'Ett.'), ('Tid', 'Två är längre.')]
    """
    found: list[Sentence] = []
    heading, number = "", 0
    for block in BLOCK_END.split(text):
        lines = [line.strip() for line in block.strip().splitlines()]
        if not lines:
            continue
        if len(lines) > 1 and _is_heading(lines[0]) and lines[1][:1].isupper():
            heading, number, lines = lines[0], 0, lines[1:]
        elif len(lines) == 1 and _is_heading(lines[0]) and len(lines[0].split()) <= 6:
            heading, number = lines[0], 0
        for part in SENTENCE_END.split(" ".join(" ".join(lines).split())):
            if part:
                number += 1
                found.append(Sentence(part, heading, number))
    return found


def _are_alike(before: str, after: str) -> bool:
    matcher = difflib.SequenceMatcher(None, before[:600].split(), after[:600].split(), autojunk=False)
    return matcher.ratio() >= LIKENESS


def _removed(sentence: Sentence) -> Row:
    return Row(Change.REMOVED, sentence.text, "", sentence.heading, sentence.number)


def _added(sentence: Sentence) -> Row:
    return Row(Change.ADDED, "", sentence.text, sentence.heading, sentence.number)


def _replaced(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Row]:
    """Pair each new sentence with the first old one after the last pair that it is like."""
    rows: list[Row] = []
    added: list[Row] = []
    start = 0
    for sentence in new:
        match = next(
            (place for place in range(start, min(len(old), start + 8)) if _are_alike(old[place].text, sentence.text)),
            None,
        )
        if match is None:
            added.append(_added(sentence))
            continue
        rows += [*(_removed(gone) for gone in old[start:match]), *added]
        added = []
        rows.append(Row(Change.REWRITTEN, old[match].text, sentence.text, sentence.heading, sentence.number))
        start = match + 1
    return [*rows, *(_removed(gone) for gone in old[start:]), *added]


def compare(old: str, new: str) -> tuple[Row, ...]:
    """Return every sentence of the two texts, in order, with what has become of it."""
    before, after = sentences(old), sentences(new)
    matcher = difflib.SequenceMatcher(
        None,
        [sentence.text for sentence in before],
        [sentence.text for sentence in after],
        autojunk=max(len(before), len(after)) > CAREFUL_LIMIT,
    )
    rows: list[Row] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows.extend(
                Row(Change.SAME, sentence.text, sentence.text, sentence.heading, sentence.number)
                for sentence in after[c:d]
            )
        else:
            rows.extend(_replaced(before[a:b], after[c:d]))
    return tuple(rows)
