"""The facts that lamps and the city picture are judged on: twelve questions, whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q, Subquery

from samverkan.access.actor import Actor
from samverkan.agreements.models import AnnexVersion, KeptTerm
from samverkan.agreements.words import AgreementState, AnnexState
from samverkan.causes.models import Analysis, Cause, Evidence
from samverkan.causes.words import TestResult
from samverkan.followup.models import EffectCard, Review
from samverkan.followup.words import CardState
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind
from samverkan.indicators.models import Indicator, Reading, SubGoal
from samverkan.indicators.words import Measurability
from samverkan.measures.models import Measure
from samverkan.measures.queries.plans import in_force
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Place
from samverkan.priorities.models import Goal
from samverkan.situation.models import Problem, Score, Statement
from samverkan.situation.words import ProblemState
from samverkan.thread.queries.reach import is_insight, units_open_to
from samverkan.thread.queries.speech import shortened
from samverkan.thread.rules.lamps import (
    CauseFact,
    Facts,
    GoalFact,
    IndicatorFact,
    Lit,
    MeasureFact,
    PaperFact,
    PlaceFact,
    ProblemFact,
    StatementFact,
    lit,
    months_later,
)
from samverkan.thread.words import Lamp

ACT_MONTHS = 24
"""At least every second year, where no agreement says more often (Act 2023:196 section 6)."""
YEARS_BACK = 2
"""Measures of so many earlier years' plans are looked at, and every older one that is still open and in force."""


def lamps_for(actor: Actor, unit_ids: Iterable[int], on: date) -> dict[Lamp, tuple[Lit, ...]]:
    """Return what is lit in the units on the day, by lamp: thirteen queries.

    Lamps hang on working material, so who has insight only sees none; units that are not open are left out.
    """
    if is_insight(actor):
        return dict.fromkeys(Lamp, ())
    units = list(units_open_to(actor).filter(pk__in=frozenset(unit_ids)))
    return lit(facts_about(units, on=on), on=on)


def facts_about(units: list[Unit], *, on: date) -> Facts:
    """Return the facts of the units on the day: twelve queries. The caller has passed the units' gate."""
    ids = frozenset(unit.pk for unit in units)
    return Facts(
        problems=tuple(_problems(ids)),
        causes=tuple(_causes(ids)),
        measures=tuple(_measures(ids, on)),
        goals=(*_sub_goals(ids), *_goals(ids, on)),
        indicators=tuple(_indicators(units)),
        statements=tuple(_statements(ids, on)),
        places=tuple(_places(ids)),
        papers=tuple(_papers(units, on)),
    )


def _problems(ids: frozenset[int]) -> Iterator[ProblemFact]:
    """A problem is prioritised when the latest settled ranking that holds it says so."""
    latest = Score.objects.filter(problem=OuterRef("pk"), ranking__decided_on__isnull=False).order_by(
        "-ranking__decided_on", "-pk"
    )
    rows = (
        Problem.objects.filter(unit_id__in=ids, state=ProblemState.OPEN)
        .annotate(
            prioritised=Subquery(latest.values("is_prioritised")[:1]),
            analysed=Exists(Analysis.objects.filter(problem=OuterRef("pk"))),
        )
        .order_by("title")
        .values_list("pk", "title", "unit_id", "area_id", "owner_unit_id", "owner_title", "prioritised", "analysed")
    )
    for pk, title, unit, area, owner_unit, owner, prioritised, analysed in rows:
        yield ProblemFact(pk, title, unit, area, bool(owner_unit and owner), bool(prioritised), analysed)


def _causes(ids: frozenset[int]) -> Iterator[CauseFact]:
    rows = (
        Cause.objects.filter(
            analysis__problem__unit_id__in=ids,
            analysis__problem__state=ProblemState.OPEN,
            set_aside_on__isnull=True,
        )
        .annotate(supported=Exists(Evidence.objects.filter(cause=OuterRef("pk"))))
        .order_by("text")
        .values_list("pk", "text", "analysis__problem__unit_id", "analysis__problem__area_id", "supported", "result")
    )
    for pk, text, unit, area, supported, result in rows:
        yield CauseFact(pk, text, unit, area, supported, result != TestResult.UNTESTED)


