"""A document as it was read: for those who take it as text, and for the page beside the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from samverkan.consultations.models import ReadFinding, ReadValue, Round
from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import Person
from samverkan.consultations.words import BodyKind, DecisionType, Perspective, PerspectiveState, StatementType
from samverkan.ground.words import Word
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
    "opinion": _("Views of the responsible vice mayors"),
    "matter": _("The matter"),
    "text_changes": _("Wording changed after the consultation"),
    "footnotes": _("Footnote"),
    "decision": _("What was decided"),
    "place": _("Place of signing"),
    "day": _("Date"),
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
    "summary": _("Summary"),
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
VOCABULARY: dict[str, type[Word]] = {"kind": BodyKind, "decision_type": DecisionType, "perspectives": PerspectiveState}
"""The fields whose values are words of a vocabulary."""


def told(message: str, values: Mapping[str, str]) -> str:
    """Return a finding's message in the reader's language, with its values."""
    text = gettext(message)
    if values:
        text = text % {key: _named(value) for key, value in values.items()}
    # A name that ends in a short form ends the sentence too.
    return text[:-1] if text.endswith("m.m..") else text


def _named(value: str) -> str:
    """Return a value of a finding: a kind of statement by its name, any other as it is."""
    return gettext(StatementType(value).label).lower() if value in set(StatementType) else value


def place(first: int | None, last: int | None, page: int | None) -> str:
    """Return where something stands in a file: its page, where the file has pages, and its lines."""
    lines = ""
    if first and last and last != first:
        lines = gettext("lines %(first)s to %(last)s") % {"first": first, "last": last}
    elif first:
        lines = gettext("line %(line)s") % {"line": first}
    on = gettext("page %(page)s") % {"page": page} if page else ""
    return ", ".join(part for part in (on, lines) if part)


def _finding(finding: Finding) -> str:
    spot = finding.spot
    where = place(spot.first_line, None, spot.page) if spot else ""
    about = ", ".join(part for part in (finding.about, where) if part) or gettext("The document")
    return f"{about}: {told(finding.message, finding.values)}"


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
        level = upper.level or gettext("A level that is not named")
        yield f"  {level}: {gettext(StatementType(upper.type.value).label)}: {persons}"
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
    """Something missing or contradictory, which body or level it is about (none for the document), and its place."""

    about: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value beside the words it was read from."""

    label: str
    value: str
    quote: str
    place: str


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
                    _label(value.label),
                    _readable(value.label, value.value),
                    value.quote,
                    place(value.first_line, value.last_line, value.page),
                )
            )
        return cls(
            pk=round_.pk,
            case=round_.case.title,
            case_address=reverse("consultations:case", args=[round_.case_id]),
            round_address=reverse("consultations:round", args=[round_.pk]),
            source=round_.source.name if round_.source else "",
            findings=tuple(
                FindingRow(one.where, place(one.first_line, None, one.page), told(one.message, one.values))
                for one in findings
            ),
            subjects=tuple(SubjectRow(name, tuple(rows)) for name, rows in by_subject.items()),
            count=len(values),
        )


def _label(label: str) -> str:
    """Return what a field is called; of statements and perspectives also which."""
    field, _dot, which = label.partition(".")
    named = gettext(LABELS.get(field, field))
    for words in (StatementType, Perspective):
        if which in set(words):
            return f"{named}: {gettext(words(which).label)}"
    return named


def _readable(label: str, value: str) -> str:
    """Return the stored value as people read it: words of the vocabulary, days and yes or no."""
    if value in {"true", "false"}:
        return gettext("Yes") if value == "true" else gettext("No")
    if ISO_DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    words = VOCABULARY.get(label.partition(".")[0])
    return gettext(words(value).label) if words is not None and value in set(words) else value
