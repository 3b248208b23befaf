"""A made-up country's red threads: pictures, problems, analyses, plans, readings, cards and reports, year by year.

Everything is counted out, nothing is drawn by lot, so that two runs build the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from django.db import transaction

from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Annex, AnnexVersion
from samverkan.causes.models import Analysis, Cause, Evidence
from samverkan.causes.words import Side
from samverkan.followup.models import EffectCard, Review
from samverkan.indicators.models import Indicator, Reading, Source, SubGoal
from samverkan.measures.models import Half, Measure, Plan, PlanVersion
from samverkan.organisation.models import Pairing, Post, Unit
from samverkan.priorities.models import Area, AreaList
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.site.bench.country import store
from samverkan.situation.models import Line, Picture, PictureVersion, Problem, Ranking, Score, Statement

YEARS = range(2022, 2027)
ON = date(2026, 11, 2)
START = date(2022, 1, 1)
AT = datetime(2022, 1, 1, tzinfo=UTC)
SEALED = "0" * 64
SIDES = tuple(side.value for side in Side)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a country is. With districts there is one municipality, else as many municipalities without them."""

    name: str
    municipalities: int
    districts: int


CITY = Size("city", 1, 11)
HALF = Size("half_country", 145, 0)
COUNTRY = Size("country", 290, 0)
LINES, STATEMENTS, PROBLEMS, CAUSES, MEASURES, INDICATORS = 30, 24, 8, 4, 24, 10
"""So many a unit and a year (problems: new ones)."""


@transaction.atomic
def build(size: Size) -> dict[str, int]:
    """Store the threads of a country and return how many rows of some kinds it has."""
    city: dict[str, Any] = {"kind": "municipality", "party": "municipality", "valid_from": START}
    towns = store(Unit, (Unit(name=f"Kommun {n:03}", **city) for n in range(size.municipalities)))
    districts = store(
        Unit,
        (
            Unit(name=f"Stadsdel {n:02}", **{**city, "kind": "district"}, parent=town, municipality=town)
            for town in towns
            for n in range(size.districts)
        ),
    )
    units = districts or towns
    region = Unit.objects.create(name="Polisregion", kind="police_region", party="police", valid_from=START)
    area = Unit.objects.create(name="Polisområde", kind="police_area", party="police", valid_from=START, parent=region)
    local = store(
        Unit,
        (
            Unit(name=f"LPO {unit.name}", kind="local_police_area", party="police", valid_from=START, parent=area)
            for unit in units
        ),
    )
    store(
        Pairing, (Pairing(district=unit, police=one, valid_from=START) for unit, one in zip(units, local, strict=True))
    )
    people = store(User, (User(email=f"{n}@example.org", name=f"Samordnare {n}") for n in range(len(towns))))
    store(
        Post,
        (Post(user=one, unit=town, role="central", valid_from=START) for one, town in zip(people, towns, strict=True)),
    )
    lists = store(AreaList, (AreaList(municipality=town, name="2022", source="–", valid_from=START) for town in towns))
    areas = store(Area, (Area(area_list=each, number=n, name=f"Område {n}") for each in lists for n in range(1, 6)))
    areas_of: dict[int, list[Area]] = {each.municipality_id: [] for each in lists}
    for one in areas:
        areas_of[one.area_list.municipality_id].append(one)
    sources = store(
        Source,
        (
            Source(municipality=town, title=f"Källa {n}", publisher="Polisen", year=year)
            for town, n, year in product(towns, range(4), YEARS)
        ),
    )
    source_of = {(each.municipality_id, each.year): each for each in sources}
    goals = store(
        SubGoal,
        (
            SubGoal(unit=town, area=areas_of[town.pk][n % 5], number=n, text=f"Delmål {n}")
            for town, n in product(towns, range(INDICATORS))
        ),
    )
    indicators = store(
        Indicator,
        (
            Indicator(
                unit=goal.unit, area=goal.area, sub_goal=goal, name=f"Indikator {goal.number}", definition="x",
                kind="share", unit_of_measure="svarande", direction="down", can_show="x", cannot_show="y",
            )
            for goal in goals
        ),
    )  # fmt: skip
    town_of = {unit.pk: unit.municipality_id or unit.pk for unit in units}
    goals_of: dict[int, list[SubGoal]] = {town.pk: [] for town in towns}
    indicators_of: dict[int, list[Indicator]] = {town.pk: [] for town in towns}
    for goal, indicator in zip(goals, indicators, strict=True):
        goals_of[goal.unit_id].append(goal)
        indicators_of[goal.unit_id].append(indicator)
    agreements = store(
        Agreement,
        (
            Agreement(tier="local", title=unit.name, unit=unit, state="adopted", valid_from=START, signed_on=START,
                      created_at=AT)
            for unit in units
        ),
    )  # fmt: skip
    annexes = store(
        Annex,
        (
            Annex(agreement=agreement, number=number, kind=kind, title=kind)
            for agreement in agreements
            for number, kind in ((2, "situation_picture"), (3, "measures_plan"))
        ),
    )
    periods = store(
        ReportingPeriod,
        (
            ReportingPeriod(
                municipality=town, kind="year", year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
                opens_on=date(year, 11, 1), due_on=date(year, 12, 15),
            )
            for town, year in product(towns, YEARS)
        ),
    )  # fmt: skip
    period_of = {(each.municipality_id, each.year): each for each in periods}
    for year in YEARS:
        _year(year, units, local, areas_of, town_of, source_of, goals_of, indicators_of, annexes, period_of)
    return {
        "units": len(units),
        "problems": Problem.objects.count(),
        "causes": Cause.objects.count(),
        "measures": Measure.objects.count(),
        "readings": Reading.objects.count(),
        "statements": Statement.objects.count(),
    }


