"""Sources, goals, indicators and invented figures of five years, drawn from a fixed seed (FOL-03, FOL-04)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from samverkan.access.actor import Actor
from samverkan.ground.words import Party
from samverkan.groups.queries import actor_for
from samverkan.indicators.models import Indicator, Source, SubGoal
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.services.goals import add_sub_goal, set_vision
from samverkan.indicators.services.indicators import add_indicator, set_aim
from samverkan.indicators.services.readings import NewReading, record_readings
from samverkan.indicators.services.sources import add_source
from samverkan.indicators.words import DarkFigure, Direction, IndicatorKind, Measurability, Outcome, Sex
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.site.town.groups import People
from samverkan.site.town.structure import Structure


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of the demo: its source's key, level in the first year and change a year, both invented."""

    name: str
    definition: str
    area: int | None
    kind: IndicatorKind
    counted: str
    direction: Direction
    source: str
    start: float
    change: float
    can_show: str
    cannot_show: str
    outcome: Outcome = Outcome.NONE
    is_split: bool = False
    proxy_for: str = ""


SURVEY_CAN = "Hur de som svarar upplever sin vardag, och om det ändras mellan år."
SURVEY_CANNOT = "Hur många brott som begås. Unga, nyanlända och de utan fast bostad svarar mer sällan."
REPORTED_CAN = "Hur många brott som anmäls och var."
REPORTED_CANNOT = "Brott som inte anmäls. Fler anmälningar kan betyda större tillit."

INDICATORS = (
    Measured(
        "Otrygga ute sena kvällar",
        "Andel som svarar att de är otrygga ute ensamma sent",
        None,
        IndicatorKind.SHARE,
        "svarande",
        Direction.DOWN,
        "police_survey",
        0.31,
        -0.006,
        SURVEY_CAN,
        SURVEY_CANNOT,
        Outcome.SAFETY,
        True,
    ),
    Measured(
        "Trygga i sitt område",
        "Andel som instämmer i att området är tryggt",
        None,
        IndicatorKind.SHARE,
        "svarande",
        Direction.UP,
        "city_survey",
        0.66,
        0.004,
        SURVEY_CAN,
        SURVEY_CANNOT,
        Outcome.SAFETY,
        True,
    ),
    Measured(
        "Anmälda brott mot person",
        "Anmälda brott mot person för varje tusental invånare",
        None,
        IndicatorKind.RATE,
        "anmälda brott",
        Direction.DOWN,
        "reported",
        0.0121,
        -0.0001,
        REPORTED_CAN,
        REPORTED_CANNOT,
        Outcome.CRIME,
    ),
    Measured(
        "Elever som begått brott senaste året",
        "Andel i årskurs 9 som uppger minst ett brott",
        1,
        IndicatorKind.SHARE,
        "elever",
        Direction.DOWN,
        "school_survey",
        0.22,
        -0.003,
        "Egna uppgifter från elever i skolan.",
        "Elever som inte är i skolan svarar inte.",
        is_split=True,
    ),
    Measured(
        "Undviker en plats nära hemmet",
        "Andel som uppger att de undviker minst en plats",
        2,
        IndicatorKind.SHARE,
        "svarande",
        Direction.DOWN,
        "city_survey",
        0.28,
        -0.008,
        SURVEY_CAN,
        SURVEY_CANNOT,
        is_split=True,
    ),
    Measured(
        "Brister vid samordnad tillsyn",
        "Andel besök där brister hittades",
        3,
        IndicatorKind.SHARE,
        "besök",
        Direction.DOWN,
        "inspection",
        0.62,
        -0.02,
        "Hur ofta de besökta har brister.",
        "Hur vanliga bristerna är hos dem som inte besöks.",
    ),
    Measured(
        "Anmält våld i nära relation",
        "Anmälda fall för varje tusental invånare",
        4,
        IndicatorKind.RATE,
        "anmälda fall",
        Direction.UP,
        "reported",
        0.0031,
        0.0001,
        "Hur många fall som kommer till polisens kännedom.",
        "Hur vanligt våldet är: mörkertalet är stort, och fler anmälningar är här ett framsteg.",
    ),
    Measured(
        "Känner till stödet vid våld",
        "Andel som vet vart de kan vända sig",
        4,
        IndicatorKind.SHARE,
        "svarande",
        Direction.UP,
        "city_survey",
        0.24,
        0.02,
        SURVEY_CAN,
        SURVEY_CANNOT,
        is_split=True,
        proxy_for="Anmält våld i nära relation",
    ),
    Measured(
        "Påbörjade stöd att lämna",
        "Antal som påbörjat stöd för att lämna kriminella miljöer",
        5,
        IndicatorKind.COUNT,
        "personer",
        Direction.UP,
        "inspection",
        0.00021,
        0.00003,
        "Hur många som tar emot stödet.",
        "Om de som får stöd lämnar för gott.",
    ),
)

