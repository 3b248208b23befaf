"""Facts that all the kinds state in the same way: types of decision, perspectives, validity, registry numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samverkan.reading.amounts import fold
from samverkan.reading.consultation.days import FoundDay, days_in
from samverkan.reading.consultation.draft import Analysis, DecisionType, Perspectives, Spot
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.names import mended
from samverkan.reading.consultation.paragraphs import Paragraph, spot_of
from samverkan.reading.consultation.phrases import (
    DEADLINE,
    EARLIER,
    IMMEDIATE,
    NO_ANALYSIS,
    NOT_ATTACHED,
    REASON,
    Head,
    perspectives_of,
)

_APPROVES = re.compile(r"\bgodkan")
_HANDS_OVER = re.compile(r"\b(?:overlamna|oversand|overlamnande)")
_GIVES = re.compile(r"\b(?:lamna|lamnar|lamnas|avge|avger|avges|anta|antar|anger|anges|ange|insand\w*)\b")
_ANSWERS = re.compile(r"\bbesvara|\b(?:anses|ar) (?:vara )?besvarad|\bsvara(?:r|s)? (?:pa )?remissen")
_AS_OWN = re.compile(r"\bsom (?:sitt|eget|namndens) (?:eget )?(?:yttrande|remissvar)\b")
_INVOKES = re.compile(r"\b(?:aberopa|hanvisa|hanvisar|hanvisas)")
_GIVES_ON = re.compile(r"\btill (?:kommunstyrelsen|kommunfullmaktige|stadslednings|kommunlednings)")
_FROM = re.compile(
    r"(?:\bfr\S{1,2}n (?:[o0]\Sh m\Sd )?|\bfr\.? ?o\.? ?m\.? ?|\btidigast |\bkraft |\bperioden |\btiden )(?:d\Sn )?$"
)
_UNTIL = re.compile(r"(?:\bt\S{2,3} (?:[o0]\Sh m\Sd )?|\bt\.? ?o\.? ?m\.? ?|[-–] ?)(?:d\Sn )?$")
_VALID = re.compile(r"\bgall|\bgiltig|\bloper|\btrader i kraft|\bperioden\b")
_REGISTRY = re.compile(
    r"\b(?:[dD]nr|DNR|[dD]iarienummer|[dD]iarienr"
    r"|[äÄ]rendenummer)[.:]?\s*(?P<number>(?:[A-Za-zÅÄÖåäö]{1,6}[ -]?)?\d[\w./:|-]*[\w|])"
)
_BARE_REGISTRY = re.compile(
    r"\b(?P<number>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}[ -]?(?:\d{4}/\d+(?:[-.][\d.]*\d)?|\d{1,5}/\d{4})"
    r"|[A-ZÅÄÖ]\d{4}-\d{3}-\d{5}|[A-ZÅÄÖ]{2,6}-\d{4}-\d{1,5})\b"
)
_SCANNED_FIGURE = re.compile(r"(?<=[\d/.-])[OolI|]+(?=[\d/.-]|$)")
_AS_FIGURES = str.maketrans("OolI|", "00111")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def decision_type_of(points: Iterable[Paragraph]) -> DecisionType | None:
    """Return the type of a decision by its first point that has one; approving and handing over may be two (REM-10)."""
    types = [found for point in points if (found := type_of_point(point.key)) is not None]
    if types[:1] == [DecisionType.APPROVE] and DecisionType.HAND_OVER in types:
        return DecisionType.APPROVE_AND_HAND_OVER
    return types[0] if types else None


def type_of_point(key: str) -> DecisionType | None:
    """Return the type of one decision point, in mended words.

    >>> type_of_point("namnden godkanner utlatandet och overlamnar det till kommunstyrelsen")
    <DecisionType.APPROVE_AND_HAND_OVER: 'approve_and_hand_over'>
    """
    approves = bool(_APPROVES.search(key))
    if approves and (_HANDS_OVER.search(key) or (_GIVES.search(key) and _GIVES_ON.search(key))):
        return DecisionType.APPROVE_AND_HAND_OVER
    if approves:
        return DecisionType.APPROVE
    if _AS_OWN.search(key):
        return DecisionType.SUBMIT_AS_RESPONSE
    if _ANSWERS.search(key):
        return DecisionType.ANSWERED_WITH
    if _HANDS_OVER.search(key):
        return DecisionType.HAND_OVER
    if _GIVES.search(key):
        return DecisionType.SUBMIT_AS_RESPONSE
    return DecisionType.ANSWERED_WITH if _INVOKES.search(key) else None


def immediate_in(points: Iterable[Paragraph]) -> Paragraph | None:
    """Return the point by which the minutes are confirmed at once (REM-11)."""
    return next((point for point in points if IMMEDIATE.search(point.key)), None)


def immediate_reason_in(paragraphs: Iterable[Paragraph]) -> str | None:
    """Return the sentence that says why the minutes are confirmed at once, when one gives a reason."""
    for paragraph in paragraphs:
        if not IMMEDIATE.search(paragraph.key):
            continue
        for sentence in sentences_of(paragraph):
            if IMMEDIATE.search(sentence.key) and REASON.search(sentence.key):
                return sentence.text
    return None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a paragraph, with its mended words."""

    text: str
    key: str
    spot: Spot


