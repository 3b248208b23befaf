"""Recognising which kind of document of a consultation a text is, and reading it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.ground.refusals import Refused
from samverkan.reading.consultation.council_report import read_council_report
from samverkan.reading.consultation.days import signing_day
from samverkan.reading.consultation.draft import ConsultationDraft, SourceKind, Spot
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.names import has_form
from samverkan.reading.consultation.official_report import is_official_report, read_official_report
from samverkan.reading.consultation.paragraphs import Paragraph, Shape, paragraphs_of
from samverkan.reading.consultation.phrases import (
    ANNOUNCED,
    HEADING_LENGTH,
    KIND_ALONE,
    LEVEL,
    PROPOSES,
    REFERRED,
    RESPONSIBLE,
    Head,
    head_of,
    perspectives_of,
)
from samverkan.reading.consultation.sentences import decision_sentence, entry_of, report_sentence
from samverkan.reading.consultation.special_statement import is_special_statement, read_special_statement
from samverkan.reading.document import Document
from samverkan.reading.mending import Mended

SIGNS_NEEDED = 4
PERSPECTIVE_WORDS = 7

_NOWHERE = Spot(0, 0, "")
_NUMBER_LINE = re.compile(
    r"^[a-z]{2,6}[- ]\d{4}[-/]\d{1,6}$|^(?:dnr|diarienummer|diarienr)\b.{0,40}$"
    r"|^(?:utlatande|rotel|pm) (?:nr )?\d{4}\b.{0,50}$"
)
_SENTENCE_OF_ANSWER = re.compile(
    r"^\S.{2,70} (?:tjansteutlatande|yttrande|remissvar)(?:,? dater| har i huvudsak| har foljande)"
    r"|^\S.{2,80} beslutade vid s"
)


def read_consultation(document: Document) -> ConsultationDraft:
    """Read a council report, official report or statement into a draft for a person to review.

    Nothing is guessed: persons, parties and days are words of the text, and what is missing or contradictory
    is a finding. Raises `Refused` when the document is of none of these kinds. Reading takes time in proportion
    to the text, and a little more where very many bodies have answered.
    """
    paragraphs = paragraphs_of(document, shape_of)
    kind = kind_of_document(paragraphs)
    findings = Findings()
    if kind is SourceKind.COUNCIL_REPORT:
        return read_council_report(document, paragraphs, findings)
    if kind is SourceKind.OFFICIAL_REPORT:
        return read_official_report(document, paragraphs, findings)
    if kind is SourceKind.SPECIAL_STATEMENT:
        return read_special_statement(document, paragraphs, findings)
    raise Refused(
        "%(name)s is not recognised as a council report, an official report or a statement of a consultation.",
        name=document.name,
    )


def kind_of_document(paragraphs: Sequence[Paragraph]) -> SourceKind | None:
    """Tell the kind by its set headings and phrases, `None` when they are too few."""
    if signs_of_council_report(paragraphs) >= SIGNS_NEEDED:
        return SourceKind.COUNCIL_REPORT
    if is_official_report(paragraphs):
        return SourceKind.OFFICIAL_REPORT
    return SourceKind.SPECIAL_STATEMENT if is_special_statement(paragraphs) else None


def signs_of_council_report(paragraphs: Sequence[Paragraph]) -> int:
    """Return how strongly a text has the marks of a council report with its compilation of answers."""
    heads = {head for paragraph in paragraphs if (head := head_of(paragraph.key)) is not None}
    decisions = sum(decision_sentence(paragraph) is not None for paragraph in paragraphs)
    reports = sum(report_sentence(paragraph) is not None for paragraph in paragraphs)
    signs = 3 * (Head.COMPILATION in heads) + (Head.STATEMENTS in heads) + (Head.SUB_REFERRALS in heads)
    signs += 2 * any(PROPOSES.match(paragraph.key) for paragraph in paragraphs)
    signs += 2 * any(
        (level := LEVEL.match(paragraph.key)) is not None and level["level"] != "kommunstyrelsen"
        for paragraph in paragraphs
    )
    signs += any(RESPONSIBLE.match(paragraph.key) for paragraph in paragraphs)
    signs += any(REFERRED.search(paragraph.key) for paragraph in paragraphs)
    return signs + min(decisions, 3) + min(reports, 3)


def _is_perspective(key: str) -> bool:
    return len(key.split()) <= PERSPECTIVE_WORDS and not key.endswith((".", ",", ";")) and bool(perspectives_of(key))


def shape_of(line: Mended) -> Shape | None:
    """Tell which lines are set phrases of the kinds."""
    key = line.key
    is_short = len(key) <= HEADING_LENGTH and line.text[:1].isupper()
    if is_short and (head_of(key) is not None or KIND_ALONE.match(key) or has_form(line) or _is_perspective(key)):
        return Shape.HEADING
    if _NUMBER_LINE.match(key) or signing_day(line.text) is not None:
        return Shape.HEADING
    if key[-1:].isdigit() and entry_of(Paragraph(line, _NOWHERE, 0, 0)) is not None:
        return Shape.HEADING
    if ANNOUNCED.match(key) or RESPONSIBLE.match(key) or PROPOSES.match(key) or LEVEL.match(key):
        return Shape.BEGINS
    return Shape.BEGINS if _SENTENCE_OF_ANSWER.search(key) else None
