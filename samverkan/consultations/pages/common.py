"""What several pages of consultations are given: statements with their words in place, bodies, documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.consultations.models import Clause, Material, Referral, Remark, Section, Statement, TextChange
from samverkan.consultations.queries.report import statement_value
from samverkan.consultations.queries.work import place_of
from samverkan.consultations.rules.period import days_left, last_day_for, seen_as
from samverkan.consultations.rules.persons import best_match, written
from samverkan.consultations.rules.remarks import paragraphs
from samverkan.consultations.words import (
    AnswerState,
    Approval,
    BodyKind,
    Disposition,
    MaterialKind,
    ReportType,
    SectionKind,
    Seen,
    Stance,
    StatementType,
    TextKind,
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it is read: who, of which parties, and its words or those it refers to (REM-15, REM-16)."""

    pk: int
    type: StatementType
    persons: str
    text_kind: TextKind
    points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    approval: Approval | None
    joins: str
    found_at: str
    """The body or level whose words are shown, for a reference that was found."""
    refers_to: str
    is_found: bool
    may_change: bool
    edit_address: str
    remove_address: str

    @classmethod
    def of(
        cls,
        statement: Statement,
        there: Mapping[int, Sequence[Statement]] | None = None,
        *,
        may_change: bool = False,
    ) -> StatementRow:
        """Return the row. `there` are the statements under the bodies referred to, by the body's referral."""
        value = statement_value(statement)
        target = statement.refers_to
        if statement.refers_to_body_id is not None:
            target = _found(statement, (there or {}).get(statement.refers_to_body_id, ()))
        points, text = value.points, value.text
        if target is not None and not text:
            points, text = tuple(target.points), target.text
        return cls(
            pk=statement.pk,
            type=value.type,
            persons=written(value.persons),
            text_kind=value.text_kind,
            points=points,
            paragraphs=tuple(paragraphs(text)),
            approval=value.approval,
            joins=value.joins,
            found_at=place_of(target) if target is not None else "",
            refers_to=value.refers_to or (place_of(target) if target is not None else ""),
            is_found=bool(text or points),
            may_change=may_change,
            edit_address=reverse("consultations:edit_statement", args=[statement.pk]),
            remove_address=reverse("consultations:remove_statement", args=[statement.pk]),
        )


def _found(statement: Statement, there: Sequence[Statement]) -> Statement | None:
    same = {str(one.pk): one for one in there if one.type == statement.type}
    candidates = [(key, frozenset(person.party for person in one.persons.all())) for key, one in same.items()]
    return same.get(best_match((person.party for person in statement.persons.all()), candidates))


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A document that is sent."""

    pk: int
    title: str
    kind: MaterialKind
    number: int | None
    registry_number: str
    clauses: int
    file_name: str
    address: str

    @classmethod
    def of(cls, material: Material) -> MaterialRow:
        """Return the row. Wants the document selected and the clauses fetched."""
        return cls(
            pk=material.pk,
            title=material.title,
            kind=MaterialKind(material.kind),
            number=material.number,
            registry_number=material.registry_number,
            clauses=len([clause for clause in material.clauses.all() if clause.heading]),
            file_name=material.document.name if material.document else "",
            address=reverse("consultations:material", args=[material.pk]),
        )


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is asked, as its asker sees it: never what is in a working draft."""

    pk: int
    name: str
    kind: BodyKind
    administration: str
    address: str
    seen: Seen
    last_day: date | None
    own_last_day: bool
    left: int | None
    submitted_on: date | None
    reminded_on: date | None
    has_account: bool
    asked_by: str
    is_sub: bool

    @classmethod
    def of(cls, referral: Referral, round_last_day: date | None, *, has_account: bool, on: date) -> BodyRow:
        """Return the row. Wants answer, administration and parent selected and `reminded_on` annotated."""
        last = last_day_for(round_last_day, referral.own_last_day)
        submitted = referral.answer.state == AnswerState.SUBMITTED
        return cls(
            pk=referral.pk,
            name=referral.name,
            kind=BodyKind(referral.kind),
            administration=referral.administration.name if referral.administration else "",
            address=reverse("consultations:answer", args=[referral.pk]),
            seen=seen_as(opened=referral.opened_on is not None, submitted=submitted, last_day=last, on=on),
            last_day=last,
            own_last_day=referral.own_last_day is not None,
            left=days_left(last, on),
            submitted_on=referral.answer.submitted_on,
            reminded_on=getattr(referral, "reminded_on", None),
            has_account=has_account,
            asked_by=referral.parent.name if referral.parent else "",
            is_sub=referral.parent_id is not None,
        )


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A wording changed after the consultation (REM-21)."""

    label: str
    before: str
    after: str
    document: str
    reason: str
    changed_on: date | None
    views: tuple[int, ...]

    @classmethod
    def of(cls, change: TextChange) -> ChangeRow:
        """Return the row. Wants the views fetched."""
        return cls(
            label=change.heading,
            before=change.old,
            after=change.new,
            document=change.material_name,
            reason=change.reason,
            changed_on=change.changed_on,
            views=tuple(remark.number for remark in change.remarks.all()),
        )


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A view with what became of it."""

    pk: int
    number: int
    text: str
    body: str
    clause: str
    stance: Stance | None
    disposition: Disposition | None
    reply: str
    settled_on: date | None
    assignee: str
    address: str

    @classmethod
    def of(cls, remark: Remark, *, for_author: bool = False) -> RemarkRow:
        """Return the row. Wants clause, and for those who work it the body and the assignee, selected."""
        return cls(
            pk=remark.pk,
            number=remark.number,
            text=remark.text,
            body="" if for_author or remark.answer is None else remark.answer.referral.name,
            clause=clause_name(remark.clause),
            stance=Stance(remark.stance) if remark.stance else None,
            disposition=Disposition(remark.disposition) if remark.disposition else None,
            reply=remark.reply,
            settled_on=remark.settled_on,
            assignee="" if for_author or remark.assignee is None else remark.assignee.name,
            address="" if for_author else reverse("consultations:remark", args=[remark.pk]),
        )


def section_title(section: Section) -> str:
    """Return what a part is called: a company has views, but no administration. Wants the answer selected."""
    if section.heading:
        return section.heading
    if section.kind == SectionKind.VIEWS and section.answer.report_type != ReportType.OFFICIAL_REPORT:
        return gettext("Views and proposals")
    return gettext(SectionKind(section.kind).label)


def clause_name(clause: Clause | None) -> str:
    """Return the clause with its number; nothing for none."""
    return str(clause) if clause is not None else ""


def clause_label(clause: Clause) -> str:
    """Return the clause with its document, for choosing among all. Wants the document selected."""
    return f"{clause.material.title}: {clause}"


def statement_label(statement: Statement) -> str:
    """Return place and persons, for choosing among statements."""
    return f"{place_of(statement)}: {written(statement_value(statement).persons)}"


def change_rows(changes: Iterable[TextChange]) -> tuple[ChangeRow, ...]:
    """Return the rows of the text changes."""
    return tuple(ChangeRow.of(change) for change in changes)
