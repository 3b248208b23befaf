"""Walking through a council report once, from part to part; each part knows which set phrases may stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Report
from samverkan.reading.consultation.phrases import Head, head_of
from samverkan.reading.consultation.sentences import consultees_in
from samverkan.reading.consultation.walking.answers import in_answers
from samverkan.reading.consultation.walking.contents import heading_of, takes_entry
from samverkan.reading.consultation.walking.dissent import in_statements, opens_statements
from samverkan.reading.consultation.walking.front import in_front, in_upper
from samverkan.reading.consultation.walking.gathered import in_sub_referrals
from samverkan.reading.consultation.walking.state import BEFORE_COMPILATION, Walk, Zone
from samverkan.reading.document import Document


def walked(document: Document, paragraphs: Sequence[Paragraph]) -> Report:
    """Return the parts of a council report as they are found, before they are judged."""
    at = Walk(
        document,
        paragraphs,
        Report(consultees=consultees_in(paragraphs)),
        has_compilation=any(head_of(one.key) is Head.COMPILATION for one in paragraphs if len(one.key) < 60),
    )
    for index, paragraph in enumerate(paragraphs):
        _step(at, index, paragraph)
    return at.report


def _step(walk: Walk, index: int, paragraph: Paragraph) -> None:
    head = heading_of(paragraph)
    if head is Head.CONTENTS:
        walk.in_contents, walk.report.contents_heading = True, paragraph
        if walk.zone in BEFORE_COMPILATION:
            walk.zone, walk.section = Zone.COMPILATION, None
        return
    if takes_entry(walk, index, paragraph):
        return
    if head is Head.COMPILATION and walk.zone in BEFORE_COMPILATION:
        walk.zone, walk.upper, walk.section = Zone.COMPILATION, None, None
        return
    if head is Head.STATEMENTS and opens_statements(walk, index, paragraph):
        walk.zone, walk.printed, walk.stated = Zone.STATEMENTS, None, None
        walk.report.statements_heading = walk.report.statements_heading or paragraph
        walk.in_contents = walk.taking_points = False
        return
    if head is Head.SUB_REFERRALS and walk.answer is not None:
        walk.zone, walk.taking_points = Zone.SUB_REFERRALS, False
        walk.answer.sub_heading = paragraph
        return
    if walk.zone is Zone.UPPER:
        in_upper(walk, index, paragraph, head)
    elif walk.zone is Zone.ANSWERS:
        in_answers(walk, index, paragraph)
    elif walk.zone is Zone.SUB_REFERRALS:
        in_sub_referrals(walk, index, paragraph)
    elif walk.zone is Zone.STATEMENTS:
        in_statements(walk, index, paragraph)
    else:
        in_front(walk, index, paragraph, head)