def _year(
    year: int,
    units: list[Unit],
    local: list[Unit],
    areas_of: dict[int, list[Area]],
    town_of: dict[int, int],
    source_of: dict[tuple[int, int], Source],
    goals_of: dict[int, list[SubGoal]],
    indicators_of: dict[int, list[Indicator]],
    annexes: list[Annex],
    period_of: dict[tuple[int, int], ReportingPeriod],
) -> None:
    first, last = date(year, 1, 15), date(year, 12, 31)
    at = datetime(year, 2, 1, tzinfo=UTC)
    valid = store(
        AnnexVersion,
        (
            AnnexVersion(annex=annex, number=year - 2021, state="valid", dated_on=first, attached_at=at,
                         needs_decision=False, created_at=at)
            for annex in annexes
        ),
    )  # fmt: skip
    pictures = store(Picture, (Picture(unit=unit, year=year, delimitation="x", opened_on=first) for unit in units))
    store(
        PictureVersion,
        (
            PictureVersion(picture=picture, number=1, content={}, sealed=SEALED, annex_version=annex, frozen_at=at)
            for picture, annex in zip(pictures, valid[::2], strict=True)
        ),
    )
    lines = store(
        Line,
        (
            Line(picture=picture, room=("municipality", "police")[n % 2], block="extent", text=f"Rad {n}", shared_at=at,
                 area=areas_of[town_of[picture.unit_id]][n % 5], written_at=at)
            for picture, n in product(pictures, range(LINES))
        ),
    )  # fmt: skip
    statements = store(
        Statement,
        (
            Statement(picture=picture, block="extent", text=f"Utsaga {n}", agreement="agreed", written_at=at,
                      area=areas_of[town_of[picture.unit_id]][n % 5])
            for picture, n in product(pictures, range(STATEMENTS))
        ),
    )  # fmt: skip
    _link(Line.sources.through, "line", lines, "source", lambda line, n: source_of[town_of[line.picture.unit_id], year])
    _link(
        Statement.lines.through, "statement", statements, "line",
        lambda statement, n: lines[(n // STATEMENTS) * LINES + n % STATEMENTS],
    )  # fmt: skip
    problems = store(
        Problem,
        (
            Problem(unit=unit, area=areas_of[town_of[unit.pk]][n % 5], title=f"Problem {n} {year}", description="x",
                    target="place", raised_on=first, owner_unit=unit, owner_title="Samordnare")
            for unit, n in product(units, range(PROBLEMS))
        ),
    )  # fmt: skip
    _link(
        Problem.statements.through, "problem", problems, "statement",
        lambda problem, n: statements[(n // PROBLEMS) * STATEMENTS + n % PROBLEMS],
    )  # fmt: skip
    rankings = store(Ranking, (Ranking(picture=picture, decided_on=first) for picture in pictures))
    store(
        Score,
        (
            Score(ranking=rankings[n // PROBLEMS], problem=problem, is_prioritised=n % PROBLEMS < 4,
                  place_in_order=n % PROBLEMS)
            for n, problem in enumerate(problems)
        ),
    )  # fmt: skip
    analysed = [problem for n, problem in enumerate(problems) if n % PROBLEMS < 6]
    analyses = store(
        Analysis, (Analysis(problem=problem, title="Varför", target="place", started_on=first) for problem in analysed)
    )
    causes = store(
        Cause,
        (
            Cause(analysis=analysis, text=f"Orsak {n}", side=SIDES[n % 3])
            for analysis, n in product(analyses, range(CAUSES))
        ),
    )
    store(
        Evidence,
        (
            Evidence(cause=cause, kind="statistics", text="Belägg", added_on=first,
                     source=source_of[town_of[cause.analysis.problem.unit_id], year])
            for n, cause in enumerate(causes)
            if n % 4
        ),
    )  # fmt: skip
    plans = store(
        Plan,
        (
            Plan(unit=unit, kind="measures_plan", year=year, opened_on=first,
                 area_list=areas_of[town_of[unit.pk]][0].area_list)
            for unit in units
        ),
    )  # fmt: skip
    versions = store(
        PlanVersion,
        (
            PlanVersion(plan=plan, number=1, content={}, sealed=SEALED, annex_version=annex, frozen_at=at)
            for plan, annex in zip(plans, valid[1::2], strict=True)
        ),
    )
    a_unit = len(causes) // len(units)
    measures = store(
        Measure,
        (
            Measure(
                plan=plan, number=n, title=f"Åtgärd {n}", description="x", area=areas_of[town_of[plan.unit_id]][n % 5],
                main_cause=causes[place * a_unit + n % a_unit],
                sub_goal=goals_of[town_of[plan.unit_id]][n % INDICATORS],
                sides=[SIDES[n % 3]], level=("universal", "selective")[n % 2], kind=("social", "situational")[n % 2],
                term_length="short", directed_at="residents", starts_on=first, entered=versions[place],
                state="done" if year < ON.year else "open", ended_on=last if year < ON.year else None,
            )
            for (place, plan), n in product(enumerate(plans), range(MEASURES))
        ),
    )  # fmt: skip
    store(
        Half,
        (
            Half(measure=measure, party=party, owner_title="Samordnare", due_on=last,
                 unit=(units, local)[party == "police"][n // MEASURES])
            for n, measure in enumerate(measures)
            for party in ("municipality", "police")
        ),
    )  # fmt: skip
    settled: dict[str, Any] = {"state": "settled", "advice": "continue", "sealed": "0" * 64}
    settled |= {"municipality_settled_on": last, "police_settled_on": last}
    store(
        EffectCard,
        (
            EffectCard(
                measure=measure,
                number=1,
                drafted_on=last,
                verdict=("probably", "unclear")[n % 2],
                verdict_reason="x",
                **settled,
            )
            for n, measure in enumerate(measures)
            if n % 3 == 0 and year < ON.year
        ),
    )
    store(
        Review,
        (
            Review(measure=measure, on=date(year, 10, 1), answer="yes", reason="x", next_on=date(year + 1, 10, 1),
                   by_name="Samordnare")
            for measure in measures[::2]
        ),
    )  # fmt: skip
    store(
        Reading,
        (
            Reading(indicator=indicator, unit=unit, starts_on=date(year, 1, 1), ends_on=last, numerator=300,
                    denominator=1000, source=source_of[town_of[unit.pk], year], party="police", recorded_at=at)
            for unit in units
            for indicator in indicators_of[town_of[unit.pk]]
        ),
    )  # fmt: skip
    agreed: dict[str, Any] = {"municipality_agrees_on": last, "police_agrees_on": last, "submitted_at": at}
    frozen: dict[str, Any] = {"state": "accepted", "accepted_at": at, "content": {}, "sealed": SEALED, **agreed}
    store(
        Report,
        (
            Report(period=period_of[town_of[plan.unit_id], year], unit_id=plan.unit_id, plan=plan,
                   **(frozen if year < ON.year else {"state": "draft"}))
            for plan in plans
        ),
    )  # fmt: skip


def _link(through: Any, name: str, rows: list[Any], other_name: str, other: Any) -> None:
    store(
        through,
        (
            through(**{f"{name}_id": row.pk, f"{other_name}_id": other(row, number).pk})
            for number, row in enumerate(rows)
        ),
    )
