"""Powers as plain predicates. Every one answers for a whole group or unit, never for a single row's fields.

The rule of the house is to deny unless one of these allows (docs/decisions). `unit_id` is the unit a group
or an agreement belongs to: a district, or the municipality itself for the city-wide level.
"""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.ground.refusals import NotAllowed

PREPARING = frozenset({Role.SAFETY_COORDINATOR, Role.MUNICIPAL_POLICE, Role.DISTRICT_DIRECTOR, Role.LOCAL_POLICE_HEAD})
CENTRAL = frozenset({Role.CENTRAL, Role.EXECUTIVE_OFFICE})
INSIGHT_ONLY = frozenset({Role.BOARD})


def may_administer(actor: Actor) -> bool:
    """Units, pairings, people and settings are kept by administrators."""
    return Role.ADMINISTRATOR in actor.roles


def may_see_unit(actor: Actor, unit_id: int, municipality_id: int | None = None) -> bool:
    """Tell whether the matters of the unit are open to the actor."""
    return unit_id in actor.unit_ids or (municipality_id is not None and municipality_id in actor.city_wide_ids)


def may_prepare(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor prepares the unit's matters: agreements, annexes, groups, meetings.

    Locally the coordinator, the municipal police officer and their two heads; for the city-wide level the
    central preparation group and the City Executive Office.
    """
    if unit_id in actor.municipality_ids:
        return bool(CENTRAL & actor.roles)
    return unit_id in actor.own_unit_ids and bool(PREPARING & actor.roles)


def may_run_group(actor: Actor, group_id: int, unit_id: int) -> bool:
    """Tell whether the actor may convene the group, write its notes and record its decisions."""
    seat = actor.seat_in(group_id)
    return may_prepare(actor, unit_id) or (seat is not None and seat.is_ordinary and seat.has_mandate)


def may_read_working_material(actor: Actor, group_id: int, unit_id: int, municipality_id: int | None = None) -> bool:
    """Tell whether agendas and notes that are not yet approved are open: to members and to those who prepare."""
    if actor.seat_in(group_id) is not None:
        return True
    if actor.roles and actor.roles <= INSIGHT_ONLY:
        return False
    return may_see_unit(actor, unit_id, municipality_id)


def decision_seats(actor: Actor) -> tuple[int, ...]:
    """Return the groups in which the actor is one of the decision-makers (COM-02, DEC-08)."""
    return tuple(seat.group_id for seat in actor.seats if seat.is_decision_maker)


def demand(allowed: bool, what: str) -> None:
    """Raise `NotAllowed` unless allowed. `what` is a message id that names the deed."""
    if not allowed:
        raise NotAllowed(what)


def any_of(actor: Actor, roles: Iterable[Role]) -> bool:
    """Tell whether the actor holds a post with one of the roles."""
    return bool(frozenset(roles) & actor.roles)
