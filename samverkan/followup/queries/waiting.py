"""What of the follow-up waits for a person: cards to settle for one's party, and questions to answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.followup.models import Answer, EffectCard
from samverkan.followup.words import CardState
from samverkan.ground.words import Party


def _prepared(actor: Actor) -> list[int]:
    return [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]


def cards_to_settle(actor: Actor) -> QuerySet[EffectCard]:
    """Return the cards that the other party has settled and the actor's has not, the longest waiting first: one query.

    A card that nobody has settled is still being written, and asks nothing of anybody else.
    """
    mine, theirs = "municipality_settled_on", "police_settled_on"
    if actor.party not in (Party.MUNICIPALITY, Party.POLICE):
        return EffectCard.objects.none()
    if actor.party == Party.POLICE:
        mine, theirs = theirs, mine
    half_settled = Q(**{f"{mine}__isnull": True, f"{theirs}__isnull": False})
    return (
        EffectCard.objects.filter(half_settled, state=CardState.DRAFT, measure__plan__unit_id__in=_prepared(actor))
        .select_related("measure__plan__unit")
        .order_by(theirs, "pk")
    )


def answers_owed(actor: Actor) -> QuerySet[Answer]:
    """Return the questionnaires that the actor's own groups have not answered, the most urgent first: one query."""
    return (
        Answer.objects.filter(
            unit_id__in=_prepared(actor), answered_on__isnull=True, questionnaire__closed_on__isnull=True
        )
        .select_related("questionnaire", "unit")
        .order_by("questionnaire__due_on", "pk")
    )
