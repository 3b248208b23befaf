"""One small red thread in the cast's town, for tests of packages that need what lies below them.

Each function stores one thing of Björkåsa, with only what the tables demand; what matters is written in the test.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from samverkan.access.actor import system_actor
from samverkan.causes.models import Analysis, Cause
from samverkan.causes.words import Side
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source, SubGoal
from samverkan.indicators.words import Direction, IndicatorKind
from samverkan.measures.models import Half, Measure, Plan
from samverkan.measures.words import DirectedAt, Kind, Level, PlanKind, TermLength
from samverkan.places.models import Place
from samverkan.priorities.models import Area, AreaList
from samverkan.priorities.queries import area_list_on
from samverkan.priorities.services import load_area_lists
from samverkan.situation.models import Picture, Problem, Statement
from samverkan.situation.words import Agreement, Block, TargetKind
from tests.cast import TODAY, Cast

NOW = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
PLACES = "Otrygga och brottsutsatta platser"


def area_list(cast: Cast) -> AreaList:
    """Return the municipality's list of areas in force, loaded the first time."""
    town = cast.units["town"]
    found = area_list_on(town.pk, TODAY)
    if found is None:
        load_area_lists(by=system_actor("test"), municipality=town)
        found = area_list_on(town.pk, TODAY)
    assert found is not None
    return found


def an_area(cast: Cast, name: str = PLACES) -> Area:
    """Return an area of the list in force."""
    return area_list(cast).areas.get(name=name)


def a_source(cast: Cast, title: str = "Trygghetsmätningen", year: int = 2025, **more: Any) -> Source:
    """Store a source."""
    values = {"publisher": "Polisen", "licence": "CC0", "limits": "Når inte alla."} | more
    return Source.objects.create(municipality=cast.units["town"], title=title, year=year, **values)


def a_sub_goal(cast: Cast, **more: Any) -> SubGoal:
    """Store a sub-goal common to the city."""
    values: dict[str, Any] = {"unit": cast.units["town"], "area": an_area(cast), "text": "Färre undviker torget"} | more
    before = SubGoal.objects.filter(unit=values["unit"], area=values["area"]).count()
    return SubGoal.objects.create(**({"number": before + 1} | values))


def an_indicator(cast: Cast, sub_goal: SubGoal | None = None, **more: Any) -> Indicator:
    """Store a common indicator, tied to the sub-goal if one is given."""
    values: dict[str, Any] = {
        "unit": cast.units["town"],
        "area": sub_goal.area if sub_goal else an_area(cast),
        "sub_goal": sub_goal,
        "name": "Andel som undviker platser",
        "definition": "Andel svarande som undviker en plats",
        "kind": IndicatorKind.SHARE,
        "unit_of_measure": "svarande",
        "direction": Direction.DOWN,
        "can_show": "Hur trygga de svarande känner sig",
        "cannot_show": "Hur många brott som begås",
    }
    return Indicator.objects.create(**(values | more))


def a_place(cast: Cast, name: str = "Björkåsa torg", **more: Any) -> Place:
    """Store a place."""
    values = {"unit": cast.units["bjorkasa"], "delimitation": "Torget och tunnelbanan", "registered_on": TODAY} | more
    return Place.objects.create(name=name, **values)


def a_picture(cast: Cast, year: int = 2026, **more: Any) -> Picture:
    """Store the picture of a year, or write over the one that is there: a year has one."""
    values: dict[str, Any] = {"unit": cast.units["bjorkasa"], "delimitation": "Hela stadsdelen", "opened_on": TODAY}
    values |= more
    picture, _ = Picture.objects.update_or_create(unit=values.pop("unit"), year=year, defaults=values)
    return picture


def a_statement(cast: Cast, picture: Picture, text: str = "Öppen handel på torget", **more: Any) -> Statement:
    """Store a joint statement that the parties agree on."""
    values: dict[str, Any] = {
        "block": Block.EXTENT,
        "area": an_area(cast),
        "agreement": Agreement.AGREED,
        "written_at": NOW,
    }
    return Statement.objects.create(picture=picture, text=text, **(values | more))


def a_problem(cast: Cast, title: str = "Öppen narkotikahandel på torget", **more: Any) -> Problem:
    """Store an open problem."""
    values: dict[str, Any] = {
        "unit": cast.units["bjorkasa"],
        "area": an_area(cast),
        "description": "Handel dagtid",
        "target": TargetKind.PLACE,
        "raised_on": TODAY,
    }
    return Problem.objects.create(title=title, **(values | more))


def an_analysis(cast: Cast, problem: Problem | None = None, **more: Any) -> Analysis:
    """Store an open analysis."""
    values: dict[str, Any] = {"title": "Varför torget", "target": TargetKind.PLACE, "started_on": TODAY} | more
    return Analysis.objects.create(problem=problem or a_problem(cast), **values)


def a_cause(cast: Cast, analysis: Analysis | None = None, text: str = "Ingen ser torget", **more: Any) -> Cause:
    """Store a cause."""
    values: dict[str, Any] = {"side": Side.GUARDIAN} | more
    return Cause.objects.create(analysis=analysis or an_analysis(cast), text=text, **values)


def a_plan(cast: Cast, year: int = 2026, **more: Any) -> Plan:
    """Store Björkåsa's measures plan of a year, or write over the one that is there: a year has one."""
    key: dict[str, Any] = {"unit": cast.units["bjorkasa"], "kind": PlanKind.MEASURES_PLAN, "group": None}
    values: dict[str, Any] = {"area_list": area_list(cast), "opened_on": date(year, 1, 15)} | more
    key |= {name: values.pop(name) for name in [*key] if name in values}
    plan, _ = Plan.objects.update_or_create(year=year, **key, defaults=values)
    return plan


def a_measure(cast: Cast, plan: Plan | None = None, title: str = "Bättre belysning", **more: Any) -> Measure:
    """Store a measure with a half for each party, as the tables allow it before the plan goes to decision."""
    plan = plan or a_plan(cast)
    values: dict[str, Any] = {
        "number": plan.measures.count() + 1,
        "description": "Nya lampor på torget",
        "area": an_area(cast),
        "level": Level.UNIVERSAL,
        "kind": Kind.SITUATIONAL,
        "term_length": TermLength.SHORT,
        "directed_at": DirectedAt.ENVIRONMENT,
        "starts_on": date(plan.year, 2, 1),
    }
    measure = Measure.objects.create(plan=plan, title=title, **(values | more))
    for party, unit, owner in (
        (Party.MUNICIPALITY, "bjorkasa", "Trygghetssamordnare"),
        (Party.POLICE, "lpo_b", "Kommunpolis"),
    ):
        Half.objects.create(
            measure=measure, party=party, unit=cast.units[unit], owner_title=owner, due_on=date(plan.year, 11, 30)
        )
    return measure
