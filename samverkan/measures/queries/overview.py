"""The measures of many plans at once: how the plans are activated, what lacks money, how the kinds balance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from samverkan.access.actor import Actor
from samverkan.causes.models import Cause
from samverkan.ground.words import Party
from samverkan.measures.models import Delivery, Half, Measure, Plan
from samverkan.measures.queries.measures import followed_goals
from samverkan.measures.queries.plans import decided_titles, in_force, plans_visible_to
from samverkan.measures.rules.access import has_insight_only
from samverkan.measures.rules.plans import Groundwork
from samverkan.measures.words import (
    Benefits,
    DirectedAt,
    HalfState,
    InPlanning,
    Kind,
    Level,
    MeasureState,
    MeasureType,
    TermLength,
)
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.situation.models import PictureVersion


def measures_seen_in(actor: Actor, year: int) -> QuerySet[Measure]:
    """Return the measures of a year's plans that the actor may see; for insight only those in force.

    Narrower than `measures_visible_to`: a department's own measure in another's district is no part of an overview.
    """
    found = Measure.objects.filter(plan__in=plans_visible_to(actor).filter(year=year).values("pk"))
    found = found.exclude(state=MeasureState.WITHDRAWN)
    return found.filter(in_force()) if has_insight_only(actor) else found


@dataclass(frozen=True, slots=True)
class Activation:
    """How far one unit's plans of a year have come (ACT-26, ACT-20): numbers of measures, and of halves."""

    unit_id: int
    unit: str
    measures: int
    in_force: int
    begun: int
    done: int
    stopped: int
    late: int
    cause_exceptions: int
    goal_exceptions: int
    municipality_planned: int
    municipality_halves: int
    police_planned: int
    police_halves: int


def activation(actor: Actor, year: int, *, on: date) -> list[Activation]:
    """Return how far each unit's plans of the year have come, by name: two queries whatever the number of units."""
    seen = measures_seen_in(actor, year)
    alive = ~Q(state=MeasureState.STOPPED)
    counted = (
        seen.order_by()
        .values("plan__unit_id", "plan__unit__name")
        .annotate(
            measures=Count("pk"),
            in_force=Count("pk", filter=in_force()),
            done=Count("pk", filter=Q(state=MeasureState.DONE)),
            stopped=Count("pk", filter=Q(state=MeasureState.STOPPED)),
            cause_exceptions=Count("pk", filter=alive & Q(main_cause__isnull=True) & ~Q(no_cause_because="")),
            goal_exceptions=Count("pk", filter=alive & ~Q(no_goal_because="")),
        )
    )
    part = ~Q(state=HalfState.NONE)
    planned = Q(in_planning=InPlanning.YES)
    city, police = Q(party=Party.MUNICIPALITY), Q(party=Party.POLICE)
    owed = Q(state__in=[HalfState.PLANNED, HalfState.ONGOING], measure__state=MeasureState.OPEN)
    halves = (
        Half.objects.filter(measure__in=seen.values("pk"))
        .order_by()
        .values("measure__plan__unit_id")
        .annotate(
            begun=Count(
                "measure_id",
                filter=Q(state__in=[HalfState.ONGOING, HalfState.REPORTED, HalfState.DONE])
                & Q(measure__state=MeasureState.OPEN),
                distinct=True,
            ),
            late=Count("measure_id", filter=owed & Q(due_on__lt=on), distinct=True),
            municipality_planned=Count("pk", filter=part & planned & city),
            municipality_halves=Count("pk", filter=part & city),
            police_planned=Count("pk", filter=part & planned & police),
            police_halves=Count("pk", filter=part & police),
        )
    )
    by_unit: dict[int, dict[str, Any]] = {row["measure__plan__unit_id"]: dict(row) for row in halves}
    rows = []
    for row in sorted(counted, key=lambda row: str(row["plan__unit__name"])):
        half = by_unit.get(row["plan__unit_id"], {})
        rows.append(
            Activation(
                unit_id=row["plan__unit_id"],
                unit=row["plan__unit__name"],
                measures=row["measures"],
                in_force=row["in_force"],
                begun=half.get("begun", 0),
                done=row["done"],
                stopped=row["stopped"],
                late=half.get("late", 0),
                cause_exceptions=row["cause_exceptions"],
                goal_exceptions=row["goal_exceptions"],
                municipality_planned=half.get("municipality_planned", 0),
                municipality_halves=half.get("municipality_halves", 0),
                police_planned=half.get("police_planned", 0),
                police_halves=half.get("police_halves", 0),
            )
        )
    return rows


def ambitions_without_means(actor: Actor, year: int) -> QuerySet[Half]:
    """Return the halves that lack money or an explicit assignment (ACT-34), of measures that are not ended."""
    return (
        Half.objects.filter(measure__in=measures_seen_in(actor, year).filter(state=MeasureState.OPEN).values("pk"))
        .exclude(state=HalfState.NONE)
        .filter(~Q(in_planning=InPlanning.YES) | Q(assignment=""))
        .select_related("measure__plan__unit", "measure__area", "unit")
        .order_by("measure__plan__unit__name", "measure__number", "party", "pk")
    )


