"""What the pages of cases are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.consultations.models import Case, CaseText, EarlyInput, EarlyVoice, Referral, Round, Step
from samverkan.consultations.pages.common import StatementRow
from samverkan.consultations.rules.chain import chain
from samverkan.consultations.rules.period import days_left, last_day_for, round_state
from samverkan.consultations.rules.remarks import paragraphs
from samverkan.consultations.words import AnswerState, CaseTextKind, ChainLevel, EarlyKind, RoundState
from samverkan.ui.pages import Step as DrawnStep
from samverkan.ui.templatetags.ui import short_day


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a case with how many have answered."""

    pk: int
    number: int
    state: RoundState
    sent_on: date | None
    last_day: date | None
    asked: int
    answered: int
    address: str

    @classmethod
    def of(cls, round_: Round, *, is_past: bool, on: date) -> RoundRow:
        """Return the row. Wants `asked` and `answered` annotated."""
        return cls(
            pk=round_.pk,
            number=round_.number,
            state=round_state(sent_on=round_.sent_on, last_day=round_.last_day, is_past=is_past, on=on),
            sent_on=round_.sent_on,
            last_day=round_.last_day,
            asked=getattr(round_, "asked", 0),
            answered=getattr(round_, "answered", 0),
            address=reverse("consultations:round", args=[round_.pk]),
        )


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list; its last round tells where it stands."""

    title: str
    address: str
    registry_numbers: str
    round: RoundRow | None
    rounds: int
    is_past: bool
    decided_on: date | None
    """When the council decided."""

    @classmethod
    def of(cls, case: Case, *, is_sender: bool, on: date) -> CaseRow:
        """Return the row. Wants the rounds as `counted_rounds`, and `council_day` annotated.

        Who is asked does not see a round being prepared.
        """
        rounds = [one for one in getattr(case, "counted_rounds", ()) if is_sender or one.sent_on is not None]
        return cls(
            title=case.title,
            address=reverse("consultations:case", args=[case.pk]),
            registry_numbers=", ".join(case.registry_numbers),
            round=RoundRow.of(rounds[-1], is_past=case.is_past, on=on) if rounds else None,
            rounds=len(rounds),
            is_past=case.is_past,
            decided_on=getattr(case, "council_day", None),
        )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A body of the reader's that is asked."""

    body: str
    case: str
    address: str
    state: AnswerState
    last_day: date | None
    left: int | None
    asked_by: str

    @classmethod
    def of(cls, referral: Referral, *, on: date) -> TaskRow:
        """Return the row. Wants answer, parent and the round's case selected."""
        last = last_day_for(referral.round.last_day, referral.own_last_day)
        return cls(
            body=referral.name,
            case=referral.round.case.title,
            address=reverse("consultations:answer", args=[referral.pk]),
            state=AnswerState(referral.answer.state),
            last_day=last,
            left=days_left(last, on),
            asked_by=referral.parent.name if referral.parent else "",
        )


