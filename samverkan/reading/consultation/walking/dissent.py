"""The last part of a council report: statements printed body by body."""

from __future__ import annotations

from samverkan.reading.consultation import names
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer
from samverkan.reading.consultation.phrases import Head
from samverkan.reading.consultation.statements import Announcement, Printed, announcement_of, kind_alone
from samverkan.reading.consultation.walking.state import Walk, Zone


def opens_statements(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    """Tell the heading over the printed statements from an annex of the same name in a list."""
    if walk.report.answers:
        return True
    if paragraph.is_item or walk.section is Head.ANNEXES:
        return False
    return any(announcement_of(following) is not None for following in walk.following(index, 2))


def begins_statements(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    """Tell whether printed statements begin without the heading over them."""
    if len(paragraph.text) > names.NAME_LENGTH or walk.report.statements_heading is not None:
        return False
    following = walk.following(index)
    seen = walk.answer_named(names.cleaned(paragraph.text))
    if seen is None or not following or announcement_of(following[0]) is None or seen is walk.answer:
        return False
    if not names.has_form(paragraph.mended):
        return False
    walk.zone, walk.printed = Zone.STATEMENTS, None
    in_statements(walk, index, paragraph)
    return True


def in_statements(walk: Walk, index: int, paragraph: Paragraph) -> None:
    if _begins_stated(walk, index, paragraph):
        return
    announcement = announcement_of(paragraph)
    if announcement is not None and len(paragraph.text) <= 600:
        _print(walk, Printed(announcement))
        return
    kind = kind_alone(paragraph.key)
    if kind is not None and not paragraph.is_item:
        _split_printed(walk, index, paragraph)
    elif walk.printed is not None:
        walk.printed.paragraphs.append(paragraph)


def _begins_stated(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    if len(paragraph.text) > names.NAME_LENGTH or (paragraph.is_item and not paragraph.marker):
        return False
    name = names.cleaned(paragraph.text)
    following = walk.following(index)
    heads = bool(following) and (announcement_of(following[0]) is not None or kind_alone(following[0].key) is not None)
    formed = names.has_form(paragraph.mended)
    seen = walk.answer_named(name) if formed or heads else None
    if not heads or not (formed or seen):
        return False
    walk.stated, walk.printed = seen or name, None
    if seen is not None:
        seen.spellings.append(name)
    return True


def _print(walk: Walk, printed: Printed) -> None:
    walk.printed = printed
    if isinstance(walk.stated, Answer):
        walk.stated.printed.append(printed)
    else:
        walk.report.strays.append((walk.stated or "", printed))


def _split_printed(walk: Walk, index: int, paragraph: Paragraph) -> None:
    """A bare kind begins the next of several statements of the same persons, or one that names nobody."""
    kind = kind_alone(paragraph.key)
    assert kind is not None
    before = walk.printed
    plural = before is not None and before.heading.count != 1
    if before is not None and plural and not before.paragraphs:
        return
    persons = before.heading.persons if before is not None and plural else ()
    count = before.heading.count if before is not None and plural else 1
    _print(walk, Printed(Announcement(kind, persons, paragraph.spot, count=count)))
