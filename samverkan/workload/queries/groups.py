"""Questions about groups over time and what they are about."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from samverkan.access.actor import Actor
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.groups.queries import groups_visible_to, units_for_groups
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.working_groups.models import Appointment
from samverkan.workload.queries.scope import Scope
from samverkan.workload.rules.groups import Stands


def groups_ever(actor: Actor, municipality: Unit) -> list[Stands]:
    """Return every group of the municipality that the actor may see, also ended ones, as far as their days go."""
    here = Q(unit=municipality) | Q(unit__municipality=municipality)
    rows = groups_visible_to(actor).filter(here).order_by("valid_from", "pk")
    return [Stands(GroupKind(group.kind), group.period) for group in rows if group.valid_until != group.valid_from]


def areas_of_groups() -> dict[int, str]:
    """Return the priority area of each working group that was appointed for one, by group."""
    rows = Appointment.objects.filter(group__isnull=False).order_by("pk").values_list("group_id", "area__name")
    return {group: area for group, area in rows if group is not None}


def units_to_found_in(actor: Actor, municipality: Unit, *, on: date) -> list[Unit]:
    """Return where one more group of the municipality could meet, as far as the actor may see groups there."""
    scope = Scope.of(actor)
    if municipality.pk in scope.municipalities:
        here = Q(pk=municipality.pk) | Q(municipality=municipality, kind=UnitKind.DISTRICT)
        return list(Unit.objects.filter(here, Dated.holding(on)).order_by("name"))
    units = [unit for unit in units_for_groups(actor, on=on) if unit.pk in scope.group_units]
    return [unit for unit in units if municipality.pk in (unit.pk, unit.municipality_id)]


def groups_of(unit: Unit, year: int) -> list[Group]:
    """Return the unit's groups that stand in some of the year, by kind. The caller has passed the unit's gate."""
    groups = Group.objects.filter(unit=unit, valid_from__lt=date(year + 1, 1, 1)).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=date(year, 1, 1))
    )
    order = list(GroupKind)
    found = groups.select_related("unit").order_by("name")
    return sorted(found, key=lambda group: order.index(GroupKind(group.kind)))