@dataclass(frozen=True, slots=True)
class ListPage:
    """The cases, and what the reader's own bodies are asked for."""

    tasks: tuple[TaskRow, ...]
    cases: tuple[CaseRow, ...]
    paging: Page[Case]
    may_send: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the chain: what it decided and who dissented."""

    level: ChainLevel
    name: str
    decided_on: date | None
    decision: tuple[str, ...]
    signed: str
    registry_number: str
    statements: tuple[StatementRow, ...]
    edit_address: str
    statement_address: str

    @classmethod
    def of(cls, step: Step, case_id: int, *, may_keep: bool) -> LevelRow:
        """Return the row. Wants the statements with persons and what they refer to."""
        signed = ", ".join(part for part in (step.place, step.chair_function, step.chair_name) if part)
        return cls(
            level=ChainLevel(step.level),
            name=step.name,
            decided_on=step.decided_on,
            decision=tuple(paragraphs(step.decision)),
            signed=signed,
            registry_number=step.registry_number,
            statements=tuple(StatementRow.of(one, may_change=may_keep) for one in step.statements.all()),
            edit_address=reverse("consultations:step", args=[case_id, step.level]),
            statement_address=reverse("consultations:level_statement", args=[case_id, step.level]),
        )


@dataclass(frozen=True, slots=True)
class TextRow:
    """One of the sender's own texts."""

    kind: CaseTextKind
    paragraphs: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class EarlyRow:
    """Input gathered before the consultation."""

    title: str
    kind: EarlyKind
    held_on: date
    address: str

    @classmethod
    def of(cls, early: EarlyInput) -> EarlyRow:
        """Return the row."""
        address = reverse("consultations:early", args=[early.pk])
        return cls(early.title, EarlyKind(early.kind), early.held_on, address)


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: where it is, its rounds, and what each level decided."""

    pk: int
    title: str
    initiator: str
    registry_numbers: tuple[str, ...]
    responsible: tuple[str, ...]
    proposal: tuple[str, ...]
    agreement: str
    agreement_address: str
    valid_from: date | None
    valid_until: date | None
    is_past: bool
    steps: tuple[DrawnStep, ...]
    levels: tuple[LevelRow, ...]
    to_enter: tuple[tuple[ChainLevel, str], ...]
    rounds: tuple[RoundRow, ...]
    early: tuple[EarlyRow, ...]
    texts: tuple[TextRow, ...]
    may_keep: bool
    may_begin: bool
    """More can be gathered or sent: the council has not decided."""
    may_put_in_force: bool

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        steps: Mapping[ChainLevel, Step],
        days: Mapping[ChainLevel, date | None],
        rounds: Sequence[Round],
        early: Sequence[EarlyInput],
        texts: Mapping[CaseTextKind, CaseText],
        is_sender: bool,
        on: date,
    ) -> CasePage:
        """Return the page. What only the sender sees is left out for others."""
        may_keep = is_sender and not case.is_past
        drawn = []
        for place in chain(days):
            step = steps.get(place.level)
            drawn.append(
                DrawnStep(
                    title=step.name if step is not None else gettext(place.level.label),
                    state=place.state,
                    text=short_day(place.day),
                )
            )
        council = steps.get(ChainLevel.COUNCIL)
        return cls(
            pk=case.pk,
            title=case.title,
            initiator=case.initiator,
            registry_numbers=tuple(case.registry_numbers),
            responsible=tuple(
                ", ".join(part for part in (row["name"], row["function"]) if part) for row in case.responsible
            ),
            proposal=tuple(case.proposal),
            agreement=case.agreement.title if case.agreement else "",
            agreement_address=reverse("agreements:agreement", args=[case.agreement_id]) if case.agreement_id else "",
            valid_from=case.valid_from,
            valid_until=case.valid_until,
            is_past=case.is_past,
            steps=tuple(drawn),
            levels=tuple(
                LevelRow.of(steps[level], case.pk, may_keep=may_keep) for level in ChainLevel if level in steps
            ),
            to_enter=tuple(
                (level, reverse("consultations:step", args=[case.pk, level]))
                for level in ChainLevel
                if level not in steps
            )
            if may_keep
            else (),
            rounds=tuple(RoundRow.of(one, is_past=case.is_past, on=on) for one in rounds),
            early=tuple(EarlyRow.of(one) for one in early),
            texts=tuple(
                TextRow(
                    kind,
                    tuple(paragraphs(texts[kind].text)) if kind in texts else (),
                    reverse("consultations:case_text", args=[case.pk, kind]) if may_keep else "",
                )
                for kind in CaseTextKind
            )
            if is_sender
            else (),
            may_keep=may_keep,
            may_begin=may_keep and (council is None or council.decided_on is None),
            may_put_in_force=may_keep
            and case.entered_in_force_on is None
            and council is not None
            and council.decided_on is not None,
        )


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What a unit answered early, question by question."""

    unit: str
    answers: tuple[tuple[str, str], ...]
    given_on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class EarlyPage:
    """One questionnaire or conference with what came out of it."""

    pk: int
    title: str
    kind: EarlyKind
    case: str
    case_address: str
    held_on: date
    open_until: date | None
    questions: tuple[str, ...]
    took_part: str
    outcome: tuple[str, ...]
    voices: tuple[VoiceRow, ...]
    answered: int
    may_keep: bool

    @classmethod
    def of(
        cls, early: EarlyInput, voices: Sequence[EarlyVoice], *, own: frozenset[int], may_keep: bool, on: date
    ) -> EarlyPage:
        """Return the page. `own` are the units the reader answers for."""
        is_open = not early.case.is_past and (early.open_until is None or on <= early.open_until)
        rows = []
        for voice in voices:
            answers = tuple(zip(early.questions, voice.answers, strict=False))
            address = reverse("consultations:answer_early", args=[early.pk, voice.pk])
            rows.append(
                VoiceRow(
                    voice.unit.name,
                    answers,
                    voice.given_on if voice.answers else None,
                    address if is_open and voice.unit_id in own else "",
                )
            )
        return cls(
            pk=early.pk,
            title=early.title,
            kind=EarlyKind(early.kind),
            case=early.case.title,
            case_address=reverse("consultations:case", args=[early.case_id]),
            held_on=early.held_on,
            open_until=early.open_until,
            questions=tuple(early.questions),
            took_part=early.took_part,
            outcome=tuple(paragraphs(early.outcome)),
            voices=tuple(rows),
            answered=sum(row.given_on is not None for row in rows),
            may_keep=may_keep,
        )
