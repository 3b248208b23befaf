"""What the overview of follow-up and the page of a measure are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from samverkan.followup.models import EffectCard, Review
from samverkan.followup.pages.card import ICONS, DoseRow
from samverkan.followup.queries.followed import doses_of
from samverkan.followup.queries.reviews import Due, asked_again_on
from samverkan.followup.rules.dose import delivered
from samverkan.followup.words import Advice, CardState, Delivered, Relevance, Verdict
from samverkan.ground.words import Party
from samverkan.measures.models import Measure
from samverkan.measures.words import MeasureState
from samverkan.organisation.models import Unit
from samverkan.ui.forms import Form


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A measure with implementation and effect in columns of their own, never one light (FOL-11, FOL-15)."""

    title: str
    address: str
    area: str
    state: MeasureState
    doses: tuple[DoseRow, ...]
    delivered: Delivered
    verdict: Verdict | None
    icon: str
    advice: Advice | None
    card_address: str
    has_draft: bool
    relevance: Relevance | None
    asked_again: date
    is_due: bool

    @classmethod
    def of(cls, measure: Measure, cards: list[EffectCard], review: Review | None, *, today: date) -> FollowedRow:
        """Return the row. Wants `with_doses`; the cards are the latest first."""
        settled = next((card for card in cards if card.state == CardState.SETTLED), None)
        doses = doses_of(measure)
        asked_again = asked_again_on(measure, review)
        return cls(
            title=measure.title,
            address=reverse("followup:measure", args=[measure.pk]),
            area=measure.area.name,
            state=MeasureState(measure.state),
            doses=tuple(DoseRow.of(dose) for dose in doses),
            delivered=delivered(doses),
            verdict=Verdict(settled.verdict) if settled else None,
            icon=ICONS[Verdict(settled.verdict)] if settled else "",
            advice=Advice(settled.advice) if settled else None,
            card_address=reverse("followup:card", args=[settled.pk]) if settled else "",
            has_draft=any(card.state == CardState.DRAFT for card in cards),
            relevance=Relevance(review.answer) if review else None,
            asked_again=asked_again,
            is_due=measure.state == MeasureState.OPEN and asked_again <= today,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the measures something holds for."""

    label: Delivered | Verdict | None
    number: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """The follow-up of a unit's year."""

    unit: str
    year: int | None
    choose: Form | None
    rows: tuple[FollowedRow, ...]
    paging: Any
    query: str
    delivered: tuple[Share, ...]
    verdicts: tuple[Share, ...]
    total: int
    due: tuple[DueRow, ...]

    @classmethod
    def summed(cls, doses: list[Delivered], verdicts: Mapping[int, Verdict], total: int) -> dict[str, Any]:
        """Return the two counts that are never added up: what was delivered, and what is known of effect."""
        by_dose = tuple(Share(word, doses.count(word)) for word in Delivered if doses.count(word))
        found = list(verdicts.values())
        by_verdict = tuple(Share(word, found.count(word)) for word in Verdict if found.count(word))
        if total - len(found):
            by_verdict += (Share(None, total - len(found)),)
        return {"delivered": by_dose, "verdicts": by_verdict, "total": total}


@dataclass(frozen=True, slots=True)
class DueRow:
    """A measure whose question of relevance has come up."""

    title: str
    unit: str
    since: date
    address: str

    @classmethod
    def of(cls, due: Due) -> DueRow:
        """Return the row."""
        measure = due.measure
        return cls(measure.title, measure.plan.unit.name, due.since, reverse("followup:measure", args=[measure.pk]))


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card among a measure's cards."""

    number: int
    address: str
    state: CardState
    verdict: Verdict
    icon: str
    advice: Advice | None
    day: date
    is_shared: bool

    @classmethod
    def of(cls, card: EffectCard) -> CardRow:
        """Return the row."""
        settled = max(filter(None, (card.municipality_settled_on, card.police_settled_on)), default=None)
        return cls(
            number=card.number,
            address=reverse("followup:card", args=[card.pk]),
            state=CardState(card.state),
            verdict=Verdict(card.verdict),
            icon=ICONS[Verdict(card.verdict)],
            advice=Advice(card.advice) if card.advice else None,
            day=settled if card.state == CardState.SETTLED and settled else card.drafted_on,
            is_shared=card.shared_as_example_on is not None,
        )


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer to the repeated question."""

    on: date
    answer: Relevance
    reason: str
    party: Party
    by_name: str
    next_on: date

    @classmethod
    def of(cls, review: Review) -> ReviewRow:
        """Return the row."""
        return cls(
            review.on, Relevance(review.answer), review.reason, Party(review.party), review.by_name, review.next_on
        )


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """The follow-up of one measure: what was delivered, its cards, and the answers over time."""

    measure: Measure
    unit: Unit
    state: MeasureState
    doses: tuple[DoseRow, ...]
    delivered: Delivered
    cards: tuple[CardRow, ...]
    reviews: tuple[ReviewRow, ...]
    asked_again: date
    is_due: bool
    may_review: bool
    may_draft: bool
    how_followed_up: str
    similar_address: str

    @classmethod
    def of(
        cls, measure: Measure, cards: list[EffectCard], reviews: list[Review], *, may_prepare: bool, today: date
    ) -> MeasurePage:
        """Build the page. Wants `with_doses`."""
        doses = doses_of(measure)
        asked_again = asked_again_on(measure, reviews[0] if reviews else None)
        is_open = measure.state == MeasureState.OPEN
        return cls(
            measure=measure,
            unit=measure.plan.unit,
            state=MeasureState(measure.state),
            doses=tuple(DoseRow.of(dose) for dose in doses),
            delivered=delivered(doses),
            cards=tuple(CardRow.of(card) for card in cards),
            reviews=tuple(ReviewRow.of(review) for review in reviews),
            asked_again=asked_again,
            is_due=is_open and asked_again <= today,
            may_review=may_prepare and is_open,
            may_draft=may_prepare and not any(card.state == CardState.DRAFT for card in cards),
            how_followed_up=measure.place.how_followed_up if measure.place else "",
            similar_address=f"{reverse('followup:examples')}?atgard={measure.pk}",
        )
