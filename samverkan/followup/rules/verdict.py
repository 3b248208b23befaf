"""The verdict that the figures allow, its reasons, and what follows from it (FOL-11, FOL-13, FOL-25).

The rule is strict in one direction: nothing is called probable that a comparison, a known dose and a plausible
mechanism do not carry. Parties may set another verdict, with a reason that is shown beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.followup.rules.displacement import NOT_STUDIED, Nearby
from samverkan.followup.rules.effect import Effect
from samverkan.followup.words import Advice, Change, Delivered, Displacement, Ground, Mechanism, PeriodFault, Verdict

WORTHWHILE = 1.11
"""A gain below this (a tenth fewer events) is not worth calling one: 1 / 0.9."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the verdict rests on. `effect` is none without figures."""

    dose: Delivered
    mechanism: Mechanism
    effect: Effect | None = None
    is_too_few: bool = False
    faults: tuple[PeriodFault, ...] = ()
    nearby: Nearby = NOT_STUDIED


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict by rule, why, and the advice that follows from it."""

    verdict: Verdict
    grounds: tuple[Ground, ...]
    advice: Advice


def judge(facts: Facts) -> Judged:
    """Return the verdict by rule."""
    verdict, grounds = _verdict(facts)
    return Judged(verdict, tuple(grounds), _advice(facts, verdict))


def _stops(facts: Facts) -> Ground | None:
    """Return why nothing at all can be judged, if so."""
    if facts.effect is None:
        return Ground.NO_FIGURES
    if {PeriodFault.MISSING, PeriodFault.OVERLAP} & set(facts.faults):
        return Ground.OVERLAPPING
    if facts.is_too_few:
        return Ground.TOO_FEW
    if facts.dose == Delivered.HARDLY:
        return Ground.NOT_DELIVERED
    if facts.faults and not facts.effect.has_comparison:
        return Ground.PERIODS_ALONE
    return None


def _verdict(facts: Facts) -> tuple[Verdict, list[Ground]]:
    stop = _stops(facts)
    found = facts.effect
    if stop is not None or found is None:
        return Verdict.CANNOT, [stop or Ground.NO_FIGURES]
    doubts = _doubts(facts, found)
    if not found.has_comparison:
        return Verdict.UNCLEAR, doubts
    if found.change == Change.WORSE:
        weak = [Ground.PERIODS] if facts.faults else []
        return (Verdict.UNCLEAR if weak else Verdict.PROBABLY_NOT), [Ground.WORSE, *weak]
    if found.change == Change.NO_CLEAR:
        if found.best < WORTHWHILE and not doubts:
            return Verdict.PROBABLY_NOT, [Ground.CHANCE, Ground.TOO_SMALL]
        return Verdict.UNCLEAR, [Ground.CHANCE, *doubts]
    if facts.nearby.has_taken_all and facts.nearby.reading == Displacement.SOME:
        return Verdict.PROBABLY_NOT, [Ground.BETTER, Ground.MOVED]
    if facts.nearby.has_taken_all:
        doubts.append(Ground.MAY_HAVE_MOVED)
    if doubts:
        return Verdict.UNCLEAR, [Ground.BETTER, *doubts]
    beside = {Displacement.SOME: [Ground.PARTLY_MOVED], Displacement.BENEFIT: [Ground.SPREAD]}
    partly = [Ground.DOSE_PARTLY] if facts.dose == Delivered.PARTLY else []
    return Verdict.PROBABLY, [Ground.BETTER, *partly, *beside.get(facts.nearby.reading, [])]


def _doubts(facts: Facts, found: Effect) -> list[Ground]:
    """Return what keeps a good figure from being a probable effect."""
    return [
        ground
        for ground, holds in (
            (Ground.NO_COMPARISON, not found.has_comparison),
            (Ground.PERIODS, bool(facts.faults)),
            (Ground.DOSE_UNKNOWN, facts.dose in {Delivered.UNKNOWN, Delivered.NO_PART}),
            (Ground.MECHANISM_UNKNOWN, facts.mechanism == Mechanism.UNKNOWN),
            (Ground.MECHANISM_NOT, facts.mechanism == Mechanism.NOT),
        )
        if holds
    ]


def _advice(facts: Facts, verdict: Verdict) -> Advice:
    """Return the advice: an effect is kept, a failure is stopped or changed, and doubt is followed up better."""
    is_weak = facts.dose in {Delivered.HARDLY, Delivered.PARTLY} or facts.mechanism in {
        Mechanism.PARTLY,
        Mechanism.NOT,
    }
    if verdict == Verdict.PROBABLY:
        return Advice.CONTINUE
    if verdict == Verdict.PROBABLY_NOT:
        is_worse = facts.effect is not None and facts.effect.change == Change.WORSE
        return Advice.STOP if facts.mechanism == Mechanism.NOT or is_worse else Advice.CHANGE
    return Advice.CHANGE if is_weak else Advice.CONTINUE
