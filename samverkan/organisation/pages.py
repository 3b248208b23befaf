"""What the pages of the organisation are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from samverkan.access.words import Role
from samverkan.ground.words import Party
from samverkan.organisation.models import Pairing, Post, Succession, Unit
from samverkan.organisation.words import UnitKind


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in the tree, with those under it. `note` names the units it works with or came from."""

    name: str
    kind: UnitKind
    party: Party
    address: str
    partners: tuple[str, ...] = ()
    children: tuple[UnitNode, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a row of the table."""

    name: str
    kind: UnitKind
    party: Party
    parent: str
    address: str
    valid_from: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """Who took over after whom, when; every predecessor of one successor together."""

    before: tuple[tuple[str, str], ...]
    after: str
    after_address: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class PairingRow:
    """The other side of a pairing, with its dates."""

    pk: int
    name: str
    party: Party
    address: str
    valid_from: date
    last_day: date | None
    has_end: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its holder."""

    pk: int
    person: str
    role: Role
    title: str
    valid_from: date
    last_day: date | None
    has_end: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen by a link or in a list."""

    key: str
    title: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """The organisation on a day: trees of both parties, the pairs, the table and the history."""

    on: date
    today: date
    municipality: str
    municipality_key: str
    municipalities: tuple[Choice, ...]
    city: tuple[UnitNode, ...]
    police: tuple[UnitNode, ...]
    rows: tuple[UnitRow, ...]
    successions: tuple[SuccessionRow, ...]
    ended: tuple[UnitRow, ...]
    districts_count: int
    districts_ended_count: int
    police_count: int
    may_administer: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit: facts, pairings, successors, posts, groups."""

    unit: Unit
    kind: UnitKind
    party: Party
    ended: bool
    parent: Choice | None
    pairings: tuple[PairingRow, ...]
    before: tuple[Succession, ...]
    after: tuple[Succession, ...]
    posts: tuple[PostRow, ...]
    groups_address: str
    may_administer: bool
    may_pair: bool


def address_of(unit: Unit) -> str:
    """Return where the unit can be opened."""
    return reverse("organisation:unit", args=[unit.pk])


def tree(units: Iterable[Unit], pairings: Sequence[Pairing], on: date) -> tuple[UnitNode, ...]:
    """Arrange the units of the day under each other; a unit whose parent does not hold lies highest."""
    holding = {unit.pk: unit for unit in units if unit.holds(on)}
    below: dict[int | None, list[Unit]] = {}
    for unit in holding.values():
        parent = unit.parent_id if unit.parent_id in holding else None
        below.setdefault(parent, []).append(unit)
    partners: dict[int, list[str]] = {}
    for pairing in pairings:
        if pairing.holds(on):
            partners.setdefault(pairing.district_id, []).append(pairing.police.name)
            partners.setdefault(pairing.police_id, []).append(pairing.district.name)

    def node(unit: Unit, above: frozenset[int]) -> UnitNode:
        children = below.get(unit.pk, []) if unit.pk not in above else []
        order = list(UnitKind)
        children = sorted(children, key=lambda child: (order.index(UnitKind(child.kind)), child.name))
        return UnitNode(
            name=unit.name,
            kind=UnitKind(unit.kind),
            party=Party(unit.party),
            address=address_of(unit),
            partners=tuple(partners.get(unit.pk, ())),
            children=tuple(node(child, above | {unit.pk}) for child in children),
        )

    return tuple(node(unit, frozenset()) for unit in below.get(None, []))


def unit_rows(units: Iterable[Unit]) -> tuple[UnitRow, ...]:
    """Return the units as rows, parents named. The list must hold the parents."""
    units = list(units)
    names = {unit.pk: unit.name for unit in units}
    return tuple(
        UnitRow(
            name=unit.name,
            kind=UnitKind(unit.kind),
            party=Party(unit.party),
            parent=names.get(unit.parent_id or 0, ""),
            address=address_of(unit),
            valid_from=unit.valid_from,
            last_day=unit.last_day,
        )
        for unit in units
    )


def succession_rows(successions: Iterable[Succession]) -> tuple[SuccessionRow, ...]:
    """Gather the predecessors of each successor, in the order of the days."""
    gathered: dict[tuple[date, int], list[Succession]] = {}
    for succession in successions:
        gathered.setdefault((succession.on, succession.successor_id), []).append(succession)
    return tuple(
        SuccessionRow(
            before=tuple((one.predecessor.name, address_of(one.predecessor)) for one in together),
            after=together[0].successor.name,
            after_address=address_of(together[0].successor),
            on=on,
            note=next((one.note for one in together if one.note), ""),
        )
        for (on, _), together in gathered.items()
    )


def pairing_rows(unit: Unit, pairings: Iterable[Pairing], on: date) -> tuple[PairingRow, ...]:
    """Return the other sides of the unit's pairings."""
    rows = []
    for pairing in pairings:
        other = pairing.police if pairing.district_id == unit.pk else pairing.district
        rows.append(
            PairingRow(
                pk=pairing.pk,
                name=other.name,
                party=Party(other.party),
                address=address_of(other),
                valid_from=pairing.valid_from,
                last_day=pairing.last_day,
                has_end=pairing.valid_until is not None,
                holds=pairing.holds(on),
            )
        )
    return tuple(rows)


def post_rows(posts: Iterable[Post], on: date) -> tuple[PostRow, ...]:
    """Return the posts as rows."""
    return tuple(
        PostRow(
            pk=post.pk,
            person=post.user.name,
            role=Role(post.role),
            title=post.title,
            valid_from=post.valid_from,
            last_day=post.last_day,
            has_end=post.valid_until is not None,
            holds=post.holds(on),
        )
        for post in posts
    )
