"""Reading an administration's official report to its board (REM-04 to -07, -10, -11, -25, DEC-11)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import (
    BodyDraft,
    ConsultationDraft,
    SectionDraft,
    SourceKind,
    Spot,
)
from samverkan.reading.consultation.facts import (
    deadline_in,
    decision_type_of,
    immediate_in,
    immediate_reason_in,
    looks_like_heading,
    note_not_attached,
    perspectives_in,
    registry_in,
    sentences_of,
    type_of_point,
)
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.paragraphs import Paragraph, lines_of
from samverkan.reading.consultation.phrases import REFERRAL_FROM, SENT, Head, head_of, perspectives_of
from samverkan.reading.consultation.signatures import LABEL, signatures_in
from samverkan.reading.document import Document

SECTION_CODES = frozenset(
    {
        Head.DECISION,
        Head.SUMMARY,
        Head.BACKGROUND,
        Head.MATTER,
        Head.PREPARATION,
        Head.VIEWS,
        Head.ANNEXES,
        Head.GENDER,
        Head.CHILD_RIGHTS,
        Head.ACCESSIBILITY,
        Head.CONSEQUENCES,
    }
)
_DISTINCT = frozenset({Head.PREPARATION, Head.VIEWS, Head.DECISION})
_ADMINISTRATION = re.compile(r"\b(?:[\w-]*forvaltning(?:en|ens)?|[\w-]*kontor(?:et|ets))\b")
_FULL_ADMINISTRATION = re.compile(
    r"(?P<name>(?:[\w-]+ ){0,4}?[\w-]*(?:stadsdelsforvaltning|kommundelsforvaltning)"
    r"|[\w-]{3,}(?:forvaltningen|kontoret))s?\b"
)
_BOARD = re.compile(
    r"(?P<name>(?:[\w-]+ ){0,4}?(?:[\w-]+- (?:och|samt) )?(?:[\w-]*[a-z]namnden|(?:stadsdels"
    r"|kommundels|stadsomrades)namnd(?:en)?(?: [\w-]+)?)|namnden for [\w ]+?)"
    r"(?= (?:tjansteutlatande|tjansteskrivelse|tillstyrker|godkanner|besluta|beslutar"
    r"|overlamnar|foreslas|att|besvarar|lamnar|avger|antar|ska)\b|[.,]|$)"
)
_PROPOSES = re.compile(r"\b(?:foreslar|foreslas)\b.{0,40}?\b(?:att|godkan\w*|besluta\w*)\b")
_RUNNING = re.compile(r"^[^.]{0,120}\bforesla(?:r|s)\b[^.]{0,120}?\bbesluta\b(?: foljande)?[:,]? (?=att \w)")
_NEXT_POINT = re.compile(
    r"(?:[,;]|(?<=\w)) ?(?:samt |och )?"
    r"(?=att (?:godkanna|overlamna|oversanda|forklara|lamna|avge|anta|justera)\b)"
)
_CASE_WORDS = re.compile(r"\bremiss|\bsvar pa|\bforslag till|\boverenskommelse|\bprogram|\bpolicy|\bplan\b|\byttrande")
_ANSWER_BELOW = re.compile(r"(?<=\w{4}) svar pa remiss (?:fran|av)\b.*$")
_ABOUT = re.compile(r"\bremiss(?:en)? (?:om|av|avseende|angaende|gallande) (?P<case>.+?)(?:\.$|\. |$)")
_UNIT = re.compile(r"\b(?:beretts|berett|utarbetats|handlagts|upprattats)\b.{0,40}?\b(?:av|inom|vid|pa)\b")
_TO_WHOM = re.compile(r"(?:^| )till:?$|^till:? |^[\w -]*namnd(?:en)?$|^sammantrade\b|^mote\b")


@dataclass
class _Section:
    code: Head | None
    heading: Paragraph | None
    paragraphs: list[Paragraph] = field(default_factory=list)


def is_official_report(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a text has the fixed form of an official report: its headings, and an administration's voice."""
    heads = {code for paragraph in paragraphs if (code := _section_head(paragraph)) in SECTION_CODES}
    named = any(_REPORT_LINE.match(paragraph.key) for paragraph in paragraphs[:15])
    voices = sum(bool(_ADMINISTRATION.search(paragraph.key)) for paragraph in paragraphs)
    report = any("tjansteutlatande" in paragraph.key for paragraph in paragraphs)
    if voices < 2 or not (named or report or heads & {Head.VIEWS, Head.PREPARATION}):
        return False
    return (named and len(heads) >= 2) or (len(heads) >= 3 and bool(heads & _DISTINCT))


