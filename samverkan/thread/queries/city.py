"""The whole city: districts by areas, police areas, and the state of reports. A fixed number of questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery

from samverkan.access.actor import Actor
from samverkan.followup.models import EffectCard
from samverkan.followup.words import CardState, Verdict
from samverkan.measures.models import Half
from samverkan.measures.queries.plans import in_force
from samverkan.measures.words import HalfState
from samverkan.organisation.models import Dated, Pairing, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.reporting.words import ReportState
from samverkan.thread.queries.lamps import facts_about
from samverkan.thread.queries.reach import is_insight
from samverkan.thread.rules.city import District, ReportFact, VerdictFact, districts, together
from samverkan.thread.rules.lamps import Facts, MeasureFact, lit
from samverkan.thread.words import Lamp


@dataclass(frozen=True, slots=True)
class PoliceRow:
    """A police unit with the districts it works with, taken together. `level` is the kind of unit."""

    name: str
    level: UnitKind
    district_names: tuple[str, ...]
    row: District


@dataclass(frozen=True, slots=True)
class City:
    """Everything of the city picture. `areas` are those of the list in force."""

    units: tuple[Unit, ...]
    areas: tuple[Area, ...]
    rows: dict[int, District]
    police: tuple[PoliceRow, ...]
    facts: Facts
    is_insight: bool


def _decided_only(facts: Facts) -> Facts:
    """Return what insight may see: measures in force, papers, and the problems that the measures meet."""
    measures: tuple[MeasureFact, ...] = tuple(fact for fact in facts.measures if fact.is_in_force)
    met = frozenset().union(*(fact.problem_keys for fact in measures))
    problems = tuple(fact for fact in facts.problems if fact.is_prioritised or fact.key in met)
    return Facts(problems=problems, measures=measures, papers=facts.papers)


def _verdicts(ids: list[int]) -> list[VerdictFact]:
    rows = EffectCard.objects.filter(measure__plan__unit_id__in=ids, state=CardState.SETTLED).order_by()
    return [
        VerdictFact(unit, area, Verdict(verdict))
        for unit, area, verdict in rows.values_list("measure__plan__unit_id", "measure__area_id", "verdict")
    ]


def _reports(ids: list[int], on: date, *, accepted_only: bool) -> list[ReportFact]:
    """Return each unit's report of the latest period that has opened; one that is not begun counts as not begun."""
    latest = ReportingPeriod.objects.filter(municipality=OuterRef("period__municipality"), opens_on__lte=on).order_by(
        "-starts_on", "-ends_on"
    )
    rows = Report.objects.filter(unit_id__in=ids, period=Subquery(latest.values("pk")[:1]))
    if accepted_only:
        rows = rows.filter(state=ReportState.ACCEPTED)
    return [
        ReportFact(unit, pk, ReportState(state), due)
        for unit, pk, state, due in rows.order_by().values_list("unit_id", "pk", "state", "period__due_on")
    ]


def _halves(ids: list[int], on: date) -> dict[int, Counter[HalfState]]:
    """Return how far the halves of the year's measures in force have come, by unit."""
    rows = (
        Half.objects.filter(in_force("measure__entered__"), measure__plan__unit_id__in=ids, measure__plan__year=on.year)
        .exclude(state=HalfState.NONE)
        .values_list("measure__plan__unit_id", "state")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[HalfState]] = defaultdict(Counter)
    for unit, state, number in rows:
        found[unit][HalfState(state)] += number
    return found


def _police(units: list[Unit], rows: dict[int, District], on: date) -> tuple[PoliceRow, ...]:
    """Return local police areas, police areas and regions with the districts below them: one query."""
    names = {unit.pk: unit.name for unit in units}
    pairings = (
        Pairing.objects.filter(Dated.holding(on), district_id__in=list(names))
        .select_related("police__parent__parent")
        .order_by("police__name")
    )
    order = (UnitKind.POLICE_REGION, UnitKind.POLICE_AREA, UnitKind.LOCAL_POLICE_AREA)
    found: dict[int, Unit] = {}
    below: dict[int, set[int]] = defaultdict(set)
    for pairing in pairings:
        for each in (pairing.police, pairing.police.parent, pairing.police.parent and pairing.police.parent.parent):
            if each is not None and each.kind in order:
                found[each.pk] = each
                below[each.pk].add(pairing.district_id)
    police = sorted(found.values(), key=lambda unit: (order.index(UnitKind(unit.kind)), unit.name))
    return tuple(
        PoliceRow(
            name=unit.name,
            level=UnitKind(unit.kind),
            district_names=tuple(sorted(names[pk] for pk in below[unit.pk])),
            row=together((rows[pk] for pk in below[unit.pk]), unit.pk),
        )
        for unit in police
    )


def city(actor: Actor, units: list[Unit], municipality_id: int, *, on: date) -> City:
    """Return the city picture of the units of one municipality that are open to the actor: eighteen queries."""
    below = [unit for unit in units if unit.municipality_id == municipality_id]
    shown = below or [unit for unit in units if unit.pk == municipality_id]
    ids = [unit.pk for unit in shown]
    insight = is_insight(actor)
    facts = facts_about(shown, on=on)
    facts = _decided_only(facts) if insight else facts
    lamps = dict.fromkeys(Lamp, ()) if insight else lit(facts, on=on)
    rows = districts(
        ids, facts, _verdicts(ids), _reports(ids, on, accepted_only=insight), _halves(ids, on), lamps, on=on
    )
    listed = area_list_on(municipality_id, on)
    return City(
        units=tuple(shown),
        areas=tuple(listed.areas.all()) if listed else (),
        rows=rows,
        police=_police(shown, rows, on),
        facts=facts,
        is_insight=insight,
    )
