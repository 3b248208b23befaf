"""Questions about pictures, and about what a picture of the day holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Annex
from samverkan.agreements.queries.amendments import is_in_force
from samverkan.agreements.words import AgreementState, AnnexState
from samverkan.ground.words import AnnexKind, Party, Tier
from samverkan.groups.queries import in_scope
from samverkan.indicators.models import Indicator, Source
from samverkan.organisation.models import Dated, Pairing, Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on
from samverkan.situation.models import AreaNote, Cell, Picture, PictureVersion, Statement, Table
from samverkan.situation.rules.completeness import AreaFact, Gap, StatementFact, gaps
from samverkan.situation.rules.rooms import may_read_working
from samverkan.situation.words import Agreement as Agreed
from samverkan.situation.words import Block

DECIDED = Q(annex_version__state=AnnexState.VALID)
"""The condition that a frozen version is decided: its annex version is valid."""


def pictures_visible_to(actor: Actor) -> QuerySet[Picture]:
    """Return the pictures that the actor may see as working material; elected representatives see versions only."""
    if actor.user_id is None or not may_read_working(actor):
        return Picture.objects.none()
    return Picture.objects.filter(in_scope(actor)).select_related("unit")


def picture_for(actor: Actor, picture_id: int) -> Picture:
    """Return the picture, or answer as if it did not exist."""
    picture = pictures_visible_to(actor).filter(pk=picture_id).first()
    if picture is None:
        raise Http404
    return picture


def listed_pictures(actor: Actor) -> QuerySet[Picture]:
    """Return the pictures to list, the newest first, with their newest version prefetched as `frozen`."""
    newest = (
        PictureVersion.objects.filter(picture=OuterRef("picture")).order_by("-number").values("pk")[:1]
    )  # the content is large and not shown in lists
    versions = PictureVersion.objects.filter(pk=newest).select_related("annex_version").defer("content")
    return (
        pictures_visible_to(actor)
        .annotate(is_decided=Exists(PictureVersion.objects.filter(DECIDED, picture=OuterRef("pk"))))
        .prefetch_related(Prefetch("versions", queryset=versions, to_attr="frozen"))
        .order_by("-year", "unit__name")
    )


def units_to_open_for(actor: Actor, *, on: date) -> list[Unit]:
    """Return the units in which the actor may open a picture, by name."""
    mine = [pk for pk in (actor.own_unit_ids | actor.municipality_ids) if may_prepare(actor, pk)]
    kinds = (UnitKind.DISTRICT, UnitKind.MUNICIPALITY)
    return list(Unit.objects.filter(Dated.holding(on), pk__in=mine, kind__in=kinds).order_by("kind", "name"))


def latest_picture(unit_id: int) -> Picture | None:
    """Return the unit's newest picture. The caller has passed the unit's gate."""
    return Picture.objects.filter(unit_id=unit_id).order_by("-year").select_related("unit").first()


def picture_before(picture: Picture) -> Picture | None:
    """Return the unit's picture of an earlier year, the newest of them."""
    return Picture.objects.filter(unit_id=picture.unit_id, year__lt=picture.year).order_by("-year").first()


def areas_of(picture: Picture, *, on: date) -> list[Area]:
    """Return the areas of the list in force for the picture's unit."""
    found = area_list_on(picture.unit.municipality_id or picture.unit_id, on)
    return list(found.areas.all()) if found else []


def statements_of(picture: Picture) -> QuerySet[Statement]:
    """Return the joint statements that stand, with what they rest on prefetched."""
    return (
        Statement.objects.filter(picture=picture, removed_at__isnull=True)
        .select_related("area", "place", "picture__unit")
        .prefetch_related("lines", "sources", "indicators")
        .order_by("block", "area__number", "pk")
    )


