"""Questions about proposed and appointed working groups and existing forums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare, may_run_group
from samverkan.ground.terms import TermKind
from samverkan.ground.words import GroupKind, OrganisationKey, Party
from samverkan.groups.models import Group
from samverkan.groups.queries import demands_for, groups_visible_to, in_scope, units_to_seat
from samverkan.groups.rules import prioritised_missing
from samverkan.organisation.models import Dated, Pairing, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on
from samverkan.working_groups.models import Appointment, Forum


def appointments_visible_to(actor: Actor) -> QuerySet[Appointment]:
    """Return the appointments whose preparation group the actor may see.

    A proposal is working material: who is only elected sees it when it has been decided.
    """
    appointments = Appointment.objects.filter(preparation_group__in=groups_visible_to(actor).values("pk"))
    if actor.roles and actor.roles <= INSIGHT_ONLY:
        appointments = appointments.filter(decision__isnull=False)
    return appointments.select_related("unit", "preparation_group", "area", "matter", "decision", "group")


def appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """Return the appointment, or answer as if it did not exist."""
    appointment = appointments_visible_to(actor).filter(pk=appointment_id).first()
    if appointment is None:
        raise Http404
    return appointment


def forums_visible_to(actor: Actor) -> QuerySet[Forum]:
    """Return the existing forums of the units that the actor may see."""
    if actor.user_id is None:
        return Forum.objects.none()
    return Forum.objects.filter(in_scope(actor)).select_related("unit", "area", "mapped_to")


def forum_for(actor: Actor, forum_id: int) -> Forum:
    """Return the forum, or answer as if it did not exist."""
    forum = forums_visible_to(actor).filter(pk=forum_id).first()
    if forum is None:
        raise Http404
    return forum


def preparation_groups_of(actor: Actor, *, on: date) -> list[Group]:
    """Return the local preparation groups in which the actor may raise a matter on the day."""
    found = groups_visible_to(actor).filter(Dated.holding(on), kind=GroupKind.LOCAL_PREPARATION)
    return [group for group in found.order_by("name") if may_run_group(actor, group.pk, group.unit_id)]


def areas_for(unit: Unit, *, on: date) -> list[Area]:
    """Return the priority areas in force for the unit on the day."""
    found = area_list_on(unit.municipality_id or unit.pk, on)
    return list(found.areas.all()) if found else []


@dataclass(frozen=True, slots=True)
class Existing:
    """What is already there for a district and an area, to be looked at before a new group is proposed (ORG-29).

    `groups` are appointed working groups of the same area, `others` those of other areas or without a known one.
    """

    forums: tuple[Forum, ...]
    groups: tuple[Group, ...]
    others: tuple[Group, ...]


def existing(unit: Unit, area: Area, *, on: date) -> Existing:
    """Return the forums and working groups of the unit, those of the area first. The caller has passed the gate."""
    forums = list(
        Forum.objects.filter(Dated.holding(on), unit=unit).select_related("unit", "area", "mapped_to").order_by("name")
    )
    forums.sort(key=lambda forum: forum.area_id != area.pk)
    groups = list(Group.objects.filter(Dated.holding(on), unit=unit, kind=GroupKind.WORKING).order_by("name"))
    appointed = Appointment.objects.filter(group__in=[group.pk for group in groups], area=area)
    same = set(appointed.values_list("group_id", flat=True))
    return Existing(
        forums=tuple(forums),
        groups=tuple(group for group in groups if group.pk in same),
        others=tuple(group for group in groups if group.pk not in same),
    )


def police_of(unit: Unit, *, on: date) -> list[Unit]:
    """Return the local police areas that the unit works with on the day."""
    pairings = Pairing.objects.filter(Dated.holding(on), district=unit).select_related("police")
    return [pairing.police for pairing in pairings.order_by("police__name")]


def organisations_to_co_opt(group: Group, *, on: date) -> tuple[list[Unit], list[Unit]]:
    """Return the prioritised organisations, and all others that may be co-opted to a working group (ORG-19)."""
    wanted: set[OrganisationKey] = set()
    for term in demands_for(group.unit, GroupKind.WORKING):
        if term.get("kind") == TermKind.PRIORITISED:
            wanted |= set(prioritised_missing([], term.get("parameters", {})))
    kinds = {UnitKind.SPECIALIST, UnitKind.COMPANY, UnitKind.EXTERNAL}
    units = [unit for unit in units_to_seat(group, on=on) if unit.kind in kinds or unit.party == Party.EXTERNAL]
    prioritised = [unit for unit in units if unit.key and unit.organisation_key in wanted]
    return prioritised, [unit for unit in units if unit not in prioritised]


def working_groups_ending(actor: Actor, *, on: date, within_days: int) -> list[Group]:
    """Return the time-limited working groups whose last day falls within so many days from the day (ORG-20)."""
    until = on + timedelta(days=within_days + 1)
    return list(
        groups_visible_to(actor)
        .filter(Dated.holding(on), kind=GroupKind.WORKING, valid_until__isnull=False, valid_until__lte=until)
        .order_by("valid_until", "name")
    )


def groups_to_map(actor: Actor, unit: Unit, *, on: date) -> list[Group]:
    """Return the unit's groups that a forum may count as (ORG-28, ORG-30)."""
    return list(groups_visible_to(actor).filter(Dated.holding(on), unit=unit).order_by("kind", "name"))


def units_prepared_by(actor: Actor, units: Iterable[int], *, on: date) -> list[Unit]:
    """Return those of the units that the actor prepares matters for, by name."""
    mine = [pk for pk in units if may_prepare(actor, pk)]
    kinds = (UnitKind.DISTRICT, UnitKind.MUNICIPALITY)
    return list(Unit.objects.filter(Dated.holding(on), pk__in=mine, kind__in=kinds).order_by("name"))
