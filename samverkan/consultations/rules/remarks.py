"""An answer split into points: what is proposed to the one who works it. A person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.consultations.words import Approval, Stance

_CUES: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    (
        Stance.QUESTION,
        re.compile(r"\b(?:ställer sig frågande|frågande till|frågar sig|undrar|oklart (?:hur|vad|om))|\?", re.I),
    ),
    (
        Stance.CRITICISM,
        re.compile(
            r"\b(?:saknar|saknas|brist(?:er|ande)?|otydlig\w*|svårt att|motsätter|avstyrker|beklagar|utmaning\w*"
            r"|framgår inte|ser en risk|kritisk\w*)\b",
            re.I,
        ),
    ),
    (
        Stance.WISH,
        re.compile(
            r"\b(?:önskar|önskemål|bör|borde|behöver|föreslår att (?!nämnden|stadsdelsnämnden)"
            r"|vill (?:lyfta|betona|framföra|belysa)|kompletteras|förtydligan\w*|angeläget)\b",
            re.I,
        ),
    ),
    (
        Stance.POSITIVE,
        re.compile(
            r"\b(?:positiv\w*|välkomnar|stödjer|bra|värdefullt|styrka|instämmer|ser inga hinder|inget att invända)\b",
            re.I,
        ),
    ),
)
_OFFICE = re.compile(r"^(?:Stadsdelsförvaltningen|Förvaltningen|Kontoret|Koncernledningen|Bolaget)\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_FORMAL = re.compile(r"\bföreslår att\b[^.]*\b(?:nämnden|tjänsteutlåtande)", re.I)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that may be a point, with what is proposed about it."""

    text: str
    stance: Stance | None
    clause_key: str = ""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, broken lines joined.

    >>> paragraphs("Ett\\nstycke.\\n\\nTvå.")
    ['Ett stycke.', 'Två.']
    """
    blocks = re.split(r"\n\s*\n|\n(?=\s*[•–-]\s)", text.replace("\r", ""))
    return [whole for block in blocks if (whole := " ".join(block.split()))]


def stance_of(text: str) -> Stance | None:
    """Return the stance that the words of the text suggest, or none. A question or criticism outweighs praise.

    >>> stance_of("Förvaltningen ställer sig positiv till förslaget.").value
    'positive'
    """
    return next((stance for stance, cue in _CUES if cue.search(text)), None)


def suggest_clause(text: str, headings: Iterable[tuple[str, str]]) -> str:
    """Return the key of the clause whose heading the text names, the longest heading first; else nothing.

    `headings` are pairs of key and heading.
    """
    folded = " ".join(text.casefold().split())
    for key, heading in sorted(headings, key=lambda pair: -len(pair[1])):
        words = " ".join(heading.casefold().split())
        if len(words) >= 4 and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", folded):
            return key
    return ""


def passages(text: str, headings: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
    """Return the paragraphs of the text, each with the stance and the clause that its words suggest."""
    known = list(headings)
    return tuple(Passage(one, stance_of(one), suggest_clause(one, known)) for one in paragraphs(text))


def suggest_summary(body: str, texts: Iterable[str]) -> str:
    """Return a paragraph about what the body thinks, in its own words, for a person to mend (REM-19).

    The first sentence that takes a stance, and the next one that wishes or criticises; "the administration" at the
    start of a sentence becomes the body. Empty where nothing takes a stance.
    """
    sentences = [one for text in texts for part in paragraphs(text) for one in _SENTENCE.split(part)]
    told = [one for one in sentences if not _FORMAL.search(one)]
    first = next((one for one in told if stance_of(one) is Stance.POSITIVE), None)
    more = next((one for one in told if one != first and stance_of(one) not in {None, Stance.POSITIVE}), None)
    chosen = [one for one in (first, more) if one]
    if not chosen:
        return ""
    named = [
        _OFFICE.sub(body if place == 0 else "Nämnden" if "nämnd" in body.casefold() else body, one)
        for place, one in enumerate(chosen)
    ]
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in named)


def approval_of(points: Iterable[str]) -> Approval | None:
    """Return what the proposed points of a statement propose, or none where they propose nothing (REM-27).

    >>> approval_of(["Att förslaget godkänns delvis.", "Att avtalet kompletteras enligt nedan."]).value
    'in_part_with_supplement'
    """
    told = " ".join(points).casefold()
    if not told:
        return None
    if re.search(r"\b(?:delvis|till viss del)\b", told):
        return Approval.IN_PART_WITH_SUPPLEMENT if "komplettera" in told else Approval.IN_PART
    return Approval.REJECT if re.search(r"\b(?:avslå\w*|avslag|avstyrk\w*)\b", told) else Approval.OTHER
