"""What stands beside the answers: wordings changed after the consultation, and footnotes (REM-21, -31, PRI-16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from samverkan.reading.consultation.draft import Footnote, TextChangeDraft
from samverkan.reading.consultation.paragraphs import Paragraph

_CHANGED = re.compile(
    r"\b(?:skrivningen|formuleringen|meningen|lydelsen|texten|ordet|orden) (?P<old>(?:(?![.] ).)+?)"
    r" (?:har )?(?:andrats|ersatts|bytts ut)(?: efter \w+)? (?:till|av|med|mot) (?P<new>.+?)(?=[.]?$|[.] (?=\S))"
)
_WHERE = re.compile(r"\bunder rubriken (?P<heading>.+?) i (?P<material>bilaga \w{1,3}|\w+) har\b")
_REASON = re.compile(
    r"\bandra(?:ts|des) efter remiss\w*.{0,30}? (?P<reason>(?:for att|pa grund av|efter) .+?)(?=\. |\.?$)"
)
_MARK = re.compile(r"^(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}) ?(?=\S)")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>https?://[^)\s]+)\)|(?P<bare>https?://[^\s)\]]+)")
_FIGURES = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_QUOTES = " \"'”“»«*"


def text_changes_in(paragraphs: Iterable[Paragraph]) -> tuple[TextChangeDraft, ...]:
    """Return the wordings that a text says were changed, with the old, the new, and where and why if it says so."""
    made = []
    for paragraph in paragraphs:
        found = _CHANGED.search(paragraph.key)
        if found is None:
            continue
        where, why = _WHERE.search(paragraph.key), _REASON.search(paragraph.key)
        made.append(
            TextChangeDraft(
                old=_cut(paragraph, found, "old"),
                new=_cut(paragraph, found, "new"),
                reason=_cut(paragraph, why, "reason") if why else "",
                heading=_cut(paragraph, where, "heading") if where else "",
                material=_cut(paragraph, where, "material") if where else "",
                spot=paragraph.spot,
            )
        )
    return tuple(made)


def _cut(paragraph: Paragraph, found: re.Match[str], group: str) -> str:
    return paragraph.mended.cut(*found.span(group)).strip(_QUOTES)


def without_footnotes(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], tuple[Footnote, ...]]:
    """Part footnotes, which begin with a raised figure, from the text they stand in the midst of."""
    text, notes = [], []
    for paragraph in paragraphs:
        mark = _MARK.match(paragraph.text)
        if mark is None:
            text.append(paragraph)
            continue
        words = paragraph.text[mark.end() :]
        link = _LINK.search(words)
        plain = _LINK.sub(lambda found: found["words"] or found["bare"], words)
        address = (link["address"] or link["bare"]) if link else ""
        notes.append(Footnote(mark["mark"].translate(_FIGURES), plain.strip(), address, paragraph.spot))
    return text, tuple(notes)
