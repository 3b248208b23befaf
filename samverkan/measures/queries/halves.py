"""Questions about the parties' halves: what is owed, by whom and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.documents.queries import document_bytes
from samverkan.measures.models import Delivery, Half, Measure
from samverkan.measures.queries.measures import measures_visible_to, own_units
from samverkan.measures.queries.plans import in_force
from samverkan.measures.rules.access import has_insight_only
from samverkan.measures.words import HalfState, MeasureState

OWED = (HalfState.PLANNED, HalfState.ONGOING, HalfState.REPORTED)
"""States of a half in which its party still owes something."""


def owed() -> QuerySet[Half]:
    """Return the halves that are owed: in force, not ended, and not carried on by a later plan in force."""
    carried_on = Measure.objects.filter(in_force(), continues__isnull=False).values("continues_id")
    return (
        Half.objects.filter(in_force("measure__entered__"), measure__state=MeasureState.OPEN, state__in=OWED)
        .exclude(measure_id__in=carried_on)
        .select_related("measure__plan__unit", "measure__plan__group", "measure__area", "unit")
        .prefetch_related("co_actors", Prefetch("deliveries", Delivery.objects.order_by("on", "pk")))
        .order_by("due_on", "measure__plan__unit__name", "measure__number", "pk")
    )


def halves_due(actor: Actor, *, until: date | None = None) -> QuerySet[Half]:
    """Return what the actor's own unit owes for the actor's party, the most urgent first; until a day if given."""
    if actor.user_id is None or actor.party is None or has_insight_only(actor):
        return Half.objects.none()
    units = own_units(actor) | (actor.own_unit_ids & actor.municipality_ids)
    found = owed().filter(unit_id__in=units, party=actor.party)
    return found.filter(due_on__lte=until) if until is not None else found


def halves_of_units_due(unit_ids: Iterable[int], *, until: date) -> QuerySet[Half]:
    """Return the halves owed in the plans of the units until the day. The caller has passed the units' gate."""
    return owed().filter(measure__plan__unit_id__in=list(unit_ids), due_on__lte=until)


def halves_waiting_to_be_closed(actor: Actor) -> QuerySet[Half]:
    """Return the reported halves of the actor's party and units that another person than the actor must close."""
    return halves_due(actor).filter(state=HalfState.REPORTED).exclude(reported_by_id=actor.user_id)


def half_for(actor: Actor, half_id: int) -> Half:
    """Return the half of a measure that the actor may see, or answer as if it did not exist."""
    half = (
        Half.objects.filter(pk=half_id, measure__in=measures_visible_to(actor).values("pk"))
        .select_related("measure__plan__unit", "measure__plan__group", "measure__entered__annex_version", "unit")
        .prefetch_related("co_actors", Prefetch("deliveries", Delivery.objects.order_by("on", "pk")))
        .first()
    )
    if half is None:
        raise Http404
    return half


def delivery_for(actor: Actor, delivery_id: int) -> Delivery:
    """Return the delivery of a half that the actor may see, or answer as if it did not exist."""
    delivery = Delivery.objects.filter(pk=delivery_id).select_related("half").first()
    if delivery is None:
        raise Http404
    delivery.half = half_for(actor, delivery.half_id)
    return delivery


def delivered(half: Half) -> int:
    """Return how much of the dose has been delivered, withdrawn deliveries left out."""
    return sum(one.amount for one in half.deliveries.all() if not one.withdrawn_because)


def evidence_of(actor: Actor, half_id: int) -> tuple[str, bytes]:
    """Return name and content of the half's evidence. Open to the parties, not to those with insight only."""
    half = half_for(actor, half_id)
    if half.evidence is None or has_insight_only(actor):
        raise Http404
    return half.evidence.name, document_bytes(half.evidence)


def done_lately(actor: Actor, *, since: date) -> QuerySet[Half]:
    """Return what the actor's own units have done since the day, newest first."""
    if actor.user_id is None or actor.party is None:
        return Half.objects.none()
    return (
        Half.objects.filter(unit_id__in=actor.own_unit_ids, party=actor.party, state=HalfState.DONE)
        .filter(Q(done_on__gte=since), in_force("measure__entered__"))
        .select_related("measure__plan__unit", "measure__area", "unit")
        .order_by("-done_on", "-pk")
    )
