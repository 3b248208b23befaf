"""Questions about competences, needs, functions and planned presence."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.workload.models import Competence, Department, Need, Presence, Profile
from samverkan.workload.queries.scope import Scope, has_insight_only


def competences_of(municipality: Unit) -> list[Competence]:
    """Return the municipality's list."""
    return list(Competence.objects.filter(municipality=municipality).order_by("name"))


def groups_open_to(actor: Actor, municipality: Unit, *, on: date) -> QuerySet[Group]:
    """Return the standing groups of the municipality whose needs and members are open to the actor: not to boards."""
    if has_insight_only(actor) or not actor.posts:
        return Group.objects.none()
    here = Q(unit=municipality) | Q(unit__municipality=municipality)
    return groups_visible_to(actor).filter(Dated.holding(on), here).order_by("unit__name", "kind", "name")


def group_open_to(actor: Actor, group_id: int, *, on: date) -> Group:
    """Return one such group of any municipality, or answer as if it did not exist."""
    if has_insight_only(actor) or not actor.posts:
        raise Http404
    group = groups_visible_to(actor).filter(Dated.holding(on), pk=group_id).first()
    if group is None:
        raise Http404
    return group


def needs_of(groups: QuerySet[Group]) -> list[Need]:
    """Return the needs of the groups."""
    return list(
        Need.objects.filter(group__in=groups.order_by().values("pk"))
        .select_related("competence", "group__unit")
        .order_by("competence__name")
    )


def needs_of_groups(group_ids: list[int]) -> list[Need]:
    """Return the needs of groups whose gates the caller has passed."""
    rows = Need.objects.filter(group_id__in=group_ids).select_related("competence")
    return list(rows.order_by("competence__name"))


def need_for(actor: Actor, need_id: int, *, on: date) -> Need:
    """Return the need of a group that is open to the actor, or answer as if it did not exist."""
    need = Need.objects.filter(pk=need_id).select_related("competence", "group__unit").first()
    if need is None:
        raise Http404
    group_open_to(actor, need.group_id, on=on)
    return need


def profiles_of(unit_ids: set[int]) -> dict[tuple[int, int], Profile]:
    """Return what functions of the organisations bring, by organisation and holder: two queries."""
    rows = Profile.objects.filter(unit_id__in=unit_ids).select_related("department").prefetch_related("competences")
    return {(row.unit_id, row.holder_id): row for row in rows}


def profiles_in(actor: Actor, municipality: Unit) -> dict[tuple[int, int], Profile]:
    """Return what the functions bring that hold seats open to the actor in the municipality: two queries."""
    here = Q(group__unit=municipality) | Q(group__unit__municipality=municipality)
    seats = Seat.objects.filter(here, Scope.of(actor).condition())
    rows = Profile.objects.filter(unit_id__in=seats.values("unit_id"), holder_id__in=seats.values("holder_id"))
    return {
        (row.unit_id, row.holder_id): row for row in rows.select_related("department").prefetch_related("competences")
    }


def departments_of(unit: Unit, *, on: date) -> list[Department]:
    """Return the departments of the organisation on the day."""
    return list(Department.objects.filter(Dated.holding(on), unit=unit).order_by("name"))


def function_for(actor: Actor, unit_id: int, holder_id: int) -> tuple[Unit, User]:
    """Return the organisation and holder of a function that has a seat open to the actor; 404 otherwise."""
    if has_insight_only(actor):
        raise Http404
    seat = (
        Seat.objects.filter(Scope.of(actor).condition(), unit_id=unit_id, holder_id=holder_id)
        .select_related("unit", "holder")
        .first()
    )
    if seat is None or seat.holder is None:
        raise Http404
    return seat.unit, seat.holder


def organisation_for(actor: Actor, unit_id: int) -> Unit:
    """Return an organisation with seats that are open to the actor; 404 otherwise."""
    seat = Seat.objects.filter(Scope.of(actor).condition(), unit_id=unit_id).select_related("unit").first()
    if seat is None:
        unit = Unit.objects.filter(pk=unit_id, pk__in=actor.own_unit_ids).first()
        if unit is None:
            raise Http404
        return unit
    return seat.unit


def districts_open_to(actor: Actor, municipality: Unit, *, on: date) -> list[Unit]:
    """Return the districts whose staffing is open to the actor, by name."""
    if has_insight_only(actor):
        return []
    scope = Scope.of(actor)
    units = Unit.objects.filter(Dated.holding(on), kind=UnitKind.DISTRICT, municipality=municipality)
    if municipality.pk not in scope.municipalities:
        units = units.filter(Q(pk__in=scope.group_units) | Q(pk__in=scope.own_units))
    return list(units.order_by("name"))


def specialists_of(municipality: Unit, *, on: date) -> list[Unit]:
    """Return the specialist administrations and companies of the municipality, by name."""
    kinds = (UnitKind.SPECIALIST, UnitKind.COMPANY)
    units = Unit.objects.filter(Dated.holding(on), kind__in=kinds, municipality=municipality)
    return list(units.order_by("-kind", "name"))


def presences_of(groups: QuerySet[Group]) -> list[Presence]:
    """Return the planned presence in the groups."""
    return list(Presence.objects.filter(group__in=groups.order_by().values("pk")).select_related("unit", "group__unit"))


def presence_in(group: Group, unit: Unit) -> Presence | None:
    """Return what is planned for the administration in the group. The caller has passed the group's gate."""
    return Presence.objects.filter(group=group, unit=unit).first()


def presence_for(actor: Actor, presence_id: int, *, on: date) -> Presence:
    """Return a planned presence in a group that is open to the actor; 404 otherwise."""
    row = Presence.objects.filter(pk=presence_id).select_related("unit", "group__unit").first()
    if row is None:
        raise Http404
    group_open_to(actor, row.group_id, on=on)
    return row


def units_to_travel_from(municipality: Unit, *, on: date) -> list[Unit]:
    """Return the units with seats in the municipality's groups and the units where groups meet, by name."""
    here = Q(group__unit=municipality) | Q(group__unit__municipality=municipality)
    seats = Seat.objects.filter(Dated.holding(on), here)
    groups = Group.objects.filter(Q(unit=municipality) | Q(unit__municipality=municipality), Dated.holding(on))
    found = Q(pk__in=seats.values("unit_id")) | Q(pk__in=groups.values("unit_id"))
    return list(Unit.objects.filter(found).order_by("name"))
