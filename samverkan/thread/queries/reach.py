"""Which units and years are asked about, and what of them the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on

KINDS = (UnitKind.DISTRICT, UnitKind.MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class Reach:
    """The units and the year that a question is about. Everything common lies with the municipalities.

    `room_unit_ids` are the units in whose rooms the actor writes: there the own party's unshared lines are seen.
    `is_insight` narrows to what is decided or frozen (elected representatives).
    """

    actor: Actor
    unit_ids: frozenset[int]
    municipality_ids: frozenset[int]
    year: int | None
    room_unit_ids: frozenset[int]
    is_insight: bool

    @property
    def common_ids(self) -> frozenset[int]:
        """Return the units asked about and the municipalities above them."""
        return self.unit_ids | self.municipality_ids

    @property
    def first_day(self) -> date:
        """Return the first day of the year asked about."""
        return date(self.year or date.min.year, 1, 1)

    @property
    def last_day(self) -> date:
        """Return the last day of the year asked about."""
        return date(self.year or date.max.year, 12, 31)


def is_insight(actor: Actor) -> bool:
    """Tell whether the actor sees only what is decided or frozen."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def units_open_to(actor: Actor) -> QuerySet[Unit]:
    """Return the districts and municipalities whose thread the actor may see."""
    if actor.user_id is None:
        return Unit.objects.none()
    scope = Q(pk__in=actor.unit_ids) | Q(municipality_id__in=actor.city_wide_ids)
    return Unit.objects.filter(scope, kind__in=KINDS)


def units_on(actor: Actor, on: date) -> list[Unit]:
    """Return the districts and municipalities of the day that the actor may see, the districts first: one query."""
    found = units_open_to(actor).filter(Dated.holding(on)).select_related("municipality").order_by("name")
    return sorted(found, key=lambda unit: unit.kind != UnitKind.DISTRICT)


def home_of(actor: Actor, units: list[Unit]) -> Unit | None:
    """Return the unit that the actor begins with: the own district, else the first of those that are open."""
    own = [unit for unit in units if unit.pk in actor.own_unit_ids and unit.kind == UnitKind.DISTRICT]
    return next(iter([*own, *units]), None)


def all_units(actor: Actor) -> list[Unit]:
    """Return the districts and municipalities that the actor may see, those that have ended counted: one query."""
    return list(units_open_to(actor).order_by("name"))


def municipality_of(actor: Actor, units: list[Unit]) -> Unit | None:
    """Return the municipality whose city picture the actor begins with. No query."""
    found = [unit for unit in units if unit.municipality_id is None]
    own = [unit for unit in found if unit.pk in actor.municipality_ids]
    return next(iter([*own, *found]), None)


def is_city_wide(actor: Actor, municipality: Unit) -> bool:
    """Tell whether the actor sees every district of the municipality."""
    return municipality.pk in actor.city_wide_ids


def areas_on(unit: Unit, on: date) -> list[Area]:
    """Return the priority areas in force for the unit on the day: two queries."""
    found = area_list_on(unit.municipality_id or unit.pk, on)
    return list(found.areas.all()) if found else []


def years_around(on: date) -> list[int]:
    """Return the years that may be chosen: the next one, this one and six back."""
    return list(range(on.year + 1, on.year - 7, -1))


def reach_of(actor: Actor, units: list[Unit], year: int | None = None) -> Reach:
    """Return the reach of units that the actor may see. No query."""
    ids = frozenset(unit.pk for unit in units)
    above = {unit.municipality_id or unit.pk for unit in units}
    return Reach(
        actor=actor,
        unit_ids=ids,
        municipality_ids=frozenset(above & (actor.unit_ids | actor.city_wide_ids)),
        year=year,
        room_unit_ids=frozenset(pk for pk in ids if may_prepare(actor, pk)),
        is_insight=is_insight(actor),
    )