_REPORT_LINE = re.compile(r"^(?:tjansteutlatande|tjansteskrivelse)\b.{0,60}$")


def _section_head(paragraph: Paragraph) -> Head | None:
    head = head_of(paragraph.key)
    if head is not None:
        return head if head in SECTION_CODES else None
    if not looks_like_heading(paragraph):
        return None
    perspectives = perspectives_of(paragraph.key)
    if len(perspectives) == 1:
        return perspectives[0]
    if perspectives or re.match(r"^(?:\w+ )?konsekvenser\b", paragraph.key):
        return Head.CONSEQUENCES
    return None


def read_official_report(document: Document, paragraphs: Sequence[Paragraph], findings: Findings) -> ConsultationDraft:
    """Read an official report. What the board decided is not in it: the points are those proposed."""
    title, sections = _sections(paragraphs)
    top = lines_of(document, sections[0].heading.first) if sections and sections[0].heading else tuple(title)
    spots: dict[str, Spot] = {}
    body_spots: dict[str, Spot] = {}
    proposed = _proposed(sections)
    name = _board(top, proposed, paragraphs, body_spots)
    by = _administration(top, name, paragraphs, body_spots)
    report_date = _report_date(top, body_spots, name, findings)
    signed = signatures_in(paragraphs)
    points = [point for point, _ in proposed]
    for index, (_, spot) in enumerate(proposed):
        body_spots[f"decision_points.{index}"] = spot
    immediate = immediate_in(points)
    perspectives, perspective_spots = perspectives_in(paragraphs)
    body_spots.update(perspective_spots)
    deadline = deadline_in(paragraphs, findings)
    if deadline is not None:
        spots["deadline"] = deadline[1]
    case, initiator = _case(title, paragraphs, spots), _sender(paragraphs, spots)
    registry = _registry([*top, *title], spots)
    note_not_attached(name, paragraphs, findings)
    _note_missing(name, report_date, case, registry, deadline is not None, findings)
    body = BodyDraft(
        name=name,
        kind=names.kind_of(name) if name else None,
        report_by=by,
        report_date=report_date,
        report_type=_called(paragraphs),
        decision_points=tuple(point.text for point in points),
        decision_type=decision_type_of(points),
        immediate=immediate is not None,
        immediate_reason=immediate_reason_in([*points, *paragraphs]) if immediate else None,
        perspectives=perspectives,
        paragraphs=tuple(paragraph.text for section in sections for paragraph in section.paragraphs),
        sections=tuple(_draft(section) for section in sections),
        prepared_by=_prepared_by(sections),
        signed_by=signed,
        spots=body_spots,
    )
    return ConsultationDraft(
        kind=SourceKind.OFFICIAL_REPORT,
        case=case,
        registry=tuple(registry),
        initiator=initiator,
        deadline=deadline[0] if deadline else None,
        bodies=(body,),
        findings=tuple(findings.made),
        spots=spots,
    )


