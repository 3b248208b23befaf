"""The red thread of a large town: every district with figures, pictures, causes, plans, follow-ups and reports.

Used by `tests.country`. Everything is counted out, nothing drawn by lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from django.db import models

from samverkan.agreements.models import AnnexVersion
from samverkan.causes.models import Analysis, Cause, EventStep, Evidence, Participant, Proposal
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.followup.models import DevelopmentArea, EffectCard, Review
from samverkan.ground.words import AnnexKind, Party
from samverkan.indicators.models import Aim, Indicator, Reading, Source, SubGoal
from samverkan.measures.models import Delivery, Half, Measure, Part, Plan, PlanVersion
from samverkan.measures.queries.measures import measures_in_plan
from samverkan.measures.services.versions import areas_of as plan_areas
from samverkan.measures.services.versions import plan_content
from samverkan.measures.words import PartKind
from samverkan.organisation.models import Unit
from samverkan.places.models import Place, PlaceCount
from samverkan.priorities.models import Area, AreaList
from samverkan.reporting.models import Report, ReportingPeriod, Section
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.queries.reports import said_in
from samverkan.reporting.words import SectionKind
from samverkan.situation.models import (
    Cell,
    Contribution,
    Line,
    Picture,
    PictureVersion,
    Problem,
    Ranking,
    Score,
    Statement,
    Table,
)
from samverkan.situation.queries.pictures import statements_of, tables_of
from samverkan.situation.services.versions import snapshot_of
from tests.cast import TODAY, Cast

AT = datetime(2026, 2, 3, 9, tzinfo=UTC)
YEARS = (2025, 2026)
BLOCKS = ("extent", "consequences", "information", "analysis")
POINTS = {"volume": 3, "harm": 2, "fear": 4, "trend": 1, "influence": 2, "mandate": 3}

Row = TypeVar("Row", bound=models.Model)


def store(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Store many rows."""
    return model._default_manager.bulk_create(rows, batch_size=1000)


