"""A round as one plain value: everything that the report to the council is made of, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from samverkan.consultations.models import (
    Answer,
    Case,
    Material,
    Referral,
    Round,
    Section,
    Statement,
    StatementPerson,
    Step,
)
from samverkan.consultations.queries.answers import perspectives_of
from samverkan.consultations.rules import report as values
from samverkan.consultations.rules.chain import ORDER
from samverkan.consultations.rules.persons import best_match
from samverkan.consultations.rules.report import BodyReport, CouncilReport, in_fixed_order, resolved
from samverkan.consultations.words import (
    AnswerState,
    Approval,
    BodyKind,
    CaseTextKind,
    ChainLevel,
    DecisionType,
    MaterialKind,
    ReportType,
    SectionKind,
    StatementType,
    TextKind,
)


def _persons(rows: Iterable[StatementPerson]) -> tuple[values.Person, ...]:
    return tuple(values.Person(row.name, row.party, row.et_al) for row in rows)


def _announced(rows: Iterable[dict[str, object]]) -> tuple[values.Person, ...]:
    return tuple(
        values.Person(str(row.get("name") or ""), str(row.get("party") or ""), bool(row.get("et_al"))) for row in rows
    )


def key_of(statement: Statement) -> str:
    """Return the key by which the report knows the statement."""
    return f"s{statement.pk}"


def statement_value(statement: Statement, refers_to_key: str = "", *, is_past: bool = False) -> values.Statement:
    """Return the statement as a plain value. Wants its persons and what it refers to fetched.

    In an old report a statement may be printed that no line announces.
    """
    type_ = StatementType(statement.type)
    body = statement.refers_to_body
    return values.Statement(
        key=key_of(statement),
        type=type_,
        persons=_persons(statement.persons.all()),
        text_kind=TextKind(statement.text_kind),
        text=statement.text,
        points=tuple(statement.points),
        approval=Approval(statement.approval) if statement.approval else None,
        joins=statement.joins,
        refers_to=body.name if body else statement.refers_to_name,
        refers_to_key=refers_to_key or (f"s{statement.refers_to_id}" if statement.refers_to_id else ""),
        announced_as=StatementType(statement.announced_as) if statement.announced_as else type_,
        printed_as=StatementType(statement.printed_as) if statement.printed_as else None,
        announced_persons=_announced(statement.announced_persons),
        is_announced=bool(statement.announced_as) or not is_past,
        is_printed=bool(statement.printed_as) or not is_past,
    )


def _found_at(statement: Statement, by_body: dict[int, list[Statement]]) -> str:
    """Return the key of the statement that "see the reservation at body X" means (REM-15)."""
    if statement.refers_to_body_id is None:
        return ""
    there = [
        one
        for one in by_body.get(statement.refers_to_body_id, ())
        if one.type == statement.type and one.pk != statement.pk
    ]
    candidates = [(key_of(one), frozenset(person.party for person in one.persons.all())) for one in there]
    return best_match((person.party for person in statement.persons.all()), candidates)


def _section(row: Section) -> values.Section:
    return values.Section(SectionKind(row.kind), row.heading, row.text or row.not_made_because, row.extract)


def _signatories(rows: Iterable[dict[str, str]]) -> tuple[values.Signatory, ...]:
    return tuple(values.Signatory(row.get("function", ""), row.get("name", "")) for row in rows)


def _sub_referral(referral: Referral) -> values.SubReferral:
    answer = referral.answer
    return values.SubReferral(
        name=referral.name,
        kind=BodyKind(referral.kind),
        date=answer.report_date,
        text="\n\n".join(part for section in answer.sections.all() if (part := section.extract or section.text)),
        report_type=ReportType(answer.report_type),
        is_in_substance=any(section.extract for section in answer.sections.all()),
    )


def body_value(
    referral: Referral, by_body: dict[int, list[Statement]] | None = None, *, is_past: bool = False
) -> BodyReport:
    """Return a body's answer as a plain value. Wants what `with_everything` fetches."""
    answer: Answer = referral.answer
    sections = list(answer.sections.all())
    asked = list(referral.sub_referrals.all())
    subs = [one for one in asked if one.answer.state == AnswerState.SUBMITTED]
    return BodyReport(
        key=f"r{referral.pk}",
        name=referral.name,
        kind=BodyKind(referral.kind),
        has_decision=referral.has_board,
        decision_date=answer.decided_on,
        decision_points=tuple(answer.decision_points),
        decision_type=DecisionType(answer.decision_type) if answer.decision_type else None,
        immediate=answer.immediate_confirmation,
        immediate_reason=answer.immediate_because,
        report_by=answer.report_by,
        report_date=answer.report_date,
        report_type=ReportType(answer.report_type),
        prepared_by=answer.prepared_by,
        summary=answer.summary,
        sections=tuple(_section(row) for row in sections if row.text.strip() or row.not_made_because.strip()),
        perspectives=perspectives_of(answer, sections),
        statements=tuple(
            statement_value(one, _found_at(one, by_body or {}), is_past=is_past) for one in answer.statements.all()
        ),
        sub_referrals=tuple(_sub_referral(one) for one in subs),
        unanswered_subs=tuple(one.name for one in asked if one not in subs),
        footnotes=tuple(
            values.Footnote(str(row.get("mark", "")), str(row.get("text", "")), str(row.get("address", "")))
            for row in answer.footnotes
        ),
        signed_by=_signatories(answer.signed_by),
    )


