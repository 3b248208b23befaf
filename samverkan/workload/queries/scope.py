"""What of the time in meetings an actor may see, and who may keep what it is counted with.

The central level sees the whole municipality, a district what its groups ask of everybody and what its own
functions do elsewhere; an administration or company its own functions in every group. The elected see sums only.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.access.words import Role
from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose calls are open: of groups of `group_units`, of whole municipalities, and of seats of `own_units`."""

    group_units: frozenset[int]
    municipalities: frozenset[int]
    own_units: frozenset[int]
    sums_only: bool

    @classmethod
    def of(cls, actor: Actor) -> Scope:
        """Return what is open to the actor."""
        sees_groups = bool(actor.roles - {Role.DEPARTMENT})
        units = (actor.unit_ids - actor.municipality_ids) | (actor.own_unit_ids if sees_groups else frozenset())
        return cls(
            group_units=units if sees_groups else frozenset(),
            municipalities=actor.city_wide_ids,
            own_units=actor.own_unit_ids,
            sums_only=has_insight_only(actor),
        )

    def whose(self, municipality_id: int) -> str:
        """Return whose time the sums are: "city", "own" functions only, or "concerned"."""
        if municipality_id in self.municipalities:
            return "city"
        return "concerned" if self.group_units else "own"

    def condition(self) -> Q:
        """Return the condition on a seat whose calls are open."""
        return (
            Q(group__unit_id__in=self.group_units | self.municipalities)
            | Q(group__unit__municipality_id__in=self.municipalities)
            | Q(unit_id__in=self.own_units)
        )

    def opens(self, *, group_unit: int, municipality: int | None, unit: int) -> bool:
        """Tell whether a seat's calls are open: the same as the condition, of plain values."""
        return (
            group_unit in self.group_units
            or group_unit in self.municipalities
            or municipality in self.municipalities
            or unit in self.own_units
        )


def has_insight_only(actor: Actor) -> bool:
    """Tell whether the actor is only elected, and sees sums."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def municipalities_of(actor: Actor) -> list[Unit]:
    """Return the municipalities that the actor works in, by name."""
    return list(Unit.objects.filter(pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY).order_by("name", "pk"))


def municipality_for(actor: Actor, wanted: str | None) -> tuple[Unit | None, list[Unit]]:
    """Return the municipality that was asked for, or the first, and all to choose among; 404 for another's."""
    found = municipalities_of(actor)
    if not wanted:
        return next(iter(found), None), found
    chosen = next((one for one in found if str(one.pk) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen, found


def keeps_basis(actor: Actor, municipality_id: int) -> bool:
    """Tell whether the actor keeps what the municipality counts with: the central group does."""
    return may_prepare(actor, municipality_id)


def keeps_needs(actor: Actor, group: Group) -> bool:
    """Tell whether the actor states what a group needs: those who prepare in its unit, and the central group."""
    municipality_id = group.unit.municipality_id or group.unit_id
    return may_prepare(actor, group.unit_id) or may_prepare(actor, municipality_id)


def keeps_functions(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor says what functions of the unit bring: the unit's own people, and the central group."""
    own = unit.pk in actor.own_unit_ids and bool(actor.roles - INSIGHT_ONLY - {Role.ADMINISTRATOR})
    municipality_id = unit.municipality_id or unit.pk
    return own or may_prepare(actor, municipality_id)
