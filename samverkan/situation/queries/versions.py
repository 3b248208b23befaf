"""Questions about frozen versions, and the aggregated view of what the districts have decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.audit.queries import entries_about
from samverkan.groups.queries import in_scope
from samverkan.indicators.models import Indicator, Reading
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area, AreaList
from samverkan.situation.models import PictureVersion, Statement
from samverkan.situation.queries.pictures import DECIDED
from samverkan.situation.rules.rooms import may_read_working

FROZEN = "situation.frozen"
"""The event whose details hold the seal."""


def versions_visible_to(actor: Actor) -> QuerySet[PictureVersion]:
    """Return the frozen versions that the actor may see: all, or for those with insight only the decided ones."""
    if actor.user_id is None:
        return PictureVersion.objects.none()
    versions = PictureVersion.objects.filter(in_scope(actor, "picture__unit")).select_related(
        "picture__unit", "annex_version__annex", "annex_version__decision"
    )
    return versions if may_read_working(actor) else versions.filter(DECIDED)


def version_for(actor: Actor, version_id: int) -> PictureVersion:
    """Return the version, or answer as if it did not exist."""
    version = versions_visible_to(actor).filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def versions_of_unit(actor: Actor, unit_id: int) -> list[PictureVersion]:
    """Return the unit's versions of all years that the actor may see, the newest first, without their content."""
    found = versions_visible_to(actor).filter(picture__unit_id=unit_id).defer("content")
    return list(found.order_by("-picture__year", "-number"))


def listed_versions(actor: Actor) -> QuerySet[PictureVersion]:
    """Return the decided versions to list, the newest first, without their content."""
    found = versions_visible_to(actor).filter(DECIDED).defer("content")
    return found.order_by("-picture__year", "picture__unit__name", "-number")


def sealed_in_trail(version: PictureVersion) -> str:
    """Return the seal that the trail holds of the version, or nothing when the trail has none."""
    entry = entries_about("situation.picture_version", str(version.pk)).filter(event=FROZEN).first()
    return str(entry.details.get("sealed", "")) if entry else ""


def roots_of(statements: Iterable[Statement]) -> dict[int, int]:
    """Return for each statement the first one it was carried over from: one query for each year between."""
    above = {statement.pk: statement.carried_from_id for statement in statements}
    wanted = {parent for parent in above.values() if parent is not None}
    while wanted:
        found = dict(Statement.objects.filter(pk__in=wanted).values_list("pk", "carried_from_id"))
        above |= found
        wanted = {parent for parent in found.values() if parent is not None and parent not in above}

    def root(pk: int) -> int:
        while (parent := above.get(pk)) is not None:
            pk = parent
        return pk

    return {pk: root(pk) for pk in above}


def latest_sources(indicators: Iterable[Indicator], unit: Unit) -> dict[int, tuple[str, int]]:
    """Return by indicator what its latest reading for the unit rests on: publisher and title, and the year."""
    found = (
        Reading.objects.filter(indicator__in=list(indicators), unit=unit, replaced_by__isnull=True)
        .select_related("source")
        .order_by("starts_on", "pk")
    )
    return {one.indicator_id: (f"{one.source.publisher}: {one.source.title}", one.source.year) for one in found}


def districts_of_city(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the districts of the municipalities that the actor oversees, by name."""
    return Unit.objects.filter(
        Dated.holding(on), kind=UnitKind.DISTRICT, municipality_id__in=actor.city_wide_ids
    ).order_by("name")


def decided_count(districts: QuerySet[Unit]) -> int:
    """Count the districts that have a decided picture."""
    decided = PictureVersion.objects.filter(DECIDED, picture__unit=OuterRef("pk"))
    return districts.filter(Exists(decided)).count()


def decided_of(units: Iterable[Unit]) -> dict[int, PictureVersion]:
    """Return by unit its newest decided version, with its content. The caller has passed the gate."""
    newest = (
        PictureVersion.objects.filter(DECIDED, picture__unit=OuterRef("picture__unit"))
        .order_by("-picture__year", "-number")
        .values("pk")[:1]
    )
    found = PictureVersion.objects.filter(picture__unit__in=list(units)).annotate(newest=Subquery(newest))
    versions = found.filter(pk=F("newest")).select_related("picture", "annex_version")
    return {version.picture.unit_id: version for version in versions}


def city_area_names(actor: Actor, *, on: date) -> list[str]:
    """Return the names of the areas in force in the municipalities that the actor oversees, each once."""
    newest = (
        AreaList.objects.filter(Dated.holding(on), municipality=OuterRef("municipality"), is_draft=False)
        .order_by("-valid_from", "-pk")
        .values("pk")[:1]
    )
    lists = AreaList.objects.filter(municipality_id__in=actor.city_wide_ids).annotate(newest=Subquery(newest))
    areas = Area.objects.filter(area_list__in=lists.filter(pk=F("newest")).values("pk")).order_by("number", "pk")
    return list(dict.fromkeys(areas.values_list("name", flat=True)))