SUB_GOALS = {
    1: ("Färre elever i årskurs 9 begår brott", Measurability.DIRECT, ""),
    2: ("Färre invånare undviker platser nära hemmet", Measurability.DIRECT, ""),
    3: (
        "Färre verksamheter har brister vid samordnad tillsyn",
        Measurability.PROXY,
        "Välfärdsbrott syns inte i statistiken; brister vid tillsyn får stå för det som kan ses.",
    ),
    4: (
        "Fler som utsätts för våld får stöd i tid",
        Measurability.PROXY,
        "Våldet kan inte mätas direkt; anmälningar och kännedom om stödet följs i stället.",
    ),
    5: (
        "Fler lämnar kriminella miljöer med stöd",
        Measurability.PROXY,
        "Vilka som lämnat för gott går inte att följa utan uppgifter om enskilda; påbörjade stöd räknas.",
    ),
}
"""By number of the area of 2024: what is to be reached, and how it can be measured."""

RESIDENTS = {
    "bromma": 82_000,
    "eav": 104_000,
    "farsta": 62_000,
    "hagersten_alvsjo": 125_000,
    "hasselby_vallingby": 75_000,
    "jarva": 92_000,
    "kungsholmen": 73_000,
    "norra_innerstaden": 148_000,
    "skarpnack": 47_000,
    "skarholmen": 38_000,
    "sodermalm": 131_000,
}
"""Rounded and invented, in the order of size one would expect."""


@dataclass
class Numbers:
    """What the rest of the demo refers to: sources by key, indicators by name, sub-goals by area number."""

    sources: dict[str, Source] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sub_goals: dict[int, SubGoal] = field(default_factory=dict)