class RedCountry:
    """What is common to the town, and the deeds that give districts their thread."""

    def __init__(self, cast: Cast, area_list: AreaList, areas: Sequence[Area]) -> None:
        self.cast, self.area_list, self.areas = cast, area_list, areas
        self.town = cast.units["town"]
        self.source = Source.objects.create(municipality=self.town, title="Mätningen", publisher="Polisen", year=2025)
        self.goals = store(
            SubGoal,
            [SubGoal(unit=self.town, area=area, number=1, text=f"Delmål {area.number}") for area in areas],
        )
        self.indicators = store(
            Indicator,
            [self.indicator(self.town, goal, f"Gemensam {goal.pk}", outcome="safety") for goal in self.goals],
        )
        self.periods = store(
            ReportingPeriod,
            [
                ReportingPeriod(
                    municipality=self.town,
                    kind="year",
                    year=year,
                    starts_on=date(year, 1, 1),
                    ends_on=date(year, 12, 31),
                    opens_on=date(year, 12, 1),
                    due_on=date(year + 1, 1, 31),
                )
                for year in (2023, 2024)
            ],
        )

    def indicator(self, unit: Unit, goal: SubGoal, name: str, **more: Any) -> Indicator:
        """Return an indicator, to be stored."""
        given = {"kind": "share", "direction": "down", "unit_of_measure": "svarande", "definition": "Andel som svarar"}
        shows = {"can_show": "Upplevelser", "cannot_show": "Brott"}
        return Indicator(unit=unit, area_id=goal.area_id, sub_goal=goal, name=name, **(given | shows | more))

    def grow(self, units: Sequence[Unit], police: Unit, first: int) -> None:
        """Give each district its thread. `first` numbers what must have a name of its own."""
        self.readings(units)
        places = self.places(units, first)
        statements = self.pictures(units, places)
        problems = self.problems(units, places, statements, first)
        causes = self.causes(problems)
        plans = self.plans(units)
        self.measures(plans, causes, police)
        self.freeze()
        self.reports(units, plans)
        self.check_ins(units, first)

    def freeze(self) -> None:
        """Write into the new versions what the first of them holds, under each district's own name."""
        pictures = list(PictureVersion.objects.filter(content={}).select_related("picture__unit"))
        if pictures:
            first = pictures[0].picture
            said = snapshot_of(first, self.areas, [*statements_of(first)], [*tables_of(first)], {}, TODAY).content()
            for version in pictures:
                version.content = said | {"unit": version.picture.unit.name}
            PictureVersion.objects.bulk_update(pictures, ["content"], batch_size=100)
        plans = list(PlanVersion.objects.filter(content={}).select_related("plan__unit", "plan__group"))
        if plans:
            plan = plans[0].plan
            held = list(measures_in_plan(plan))
            planned = plan_content(plan, held, plan_areas(plan, held), "Ny")
            for plan_version in plans:
                plan_version.content = planned | {"unit": plan_version.plan.unit.name}
            PlanVersion.objects.bulk_update(plans, ["content"], batch_size=100)

    def readings(self, units: Sequence[Unit]) -> None:
        """Two years of readings of every common indicator, with aims; once for each district."""
        have = set(Reading.objects.filter(indicator__in=self.indicators).values_list("unit_id", flat=True))
        units = [unit for unit in dict.fromkeys(units) if unit.pk not in have]
        store(
            Reading,
            [
                Reading(
                    indicator=indicator,
                    unit=unit,
                    starts_on=date(year, 1, 1),
                    ends_on=date(year, 12, 31),
                    numerator=200 + number % 50,
                    denominator=1000,
                    sex=sex,
                    source=self.source,
                    party=Party.POLICE if number % 2 else Party.MUNICIPALITY,
                    recorded_at=AT,
                )
                for number, unit in enumerate(units)
                for indicator in self.indicators
                for year in (2023, 2024)
                for sex in ("", "women", "men")
            ],
        )
        store(
            Aim,
            [
                Aim(indicator=indicator, unit=unit, baseline_year=2024, baseline=25, target_year=2028, target=18)
                for unit in units
                for indicator in self.indicators
            ],
        )

    def places(self, units: Sequence[Unit], first: int) -> list[Place]:
        """Two places of each district, counted twice."""
        places = store(
            Place,
            [
                Place(
                    unit=unit,
                    name=f"Plats {first + number}.{order}",
                    delimitation="Torget",
                    problem_types=["drug_dealing"],
                    built_factors={"lighting": "Släckta lampor"},
                    registered_on=date(2025, 1, 1),
                )
                for number, unit in enumerate(units)
                for order in (1, 2)
            ],
        )
        store(
            PlaceCount,
            [
                PlaceCount(
                    place=place, problem_type="drug_dealing", on=date(2026, 1, day), number=day, source="Räkning"
                )
                for place in places
                for day in (5, 12)
            ],
        )
        return places

    def pictures(self, units: Sequence[Unit], places: Sequence[Place]) -> list[Statement]:
        """Two years of pictures with lines, statements, tables, contributions and a frozen version."""
        versions = {
            version.annex.agreement.unit_id: version
            for version in AnnexVersion.objects.filter(
                annex__kind=AnnexKind.SITUATION_PICTURE, annex__agreement__unit__in=units, state="valid"
            )
            .exclude(pk__in=PictureVersion.objects.values("annex_version"))
            .select_related("annex__agreement")
        }
        pictures = [
            picture
            for unit in units
            for year in YEARS
            for picture, _ in [
                Picture.objects.get_or_create(
                    unit=unit, year=year, defaults={"delimitation": "Hela", "opened_on": date(year, 1, 10)}
                )
            ]
        ]
        store(
            Line,
            [
                Line(
                    picture=picture,
                    room=room,
                    block=block,
                    area=self.areas[0],
                    text="Syns",
                    shared_at=AT,
                    written_at=AT,
                )
                for picture in pictures
                for room in ("municipality", "police")
                for block in BLOCKS[:2]
            ],
        )
        statements = store(
            Statement,
            [
                Statement(picture=picture, block=block, area=area, text="Handel", agreement="agreed", written_at=AT)
                for picture in pictures
                for block in BLOCKS
                for area in self.areas
            ],
        )
        tables = store(
            Table,
            [
                Table(
                    picture=picture,
                    block="extent",
                    area=self.areas[0],
                    title="Brott",
                    period="2025",
                    source=self.source,
                )
                for picture in pictures
            ],
        )
        store(Cell, [Cell(table=table, sex=sex, number=12) for table in tables for sex in ("women", "men")])
        store(
            Contribution,
            [
                Contribution(picture=picture, sender="Bolaget", field="Brand", text="Bränder", received_on=TODAY)
                for picture in pictures
            ],
        )
        store(
            PictureVersion,
            [
                PictureVersion(
                    picture=picture,
                    number=1 + picture.versions.count(),
                    content={},
                    sealed="0" * 64,
                    annex_version=versions.pop(picture.unit_id),
                    frozen_at=AT,
                )
                for picture in pictures
                if picture.year == YEARS[0] and picture.unit_id in versions
            ],
        )
        return statements

    def problems(
        self, units: Sequence[Unit], places: Sequence[Place], statements: Sequence[Statement], first: int
    ) -> list[Problem]:
        """Two problems of each district, weighed in this year's picture."""
        problems = store(
            Problem,
            [
                Problem(
                    unit=unit,
                    area=self.areas[order],
                    title=f"Problem {first + number}.{order}",
                    description="Handel",
                    target="place",
                    place=places[2 * number],
                    raised_on=date(2025, 2, 1),
                )
                for number, unit in enumerate(units)
                for order in (0, 1)
            ],
        )
        by_unit: dict[int, Statement] = {}
        for statement in statements:
            by_unit.setdefault(statement.picture.unit_id, statement)
        store(
            Problem.statements.through,
            [Problem.statements.through(problem=one, statement=by_unit[one.unit_id]) for one in problems],
        )
        rankings = {
            picture.unit_id: Ranking.objects.get_or_create(
                picture=picture, defaults={"weights": dict.fromkeys(POINTS, 1), "decided_on": date(2026, 2, 1)}
            )[0]
            for picture in Picture.objects.filter(unit__in=units, year=YEARS[1])
        }
        store(
            Score,
            [
                Score(
                    ranking=rankings[problem.unit_id],
                    problem=problem,
                    points=POINTS,
                    reasons="Lägesbilden",
                    is_prioritised=True,
                    place_in_order=order + 1,
                )
                for order, problem in enumerate(problems)
            ],
        )
        return problems

    def causes(self, problems: Sequence[Problem]) -> list[Cause]:
        """A settled analysis of every other problem, with causes, evidence, steps and a proposal."""
        analyses = store(
            Analysis,
            [
                Analysis(
                    problem=problem,
                    title="Varför",
                    target="place",
                    started_on=date(2025, 3, 1),
                    state="settled",
                    municipality_settled_on=date(2025, 4, 1),
                    police_settled_on=date(2025, 4, 1),
                )
                for problem in problems[::2]
            ],
        )
        causes = store(
            Cause,
            [Cause(analysis=one, text=f"Orsak {n}", side="guardian", weight=3) for one in analyses for n in (1, 2)],
        )
        store(
            Evidence,
            [
                Evidence(cause=one, kind="statistics", text="Visar", source=self.source, added_on=TODAY)
                for one in causes
            ],
        )
        store(EventStep, [EventStep(analysis=one, order=1, text="Händer") for one in analyses])
        store(Participant, [Participant(analysis=one, name="Skolan", party="external") for one in analyses])
        store(
            Proposal,
            [Proposal(analysis=one, text="Lampor", consequences="Ljus", proposed_on=TODAY) for one in analyses],
        )
        return causes

    def plans(self, units: Sequence[Unit]) -> list[Plan]:
        """A plan of each year, this year's frozen with the agreement's annex."""
        plans = [
            Plan.objects.get_or_create(
                unit=unit,
                kind="measures_plan",
                year=year,
                defaults={"area_list": self.area_list, "opened_on": date(year, 1, 15)},
            )[0]
            for unit in units
            for year in YEARS
        ]
        kinds = (PartKind.DIRECTION, PartKind.FOCUS, PartKind.GOALS, PartKind.FOLLOW_UP)
        store(
            Part,
            [
                Part(plan=plan, kind=kind, text="Text")
                for plan in dict.fromkeys(plans)
                if not plan.parts.exists()
                for kind in kinds
            ],
        )
        free = AnnexVersion.objects.filter(
            annex__kind=AnnexKind.MEASURES_PLAN, annex__agreement__unit__in=units, state="valid"
        ).exclude(pk__in=PlanVersion.objects.exclude(annex_version=None).values("annex_version"))
        annexes = {one.annex.agreement.unit_id: one for one in free.select_related("annex__agreement")}
        store(
            PlanVersion,
            [
                PlanVersion(
                    plan=plan,
                    number=1 + plan.versions.count(),
                    content={},
                    sealed="0" * 64,
                    annex_version=annexes.pop(plan.unit_id),
                    frozen_at=AT,
                )
                for plan in plans
                if plan.year == YEARS[1] and plan.unit_id in annexes
            ],
        )
        return plans

    def measures(self, plans: Sequence[Plan], causes: Sequence[Cause], police: Unit) -> None:
        """Two measures in each plan, with halves, deliveries, reviews and effect cards."""
        cause_of = {cause.analysis.problem.unit_id: cause for cause in causes}
        version_of = {
            version.plan_id: version for version in PlanVersion.objects.filter(plan__in=plans).order_by("number")
        }
        last_of = {plan.pk: plan.measures.count() for plan in plans}
        rows = []
        for plan in plans:
            last = last_of[plan.pk]
            last_of[plan.pk] += 2
            for number in (1, 2):
                cause = cause_of.get(plan.unit_id) if number == 1 else None
                rows.append(
                    Measure(
                        plan=plan,
                        number=last + number,
                        title=f"Åtgärd {last + number}",
                        description="Lampor",
                        area=self.areas[number - 1],
                        main_cause=cause,
                        no_cause_because="" if cause else "Brådskar",
                        sub_goal=self.goals[number - 1],
                        sides=["guardian"],
                        level="universal",
                        kind="situational",
                        term_length="short",
                        directed_at="environment",
                        starts_on=date(plan.year, 2, 1),
                        entered=version_of.get(plan.pk),
                    )
                )
        measures = store(Measure, rows)
        through = Measure.causes.through
        store(through, [through(measure=one, cause=one.main_cause) for one in measures if one.main_cause is not None])
        halves = store(
            Half,
            [
                Half(
                    measure=measure,
                    party=party,
                    unit=measure.plan.unit if party == Party.MUNICIPALITY else police,
                    owner_title="Samordnare",
                    dose=10,
                    dose_unit="pass",
                    due_on=date(measure.plan.year, 11, 30),
                )
                for measure in measures
                for party in (Party.MUNICIPALITY, Party.POLICE)
            ],
        )
        store(Delivery, [Delivery(half=half, on=half.measure.starts_on, amount=3, recorded_at=AT) for half in halves])
        store(
            Review,
            [
                Review(
                    measure=measure,
                    on=date(2026, 2, 1),
                    answer="yes",
                    reason="Verkar",
                    next_on=date(2026, 3, 1),
                    party="municipality",
                    by_name="Amina",
                )
                for measure in measures
            ],
        )
        cards = store(
            EffectCard,
            [
                EffectCard(
                    measure=measure, number=1, indicator=self.indicators[0], source=self.source, drafted_on=TODAY
                )
                for measure in measures[::2]
            ],
        )
        store(
            DevelopmentArea,
            [
                DevelopmentArea(
                    unit=card.measure.plan.unit, text="Fler analyser", found_on=TODAY, found_in="Uppföljning", card=card
                )
                for card in cards
            ],
        )

    def reports(self, units: Sequence[Unit], plans: Sequence[Plan]) -> None:
        """A report of each district and period, with its sections."""
        plan_of = {plan.unit_id: plan for plan in plans if plan.year == YEARS[0]}
        known = set(Report.objects.values_list("period_id", "unit_id"))
        reports = store(
            Report,
            [
                Report(period=period, unit=unit, plan=plan_of.get(unit.pk), state="draft")
                for period in self.periods
                for unit in {unit.pk: unit for unit in units}.values()
                if (period.pk, unit.pk) not in known
            ],
        )
        store(Section, [Section(report=report, kind=kind, text="Text") for report in reports for kind in SectionKind])
        facts = facts_of(reports)
        for report in reports:
            report.municipality_agrees_on = report.police_agrees_on = TODAY
            report.content = facts[report.pk] | said_in(report)
            report.state, report.submitted_at, report.accepted_at, report.sealed = "accepted", AT, AT, "0" * 64
        fields = ["municipality_agrees_on", "police_agrees_on", "content", "state", "submitted_at", "accepted_at"]
        Report.objects.bulk_update(reports, [*fields, "sealed"], batch_size=100)

    def check_ins(self, units: Sequence[Unit], first: int) -> None:
        """A check-in of each district with three lines, each in a week of its own."""
        rows = []
        for number, unit in enumerate(units):
            monday = date(2026, 3, 2) - timedelta(weeks=first + number)
            year, week, _ = monday.isocalendar()
            rows.append(CheckIn(unit=unit, year=year, week=week, started_at=AT))
        store(
            CheckInLine,
            [
                CheckInLine(check_in=one, kind=kind, party=party, text="Bråk", by_function=by, due_on=due)
                for one in store(CheckIn, rows)
                for kind, party, by, due in (
                    ("seen", "municipality", "", None),
                    ("expected", "police", "", None),
                    ("agreed", "police", "Kommunpolis", TODAY),
                )
            ],
        )
