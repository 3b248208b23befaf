"""Questions about priority areas. Which areas there are is open to everybody who works here."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area, AreaList, AreaMapping, Goal, LocalPriority


def area_list_on(municipality: int, on: date) -> AreaList | None:
    """Return the municipality's list in force on the day, with its areas; drafts are never in force."""
    return (
        AreaList.objects.filter(Dated.holding(on), municipality_id=municipality, is_draft=False)
        .prefetch_related("areas")
        .order_by("-valid_from")
        .first()
    )


def lists_of(municipality: Unit) -> list[AreaList]:
    """Return all lists of the municipality with areas, goals and themes, the oldest first: four queries."""
    areas = Area.objects.prefetch_related("goals", "themes")
    return list(AreaList.objects.filter(municipality=municipality).prefetch_related(Prefetch("areas", queryset=areas)))


def mappings_of(municipality: Unit) -> list[AreaMapping]:
    """Return what became of the municipality's areas, in the order of the lists."""
    found = AreaMapping.objects.select_related("old__area_list", "new__area_list")
    old = found.filter(old__area_list__municipality=municipality)
    new = found.filter(new__area_list__municipality=municipality)
    return list((old | new).distinct().order_by("pk"))


def areas_open_to(actor: Actor) -> QuerySet[Area]:
    """Return the areas; they are public, and open to everybody who has a post or a seat."""
    if not actor.posts and not actor.seats:
        return Area.objects.none()
    return Area.objects.select_related("area_list__municipality")


def area_for(actor: Actor, area_id: int) -> Area:
    """Return the area, or answer as if it did not exist."""
    area = areas_open_to(actor).filter(pk=area_id).first()
    if area is None:
        raise Http404
    return area


def goal_for(actor: Actor, goal_id: int) -> Goal:
    """Return the goal, or answer as if it did not exist."""
    goal = (
        Goal.objects.filter(area__in=areas_open_to(actor).values("pk"))
        .select_related("area__area_list")
        .filter(pk=goal_id)
        .first()
    )
    if goal is None:
        raise Http404
    return goal


def mappings_about(area: Area) -> list[AreaMapping]:
    """Return where the area came from and what became of it."""
    found = AreaMapping.objects.select_related("old__area_list", "new__area_list")
    return list((found.filter(old=area) | found.filter(new=area)).distinct().order_by("pk"))


def local_priorities_of(actor: Actor, area: Area, *, on: date) -> list[LocalPriority]:
    """Return how the districts that the actor may see rank the area on the day."""
    if actor.user_id is None:
        return []
    found = LocalPriority.objects.filter(Dated.holding(on), in_scope(actor), area=area)
    return list(found.select_related("unit").order_by("unit__name"))


def local_priorities_in(unit: Unit, *, on: date) -> list[LocalPriority]:
    """Return the unit's own ranking of the areas on the day. The caller has passed the unit's gate."""
    found = LocalPriority.objects.filter(Dated.holding(on), unit=unit)
    return list(found.select_related("area__area_list").order_by("rank", "area__number"))


def districts_prepared_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts whose priorities the actor may set."""
    found = Unit.objects.filter(Dated.holding(on), pk__in=actor.own_unit_ids, kind=UnitKind.DISTRICT).order_by("name")
    return [unit for unit in found if may_prepare(actor, unit.pk)]
