"""From the parts of a council report to its draft: bodies with their dates, decisions and statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from samverkan.reading.amounts import fold
from samverkan.reading.consultation import names
from samverkan.reading.consultation.asides import text_changes_in, without_footnotes
from samverkan.reading.consultation.council_report import Answer, Entry, Report, Sentence, walk
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import (
    AnnexDraft,
    BodyDraft,
    BodyKind,
    ConsultationDraft,
    SourceKind,
    Spot,
    SubReferralDraft,
)
from samverkan.reading.consultation.facts import (
    deadline_in,
    decision_type_of,
    immediate_in,
    immediate_reason_in,
    note_not_attached,
    perspectives_in,
    registry_in,
    sentences_of,
    type_of_point,
    validity_in,
    without_registry,
)
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.paragraphs import Paragraph, spot_of
from samverkan.reading.consultation.phrases import INITIATED, Head, head_of, letters
from samverkan.reading.consultation.resolving import resolved, statements_of, upper_statements, with_one_spelling
from samverkan.reading.document import Document
from samverkan.reading.lookalikes import has_lookalikes, latin

TWICE_LENGTH = 60
"""A paragraph at least so long, printed twice in one answer, is reported."""

_COUNCIL_REPORT_LINE = re.compile(
    r"^(?:utlatande|rotel|pm)\b.{0,60}$|^(?:dnr|diarie)\w*\b|^kommunstyrelsen$|^\d{4}-\d{2}-\d{2}$"
)
_COLLECTIVE = re.compile(r"^(?:samtliga|alla|ovriga|stadens|de |berorda)\b|namnderna?\b|namnder\b")


def read_council_report(document: Document, paragraphs: Sequence[Paragraph], findings: Findings) -> ConsultationDraft:
    report = walk(document, paragraphs)
    spots: dict[str, Spot] = {}
    words = names.words_in(latin(document.text))
    called = {id(answer): _name_of(answer, report.contents, words) for answer in report.answers}
    bodies = [called[id(answer)] for answer in report.answers]
    first = [_body(answer, called[id(answer)], bodies, report, words, findings) for answer in report.answers]
    made = _with_summaries(resolved(first, findings), report)
    for whose, printed in report.strays:
        findings.add("printed_for_unknown_body", None, printed.heading.spot, name=whose or "–")
    uppers = upper_statements(report.uppers, made, findings)
    consultees = report.consultees
    if consultees.spot is not None:
        spots["consultees"] = consultees.spot
    initiator = _initiator(paragraphs, spots)
    _check_contents(document, report, called, findings)
    made = _with_subs(made, report, consultees.passed_on, words, findings)
    _check_consultees(consultees.asked, bodies, report, findings)
    made, uppers = with_one_spelling(made, uppers)
    validity = validity_in(report.points, findings)
    deadline = deadline_in(paragraphs, findings)
    day = next((day for day, _ in report.signed if day), None)
    for signed, paragraph in report.signed:
        if signed is None:
            findings.add("date_unreadable", None, paragraph.spot, words=paragraph.text)
    case, registry = _case(report, spots), _registry(report, paragraphs, spots)
    annexes = _annexes(report)
    for missing, code in (
        (case is None, "case_missing"),
        (not registry, "registry_missing"),
        (day is None, "executive_board_date_missing"),
        (deadline is None, "deadline_missing"),
    ):
        if missing:
            findings.add(code, None)
    _note_lookalikes(document, findings)
    if report.responsible:
        spots["responsible"] = report.responsible[0][1].spot
    if day is not None:
        spots["executive_board_date"] = next(paragraph.spot for found, paragraph in report.signed if found == day)
    for key, spot in (
        ("valid_from", validity.start_spot),
        ("valid_until", validity.end_spot),
        ("deadline", deadline[1] if deadline else None),
    ):
        if spot is not None:
            spots[key] = spot
    return ConsultationDraft(
        kind=SourceKind.COUNCIL_REPORT,
        case=case,
        registry=tuple(registry),
        initiator=initiator,
        responsible=tuple(dict.fromkeys(name for name, _ in report.responsible)),
        executive_board_date=day,
        valid_from=validity.start,
        valid_until=validity.end,
        deadline=deadline[0] if deadline else None,
        bodies=made,
        upper_level_statements=uppers,
        findings=tuple(findings.made),
        proposed_points=tuple(point.text for point in report.points),
        consultees=tuple(consultees.asked),
        summary=_texts(report, Head.SUMMARY),
        opinion=_texts(report, Head.VIEWS),
        annexes=annexes,
        text_changes=text_changes_in(paragraph for section, paragraph in report.front if section is Head.VIEWS),
        spots=spots,
    )


# A body


def _name_of(answer: Answer, contents: Sequence[Entry], words: Counter[str]) -> str:
    listed = names.find(answer.name, (entry.name for entry in contents))
    spellings = [*answer.spellings, *([listed] if listed else [])]
    fitting = [name for name in spellings if names.same_body(name, answer.name)] or [answer.name]
    return names.best_spelling(fitting, words)


def _body(
    answer: Answer, name: str, bodies: Sequence[str], report: Report, words: Counter[str], findings: Findings
) -> BodyDraft:
    spots: dict[str, Spot] = {}
    if answer.heading is not None:
        spots["name"] = answer.heading.spot
    entry = _entry_for(name, report.contents)
    if entry is not None:
        spots["page"] = entry.paragraph.spot
    kind = names.kind_of(name)
    start = spots.get("name")
    if kind is None:
        findings.add("kind_unknown", name, start)
    points, point_paragraphs = _points(answer)
    _note_dates(answer, name, kind, findings)
    decided, reported = answer.decision, answer.report
    if decided is not None and decided.day is not None:
        spots["decision_date"] = decided.paragraph.spot
    for index, paragraph in enumerate(point_paragraphs):
        spots[f"decision_points.{index}"] = paragraph.spot
    decision_type = decision_type_of(point_paragraphs)
    if points and decision_type is None:
        findings.add("decision_type_unknown", name, point_paragraphs[0].spot)
    immediate = immediate_in(point_paragraphs)
    if immediate is not None:
        spots["immediate"] = immediate.spot
    if reported is not None:
        spots["report_by"] = spots["report_type"] = reported.paragraph.spot
        if reported.day is not None:
            spots["report_date"] = reported.paragraph.spot
    for unclear in answer.unclear:
        findings.add("statement_unclear", name, unclear.spot, words=unclear.text[:120])
    text, footnotes = without_footnotes(answer.text)
    perspectives, perspective_spots = perspectives_in(text)
    spots.update(perspective_spots)
    _note_twice(text, name, findings)
    note_not_attached(name, text, findings)
    return BodyDraft(
        name=name,
        kind=kind,
        page=entry.page if entry else None,
        decision_date=decided.day if decided else None,
        report_by=names.harmonised(names.without_genitive(reported.by), name) if reported else None,
        report_date=reported.day if reported else None,
        report_type=reported.word if reported else None,
        decision_points=points,
        decision_type=decision_type,
        immediate=immediate is not None,
        immediate_reason=immediate_reason_in([*point_paragraphs, *answer.text]) if immediate else None,
        perspectives=perspectives,
        statements=statements_of(answer, name, bodies, words, findings),
        paragraphs=tuple(paragraph.text for paragraph in text),
        footnotes=footnotes,
        spots=spots,
    )


def _points(answer: Answer) -> tuple[tuple[str, ...], list[Paragraph]]:
    """Return the points of the decision: those under it, or the one that runs on in its sentence."""
    if answer.points:
        numbered = [point for point in answer.points if point.marker or point.is_item]
        kept = numbered if numbered and answer.points[0] in numbered else answer.points
        return tuple(point.text for point in kept), list(kept)
    decision = answer.decision
    if decision is None or not decision.rest:
        return (), []
    whole = Paragraph(
        names.mended(decision.rest), decision.paragraph.spot, decision.paragraph.first, decision.paragraph.last
    )
    if type_of_point(whole.key) is None and not whole.key.startswith("att "):
        return (), []
    said = sentences_of(whole)
    return tuple(one.text for one in said), [replace(whole, mended=names.mended(one.text)) for one in said]


def _note_dates(answer: Answer, name: str, kind: BodyKind | None, findings: Findings) -> None:
    decided, reported = answer.decision, answer.report
    is_board = kind in (BodyKind.DISTRICT_BOARD, BodyKind.SPECIALIST_BOARD)
    for sentence, code in ((decided, "meeting_date_missing"), (reported, "report_date_missing")):
        if sentence is not None and sentence.unreadable:
            findings.add("date_unreadable", name, sentence.paragraph.spot, words=sentence.unreadable.strip())
        elif sentence is not None and sentence.day is None:
            findings.add(code, name, sentence.paragraph.spot)
    if answer.abstained:
        findings.add("consultee_abstained", name, answer.heading.spot if answer.heading else None, name=name)
        return
    if decided is None and kind is not BodyKind.EXECUTIVE_OFFICE:
        findings.add("no_board_decision", name, answer.heading.spot if answer.heading else None)
    if reported is None:
        findings.add("report_missing", name, answer.heading.spot if answer.heading else None)
    elif is_board and kind is BodyKind.DISTRICT_BOARD:
        _note_other_report(reported, name, findings)
    if decided and reported and decided.day and reported.day and reported.day > decided.day:
        findings.add("report_after_decision", name, reported.paragraph.spot)


def _note_other_report(reported: Sentence, name: str, findings: Findings) -> None:
    by = names.without_genitive(reported.by)
    if not re.search(r"^\S+.* (?:stadsdels|kommundels)forvaltning", names.mended(by).key):
        return
    if not names.near_names(names.stem_of(by), names.stem_of(name)):
        findings.add("report_of_other_body", name, reported.paragraph.spot, name=by)


def _note_twice(paragraphs: Sequence[Paragraph], name: str, findings: Findings) -> None:
    seen: set[str] = set()
    for paragraph in paragraphs:
        if len(paragraph.text) < TWICE_LENGTH:
            continue
        if fold(paragraph.text) in seen:
            findings.add("text_printed_twice", name, paragraph.spot)
        seen.add(fold(paragraph.text))


def _entry_for(name: str, contents: Sequence[Entry]) -> Entry | None:
    found = names.find(name, (entry.name for entry in contents))
    return next((entry for entry in contents if entry.name == found), None)


def _with_summaries(bodies: Sequence[BodyDraft], report: Report) -> tuple[BodyDraft, ...]:
    """Give each body its paragraph under the preparation of the matter (REM-19)."""
    prepared = [paragraph for section, paragraph in report.front if section is Head.PREPARATION]
    made = []
    for body in bodies:
        key = names.mended(body.name or "").key
        found = next((one for one in prepared if one.key.startswith(key)), None)
        if found is not None:
            body = replace(body, summary=found.text, spots={**body.spots, "summary": found.spot})
        made.append(body)
    return tuple(made)


# Sub-referrals


def _with_subs(
    bodies: Sequence[BodyDraft], report: Report, passed_on: Sequence[str], words: Counter[str], findings: Findings
) -> tuple[BodyDraft, ...]:
    made = []
    for answer, body in zip(report.answers, bodies, strict=True):
        subs = [_sub(sub, passed_on, words, body.name, findings) for sub in answer.subs]
        if answer.sub_heading is not None or subs:
            for name in passed_on:
                if names.find(names.cleaned(name), (sub.name for sub in subs)) is None:
                    findings.add("sub_referral_without_answer", body.name, None, name=names.cleaned(name))
        made.append(replace(body, sub_referrals=tuple(subs)))
    return tuple(made)


def _sub(
    sub: Answer, passed_on: Sequence[str], words: Counter[str], whose: str | None, findings: Findings
) -> SubReferralDraft:
    known = [names.cleaned(name) for name in passed_on]
    listed = names.find(sub.name, known) or next((one for one in known if letters(one) == letters(sub.name)), sub.name)
    # The list writes a company's name as it is; over its answer the name may be inflected.
    name = listed if letters(listed) == letters(sub.name) else names.best_spelling([listed, sub.name], words)
    report = sub.report
    spot = sub.heading.spot if sub.heading else None
    if report is not None and report.unreadable:
        findings.add("date_unreadable", whose, spot, words=report.unreadable.strip())
    elif report is None or report.day is None:
        findings.add("sub_referral_undated", whose, spot, name=name)
    day = report.day if report else None
    spots = {"name": spot} if spot else {}
    if day is not None and report is not None:
        spots["date"] = report.paragraph.spot
    return SubReferralDraft(
        name=name,
        kind=names.sub_kind_of(name),
        date=day,
        report_type=report.word if report else None,
        paragraphs=tuple(paragraph.text for paragraph in sub.text),
        spots=spots,
    )


# The case


def _initiator(paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    for paragraph in paragraphs:
        found = INITIATED.search(paragraph.key)
        if found is not None:
            spots["initiator"] = paragraph.spot
            return paragraph.mended.cut(*found.span("by")).strip(" ,.")
    return None


def _check_consultees(asked: Sequence[str], bodies: Sequence[str], report: Report, findings: Findings) -> None:
    for name in asked:
        made = names.mended(name[:1].upper() + name[1:])
        if _COLLECTIVE.search(made.key) and not names.is_board(made.key):
            continue
        if not names.has_form(made) or names.find(name, bodies) is not None:
            continue
        findings.add("consultee_without_answer", None, None, name=name)


def _case(report: Report, spots: dict[str, Spot]) -> str | None:
    for paragraph in report.title:
        key = paragraph.key.strip()
        if _COUNCIL_REPORT_LINE.match(key) or len(key) < 8 or (len(key) > 60 and key.endswith(".")):
            continue
        if days_in(paragraph.text) and len(paragraph.text) < 30:
            continue
        spots["case"] = paragraph.spot
        return re.sub(r"^(?:Ärende|Ang(?:ående)?)[:.]? ", "", paragraph.text).rstrip(" .")
    return None


def _registry(report: Report, paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> list[str]:
    """Return the case's own registry numbers: in the title, with the annexes, else with the proposed points."""
    found: list[str] = []
    annexes = [paragraph for section, paragraph in report.front if section is Head.ANNEXES]
    for group in (report.title, annexes, report.points):
        for paragraph in group:
            for number in registry_in(paragraph.text, in_head=group is report.title):
                if number not in found:
                    spots[f"registry.{len(found)}"] = paragraph.spot
                    found.append(number)
        if found and group is not report.title:
            break
    return found


