"""Who may write a plan and who may change a party's half."""

from __future__ import annotations

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.ground.words import Party


def has_insight_only(actor: Actor) -> bool:
    """Tell whether the actor sees decided things only."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def may_write(actor: Actor, unit_id: int, group_id: int | None) -> bool:
    """Tell whether the actor writes the plan: who prepares in the unit, and a working group's ordinary members."""
    if may_prepare(actor, unit_id):
        return True
    seat = actor.seat_in(group_id) if group_id is not None else None
    return seat is not None and seat.is_ordinary


def acts_for(actor: Actor, party: Party) -> bool:
    """Tell whether the actor acts for the party: each party changes its own half only."""
    return actor.party == party and not has_insight_only(actor)


def owns(actor: Actor, half_unit_id: int | None) -> bool:
    """Tell whether the half lies with a unit in which the actor has a post.

    The whole municipality is nobody's own: a post there opens the city's level, and not what districts owe.
    """
    return half_unit_id is not None and half_unit_id in actor.own_unit_ids - actor.municipality_ids


def may_set(actor: Actor, plan_unit_id: int, group_id: int | None, party: Party) -> bool:
    """Tell whether the actor says what the party's half is and who answers for it."""
    return acts_for(actor, party) and may_write(actor, plan_unit_id, group_id)


def may_report(actor: Actor, plan_unit_id: int, group_id: int | None, party: Party, half_unit_id: int | None) -> bool:
    """Tell whether the actor reports on the half: who may set it, and the unit that answers for it."""
    return acts_for(actor, party) and (may_write(actor, plan_unit_id, group_id) or owns(actor, half_unit_id))
