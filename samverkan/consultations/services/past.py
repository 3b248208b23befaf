"""Reading the past: an old report, official report or statement becomes a round that can be seen, not worked on.

Nothing is invented: what the document does not say is left empty, and what is missing or does not agree is kept as
the reader's findings. Beside each value stands its place in the source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare
from samverkan.agreements.services.files import MEDIA_TYPES
from samverkan.audit.services import record
from samverkan.consultations.models import (
    Answer,
    Case,
    CaseText,
    Material,
    ReadFinding,
    ReadValue,
    Referral,
    Round,
    Section,
    Statement,
    StatementPerson,
    Step,
)
from samverkan.consultations.rules.persons import best_match
from samverkan.consultations.rules.remarks import approval_of, stance_of
from samverkan.consultations.services.common import ONLY_SENDER, round_pointer
from samverkan.consultations.words import (
    AnswerState,
    BodyKind,
    CaseTextKind,
    ChainLevel,
    MaterialKind,
    Perspective,
    ReportType,
    SectionKind,
    TextKind,
)
from samverkan.documents.models import Document, place_of
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import PersonData, findings
from samverkan.organisation.models import Unit
from samverkan.organisation.services import add_unit
from samverkan.organisation.words import UnitKind
from samverkan.reading.consultation import (
    BodyDraft,
    ConsultationDraft,
    SourceKind,
    StatementDraft,
    StatementText,
    UpperStatementDraft,
    read_consultation,
)
from samverkan.reading.consultation import Person as ReadPerson
from samverkan.reading.document import Document as ReadDocument
from samverkan.reading.document import DocumentKind
from samverkan.reading.files import read_document

PERSONS = frozenset({PersonData.PERSONAL_NUMBER, PersonData.COORDINATION_NUMBER})
LEVELS = (
    (re.compile("borgarråd"), ChainLevel.COUNCIL_OF_MAYORS),
    (re.compile("kommunstyrelse"), ChainLevel.EXECUTIVE_BOARD),
    (re.compile("fullmäktige"), ChainLevel.COUNCIL),
)
"""Words of a document by which a level of the chain is known."""
HEADINGS = (
    (re.compile(r"^konsekvenser\b.*barn.*jämställd|^jämställd.*barn", re.IGNORECASE), SectionKind.OTHER),
    (re.compile(r"^jämställdhet\w*(?:\s\w+){0,3}$", re.IGNORECASE), SectionKind.GENDER),
    (
        re.compile(
            r"^(?:barnrätt\w*|barnkonsekvens\w*|barnets bästa|konsekvenser för barn\w*)(?:\s\w+){0,5}$", re.IGNORECASE
        ),
        SectionKind.CHILD_RIGHTS,
    ),
    (re.compile(r"^tillgänglighet\w*(?:\s\w+){0,4}$", re.IGNORECASE), SectionKind.ACCESSIBILITY),
    (re.compile(r"^(?:sammanfattning)$", re.IGNORECASE), SectionKind.SUMMARY),
    (re.compile(r"^(?:bakgrund)$", re.IGNORECASE), SectionKind.BACKGROUND),
    (re.compile(r"^(?:ärendets? beredning|beredning)$", re.IGNORECASE), SectionKind.PREPARATION),
    (re.compile(r"^(?:ekonomi|ekonomiska konsekvenser)$", re.IGNORECASE), SectionKind.ECONOMY),
    (re.compile(r"^(?:förslag|förslag till beslut)$", re.IGNORECASE), SectionKind.OTHER),
)
"""Headings inside an extract that begin a part of their own."""
SECTIONS = {
    "summary": SectionKind.SUMMARY,
    "background": SectionKind.BACKGROUND,
    "matter": SectionKind.MATTER,
    "preparation": SectionKind.PREPARATION,
    "views": SectionKind.VIEWS,
    "annexes": SectionKind.ANNEXES,
    "gender": SectionKind.GENDER,
    "child_rights": SectionKind.CHILD_RIGHTS,
    "accessibility": SectionKind.ACCESSIBILITY,
    "economy": SectionKind.ECONOMY,
}
"""Parts of an official report as the reader names them."""


def read_report(data: bytes, name: str) -> tuple[ReadDocument, ConsultationDraft]:
    """Read a file without storing anything, or raise `Refused` with one sentence."""
    document = read_document(data, name, size_limit=settings.DOCUMENT_SIZE_LIMIT)
    draft = read_consultation(document)
    for finding in findings(document.text, contact_details=True):
        if finding.kind in PERSONS:
            raise Refused(
                "The file %(name)s holds %(kind)s on line %(line)s.",
                way_on="Remove it from a copy of the file and import the copy.",
                name=name,
                kind=finding.kind.label,
                line=finding.line,
            )
    return document, draft


@contextmanager
def _no_file_left_behind(data: bytes) -> Iterator[None]:
    """Take the stored file away again when the import fails, unless it lay there before."""
    probe = Document(sha256=hashlib.sha256(data).hexdigest())
    place, storage = place_of(probe, ""), probe.file.storage
    was_there = storage.exists(place)
    try:
        yield
    except BaseException:
        if not was_there and storage.exists(place):
            storage.delete(place)
        raise


def import_report(
    *, by: Actor, data: bytes, name: str, municipality: Unit | None = None, today: date
) -> tuple[Round, bool]:
    """Store an old document as a round of the past, and tell whether it was new.

    The same file twice gives the same round. Raises `Refused` for a document of no known kind; nothing is then left
    behind, neither rows nor a file.
    """
    with _no_file_left_behind(data), transaction.atomic():
        return _import(by, data, name, municipality, today)


def _import(by: Actor, data: bytes, name: str, municipality: Unit | None, today: date) -> tuple[Round, bool]:
    document, draft = read_report(data, name)
    city = municipality or _municipality_of(by, document)
    demand(may_administer(by) or may_prepare(by, city.pk), ONLY_SENDER)
    sha256 = hashlib.sha256(data).hexdigest()
    known = (
        Round.objects.filter(case__is_past=True, case__municipality=city, source__sha256=sha256)
        .select_related("case")
        .first()
    )
    if known is not None:
        record(by=by, event="consultations.report_read_again", on=round_pointer(known))
        return known, False
    case = _store_case(draft, city, name, today)
    source = store_document(
        by=by, name=name, media_type=MEDIA_TYPES[DocumentKind(document.kind)], data=data, text=document.text
    )
    round_ = Round.objects.create(case=case, number=1, last_day=draft.deadline, source=source)
    for place, annex in enumerate(draft.annexes, start=1):
        Material.objects.create(
            round=round_,
            kind=MaterialKind.DRAFT if place == 1 else MaterialKind.ANNEX,
            number=annex.number,
            title=annex.title[:200],
            registry_number=(annex.registry or "")[:60],
            order=place,
        )
    stored = [(body, _store_body(round_, body, draft.kind, today)) for body in draft.bodies]
    _resolve(stored)
    _store_levels(case, draft, stored)
    _store_places(round_, draft)
    ReadFinding.objects.bulk_create(
        ReadFinding(
            round=round_,
            order=place,
            code=finding.code[:60],
            where=finding.where[:200],
            message=finding.message,
            values=dict(finding.values),
            first_line=finding.spot.first_line if finding.spot else None,
        )
        for place, finding in enumerate(draft.findings, start=1)
    )
    record(
        by=by,
        event="consultations.report_read",
        on=round_pointer(round_),
        details={
            "kind": draft.kind.value,
            "sha256": sha256,
            "bodies": len(draft.bodies),
            "findings": len(draft.findings),
        },
    )
    return round_, True


def _municipality_of(by: Actor, document: ReadDocument) -> Unit:
    """Return the municipality the document is of: the actor's own, the only one, or the one it names."""
    known = list(Unit.objects.filter(kind=UnitKind.MUNICIPALITY).order_by("pk"))
    if len(known) > 1 and by.municipality_ids:
        known = [one for one in known if one.pk in by.municipality_ids] or known
    if len(known) > 1:
        text = document.text.casefold()
        named = [one for one in known if re.sub(r"s? (?:kommun|stad)$", "", one.name.casefold()) in text]
        known = named if len(named) == 1 else known
    if len(known) > 1:
        raise Refused(
            "There are several municipalities, and the file %(name)s names none of them.",
            way_on="Say which one it belongs to.",
            name=document.name,
        )
    if known:
        return known[0]
    return add_unit(
        by=by,
        name=gettext("The municipality"),
        kind=UnitKind.MUNICIPALITY,
        party=Party.MUNICIPALITY,
        valid_from=date(1971, 1, 1),
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _store_case(draft: ConsultationDraft, city: Unit, name: str, today: date) -> Case:
    case = Case.objects.create(
        municipality=city,
        title=(draft.case or gettext("Read from %(file)s") % {"file": name})[:300],
        initiator=_capital(draft.initiator or "")[:160],
        registry_numbers=[one[:60] for one in draft.registry],
        responsible=[{"function": gettext("Responsible vice mayor"), "name": one[:120]} for one in draft.responsible],
        proposal=list(draft.proposed_points),
        valid_from=draft.valid_from,
        valid_until=draft.valid_until
        if draft.valid_from is None or draft.valid_until is None or draft.valid_until > draft.valid_from
        else None,
        opened_on=today,
        is_past=True,
    )
    for kind, texts in ((CaseTextKind.SUMMARY, draft.summary), (CaseTextKind.VICE_MAYORS_VIEWS, draft.opinion)):
        if texts:
            CaseText.objects.create(case=case, kind=kind, text=_paragraphs(texts))
    return case


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _free_name(round_: Round, wanted: str) -> str:
    """Return the name, with a number where the round has it already."""
    taken = set(round_.referrals.values_list("name", flat=True))
    name, number = wanted[:150], 1
    while name in taken:
        number += 1
        name = f"{wanted[:150]} ({number})"
    return name


def _report_type(word: str | None, kind: BodyKind) -> ReportType:
    told = (word or "").casefold()
    if "tjänsteutlåtande" in told:
        return ReportType.OFFICIAL_REPORT
    if "remissvar" in told or told == "svar":
        return ReportType.RESPONSE
    if told:
        return ReportType.STATEMENT
    return ReportType.RESPONSE if kind is BodyKind.COMPANY else ReportType.OFFICIAL_REPORT


def _store_body(round_: Round, body: BodyDraft, source: SourceKind, today: date) -> tuple[Answer, list[Statement]]:
    kind = BodyKind(body.kind.value) if body.kind else BodyKind.OTHER
    referral = Referral.objects.create(
        round=round_,
        name=_free_name(round_, body.name or gettext("A body that is not named")),
        kind=kind,
        has_board=kind in {BodyKind.DISTRICT_BOARD, BodyKind.SPECIALIST_BOARD},
        added_on=today,
        page=body.page if body.page is not None and 0 < body.page < 32_000 else None,
    )
    points = list(body.decision_points)
    is_proposal = source is SourceKind.OFFICIAL_REPORT
    answer = Answer.objects.create(
        referral=referral,
        state=AnswerState.SUBMITTED,
        report_type=_report_type(body.report_type, kind),
        report_by=(body.report_by or "")[:160],
        report_date=body.report_date,
        prepared_by=(body.prepared_by or "")[:300],
        signed_by=[{"function": (one.title or "")[:120], "name": one.name[:120]} for one in body.signed_by],
        proposed_points=points if is_proposal else [],
        decided_on=body.decision_date,
        decision_points=[] if is_proposal else points,
        decision_type=body.decision_type.value if body.decision_type else "",
        immediate_confirmation=body.immediate,
        immediate_because=(body.immediate_reason or "")[:300],
        stance=(stance_of(body.summary or "") or "") if body.summary else "",
        summary=body.summary or "",
        read_perspectives={one.value: getattr(body.perspectives, one.value).value for one in Perspective},
    )
    rows = _official_sections(body) if body.sections else _sections_of(body.paragraphs)
    Section.objects.bulk_create(
        Section(answer=answer, kind=kind_, heading=heading[:200], text=text, order=place)
        for place, (kind_, heading, text) in enumerate(rows, start=1)
    )
    for sub in body.sub_referrals:
        sub_kind = BodyKind(sub.kind.value) if sub.kind else BodyKind.COMPANY
        below = Referral.objects.create(
            round=round_,
            parent=referral,
            name=_free_name(round_, sub.name),
            kind=sub_kind,
            has_board=False,
            added_on=today,
        )
        theirs = Answer.objects.create(
            referral=below,
            state=AnswerState.SUBMITTED,
            report_type=_report_type(sub.report_type, sub_kind),
            report_by=sub.name[:160],
            report_date=sub.date,
        )
        if sub.paragraphs:
            Section.objects.create(answer=theirs, kind=SectionKind.VIEWS, text=_paragraphs(sub.paragraphs), order=1)
    statements = [
        _store_statement(one, answer=answer, order=place) for place, one in enumerate(body.statements, start=1)
    ]
    return answer, statements


def _official_sections(body: BodyDraft) -> list[tuple[SectionKind, str, str]]:
    return [
        (SECTIONS.get(section.code, SectionKind.OTHER), section.heading, _paragraphs(section.paragraphs))
        for section in body.sections
    ]


def _sections_of(paragraphs: Sequence[str]) -> list[tuple[SectionKind, str, str]]:
    """Split an extract at the headings that begin a part of their own; all the words are kept, in order."""
    found: list[tuple[SectionKind, str, list[str]]] = []
    for paragraph in paragraphs:
        kind = next((kind for pattern, kind in HEADINGS if pattern.match(paragraph)), None)
        if kind is not None:
            found.append((kind, paragraph, []))
        elif found:
            found[-1][2].append(paragraph)
        else:
            found.append((SectionKind.VIEWS, "", [paragraph]))
    return [(kind, heading, _paragraphs(texts)) for kind, heading, texts in found]


def _people(persons: Sequence[ReadPerson]) -> list[dict[str, Any]]:
    return [{"name": one.name, "party": one.party or "", "et_al": one.et_al} for one in persons]


def _own_words(statement: StatementDraft | UpperStatementDraft) -> str:
    """Return the text without the points, which are kept apart; nothing for one that only refers."""
    if statement.text is not StatementText.OWN:
        return ""
    points = set(statement.points)
    return _paragraphs([one for one in statement.paragraphs if one not in points])


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


def _store_statement(
    statement: StatementDraft | UpperStatementDraft,
    *,
    answer: Answer | None = None,
    step: Step | None = None,
    order: int,
) -> Statement:
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
        refers_to_name=_capital(told.refers_to)[:200],
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


def _parties(persons: Sequence[ReadPerson]) -> frozenset[str]:
    return frozenset(one.party for one in persons if one.party)


Stored = list[tuple[BodyDraft, tuple[Answer, list[Statement]]]]


def _resolve(stored: Stored) -> None:
    """Tie "see the reservation at board X" to the statement there that shares most parties (REM-15)."""
    by_body: dict[str, list[tuple[StatementDraft, Statement]]] = {}
    for body, (_answer, rows) in stored:
        if body.name:
            by_body[body.name.casefold()] = list(zip(body.statements, rows, strict=True))
    for body, (_answer, rows) in stored:
        for read, row in zip(body.statements, rows, strict=True):
            if read.text is not StatementText.REFERENCE or not read.refers_to:
                continue
            there = [
                (one, other)
                for one, other in by_body.get(read.refers_to.casefold(), ())
                if one.type is read.type and other.pk != row.pk
            ]
            key = best_match(_parties(read.persons), [(str(other.pk), _parties(one.persons)) for one, other in there])
            if key:
                row.refers_to_id = int(key)
                row.save(update_fields=["refers_to"])


def _store_levels(case: Case, draft: ConsultationDraft, stored: Stored) -> None:
    """Store the levels that the document dates or that dissented in, and tie identical statements (REM-16)."""
    steps: dict[ChainLevel, Step] = {}

    def step_at(level: ChainLevel, name: str, on: date | None = None) -> Step:
        if level not in steps:
            steps[level] = Step.objects.create(case=case, level=level, name=name[:160], decided_on=on)
        return steps[level]

    office = next((body for body, _stored in stored if body.kind and body.kind.value == "executive_office"), None)
    if office is not None and office.report_date is not None:
        step_at(ChainLevel.EXECUTIVE_OFFICE, office.name or "", office.report_date)
    if draft.executive_board_date is not None:
        step_at(ChainLevel.EXECUTIVE_BOARD, gettext(ChainLevel.EXECUTIVE_BOARD.label), draft.executive_board_date)
    rows: list[tuple[UpperStatementDraft, Statement]] = []
    for place, read in enumerate(draft.upper_level_statements, start=1):
        named = read.level or ""
        level = next((one for pattern, one in LEVELS if pattern.search(named.casefold())), ChainLevel.COUNCIL)
        step = step_at(level, _capital(named) or gettext(level.label))
        rows.append((read, _store_statement(read, step=step, order=place)))
    for read, row in rows:
        if read.text is not StatementText.IDENTICAL or not read.identical_to:
            continue
        there = [
            (one, other)
            for one, other in rows
            if (one.level or "").casefold() == read.identical_to.casefold() and other.text and other.pk != row.pk
        ]
        key = best_match(_parties(read.persons), [(str(other.pk), _parties(one.persons)) for one, other in there])
        if key:
            row.refers_to_id = int(key)
            row.save(update_fields=["refers_to"])


def _store_places(round_: Round, draft: ConsultationDraft) -> None:
    """Store each value with the place where it stands, in the order of the document's parts."""
    rows: list[tuple[str, str, str, Any]] = []

    def take(subject: str, thing: Any) -> None:
        names = {one.name for one in fields(thing)}
        for key, spot in thing.spots.items():
            field, _dot, number = key.partition(".")
            value = getattr(thing, field) if field in names else None
            if number.isdigit() and isinstance(value, tuple):
                value = value[int(number)] if int(number) < len(value) else None
            rows.append((subject, field, _shown(value), spot))

    take("", draft)
    for annex in draft.annexes:
        if annex.spot is not None:
            rows.append(("", "annexes", annex.title, annex.spot))
    for body in draft.bodies:
        name = body.name or ""
        take(name, body)
        for section in body.sections:
            if section.spot is not None:
                rows.append((name, "sections", section.heading, section.spot))
        for statement in body.statements:
            take(name, statement)
        for sub in body.sub_referrals:
            take(f"{name}: {sub.name}" if name else sub.name, sub)
    for upper in draft.upper_level_statements:
        take(_capital(upper.level or ""), upper)
    ReadValue.objects.bulk_create(
        ReadValue(
            round=round_,
            order=place,
            subject=subject[:200],
            label=field[:160],
            value=value[:2000],
            quote=spot.quote[:2000],
            first_line=spot.first_line,
            last_line=spot.last_line,
        )
        for place, (subject, field, value, spot) in enumerate(rows, start=1)
    )


def _shown(value: Any) -> str:
    """Return a value as it is kept for showing: days as ISO, lists with commas, nothing for texts kept elsewhere."""
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