def _annexes(report: Report) -> tuple[AnnexDraft, ...]:
    made = []
    for section, paragraph in report.front:
        if section is not Head.ANNEXES or not (paragraph.is_item or len(paragraph.text) < 200):
            continue
        registry = registry_in(paragraph.text, own=False)
        made.append(
            AnnexDraft(
                number=int(paragraph.marker) if paragraph.marker.isdigit() else None,
                title=without_registry(paragraph.text),
                registry=registry[0] if registry else None,
                spot=paragraph.spot,
            )
        )
    return tuple(made)


def _texts(report: Report, section: Head) -> tuple[str, ...]:
    return tuple(paragraph.text for head, paragraph in report.front if head is section)


# Checks


def _check_contents(document: Document, report: Report, called: dict[int, str], findings: Findings) -> None:
    if not report.contents:
        return
    listed = [entry.name for entry in report.contents]
    for answer in report.answers:
        if names.find(called[id(answer)], listed) is None:
            findings.add(
                "not_in_contents", None, answer.heading.spot if answer.heading else None, name=called[id(answer)]
            )
    for entry in report.contents:
        is_heading = head_of(names.mended(entry.name).key) is not None
        if not is_heading and names.find(entry.name, called.values()) is None:
            findings.add("in_contents_only", None, entry.paragraph.spot, name=entry.name)
    headings = [answer.sub_heading for answer in report.answers if answer.sub_heading]
    for heading in [*headings, *([report.statements_heading] if report.statements_heading else [])]:
        head = head_of(heading.key)
        if not any(head_of(names.mended(entry.name).key) is head for entry in report.contents):
            findings.add("contents_omits", None, heading.spot, heading=heading.text.rstrip(":"))
    before = 0
    for entry in report.contents:
        if entry.page is not None and entry.page < before:
            findings.add(
                "contents_pages_unordered", entry.name, entry.paragraph.spot, listed=str(entry.page), before=str(before)
            )
        before = entry.page or before
    _check_pages(document, report, called, findings)


