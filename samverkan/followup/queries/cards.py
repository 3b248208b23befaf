"""Questions about effect cards, and what can be judged from one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.followup.models import EffectCard
from samverkan.followup.queries.followed import doses_of, sees_only_decided
from samverkan.followup.rules.displacement import Nearby, nearby
from samverkan.followup.rules.dose import HalfDose, delivered
from samverkan.followup.rules.effect import Counts, Effect, effect
from samverkan.followup.rules.periods import Span, period_faults
from samverkan.followup.rules.verdict import Facts, Judged, judge
from samverkan.followup.words import CardState, Mechanism, PeriodFault, Verdict
from samverkan.ground.words import Party
from samverkan.groups.queries import in_scope
from samverkan.indicators.words import Direction


def cards_visible_to(actor: Actor) -> QuerySet[EffectCard]:
    """Return the cards of the actor's units, and those shared as examples, which are open to all who work here.

    Who is only elected sees settled cards, never drafts.
    """
    if actor.user_id is None or not actor.posts:
        return EffectCard.objects.none()
    own = in_scope(actor, "measure__plan__unit")
    if sees_only_decided(actor):
        own &= Q(state=CardState.SETTLED)
    cards = EffectCard.objects.filter(own | Q(shared_as_example_on__isnull=False))
    return cards.select_related("measure__plan__unit", "measure__area", "measure__place", "indicator", "source")


def card_for(actor: Actor, card_id: int) -> EffectCard:
    """Return the card, or answer as if it did not exist."""
    card = cards_visible_to(actor).filter(pk=card_id).first()
    if card is None:
        raise Http404
    return card


def is_own(actor: Actor, card: EffectCard) -> bool:
    """Tell whether the card's measure, and not only the shared card, is open to the actor."""
    unit = card.measure.plan.unit
    return unit.pk in actor.unit_ids or unit.municipality_id in actor.city_wide_ids


def cards_of(measure_ids: Iterable[int]) -> dict[int, list[EffectCard]]:
    """Return the cards of each measure, the latest first. The caller has passed the measures' gate."""
    found: dict[int, list[EffectCard]] = {}
    for card in EffectCard.objects.filter(measure_id__in=list(measure_ids)).order_by("-number"):
        found.setdefault(card.measure_id, []).append(card)
    return found


def latest_verdicts(measure_ids: Iterable[int]) -> dict[int, Verdict]:
    """Return the verdict of the latest settled card of each measure that has one."""
    settled = EffectCard.objects.filter(measure_id__in=list(measure_ids), state=CardState.SETTLED).order_by("number")
    return {card.measure_id: Verdict(card.verdict) for card in settled}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a card's figures amount to, and the verdict by rule."""

    doses: tuple[HalfDose, ...]
    counts: Counts | None
    effect: Effect | None
    nearby: Nearby
    faults: tuple[PeriodFault, ...]
    judged: Judged


def counts_of(card: EffectCard) -> Counts | None:
    """Return the card's numbers; none when before or after is missing."""
    if card.here_before is None or card.here_after is None:
        return None
    if card.there_before is None or card.there_after is None:
        return Counts(card.here_before, card.here_after)
    return Counts(card.here_before, card.here_after, card.there_before, card.there_after)


def faults_of(card: EffectCard) -> tuple[PeriodFault, ...]:
    """Return why the card's periods cannot be compared as they are."""
    before = Span(card.before_from, card.before_to) if card.before_from and card.before_to else None
    after = Span(card.after_from, card.after_to) if card.after_from and card.after_to else None
    return period_faults(before, after, starts_on=card.measure.starts_on)


def kept_doses(card: EffectCard) -> tuple[HalfDose, ...]:
    """Return the doses of a settled card as they were that day; of a draft as they are now."""
    if card.state == CardState.SETTLED:
        return tuple(HalfDose(**(half | {"party": Party(half["party"])})) for half in card.content["doses"])
    return doses_of(card.measure)


def judgement_of(card: EffectCard) -> Judgement:
    """Calculate what the card amounts to."""
    fewer_is_better = card.indicator is None or card.indicator.direction == Direction.DOWN
    doses, counts, faults = kept_doses(card), counts_of(card), faults_of(card)
    found = effect(counts, fewer_is_better=fewer_is_better) if counts else None
    ring = None
    if card.ring_before is not None and card.ring_after is not None:
        ring = (card.ring_before, card.ring_after)
    around = nearby(counts or Counts(0, 0), ring, fewer_is_better=fewer_is_better)
    facts = Facts(
        dose=delivered(doses),
        mechanism=Mechanism(card.mechanism),
        effect=found,
        is_too_few=counts is not None and counts.is_too_few,
        faults=faults,
        nearby=around,
    )
    return Judgement(doses, counts, found, around, faults, judge(facts))
