"""Questions about sources. What figures rest on is open to everybody with a post in the municipality."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.indicators.models import Indicator, Reading, Source


def sources_visible_to(actor: Actor) -> QuerySet[Source]:
    """Return the sources of the actor's municipalities."""
    if actor.user_id is None:
        return Source.objects.none()
    return Source.objects.filter(municipality__in=actor.municipality_ids).select_related("municipality")


def source_for(actor: Actor, source_id: int) -> Source:
    """Return the source, or answer as if it did not exist."""
    source = sources_visible_to(actor).filter(pk=source_id).first()
    if source is None:
        raise Http404
    return source


def source_choices(municipality_id: int) -> list[Source]:
    """Return the municipality's sources, the newest first. The caller has passed the gate."""
    return list(Source.objects.filter(municipality_id=municipality_id).order_by("-year", "title"))


def indicators_from(source: Source, visible: QuerySet[Indicator]) -> list[Indicator]:
    """Return those of the visible indicators that have figures in force from the source."""
    used = Reading.objects.filter(source=source, replaced_by__isnull=True).values("indicator")
    return list(visible.filter(pk__in=used).order_by("name"))