def _check_pages(document: Document, report: Report, called: dict[int, str], findings: Findings) -> None:
    """Compare the contents list with the pages where answers begin, where the file has pages of its own."""
    printed = _printed_pages(document)
    for answer in report.answers:
        entry = _entry_for(called[id(answer)], report.contents)
        if entry is None or entry.page is None or answer.heading is None:
            continue
        found = printed(answer.heading.first)
        if found and entry.page not in found:
            findings.add(
                "contents_page_differs",
                called[id(answer)],
                answer.heading.spot,
                listed=str(entry.page),
                found="/".join(map(str, found)),
            )


def _printed_pages(document: Document):  # type: ignore[no-untyped-def]
    """Return a function from a line to the page numbers it may have, empty where pages are not known."""
    numbers = [
        (line.number, line.page, int(found[0]))
        for line in document.lines
        if line.noise and (found := re.search(r"\d+", line.text)) is not None
    ]
    last = document.lines[-1].page
    if last > 0:
        offsets = [number - page for _, page, number in numbers]
        offset = max(set(offsets), key=offsets.count) if offsets else 1
        return lambda line: (document.lines[line - 1].page + offset,)

    rising = [(line, number) for line, _, number in numbers]
    is_rising = len(rising) >= 3 and all(after[1] - before[1] == 1 for before, after in pairwise(rising))

    def between(line: int) -> tuple[int, ...]:
        before = [number for at, number in rising if at < line]
        after = [number for at, number in rising if at > line]
        return (before[-1], after[0]) if before and after else ()

    return between if is_rising else lambda _: ()


def _note_lookalikes(document: Document, findings: Findings) -> None:
    lines = [line for line in document.lines if has_lookalikes(line.text)]
    if lines:
        first = lines[0]
        findings.add(
            "lookalike_letters", None, spot_of(first.text, first.number, first.number, None), count=str(len(lines))
        )
