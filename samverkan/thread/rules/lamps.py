"""When a lamp is lit: a link that the method asks for is missing. Plain facts in, lit lamps out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from samverkan.causes.words import Side
from samverkan.ground.words import Word
from samverkan.thread.words import Lamp, NodeKind

REVIEW_AFTER = timedelta(days=365)
"""A measure in force is asked about at least so often: FOL-12 asks for a repeated question, a year is our choice."""
JUDGE_AFTER = timedelta(days=180)
"""So long after its end an effect card may be a draft: effects take time to show. Our choice."""
GRACE_MONTHS = 3
"""So many months after its interval an indicator may be read: sources publish late. Our choice."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What every fact says: which thing, of which unit and area."""

    key: int
    title: str
    unit_id: int
    area_id: int | None


@dataclass(frozen=True, slots=True)
class ProblemFact(Fact):
    """An open problem."""

    has_owner: bool
    is_prioritised: bool
    has_analysis: bool


@dataclass(frozen=True, slots=True)
class CauseFact(Fact):
    """A cause of an open problem that has not been set aside."""

    has_evidence: bool
    is_tested: bool


@dataclass(frozen=True, slots=True)
class MeasureFact(Fact):
    """A measure, in force or on its way there. `sides` are those of the crime triangle that it covers."""

    year: int
    is_in_force: bool
    state: str
    starts_on: date
    ended_on: date | None
    has_cause: bool
    has_exception: bool
    problem_keys: frozenset[int]
    sides: frozenset[str]
    has_card: bool
    has_settled_card: bool
    next_review_on: date | None
    kind: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class GoalFact(Fact):
    """A sub-goal, or a goal common to the municipality. One that is said not to be measurable has said why."""

    has_indicator: bool
    is_unmeasurable: bool
    is_goal: bool


@dataclass(frozen=True, slots=True)
class IndicatorFact(Fact):
    """An indicator as it is read in one unit. `last_on` is the last day of its latest reading there."""

    last_on: date | None
    interval_months: int


@dataclass(frozen=True, slots=True)
class StatementFact(Fact):
    """A joint statement of the latest picture."""

    has_source: bool


@dataclass(frozen=True, slots=True)
class PlaceFact(Fact):
    """A place that is followed."""

    has_coordinator: bool


@dataclass(frozen=True, slots=True)
class PaperFact(Fact):
    """A unit's picture or plan. `due_on` is the last day that the version in force (if any) may have."""

    is_picture: bool
    dated_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that lamps look at."""

    problems: tuple[ProblemFact, ...] = ()
    causes: tuple[CauseFact, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    papers: tuple[PaperFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Lit:
    """One lit lamp: what it hangs on. `kind` is a `NodeKind`, or "places.place" or "agreements.annex".

    `words` say more, for example the sides that are not covered.
    """

    lamp: Lamp
    kind: str
    key: int
    title: str
    unit_id: int
    area_id: int | None = None
    words: tuple[Word, ...] = field(default=())
    day: date | None = None


PLACE = "places.place"
UNIT = "organisation.unit"


def months_later(day: date, months: int) -> date:
    """Return the day so many months later, or the last day of that month.

    >>> months_later(date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (first_of_next - timedelta(days=1)).day))


def is_stale(fact: IndicatorFact, on: date) -> bool:
    """Tell whether the next reading should have come: the interval and a grace have passed since the last one."""
    return fact.last_on is None or months_later(fact.last_on, fact.interval_months + GRACE_MONTHS) < on


def is_unreviewed(fact: MeasureFact, on: date) -> bool:
    """Tell whether a measure in force is to be asked about: its next day, or a year from its start, has passed."""
    if not fact.is_in_force or fact.state != "open":
        return False
    return (fact.next_review_on or fact.starts_on + REVIEW_AFTER) < on


def is_unjudged(fact: MeasureFact, on: date) -> bool:
    """Tell whether a measure that has ended lacks an effect card, or has had only a draft for half a year."""
    if not fact.is_in_force or fact.ended_on is None or fact.ended_on > on:
        return False
    return not fact.has_card or (not fact.has_settled_card and fact.ended_on + JUDGE_AFTER < on)


