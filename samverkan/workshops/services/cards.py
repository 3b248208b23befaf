"""Deeds with cards: members write and give points; the facilitator places, merges, sets aside and undoes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.causes.words import Factor, Side
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.workshops.models import Card, Change, Member, Vote, Workshop
from samverkan.workshops.queries import SHOWN
from samverkan.workshops.rules import POINTS, still_taken_in
from samverkan.workshops.services.sessions import demand_workshop, locked, next_number, workshop_pointer
from samverkan.workshops.words import CardKind, CardState, Phase


@transaction.atomic
def add_card(
    *,
    member: Member,
    key: UUID,
    kind: CardKind,
    text: str,
    side: Side | None = None,
    factor: Factor = Factor.RISK,
    parent: Card | None = None,
    now: datetime,
) -> Card:
    """Store a member's contribution. The same key stores once, however often a phone sends it.

    A card that was written while the connection was down comes in when it is back, whatever step the workshop has
    reached, and for a quarter of an hour after the end.
    """
    workshop = locked(member.workshop_id)
    known = Card.objects.filter(workshop=workshop, key=key).first()
    if known is not None:
        if known.member_id != member.pk:
            raise Refused("The card could not be stored. Write it once more.")
        return known
    if not still_taken_in(workshop.closed_at, now):
        raise Refused("The workshop is closed. Give the text to whoever leads it.")
    refuse_person_data(text=text)
    if not text.strip():
        raise Refused("Write something on the card.", field="text")
    if parent is not None and (parent.workshop_id != workshop.pk or parent.kind != CardKind.CAUSE):
        raise Refused("Choose a cause on the board.", field="parent")
    if parent is not None and parent.merged_into_id is not None:
        parent = parent.merged_into
    if kind == CardKind.EXPECTATION and parent is None:
        raise Refused("Choose the cause that it would show.", field="parent")
    if side is None and kind == CardKind.CAUSE and parent is not None and parent.side:
        side = Side(parent.side)
    return Card.objects.create(
        workshop=workshop,
        key=key,
        member=member,
        kind=kind,
        text=text.strip(),
        side=side or "",
        factor=factor,
        parent=parent,
        sequence=next_number(workshop),
        added_at=now,
    )


@transaction.atomic
def give_points(*, member: Member, card: Card, points: int, now: datetime) -> Card:
    """Give a card so many of the member's three points; the number replaces what was given before."""
    workshop = locked(member.workshop_id)
    card = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if card.workshop_id != workshop.pk or card.kind != CardKind.CAUSE or card.state not in SHOWN:
        raise Refused("Points are given to causes on the board.")
    late = workshop.phase == Phase.CLOSED and still_taken_in(workshop.closed_at, now)
    if workshop.phase != Phase.WEIGH and not late:
        raise Refused("Points are given in the last step.")
    others = Vote.objects.filter(member=member).exclude(card=card).aggregate(total=Sum("points"))["total"] or 0
    if not 0 <= points <= POINTS - others:
        raise Refused("You have three points in all. Take some back from another cause first.")
    Vote.objects.update_or_create(card=card, member=member, defaults={"points": points})
    card.sequence = next_number(workshop)
    card.save(update_fields=["sequence"])
    return card


def _as_it_is(card: Card) -> dict[str, Any]:
    return {
        "card": card.pk,
        "state": card.state,
        "side": card.side,
        "merged_into": card.merged_into_id,
        "parent": card.parent_id,
    }


def _store(workshop: Workshop, cards: Iterable[Card]) -> None:
    number = next_number(workshop)
    for card in cards:
        card.sequence = number
        card.edition += 1
        card.save()


def _taken(by: Actor, card: Card) -> tuple[Workshop, Card]:
    workshop = demand_workshop(by=by, workshop_id=card.workshop_id)
    card = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if card.state not in SHOWN:
        raise Refused("The card no longer stands on the board.")
    return workshop, card


@transaction.atomic
def place(*, by: Actor, card: Card, side: Side, now: datetime) -> Card:
    """Place a cause on a side of the triangle."""
    workshop, card = _taken(by, card)
    if card.kind != CardKind.CAUSE:
        raise Refused("Only causes stand on a side of the triangle.")
    Change.objects.create(workshop=workshop, before=[_as_it_is(card)], done_at=now)
    card.side = side
    _store(workshop, [card])
    record(by=by, event="workshops.card_placed", on=workshop_pointer(workshop), details={"card": card.pk, "side": side})
    return card


@transaction.atomic
def merge(*, by: Actor, card: Card, into: Card, now: datetime) -> Card:
    """Merge a card into another that says nearly the same; what stood under it, and its points, follow."""
    workshop, card = _taken(by, card)
    into = Card.objects.select_for_update(of=("self",)).get(pk=into.pk)
    if into.pk == card.pk or into.workshop_id != workshop.pk or into.state not in SHOWN:
        raise Refused("Choose another card on the board to merge with.")
    if into.kind != card.kind:
        raise Refused("Only cards of the same kind are merged.")
    if card.state == CardState.SAVED:
        raise Refused("The card has already been saved in the analysis.")
    followers = list(Card.objects.filter(workshop=workshop, parent=card))
    earlier = list(Card.objects.filter(workshop=workshop, merged_into=card))
    Change.objects.create(
        workshop=workshop, before=[_as_it_is(one) for one in (card, into, *followers, *earlier)], done_at=now
    )
    card.state, card.merged_into = CardState.MERGED, into
    if into.parent_id == card.pk:
        into.parent = card.parent
    for one in earlier:
        one.merged_into = into
    for one in followers:
        if one.pk != into.pk:
            one.parent = into
    if not into.side and card.side:
        into.side = card.side
    _store(workshop, [card, into, *earlier, *(one for one in followers if one.pk != into.pk)])
    record(
        by=by,
        event="workshops.cards_merged",
        on=workshop_pointer(workshop),
        details={"card": card.pk, "into": into.pk},
    )
    return into


@transaction.atomic
def set_aside(*, by: Actor, card: Card, now: datetime) -> Card:
    """Take a card off the board; it is kept, and can be put back by undoing."""
    workshop, card = _taken(by, card)
    if card.state == CardState.SAVED:
        raise Refused("The card has already been saved in the analysis.", way_on="Set the cause aside there.")
    Change.objects.create(workshop=workshop, before=[_as_it_is(card)], done_at=now)
    card.state = CardState.SET_ASIDE
    _store(workshop, [card])
    record(by=by, event="workshops.card_set_aside", on=workshop_pointer(workshop), details={"card": card.pk})
    return card


@transaction.atomic
def undo(*, by: Actor, workshop: Workshop, now: datetime) -> Workshop:
    """Undo the latest of what was placed, merged or set aside; again undoes the one before."""
    workshop = demand_workshop(by=by, workshop_id=workshop.pk)
    change = workshop.changes.filter(undone_at__isnull=True).order_by("-pk").first()
    if change is None:
        raise Refused("There is nothing to undo.")
    was = {row["card"]: row for row in change.before}
    cards = list(Card.objects.select_for_update(of=("self",)).filter(pk__in=was))
    if any(card.state == CardState.SAVED and was[card.pk]["state"] != CardState.SAVED for card in cards):
        raise Refused("The card has already been saved in the analysis.")
    for card in cards:
        row = was[card.pk]
        card.state, card.side = row["state"], row["side"]
        card.merged_into_id, card.parent_id = row["merged_into"], row["parent"]
    _store(workshop, cards)
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    record(by=by, event="workshops.undone", on=workshop_pointer(workshop), details={"cards": sorted(was)})
    return workshop
