"""Who may see and do what when meetings are planned: deny unless one of these allows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.accounts.models import User
from samverkan.decisions.queries import groups_run_by, units_prepared_by
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind


def municipality_id_of(unit: Unit) -> int:
    """Return the municipality that the unit is or belongs to."""
    return unit.municipality_id or unit.pk


def units_planned_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the municipalities and districts whose year the actor plans, municipalities first: one query."""
    units = Unit.objects.filter(
        Dated.holding(on), pk__in=units_prepared_by(actor), kind__in=(UnitKind.MUNICIPALITY, UnitKind.DISTRICT)
    )
    return sorted(units.order_by("name"), key=lambda unit: unit.kind != UnitKind.MUNICIPALITY)


def planned_unit(actor: Actor, unit_id: int) -> Unit:
    """Return the unit whose year the actor plans, or answer as if it did not exist."""
    unit = Unit.objects.filter(pk=unit_id, kind__in=(UnitKind.MUNICIPALITY, UnitKind.DISTRICT)).first()
    if unit is None or not may_prepare(actor, unit.pk):
        raise Http404
    return unit


def may_keep_basis(actor: Actor, municipality_id: int) -> bool:
    """Tell whether the actor keeps the municipality's venues, rooms and calendar: the central group does."""
    return may_prepare(actor, municipality_id)


def sees_basis(actor: Actor) -> bool:
    """Tell whether the actor works with groups at all: elected representatives and administrators do not."""
    return bool(actor.roles - INSIGHT_ONLY) and bool(units_prepared_by(actor) or actor.seats)


def municipalities_of(actor: Actor) -> QuerySet[Unit]:
    """Return the municipalities the actor works in."""
    return Unit.objects.filter(pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY).order_by("name")


def group_run_by(actor: Actor, group_id: int, *, on: date) -> Group:
    """Return the group whose meetings the actor runs, or answer as if it did not exist: one query."""
    for group in groups_run_by(actor, on=on):
        if group.pk == group_id:
            return group
    raise Http404


def groups_of(unit: Unit, *, on: date) -> QuerySet[Group]:
    """Return the groups that a plan of the unit places: a municipality's with those of its districts."""
    reach = Q(unit=unit) if unit.kind == UnitKind.DISTRICT else Q(unit=unit) | Q(unit__municipality=unit)
    return (
        Group.objects.filter(Dated.holding(on), reach).select_related("unit", "parent").order_by("unit__name", "name")
    )


def holders_planned_by(actor: Actor, *, on: date) -> QuerySet[User]:
    """Return who holds seats in the groups whose year the actor plans."""
    seats = Seat.objects.filter(
        Dated.holding(on),
        Q(group__unit__in=units_prepared_by(actor)) | Q(group__unit__municipality__in=units_prepared_by(actor)),
        holder__isnull=False,
    )
    return User.objects.filter(pk__in=seats.values("holder")).order_by("name")


def holder_for(actor: Actor, user_id: int, *, on: date) -> User:
    """Return somebody whose working hours the actor may set: oneself, or who sits in groups the actor plans."""
    if actor.user_id == user_id:
        return User.objects.get(pk=user_id)
    holder = holders_planned_by(actor, on=on).filter(pk=user_id).first()
    if holder is None:
        raise Http404
    return holder


def visible_group_ids(actor: Actor) -> frozenset[int]:
    """Return the groups that the actor may see: one query."""
    return frozenset(groups_visible_to(actor).values_list("pk", flat=True))