def _measures(ids: frozenset[int], on: date) -> Iterator[MeasureFact]:
    """One row for each cause of each measure, gathered to one fact for each measure.

    An open measure that a later plan in force carries on counts there, once.
    """
    cards = EffectCard.objects.filter(measure=OuterRef("pk"))
    reviews = Review.objects.filter(measure=OuterRef("pk")).order_by("-on", "-pk")
    # Asked once for all: a question for each measure made 145 municipalities wait for minutes.
    carried = Measure.objects.filter(in_force(), continues__isnull=False).values("continues_id")
    recent = Q(plan__year__gte=on.year - YEARS_BACK)
    rows: Iterable[tuple[Any, ...]] = (
        Measure.objects.filter(recent | (Q(state="open") & in_force()), plan__unit_id__in=ids)
        .annotate(
            carded=Exists(cards),
            judged=Exists(cards.filter(state=CardState.SETTLED)),
            next_review=Subquery(reviews.values("next_on")[:1]),
            carried_on=ExpressionWrapper(Q(pk__in=carried), output_field=BooleanField()),
        )
        .order_by("plan__year", "number", "pk")
        .values_list(
            "pk", "title", "plan__unit_id", "area_id", "plan__year", "entered__annex_version__state",
            "entered__decision_id", "state", "starts_on", "ended_on", "no_cause_because", "sides", "carded", "judged",
            "next_review", "kind", "level", "main_cause_id", "main_cause__side", "main_cause__analysis__problem_id",
            "causes__pk", "causes__side", "causes__analysis__problem_id", "carried_on",
        )
    )  # fmt: skip
    gathered: dict[int, tuple[tuple[Any, ...], set[int], set[str], bool]] = {}
    for row in rows:
        main, main_side, main_problem, cause, side, problem = row[17:23]
        known = gathered.get(row[0])
        problems, sides, has_cause = known[1:] if known else (set(), set(), False)
        problems |= {each for each in (main_problem, problem) if each}
        sides |= {each for each in (main_side, side) if each}
        gathered[row[0]] = (row, problems, sides, has_cause or main is not None or cause is not None)
    for row, problems, sides, has_cause in gathered.values():
        pk, title, unit, area, year, annex, decision, state, starts, ended, why, said, carded, judged, after = row[:15]
        yield MeasureFact(
            key=pk,
            title=title,
            unit_id=unit,
            area_id=area,
            year=year,
            is_in_force=(annex == AnnexState.VALID or decision is not None) and not (state == "open" and row[23]),
            state=state,
            starts_on=starts,
            ended_on=ended,
            has_cause=has_cause,
            has_exception=bool(why),
            problem_keys=frozenset(problems),
            sides=frozenset(said) or frozenset(sides),
            has_card=carded,
            has_settled_card=judged,
            next_review_on=after,
            kind=row[15],
            level=row[16],
        )


def _sub_goals(ids: frozenset[int]) -> Iterator[GoalFact]:
    used = Indicator.objects.filter(sub_goal=OuterRef("pk"), retired_on__isnull=True)
    rows = (
        SubGoal.objects.filter(unit_id__in=ids, ended_on__isnull=True)
        .annotate(measured=Exists(used))
        .order_by("area__number", "number")
        .values_list("pk", "text", "unit_id", "area_id", "measured", "measurability")
    )
    for pk, text, unit, area, measured, measurability in rows:
        yield GoalFact(pk, shortened(text), unit, area, measured, measurability == Measurability.NONE, is_goal=False)


def _goals(ids: frozenset[int], on: date) -> Iterator[GoalFact]:
    """The common goals of a municipality in the reach; a goal is followed up through its sub-goals."""
    parts = SubGoal.objects.filter(goal=OuterRef("pk"), ended_on__isnull=True)
    used = Indicator.objects.filter(sub_goal__goal=OuterRef("pk"), retired_on__isnull=True)
    rows: Iterable[tuple[Any, ...]] = (
        Goal.objects.filter(
            Dated.holding(on, "area__area_list__"),
            area__area_list__municipality_id__in=ids,
            area__area_list__is_draft=False,
            is_proposal=False,
        )
        .annotate(measured=Exists(used), excused=Exists(parts.filter(measurability=Measurability.NONE)))
        .order_by("area__number", "number")
        .values_list("pk", "text", "area__area_list__municipality_id", "area_id", "measured", "excused")
    )
    for pk, text, unit, area, measured, excused in rows:
        yield GoalFact(pk, shortened(text), unit, area, measured, excused, is_goal=True)


