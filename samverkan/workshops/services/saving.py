"""Saving in the analysis: cards become causes, event steps and expectations, once each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.causes.models import Analysis, Cause, Participant
from samverkan.causes.services.analyses import add_participant
from samverkan.causes.services.causes import add_cause, revise_cause
from samverkan.causes.services.parts import add_step
from samverkan.causes.words import Certainty, Factor, Side
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.workshops.models import Card, Workshop
from samverkan.workshops.queries import SHOWN, cards_of
from samverkan.workshops.rules import weight_of
from samverkan.workshops.services.sessions import demand_workshop, next_number, workshop_pointer
from samverkan.workshops.words import CardKind, CardState


@dataclass(frozen=True, slots=True)
class Saved:
    """How much was new in the analysis."""

    causes: int
    steps: int
    expectations: int
    participants: int


@transaction.atomic
def save_in_analysis(*, by: Actor, workshop: Workshop, card_ids: Iterable[int], now: datetime) -> Saved:
    """Let the chosen cards become causes, event steps and expectations; who took part is written down too.

    It can be done again with more cards: what was saved before is not saved twice. Points become the weight.
    """
    workshop = demand_workshop(by=by, workshop_id=workshop.pk)
    wanted = set(card_ids)
    every = {card.pk: card for card in cards_of(workshop.pk).select_related("cause")}
    cards = [card for card in every.values() if card.pk in wanted and card.state in SHOWN]
    if not cards:
        raise Refused("Choose at least one card.", field="cards")
    for card in cards:
        if card.kind == CardKind.CAUSE and card.cause_id is None and not card.side:
            raise Refused("Place the card on a side of the triangle first: %(text)s", field="cards", text=card.text)
    most = max((getattr(card, "total", 0) for card in every.values()), default=0)
    causes = _save_causes(by, workshop.analysis, [card for card in cards if card.kind == CardKind.CAUSE], every, most)
    expectations = _save_expectations(by, [card for card in cards if card.kind == CardKind.EXPECTATION], every)
    steps = 0
    for card in sorted((card for card in cards if card.kind == CardKind.STEP), key=lambda card: card.pk):
        if card.step_key is None:
            card.step_key = add_step(by=by, analysis=workshop.analysis, text=card.text).pk
            steps += 1
    participants = _save_participants(by, workshop)
    number = next_number(workshop)
    for card in cards:
        if card.kind == CardKind.EXPECTATION and (card.parent is None or every[card.parent.pk].cause_id is None):
            continue
        card.state, card.sequence = CardState.SAVED, number
        card.save(update_fields=["state", "sequence", "cause", "step_key"])
    record(
        by=by,
        event="workshops.saved",
        on=workshop_pointer(workshop),
        details={"cards": sorted(card.pk for card in cards), "causes": causes, "steps": steps},
    )
    return Saved(causes, steps, expectations, participants)


def _save_causes(by: Actor, analysis: Analysis, cards: list[Card], every: dict[int, Card], most: int) -> int:
    """Save the causes, those that others stand under first; return how many were new."""
    known = {cause.text.casefold(): cause for cause in analysis.causes.all()}
    new = 0
    waiting = sorted(cards, key=lambda card: card.pk)
    while waiting:
        chosen = {card.pk for card in waiting}
        ready = [card for card in waiting if card.parent_id not in chosen] or waiting[:1]
        for card in ready:
            waiting.remove(card)
            if card.cause_id is not None:
                continue
            found = known.get(card.text.casefold())
            if found is None:
                above = every[card.parent_id].cause if card.parent_id else None
                found = add_cause(
                    by=by,
                    analysis=analysis,
                    text=card.text,
                    side=Side(card.side),
                    factor=Factor(card.factor),
                    weight=weight_of(getattr(card, "total", 0), most),
                    certainty=Certainty.LOW,
                    parent=above,
                )
                known[card.text.casefold()] = found
                new += 1
            card.cause = every[card.pk].cause = found
    return new


def _save_expectations(by: Actor, cards: list[Card], every: dict[int, Card]) -> int:
    """Write what would be seen under the causes that have been saved; return how many were new."""
    new = 0
    for card in sorted(cards, key=lambda card: card.pk):
        above = every[card.parent_id] if card.parent_id else None
        if above is None or above.cause_id is None:
            raise Refused("Choose also the cause that this would show: %(text)s", field="cards", text=card.text)
        cause = Cause.objects.select_related("parent").get(pk=above.cause_id)
        if card.text in cause.expectation.split("\n"):
            continue
        revise_cause(
            by=by,
            cause=cause,
            edition=cause.edition,
            text=cause.text,
            side=Side(cause.side),
            factor=Factor(cause.factor),
            expectation="\n".join(filter(None, [cause.expectation, card.text])),
            weight=cause.weight,
            certainty=Certainty(cause.certainty),
            parent=cause.parent,
        )
        new += 1
    return new


def _save_participants(by: Actor, workshop: Workshop) -> int:
    """Write down the functions that took part and are not written down yet (CAU-05)."""
    known = {
        name.casefold()
        for name in Participant.objects.filter(analysis=workshop.analysis).values_list("name", flat=True)
    }
    new = 0
    for member in workshop.members.order_by("pk"):
        name = member.function.casefold()
        if any(name == one or one.startswith(f"{name},") for one in known):
            continue
        add_participant(by=by, analysis=workshop.analysis, name=member.function, party=Party(member.party))
        known.add(name)
        new += 1
    return new