def tables_of(picture: Picture) -> QuerySet[Table]:
    """Return the picture's tables with their numbers."""
    cells = Cell.objects.order_by("pk")
    return (
        Table.objects.filter(picture=picture)
        .select_related("area", "source")
        .prefetch_related(Prefetch("cells", queryset=cells))
        .order_by("block", "area__number", "pk")
    )


def reasons_of(picture: Picture) -> dict[int, str]:
    """Return by area id why the area is not relevant to the district this year (SIT-05)."""
    return dict(AreaNote.objects.filter(picture=picture).values_list("area_id", "reason"))


def area_facts(areas: list[Area]) -> tuple[AreaFact, ...]:
    """Return what the rules need of the areas."""
    return tuple(AreaFact(area.pk, area.name) for area in areas)


def statement_facts(statements: list[Statement]) -> tuple[StatementFact, ...]:
    """Return what the rules need of the statements. Wants sources, indicators and lines prefetched."""
    return tuple(
        StatementFact(
            id=statement.pk,
            block=Block(statement.block),
            area_id=statement.area_id,
            has_words=bool(statement.text.strip()) or statement.agreement == Agreed.DISAGREED,
            agreement=Agreed(statement.agreement),
            has_source=bool(list(statement.sources.all()) or list(statement.indicators.all())),
        )
        for statement in statements
    )


def gaps_of(
    picture: Picture, areas: list[Area], statements: list[Statement], reasons: Mapping[int, str]
) -> tuple[Gap, ...]:
    """Return what the picture lacks (Act 2023:196 s. 4, SIT-05)."""
    return gaps(
        delimitation=picture.delimitation,
        areas=area_facts(areas),
        statements=statement_facts(statements),
        reasons=reasons,
    )


def annex_of(unit: Unit, *, on: date) -> tuple[Agreement | None, Annex | None]:
    """Return the unit's local agreement in force and the annex of it that holds the situation picture."""
    found = Agreement.objects.filter(tier=Tier.LOCAL, unit=unit, state=AgreementState.ADOPTED)
    agreement = next((one for one in found.order_by("-valid_from", "-pk") if is_in_force(one, on=on)), None)
    if agreement is None:
        return None, None
    return agreement, agreement.annexes.filter(kind=AnnexKind.SITUATION_PICTURE).order_by("number").first()


def police_units_of(unit: Unit, *, on: date) -> list[Unit]:
    """Return the local police areas that the unit works with on the day."""
    pairings = Pairing.objects.filter(Dated.holding(on), district=unit).select_related("police")
    return [pairing.police for pairing in pairings.order_by("police__name")]


def preparers_of(unit: Unit, *, on: date, party: Party | None = None) -> list[User]:
    """Return the coordinators and municipal police officers of the unit, or those of one party."""
    police = [one.pk for one in police_units_of(unit, on=on)]
    of_municipality = Q(unit=unit, role__in=(Role.SAFETY_COORDINATOR, Role.CENTRAL))
    of_police = Q(unit__in=police, role=Role.MUNICIPAL_POLICE)
    wanted = {None: of_municipality | of_police, Party.MUNICIPALITY: of_municipality}.get(party, of_police)
    posts = Post.objects.filter(Dated.holding(on), wanted, user__is_active=True)
    return list(User.objects.filter(pk__in=posts.values("user_id")).order_by("pk"))


def sources_for(unit: Unit) -> list[Source]:
    """Return the sources that can be cited in the unit's picture."""
    return list(Source.objects.filter(municipality_id=unit.municipality_id or unit.pk).order_by("title", "-year"))


def indicators_for(unit: Unit) -> list[Indicator]:
    """Return the indicators in use, common and the unit's own."""
    units = [unit.pk, unit.municipality_id or unit.pk]
    return list(Indicator.objects.filter(unit_id__in=units, retired_on__isnull=True).order_by("name"))


def places_for(unit: Unit) -> list[Place]:
    """Return the unit's registered places."""
    return list(Place.objects.filter(unit=unit).order_by("name"))
