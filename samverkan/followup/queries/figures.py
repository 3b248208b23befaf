"""Which sources and indicators a card can rest on."""

from __future__ import annotations

from django.db.models import Q

from samverkan.indicators.models import Indicator, Source
from samverkan.organisation.models import Unit


def sources_for(unit: Unit) -> list[Source]:
    """Return the sources of the unit's municipality, the newest first."""
    return list(Source.objects.filter(municipality_id=unit.municipality_id or unit.pk).order_by("-year", "title"))


def indicators_for(unit: Unit) -> list[Indicator]:
    """Return the indicators in use, of the municipality and of the unit itself, by name."""
    units = Q(unit=unit) | Q(unit_id=unit.municipality_id)
    return list(Indicator.objects.filter(units, retired_on__isnull=True).order_by("name"))
