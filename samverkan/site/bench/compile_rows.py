"""A made-up municipality's year of reporting: districts with decided plans, effect cards, readings and reports.

Everything is counted out, nothing is drawn by lot, so that two runs build the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from django.db import transaction

from samverkan.access.actor import Actor, PostHeld
from samverkan.access.words import Role
from samverkan.agreements.models import Agreement, Annex, AnnexVersion
from samverkan.followup.models import DevelopmentArea, EffectCard, Review
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Reading, Source
from samverkan.indicators.words import Outcome
from samverkan.measures.models import Delivery, Half, Measure, Plan, PlanVersion
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area, AreaList
from samverkan.reporting.models import Report, ReportingPeriod, Section
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.queries.reports import said_in
from samverkan.reporting.rules.reports import PERSPECTIVES
from samverkan.reporting.words import SectionKind
from samverkan.site.bench.country import store

YEAR = 2025
YEARS = range(2022, YEAR + 1)
START, LAST = date(2022, 1, 1), date(YEAR, 12, 31)
AT = datetime(2026, 2, 1, tzinfo=UTC)
SEALED = "0" * 64
AREAS, MEASURES, INDICATORS = 5, 24, 10
"""So many areas and common indicators in the municipality, and measures a district."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many districts report."""

    name: str
    districts: int


CITY = Size("city", 11)
COUNTRY = Size("country", 290)
TWICE = Size("twice", 580)


@transaction.atomic
def build(size: Size) -> dict[str, int]:
    """Store the municipality with every district's report accepted, and return how many rows of some kinds it has."""
    city: dict[str, Any] = {"party": "municipality", "valid_from": START}
    town = Unit.objects.create(name="Kommun", kind="municipality", **city)
    units = store(
        Unit,
        (
            Unit(name=f"Stadsdel {n:03}", kind="district", parent=town, municipality=town, **city)
            for n in range(size.districts)
        ),
    )
    listed = AreaList.objects.create(municipality=town, name="2022", source="–", valid_from=START)
    areas = store(Area, (Area(area_list=listed, number=n + 1, name=f"Område {n + 1}") for n in range(AREAS)))
    _readings(town, units, areas)
    _plans(units, areas, listed)
    _reports(town, units)
    return {
        "districts": len(units),
        "measures": Measure.objects.count(),
        "deliveries": Delivery.objects.count(),
        "readings": Reading.objects.count(),
        "reports": Report.objects.count(),
    }


def _readings(town: Unit, units: list[Unit], areas: list[Area]) -> None:
    source = Source.objects.create(municipality=town, title="Trygghetsmätning", publisher="Polisen", year=YEAR)
    outcomes = {0: Outcome.SAFETY, 1: Outcome.CRIME}
    indicators = store(
        Indicator,
        (
            Indicator(
                unit=town, area=areas[n % AREAS], name=f"Indikator {n}", definition="x", kind="share",
                unit_of_measure="svarande", direction="down", can_show="x", cannot_show="y",
                outcome=outcomes.get(n, Outcome.NONE),
            )
            for n in range(INDICATORS)
        ),
    )  # fmt: skip
    store(
        Reading,
        (
            Reading(indicator=indicator, unit=unit, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
                    numerator=300 + n % 7, denominator=1000, source=source, party="police", recorded_at=AT)
            for n, (unit, indicator, year) in enumerate(product(units, indicators, YEARS))
        ),
    )  # fmt: skip


