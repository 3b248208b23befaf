"""When a measure is done, what it covers, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.causes.words import Side
from samverkan.ground.words import Party
from samverkan.indicators.words import Measurability
from samverkan.measures.words import HalfState, InPlanning, Lamp

PARTIES = (Party.MUNICIPALITY, Party.POLICE)
"""The two whose halves make a measure."""

ENDED = frozenset({HalfState.DONE, HalfState.NONE})


def is_done(states: Iterable[HalfState]) -> bool:
    """Tell whether a measure is done: both halves are there, each is done or no part, and one at least is done.

    >>> is_done([HalfState.DONE, HalfState.NONE]), is_done([HalfState.DONE]), is_done([HalfState.NONE, HalfState.NONE])
    (True, False, False)
    """
    states = list(states)
    return len(states) == len(PARTIES) and HalfState.DONE in states and ENDED.issuperset(states)


def is_late(state: HalfState, due_on: date | None, on: date) -> bool:
    """Tell whether the half's day has passed while something remains; a reported half has been done in time."""
    return state in {HalfState.PLANNED, HalfState.ONGOING} and due_on is not None and due_on < on


def uncovered(covered: Iterable[Side]) -> tuple[Side, ...]:
    """Return the sides of the crime triangle that no measure addresses (ACT-18).

    >>> [side.value for side in uncovered([Side.TARGET])]
    ['offender', 'guardian']
    """
    covered = set(covered)
    return tuple(side for side in Side if side not in covered)


def is_followed_up(measurability: Measurability, how_measured: str, indicators: int, *, has_ended: bool) -> bool:
    """Tell whether a sub-goal is followed up (ACT-08): by an indicator in use, or through a stated proxy.

    A goal that cannot be measured at all is not followed up: the measure then needs a motivated exception.
    """
    if has_ended:
        return False
    return indicators > 0 or (measurability == Measurability.PROXY and bool(how_measured.strip()))


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What the rules need of a measure."""

    has_cause: bool
    cause_is_set_aside: bool
    no_cause_because: str
    has_statement: bool
    """The problem behind the cause is derived from a statement of the situation picture (CAU-01)."""
    analysis_is_settled: bool
    has_followed_goal: bool
    no_goal_because: str
    halves: int
    is_late: bool = False
    is_planned: bool = True
    is_changed: bool = False


def lamps(facts: MeasureFacts) -> tuple[Lamp, ...]:
    """Return what is not as it should be, what stops a decision first.

    The order picture, causes, measures (CAU-01) is shown and counted and does not stop the decision: the Act asks
    for the plan to rest on the picture (2023:196 s. 5), and an agreement for the cause analysis; neither forbids a
    measure whose thread is thin. A measure without any cause does stop it, unless the exception is motivated (CAU-03).
    """
    found = []
    if facts.has_cause and facts.cause_is_set_aside:
        found.append(Lamp.CAUSE_SET_ASIDE)
    elif not facts.has_cause:
        found.append(Lamp.CAUSE_EXCEPTION if facts.no_cause_because.strip() else Lamp.NO_CAUSE)
    if not facts.has_followed_goal:
        found.append(Lamp.GOAL_EXCEPTION if facts.no_goal_because.strip() else Lamp.NO_GOAL)
    if facts.halves < len(PARTIES):
        found.append(Lamp.HALF_MISSING)
    if facts.is_late:
        found.append(Lamp.LATE)
    if facts.has_cause and not facts.has_statement:
        found.append(Lamp.NO_STATEMENT)
    if facts.has_cause and not facts.analysis_is_settled:
        found.append(Lamp.ANALYSIS_OPEN)
    if facts.is_changed:
        found.append(Lamp.CHANGED_SINCE)
    if not facts.is_planned:
        found.append(Lamp.NOT_PLANNED)
    return tuple(found)


STOPPING = frozenset({Lamp.CAUSE_SET_ASIDE, Lamp.NO_CAUSE, Lamp.NO_GOAL, Lamp.HALF_MISSING})
"""Lamps with which a measure cannot be put to decision (ACT-08, CAU-03)."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """What an ambition lacks (ACT-34): money, an explicit assignment, or both."""

    money: bool
    assignment: bool

    def __bool__(self) -> bool:
        """Tell whether anything is lacking."""
        return self.money or self.assignment


def wanting(state: HalfState, in_planning: InPlanning, assignment: str) -> Wanting:
    """Return what a half lacks to be more than an ambition. A party without a part lacks nothing.

    >>> bool(wanting(HalfState.PLANNED, InPlanning.YES, "Nämndens uppdrag 3.2"))
    False
    """
    if state == HalfState.NONE:
        return Wanting(money=False, assignment=False)
    return Wanting(money=in_planning != InPlanning.YES, assignment=not assignment.strip())
