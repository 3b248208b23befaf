"""The bodies of an old document: what each decided and said, and what it gathered from others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from samverkan.consultations.models import Answer, Referral, Round, Section
from samverkan.consultations.rules.remarks import stance_of
from samverkan.consultations.services.past.case import capital, paragraphs
from samverkan.consultations.services.past.statements import StoredBody, resolve, store_statement
from samverkan.consultations.words import AnswerState, BodyKind, Perspective, ReportType, SectionKind
from samverkan.reading.consultation import BodyDraft, ConsultationDraft, SourceKind, SubReferralDraft
from samverkan.reading.consultation.names import kind_of, sub_kind_of

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


BOARDS = frozenset({BodyKind.DISTRICT_BOARD, BodyKind.SPECIALIST_BOARD})
UNNAMED = "Instans som inte namnges"
"""What a body is called that the document does not name; no word of the document, and said in its language."""


def store_bodies(round_: Round, draft: ConsultationDraft, today: date) -> list[StoredBody]:
    """Store every body with its answer, what it gathered, and its statements; then tie the references together.

    A body that the document says was asked, and prints no answer of, is stored without one.
    """
    names = _Names()
    stored = [_store_body(round_, body, draft.kind, names, today) for body in draft.bodies]
    for name in draft.unanswered:
        kind = kind_of(capital(name))
        _store_unanswered(round_, names.free(capital(name)), BodyKind(kind.value) if kind else BodyKind.OTHER, today)
    resolve(stored)
    return stored


@dataclass
class _Names:
    """The names that the round has, since a round asks a body once."""

    taken: set[str] = field(default_factory=set)

    def free(self, wanted: str) -> str:
        """Return the name, with a number where the round has it already."""
        name, number = wanted[:150], 1
        while name in self.taken:
            number += 1
            name = f"{wanted[:150]} ({number})"
        self.taken.add(name)
        return name


def _store_unanswered(round_: Round, name: str, kind: BodyKind, today: date, parent: Referral | None = None) -> None:
    has_board = parent is None and kind in BOARDS
    referral = Referral.objects.create(
        round=round_, parent=parent, name=name, kind=kind, has_board=has_board, added_on=today
    )
    Answer.objects.create(referral=referral, state=AnswerState.DRAFT, report_type=_report_type(None, kind))


def _report_type(word: str | None, kind: BodyKind) -> ReportType:
    told = (word or "").casefold()
    if "tjänsteutlåtande" in told:
        return ReportType.OFFICIAL_REPORT
    if "remissvar" in told or told == "svar":
        return ReportType.RESPONSE
    if told:
        return ReportType.STATEMENT
    return ReportType.RESPONSE if kind is BodyKind.COMPANY else ReportType.OFFICIAL_REPORT


def _store_body(round_: Round, body: BodyDraft, source: SourceKind, names: _Names, today: date) -> StoredBody:
    kind = BodyKind(body.kind.value) if body.kind else BodyKind.OTHER
    referral = Referral.objects.create(
        round=round_,
        name=names.free(body.name or UNNAMED),
        kind=kind,
        has_board=kind in BOARDS,
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
        footnotes=[{"mark": one.mark, "text": one.text, "address": one.address} for one in body.footnotes],
        read_perspectives={one.value: getattr(body.perspectives, one.value).value for one in Perspective},
    )
    rows = _official_sections(body) if body.sections else _sections_of(body.paragraphs)
    Section.objects.bulk_create(
        Section(answer=answer, kind=kind_, heading=heading[:200], text=text, order=place)
        for place, (kind_, heading, text) in enumerate(rows, start=1)
    )
    for sub in body.sub_referrals:
        _store_sub(round_, referral, sub, names, today)
    for name in body.unanswered_subs:
        sub_kind = sub_kind_of(name)
        kind_ = BodyKind(sub_kind.value) if sub_kind else BodyKind.COMPANY
        _store_unanswered(round_, names.free(capital(name)), kind_, today, parent=referral)
    return StoredBody(
        body, [store_statement(one, answer=answer, order=place) for place, one in enumerate(body.statements, start=1)]
    )


def _store_sub(round_: Round, parent: Referral, sub: SubReferralDraft, names: _Names, today: date) -> None:
    """Store an answer that the body gathered from another."""
    kind = BodyKind(sub.kind.value) if sub.kind else BodyKind.COMPANY
    below = Referral.objects.create(
        round=round_, parent=parent, name=names.free(sub.name), kind=kind, has_board=False, added_on=today
    )
    answer = Answer.objects.create(
        referral=below,
        state=AnswerState.SUBMITTED,
        report_type=_report_type(sub.report_type, kind),
        report_by=sub.name[:160],
        report_date=sub.date,
    )
    if sub.paragraphs:
        Section.objects.create(answer=answer, kind=SectionKind.VIEWS, text=paragraphs(sub.paragraphs), order=1)


def _official_sections(body: BodyDraft) -> list[tuple[SectionKind, str, str]]:
    return [
        (SECTIONS.get(section.code, SectionKind.OTHER), section.heading, paragraphs(section.paragraphs))
        for section in body.sections
    ]


def _sections_of(texts: Sequence[str]) -> list[tuple[SectionKind, str, str]]:
    """Split an extract at the headings that begin a part of their own; all the words are kept, in order."""
    found: list[tuple[SectionKind, str, list[str]]] = []
    for paragraph in texts:
        kind = next((kind for pattern, kind in HEADINGS if pattern.match(paragraph)), None)
        if kind is not None:
            found.append((kind, paragraph, []))
        elif found:
            found[-1][2].append(paragraph)
        else:
            found.append((SectionKind.VIEWS, "", [paragraph]))
    return [(kind, heading, paragraphs(said)) for kind, heading, said in found]
