"""Is everything that the draft refers to sent with it? (REM-05: the action plan was missing in 2019.)"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ANNEX = re.compile(r"\bbilag(?:a|or|orna|an)\s+((?:nr\s*)?\d{1,2}(?:\s*(?:,|och|samt|–|-)\s*\d{1,2})*)", re.IGNORECASE)
_NAMED = (
    ("handlingsplan", re.compile(r"\b(?:\w+\s)?handlingsplan(?:en)?\b", re.IGNORECASE)),
    ("åtgärdsplan", re.compile(r"\båtgärdsplan(?:en|er|erna)?\b", re.IGNORECASE)),
    ("kommunikationsplan", re.compile(r"\bkommunikationsplan(?:en)?\b", re.IGNORECASE)),
    ("lägesbild", re.compile(r"\blägesbild(?:en|er|erna)?\b", re.IGNORECASE)),
    ("delegationsordning", re.compile(r"\bdelegationsordning(?:en)?\b", re.IGNORECASE)),
)
_TO_COME = re.compile(
    r"\b(?:ska|skall|kommer att|föreslås)\b[^.]{0,120}\b(?:tas fram|upprättas|utarbetas)\b", re.IGNORECASE
)
_BELONGS = re.compile(r"\b(?:bifoga|bilag|kopplas|framgår av|enligt|ingår|tillhör|redovisas i)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A document that is sent: the annex number it is called by (none for the draft itself), title and text."""

    title: str
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a text refers to. `key` tells it apart: "bilaga 2" or "handlingsplan".

    `quote` is the sentence that refers to it. `is_to_come` is set where the sentence says that it will be drawn up:
    its absence is then worth a word to the bodies, but need not be a slip.
    """

    key: str
    quote: str
    is_to_come: bool = False


def _sentence_at(text: str, place: int) -> str:
    start = max(text.rfind(". ", 0, place) + 2, text.rfind("\n\n", 0, place) + 2, 0)
    ends = [end for end in (text.find(". ", place), text.find("\n\n", place)) if end != -1]
    return " ".join(text[start : min(ends) + 1 if ends else len(text)].split())[:400]


def references_in(text: str) -> tuple[Reference, ...]:
    """Return the documents that the text refers to, each once, in the order of the text.

    Annexes by number; the plans that agreements build on by name where the sentence ties them to the agreement.
    """
    found: dict[str, tuple[int, Reference]] = {}
    for match in _ANNEX.finditer(text):
        first, *rest = (int(number) for number in re.findall(r"\d+", match[1]))
        numbers = range(first, rest[-1] + 1) if rest and re.search(r"[–-]", match[1]) else (first, *rest)
        for number in numbers:
            key = f"bilaga {number}"
            found.setdefault(key, (match.start(), Reference(key, _sentence_at(text, match.start()))))
    for key, pattern in _NAMED:
        for match in pattern.finditer(text):
            sentence = _sentence_at(text, match.start())
            if _BELONGS.search(sentence) or _TO_COME.search(sentence):
                reference = Reference(key, sentence, is_to_come=_TO_COME.search(sentence) is not None)
                found.setdefault(key, (match.start(), reference))
    return tuple(reference for _, reference in sorted(found.values(), key=lambda pair: pair[0]))


def not_attached(documents: Iterable[SentDocument]) -> tuple[Reference, ...]:
    """Return what the documents refer to that is not among them, each once.

    A document answers to "bilaga 2" by its number or its title, to "handlingsplan" by its title.
    """
    sent = list(documents)
    numbers = {f"bilaga {document.number}" for document in sent if document.number is not None}
    titles = [document.title.casefold() for document in sent]
    missing: dict[str, Reference] = {}
    for document in sent:
        for reference in references_in(document.text):
            named = re.compile(
                rf"\b\w*{re.escape(reference.key)}\b" if reference.key[-1].isdigit() else re.escape(reference.key)
            )
            if reference.key not in numbers and not any(named.search(title) for title in titles):
                missing.setdefault(reference.key, reference)
    return tuple(missing.values())
