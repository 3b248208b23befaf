"""The contents list of a council report: its entries, and where it ends."""

from __future__ import annotations

from samverkan.reading.consultation import names
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.phrases import ANNEX_PREFIX, Head, head_of
from samverkan.reading.consultation.sentences import Entry, entry_of
from samverkan.reading.consultation.walking.state import Walk, Zone


def heading_of(paragraph: Paragraph) -> Head | None:
    key = paragraph.key
    if len(key) > 100:
        return None
    return head_of(key) or head_of(ANNEX_PREFIX.sub("", key))


def takes_entry(walk: Walk, index: int, paragraph: Paragraph) -> bool:
    entry = entry_of(paragraph, listed=walk.in_contents)
    if entry is not None and (walk.in_contents or walk.zone in (Zone.FRONT, Zone.UPPER, Zone.MATTER, Zone.COMPILATION)):
        walk.report.contents.append(entry)
        return True
    if not walk.in_contents:
        return False
    name = names.cleaned(paragraph.text)
    listed = names.find(name, (one.name for one in walk.report.contents))
    if listed is None and len(paragraph.text) <= names.NAME_LENGTH and _is_name(paragraph):
        following = walk.following(index)
        if following and (_is_name(following[0]) or entry_of(following[0]) is not None):
            walk.report.contents.append(Entry(name, _number_after(walk, paragraph), paragraph))
            return True
    walk.in_contents = False
    return False


def _is_name(paragraph: Paragraph) -> bool:
    return (
        names.has_form(paragraph.mended) or names.has_other_form(paragraph.mended) or heading_of(paragraph) is not None
    )


def _number_after(walk: Walk, paragraph: Paragraph) -> int | None:
    """Return a page that stands alone on the line after its entry."""
    for line in walk.document.lines[paragraph.last : paragraph.last + 3]:
        if line.text:
            return int(line.text) if line.noise and line.text.isdigit() else None
    return None
