"""Who sees what of the two rooms, and whose picture a row of the merge holds (F4, F36 of the field study)."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.access.words import Role
from samverkan.ground.words import Party
from samverkan.situation.words import Agreement, SeenBy

PARTIES = (Party.MUNICIPALITY, Party.POLICE)


def room_of(actor: Actor, unit_id: int) -> Party | None:
    """Return the room in which the actor writes, or none: only those who prepare in the unit have one."""
    return actor.party if actor.party in PARTIES and may_prepare(actor, unit_id) else None


def other_party(party: Party) -> Party:
    """Return the other of the two parties.

    >>> other_party(Party.POLICE)
    <Party.MUNICIPALITY: 'municipality'>
    """
    return Party.MUNICIPALITY if party == Party.POLICE else Party.POLICE


def may_read_working(actor: Actor) -> bool:
    """Tell whether pictures that are not decided are open: not to those who have insight only."""
    return bool(actor.roles) and not actor.roles <= INSIGHT_ONLY


def may_contribute(actor: Actor, municipality_id: int) -> bool:
    """Tell whether the actor represents another organisation that contributes in the municipality (SIT-11)."""
    return Role.DEPARTMENT in actor.roles and municipality_id in actor.municipality_ids


def may_see_city(actor: Actor) -> bool:
    """Tell whether the aggregated view is for the actor: the central group and the two managements (SIT-25)."""
    return bool(actor.city_wide_ids)


def seen_by(rooms: Iterable[str]) -> SeenBy:
    """Return whose picture holds it, from the rooms of the lines it merges.

    >>> seen_by(["police"]), seen_by([])
    (<SeenBy.POLICE: 'police'>, <SeenBy.JOINT: 'joint'>)
    """
    found = set(rooms)
    if not found:
        return SeenBy.JOINT
    return SeenBy.BOTH if len(found) > 1 else SeenBy(found.pop())


def is_difference(seen: SeenBy, agreement: str) -> bool:
    """Tell whether the parties' pictures differ: only one of them sees it, or they do not agree."""
    return seen in {SeenBy.MUNICIPALITY, SeenBy.POLICE} or agreement == Agreement.DISAGREED