def with_everything(round_: Round) -> list[Referral]:
    """Return the round's own referrals with all that a report shows of them: nine queries, however many bodies."""
    statements = Statement.objects.select_related("refers_to_body").prefetch_related("persons").order_by("order", "pk")
    sections = Section.objects.order_by("order", "pk")
    subs = (
        Referral.objects.select_related("answer")
        .prefetch_related(Prefetch("answer__sections", queryset=sections))
        .order_by("pk")
    )
    return list(
        Referral.objects.filter(round=round_, parent__isnull=True)
        .select_related("answer")
        .prefetch_related(
            Prefetch("answer__sections", queryset=sections),
            Prefetch("answer__statements", queryset=statements),
            Prefetch("sub_referrals", queryset=subs),
        )
        .order_by("pk")
    )


def _levels(case: Case) -> tuple[values.Level, ...]:
    statements = Statement.objects.select_related("refers_to_body").prefetch_related("persons").order_by("order", "pk")
    steps = sorted(
        case.steps.prefetch_related(Prefetch("statements", queryset=statements)),
        key=lambda step: ORDER.index(ChainLevel(step.level)),
    )
    return tuple(level_value(step) for step in steps)


def level_value(step: Step) -> values.Level:
    """Return a level of the chain as a plain value. Wants its statements with persons fetched."""
    return values.Level(
        level=ChainLevel(step.level),
        name=step.name,
        decided_on=step.decided_on,
        decision=step.decision,
        statements=tuple(statement_value(one) for one in step.statements.all()),
        place=step.place,
        chair=values.Signatory(step.chair_function, step.chair_name)
        if step.chair_function or step.chair_name
        else None,
    )


def council_report(round_: Round) -> CouncilReport:
    """Return the round as the report to the council: about twenty queries, whatever the answers.

    The caller has passed the gate of the one who sends. Only answers that have been handed in are in it; those
    of an old report are all there. References are resolved in place (REM-15).
    """
    case = round_.case
    referrals = with_everything(round_)
    handed_in = [one for one in referrals if one.answer.state == AnswerState.SUBMITTED]
    by_body = {one.pk: list(one.answer.statements.all()) for one in handed_in}
    by_body.update({pk: [one for one in rows if one.text_kind == TextKind.OWN] or rows for pk, rows in by_body.items()})
    # An old report keeps its own order.
    bodies = [body_value(one, by_body, is_past=case.is_past) for one in handed_in]
    texts = {text.kind: text.text for text in case.texts.all()}
    materials: list[Material] = list(round_.materials.order_by("order"))
    return resolved(
        CouncilReport(
            title=case.title,
            number=round_.number,
            registry_numbers=tuple(case.registry_numbers),
            initiator=case.initiator,
            responsible=_signatories(case.responsible),
            proposed_by=ChainLevel.EXECUTIVE_BOARD.label,
            proposed_to=ChainLevel.COUNCIL.label,
            proposal=tuple(case.proposal),
            texts=tuple((kind, texts[kind]) for kind in CaseTextKind if texts.get(kind)),
            bodies=tuple(bodies) if case.is_past else in_fixed_order(bodies),
            annexes=tuple(
                values.Annex(material.number or place, material.title, material.registry_number)
                for place, material in enumerate(
                    (one for one in materials if one.kind in {MaterialKind.DRAFT, MaterialKind.ANNEX}), start=1
                )
            ),
            levels=_levels(case),
            changes=tuple(
                values.TextChange(
                    change.material_name, change.heading, change.old, change.new, change.reason, change.changed_on
                )
                for change in round_.changes.order_by("changed_on", "pk")
            ),
            missing=tuple(one.name for one in referrals if one not in handed_in),
            sent_on=round_.sent_on,
            deadline=round_.last_day,
            valid_from=case.valid_from,
            valid_until=case.valid_until,
            is_past=case.is_past,
        )
    )
