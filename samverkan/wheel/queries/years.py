"""The years: of a person, a group, a district and a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.groups.models import Group
from samverkan.groups.queries import group_for, groups_visible_to
from samverkan.meetings.queries import called_as_deputy
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.wheel.queries import meetings as meeting_queries
from samverkan.wheel.queries import milestones
from samverkan.wheel.rules import Count, Entry, UnitYear, in_order


@dataclass(frozen=True, slots=True)
class Year:
    """Everything on a wheel. Of a city, the districts' meetings are counted and not told apart."""

    entries: tuple[Entry, ...]
    counts: tuple[Count, ...] = ()
    units: tuple[UnitYear, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other wheels that are offered beside this one, by key and name."""

    units: tuple[tuple[int, str], ...]
    groups: tuple[tuple[int, str], ...]


def own_year(actor: Actor, year: int, *, today: date) -> Year:
    """Return the actor's own year: the meetings of their groups, and what their function and units have to do."""
    if actor.user_id is None:
        return Year(())
    units = actor.own_unit_ids | actor.municipality_ids
    own = Q(group__in=actor.group_ids) | Q(pk__in=called_as_deputy(actor.user_id))
    meetings = meeting_queries.of_year(actor, year, today=today).filter(own)
    return Year(
        in_order(
            [
                *meeting_queries.entries_of(meetings, reader=actor.user_id),
                *milestones.of_agreements(actor, units, year, today=today),
                *milestones.of_decided(actor, units, year),
                *milestones.of_reporting(actor, actor.municipality_ids, year),
                *milestones.of_own_answers(actor, year, today=today),
                *milestones.of_own_parts(actor, year, today=today),
            ]
        )
    )


def group_year(actor: Actor, group_id: int, year: int, *, today: date) -> tuple[Group, Year]:
    """Return a group and its year, or answer as if it did not exist."""
    group = group_for(actor, group_id)
    meetings = meeting_queries.of_year(actor, year, today=today).filter(group=group)
    return group, Year(
        in_order([*meeting_queries.entries_of(meetings), *_of_unit(actor, group.unit, year, today=today)])
    )


def unit_year(actor: Actor, unit_id: int, year: int, *, today: date) -> tuple[Unit, Year]:
    """Return a district or a municipality and its year, or answer as if it did not exist."""
    unit = units_visible_to(actor).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    meetings = meeting_queries.of_year(actor, year, today=today)
    entries = [
        *meeting_queries.entries_of(meetings.filter(group__unit=unit)),
        *_of_unit(actor, unit, year, today=today),
    ]
    if unit.kind != UnitKind.MUNICIPALITY:
        return unit, Year(in_order(entries))
    entries += milestones.of_rounds(actor, (unit.pk,), year)
    below = meetings.filter(group__unit__municipality=unit)
    districts = list(
        units_visible_to(actor).filter(Dated.holding(today), municipality=unit, kind=UnitKind.DISTRICT).order_by("name")
    )
    counts, units = meeting_queries.counts_by_day(below), meeting_queries.counts_by_unit(below, districts)
    return unit, Year(in_order(entries), counts, units)


def _of_unit(actor: Actor, unit: Unit, year: int, *, today: date) -> list[Entry]:
    municipality_id = unit.municipality_id or unit.pk
    return [
        *milestones.of_agreements(actor, (unit.pk,), year, today=today),
        *milestones.of_decided(actor, (unit.pk,), year),
        *milestones.of_reporting(actor, (municipality_id,), year),
    ]


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """Return the districts and municipalities whose year is open to the actor: those in their scope."""
    kinds = (UnitKind.DISTRICT, UnitKind.MUNICIPALITY)
    if actor.user_id is None or not actor.posts:
        return Unit.objects.none()
    return Unit.objects.filter(
        Q(pk__in=actor.unit_ids) | Q(pk__in=actor.municipality_ids) | Q(municipality_id__in=actor.city_wide_ids),
        kind__in=kinds,
    )


def neighbours_of(actor: Actor, *, today: date, unit_id: int | None = None) -> Neighbours:
    """Return the wheels to offer: own districts and the municipality, own groups or those of a unit. Two queries."""
    near = (actor.unit_ids | actor.municipality_ids) - {0}
    units = units_visible_to(actor).filter(Dated.holding(today), pk__in=near).order_by("-kind", "name")
    groups = groups_visible_to(actor).filter(Dated.holding(today))
    groups = groups.filter(unit_id=unit_id) if unit_id is not None else groups.filter(pk__in=actor.group_ids)
    return Neighbours(tuple(units.values_list("pk", "name")), tuple(groups.order_by("name").values_list("pk", "name")))
