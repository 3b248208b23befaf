"""Questions about places, their counts and what frames the work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.audit.models import Entry
from samverkan.audit.queries import entries_about
from samverkan.ground.words import Party
from samverkan.groups.queries import in_scope, units_for_groups
from samverkan.organisation.models import Dated, Pairing, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Classification, ContextFact, Place, PlaceCount
from samverkan.places.words import AreaClass, BuiltFactor, ProblemType
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on

PLACE = "places.place"
"""The kind under which the trail and other packages know a place."""


def places_visible_to(actor: Actor) -> QuerySet[Place]:
    """Return the places of the actor's units, and those that the actor's own unit owns a part of or coordinates.

    The register is working material: who is only elected does not see it (CRO-11). Who answers for a lamp or a
    wall at a place sees the place whatever district it lies in (ORG-25, ACT-32).
    """
    if actor.user_id is None or (actor.roles and actor.roles <= INSIGHT_ONLY):
        return Place.objects.none()
    owned = Place.owners.through.objects.filter(unit_id__in=actor.own_unit_ids).values("place_id")
    mine = Q(coordinating_unit_id__in=actor.own_unit_ids) | Q(pk__in=owned)
    return Place.objects.filter(in_scope(actor) | mine).select_related("unit", "coordinating_unit")


def place_for(actor: Actor, place_id: int) -> Place:
    """Return the place, or answer as if it did not exist."""
    place = places_visible_to(actor).filter(pk=place_id).first()
    if place is None:
        raise Http404
    return place


def count_for(actor: Actor, count_id: int) -> PlaceCount:
    """Return the count, or answer as if it did not exist."""
    found = PlaceCount.objects.filter(place__in=places_visible_to(actor).values("pk"))
    count = found.select_related("place__unit").filter(pk=count_id).first()
    if count is None:
        raise Http404
    return count


def listed_places(
    actor: Actor,
    *,
    unit_id: int | None = None,
    problem_type: ProblemType | None = None,
    built_factor: BuiltFactor | None = None,
    without_coordinator: bool = False,
    at_risk: bool = False,
    closed: bool = False,
) -> QuerySet[Place]:
    """Return the places, narrowed; each row has `area_class`, the last classification.

    Problem types and built factors stand as JSON; `icontains` on the quoted code asks the same of both databases.
    """
    places = places_visible_to(actor).filter(closed_on__isnull=not closed)
    if unit_id is not None:
        places = places.filter(unit_id=unit_id)
    if problem_type is not None:
        places = places.filter(problem_types__icontains=f'"{problem_type.value}"')
    if built_factor is not None:
        places = places.filter(built_factors__has_key=built_factor.value)
    if without_coordinator:
        places = places.filter(coordinator_title="")
    if at_risk:
        places = places.filter(at_risk=True)
    last = Classification.objects.filter(place=OuterRef("pk")).order_by("-on").values("area_class")[:1]
    return places.annotate(area_class=Subquery(last)).order_by("unit__name", "name")


def units_with_places(actor: Actor) -> list[Unit]:
    """Return the districts whose places the actor sees, for the filter."""
    return list(Unit.objects.filter(pk__in=places_visible_to(actor).values("unit")).order_by("name"))


def places_without_coordinator(unit_ids: Iterable[int]) -> list[Place]:
    """Return the followed places of the units that nobody coordinates (ORG-25). The caller has passed the gate."""
    found = Place.objects.filter(unit_id__in=list(unit_ids), closed_on__isnull=True, coordinator_title="")
    return list(found.select_related("unit"))


def places_at_risk(unit_ids: Iterable[int]) -> list[Place]:
    """Return the followed places flagged as at risk that the police do not class (SIT-17). The caller has the gate."""
    last = Classification.objects.filter(place=OuterRef("pk")).order_by("-on").values("area_class")[:1]
    found = Place.objects.filter(unit_id__in=list(unit_ids), closed_on__isnull=True, at_risk=True)
    unclassed = found.annotate(area_class=Subquery(last)).filter(
        Q(area_class__isnull=True) | Q(area_class=AreaClass.NONE)
    )
    return list(unclassed.select_related("unit"))


def classifications_of(place: Place) -> list[Classification]:
    """Return how the police have classed the place, the latest first. The caller has passed the place's gate."""
    return list(place.classifications.all())


def counts_of(place: Place) -> list[PlaceCount]:
    """Return what has been counted at the place, the oldest first. The caller has passed the place's gate."""
    return list(place.counts.order_by("problem_type", "on"))


def history_of(place: Place) -> list[Entry]:
    """Return what has been done to the place but the counting, newest first. The caller has passed its gate."""
    return list(
        entries_about(PLACE, str(place.pk)).exclude(event__in=("places.counted", "places.count_corrected"))[:50]
    )


def units_prepared_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts and municipalities whose places the actor keeps."""
    return [unit for unit in units_for_groups(actor, on=on) if may_prepare(actor, unit.pk)]


def units_to_choose(*units: Unit, on: date) -> list[Unit]:
    """Return who may own a part of a place in one of the units, or coordinate it.

    They are the unit itself, the municipality's others, the police's, and other authorities.
    """
    municipalities = {unit.municipality_id or unit.pk for unit in units}
    police = Pairing.objects.filter(Dated.holding(on), district__in=units).values("police")
    return list(
        Unit.objects.filter(Dated.holding(on))
        .filter(
            Q(pk__in=[unit.pk for unit in units])
            | (Q(municipality_id__in=municipalities) & ~Q(kind__in=(UnitKind.BOARD, UnitKind.DISTRICT)))
            | Q(pk__in=police)
            | Q(party=Party.EXTERNAL, municipality=None)
        )
        .order_by("party", "name")
    )


def facts_of(municipality: Unit) -> list[ContextFact]:
    """Return the context facts of the municipality by name, the latest first. They are published and open."""
    return list(ContextFact.objects.filter(municipality=municipality).select_related("area"))


def municipalities_prepared_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the municipalities whose context facts the actor keeps."""
    found = Unit.objects.filter(Dated.holding(on), pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY)
    return [unit for unit in found.order_by("name") if may_prepare(actor, unit.pk)]


def areas_of(unit: Unit, *, on: date) -> list[Area]:
    """Return the priority areas in force for the unit on the day."""
    found = area_list_on(unit.municipality_id or unit.pk, on)
    return list(found.areas.all()) if found else []
