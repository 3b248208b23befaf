"""Which parts a plan must have, which areas it must touch, and when another list of areas calls for an update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.measures.words import PartKind, PlanKind

_FOUR = (PartKind.DIRECTION, PartKind.FOCUS, PartKind.GOALS, PartKind.FOLLOW_UP)
_SEVEN = (
    PartKind.GOALS,
    PartKind.DIRECTION,
    PartKind.RESPONSIBILITY,
    PartKind.ACTIVITIES,
    PartKind.COMMITMENTS,
    PartKind.TIMETABLE,
    PartKind.FOLLOW_UP,
)

REQUIRED_PARTS: Mapping[PlanKind, tuple[PartKind, ...]] = {
    PlanKind.MEASURES_PLAN: _FOUR,
    PlanKind.ACTION_PLAN: _SEVEN,
    PlanKind.GROUP_PLAN: _FOUR,
}
"""The parts of each kind of plan, in the order they are read.

Four for a local measures plan (ACT-06, ACT-07), seven for the city's action plan (ACT-02). The agreement says only
that a working group draws up its own plan; that it has the same four parts as the plan above it is our choice.
"""


def missing_parts(kind: PlanKind, texts: Mapping[PartKind, str]) -> tuple[PartKind, ...]:
    """Return the parts that are still empty, in their order.

    >>> written = {PartKind.DIRECTION: "Norrut", PartKind.GOALS: " "}
    >>> [part.value for part in missing_parts(PlanKind.MEASURES_PLAN, written)]
    ['focus', 'goals', 'follow_up']
    """
    return tuple(part for part in REQUIRED_PARTS[kind] if not texts.get(part, "").strip())


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """How a plan takes up one area: by measures, by goals that are followed up, or in words."""

    area_id: int
    number: int
    name: str
    measures: int = 0
    goals: int = 0
    how: str = ""
    not_relevant: str = ""

    @property
    def is_touched(self) -> bool:
        """Tell whether measures and goals both touch the area (SIT-05)."""
        return self.measures > 0 and self.goals > 0


def untouched(kind: PlanKind, areas: Iterable[AreaFacts]) -> tuple[AreaFacts, ...]:
    """Return the areas that the plan neither touches nor says why not (SIT-05, ACT-04).

    A measures plan touches an area by measures and by goals. The city's action plan takes it up when it says how
    the work within the area is to be done, or by a measure. A working group has a focus and need not touch them all.
    """
    if kind == PlanKind.GROUP_PLAN:
        return ()
    if kind == PlanKind.ACTION_PLAN:
        return tuple(one for one in areas if not (one.measures or one.how.strip() or one.not_relevant.strip()))
    return tuple(one for one in areas if not (one.is_touched or one.not_relevant.strip()))


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What a district's plan rests on, area by area (AGR-35): `areas` is how many there are to ask of."""

    has_picture: bool
    areas: int
    areas_with_cause: int
    areas_with_goal: int

    @property
    def holds(self) -> bool:
        """Tell whether the areas are fixed from picture and causes, with goals that are followed up."""
        return self.has_picture and self.areas > 0 and self.areas_with_cause == self.areas == self.areas_with_goal
