"""What the pages of examples, development areas and questionnaires are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.agreements.models import Agreement
from samverkan.followup.models import Answer, DevelopmentArea, EffectCard, Questionnaire
from samverkan.followup.pages.card import ICONS
from samverkan.followup.rules.likeness import Alike
from samverkan.followup.words import Advice, Likeness, Verdict
from samverkan.ground.words import Word
from samverkan.places.words import BuiltFactor, ProblemType
from samverkan.ui.forms import Form


def _named(code: str) -> str:
    """Return the label of a problem type or a factor of the built environment."""
    words: tuple[type[Word], ...] = (ProblemType, BuiltFactor)
    for vocabulary in words:
        if code in set(vocabulary):
            return gettext(vocabulary(code).label)
    return code


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A shared card, with why it resembles the place that was asked about."""

    title: str
    address: str
    unit: str
    area: str
    place: str
    verdict: Verdict
    icon: str
    advice: Advice | None
    lesson: str
    shared_on: date
    percent: int | None
    because: tuple[Likeness, ...]
    shared: tuple[str, ...]

    @classmethod
    def of(cls, card: EffectCard, alike: Alike | None) -> ExampleRow:
        """Return the row. Wants measure, unit, area and place selected."""
        measure = card.measure
        return cls(
            title=measure.title,
            address=reverse("followup:card", args=[card.pk]),
            unit=measure.plan.unit.name,
            area=measure.area.name,
            place=measure.place.name if measure.place else "",
            verdict=Verdict(card.verdict),
            icon=ICONS[Verdict(card.verdict)],
            advice=Advice(card.advice) if card.advice else None,
            lesson=card.lesson,
            shared_on=card.shared_as_example_on or card.drafted_on,
            percent=round(100 * alike.share) if alike else None,
            because=alike.because if alike else (),
            shared=tuple(_named(code) for code in alike.shared) if alike else (),
        )


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """Examples from all districts."""

    form: Form
    rows: tuple[ExampleRow, ...]
    paging: Any
    query: str
    like: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class DevelopmentRow:
    """A development area and what became of it."""

    pk: int
    text: str
    unit: str
    found_on: date
    found_in: str
    card_address: str
    carried_to: str
    carried_address: str
    carried_on: date | None
    closed_on: date | None
    closed_because: str
    may_close: bool

    @classmethod
    def of(cls, area: DevelopmentArea, *, may_prepare: bool) -> DevelopmentRow:
        """Return the row. Wants unit and agreement selected."""
        agreement = area.carried_to
        return cls(
            pk=area.pk,
            text=area.text,
            unit=area.unit.name,
            found_on=area.found_on,
            found_in=area.found_in,
            card_address=reverse("followup:card", args=[area.card_id]) if area.card_id else "",
            carried_to=agreement.title if agreement else "",
            carried_address=_agreement_address(agreement) if agreement else "",
            carried_on=area.carried_on,
            closed_on=area.closed_on,
            closed_because=area.closed_because,
            may_close=may_prepare and area.closed_on is None,
        )


def _agreement_address(agreement: Agreement) -> str:
    """Return where the agreement can be read; a draft has no page that everybody may open."""
    if agreement.state != "adopted":
        return ""
    return reverse("agreements:agreement", args=[agreement.pk])


@dataclass(frozen=True, slots=True)
class DevelopmentPage:
    """Development areas: open, carried to an agreement, and closed."""

    waiting: tuple[DevelopmentRow, ...]
    carried: tuple[DevelopmentRow, ...]
    closed: tuple[DevelopmentRow, ...]
    may_add: bool
    may_carry: bool


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire and how many have answered."""

    title: str
    address: str
    agreement: str
    sent_on: date
    due_on: date
    closed_on: date | None
    asked: int
    answered: int

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> QuestionnaireRow:
        """Return the row. Wants `asked` and `answered` counted."""
        return cls(
            title=questionnaire.title,
            address=reverse("followup:questionnaire", args=[questionnaire.pk]),
            agreement=questionnaire.agreement.title,
            sent_on=questionnaire.sent_on,
            due_on=questionnaire.due_on,
            closed_on=questionnaire.closed_on,
            asked=getattr(questionnaire, "asked", 0),
            answered=getattr(questionnaire, "answered", 0),
        )


@dataclass(frozen=True, slots=True)
class QuestionnairesPage:
    """All questionnaires that the reader may see."""

    rows: tuple[QuestionnaireRow, ...]
    may_send: bool


@dataclass(frozen=True, slots=True)
class UnitSays:
    """One unit's answer to one question."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with the answers of all units beside each other."""

    text: str
    answers: tuple[UnitSays, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that was asked, and whether it has answered."""

    unit: str
    answered_on: date | None
    address: str


@dataclass(frozen=True, slots=True)
class QuestionnairePage:
    """One questionnaire."""

    row: QuestionnaireRow
    questions: tuple[QuestionRow, ...]
    units: tuple[UnitRow, ...]
    close_address: str

    @classmethod
    def of(
        cls, questionnaire: Questionnaire, answers: Sequence[Answer], *, mine: frozenset[int], may_close: bool
    ) -> QuestionnairePage:
        """Build the page. `mine` are the units for which the reader may answer."""
        is_open = questionnaire.closed_on is None
        questions = tuple(
            QuestionRow(
                text,
                tuple(UnitSays(answer.unit.name, answer.texts[number]) for answer in answers if answer.texts),
            )
            for number, text in enumerate(questionnaire.questions)
        )
        units = tuple(
            UnitRow(
                answer.unit.name,
                answer.answered_on,
                reverse("followup:answer", args=[answer.pk]) if is_open and answer.unit_id in mine else "",
            )
            for answer in answers
        )
        address = reverse("followup:close_questionnaire", args=[questionnaire.pk]) if is_open and may_close else ""
        return cls(QuestionnaireRow.of(questionnaire), questions, units, address)
