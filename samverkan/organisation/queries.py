"""Questions about units, pairings, successions and posts. Who takes part is open to all who work here."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_administer
from samverkan.accounts.models import User
from samverkan.ground.words import Party
from samverkan.organisation.models import Dated, Pairing, Post, Succession, Unit
from samverkan.organisation.words import UnitKind


def units_open_to(actor: Actor) -> QuerySet[Unit]:
    """Return the units; which organisations take part is open to everybody who has a post."""
    if not actor.posts:
        return Unit.objects.none()
    return Unit.objects.select_related("parent", "municipality")


def unit_for(actor: Actor, unit_id: int) -> Unit:
    """Return the unit, or answer as if it did not exist."""
    unit = units_open_to(actor).filter(pk=unit_id).first()
    if unit is None:
        raise Http404
    return unit


def municipalities_open_to(actor: Actor) -> list[Unit]:
    """Return the municipalities, those of the actor's own posts first: one query."""
    found = units_open_to(actor).filter(kind=UnitKind.MUNICIPALITY)
    return sorted(found, key=lambda unit: (unit.pk not in actor.municipality_ids, unit.name))


def chosen(municipalities: list[Unit], municipality_id: int | None) -> Unit | None:
    """Return the municipality asked for, or the first; none where there is none at all."""
    if municipality_id is None:
        return municipalities[0] if municipalities else None
    for unit in municipalities:
        if unit.pk == municipality_id:
            return unit
    raise Http404


def municipality_for(actor: Actor, municipality_id: int | None = None) -> Unit | None:
    """Return the municipality asked for, or the actor's own; none where there is none at all."""
    return chosen(municipalities_open_to(actor), municipality_id)


def units_of_city(municipality: Unit) -> list[Unit]:
    """Return the municipality and every unit it has or has had, by name."""
    return list(Unit.objects.filter(Q(pk=municipality.pk) | Q(municipality=municipality)).order_by("name"))


def police_of_city(municipality: Unit) -> list[Unit]:
    """Return the local police areas ever paired with the municipality's districts, and all units above them."""
    paired = Pairing.objects.filter(Q(district__municipality=municipality) | Q(district=municipality)).values("police")
    areas = Unit.objects.filter(Q(pk__in=paired) | Q(children__in=paired))
    return list(
        Unit.objects.filter(party=Party.POLICE)
        .filter(Q(pk__in=paired) | Q(children__in=paired) | Q(children__in=areas.values("pk")))
        .distinct()
        .order_by("name")
    )


def pairings_of_city(municipality: Unit) -> list[Pairing]:
    """Return all pairings of the municipality's districts, those in force and those ended."""
    return list(
        Pairing.objects.filter(Q(district__municipality=municipality) | Q(district=municipality))
        .select_related("district", "police")
        .order_by("district__name", "valid_from")
    )


def successions_of_city(municipality: Unit) -> list[Succession]:
    """Return who took over after whom among the municipality's units."""
    return list(
        Succession.objects.filter(predecessor__municipality=municipality)
        .select_related("predecessor", "successor")
        .order_by("on", "predecessor__name")
    )


def pairings_of(unit: Unit) -> list[Pairing]:
    """Return the unit's pairings, of either side, the latest first."""
    return list(
        Pairing.objects.filter(Q(district=unit) | Q(police=unit))
        .select_related("district", "police")
        .order_by("-valid_from", "district__name")
    )


def successions_of(unit: Unit) -> list[Succession]:
    """Return the successions that the unit is part of."""
    return list(
        Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
        .select_related("predecessor", "successor")
        .order_by("on")
    )


def posts_of(unit: Unit) -> list[Post]:
    """Return the unit's posts, present and past, with their holders. The caller has passed the unit's gate."""
    return list(Post.objects.filter(unit=unit).select_related("user").order_by("-valid_from", "user__name"))


def post_for(actor: Actor, post_id: int) -> Post:
    """Return the post, or answer as if it did not exist."""
    post = Post.objects.filter(unit__in=units_open_to(actor)).select_related("unit", "user").filter(pk=post_id).first()
    if post is None:
        raise Http404
    return post


def pairing_for(actor: Actor, pairing_id: int) -> Pairing:
    """Return the pairing, or answer as if it did not exist."""
    found = Pairing.objects.filter(district__in=units_open_to(actor)).select_related("district", "police")
    pairing = found.filter(pk=pairing_id).first()
    if pairing is None:
        raise Http404
    return pairing


def people_to_choose(actor: Actor) -> list[User]:
    """Return the people who may be given a post; only administrators are shown them."""
    return list(User.objects.filter(is_active=True).order_by("name")) if may_administer(actor) else []


def districts_of(municipality: Unit, *, on: date) -> list[Unit]:
    """Return the district administrations on the day."""
    return list(
        Unit.objects.filter(Dated.holding(on), municipality=municipality, kind=UnitKind.DISTRICT).order_by("name")
    )


def units_to_pair(actor: Actor, unit: Unit) -> list[Unit]:
    """Return the units of the other party that the unit may be paired with: local police areas, or districts."""
    if unit.kind == UnitKind.LOCAL_POLICE_AREA:
        kinds = [UnitKind.DISTRICT, UnitKind.MUNICIPALITY]
    else:
        kinds = [UnitKind.LOCAL_POLICE_AREA]
    return list(units_open_to(actor).filter(kind__in=kinds).order_by("name"))
