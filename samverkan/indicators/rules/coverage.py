"""What the agreements demand to be measured, and what is missing of it; chains of proxies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.ground.words import Party
from samverkan.indicators.words import Measurability, Outcome

TOP_OUTCOMES = (Outcome.SAFETY, Outcome.CRIME)
PARTIES = (Party.MUNICIPALITY, Party.POLICE)
BEFORE_SIGNING = timedelta(days=366)
"""How old a measurement may be and still be of the time of signing: a year, as measurements are yearly."""


@dataclass(frozen=True, slots=True)
class Measured:
    """That something of a top outcome was measured, in a period, from a party."""

    outcome: Outcome
    party: Party
    ends_on: date


@dataclass(frozen=True, slots=True)
class Lacking:
    """A measurement that is missing: of an outcome or from a party, of a year or (none) at signing."""

    year: int | None
    outcome: Outcome | None = None
    party: Party | None = None


def lacking_measurements(found: Iterable[Measured], *, signed_on: date, on: date) -> tuple[Lacking, ...]:
    """Return what is missing of measurements at signing and for each whole year after it (FOL-03).

    Each time, unsafety and crime must both have been measured, and both parties must have given at least one of
    the measurements.
    """
    kept = list(found)
    at_signing = [one for one in kept if signed_on - BEFORE_SIGNING <= one.ends_on <= signed_on]
    times: list[tuple[int | None, list[Measured]]] = [(None, at_signing)]
    times += [(year, [one for one in kept if one.ends_on.year == year]) for year in range(signed_on.year + 1, on.year)]
    lacking = list[Lacking]()
    for year, there in times:
        outcomes, parties = {one.outcome for one in there}, {one.party for one in there}
        lacking += [Lacking(year, outcome=outcome) for outcome in TOP_OUTCOMES if outcome not in outcomes]
        lacking += [Lacking(year, party=party) for party in PARTIES if party not in parties]
    return tuple(lacking)


@dataclass(frozen=True, slots=True)
class SubGoalFact:
    """What matters of a sub-goal for coverage."""

    area: int
    measurability: Measurability
    indicators: int


@dataclass(frozen=True, slots=True)
class AreaLacking:
    """What an area lacks of sub-goals and indicators."""

    area: int
    has_no_sub_goal: bool
    has_no_indicator: bool


def areas_lacking(
    areas: Sequence[int], sub_goals: Iterable[SubGoalFact], area_indicators: Mapping[int, int]
) -> tuple[AreaLacking, ...]:
    """Return the areas in force without sub-goals or without indicators (FOL-04), in the given order.

    `area_indicators` counts indicators tied to the area itself. A sub-goal that cannot be measured is a sub-goal, but
    leaves the area's demand for indicators standing.
    """
    goals = list(sub_goals)
    found = []
    for area in areas:
        own = [goal for goal in goals if goal.area == area]
        measured = area_indicators.get(area, 0) + sum(goal.indicators for goal in own)
        if not own or not measured:
            found.append(AreaLacking(area, has_no_sub_goal=not own, has_no_indicator=not measured))
    return tuple(found)


def lacks_indicator(measurability: Measurability, indicators: int) -> bool:
    """Tell whether the lamp of a goal is lit: it can be measured, but nothing measures it."""
    return measurability != Measurability.NONE and indicators == 0


def years_unreviewed(reviewed: Iterable[int], *, since: int, on: date) -> tuple[int, ...]:
    """Return the whole years since the agreement's first year in which goals were not reviewed (FOL-04)."""
    done = set(reviewed)
    return tuple(year for year in range(since, on.year) if year not in done)


def chain_of(start: int, proxy_for: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return the links of a proxy chain from an indicator on; a circle is cut where it closes (FOL-08)."""
    chain = list[int]()
    here: int | None = start
    while here is not None and here not in chain:
        chain.append(here)
        here = proxy_for.get(here)
    return tuple(chain)


def would_circle(indicator: int, stands_for: int, proxy_for: Mapping[int, int | None]) -> bool:
    """Tell whether letting the indicator stand in for the other closes a circle."""
    return indicator in chain_of(stands_for, proxy_for)
