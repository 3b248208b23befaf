"""Reading a report to the council with its compilation of answers (REM-01 to -03, -08 to -20, -26).

What a damaged text lacks stays empty and is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from samverkan.reading.amounts import fold
from samverkan.reading.consultation import names
from samverkan.reading.consultation.asides import text_changes_in, without_footnotes
from samverkan.reading.consultation.case import (
    annexes_of,
    initiator_in,
    matter_of,
    place_of,
    registry_of,
    summary_of,
    title_of,
    views_of,
)
from samverkan.reading.consultation.checks import check_consultees, check_contents, entry_for, note_lookalikes
from samverkan.reading.consultation.draft import (
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
    sentences_of,
    type_of_point,
    validity_in,
)
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.levels import levels_of
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer, Report
from samverkan.reading.consultation.phrases import Head, letters
from samverkan.reading.consultation.resolving import resolved, statements_of, upper_statements, with_one_spelling
from samverkan.reading.consultation.sentences import Entry, Sentence
from samverkan.reading.consultation.walking import walked
from samverkan.reading.document import Document
from samverkan.reading.lookalikes import latin

TWICE_LENGTH = 60
"""A paragraph at least so long, printed twice in one answer, is reported."""


def read_council_report(document: Document, paragraphs: Sequence[Paragraph], findings: Findings) -> ConsultationDraft:
    report = walked(document, paragraphs)
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
    initiator = initiator_in(paragraphs, spots)
    check_contents(document, report, called, findings)
    made = _with_subs(made, report, consultees.passed_on, words, findings)
    unanswered = check_consultees(consultees.asked, bodies, findings)
    made, uppers = with_one_spelling(made, uppers)
    validity = validity_in(report.points, findings)
    deadline = deadline_in(paragraphs, findings)
    day = next((day for day, _ in report.signed if day), None)
    for signed, paragraph in report.signed:
        if signed is None:
            findings.add("date_unreadable", None, paragraph.spot, words=paragraph.text)
    case, registry = title_of(report, spots), registry_of(report, paragraphs, spots)
    annexes = annexes_of(report)
    changes, views = text_changes_in(views_of(report))
    texts = {"summary": summary_of(report), "opinion": views, "matter": matter_of(report)}
    spots.update({kind: place_of(text) for kind, text in texts.items() if text})
    for missing, code in (
        (case is None, "case_missing"),
        (not registry, "registry_missing"),
        (day is None, "executive_board_date_missing"),
        (deadline is None, "deadline_missing"),
    ):
        if missing:
            findings.add(code, None)
    note_lookalikes(document, findings)
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
        unanswered=unanswered,
        responsible_title=report.responsible_title,
        summary=_texts(texts["summary"]),
        opinion=_texts(texts["opinion"]),
        matter=_texts(texts["matter"]),
        levels=levels_of(report),
        annexes=annexes,
        text_changes=changes,
        spots=spots,
    )


def _texts(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in paragraphs)


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
    entry = entry_for(name, report.contents)
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
    points = [point for point in answer.points if any(map(str.isalpha, point.text))]
    if points:
        numbered = [point for point in points if point.marker or point.is_item]
        kept = numbered if numbered and points[0] in numbered else points
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
        unanswered: list[str] = []
        if answer.sub_heading is not None or subs:
            asked = [names.cleaned(name) for name in passed_on]
            unanswered = [name for name in asked if names.find(name, (sub.name for sub in subs)) is None]
        for name in unanswered:
            findings.add("sub_referral_without_answer", body.name, None, name=name)
        made.append(replace(body, sub_referrals=tuple(subs), unanswered_subs=tuple(unanswered)))
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