def build_numbers(structure: Structure, people: People, areas: dict[int, Area], by: Actor, *, today: date) -> Numbers:
    """Store sources, vision, sub-goals, indicators, aims and the readings of the five years before this one."""
    numbers, city, last = Numbers(), structure.city, today.year - 1
    for key, (title, publisher, limits, dark_figure) in SOURCES.items():
        numbers.sources[key] = add_source(
            by=by,
            municipality=city,
            title=title,
            publisher=publisher,
            year=last,
            licence="Påhittade demodata",
            limits=limits,
            dark_figure=dark_figure,
            is_invented=True,
            today=today,
        )
    set_vision(
        by=by,
        unit=city,
        text="Alla ska kunna röra sig tryggt i hela staden, och brotten ska minska.",
        council_goal="3.6 Tryggheten ska öka genom förebyggande insatser",
        valid_from=date(2024, 1, 1),
    )
    for number, (text, measurability, how) in SUB_GOALS.items():
        numbers.sub_goals[number] = add_sub_goal(
            by=by,
            unit=city,
            area=areas[number],
            text=text,
            measurability=measurability,
            how_measured=how,
            due_year=last + 3,
            sources=list(numbers.sources.values())[:1],
            today=today,
        )
    for one in INDICATORS:
        numbers.indicators[one.name] = add_indicator(
            by=by,
            unit=city,
            name=one.name,
            definition=one.definition,
            kind=one.kind,
            unit_of_measure=one.counted,
            direction=one.direction,
            can_show=one.can_show,
            cannot_show=one.cannot_show,
            area=areas[one.area] if one.area else None,
            sub_goal=numbers.sub_goals[one.area] if one.area else None,
            outcome=one.outcome,
            proxy_for=numbers.indicators[one.proxy_for] if one.proxy_for else None,
        )
    chance = random.Random(3)
    readings = [
        reading
        for key, unit in structure.districts.items()
        for one in INDICATORS
        for year in range(last - 4, last + 1)
        for reading in _readings(numbers, one, unit, RESIDENTS[key], year, year - last + 4, chance)
    ]
    record_readings(by=by, new=readings, today=today)
    for key, unit in structure.districts.items():
        coordinator = actor_for(people.account(f"samordnare.{key}").pk, on=today)
        for one in INDICATORS:
            if one.kind == IndicatorKind.SHARE:
                set_aim(
                    by=coordinator,
                    indicator=numbers.indicators[one.name],
                    unit=unit,
                    baseline_year=last - 2,
                    baseline=round(100 * (one.start + 2 * one.change), 1),
                    target_year=last + 3,
                    target=round(100 * (one.start + 7 * one.change), 1),
                    reason="Samma takt som de senaste åren.",
                )
    return numbers


def _readings(
    numbers: Numbers, one: Measured, unit: Unit, residents: int, year: int, order: int, chance: random.Random
) -> list[NewReading]:
    """Return the figures of one indicator, district and year: all, and by sex where the survey splits."""
    level = max(0.00001, (one.start + one.change * order) * chance.uniform(0.9, 1.1))
    if one.kind == IndicatorKind.SHARE:
        answered = chance.randint(60, 120) if one.source == "inspection" else chance.randint(700, 1400)
        parts = [(Sex.WOMEN, answered // 2, level * 1.2), (Sex.MEN, answered - answered // 2, level * 0.8)]
        counts = [(sex, round(base * min(share, 0.95)), base) for sex, base, share in parts]
        total = (Sex.ALL, sum(number for _, number, _ in counts), answered)
        amounts = [(sex, Amount(number, base)) for sex, number, base in ([total, *counts] if one.is_split else [total])]
    elif one.kind == IndicatorKind.RATE:
        amounts = [(Sex.ALL, Amount(round(residents * level), residents))]
    else:
        amounts = [(Sex.ALL, Amount(round(residents * level)))]
    party = Party.POLICE if one.source in {"police_survey", "reported"} else Party.MUNICIPALITY
    return [
        NewReading(
            numbers.indicators[one.name],
            unit,
            date(year, 1, 1),
            date(year, 12, 31),
            amount,
            numbers.sources[one.source],
            sex=sex,
            party=party,
        )
        for sex, amount in amounts
    ]


SOURCES = {
    "police_survey": ("Trygghetsmätningen i demostaden", "Polisen", "Når sällan unga under 16 år.", DarkFigure.UNKNOWN),
    "city_survey": (
        "Stadens trygghetsmätning i demostaden",
        "Staden",
        "Görs inte varje år i verkligheten.",
        DarkFigure.UNKNOWN,
    ),
    "reported": (
        "Anmälda brott i demostaden",
        "Polisen",
        "Anmälningsbenägenheten skiljer sig mellan brott.",
        DarkFigure.LARGE,
    ),
    "school_survey": ("Skolenkäten i demostaden", "Staden", "Elever med hög frånvaro svarar inte.", DarkFigure.SMALL),
    "inspection": (
        "Verksamheternas egna register i demostaden",
        "Staden",
        "Visar det arbete som gjorts.",
        DarkFigure.UNKNOWN,
    ),
}
"""By key: title, publisher, limits, dark figure."""
