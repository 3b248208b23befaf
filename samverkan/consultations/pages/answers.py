"""What the page of an answer is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.consultations.models import Answer, Clause, Comment, Link, Material, Referral, Remark, Section, Statement
from samverkan.consultations.pages.common import MaterialRow, RemarkRow, StatementRow, clause_name, section_title
from samverkan.consultations.pages.rounds import LinkRow
from samverkan.consultations.rules.insight import Insight
from samverkan.consultations.rules.life import DISSENTING, WRITABLE, deeds_in
from samverkan.consultations.rules.period import days_left, is_open, last_day_for, seen_as
from samverkan.consultations.rules.remarks import paragraphs
from samverkan.consultations.words import (
    AnswerDeed,
    AnswerState,
    BodyKind,
    DecisionType,
    Perspective,
    PerspectiveState,
    ReportType,
    Seen,
    Stance,
)
from samverkan.ui.pages import Step
from samverkan.ui.templatetags.ui import short_day

PERSPECTIVES = frozenset(one.value for one in Perspective)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A part of the report."""

    pk: int
    title: str
    paragraphs: tuple[str, ...]
    not_made_because: str
    extract: tuple[str, ...]
    is_perspective: bool
    edit_address: str
    extract_address: str

    @classmethod
    def of(cls, section: Section, *, may_write: bool, may_work: bool) -> SectionRow:
        """Return the row."""
        return cls(
            pk=section.pk,
            title=section_title(section),
            paragraphs=tuple(paragraphs(section.text)),
            not_made_because=section.not_made_because,
            extract=tuple(paragraphs(section.extract)) if may_work else (),
            is_perspective=section.kind in PERSPECTIVES,
            edit_address=reverse("consultations:section", args=[section.pk]) if may_write else "",
            extract_address=reverse("consultations:extract", args=[section.pk]) if may_work and section.text else "",
        )


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment to a clause."""

    clause: str
    document: str
    stance: Stance
    text: str
    wording: str
    edit_address: str
    remove_address: str

    @classmethod
    def of(cls, comment: Comment, *, may_write: bool) -> CommentRow:
        """Return the row. Wants clause and document selected."""
        clause: Clause = comment.clause
        return cls(
            clause=clause_name(clause),
            document=clause.material.title,
            stance=Stance(comment.stance),
            text=comment.text,
            wording=comment.wording,
            edit_address=reverse("consultations:edit_comment", args=[comment.pk]) if may_write else "",
            remove_address=reverse("consultations:remove_comment", args=[comment.pk]) if may_write else "",
        )


@dataclass(frozen=True, slots=True)
class SubRow:
    """A body that this body has asked in turn (REM-03)."""

    pk: int
    name: str
    seen: Seen
    last_day: date | None
    submitted_on: date | None
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    address: str
    links: tuple[LinkRow, ...]

    @classmethod
    def of(cls, referral: Referral, round_last_day: date | None, *, may_ask: bool, on: date) -> SubRow:
        """Return the row. What it says is there when it has been handed in."""
        last = last_day_for(round_last_day, referral.own_last_day)
        submitted = referral.answer.state == AnswerState.SUBMITTED
        return cls(
            pk=referral.pk,
            name=referral.name,
            seen=seen_as(opened=referral.opened_on is not None, submitted=submitted, last_day=last, on=on),
            last_day=last,
            submitted_on=referral.answer.submitted_on,
            texts=tuple(
                (section_title(section), tuple(paragraphs(section.text)))
                for section in referral.answer.sections.all()
                if section.text
            )
            if submitted
            else (),
            address=reverse("consultations:answer", args=[referral.pk]),
            links=tuple(LinkRow.of(link, referral.name) for link in referral.links.all()) if may_ask else (),
        )


@dataclass(frozen=True, slots=True)
class DeedLink:
    """Something that can be done with the answer now; the first is the natural next step."""

    deed: AnswerDeed
    address: str


DEED_ADDRESSES = {
    AnswerDeed.RELEASE: "release",
    AnswerDeed.TAKE_BACK: "take_back",
    AnswerDeed.DECIDE: "decide",
    AnswerDeed.SUBMIT: "submit",
    AnswerDeed.SEND_BACK: "send_back",
}


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A body's answer, as far as it is open to the reader."""

    pk: int
    body: str
    kind: BodyKind
    administration: str
    case: str
    round: int
    round_address: str
    asked_by: str
    asked_by_address: str
    is_guest: bool
    insight: Insight
    reads: bool
    state: AnswerState
    seen: Seen
    steps: tuple[Step, ...]
    has_board: bool
    is_begun: bool
    is_past: bool
    last_day: date | None
    left: int | None
    is_late: bool
    respite_because: str
    sent_back_because: str
    letter: tuple[str, ...]
    materials: tuple[MaterialRow, ...]
    report_type: ReportType
    report_by: str
    report_date: date | None
    registry_number: str
    prepared_by: str
    signed_by: tuple[str, ...]
    proposed_points: tuple[str, ...]
    stance: Stance | None
    footnotes: tuple[tuple[str, str, str], ...]
    summary: tuple[str, ...]
    sections: tuple[SectionRow, ...]
    perspectives: tuple[tuple[Perspective, PerspectiveState], ...]
    comments: tuple[CommentRow, ...]
    decided_on: date | None
    decision_type: DecisionType | None
    decision_points: tuple[str, ...]
    immediate: bool
    immediate_because: str
    statements: tuple[StatementRow, ...]
    subs: tuple[SubRow, ...]
    replies: tuple[RemarkRow, ...]
    links: tuple[LinkRow, ...]
    deeds: tuple[DeedLink, ...]
    may_write: bool
    may_dissent: bool
    may_send_on: bool
    may_work: bool
    may_keep: bool

    @classmethod
    def of(
        cls,
        referral: Referral,
        insight: Insight,
        *,
        is_guest: bool,
        materials: Sequence[Material],
        sections: Sequence[Section],
        perspectives: tuple[tuple[Perspective, PerspectiveState], ...],
        comments: Sequence[Comment],
        statements: Sequence[Statement],
        there: Mapping[int, Sequence[Statement]],
        subs: Sequence[Referral],
        replies: Sequence[Remark],
        links: Sequence[Link],
        on: date,
    ) -> AnswerPage:
        """Return the page. Where the answer is not open, the caller gives none of its parts."""
        answer: Answer = referral.answer
        round_ = referral.round
        state = AnswerState(answer.state)
        is_past = round_.case.is_past
        reads = insight.reads(state)
        last = last_day_for(round_.last_day, referral.own_last_day)
        writes = insight.writes and not is_past and round_.sent_on is not None
        may_write = writes and state in WRITABLE and answer.begun_on is not None
        may_work = insight.sends and not is_past and state == AnswerState.SUBMITTED
        period = is_open(sent_on=round_.sent_on, last_day=last, on=on)
        parent = referral.parent
        deeds = []
        for deed in deeds_in(state, has_board=referral.has_board):
            may = may_work if deed is AnswerDeed.SEND_BACK else writes and answer.begun_on is not None
            if may and not (deed is AnswerDeed.SUBMIT and not period):
                deeds.append(DeedLink(deed, reverse(f"consultations:{DEED_ADDRESSES[deed]}", args=[referral.pk])))
        order = (AnswerDeed.SUBMIT, AnswerDeed.RELEASE, AnswerDeed.DECIDE, AnswerDeed.TAKE_BACK, AnswerDeed.SEND_BACK)
        return cls(
            pk=referral.pk,
            body=referral.name,
            kind=BodyKind(referral.kind),
            administration=referral.administration.name if referral.administration else "",
            case=round_.case.title,
            round=round_.number,
            round_address="" if is_guest else reverse("consultations:round", args=[round_.pk]),
            asked_by=parent.name if parent else "",
            asked_by_address=reverse("consultations:answer", args=[parent.pk])
            if parent and (insight.gathers or insight.sends)
            else "",
            is_guest=is_guest,
            insight=insight,
            reads=reads,
            state=state,
            seen=seen_as(
                opened=referral.opened_on is not None, submitted=state == AnswerState.SUBMITTED, last_day=last, on=on
            ),
            steps=_steps(answer, state, has_board=referral.has_board) if insight.writes or insight.sits else (),
            has_board=referral.has_board,
            is_begun=answer.begun_on is not None,
            is_past=is_past,
            last_day=last,
            left=days_left(last, on),
            is_late=state != AnswerState.SUBMITTED and not period and not is_past,
            respite_because=referral.respite_because,
            sent_back_because=answer.sent_back_because if insight.writes or insight.sits else "",
            letter=tuple(paragraphs(round_.letter)),
            materials=tuple(MaterialRow.of(one) for one in materials),
            report_type=ReportType(answer.report_type),
            report_by=answer.report_by,
            report_date=answer.report_date,
            registry_number=answer.registry_number,
            prepared_by=answer.prepared_by,
            signed_by=tuple(
                ", ".join(part for part in (row["name"], row["function"]) if part) for row in answer.signed_by
            ),
            proposed_points=tuple(answer.proposed_points),
            stance=Stance(answer.stance) if answer.stance else None,
            footnotes=tuple((row["mark"], row["text"], row["address"]) for row in answer.footnotes),
            summary=tuple(paragraphs(answer.summary)) if insight.sends else (),
            sections=tuple(
                SectionRow.of(one, may_write=may_write, may_work=may_work)
                for one in sections
                if may_write or one.text or one.not_made_because or one.kind in PERSPECTIVES
            ),
            perspectives=perspectives,
            comments=tuple(CommentRow.of(one, may_write=may_write) for one in comments),
            decided_on=answer.decided_on,
            decision_type=DecisionType(answer.decision_type) if answer.decision_type else None,
            decision_points=tuple(answer.decision_points),
            immediate=answer.immediate_confirmation,
            immediate_because=answer.immediate_because,
            statements=tuple(
                StatementRow.of(
                    one,
                    there,
                    may_change=(writes or insight.sits) and not is_past and state in DISSENTING,
                )
                for one in statements
            ),
            subs=tuple(SubRow.of(one, round_.last_day, may_ask=writes, on=on) for one in subs),
            replies=tuple(RemarkRow.of(one, for_author=True) for one in replies),
            links=tuple(LinkRow.of(link, referral.name) for link in links),
            deeds=tuple(sorted(deeds, key=lambda one: order.index(one.deed))),
            may_write=may_write,
            may_dissent=(writes or insight.sits) and not is_past and state in DISSENTING,
            may_send_on=writes and parent is None and state != AnswerState.SUBMITTED,
            may_work=may_work,
            may_keep=(insight.sends and not is_past) or insight.gathers,
        )


def _steps(answer: Answer, state: AnswerState, *, has_board: bool) -> tuple[Step, ...]:
    order = [one for one in AnswerState if has_board or one is not AnswerState.DECIDED]
    days = {
        AnswerState.DRAFT: answer.begun_on,
        AnswerState.RELEASED: answer.released_on,
        AnswerState.DECIDED: answer.decided_on,
        AnswerState.SUBMITTED: answer.submitted_on,
    }
    here = order.index(state)
    return tuple(
        Step(
            gettext(one.label),
            "done"
            if place < here or (place == here and one is AnswerState.SUBMITTED)
            else "current"
            if place == here
            else "coming",
            short_day(days[one]),
        )
        for place, one in enumerate(order)
    )
