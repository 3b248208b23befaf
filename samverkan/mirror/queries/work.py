"""What districts and the city have written, analysed, measured and reported by a day: a fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from samverkan.agreements.words import AnnexState
from samverkan.causes.models import Analysis
from samverkan.indicators.models import GoalReview, Indicator, Reading, SubGoal
from samverkan.indicators.words import Measurability
from samverkan.measures.models import Half, Measure
from samverkan.measures.words import HalfState, InPlanning
from samverkan.mirror.rules.facts import AreaListFact, CityFact, ReportFact, WorkFact, YearFact
from samverkan.organisation.models import Unit
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.situation.models import Picture, PictureVersion, Score, Statement


def after(on: date) -> datetime:
    """Return the first moment after the day."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def works_of(units: QuerySet[Unit], on: date) -> dict[int, WorkFact]:
    """Return what each of the units has done by the day, in eight questions."""
    gathered = _Districts(units, on)
    pictures, blocks, problems = gathered.pictures(), gathered.blocks(), gathered.problems()
    measures, halves, reports = gathered.measures(), gathered.halves(), gathered.reports()
    found = {}
    for unit_id, name in units.values_list("pk", "name"):
        picture_id, touched = pictures.get(unit_id, (None, None))
        prioritised, lacking = problems.get(unit_id, (0, 0))
        in_force, by_exception = measures.get(unit_id, (0, 0))
        every, planned = halves.get(unit_id, (0, 0))
        found[unit_id] = WorkFact(
            unit_id=unit_id,
            name=name,
            picture_id=picture_id,
            picture_touched_on=touched,
            blocks=frozenset(blocks.get(unit_id, ())),
            prioritised=prioritised,
            prioritised_without_analysis=lacking,
            measures_in_force=in_force,
            measures_by_exception=by_exception,
            halves=every,
            halves_in_planning=planned,
            reports=tuple(reports.get(unit_id, ())),
        )
    return found


class _Districts:
    """One gathering for some units and a day."""

    def __init__(self, units: QuerySet[Unit], on: date) -> None:
        self.units = units.order_by().values("pk")
        self.on = on
        self.after = after(on)

    def in_force(self, prefix: str) -> Q:
        """Return the condition that the frozen version behind the prefix is in force on the day."""
        return Q(
            **{
                f"{prefix}annex_version__state": AnnexState.VALID,
                f"{prefix}annex_version__dated_on__lte": self.on,
            }
        )

    def pictures(self) -> dict[int, tuple[int, date]]:
        """Return the latest picture of each unit and the day it was last changed: three questions."""
        latest: dict[int, tuple[int, date]] = {}
        for pk, unit_id, opened_on in (
            Picture.objects.filter(unit__in=self.units, opened_on__lte=self.on)
            .order_by("year", "pk")
            .values_list("pk", "unit_id", "opened_on")
        ):
            latest[unit_id] = (pk, opened_on)
        touched: dict[int, datetime] = {}
        for rows in (
            Statement.objects.filter(picture__unit__in=self.units, written_at__lt=self.after)
            .order_by()
            .values("picture_id")
            .annotate(last=Max("written_at")),
            PictureVersion.objects.filter(picture__unit__in=self.units, frozen_at__lt=self.after)
            .order_by()
            .values("picture_id")
            .annotate(last=Max("frozen_at")),
        ):
            for row in rows:
                earlier = touched.get(row["picture_id"])
                touched[row["picture_id"]] = max(earlier, row["last"]) if earlier else row["last"]
        return {
            unit_id: (pk, max(opened_on, timezone.localdate(touched[pk]) if pk in touched else opened_on))
            for unit_id, (pk, opened_on) in latest.items()
        }

    def blocks(self) -> dict[int, set[str]]:
        """Return the blocks that hold a statement in pictures with a valid version."""
        valid = PictureVersion.objects.filter(self.in_force(""), picture=OuterRef("picture"))
        found: dict[int, set[str]] = defaultdict(set)
        rows = (
            Statement.objects.filter(Exists(valid), picture__unit__in=self.units, removed_at__isnull=True)
            .order_by()
            .values_list("picture__unit_id", "block")
            .distinct()
        )
        for unit_id, block in rows:
            found[unit_id].add(block)
        return found

    def problems(self) -> dict[int, tuple[int, int]]:
        """Return how many problems are prioritised and how many of them lack a settled analysis."""
        analysed = Analysis.objects.filter(
            problem=OuterRef("problem"),
            municipality_settled_on__lte=self.on,
            police_settled_on__lte=self.on,
        )
        open_on = Q(problem__closed_on__isnull=True) | Q(problem__closed_on__gt=self.on)
        rows = (
            Score.objects.filter(
                open_on, is_prioritised=True, ranking__decided_on__lte=self.on, problem__unit__in=self.units
            )
            .annotate(is_analysed=Exists(analysed))
            .order_by()
            .values("problem__unit_id")
            .annotate(
                every=Count("problem", distinct=True),
                lacking=Count("problem", distinct=True, filter=Q(is_analysed=False)),
            )
        )
        return {row["problem__unit_id"]: (row["every"], row["lacking"]) for row in rows}

    def _running(self, prefix: str) -> Q:
        return self.in_force(f"{prefix}entered__") & (
            Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gt": self.on})
        )

    def measures(self) -> dict[int, tuple[int, int]]:
        """Return how many measures are in force and how many of them rest on an exception instead of a cause."""
        rows = (
            Measure.objects.filter(self._running(""), plan__unit__in=self.units)
            .order_by()
            .values("plan__unit_id")
            .annotate(every=Count("pk"), excepted=Count("pk", filter=Q(main_cause__isnull=True)))
        )
        return {row["plan__unit_id"]: (row["every"], row["excepted"]) for row in rows}

    def halves(self) -> dict[int, tuple[int, int]]:
        """Return how many halves the measures in force have and how many are in ordinary planning and budget."""
        rows = (
            Half.objects.filter(self._running("measure__"), measure__plan__unit__in=self.units)
            .exclude(state=HalfState.NONE)
            .order_by()
            .values("measure__plan__unit_id")
            .annotate(every=Count("pk"), planned=Count("pk", filter=Q(in_planning=InPlanning.YES)))
        )
        return {row["measure__plan__unit_id"]: (row["every"], row["planned"]) for row in rows}

    def reports(self) -> dict[int, list[ReportFact]]:
        """Return the reports that have been asked for."""
        found: dict[int, list[ReportFact]] = defaultdict(list)
        rows = Report.objects.filter(unit__in=self.units, period__opens_on__lte=self.on).order_by("period__due_on")
        for pk, unit_id, year, opens_on, due_on, submitted_at in rows.values_list(
            "pk", "unit_id", "period__year", "period__opens_on", "period__due_on", "submitted_at"
        ):
            submitted = timezone.localdate(submitted_at) if submitted_at else None
            found[unit_id].append(ReportFact(pk, year, opens_on, due_on, submitted))
        return found


