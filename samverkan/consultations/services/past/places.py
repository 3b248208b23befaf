"""Where each value of an old document stands, and what its reader found missing or contradictory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from samverkan.consultations.models import ReadFinding, ReadValue, Round
from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services.past.case import capital
from samverkan.reading.consultation import BodyDraft, ConsultationDraft, Finding, Spot, StatementDraft

TEXTS = frozenset({"summary", "opinion", "matter", "decision"})
"""Fields kept as texts elsewhere: here only their place is."""


class _Row(NamedTuple):
    """A value, the body or level it is about (empty for the case), and its place.

    `label` is the reader's name of the field; of perspectives and statements it also says which: `printed.reservation`.
    """

    subject: str
    label: str
    value: str
    spot: Spot


def store_places(round_: Round, draft: ConsultationDraft) -> None:
    """Store each value with the place where it stands, in the order of the document's parts."""
    ReadValue.objects.bulk_create(
        ReadValue(
            round=round_,
            order=place,
            subject=row.subject[:200],
            label=row.label[:160],
            value=row.value[:2000],
            quote=row.spot.quote[:2000],
            first_line=row.spot.first_line,
            last_line=row.spot.last_line,
            page=row.spot.page,
        )
        for place, row in enumerate(_rows(draft), start=1)
    )


def _rows(draft: ConsultationDraft) -> Iterator[_Row]:
    yield from _of_fields("", draft)
    for annex in draft.annexes:
        if annex.spot is not None:
            yield _Row("", "annexes", annex.title, annex.spot)
    for change in draft.text_changes:
        if change.spot is not None:
            yield _Row("", "text_changes", f"{change.old} → {change.new}", change.spot)
    for level in draft.levels:
        yield from _of_fields(level.name or "", level)
    for body in draft.bodies:
        yield from _of_body(body)
    for upper in draft.upper_level_statements:
        for key, spot in upper.spots.items():
            yield _Row(capital(upper.level or ""), f"{key}.{upper.type.value}", _people(upper.persons), spot)


def _of_body(body: BodyDraft) -> Iterator[_Row]:
    name = body.name or ""
    yield from _of_fields(name, body)
    for section in body.sections:
        if section.spot is not None:
            yield _Row(name, "sections", section.heading, section.spot)
    for note in body.footnotes:
        if note.spot is not None:
            yield _Row(name, "footnotes", f"{note.mark} {note.text}", note.spot)
    for statement in body.statements:
        yield from _of_statement(name, statement)
    for sub in body.sub_referrals:
        yield from _of_fields(f"{name}: {sub.name}" if name else sub.name, sub)


def _of_statement(subject: str, statement: StatementDraft) -> Iterator[_Row]:
    for key, spot in statement.spots.items():
        is_printed = key == "printed" and statement.printed_as is not None
        type_ = statement.printed_as if is_printed and statement.printed_as else statement.type
        persons = statement.printed_persons if is_printed else statement.persons
        yield _Row(subject, f"{key}.{type_.value}", "" if key == "text" else _people(persons), spot)


def _people(persons: Sequence[Any]) -> str:
    return written(Person(one.name, one.party or "", one.et_al) for one in persons)


def _of_fields(subject: str, thing: Any) -> Iterator[_Row]:
    names = {one.name for one in fields(thing)}
    for key, spot in thing.spots.items():
        field, _dot, which = key.partition(".")
        value = getattr(thing, field) if field in names and field not in TEXTS else None
        if which.isdigit() and isinstance(value, tuple):
            value = value[int(which)] if int(which) < len(value) else None
        elif which:
            yield _Row(subject, key, _shown(getattr(value, which, None)), spot)
            continue
        yield _Row(subject, field, _shown(value), spot)


def store_findings(round_: Round, found: Sequence[Finding]) -> None:
    """Store what is missing or does not agree, each with the body or level it is about and its place."""
    ReadFinding.objects.bulk_create(
        ReadFinding(
            round=round_,
            order=place,
            code=one.code[:60],
            where=one.about[:200],
            message=one.message,
            values=dict(one.values),
            first_line=one.spot.first_line if one.spot else None,
            page=one.spot.page if one.spot else None,
        )
        for place, one in enumerate(found, start=1)
    )


def _shown(value: Any) -> str:
    """Return a value as it is kept for showing: days as ISO, lists with commas, words of the vocabulary as codes."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(_shown(one) for one in value)
    name = getattr(value, "name", None)
    return str(name if name is not None else value)
