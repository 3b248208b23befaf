"""A document as it was read: for those who take it as text, and for the page beside the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from samverkan.consultations.models import ReadFinding, ReadValue, Round
from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import Person
from samverkan.consultations.words import BodyKind, StatementType
from samverkan.reading.consultation import ConsultationDraft, Finding, SourceKind
from samverkan.reading.document import Document
from samverkan.ui.templatetags.ui import day

KINDS = {
    SourceKind.COUNCIL_REPORT: _("Report to the council"),
    SourceKind.OFFICIAL_REPORT: _("Official report"),
    SourceKind.SPECIAL_STATEMENT: _("Statement"),
}
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LABELS = {
    "case": _("What the case is about"),
    "registry": _("Registry number"),
    "initiator": _("Initiated by"),
    "responsible": _("Responsible vice mayor"),
    "executive_board_date": _("Decided by the executive board"),
    "valid_from": _("To apply from"),
    "valid_until": _("To apply until (not including)"),
    "deadline": _("Last day to answer"),
    "proposed_points": _("Proposed decision point"),
    "consultees": _("Asked"),
    "annexes": _("Annex"),
    "name": _("Name"),
    "page": _("Page in the contents list"),
    "decision_date": _("Decided"),
    "decision_points": _("Decision point"),
    "decision_type": _("How it was decided"),
    "immediate": _("Minutes confirmed at once"),
    "immediate_reason": _("Why at once"),
    "report_by": _("Report by"),
    "report_date": _("Date of the report"),
    "report_type": _("Kind of text"),
    "summary": _("Paragraph in the report to the council"),
    "prepared_by": _("Prepared by"),
    "signed_by": _("Signed by"),
    "sections": _("Part"),
    "announced": _("Statement announced"),
    "printed": _("Statement printed"),
    "text": _("Text of a statement"),
    "date": _("Date"),
    "perspectives": _("Perspective analysis"),
}
"""What the reader's fields are called."""


def told(message: str, values: dict[str, str]) -> str:
    """Return a finding's message in the reader's language, with its values."""
    text = gettext(message)
    return text % values if values else text


def _finding(finding: Finding) -> str:
    return f"{finding.where}: {told(finding.message, dict(finding.values))}"


def draft_as_text(
    document: Document, draft: ConsultationDraft, round_id: int | None = None, *, is_new: bool = True
) -> Iterator[str]:
    """Return what was read, line by line, for a person at a terminal."""
    yield f"{document.name}: {gettext(KINDS[draft.kind])}"
    if draft.case:
        yield f"{gettext(LABELS['case'])}: {draft.case}"
    for label, value in (
        ("registry", ", ".join(draft.registry)),
        ("initiator", draft.initiator or ""),
        ("responsible", ", ".join(draft.responsible)),
        ("executive_board_date", draft.executive_board_date.isoformat() if draft.executive_board_date else ""),
        ("valid_from", draft.valid_from.isoformat() if draft.valid_from else ""),
        ("deadline", draft.deadline.isoformat() if draft.deadline else ""),
    ):
        yield f"{gettext(LABELS[label])}: {value or gettext('not stated')}"
    for body in draft.bodies:
        decided = body.decision_date.isoformat() if body.decision_date else gettext("no decision")
        yield f"  {body.name or gettext('A body that is not named')}: {decided}"
        for statement in body.statements:
            persons = written(Person(one.name, one.party or "", one.et_al) for one in statement.persons)
            yield f"    {gettext(StatementType(statement.type.value).label)}: {persons}"
        for sub in body.sub_referrals:
            yield f"    {gettext('Asked in turn')}: {sub.name}"
    for upper in draft.upper_level_statements:
        persons = written(Person(one.name, one.party or "", one.et_al) for one in upper.persons)
        yield f"  {upper.level}: {gettext(StatementType(upper.type.value).label)}: {persons}"
    if draft.findings:
        yield gettext("Missing or contradictory:")
        for finding in draft.findings:
            yield f"  {_finding(finding)}"
    if round_id is not None:
        yield (
            gettext("Stored as round %(id)s.") if is_new else gettext("It had been read before, as round %(id)s.")
        ) % {"id": round_id}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something missing or contradictory."""

    where: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value beside the words it was read from."""

    label: str
    value: str
    quote: str
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A body, a level or the case, with what was read about it."""

    name: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An old document as it was read."""

    pk: int
    case: str
    case_address: str
    round_address: str
    source: str
    findings: tuple[FindingRow, ...]
    subjects: tuple[SubjectRow, ...]
    count: int

    @classmethod
    def of(cls, round_: Round, values: Sequence[ReadValue], findings: Sequence[ReadFinding]) -> ReadPage:
        """Return the page. Wants case and source selected."""
        by_subject: dict[str, list[ValueRow]] = {}
        for value in values:
            by_subject.setdefault(value.subject, []).append(
                ValueRow(
                    gettext(LABELS.get(value.label, value.label)),
                    _readable(value.value),
                    value.quote,
                    value.first_line,
                    value.last_line,
                )
            )
        return cls(
            pk=round_.pk,
            case=round_.case.title,
            case_address=reverse("consultations:case", args=[round_.case_id]),
            round_address=reverse("consultations:round", args=[round_.pk]),
            source=round_.source.name if round_.source else "",
            findings=tuple(FindingRow(one.where, told(one.message, one.values), one.first_line) for one in findings),
            subjects=tuple(SubjectRow(name, tuple(rows)) for name, rows in by_subject.items()),
            count=len(values),
        )


def _readable(value: str) -> str:
    """Return the stored value as people read it: words of the vocabulary and yes or no."""
    if value in {"true", "false"}:
        return gettext("Yes") if value == "true" else gettext("No")
    if ISO_DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    for words in (BodyKind, StatementType):
        for word in words:
            if value == word.value:
                return gettext(word.label)
    return value