def cities_of(areas: dict[int, AreaListFact], on: date) -> dict[int, CityFact]:
    """Return what is kept for each municipality by the day. `areas` are the lists in force, by municipality."""
    years, goals, measured = _years(areas, on), _goals(areas), _measured(areas, on)
    reviewed: dict[int, list[date]] = defaultdict(list)
    reviews = GoalReview.objects.filter(municipality__in=list(areas), reviewed_on__lte=on)
    for municipality_id, day in reviews.values_list("municipality_id", "reviewed_on"):
        reviewed[municipality_id].append(day)
    return {
        municipality_id: CityFact(
            years=tuple(years.get(municipality_id, ())),
            sub_goals=goals[municipality_id][0],
            areas_lacking=goals[municipality_id][1],
            goals_reviewed=tuple(reviewed[municipality_id]),
            measured=measured.get(municipality_id, {}),
        )
        for municipality_id in areas
    }


def _years(areas: dict[int, AreaListFact], on: date) -> dict[int, list[YearFact]]:
    """Return the reporting years with their compilations, counted by the database."""
    found: dict[int, list[YearFact]] = defaultdict(list)
    rows = (
        ReportingPeriod.objects.filter(municipality__in=list(areas), kind="year", opens_on__lte=on)
        .annotate(
            every=Count("reports", distinct=True),
            accepted=Count("reports", distinct=True, filter=Q(reports__accepted_at__lt=after(on))),
            letters=Count("compilation__letters", distinct=True),
            sent=Count("compilation__letters", distinct=True, filter=Q(compilation__letters__sent_at__lt=after(on))),
        )
        .order_by("ends_on")
        .values(
            "municipality_id",
            "year",
            "ends_on",
            "every",
            "accepted",
            "letters",
            "sent",
            compiled=F("compilation__pk"),
            settled=F("compilation__settled_on"),
            plan=F("compilation__next_plan_id"),
        )
    )
    for row in rows:
        settled = row["settled"] if row["settled"] is not None and row["settled"] <= on else None
        found[row["municipality_id"]].append(
            YearFact(
                year=row["year"],
                ends_on=row["ends_on"],
                reports=row["every"],
                accepted=row["accepted"],
                compilation_id=row["compiled"],
                settled_on=settled,
                next_plan_id=row["plan"] if settled else None,
                letters=row["letters"],
                sent=row["sent"],
            )
        )
    return found


def _goals(areas: dict[int, AreaListFact]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Return how many sub-goals are common to the municipality and which areas lack one that is followed."""
    measured = Indicator.objects.filter(sub_goal=OuterRef("pk"), retired_on__isnull=True)
    followed: dict[int, set[int]] = defaultdict(set)
    counts: dict[int, int] = defaultdict(int)
    rows = (
        SubGoal.objects.filter(unit__in=list(areas), ended_on__isnull=True)
        .annotate(is_followed=Exists(measured))
        .values_list("unit_id", "area_id", "is_followed", "measurability")
    )
    for unit_id, area_id, is_followed, measurability in rows:
        counts[unit_id] += 1
        if is_followed or measurability == Measurability.NONE:
            followed[unit_id].add(area_id)
    return {
        pk: (counts[pk], tuple(name for area_id, name in fact.areas if area_id not in followed[pk]))
        for pk, fact in areas.items()
    }


def _measured(areas: dict[int, AreaListFact], on: date) -> dict[int, dict[tuple[str, str], date]]:
    """Return, by municipality, the last day of the latest measurement of each top outcome by each party."""
    found: dict[int, dict[tuple[str, str], date]] = defaultdict(dict)
    rows: Any = (
        Reading.objects.filter(indicator__unit__in=list(areas), ends_on__lte=on, replaced_by__isnull=True)
        .exclude(indicator__outcome="")
        .order_by()
        .values("indicator__unit_id", "indicator__outcome", "party")
        .annotate(last=Max("ends_on"))
    )
    for row in rows:
        found[row["indicator__unit_id"]][row["indicator__outcome"], row["party"]] = row["last"]
    return found
