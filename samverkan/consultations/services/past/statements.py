"""The statements of an old document: as announced, as printed, and what they refer to (REM-12 to -16, REM-26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.consultations.models import Answer, Statement, StatementPerson, Step
from samverkan.consultations.rules.persons import best_match
from samverkan.consultations.rules.remarks import approval_of
from samverkan.consultations.services.past.case import capital, paragraphs
from samverkan.consultations.words import TextKind
from samverkan.reading.consultation import BodyDraft, StatementDraft, StatementText, UpperStatementDraft
from samverkan.reading.consultation import Person as ReadPerson


@dataclass(frozen=True, slots=True)
class StoredBody:
    """A body as it was read, with the rows of its statements in the same order."""

    draft: BodyDraft
    statements: list[Statement]


def _people(persons: Sequence[ReadPerson]) -> list[dict[str, Any]]:
    return [{"name": one.name, "party": one.party or "", "et_al": one.et_al} for one in persons]


def _own_words(statement: StatementDraft | UpperStatementDraft) -> str:
    """Return the text without the points, which are kept apart; for one that only refers, where nobody knows to."""
    told = _announcement(statement).refers_to
    if statement.text is not StatementText.OWN and (statement.text is not StatementText.REFERENCE or told):
        return ""
    points = set(statement.points)
    return paragraphs([one for one in statement.paragraphs if one not in points])


@dataclass(frozen=True, slots=True)
class _Announced:
    """How a statement is announced and printed, whichever part of the document it is in."""

    joins: str
    refers_to: str
    is_announced: bool
    printed_as: str
    printed: tuple[ReadPerson, ...]


def _announcement(statement: StatementDraft | UpperStatementDraft) -> _Announced:
    if isinstance(statement, StatementDraft):
        printed_as = statement.printed_as.value if statement.printed_as else ""
        return _Announced(
            statement.joins, statement.refers_to or "", statement.announced, printed_as, statement.printed_persons
        )
    return _Announced("", statement.identical_to or "", True, statement.type.value, ())


def store_statement(
    statement: StatementDraft | UpperStatementDraft,
    *,
    answer: Answer | None = None,
    step: Step | None = None,
    order: int,
) -> Statement:
    """Store a statement of a body or of a level, with its persons as printed and as announced."""
    told = _announcement(statement)
    is_own = statement.text is StatementText.OWN
    stored = Statement.objects.create(
        answer=answer,
        step=step,
        type=statement.type.value,
        text_kind=TextKind(statement.text.value),
        text=_own_words(statement),
        points=list(statement.points) if is_own else [],
        approval=(approval_of(statement.points) or "") if is_own else "",
        joins=told.joins[:200],
        refers_to_name=capital(told.refers_to)[:200],
        announced_as=statement.type.value if told.is_announced else "",
        printed_as=told.printed_as,
        announced_persons=_people(statement.persons) if told.printed and told.is_announced else [],
        order=order,
    )
    StatementPerson.objects.bulk_create(
        StatementPerson(
            statement=stored,
            name=one.name[:120],
            party=(one.party or "")[:20],
            et_al=one.et_al,
            order=place,
        )
        for place, one in enumerate(told.printed or statement.persons, start=1)
    )
    return stored


def parties_of(persons: Sequence[ReadPerson]) -> frozenset[str]:
    """Return the parties of the persons."""
    return frozenset(one.party for one in persons if one.party)


def resolve(stored: Sequence[StoredBody]) -> None:
    """Tie "see the reservation at board X" to the statement there that shares most parties (REM-15)."""
    by_body: dict[str, list[tuple[StatementDraft, Statement]]] = {}
    for one in stored:
        if one.draft.name:
            by_body[one.draft.name.casefold()] = list(zip(one.draft.statements, one.statements, strict=True))
    for body in stored:
        for read, row in zip(body.draft.statements, body.statements, strict=True):
            if read.text is not StatementText.REFERENCE or not read.refers_to:
                continue
            there = [
                (one, other)
                for one, other in by_body.get(read.refers_to.casefold(), ())
                if one.type is read.type and other.pk != row.pk
            ]
            key = best_match(
                parties_of(read.persons), [(str(other.pk), parties_of(one.persons)) for one, other in there]
            )
            if key:
                row.refers_to_id = int(key)
                row.save(update_fields=["refers_to"])