def outreach(actor: Actor, year: int) -> list[dict[str, object]]:
    """Return dose and delivered of outreach by unit and what is counted (ACT-33): two queries."""
    halves = Half.objects.filter(
        measure__in=measures_seen_in(actor, year).filter(measure_type=MeasureType.OUTREACH).values("pk"),
        dose__isnull=False,
    ).exclude(state=HalfState.NONE)
    keys = ("measure__plan__unit_id", "measure__plan__unit__name", "dose_unit")
    planned = (
        halves.order_by().values(*keys).annotate(dose_sum=Sum("dose"), measures=Count("measure_id", distinct=True))
    )
    given = {
        (row["half__measure__plan__unit_id"], row["half__dose_unit"]): row["amount_sum"]
        for row in Delivery.objects.filter(half__in=halves.values("pk"), withdrawn_because="")
        .order_by()
        .values("half__measure__plan__unit_id", "half__dose_unit")
        .annotate(amount_sum=Coalesce(Sum("amount"), 0))
    }
    return [
        {
            "unit": row["measure__plan__unit__name"],
            "dose_unit": row["dose_unit"],
            "measures": row["measures"],
            "dose": row["dose_sum"],
            "delivered": given.get((row["measure__plan__unit_id"], row["dose_unit"]), 0),
        }
        for row in sorted(planned, key=lambda row: (str(row["measure__plan__unit__name"]), str(row["dose_unit"])))
    ]


@dataclass(frozen=True, slots=True)
class Balance:
    """How many measures there are of each kind, level, term, direction and sex (CRO-15, ACT-11, -12, -16, -17, -30)."""

    by_kind: tuple[tuple[Kind, int], ...]
    by_level: tuple[tuple[Level, int], ...]
    by_term: tuple[tuple[TermLength, int], ...]
    by_direction: tuple[tuple[DirectedAt, int], ...]
    by_benefits: tuple[tuple[Benefits, int], ...]

    @property
    def total(self) -> int:
        """Return how many measures were counted."""
        return sum(number for _, number in self.by_kind)


CLASSES = ("kind", "level", "term_length", "directed_at", "benefits")
Classed = TypeVar("Classed", Kind, Level, TermLength, DirectedAt, Benefits)


def _balance(rows: Iterable[Mapping[str, Any]]) -> Balance:
    """Add up rows with the classes of a measure and the `number` of measures that have them."""
    rows = list(rows)

    def by(name: str, words: type[Classed]) -> tuple[tuple[Classed, int], ...]:
        return tuple((word, sum(row["number"] for row in rows if row[name] == word)) for word in words)

    return Balance(
        by_kind=by("kind", Kind),
        by_level=by("level", Level),
        by_term=by("term_length", TermLength),
        by_direction=by("directed_at", DirectedAt),
        by_benefits=by("benefits", Benefits),
    )


def balance_of(contents: Iterable[Mapping[str, Any]]) -> Balance:
    """Count the contents of measures, frozen or as they stand, those stopped left out."""
    gone = {MeasureState.STOPPED, MeasureState.WITHDRAWN}
    return _balance({**one, "number": 1} for one in contents if one["state"] not in gone)


def balance(measures: QuerySet[Measure]) -> Balance:
    """Count the measures, those stopped left out, by their classes: one query."""
    rows = measures.exclude(state__in=[MeasureState.STOPPED, MeasureState.WITHDRAWN]).order_by().values(*CLASSES)
    return _balance(rows.annotate(number=Count("pk")))


def stopped_measures(actor: Actor, search: str = "") -> QuerySet[Measure]:
    """Return the stopped measures that the actor may see, of all years, searched by words (ACT-28)."""
    found = Measure.objects.filter(
        plan__in=plans_visible_to(actor).values("pk"), state=MeasureState.STOPPED
    ).select_related("plan__unit", "area", "stop_decision__group")
    by_words: tuple[str, ...] = ("title", "description", "stopped_because")
    decided: dict[int, str] = {}
    if has_insight_only(actor):  # a search by words that may be a draft's would tell them: decided titles are searched
        found, by_words = found.filter(in_force()), ("stopped_because",)
        decided = decided_titles(actor, found.values_list("plan_id", flat=True)) if search.strip() else {}
    for word in search.split():
        named = Q(pk__in=[key for key, title in decided.items() if word.casefold() in title.casefold()])
        found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in by_words), named))
    return found.order_by("-ended_on", "-pk")


def groundwork(unit: Unit, areas: Iterable[Area]) -> Groundwork:
    """Return whether the unit's areas are fixed from picture and causes, with goals that are followed up (AGR-35).

    The picture is decided when a version of it is the agreement's annex in force.
    """
    ids = [area.pk for area in areas]
    with_cause = (
        Cause.objects.filter(
            analysis__problem__unit=unit, analysis__problem__area_id__in=ids, set_aside_on__isnull=True
        )
        .values_list("analysis__problem__area_id", flat=True)
        .distinct()
    )
    return Groundwork(
        has_picture=PictureVersion.objects.filter(picture__unit=unit, annex_version__state="valid").exists(),
        areas=len(ids),
        areas_with_cause=len(set(with_cause)),
        areas_with_goal=len({area_id for _, area_id in followed_goals(unit, ids)}),
    )


def planned_share(plan: Plan, *, only_in_force: bool = False) -> dict[Party, tuple[int, int]]:
    """Return for each party how many of its halves are in ordinary planning and budget, of how many (AGR-24)."""
    halves = Half.objects.filter(measure__plan=plan, measure__state__in=[MeasureState.OPEN, MeasureState.DONE])
    rows = (
        (halves.filter(in_force("measure__entered__")) if only_in_force else halves)
        .exclude(state=HalfState.NONE)
        .order_by()
        .values("party")
        .annotate(total=Count("pk"), planned=Count("pk", filter=Q(in_planning=InPlanning.YES)))
    )
    found = {Party(row["party"]): (row["planned"], row["total"]) for row in rows}
    return {party: found.get(party, (0, 0)) for party in (Party.MUNICIPALITY, Party.POLICE)}