def sentences_of(paragraph: Paragraph) -> list[Said]:
    said = []
    for text in _SENTENCES.split(paragraph.text):
        made = mended(text)
        said.append(Said(made.text, made.key, spot_of(text, paragraph.first, paragraph.last, paragraph.spot.page)))
    return said


def looks_like_heading(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is short and ends like a heading."""
    if paragraph.heading:
        return True
    text = paragraph.text
    if paragraph.is_item and not paragraph.marker:
        return False
    return (
        len(text) <= 90 and text[:1].isupper() and not re.search(r"[.!?,;]['\"”]?$", text) and len(text.split()) <= 12
    )


def perspectives_in(paragraphs: Sequence[Paragraph]) -> tuple[Perspectives, dict[str, Spot]]:
    """Return which perspective analyses a report holds, has declined, or lacks (REM-25, CRO-02 to -04)."""
    states: dict[Head, Analysis] = {}
    spots: dict[str, Spot] = {}
    under: tuple[Head, ...] = ()
    for paragraph in paragraphs:
        named, text = _perspective_heading(paragraph)
        if named is not None:
            under = named
            for head in under:
                spots.setdefault(f"perspectives.{head.value}", paragraph.spot)
        if not text:
            continue
        declined = bool(NO_ANALYSIS.search(text))
        for head in under:
            if declined and states.get(head) is not Analysis.MADE:
                states[head] = Analysis.DECLARED_NOT_MADE
            elif not declined and head not in states:
                states[head] = Analysis.MADE
        if declined and not under:
            for head in perspectives_of(text):
                states.setdefault(head, Analysis.DECLARED_NOT_MADE)
                spots.setdefault(f"perspectives.{head.value}", paragraph.spot)
    return (
        Perspectives(
            gender=states.get(Head.GENDER, Analysis.ABSENT),
            child_rights=states.get(Head.CHILD_RIGHTS, Analysis.ABSENT),
            accessibility=states.get(Head.ACCESSIBILITY, Analysis.ABSENT),
        ),
        {key: spot for key, spot in spots.items() if Head(key.removeprefix("perspectives.")) in states},
    )


def _perspective_heading(paragraph: Paragraph) -> tuple[tuple[Head, ...] | None, str]:
    """Return the perspectives a heading names (`None` for no heading) and the text that follows on its line."""
    if looks_like_heading(paragraph):
        return perspectives_of(paragraph.key), ""
    colon = paragraph.key.find(":")
    if 0 < colon < 70 and perspectives_of(paragraph.key[:colon]) and len(paragraph.key[:colon].split()) <= 6:
        return perspectives_of(paragraph.key[:colon]), paragraph.key[colon + 1 :].strip()
    return None, paragraph.key


@dataclass(frozen=True, slots=True)
class Validity:
    start: date | None = None
    start_spot: Spot | None = None
    end: date | None = None
    end_spot: Spot | None = None


def validity_in(points: Iterable[Paragraph], findings: Findings) -> Validity:
    """Return the first and last day of validity that proposed points state; "until further notice" is no day."""
    starts: list[tuple[date, Spot]] = []
    ends: list[tuple[date, Spot]] = []
    for point in points:
        if not _VALID.search(point.key):
            continue
        for found in days_in(point.text):
            before = point.mended.text[max(0, found.start - 30) : found.start]
            _sort_day(found, fold(before), point.spot, starts, ends, findings)
    for days in (starts, ends):
        if len({day for day, _ in days}) > 1:
            listed = ", ".join(sorted({day.isoformat() for day, _ in days}))
            findings.add("validity_differs", None, days[1][1], days=listed)
            days.clear()
    validity = Validity(*starts[0]) if starts else Validity()
    return replace(validity, end=ends[0][0], end_spot=ends[0][1]) if ends else validity


def _sort_day(
    found: FoundDay,
    before: str,
    spot: Spot,
    starts: list[tuple[date, Spot]],
    ends: list[tuple[date, Spot]],
    findings: Findings,
) -> None:
    bucket = ends if _UNTIL.search(before) else starts if _FROM.search(before) else None
    if bucket is None:
        return
    if found.day is None:
        findings.add("date_unreadable", None, spot, words=spot.quote[:80])
    else:
        bucket.append((found.day, spot))


def deadline_in(paragraphs: Iterable[Paragraph], findings: Findings) -> tuple[date, Spot] | None:
    """Return the last day of the consultation period, when a sentence states it (REM-04)."""
    found: list[tuple[date, Spot]] = []
    for paragraph in paragraphs:
        if not DEADLINE.search(paragraph.key):
            continue
        for sentence in sentences_of(paragraph):
            if not DEADLINE.search(sentence.key):
                continue
            days = days_in(sentence.text)
            if days and days[-1].day is None:
                findings.add("date_unreadable", None, sentence.spot, words=sentence.text[:80])
            elif days and days[-1].day is not None:
                found.append((days[-1].day, sentence.spot))
    if len({day for day, _ in found}) > 1:
        listed = ", ".join(sorted({day.isoformat() for day, _ in found}))
        findings.add("deadline_differs", None, found[1][1], days=listed)
        return None
    return found[0] if found else None


def registry_in(text: str, *, own: bool = True, in_head: bool = False) -> list[str]:
    """Return the registry numbers a text states, in its own form, with figures for letters that look like them.

    `own` leaves out numbers of earlier agreements and other cases, which the words around them give away;
    `in_head` takes a number without the word before it too, as a title has it in brackets.

    >>> registry_in("Avtalet, dnr KS 2023/740-2.1")
    ['KS 2023/740-2.1']
    >>> registry_in("Tidigare avtal dnr KS 2019/656 upphör")
    []
    """
    if own and EARLIER.search(fold(text)):
        return []
    found = [match["number"] for match in _REGISTRY.finditer(text)]
    if in_head and not found:
        found = [match["number"] for match in _BARE_REGISTRY.finditer(text)]
    return [_SCANNED_FIGURE.sub(lambda m: m[0].translate(_AS_FIGURES), number) for number in found]


def without_registry(text: str) -> str:
    rest = _REGISTRY.sub("", text).strip(" ,;")
    return rest if rest.endswith(("m.m.", "m.fl.")) else rest.strip(" .")


def note_not_attached(where: str | None, paragraphs: Iterable[Paragraph], findings: Findings) -> None:
    """Report what a text says is not attached (REM-05)."""
    for paragraph in paragraphs:
        if NOT_ATTACHED.search(paragraph.key):
            for sentence in sentences_of(paragraph):
                if NOT_ATTACHED.search(sentence.key):
                    findings.add("attachment_missing", where, sentence.spot)
