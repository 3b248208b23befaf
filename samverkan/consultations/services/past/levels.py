"""The levels above the bodies in an old document, with what they decided, who signed it and who dissented (REM-22)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.consultations.models import Case, Statement, Step
from samverkan.consultations.rules.persons import best_match
from samverkan.consultations.services.past.case import capital, paragraphs
from samverkan.consultations.services.past.statements import StoredBody, parties_of, store_statement
from samverkan.consultations.words import ChainLevel
from samverkan.reading.consultation import BodyKind, ConsultationDraft, LevelDraft, StatementText, UpperStatementDraft

LEVELS = (
    (re.compile(r"råd\w*beredning|utskott|borgarråd"), ChainLevel.COUNCIL_OF_MAYORS),
    (re.compile(r"fullmäktige"), ChainLevel.COUNCIL),
)
"""Words of a document by which a level of the chain is known; any other is the executive board."""


def store_levels(case: Case, draft: ConsultationDraft, stored: Sequence[StoredBody]) -> None:
    """Store the levels that the document tells of or that dissented in, and tie identical statements (REM-16)."""
    steps: dict[ChainLevel, Step] = {}
    office = next((one.draft for one in stored if one.draft.kind is BodyKind.EXECUTIVE_OFFICE), None)
    if office is not None and office.report_date is not None:
        Step.objects.create(
            case=case,
            level=ChainLevel.EXECUTIVE_OFFICE,
            name=(office.name or "")[:160],
            decided_on=office.report_date,
        )
    for level in draft.levels:
        _store_level(case, level, steps)
    rows: list[tuple[UpperStatementDraft, Statement]] = []
    for place, read in enumerate(draft.upper_level_statements, start=1):
        step = _step(case, read.level, steps)
        rows.append((read, store_statement(read, step=step, order=place)))
    for read, row in rows:
        if read.text is not StatementText.IDENTICAL or not read.identical_to:
            continue
        there = [
            (one, other)
            for one, other in rows
            if (one.level or "").casefold() == read.identical_to.casefold() and other.text and other.pk != row.pk
        ]
        candidates = [(str(other.pk), parties_of(one.persons)) for one, other in there]
        key = best_match(parties_of(read.persons), candidates)
        if key:
            row.refers_to_id = int(key)
            row.save(update_fields=["refers_to"])


def _level_of(name: str | None) -> ChainLevel:
    """Return the level of a name. One that is not named is the last that a report to the council can tell of."""
    said = (name or "").casefold()
    return next((level for pattern, level in LEVELS if pattern.search(said)), ChainLevel.EXECUTIVE_BOARD)


def _step(case: Case, name: str | None, steps: dict[ChainLevel, Step]) -> Step:
    level = _level_of(name)
    if level not in steps:
        steps[level] = Step.objects.create(case=case, level=level, name=capital(name or "")[:160])
    return steps[level]


def _store_level(case: Case, level: LevelDraft, steps: dict[ChainLevel, Step]) -> None:
    """Store what a level decided in the document's words; two committees of one kind share a level of the chain."""
    step = _step(case, level.name, steps)
    step.decision = paragraphs([step.decision, *level.decision])
    if step.decided_on is None:
        step.decided_on, step.place = level.day, level.place[:80]
    if level.signed_by is not None and not step.chair_name:
        step.chair_name = level.signed_by.name[:120]
        step.chair_function = (level.signed_by.title or "")[:120]
    step.save()
