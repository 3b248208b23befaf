"""Where the answer of a body begins: by its heading, or by a sentence of it where the heading is lost."""

from __future__ import annotations

import re

from samverkan.reading.consultation import names
from samverkan.reading.consultation.facts import looks_like_heading
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer
from samverkan.reading.consultation.phrases import ABSTAINED, BESLUT
from samverkan.reading.consultation.sentences import Sentence, decision_sentence, report_sentence
from samverkan.reading.consultation.walking.state import BEFORE_COMPILATION, Walk, Zone

_FOLLOWING = re.compile(r"(?:^|\s)foljande\W*$")


def begins_answer(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the heading of a body's answer, or a sentence of one whose heading is lost."""
    if walk.zone in BEFORE_COMPILATION and walk.has_compilation:
        return False
    return begins_by_heading(walk, index, paragraph) or begins_by_sentence(walk, paragraph)


def begins_by_heading(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    if len(paragraph.text) > names.NAME_LENGTH or (paragraph.is_item and not paragraph.marker):
        return False
    name = names.cleaned(paragraph.text)
    listed = names.find(name, (entry.name for entry in walk.report.contents))
    if listed is None and (listed := _misread_entry(walk, paragraph, name)) is not None:
        name = listed
    strong = any(_is_of_answer(following) for following in walk.following(index))
    formed = names.has_form(paragraph.mended) or names.has_other_form(paragraph.mended)
    if listed is None and not formed and not (strong and _is_named_below(walk, index, name)):
        return False
    seen = walk.answer_named(name)
    if seen is not None and not (strong and seen.heading is None and seen.decision is None):
        return False
    if listed is None and (not strong or _belongs_to_subs(walk, name) or not _may_be_asked(walk, name)):
        return False
    _begin_answer(walk, name, paragraph)
    return True


def _misread_entry(walk: Walk, paragraph: Paragraph, name: str) -> str | None:
    """Return the one entry of the contents list, without an answer yet, that a heading is but for a letter."""
    if not names.has_form(paragraph.mended):
        return None
    near = [entry.name for entry in walk.report.contents if names.misread(name, entry.name)]
    return near[0] if len(near) == 1 and walk.answer_named(near[0]) is None else None


def _is_named_below(walk: Walk, index: int, name: str) -> bool:
    """Tell whether the sentence under a heading names the body that the heading is."""
    if not looks_like_heading(walk.paragraphs[index]):
        return False
    for following in walk.following(index):
        sentence = decision_sentence(following) or report_sentence(following)
        if sentence is not None and sentence.by:
            return names.near_names(names.stem_of(name), names.stem_of(names.without_genitive(sentence.by)))
    return False


def _belongs_to_subs(walk: Walk, name: str) -> bool:
    return walk.zone is Zone.SUB_REFERRALS and (bool(walk.report.contents) or names.is_company(name))


def _is_of_answer(paragraph: Paragraph) -> bool:
    return (
        decision_sentence(paragraph) is not None
        or report_sentence(paragraph) is not None
        or (len(paragraph.key) < names.NAME_LENGTH and bool(BESLUT.match(paragraph.key)))
        or (len(paragraph.key) < 300 and bool(ABSTAINED.search(paragraph.key)))
    )


def begins_by_sentence(walk: Walk, paragraph: Paragraph) -> bool:
    decision = decision_sentence(paragraph)
    if decision is not None:
        if not decision.by or not names.has_form(names.mended(decision.by)):
            return False
        if _is_of_current(walk, decision):
            return False
        if walk.answer_named(decision.by) is not None:
            return False
        _begin_answer(walk, decision.by, None)
        take_decision(walk, decision)
        return True
    report = report_sentence(paragraph)
    if report is None or walk.zone is Zone.SUB_REFERRALS:
        return False
    if walk.answer is not None and walk.answer.report is None:
        return False
    by = names.without_genitive(report.by)
    whose = _board_of(walk, by)
    if whose is None:
        return False
    _begin_answer(walk, whose, None)
    take_report(walk, report)
    return True


def _is_of_current(walk: Walk, decision: Sentence) -> bool:
    """Tell whether a decision is that of the body under whose heading it stands, whatever it calls the board."""
    current = walk.answer
    if current is None or current.decision is not None:
        return current is not None and names.same_body(current.name, decision.by)
    if names.same_body(current.name, decision.by):
        return True
    listed = names.find(decision.by, (entry.name for entry in walk.report.contents))
    is_bare = not current.text and current.report is None
    if is_bare and names.misread(current.name, decision.by):
        # Nothing stands between the heading and the sentence: one of the two has a letter scanned wrongly.
        current.name = listed or decision.by
        return True
    return listed is None and is_bare


def _board_of(walk: Walk, administration: str) -> str | None:
    """Return the body in the contents list whose administration this is and that has no answer yet."""
    listed = names.find(administration, (entry.name for entry in walk.report.contents))
    if names.is_office(names.mended(administration).key) or names.is_company(administration):
        expected = listed or (not walk.report.contents and _may_be_asked(walk, administration))
        return administration if expected and walk.answer_named(administration) is None else None
    stem = names.stem_of(administration)
    return next(
        (
            entry.name
            for entry in walk.report.contents
            if names.near_names(names.stem_of(entry.name), stem) and walk.answer_named(entry.name) is None
        ),
        None,
    )


def _may_be_asked(walk: Walk, name: str) -> bool:
    """Tell whether a body may have been asked, as far as the referral says; a company may be another's."""
    asked = walk.report.consultees.asked
    return not asked or not names.is_company(name) or names.find(name, asked) is not None


def _begin_answer(walk: Walk, name: str, heading: Paragraph | None) -> None:
    walk.zone, walk.upper = Zone.ANSWERS, None
    walk.in_contents = walk.taking_points = False
    walk.answer = Answer(name, heading, [name])
    walk.report.answers.append(walk.answer)


def take_decision(walk: Walk, decision: Sentence) -> None:
    assert walk.answer is not None
    walk.answer.decision = decision
    if decision.by:
        walk.answer.spellings.append(decision.by)
    walk.taking_points = True
    if decision.rest and not _FOLLOWING.search(names.mended(decision.rest).key):
        walk.taking_points = decision.paragraph.text.endswith(":")


def take_report(walk: Walk, report: Sentence) -> None:
    assert walk.answer is not None
    walk.answer.report = report
    walk.taking_points = False
    walk.printed = None
