"""The levels above the bodies: what each decided, and the place, day and name under it (REM-22, DEC-12)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.reading.amounts import fold
from samverkan.reading.consultation.draft import LevelDraft, Signature, Spot
from samverkan.reading.consultation.names import spelled
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Level, Report
from samverkan.reading.consultation.signatures import whole_names

SIGNERS_WITHIN = 3
_CHAIR = re.compile(r"\bordforande(?:n)?$")


def levels_of(report: Report) -> tuple[LevelDraft, ...]:
    """Return the levels in the order of the report."""
    return tuple(_level(level) for level in report.levels)


def _level(level: Level) -> LevelDraft:
    spots: dict[str, Spot] = {}
    if level.name is not None:
        spots["name"] = level.heading.spot
    if level.said:
        spots["decision"] = level.said[0].spot
    place, day = "", None
    if level.signed is not None:
        found, paragraph = level.signed
        place = re.sub(r",? *(?:den)? *$", "", paragraph.text[: found.start]).strip()
        day = found.day
        spots["day" if day else "place"] = paragraph.spot
    signed_by = _chair(level.signers[:SIGNERS_WITHIN], spots)
    return LevelDraft(
        name=spelled(level.name) if level.name else None,
        decision=tuple(paragraph.text for paragraph in level.said),
        place=place,
        day=day,
        signed_by=signed_by,
        spots=spots,
    )


def _chair(paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> Signature | None:
    """Return the first who has signed; a title is one only where it is that of a chair."""
    for index, paragraph in enumerate(paragraphs):
        before, comma, after = paragraph.text.partition(",")
        named = whole_names(before.strip())
        if not named:
            continue
        title = after.strip() if comma else paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        key = paragraph.key if comma else paragraphs[index + 1].key if index + 1 < len(paragraphs) else ""
        after_name = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        if named[0].isupper() and fold(after_name) == fold(named[0]):
            # The name in capitals stands over the signature with the same name.
            named = (after_name,)
        spots["signed_by"] = paragraph.spot
        return Signature(named[0], title.strip(" .") if _CHAIR.search(key.strip(" .")) and len(title) < 80 else None)
    return None
