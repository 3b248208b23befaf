"""What a report fills in by itself, from the plan, the follow-up, the indicators and the pictures (FOL-05, FOL-15).

One query of each kind, however many reports are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from samverkan.agreements.words import AnnexState
from samverkan.followup.models import DevelopmentArea, EffectCard, Review
from samverkan.followup.services.cards import effect_card_pointer
from samverkan.followup.words import CardState
from samverkan.indicators.models import Reading
from samverkan.indicators.services.pointers import indicator_pointer
from samverkan.measures.models import Delivery, Half, Measure, Plan
from samverkan.measures.queries.plans import in_force
from samverkan.measures.services.pointers import measure_pointer, plan_pointer
from samverkan.measures.words import PlanKind
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.reporting.rules.facts import half_state_on, state_on
from samverkan.situation.models import PictureVersion
from samverkan.situation.services.pointers import picture_version_pointer

FORMAT = 1
"""The shape of a frozen report; a later shape gets a later number and the earlier ones stay readable."""

Facts = dict[str, Any]


def facts_of(reports: Iterable[Report]) -> dict[int, Facts]:
    """Return each report's facts by its key. The reports are of one period; wants `unit`, `period` and `plan` selected.

    Measures, doses and pictures are those of the period; effect cards are those settled so far, since an effect is
    judged after the measure.
    """
    reports = list(reports)
    if not reports:
        return {}
    period = reports[0].period
    units = [report.unit_id for report in reports]
    plans = plans_of(units, period)
    measures = _measures(plans, period)
    readings = _readings(units, period)
    pictures = _pictures(units, period)
    development = _development(units, period)
    return {
        report.pk: {
            "format": FORMAT,
            "unit": {"key": str(report.unit_id), "name": report.unit.name},
            "period": {
                "key": str(period.pk),
                "kind": period.kind,
                "year": period.year,
                "starts_on": period.starts_on.isoformat(),
                "ends_on": period.ends_on.isoformat(),
            },
            "plan": asdict(plan_pointer(plans[report.unit_id])) if report.unit_id in plans else None,
            "measures": measures[report.unit_id],
            "readings": readings[report.unit_id],
            "pictures": pictures[report.unit_id],
            "development": development[report.unit_id],
        }
        for report in reports
    }


def plans_of(units: Iterable[int], period: ReportingPeriod) -> dict[int, Plan]:
    """Return the year's plan of each unit: a district's measures plan, a municipality's own or its action plan."""
    found: dict[int, Plan] = {}
    kinds = (PlanKind.MEASURES_PLAN, PlanKind.ACTION_PLAN)
    plans = Plan.objects.filter(unit_id__in=list(units), year=period.year, kind__in=kinds).select_related("unit")
    for plan in sorted(plans, key=lambda plan: kinds.index(PlanKind(plan.kind))):
        found.setdefault(plan.unit_id, plan)
    return found


def _measures(plans: Mapping[int, Plan], period: ReportingPeriod) -> dict[int, list[Facts]]:
    """Return the decided measures of the plans by unit: what is only prepared is nobody's report."""
    last_day = period.ends_on
    delivered = Delivery.objects.filter(on__gte=period.starts_on, on__lte=last_day, withdrawn_because="")
    rows = list(
        Measure.objects.filter(in_force(), plan__in=[plan.pk for plan in plans.values()])
        .select_related("area", "plan", "sub_goal")
        .prefetch_related(
            Prefetch("halves", Half.objects.select_related("unit").order_by("party")),
            Prefetch("halves__deliveries", delivered, to_attr="delivered_in_the_period"),
        )
        .order_by("area__number", "number")
    )
    keys = [measure.pk for measure in rows]
    cards: dict[int, EffectCard] = {}
    for card in (
        EffectCard.objects.filter(measure__in=keys, state=CardState.SETTLED)
        .select_related("measure")
        .order_by("number")
    ):
        cards[card.measure_id] = card
    reviews: dict[int, Review] = {}
    for review in Review.objects.filter(measure__in=keys, on__lte=last_day).order_by("on", "pk"):
        reviews[review.measure_id] = review
    found: dict[int, list[Facts]] = defaultdict(list)
    for measure in rows:
        found[measure.plan.unit_id].append(_measure(measure, cards.get(measure.pk), reviews.get(measure.pk), last_day))
    return found


def _measure(measure: Measure, card: EffectCard | None, review: Review | None, last_day: date) -> Facts:
    pointer = measure_pointer(measure)
    state = state_on(measure.state, measure.ended_on, last_day)
    return {
        "key": pointer.key,
        "kind": pointer.kind,
        "title": pointer.title,
        "address": pointer.address,
        "number": measure.number,
        "area": measure.area_id,
        "area_number": measure.area.number,
        "area_name": measure.area.name,
        "goal": measure.sub_goal.text if measure.sub_goal else "",
        "state": state,
        "ended_on": measure.ended_on.isoformat() if measure.ended_on and state != "open" else "",
        "why": measure.stopped_because if state == "stopped" else "",
        "halves": [_half(half, last_day) for half in measure.halves.all()],
        "verdict": _verdict(card) if card else None,
        "review": {"on": review.on.isoformat(), "answer": review.answer, "reason": review.reason} if review else None,
    }


