"""What stands beside the answers: wordings changed after the consultation, and footnotes (REM-21, -31, PRI-16)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import Footnote, TextChangeDraft
from samverkan.reading.consultation.paragraphs import FOOTNOTE, Paragraph

_QUOTED = r"[\"”“»](?P<{}>[^\"”“«»]+)[\"”“«]"
_CHANGED = re.compile(
    r"\b(?:skrivningen|formuleringen|meningen|lydelsen|texten|ordet|orden) "
    rf"(?:{_QUOTED.format('old_quoted')}|(?P<old>(?:(?![.] ).)+?))"
    r" (?:har )?(?:efter \w+ )?(?:andrats|ersatts|bytts ut)(?: efter \w+)? (?:till|av|med|mot) "
    rf"(?:{_QUOTED.format('new_quoted')}|(?P<new>.+?)(?=[.]?$|[.] (?=\S)))"
)
_WHERE = re.compile(r"\bunder rubriken (?P<heading>.+?) i (?P<material>bilaga \w{1,3}|\w+) har\b")
_REASON = re.compile(
    r"\bandra(?:ts|des) efter remiss\w*.{0,30}? (?P<reason>(?:for att|pa grund av|efter) .+?)(?=\. |\.?$)"
    r"|[\"”“«],? (?P<after>(?:for att|pa grund av|eftersom|i enlighet med) [^\"”]+?)(?=\. |\.?$)"
)
_APART = re.compile(r"^andringar efter remissen$")
_SET_OUT = re.compile(
    r"^(?:i (?P<material>.+?)(?:, under rubriken (?P<heading>.+?),)? |efter remissen )?"
    r"har en formulering andrats(?: den [^.]{6,20})?\."
    r"(?: skal: (?P<reason>.+))?$"
)
_OLD = re.compile(r"^tidigare lydelse: (?P<words>.+)$")
_NEW = re.compile(r"^ny lydelse: (?P<words>.+)$")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>https?://[^)\s]+)\)|(?P<bare>https?://[^\s)\]]+)")
_FIGURES = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_QUOTES = " \"'”“»«*"


def text_changes_in(paragraphs: Sequence[Paragraph]) -> tuple[tuple[TextChangeDraft, ...], list[Paragraph]]:
    """Return the wordings that a text says were changed, and the text without those that stand apart from it.

    A change told in a sentence stays in the text too; one set out with its old and its new wording under each other,
    as `samverkan.consultations` compiles it, does not.
    """
    made: list[TextChangeDraft] = []
    rest: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        set_out = _set_out(paragraphs[at : at + 3])
        if set_out is not None:
            made.append(set_out)
            at += 3
            continue
        told = _told(paragraphs[at])
        if told is not None:
            made.append(told)
        if not (_APART.match(paragraphs[at].key) and _set_out(paragraphs[at + 1 : at + 4]) is not None):
            rest.append(paragraphs[at])
        at += 1
    return tuple(made), rest


def _told(paragraph: Paragraph) -> TextChangeDraft | None:
    """Read a change that a sentence tells with both wordings."""
    found = _CHANGED.search(paragraph.key)
    if found is None:
        return None
    where, why = _WHERE.search(paragraph.key), _REASON.search(paragraph.key)
    return TextChangeDraft(
        old=_cut(paragraph, found, "old" if found["old"] else "old_quoted"),
        new=_cut(paragraph, found, "new" if found["new"] else "new_quoted"),
        reason=_cut(paragraph, why, "reason" if why["reason"] else "after") if why else "",
        heading=_cut(paragraph, where, "heading") if where else "",
        material=_cut(paragraph, where, "material") if where else "",
        spot=paragraph.spot,
    )


def _set_out(paragraphs: Sequence[Paragraph]) -> TextChangeDraft | None:
    """Read a change whose old and new wording stand under a sentence that says where and why."""
    if len(paragraphs) < 3:
        return None
    where = _SET_OUT.match(paragraphs[0].key)
    old, new = _OLD.match(paragraphs[1].key), _NEW.match(paragraphs[2].key)
    if where is None or old is None or new is None:
        return None
    head = paragraphs[0]
    days = days_in(head.text[: head.mended.span(where.end(), where.end())[0] + 40])
    return TextChangeDraft(
        old=_cut(paragraphs[1], old, "words"),
        new=_cut(paragraphs[2], new, "words"),
        reason=_cut(head, where, "reason") if where["reason"] else "",
        heading=_cut(head, where, "heading") if where["heading"] else "",
        material=_cut(head, where, "material") if where["material"] else "",
        day=days[0].day if days else None,
        spot=head.spot,
    )


def _cut(paragraph: Paragraph, found: re.Match[str], group: str) -> str:
    return paragraph.mended.cut(*found.span(group)).strip(_QUOTES)


def without_footnotes(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], tuple[Footnote, ...]]:
    """Part footnotes, which begin with a raised figure, from the text they stand in the midst of."""
    text, notes = [], []
    for paragraph in paragraphs:
        mark = FOOTNOTE.match(paragraph.text)
        if mark is None:
            text.append(paragraph)
            continue
        words = paragraph.text[mark.end() :]
        link = _LINK.search(words)
        address = (link["address"] or link["bare"]) if link else ""
        # An address in the midst of the words is one of them; at their end it is only where they lead.
        plain = _LINK.sub(lambda found: found["words"] or found["bare"], words).strip().removesuffix(address)
        notes.append(Footnote(mark["mark"].translate(_FIGURES), plain.strip(), address, paragraph.spot))
    return text, tuple(notes)
