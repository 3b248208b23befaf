"""Questions about the duty to inform: where one may inform, whom, and what has been sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import CENTRAL, PREPARING, may_prepare
from samverkan.access.words import Role
from samverkan.communication.models import Delivery, Information
from samverkan.communication.rules import other_party
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.organisation.models import Dated

READING = PREPARING | CENTRAL | {Role.MANAGEMENT}
"""Roles that speak for a party; elected representatives, other administrations and administrators do not."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A decision-maker's seat of the other party; `name` is empty when nobody holds it."""

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A district (or the municipality) where the actor may inform, with those who are told (COM-02)."""

    unit_id: int
    unit_name: str
    group_id: int
    group_name: str
    recipients: tuple[Recipient, ...]

    @property
    def reached(self) -> tuple[Recipient, ...]:
        """Return those who hold a seat."""
        return tuple(recipient for recipient in self.recipients if recipient.name)

    @property
    def vacant(self) -> tuple[Recipient, ...]:
        """Return the decision-makers' seats that nobody holds."""
        return tuple(recipient for recipient in self.recipients if not recipient.name)


def speaks_for(actor: Actor) -> Party | None:
    """Return the party whose duty the actor carries out."""
    post = next((post for post in actor.posts if post.role in READING), None)
    return post.party if post and other_party(post.party) else None


def places_to_inform(actor: Actor, *, on: date) -> tuple[Place, ...]:
    """Return where the actor may inform the other party, with its decision-makers there: two queries.

    That is where the actor prepares and a steering group exists.
    """
    party = speaks_for(actor)
    if party is None:
        return ()
    units = [unit for unit in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, unit)]
    groups = Group.objects.filter(
        Dated.holding(on), unit_id__in=units, kind__in=(GroupKind.LOCAL_STEERING, GroupKind.OVERALL_STEERING)
    ).select_related("unit")
    seats = Seat.objects.filter(Dated.holding(on), is_decision_maker=True, party=other_party(party)).select_related(
        "holder"
    )
    return tuple(
        Place(
            unit_id=group.unit_id,
            unit_name=group.unit.name,
            group_id=group.pk,
            group_name=group.name,
            recipients=tuple(Recipient(seat.title, seat.holder.name if seat.holder else "") for seat in group.deciding),
        )
        for group in groups.prefetch_related(Prefetch("seats", queryset=seats, to_attr="deciding")).order_by(
            "unit__name"
        )
    )


def information_visible_to(actor: Actor) -> QuerySet[Information]:
    """Return what both parties of the actor's own units have told each other, and what was sent to the actor."""
    if actor.user_id is None:
        return Information.objects.none()
    units = actor.own_unit_ids if READING & actor.roles else frozenset[int]()
    told = Delivery.objects.filter(information=OuterRef("pk"), notice__recipient_id=actor.user_id)
    return (
        Information.objects.filter(Q(unit_id__in=units) | Exists(told))
        .select_related("unit", "group")
        .prefetch_related(Prefetch("deliveries", queryset=Delivery.objects.select_related("notice__recipient")))
    )


def information_for(actor: Actor, information_id: int) -> Information:
    """Return the notice of information, or answer as if it did not exist."""
    information = information_visible_to(actor).filter(pk=information_id).first()
    if information is None:
        raise Http404
    return information


def delivery_to(actor: Actor, information: Information) -> Delivery | None:
    """Return the actor's own copy, if the actor was told."""
    if actor.user_id is None:
        return None
    own = Delivery.objects.filter(information=information, notice__recipient_id=actor.user_id)
    return own.select_related("notice__recipient", "information").first()


def unreceived_of(actor: Actor) -> QuerySet[Delivery]:
    """Return copies that decision-makers have not received, of what the actor may see, oldest first (COM-14)."""
    return (
        Delivery.objects.filter(information__in=information_visible_to(actor).values("pk"), notice__received_at=None)
        .select_related("information__unit", "notice__recipient")
        .order_by("information__sent_at", "pk")
    )
