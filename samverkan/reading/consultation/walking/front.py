"""What stands before the answers: the proposal, the preparation, the levels above the bodies, the matter (REM-20)."""

from __future__ import annotations

import re

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import signing_day
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Level, Upper
from samverkan.reading.consultation.people import names_at
from samverkan.reading.consultation.phrases import LEVEL, LEVEL_ALONE, PROPOSES, RESPONSIBLE, Head
from samverkan.reading.consultation.statements import Announcement, Printed, announcement_of
from samverkan.reading.consultation.walking.openings import begins_answer
from samverkan.reading.consultation.walking.state import Walk, Zone

FRONT_HEADS = frozenset({Head.DECISION, Head.SUMMARY, Head.MATTER, Head.PREPARATION, Head.VIEWS, Head.ANNEXES})
"""The parts that stand before the answers; another heading is one inside the matter."""


def in_front(walk: Walk, index: int, paragraph: Paragraph, head: Head | None) -> None:
    """Take a paragraph of the front, of the matter, or between the compilation's heading and its contents list."""
    if begins_answer(walk, index, paragraph):
        return
    if head is Head.MATTER and walk.report.uppers and walk.zone is Zone.FRONT:
        enter_matter(walk, paragraph)
        return
    if walk.zone is not Zone.FRONT:
        _in_matter(walk, paragraph, head)
        return
    if head in FRONT_HEADS:
        walk.section = head
        return
    if head is not None and walk.section is not Head.ANNEXES:
        # A heading inside the matter, such as the background. In a list of annexes it is the name of one.
        walk.section = Head.MATTER
    if PROPOSES.match(paragraph.key) and not walk.report.points:
        walk.section = Head.DECISION
        return
    if RESPONSIBLE.match(paragraph.key):
        _take_responsible(walk, paragraph)
        return
    level = LEVEL.match(paragraph.key) or _level_alone(paragraph)
    if level is not None and not (walk.section is None and not walk.report.points):
        _enter_level(walk, paragraph, level)
        return
    if _takes_signing(walk, paragraph):
        return
    announcement = announcement_of(paragraph)
    if announcement is not None and walk.section is not Head.ANNEXES:
        _begin_upper(walk, announcement)
        return
    if walk.section is None:
        walk.report.title.append(paragraph)
    elif walk.section is Head.DECISION:
        walk.report.points.append(paragraph)
    walk.report.front.append((walk.section, paragraph))


def enter_matter(walk: Walk, heading: Paragraph) -> None:
    """Begin the part about the matter, which stands between the levels and the compilation."""
    walk.zone, walk.upper, walk.section = Zone.MATTER, None, Head.MATTER
    walk.report.matter_heading = heading


def _in_matter(walk: Walk, paragraph: Paragraph, head: Head | None) -> None:
    """Take a paragraph after the levels; old reports have the matter and its preparation under the compilation."""
    if head is Head.MATTER and walk.report.matter_heading is None:
        walk.report.matter_heading = paragraph
    if head in FRONT_HEADS:
        walk.section = head
    elif walk.section is Head.MATTER:
        walk.report.matter.append(paragraph)
    else:
        walk.report.front.append((walk.section, paragraph))


def _take_responsible(walk: Walk, paragraph: Paragraph) -> None:
    found = RESPONSIBLE.match(paragraph.key)
    assert found is not None
    _, at = paragraph.mended.span(found.start(), found.end())
    walk.report.responsible += [(name, paragraph) for name in names_at(paragraph.text, at)]
    walk.report.responsible_title = walk.report.responsible_title or paragraph.text[:at].strip(" :")
    if walk.section is Head.DECISION:
        walk.section = Head.SUMMARY


def _level_alone(paragraph: Paragraph) -> re.Match[str] | None:
    """Return a level whose name stands alone over its own part; an item of a list is none."""
    return None if paragraph.is_item else LEVEL_ALONE.match(paragraph.key)


def _enter_level(walk: Walk, paragraph: Paragraph, level: re.Match[str]) -> None:
    walk.zone, walk.upper = Zone.UPPER, None
    name = names.spelled(paragraph.mended.cut(*level.span("level")))
    walk.level = name.lower()
    last = walk.report.levels[-1] if walk.report.levels else None
    if last is None or last.name is None or last.name.lower() != walk.level:
        walk.report.levels.append(Level(name, paragraph))
    if LEVEL_ALONE.match(paragraph.key) is None:
        walk.report.levels[-1].said.append(paragraph)


def _takes_signing(walk: Walk, paragraph: Paragraph) -> bool:
    signed = signing_day(paragraph.text)
    if signed is None:
        return False
    walk.report.signed.append((signed.day, paragraph))
    walk.upper = None
    walk.zone = Zone.UPPER
    if not walk.report.levels or walk.report.levels[-1].signed is not None:
        walk.report.levels.append(Level(None, paragraph))
    walk.report.levels[-1].signed = (signed, paragraph)
    return True


def _begin_upper(walk: Walk, announcement: Announcement) -> None:
    walk.zone = Zone.UPPER
    walk.upper = Upper(walk.level, Printed(announcement))
    walk.report.uppers.append(walk.upper)


def in_upper(walk: Walk, index: int, paragraph: Paragraph, head: Head | None) -> None:
    """Take a paragraph of the levels above the bodies: what they decided, who signed it, and who dissented."""
    if begins_answer(walk, index, paragraph):
        return
    level = LEVEL.match(paragraph.key) or _level_alone(paragraph)
    if level is not None:
        _enter_level(walk, paragraph, level)
        return
    if _takes_signing(walk, paragraph):
        return
    if head is Head.MATTER:
        enter_matter(walk, paragraph)
        return
    announcement = announcement_of(paragraph)
    if announcement is not None:
        _begin_upper(walk, announcement)
    elif walk.upper is not None:
        walk.upper.printed.paragraphs.append(paragraph)
    elif walk.report.levels:
        level_part = walk.report.levels[-1]
        (level_part.said if level_part.signed is None else level_part.signers).append(paragraph)