def _plans(units: list[Unit], areas: list[Area], listed: AreaList) -> None:
    first = date(YEAR, 1, 15)
    agreements = store(
        Agreement,
        (
            Agreement(tier="local", title=unit.name, unit=unit, state="adopted", valid_from=START, signed_on=START,
                      created_at=AT)
            for unit in units
        ),
    )  # fmt: skip
    annexes = store(
        Annex, (Annex(agreement=one, number=3, kind="measures_plan", title="Åtgärdsplan") for one in agreements)
    )
    valid = store(
        AnnexVersion,
        (
            AnnexVersion(annex=annex, number=1, state="valid", dated_on=first, attached_at=AT, needs_decision=False,
                         created_at=AT)
            for annex in annexes
        ),
    )  # fmt: skip
    plans = store(
        Plan,
        (Plan(unit=unit, kind="measures_plan", year=YEAR, opened_on=first, area_list=listed) for unit in units),
    )
    versions = store(
        PlanVersion,
        (
            PlanVersion(plan=plan, number=1, content={}, sealed=SEALED, annex_version=annex, frozen_at=AT)
            for plan, annex in zip(plans, valid, strict=True)
        ),
    )
    measures = store(
        Measure,
        (
            Measure(
                plan=plan, number=n, title=f"Åtgärd {n}", description="x", area=areas[n % AREAS],
                no_cause_because="x", no_goal_because="x", sides=["target"], level="universal", kind="social",
                term_length="short", directed_at="residents", starts_on=first, entered=versions[place],
                state="open" if n % 4 == 0 else "done", ended_on=None if n % 4 == 0 else LAST,
            )
            for (place, plan), n in product(enumerate(plans), range(MEASURES))
        ),
    )  # fmt: skip
    halves = store(
        Half,
        (
            Half(measure=measure, party=party, owner_title="Samordnare", due_on=LAST, unit=measure.plan.unit,
                 dose=10, dose_unit="pass", state="ongoing" if measure.state == "open" else "done",
                 done_on=measure.ended_on)
            for measure, party in product(measures, ("municipality", "police"))
        ),
    )  # fmt: skip
    store(
        Delivery,
        (
            Delivery(half=half, on=date(YEAR, month, 1), amount=4, recorded_by="Samordnare", recorded_at=AT)
            for half, month in product(halves, (4, 9))
        ),
    )
    settled: dict[str, Any] = {
        "state": "settled",
        "municipality_settled_on": LAST,
        "police_settled_on": LAST,
        "advice": "continue",
        "sealed": SEALED,
    }
    store(
        EffectCard,
        (
            EffectCard(measure=measure, number=1, drafted_on=LAST, verdict=("probably", "unclear")[n % 2],
                       verdict_reason="x", **settled)
            for n, measure in enumerate(measures)
            if n % 3 == 0
        ),
    )  # fmt: skip
    store(
        Review,
        (
            Review(measure=measure, on=date(YEAR, 10, 1), answer="yes", reason="Behövs ännu", next_on=LAST,
                   by_name="Samordnare")
            for measure in measures[::2]
        ),
    )  # fmt: skip
    store(
        DevelopmentArea,
        (
            DevelopmentArea(unit=unit, text=f"Utveckla {n}", found_in="Uppföljning", found_on=first)
            for unit, n in product(units, range(2))
        ),
    )


def _reports(town: Unit, units: list[Unit]) -> None:
    """Store the reports with what their facts give, frozen as acceptance does."""
    period = ReportingPeriod.objects.create(
        municipality=town,
        kind="year",
        year=YEAR,
        starts_on=date(YEAR, 1, 1),
        ends_on=LAST,
        opens_on=date(YEAR, 11, 1),
        due_on=LAST,
    )
    reports = store(Report, (Report(period=period, unit=unit, state="draft") for unit in units))
    store(
        Section,
        (
            Section(
                report=report,
                kind=kind,
                text="" if kind in PERSPECTIVES else f"Så här: {kind.value}",
                not_made_because="Underlag saknas" if kind in PERSPECTIVES else "",
            )
            for report, kind in product(reports, SectionKind)
        ),
    )
    facts = facts_of(reports)
    for report in Report.objects.prefetch_related("sections"):
        content = facts[report.pk] | said_in(report)
        Report.objects.filter(pk=report.pk).update(
            state="accepted",
            content=content,
            sealed=seal(content),
            accepted_at=AT,
            submitted_at=AT,
            municipality_agrees_on=LAST,
            police_agrees_on=LAST,
        )


def central() -> Actor:
    """Return somebody of the municipality's central group."""
    town = Unit.objects.get(kind="municipality")
    keys = frozenset((town.pk,))
    return Actor(
        user_id=1,
        name="Central",
        posts=(PostHeld(Role.CENTRAL, town.pk, town.name, Party.MUNICIPALITY),),
        own_unit_ids=keys,
        unit_ids=keys,
        city_wide_ids=keys,
        municipality_ids=keys,
    )
