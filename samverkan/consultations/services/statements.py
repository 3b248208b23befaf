"""Deeds with reservations, special statements and substitutes' statements, in a body or at a level of the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.consultations.models import Answer, Referral, Statement, StatementPerson, Step
from samverkan.consultations.rules.life import DISSENTING
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services.common import (
    demand_dissenter,
    demand_sender,
    lines,
    referral_pointer,
    step_pointer,
    told,
)
from samverkan.consultations.words import Approval, StatementType, TextKind
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused


def _pointer(statement: Statement) -> Pointer:
    """Return the body or level the statement stands under: its words are not in the trail."""
    if statement.answer is not None:
        return referral_pointer(statement.answer.referral)
    assert statement.step is not None
    return step_pointer(statement.step)


def _demand_open(by: Actor, answer: Answer | None, step: Step | None) -> None:
    if step is not None:
        demand_sender(by, step.case)
        return
    assert answer is not None
    demand_dissenter(by, answer.referral)
    if answer.state not in DISSENTING:
        raise Refused(
            "Statements are written from when the report is released until the answer is handed in.",
        )


def _fill(
    statement: Statement,
    *,
    type_: StatementType,
    text_kind: TextKind,
    persons: Sequence[Person],
    text: str,
    points: Sequence[str],
    approval: Approval | None,
    joins: str,
    refers_to_body: Referral | None,
    refers_to: Statement | None,
) -> None:
    texts = told({"text": text, "joins": joins}, {"joins": 200})
    told({"persons": "\n".join(f"{one.name} {one.party}" for one in persons)})
    if not persons:
        raise Refused("Write at least one person with party.", field="persons")
    for one in persons:
        if not one.party:
            raise Refused("Write the party of %(name)s.", field="persons", name=one.name)
    own_points = lines("points", points)
    if text_kind is TextKind.MISSING:
        raise Refused("Choose whose words the statement has.", field="text_kind")
    if text_kind is TextKind.OWN and not texts["text"] and not own_points:
        raise Refused("Write the text of the statement.", field="text")
    if text_kind is not TextKind.OWN and texts["text"]:
        raise Refused("A statement that refers to another has no text of its own.", field="text")
    if text_kind is TextKind.REFERENCE and refers_to_body is None and refers_to is None:
        raise Refused("Choose the body whose statement it refers to.", field="refers_to_body")
    if text_kind is TextKind.IDENTICAL and refers_to is None and refers_to_body is None:
        raise Refused("Choose the statement that it is identical to.", field="refers_to")
    if text_kind is TextKind.NONE and not texts["joins"]:
        raise Refused("Write whose statement it joins.", field="joins")
    if text_kind is TextKind.NONE and type_ is not StatementType.SUBSTITUTE_STATEMENT:
        raise Refused("Only a substitute joins another's statement without words.", field="text_kind")
    if approval is Approval.IN_PART_WITH_SUPPLEMENT and text_kind is TextKind.OWN and not texts["text"]:
        raise Refused("Write the supplement.", field="text")
    refers = text_kind in {TextKind.REFERENCE, TextKind.IDENTICAL}
    statement.type, statement.text_kind, statement.text = type_, text_kind, texts["text"]
    statement.points, statement.approval, statement.joins = own_points, approval or "", texts["joins"]
    statement.refers_to_body = refers_to_body if refers else None
    statement.refers_to = refers_to if refers and refers_to_body is None else None
    statement.printed_as = type_ if text_kind is TextKind.OWN else ""


def _demand_within(statement: Statement) -> None:
    """Refuse a reference that leads out of the round or back to the same body."""
    body, other = statement.refers_to_body, statement.refers_to
    if statement.answer is not None:
        round_id, own = statement.answer.referral.round_id, statement.answer.referral_id
        if body is not None and (body.round_id != round_id or body.pk == own):
            raise Refused("Choose another body of the same round.", field="refers_to_body")
        if other is not None:
            raise Refused("A body's statement refers to a body.", field="refers_to_body")
    elif other is not None and statement.step is not None:
        case_id = statement.step.case_id
        there = (
            other.step.case_id
            if other.step is not None
            else other.answer.referral.round.case_id
            if other.answer is not None
            else None
        )
        if there != case_id or other.pk == statement.pk:
            raise Refused("Choose another statement of the same case.", field="refers_to")


def _store_persons(statement: Statement, persons: Sequence[Person]) -> None:
    statement.persons.all().delete()
    StatementPerson.objects.bulk_create(
        StatementPerson(statement=statement, name=one.name[:120], party=one.party[:20], et_al=one.et_al, order=place)
        for place, one in enumerate(persons, start=1)
    )


@transaction.atomic
def write_statement(
    *,
    by: Actor,
    referral: Referral | None = None,
    step: Step | None = None,
    type_: StatementType,
    text_kind: TextKind = TextKind.OWN,
    persons: Sequence[Person],
    text: str = "",
    points: Sequence[str] = (),
    approval: Approval | None = None,
    joins: str = "",
    refers_to_body: Referral | None = None,
    refers_to: Statement | None = None,
    now: datetime,
) -> Statement:
    """Write a statement under a body's decision, or at a level of the chain (REM-12 to -16, REM-27, REM-29).

    It is attributed to persons with parties. "See the reservation at board X" is a reference to the body; the
    words are found there and shown in place.
    """
    answer = None
    if referral is not None:
        answer = (
            Answer.objects.select_for_update(of=("self",))
            .select_related("referral__round__case__municipality")
            .get(referral_id=referral.pk)
        )
    elif step is not None:
        step = Step.objects.select_for_update(of=("self",)).select_related("case").get(pk=step.pk)
    else:
        raise Refused("A statement belongs to a body or to a level of the chain.")
    _demand_open(by, answer, step)
    siblings = Statement.objects.filter(answer=answer, step=step)
    statement = Statement(
        answer=answer, step=step, order=siblings.count() + 1, written_at=now, saved_by_name=by.name[:120]
    )
    _fill(
        statement,
        type_=type_,
        text_kind=text_kind,
        persons=persons,
        text=text,
        points=points,
        approval=approval,
        joins=joins,
        refers_to_body=refers_to_body,
        refers_to=refers_to,
    )
    _demand_within(statement)
    statement.save()
    _store_persons(statement, persons)
    record(
        by=by,
        event="consultations.statement_written",
        on=_pointer(statement),
        details={"statement": statement.pk, "type": type_, "parties": [one.party for one in persons]},
    )
    return statement


@transaction.atomic
def revise_statement(
    *,
    by: Actor,
    statement: Statement,
    edition: int,
    type_: StatementType,
    text_kind: TextKind = TextKind.OWN,
    persons: Sequence[Person],
    text: str = "",
    points: Sequence[str] = (),
    approval: Approval | None = None,
    joins: str = "",
    refers_to_body: Referral | None = None,
    refers_to: Statement | None = None,
    now: datetime,
) -> Statement:
    """Write other words in a statement before the answer is handed in."""
    statement = _locked(by, statement)
    demand_edition(edition, statement.edition, saved_by=statement.saved_by_name)
    _fill(
        statement,
        type_=type_,
        text_kind=text_kind,
        persons=persons,
        text=text,
        points=points,
        approval=approval,
        joins=joins,
        refers_to_body=refers_to_body,
        refers_to=refers_to,
    )
    _demand_within(statement)
    statement.written_at, statement.edition, statement.saved_by_name = now, statement.edition + 1, by.name[:120]
    statement.save()
    _store_persons(statement, persons)
    record(
        by=by,
        event="consultations.statement_revised",
        on=_pointer(statement),
        details={"statement": statement.pk, "edition": statement.edition},
    )
    return statement


def _locked(by: Actor, statement: Statement) -> Statement:
    locked = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("answer__referral__round__case__municipality", "step__case")
        .get(pk=statement.pk)
    )
    _demand_open(by, locked.answer, locked.step)
    return locked


@transaction.atomic
def remove_statement(*, by: Actor, statement: Statement) -> None:
    """Take a statement out before the answer is handed in; not one that others refer to."""
    statement = _locked(by, statement)
    if statement.referred_by.exists():
        raise Refused("Another statement is identical to this one.", way_on="Change that one first.")
    pointer, key = _pointer(statement), statement.pk
    statement.delete()
    record(by=by, event="consultations.statement_removed", on=pointer, details={"statement": key})