def uncovered(facts: Facts) -> Iterator[tuple[ProblemFact, tuple[Side, ...]]]:
    """Yield the problems that measures meet on some sides of the crime triangle and not on the others."""
    covered: dict[int, set[str]] = defaultdict(set)
    for measure in facts.measures:
        if measure.state == "open":
            for problem in measure.problem_keys:
                covered[problem] |= measure.sides
    for problem_fact in facts.problems:
        if problem_fact.key in covered:
            missing = tuple(side for side in Side if side.value not in covered[problem_fact.key])
            if missing:
                yield problem_fact, missing


def _lit(lamp: Lamp, kind: str, facts: Iterable[Fact]) -> Iterator[Lit]:
    for fact in facts:
        yield Lit(lamp, kind, fact.key, fact.title, fact.unit_id, fact.area_id)


def lit(facts: Facts, *, on: date) -> dict[Lamp, tuple[Lit, ...]]:
    """Return what is lit on the day, by lamp, in the order of the thread; a dark lamp has nothing."""
    measures = [fact for fact in facts.measures if fact.state == "open"]
    causeless = [fact for fact in measures if not fact.has_cause]
    found: list[Lit] = [
        *_lit(Lamp.STATEMENT_WITHOUT_SOURCE, NodeKind.STATEMENT, (s for s in facts.statements if not s.has_source)),
        *_lit(Lamp.PLACE_WITHOUT_COORDINATOR, PLACE, (place for place in facts.places if not place.has_coordinator)),
        *_lit(Lamp.PROBLEM_WITHOUT_OWNER, NodeKind.PROBLEM, (p for p in facts.problems if not p.has_owner)),
        *_lit(
            Lamp.PROBLEM_WITHOUT_ANALYSIS,
            NodeKind.PROBLEM,
            (problem for problem in facts.problems if problem.is_prioritised and not problem.has_analysis),
        ),
        *_lit(Lamp.CAUSE_WITHOUT_EVIDENCE, NodeKind.CAUSE, (c for c in facts.causes if not c.has_evidence)),
        *_lit(Lamp.CAUSE_UNTESTED, NodeKind.CAUSE, (cause for cause in facts.causes if not cause.is_tested)),
        *_lit(Lamp.MEASURE_WITHOUT_CAUSE, NodeKind.MEASURE, (m for m in causeless if not m.has_exception)),
        *_lit(Lamp.MEASURE_BY_EXCEPTION, NodeKind.MEASURE, (m for m in causeless if m.has_exception)),
        *_lit(Lamp.MEASURE_NOT_REVIEWED, NodeKind.MEASURE, (m for m in measures if is_unreviewed(m, on))),
        *_lit(Lamp.EFFECT_NOT_JUDGED, NodeKind.MEASURE, (m for m in facts.measures if is_unjudged(m, on))),
        *_lit(Lamp.INDICATOR_STALE, NodeKind.INDICATOR, (i for i in facts.indicators if is_stale(i, on))),
    ]
    for problem, missing in uncovered(facts):
        found.append(
            Lit(
                Lamp.SIDE_UNCOVERED,
                NodeKind.PROBLEM,
                problem.key,
                problem.title,
                problem.unit_id,
                problem.area_id,
                missing,
            )
        )
    for goal in facts.goals:
        if not goal.has_indicator and not goal.is_unmeasurable:
            kind = NodeKind.GOAL if goal.is_goal else NodeKind.SUB_GOAL
            found.append(Lit(Lamp.GOAL_WITHOUT_INDICATOR, kind, goal.key, goal.title, goal.unit_id, goal.area_id))
    for paper in facts.papers:
        if paper.dated_on is None or (paper.due_on is not None and paper.due_on < on):
            lamp = Lamp.PICTURE_OLD if paper.is_picture else Lamp.PLAN_OLD
            found.append(Lit(lamp, UNIT, paper.key, paper.title, paper.unit_id, day=paper.dated_on))
    by_lamp: dict[Lamp, list[Lit]] = {lamp: [] for lamp in Lamp}
    for one in found:
        by_lamp[one.lamp].append(one)
    return {lamp: tuple(ones) for lamp, ones in by_lamp.items()}
