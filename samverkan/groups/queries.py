"""Questions about groups and seats, and the actor built from posts and seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import NOBODY, Actor, PostHeld, SeatHeld
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.words import Membership
from samverkan.organisation.models import Dated, Pairing, Post, Unit
from samverkan.organisation.words import UnitKind

CITY_WIDE = frozenset({Role.CENTRAL, Role.MANAGEMENT, Role.EXECUTIVE_OFFICE})


def _scope(posts: Iterable[Post], on: date) -> tuple[set[int], set[int], set[int], set[int]]:
    """Return own units, open units, city-wide municipalities and municipalities of the posts (two queries at most)."""
    own, opened, city_wide, municipalities = set[int](), set[int](), set[int](), set[int]()
    police_units = {post.unit_id for post in posts if post.unit.party == Party.POLICE}
    pairings = list(
        Pairing.objects.filter(Dated.holding(on))
        .filter(
            Q(police_id__in=police_units)
            | Q(police__parent_id__in=police_units)
            | Q(police__parent__parent_id__in=police_units)
            | Q(district_id__in=[post.unit_id for post in posts] + [post.unit.parent_id for post in posts])
        )
        .values_list(
            "police_id",
            "police__parent_id",
            "police__parent__parent_id",
            "district_id",
            "district__municipality_id",
        )
    )
    for post in posts:
        unit = post.unit
        own.add(unit.pk)
        opened.add(unit.pk)
        municipality = unit.pk if unit.kind == UnitKind.MUNICIPALITY else unit.municipality_id
        if municipality:
            municipalities.add(municipality)
            if post.role in CITY_WIDE:
                city_wide.add(municipality)
        if unit.kind == UnitKind.BOARD and unit.parent_id:
            opened.add(unit.parent_id)
        for lpo, area, region, district, district_municipality in pairings:
            if unit.pk in {lpo, area, region}:
                opened |= {lpo, district}
                municipalities.add(district_municipality)
                if unit.pk == lpo:
                    own.add(district)
                if post.role in CITY_WIDE:
                    city_wide.add(district_municipality)
            elif district in {unit.pk, unit.parent_id if unit.kind == UnitKind.BOARD else None}:
                opened.add(lpo)
    return own, opened | municipalities, city_wide, municipalities


def actor_for(user_id: int, *, on: date) -> Actor:
    """Return the person as an actor on the day: four queries, whatever the posts."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return NOBODY
    posts = list(
        Post.objects.filter(Dated.holding(on), user_id=user_id).select_related("unit").order_by("valid_from", "pk")
    )
    own, opened, city_wide, municipalities = _scope(posts, on)
    seats = Seat.objects.filter(Dated.holding(on), Dated.holding(on, "group__"), holder_id=user_id).select_related(
        "group__unit"
    )
    held = tuple(
        SeatHeld(
            group_id=seat.group_id,
            group_name=seat.group.name,
            group_kind=GroupKind(seat.group.kind),
            group_unit_id=seat.group.unit_id,
            function=FunctionKind(seat.function),
            party=Party(seat.party),
            is_ordinary=seat.membership == Membership.ORDINARY,
            has_mandate=seat.has_mandate,
            is_decision_maker=seat.is_decision_maker,
        )
        for seat in seats
    )
    return Actor(
        user_id=user.pk,
        name=user.name,
        email=user.email,
        posts=tuple(
            PostHeld(Role(post.role), post.unit_id, post.unit.name, Party(post.unit.party), post.title)
            for post in posts
        ),
        seats=held,
        own_unit_ids=frozenset(own),
        unit_ids=frozenset(opened),
        city_wide_ids=frozenset(city_wide),
        municipality_ids=frozenset(municipalities),
    )


def in_scope(actor: Actor, prefix: str = "unit") -> Q:
    """Return the condition that the unit behind `prefix` is open to the actor."""
    return Q(**{f"{prefix}_id__in": actor.unit_ids}) | Q(**{f"{prefix}__municipality_id__in": actor.city_wide_ids})


def groups_visible_to(actor: Actor) -> QuerySet[Group]:
    """Return the groups of the actor's units, of the municipality's level, and those the actor sits in."""
    if actor.user_id is None:
        return Group.objects.none()
    return Group.objects.filter(in_scope(actor) | Q(pk__in=actor.group_ids)).select_related("unit", "parent")


def group_for(actor: Actor, group_id: int) -> Group:
    """Return the group, or answer as if it did not exist."""
    group = groups_visible_to(actor).filter(pk=group_id).first()
    if group is None:
        raise Http404
    return group


def seats_of(group_id: int, *, on: date) -> QuerySet[Seat]:
    """Return the seats of the group on the day. The caller has passed the group's gate."""
    return Seat.objects.filter(Dated.holding(on), group_id=group_id).select_related("unit", "holder")


def units_visible_to(actor: Actor) -> QuerySet[Unit]:
    """Return the units; who is part of the collaboration is open to everybody who works in it."""
    if actor.user_id is None or not actor.posts:
        return Unit.objects.none()
    return Unit.objects.all()


def decision_makers(unit_id: int, *, on: date, party: Party | None = None) -> QuerySet[Seat]:
    """Return the decision-makers' seats of the unit's steering group, of one party or of both (COM-02, DEC-08)."""
    seats = Seat.objects.filter(
        Dated.holding(on),
        Dated.holding(on, "group__"),
        group__unit_id=unit_id,
        group__kind__in=(GroupKind.LOCAL_STEERING, GroupKind.OVERALL_STEERING),
        is_decision_maker=True,
    ).select_related("group", "holder", "unit")
    return seats.filter(party=party) if party else seats
