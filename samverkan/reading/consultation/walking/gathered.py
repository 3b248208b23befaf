"""The answers to sub-referrals, gathered under the answer of the one who sent them on (REM-03)."""

from __future__ import annotations

from samverkan.reading.consultation import names
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer
from samverkan.reading.consultation.sentences import decision_sentence, report_sentence
from samverkan.reading.consultation.walking.dissent import begins_statements
from samverkan.reading.consultation.walking.openings import begins_by_heading, begins_by_sentence
from samverkan.reading.consultation.walking.state import Walk


def in_sub_referrals(walk: Walk, index: int, paragraph: Paragraph) -> None:
    if begins_by_heading(walk, index, paragraph) or begins_statements(walk, index, paragraph):
        return
    decision = decision_sentence(paragraph)
    listed = decision is not None and names.find(decision.by, (entry.name for entry in walk.report.contents))
    if listed and begins_by_sentence(walk, paragraph):
        return
    answer = walk.answer
    assert answer is not None
    last = answer.subs[-1] if answer.subs else None
    report = report_sentence(paragraph)
    if report is not None:
        by = names.without_genitive(report.by)
        if last is not None and last.report is None and not last.text:
            last.report = report
        else:
            answer.subs.append(Answer(by, paragraph, [by], report=report))
    elif _heads_sub(walk, index, paragraph):
        answer.subs.append(Answer(names.cleaned(paragraph.text), paragraph))
    elif last is not None and decision is not None and last.decision is None and not last.text:
        last.decision = decision
    elif last is not None:
        last.text.append(paragraph)


def _heads_sub(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    following = walk.following(index)
    return names.has_form(paragraph.mended) and bool(following) and not names.has_form(following[0].mended)
