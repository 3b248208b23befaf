"""Questions about groups and seats, and the actor built from posts and seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import NOBODY, Actor, PostHeld, SeatHeld
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.models import Demand, Group, Seat
from samverkan.groups.rules import SeatFact
from samverkan.groups.words import OVERALL, Membership
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
        for lpo, area, region, district, above in pairings:
            district_municipality = above or district  # a municipality without districts is paired itself
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


def seat_for(actor: Actor, seat_id: int) -> Seat:
    """Return the seat, or answer as if it did not exist."""
    seat = (
        Seat.objects.filter(group__in=groups_visible_to(actor).values("pk"))
        .select_related("group__unit", "unit", "holder")
        .filter(pk=seat_id)
        .first()
    )
    if seat is None:
        raise Http404
    return seat


def seat_facts(seats: Iterable[Seat], kind: GroupKind) -> list[SeatFact]:
    """Return the seats as the plain values that the rules judge. Wants `unit` selected."""
    return [
        SeatFact(
            group_kind=kind,
            function=FunctionKind(seat.function),
            party=Party(seat.party),
            organisation_key=OrganisationKey(seat.unit.key),
            unit_kind=seat.unit.kind,
            has_holder=seat.holder_id is not None,
            has_mandate=seat.has_mandate,
            has_responsibility=bool(seat.responsibility),
            is_ordinary=seat.membership == Membership.ORDINARY,
            unit_name=seat.unit.name,
        )
        for seat in seats
    ]


@dataclass(frozen=True, slots=True)
class GroupOnDay:
    """A group with its seats of one day and the terms that its agreement demands of it."""

    group: Group
    seats: tuple[Seat, ...]
    terms: tuple[Mapping[str, Any], ...]


def groups_on_day(
    actor: Actor, *, on: date, municipality_id: int | None = None, group_id: int | None = None
) -> list[GroupOnDay]:
    """Return the groups the actor may see that hold on the day, with seats and demands: three queries.

    `municipality_id` narrows to one municipality's groups, its own level counted; `group_id` to one group, on
    any day.
    """
    groups = groups_visible_to(actor)
    if municipality_id is not None:
        groups = groups.filter(Q(unit_id=municipality_id) | Q(unit__municipality_id=municipality_id))
    groups = groups.filter(pk=group_id) if group_id is not None else groups.filter(Dated.holding(on))
    seats = Seat.objects.filter(Dated.holding(on)).select_related("unit", "holder")
    found = list(
        groups.order_by("unit__name", "kind", "name").prefetch_related(
            Prefetch("seats", queryset=seats, to_attr="seats_of_the_day")
        )
    )
    demands = demands_on(found)
    return [
        GroupOnDay(
            group=group,
            seats=tuple(getattr(group, "seats_of_the_day")),  # noqa: B009 - put there by the prefetch
            terms=tuple(demands.get(group.pk, ())),
        )
        for group in found
    ]


def demands_on(groups: Iterable[Group]) -> dict[int, list[Mapping[str, Any]]]:
    """Return the demanded terms by group: those of its unit, else of its municipality. One query."""
    groups = list(groups)
    places = {group.pk: [pk for pk in (group.unit_id, group.unit.municipality_id) if pk] for group in groups}
    rows = {
        (row.unit_id, row.group_kind): row.terms
        for row in Demand.objects.filter(unit_id__in={pk for pks in places.values() for pk in pks})
    }
    return {
        group.pk: next((rows[unit, group.kind] for unit in places[group.pk] if (unit, group.kind) in rows), [])
        for group in groups
    }


def seat_history(group_id: int) -> list[Seat]:
    """Return every row of the group's seats that held for at least a day, the latest first."""
    seats = Seat.objects.filter(group_id=group_id).select_related("unit", "holder").order_by("-valid_from", "title")
    return [seat for seat in seats if seat.valid_until != seat.valid_from]


def units_with_groups(actor: Actor, municipality_id: int, *, on: date) -> list[Unit]:
    """Return the districts of the municipality that the actor may see groups of, by name."""
    visible = groups_visible_to(actor).filter(Dated.holding(on), unit__municipality_id=municipality_id)
    return list(Unit.objects.filter(pk__in=visible.exclude(kind__in=OVERALL).values("unit")).order_by("name"))


def units_to_seat(group: Group, *, on: date) -> list[Unit]:
    """Return the organisations that may have a seat in the group: the municipality's, the police's and others.

    The caller has passed the group's gate.
    """
    municipality_id = group.unit.municipality_id or group.unit_id
    districts = Q(district_id=group.unit_id) | Q(district__municipality_id=municipality_id)
    paired = Pairing.objects.filter(Dated.holding(on)).filter(districts)
    areas = Unit.objects.filter(children__in=paired.values("police"))
    return list(
        Unit.objects.filter(Dated.holding(on))
        .filter(
            Q(pk=municipality_id)
            | Q(municipality_id=municipality_id)
            | Q(pk__in=paired.values("police"))
            | Q(pk__in=areas.values("pk"))
            | Q(children__in=areas.values("pk"))
            | Q(party=Party.EXTERNAL, municipality=None)
        )
        .exclude(kind=UnitKind.BOARD)
        .distinct()
        .order_by("party", "name")
    )


def people_to_seat(group: Group, units: Iterable[Unit], *, on: date) -> list[Post]:
    """Return the posts, with their holders, from which the group's seats may be filled. One query.

    Elected representatives and administrators are not suggested: the groups are made of officials.
    """
    return list(
        Post.objects.filter(Dated.holding(on), unit__in=[unit.pk for unit in units], user__is_active=True)
        .exclude(role__in=(Role.BOARD, Role.ADMINISTRATOR))
        .select_related("user", "unit")
        .order_by("user__name", "valid_from")
    )


def groups_below(group_id: int, *, on: date) -> list[Group]:
    """Return the groups that prepare their matters for this one on the day. The caller has passed its gate."""
    return list(Group.objects.filter(Dated.holding(on), parent_id=group_id).order_by("kind", "name"))


def units_for_groups(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts and municipalities in the actor's reach that may have groups, by name."""
    kinds = (UnitKind.DISTRICT, UnitKind.MUNICIPALITY)
    reach = Q(pk__in=actor.own_unit_ids) | Q(pk__in=actor.municipality_ids)
    return list(Unit.objects.filter(Dated.holding(on), reach, kind__in=kinds).order_by("name"))


def demands_for(unit: Unit, kind: GroupKind) -> list[Mapping[str, Any]]:
    """Return what the agreement in force demands of a kind of group in the unit, before there is a group."""
    units = [pk for pk in (unit.pk, unit.municipality_id) if pk]
    rows = {row.unit_id: row.terms for row in Demand.objects.filter(unit_id__in=units, group_kind=kind)}
    return next((rows[pk] for pk in units if pk in rows), [])
