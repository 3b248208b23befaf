"""Questions about indicators.

Common indicators are open to everybody with a post in the municipality: they are totals from named sources, made to
be compared between districts (FOL-10). A district's own are open to those who see the district.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.groups.queries import in_scope
from samverkan.indicators.models import Aim, Indicator
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.queries import municipality_for
from samverkan.organisation.words import UnitKind


def indicators_visible_to(actor: Actor) -> QuerySet[Indicator]:
    """Return the common indicators of the actor's municipalities, and those of the units the actor sees."""
    if actor.user_id is None:
        return Indicator.objects.none()
    common = Q(unit__in=actor.municipality_ids)
    return Indicator.objects.filter(common | in_scope(actor)).select_related("unit", "area", "sub_goal__goal")


def indicator_for(actor: Actor, indicator_id: int) -> Indicator:
    """Return the indicator, or answer as if it did not exist."""
    indicator = indicators_visible_to(actor).filter(pk=indicator_id).first()
    if indicator is None:
        raise Http404
    return indicator


def indicators_for_unit(*unit_ids: int, on: date | None = None) -> QuerySet[Indicator]:
    """Return the indicators that the units read: those common to their municipality, and their own.

    With `on` those no longer used on the day are left out. The caller has passed the units' gate.
    """
    municipalities = Unit.objects.filter(pk__in=unit_ids, municipality__isnull=False).values("municipality")
    found = Indicator.objects.filter(Q(unit__in=unit_ids) | Q(unit__in=municipalities))
    if on is not None:
        found = found.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on))
    return found.select_related("unit", "area", "sub_goal__goal")


def unit_for(actor: Actor, unit_id: int | None) -> Unit | None:
    """Return the unit whose goals and figures are asked for, or answer as if it did not exist.

    Asked for nothing: the actor's own district, else the municipality; none for a person without either.
    """
    units = units_open_to(actor)
    if unit_id is None:
        own = [unit for unit in units if unit.kind == UnitKind.DISTRICT and unit.pk in actor.unit_ids]
        if len(own) == 1:
            return own[0]
        city = municipality_for(actor)
        return city if city is not None and city.pk in actor.municipality_ids else None
    for unit in units:
        if unit.pk == unit_id:
            return unit
    raise Http404


def units_open_to(actor: Actor) -> list[Unit]:
    """Return the municipalities and their districts whose common figures the actor may read: one query."""
    found = Unit.objects.filter(
        Q(pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY)
        | Q(municipality__in=actor.municipality_ids, kind=UnitKind.DISTRICT)
    ).select_related("municipality")
    return sorted(found, key=lambda unit: (unit.kind != UnitKind.MUNICIPALITY, unit.name))


def sees_working_material(actor: Actor, unit: Unit) -> bool:
    """Tell whether the actor sees the unit's own indicators beside the common ones."""
    return unit.pk in actor.unit_ids or unit.municipality_id in actor.city_wide_ids


def districts_of(municipality_id: int, *, on: date) -> list[Unit]:
    """Return the municipality's districts on the day, by name and never by figure (FOL-10)."""
    found = Unit.objects.filter(Dated.holding(on), municipality_id=municipality_id, kind=UnitKind.DISTRICT)
    return list(found.order_by("name"))


def aims_of(indicator_ids: Iterable[int], unit_ids: Iterable[int]) -> dict[tuple[int, int], Aim]:
    """Return the aims by indicator and unit: one query."""
    found = Aim.objects.filter(indicator__in=list(indicator_ids), unit__in=list(unit_ids))
    return {(aim.indicator_id, aim.unit_id): aim for aim in found}


def proxy_links(indicator: Indicator) -> dict[int, int | None]:
    """Return what each indicator of the unit and its municipality stands in for: one query."""
    municipality = indicator.unit.municipality_id or indicator.unit_id
    found = Indicator.objects.filter(unit_id__in=(indicator.unit_id, municipality))
    return dict(found.values_list("pk", "proxy_for_id"))
