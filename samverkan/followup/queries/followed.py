"""Questions about the measures that are followed up, and how much of them was delivered."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.followup.rules.dose import HalfDose
from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure
from samverkan.measures.queries.measures import measures_visible_to
from samverkan.measures.words import HalfState, MeasureState
from samverkan.organisation.models import Unit


def sees_only_decided(actor: Actor) -> bool:
    """Tell whether the actor is only elected, and sees nothing but what is decided or settled."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def followed_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Return the measures whose follow-up the actor may see, with halves and what they delivered."""
    measures = measures_visible_to(actor).exclude(state=MeasureState.WITHDRAWN)
    return with_doses(measures.select_related("plan__unit", "area", "place", "sub_goal", "main_cause__analysis"))


def with_doses(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Bring the halves, each with `delivered`: the sum of deliveries that were not withdrawn."""
    standing = Sum("deliveries__amount", filter=Q(deliveries__withdrawn_because=""))
    halves = Half.objects.annotate(delivered=Coalesce(standing, 0)).select_related("unit").order_by("party")
    return measures.prefetch_related(Prefetch("halves", halves, to_attr="halves_delivered"))


def doses_of(measure: Measure) -> tuple[HalfDose, ...]:
    """Return what was delivered of each half against what was planned. Wants `with_doses`."""
    halves: Iterable[Half] = getattr(measure, "halves_delivered", None) or _halves(measure.pk)
    return tuple(
        HalfDose(
            party=Party(half.party),
            planned=half.dose,
            delivered=getattr(half, "delivered", 0),
            unit=half.dose_unit,
            is_done=half.state == HalfState.DONE,
            has_part=half.state != HalfState.NONE,
        )
        for half in halves
    )


def _halves(measure_id: int) -> list[Half]:
    measure = with_doses(Measure.objects.filter(pk=measure_id)).get()
    found: list[Half] = getattr(measure, "halves_delivered", [])
    return found


def followed_for(actor: Actor, measure_id: int) -> Measure:
    """Return the measure, or answer as if it did not exist."""
    measure = followed_visible_to(actor).filter(pk=measure_id).first()
    if measure is None:
        raise Http404
    return measure


def followed_in(actor: Actor, unit: Unit, year: int) -> list[Measure]:
    """Return the measures of the unit's plans of a year, in their plans' order."""
    measures = followed_visible_to(actor).filter(plan__unit=unit, plan__year=year)
    return list(measures.order_by("plan__kind", "plan", "number"))


def units_followed(actor: Actor) -> list[Unit]:
    """Return the units with plans that the actor may see, by name."""
    plans = measures_visible_to(actor).order_by().values("plan__unit_id")
    return list(Unit.objects.filter(pk__in=plans).order_by("name"))


def years_followed(actor: Actor, unit: Unit) -> list[int]:
    """Return the years for which the actor may see measures of the unit, the latest first."""
    years = measures_visible_to(actor).filter(plan__unit=unit).order_by().values_list("plan__year", flat=True)
    return sorted(set(years.distinct()), reverse=True)
