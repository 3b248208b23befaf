"""One body's answer: its decision, who dissented, and its report (REM-08 to -14)."""

from __future__ import annotations

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer
from samverkan.reading.consultation.people import parties_in
from samverkan.reading.consultation.phrases import ABSTAINED, BESLUT
from samverkan.reading.consultation.sentences import Sentence, decision_sentence, report_sentence
from samverkan.reading.consultation.statements import Announcement, Printed, announcement_of
from samverkan.reading.consultation.walking.dissent import begins_statements
from samverkan.reading.consultation.walking.gathered import in_sub_referrals
from samverkan.reading.consultation.walking.openings import begins_answer, take_decision, take_report
from samverkan.reading.consultation.walking.state import Walk, Zone


def in_answers(walk: Walk, index: int, paragraph: Paragraph) -> None:
    if begins_answer(walk, index, paragraph) or begins_statements(walk, index, paragraph):
        return
    answer = walk.answer
    assert answer is not None
    decision = decision_sentence(paragraph)
    if decision is not None and answer.decision is None and answer.report is None:
        take_decision(walk, decision)
        return
    if answer.decision is None and answer.report is None and _takes_decision_heading(walk, paragraph):
        return
    report = report_sentence(paragraph)
    if report is not None and answer.report is None:
        take_report(walk, report)
        return
    if report is not None and names.is_company(answer.name) and names.is_company(report.by):
        # The answers of a company group's own companies, without the heading over them.
        walk.zone = Zone.SUB_REFERRALS
        in_sub_referrals(walk, index, paragraph)
        return
    if answer.report is None or walk.printed is not None:
        announcement = announcement_of(paragraph)
        if announcement is not None:
            _take_announcement(walk, answer, announcement)
            return
    elif answer.report is not None and (late := _late_announcement(paragraph)) is not None:
        _take_announcement(walk, answer, late)
        return
    if walk.printed is not None:
        walk.printed.paragraphs.append(paragraph)
    elif answer.report is None and not paragraph.is_item and parties_in(paragraph.text):
        answer.unclear.append(paragraph)
    elif walk.taking_points and answer.report is None:
        answer.points.append(paragraph)
    elif answer.decision is None and answer.report is None and ABSTAINED.search(paragraph.key):
        answer.abstained = True
        answer.text.append(paragraph)
    else:
        answer.text.append(paragraph)


def _takes_decision_heading(walk: Walk, paragraph: Paragraph) -> bool:
    """Take a heading such as `Beslut` or `Nämndens beslut den 12 maj 2022` with its points below."""
    heading = BESLUT.match(paragraph.key)
    days = days_in(paragraph.text)
    if heading is None or (heading["day"] and not days):
        return False
    if days:
        assert walk.answer is not None
        walk.answer.decision = Sentence("", days[0].day, paragraph)
    walk.taking_points = True
    return True


def _late_announcement(paragraph: Paragraph) -> Announcement | None:
    """Statements may be announced after the report, when they were not before."""
    announcement = announcement_of(paragraph)
    if announcement is None or not all(person.party for person in announcement.persons) or not announcement.persons:
        return None
    return announcement


def _take_announcement(walk: Walk, answer: Answer, announcement: Announcement) -> None:
    walk.taking_points = False
    answer.announcements.append(announcement)
    walk.printed = None
    if announcement.follows:
        walk.printed = answer.own_texts[len(answer.announcements) - 1] = Printed(announcement)
