"""Who sends, who answers and who sits: the conditions behind every question of the package."""

from __future__ import annotations

from django.db.models import Q

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.consultations.models import Referral
from samverkan.consultations.rules.insight import (
    Guest,
    Insight,
    board_unit_ids,
    writes_for,
    writing_unit_ids,
)


def sending_ids(actor: Actor) -> frozenset[int]:
    """Return the municipalities for which the actor sends drafts out: the central group and the executive office."""
    return frozenset(pk for pk in actor.municipality_ids if may_prepare(actor, pk))


def writing(actor: Actor, prefix: str = "") -> Q:
    """Return the condition that the actor writes the answer of the referral behind `prefix`."""
    if isinstance(actor, Guest):
        return Q(**{f"{prefix}pk": actor.referral_id})
    units = writing_unit_ids(actor)
    return Q(**{f"{prefix}unit_id__in": units}) | Q(**{f"{prefix}administration_id__in": units})


def sitting(actor: Actor, prefix: str = "") -> Q:
    """Return the condition that the actor sits on the board that is asked."""
    return Q(**{f"{prefix}unit_id__in": board_unit_ids(actor)})


def insight_in(actor: Actor, referral: Referral) -> Insight:
    """Return how the actor stands to the referral. Wants its round's case and its parent selected."""
    parent = referral.parent
    return Insight(
        writes=writes_for(actor, referral.pk, (referral.unit_id, referral.administration_id)),
        sits=referral.unit_id in board_unit_ids(actor),
        sends=may_prepare(actor, referral.round.case.municipality_id),
        gathers=parent is not None and writes_for(actor, parent.pk, (parent.unit_id, parent.administration_id)),
    )
