"""Places that resemble each other, so that examples reach those who can use them (ACT-27).

A plain sum that anybody can check by hand: no model, no training. Each part counts only where both places say
something about it, so that an empty register does not make places alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from samverkan.followup.words import Likeness

WEIGHTS = {Likeness.PROBLEM: 4, Likeness.BUILT: 3, Likeness.AREA: 2, Likeness.TARGET: 1}
"""How much each part counts. What happens at a place counts most, then what was built there."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about a place and what is done there."""

    problems: frozenset[str] = field(default_factory=frozenset)
    built: frozenset[str] = field(default_factory=frozenset)
    area: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two places are, 0 to 1, and why. `shared` holds the problems and factors that both have."""

    share: float
    because: tuple[Likeness, ...]
    shared: tuple[str, ...] = ()


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two sets have in common (Jaccard 1901): 1 when equal, 0 when nothing is shared."""
    return len(one & other) / len(one | other)


def alike(one: Profile, other: Profile) -> Alike:
    """Return how alike the profiles are, weighed over what both say something about.

    >>> alike(Profile(frozenset({"theft"}), area="places"), Profile(frozenset({"theft", "traffic"}), area="places"))
    Alike(share=0.6666666666666666, because=(<Likeness.PROBLEM: 'problem'>, <Likeness.AREA: 'area'>), shared=('theft',))
    """
    parts: dict[Likeness, float] = {}
    if one.problems and other.problems:
        parts[Likeness.PROBLEM] = _overlap(one.problems, other.problems)
    if one.built and other.built:
        parts[Likeness.BUILT] = _overlap(one.built, other.built)
    if one.area and other.area:
        parts[Likeness.AREA] = float(one.area == other.area)
    if one.target and other.target:
        parts[Likeness.TARGET] = float(one.target == other.target)
    weight = sum(WEIGHTS[part] for part in parts)
    if not weight:
        return Alike(0.0, ())
    share = sum(WEIGHTS[part] * value for part, value in parts.items()) / weight
    shared = sorted(one.problems & other.problems) + sorted(one.built & other.built)
    return Alike(share, tuple(part for part, value in parts.items() if value), tuple(shared))