def _called(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the word for the report, where the text has it."""
    words = (("tjansteutlatande", "tjänsteutlåtande"), ("tjansteskrivelse", "tjänsteskrivelse"))
    return next((said for key, said in words if any(key in paragraph.key for paragraph in paragraphs)), None)


def _sections(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[_Section]]:
    top: list[Paragraph] = []
    sections: list[_Section] = []
    for paragraph in paragraphs:
        code = _section_head(paragraph)
        if code is not None:
            sections.append(_Section(code, paragraph))
        elif sections:
            sections[-1].paragraphs.append(paragraph)
        else:
            top.append(paragraph)
    return top, sections


def _draft(section: _Section) -> SectionDraft:
    heading = section.heading
    return SectionDraft(
        code=section.code.value if section.code else "",
        heading=names.spelled(heading.text.rstrip(" :.")) if heading else "",
        paragraphs=tuple(paragraph.text for paragraph in section.paragraphs),
        subheadings=tuple(p.text for p in section.paragraphs if looks_like_heading(p) and not p.is_item),
        spot=heading.spot if heading else None,
    )


def _proposed(sections: Sequence[_Section]) -> list[tuple[Paragraph, Spot]]:
    """Return the proposed decision points: those under their heading, else what a sentence proposes."""
    for section in sections:
        if section.code is not Head.DECISION:
            continue
        numbered = [paragraph for paragraph in section.paragraphs if paragraph.is_item]
        plain = [
            paragraph for paragraph in section.paragraphs if type_of_point(paragraph.key) or immediate_in([paragraph])
        ]
        chosen = numbered or plain
        if chosen:
            return [(point, point.spot) for paragraph in chosen for point in _parted(paragraph)]
    for section in reversed(sections):
        for paragraph in reversed(section.paragraphs):
            for sentence in reversed(sentences_of(paragraph)):
                found = _PROPOSES.search(sentence.key)
                if found is None or type_of_point(sentence.key) is None:
                    continue
                made = names.mended(sentence.text)
                at = made.key.find(" att ", found.start())
                words = made.cut(at + 5, len(made.key)) if at >= 0 else sentence.text
                point = Paragraph(names.mended(words), sentence.spot, paragraph.first, paragraph.last)
                return [(point, sentence.spot)]
    return []


def _parted(paragraph: Paragraph) -> list[Paragraph]:
    """Divide `X föreslår nämnden besluta att godkänna … samt att översända …` into its points."""
    found = _RUNNING.match(paragraph.key)
    if found is None:
        return [paragraph]
    starts = [found.end(), *(part.end() for part in _NEXT_POINT.finditer(paragraph.key, found.end()))]
    ends = [*(part.start() for part in _NEXT_POINT.finditer(paragraph.key, found.end())), len(paragraph.key)]
    said = (paragraph.mended.cut(start, end).strip(" ,;.") for start, end in zip(starts, ends, strict=True))
    return [replace(paragraph, mended=names.mended(words)) for words in said if words]


def _board(
    top: Sequence[Paragraph],
    proposed: Sequence[tuple[Paragraph, Spot]],
    paragraphs: Sequence[Paragraph],
    spots: dict[str, Spot],
) -> str | None:
    """Return the board the report is written to: in what is proposed, in its head, or in its text."""
    printed: list[str] = []
    for paragraph in [*(point for point, _ in proposed), *top, *paragraphs]:
        for found in _BOARD.finditer(paragraph.key):
            name = _trimmed(paragraph, found)
            if name is not None and not printed:
                spots["name"] = paragraph.spot
            if name is not None and (not printed or names.same_body(printed[0], name)):
                printed.append(name)
    if not printed:
        return None
    words = names.words_in(" ".join(paragraph.text for paragraph in paragraphs))
    return _alone(names.best_spelling(printed, words), [*top, *paragraphs])


def _alone(name: str, paragraphs: Sequence[Paragraph]) -> str:
    """Return a board's name without words of the column beside it, such as the name of a handling officer.

    The administration of the board is called as the board is, and so shows where the name begins.
    """
    words = name.split(" ")
    for skip in range(1, len(words)):
        shorter = " ".join(words[skip:])
        if not names.is_board(names.mended(shorter).key) or not shorter[:1].isupper():
            continue
        stem = names.stem_of(shorter)
        for paragraph in paragraphs:
            for found in _FULL_ADMINISTRATION.finditer(paragraph.key):
                if names.near_names(names.stem_of(paragraph.mended.cut(*found.span("name"))), stem):
                    return shorter
    return name


def _trimmed(paragraph: Paragraph, found: re.Match[str]) -> str | None:
    """Return a board's name without the words of the sentence before it."""
    start, end = found.span("name")
    words = paragraph.key[start:end].split(" ")
    for skip in range(len(words)):
        key = " ".join(words[skip:])
        at = end - len(key)
        name = paragraph.mended.cut(at, end)
        if not names.is_board(key) or re.search(r"\b(?:att|av|till|som|forvaltningen|kontoret|och)\b", key):
            continue
        if key in ("namnden", "stadsdelsnamnden", "stadsdelsnamnd", "kommundelsnamnden"):
            return None
        if name[:1].isupper() or len(words) - skip == 1:
            return name[:1].upper() + name[1:]
    return None


def _administration(
    top: Sequence[Paragraph], board: str | None, paragraphs: Sequence[Paragraph], spots: dict[str, Spot]
) -> str | None:
    """Return the administration whose report this is: in its head, else the board's own in the text (REM-08)."""
    for paragraph in top:
        found = _FULL_ADMINISTRATION.match(paragraph.key)
        if found is not None and len(paragraph.text) < 60:
            spots["report_by"] = paragraph.spot
            return names.spelled(names.without_genitive(paragraph.mended.cut(*found.span("name"))))
    if board is None:
        return None
    stem = names.stem_of(board)
    for paragraph in paragraphs:
        for found in _FULL_ADMINISTRATION.finditer(paragraph.key):
            words = found["name"].split(" ")
            for skip in range(len(words)):
                key = " ".join(words[skip:])
                name = paragraph.mended.cut(found.end("name") - len(key), found.end("name"))
                if names.near_names(names.stem_of(name), stem):
                    spots["report_by"] = paragraph.spot
                    return names.harmonised(name[:1].upper() + name[1:], board)
    return None


def _report_date(
    top: Sequence[Paragraph], spots: dict[str, Spot], board: str | None, findings: Findings
) -> date | None:
    """Return the day in the head of the report that is not the day of the board's meeting."""
    found: list[tuple[bool, Paragraph, date | None]] = []
    after_to = False
    for paragraph in top:
        after_to = after_to or bool(_TO_WHOM.search(paragraph.key))
        found += [(after_to, paragraph, named.day) for named in days_in(paragraph.text)]
        after_to = after_to and not days_in(paragraph.text)
    chosen = [(paragraph, day) for is_meeting, paragraph, day in found if not is_meeting]
    if not chosen:
        return None
    paragraph, day = chosen[0]
    if day is None:
        findings.add("date_unreadable", board, paragraph.spot, words=paragraph.text[:80])
    else:
        spots["report_date"] = paragraph.spot
    return day


def _case(top: Sequence[Paragraph], paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    """Return the title of the case: in the head, else what the text says that the referral is about."""
    for paragraph in top:
        key = paragraph.key
        if len(key) < 15 or LABEL.match(key) or _REPORT_LINE.match(key) or names.has_form(paragraph.mended):
            continue
        if _CASE_WORDS.search(key) and not key.endswith("."):
            spots["case"] = paragraph.spot
            # The line under the title says only that this is an answer.
            below = _ANSWER_BELOW.search(key)
            return paragraph.mended.cut(0, below.start()) if below else paragraph.text
    for paragraph in paragraphs:
        found = _ABOUT.search(paragraph.key)
        if found is not None:
            spots["case"] = paragraph.spot
            return paragraph.mended.cut(*found.span("case")).strip(" .")
    return None


def _sender(paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    """Return who sent the referral, in the words of the report."""
    for pattern in (SENT, REFERRAL_FROM):
        for paragraph in paragraphs:
            found = pattern.search(paragraph.key)
            if found is not None:
                spots["initiator"] = paragraph.spot
                return paragraph.mended.cut(*found.span("by")).strip()
    return None


def _registry(top: Sequence[Paragraph], spots: dict[str, Spot]) -> list[str]:
    found: list[str] = []
    for paragraph in top:
        for number in registry_in(paragraph.text, own=False, in_head=True):
            if number not in found:
                spots[f"registry.{len(found)}"] = paragraph.spot
                found.append(number)
    return found


def _prepared_by(sections: Sequence[_Section]) -> str | None:
    """Return the sentence that says which units prepared the report (REM-07)."""
    for section in sections:
        if section.code is Head.PREPARATION:
            for paragraph in section.paragraphs:
                for sentence in sentences_of(paragraph):
                    if _UNIT.search(sentence.key):
                        return sentence.text
    return None


def _note_missing(
    name: str | None,
    report_date: date | None,
    case: str | None,
    registry: Sequence[str],
    has_deadline: bool,
    findings: Findings,
) -> None:
    if name is None:
        findings.add("body_missing", None)
    if report_date is None:
        findings.add("report_date_missing", name)
    if case is None:
        findings.add("case_missing", None)
    if not registry:
        findings.add("registry_missing", None)
    if not has_deadline:
        findings.add("deadline_missing", None)
    findings.add("decision_not_shown", name)