def _indicators(units: list[Unit]) -> Iterator[IndicatorFact]:
    """Common indicators are read in every district; a district's own only there."""
    ids = {unit.pk for unit in units}
    readers: dict[int, list[int]] = {}
    for unit in units:
        above = unit.municipality_id
        if above and unit.kind == UnitKind.DISTRICT:
            readers.setdefault(above, []).append(unit.pk)
    rows = list(
        Indicator.objects.filter(unit_id__in=ids | set(readers), retired_on__isnull=True)
        .order_by("name")
        .values_list("pk", "name", "unit_id", "area_id", "interval_months")
    )
    last: dict[tuple[int, int], date] = {
        (indicator, unit): day
        for indicator, unit, day in Reading.objects.filter(unit_id__in=ids, replaced_by__isnull=True)
        .values_list("indicator_id", "unit_id")
        .annotate(last=Max("ends_on"))
        .order_by()
    }
    for pk, name, owner, area, interval in rows:
        for unit_id in readers.get(owner, [owner]):
            yield IndicatorFact(pk, name, unit_id, area, last.get((pk, unit_id)), interval)


def _statements(ids: frozenset[int], on: date) -> Iterator[StatementFact]:
    """The statements of the pictures of this year and the last; a source may lie on the lines that were merged."""
    here = OuterRef("pk")
    rows = (
        Statement.objects.filter(
            picture__unit_id__in=ids, picture__year__gte=on.year - 1, removed_at__isnull=True
        )
        .annotate(
            own=Exists(Statement.sources.through.objects.filter(statement=here)),
            figures=Exists(Statement.indicators.through.objects.filter(statement=here)),
            merged=Exists(Statement.lines.through.objects.filter(statement=here, line__sources__isnull=False)),
        )
        .order_by("-picture__year", "pk")
        .values_list(
            "pk", "text", "municipality_view", "picture__unit_id", "area_id", "own", "figures", "merged",
            "picture__year",
        )
    )  # fmt: skip
    latest: dict[int, int] = {}
    for pk, text, view, unit, area, own, figures, merged, year in rows:
        if latest.setdefault(unit, year) == year:
            yield StatementFact(pk, shortened(text or view), unit, area, own or figures or merged)


def _places(ids: frozenset[int]) -> Iterator[PlaceFact]:
    rows = Place.objects.filter(unit_id__in=ids, closed_on__isnull=True).order_by("name")
    for pk, name, unit, coordinating, title in rows.values_list(
        "pk", "name", "unit_id", "coordinating_unit_id", "coordinator_title"
    ):
        yield PlaceFact(pk, name, unit, None, bool(coordinating and title))


def _papers(units: list[Unit], on: date) -> Iterator[PaperFact]:
    """The pictures and plans in force of the units with an agreement, against what their agreements say."""
    kinds = (AnnexKind.SITUATION_PICTURE, AnnexKind.MEASURES_PLAN)
    ids = [unit.pk for unit in units]
    months: dict[tuple[int, str], int] = {}
    terms = KeptTerm.objects.filter(
        kind=TermKind.REVISION,
        version__agreement__unit_id__in=ids,
        version__agreement__state=AgreementState.ADOPTED,
        version__in_force_from__lte=on,
    ).order_by("version__in_force_from", "version__number")
    for unit_id, parameters in terms.values_list("version__agreement__unit_id", "parameters"):
        if parameters.get("subject") in kinds and parameters.get("months"):
            months[unit_id, parameters["subject"]] = int(parameters["months"])
    dated: dict[tuple[int, str], date] = {
        (unit_id, kind): day
        for unit_id, kind, day in AnnexVersion.objects.filter(
            annex__agreement__unit_id__in=ids, annex__kind__in=kinds, state=AnnexState.VALID, dated_on__lte=on
        )
        .values_list("annex__agreement__unit_id", "annex__kind")
        .annotate(last=Max("dated_on"))
        .order_by()
    }
    for unit in units:
        for kind in kinds:
            if unit.kind != UnitKind.DISTRICT and (unit.pk, kind) not in dated:
                continue  # a municipality with districts has neither picture nor plan of this kind
            day = dated.get((unit.pk, kind))
            due = months_later(day, months.get((unit.pk, kind), ACT_MONTHS)) if day else None
            yield PaperFact(
                unit.pk,
                unit.name,
                unit.pk,
                None,
                is_picture=kind == AnnexKind.SITUATION_PICTURE,
                dated_on=day,
                due_on=due,
            )