def _half(half: Half, last_day: date) -> Facts:
    state = half_state_on(half.state, half.done_on, last_day)
    deliveries: list[Delivery] = getattr(half, "delivered_in_the_period")  # noqa: B009 - put there by the prefetch
    return {
        "key": str(half.pk),
        "party": half.party,
        "unit": half.unit.name if half.unit else "",
        "owner": half.owner_title,
        "text": half.text,
        "state": state,
        "due_on": half.due_on.isoformat() if half.due_on else "",
        "done_on": half.done_on.isoformat() if half.done_on and state == "done" else "",
        "dose": half.dose,
        "dose_unit": half.dose_unit,
        "delivered": sum(delivery.amount for delivery in deliveries),
        "outcome": half.outcome if state == "done" else "",
        "in_planning": half.in_planning,
        "budget_line": half.budget_line,
        "planning_reference": half.planning_reference,
        "assignment": half.assignment,
        "no_part_because": half.no_part_because,
    }


def _verdict(card: EffectCard) -> Facts:
    pointer = effect_card_pointer(card)
    return {
        "key": pointer.key,
        "kind": pointer.kind,
        "title": pointer.title,
        "address": pointer.address,
        "verdict": card.verdict,
        "reason": card.verdict_reason,
        "advice": card.advice,
    }


def _readings(units: list[int], period: ReportingPeriod) -> dict[int, list[Facts]]:
    """Return the latest reading in the period of every indicator and sex, by unit (one query)."""
    rows = (
        Reading.objects.filter(
            unit_id__in=units,
            replaced_by__isnull=True,
            age="",
            part="",
            ends_on__gte=period.starts_on,
            ends_on__lte=period.ends_on,
            indicator__retired_on__isnull=True,
        )
        .select_related("indicator", "indicator__area", "source")
        .order_by("indicator__name", "ends_on", "starts_on", "pk")
    )
    latest: dict[tuple[int, int, str], Reading] = {}
    for reading in rows:
        latest[reading.unit_id, reading.indicator_id, reading.sex] = reading
    found: dict[int, list[Facts]] = defaultdict(list)
    for reading in latest.values():
        indicator, pointer = reading.indicator, indicator_pointer(reading.indicator)
        found[reading.unit_id].append(
            {
                "key": pointer.key,
                "name": indicator.name,
                "address": pointer.address,
                "area": indicator.area_id,
                "area_number": indicator.area.number if indicator.area else 0,
                "area_name": indicator.area.name if indicator.area else "",
                "is_common": indicator.unit_id == period.municipality_id,
                "kind": indicator.kind,
                "per": indicator.per,
                "unit_of_measure": indicator.unit_of_measure,
                "direction": indicator.direction,
                "sex": reading.sex,
                "starts_on": reading.starts_on.isoformat(),
                "ends_on": reading.ends_on.isoformat(),
                "numerator": reading.numerator,
                "denominator": reading.denominator,
                "value": reading.value,
                "low": reading.low,
                "high": reading.high,
                "is_preliminary": reading.is_preliminary,
                "source": str(reading.source),
                "party": reading.party,
            }
        )
    return found


def _pictures(units: list[int], period: ReportingPeriod) -> dict[int, list[Facts]]:
    """Return the situation pictures decided during the period, by unit (one query)."""
    rows = (
        PictureVersion.objects.filter(
            picture__unit_id__in=units,
            annex_version__state=AnnexState.VALID,
            annex_version__dated_on__gte=period.starts_on,
            annex_version__dated_on__lte=period.ends_on,
        )
        .select_related("picture__unit", "annex_version")
        .defer("content", "annex_version__text")
        .order_by("annex_version__dated_on", "pk")
    )
    found: dict[int, list[Facts]] = defaultdict(list)
    for version in rows:
        dated_on = version.annex_version.dated_on
        found[version.picture.unit_id].append(
            asdict(picture_version_pointer(version))
            | {"dated_on": dated_on.isoformat() if dated_on else "", "what_is_new": version.annex_version.summary}
        )
    return found


def _development(units: list[int], period: ReportingPeriod) -> dict[int, list[Facts]]:
    """Return the development areas found until the end of the period and still open, by unit (one query)."""
    rows = DevelopmentArea.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=period.ends_on), unit_id__in=units, found_on__lte=period.ends_on
    ).order_by("found_on", "pk")
    found: dict[int, list[Facts]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(
            {"key": str(row.pk), "text": row.text, "found_in": row.found_in, "found_on": row.found_on.isoformat()}
        )
    return found
