"""What must be there before an analysis may be settled, the triangle's sides and the tree: plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from samverkan.causes.words import Factor, Hint, Lack, Missing, Side, TestResult
from samverkan.ground.words import OrganisationKey, Party
from samverkan.situation.words import TargetKind, VictimCategory


@dataclass(frozen=True, slots=True)
class ProblemFact:
    """A problem as far as the order of the work goes: is it open, prioritised, analysed?"""

    key: int
    is_open: bool
    is_prioritised: bool
    has_analysis: bool


def problems_lacking_analysis(problems: Iterable[ProblemFact]) -> tuple[int, ...]:
    """Return the keys of the open prioritised problems without a cause analysis, in the order given (CAU-02).

    >>> problems_lacking_analysis([ProblemFact(1, True, True, False), ProblemFact(2, True, False, False)])
    (1,)
    """
    return tuple(one.key for one in problems if one.is_open and one.is_prioritised and not one.has_analysis)


@dataclass(frozen=True, slots=True)
class CauseFact:
    """A cause as far as settling goes. `says_why_untested`: the cause is untested and says openly why."""

    key: int
    text: str
    side: Side
    factor: Factor
    result: TestResult
    is_kept: bool
    has_expectation: bool
    says_why_untested: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class ParticipantFact:
    """Who took part: the party, and whether it is another organisation than the district and its police."""

    party: Party
    is_other: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is lacking, and of which cause if it concerns one."""

    what: Lack
    cause: int | None = None
    text: str = ""


def lacking(
    causes: Iterable[CauseFact], participants: Iterable[ParticipantFact], *, has_conclusion: bool
) -> tuple[Lacking, ...]:
    """Return what must be there before the parties may settle the analysis (CAU-04, CAU-09, CAU-10).

    What was set aside or speaks only of itself is not asked for more.
    """
    found: list[Lacking] = []
    kept = [cause for cause in causes if cause.is_kept]
    if not kept:
        found.append(Lacking(Lack.NO_CAUSE))
    for cause in kept:
        if not cause.has_expectation:
            found.append(Lacking(Lack.NO_EXPECTATION, cause.key, cause.text))
        if cause.result == TestResult.UNTESTED and not cause.says_why_untested:
            found.append(Lacking(Lack.NOT_TESTED, cause.key, cause.text))
        if not cause.evidence:
            found.append(Lacking(Lack.NO_EVIDENCE, cause.key, cause.text))
    parties = {one.party for one in participants}
    if Party.MUNICIPALITY not in parties:
        found.append(Lacking(Lack.NO_MUNICIPALITY))
    if Party.POLICE not in parties:
        found.append(Lacking(Lack.NO_POLICE))
    if not has_conclusion:
        found.append(Lacking(Lack.NO_CONCLUSION))
    return tuple(found)


def hints(
    causes: Iterable[CauseFact],
    participants: Iterable[ParticipantFact],
    *,
    is_complex: bool,
    unweighed_proposals: int,
) -> tuple[Hint, ...]:
    """Return what the parties ought to look at, though none of it stops them (CAU-05, -06, -07, -10)."""
    found: list[Hint] = []
    kept = [cause for cause in causes if cause.is_kept]
    if not any(one.is_other for one in participants):
        found.append(Hint.ONLY_THE_PARTIES)
    if is_complex and len(kept) == 1:
        found.append(Hint.ONE_EXPLANATION)
    if kept and uncovered_sides(cause.side for cause in kept):
        found.append(Hint.SIDE_EMPTY)
    if kept and all(cause.factor != Factor.PROTECTIVE for cause in kept):
        found.append(Hint.NO_PROTECTIVE)
    if unweighed_proposals:
        found.append(Hint.NOT_WEIGHED)
    return tuple(found)


def uncovered_sides(sides: Iterable[str]) -> tuple[Side, ...]:
    """Return the sides of the crime triangle that nothing stands on (CAU-07, ACT-18).

    >>> uncovered_sides(["target", "target"])
    (<Side.OFFENDER: 'offender'>, <Side.GUARDIAN: 'guardian'>)
    """
    taken = {Side(side) for side in sides if side}
    return tuple(side for side in Side if side not in taken)


def makes_a_circle(parents: Mapping[int, int | None], cause: int, parent: int | None) -> bool:
    """Tell whether the cause would explain itself if it were put under the parent.

    `parents` says under which cause each cause stands now.

    >>> makes_a_circle({1: None, 2: 1, 3: 2}, 1, 3), makes_a_circle({1: None, 2: 1}, 2, 1)
    (True, False)
    """
    seen: set[int] = set()
    above = parent
    while above is not None and above not in seen:
        if above == cause:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


@dataclass(frozen=True, slots=True)
class Branch:
    """A cause in the tree: how deep it stands, and its key."""

    key: int
    depth: int


def tree(parents: Mapping[int, int | None]) -> tuple[Branch, ...]:
    """Return the causes from the roots down, each branch under what it explains, in the order given.

    A cause whose parent is not among them stands as a root.

    >>> [(one.key, one.depth) for one in tree({5: None, 7: 5, 6: None, 8: 7})]
    [(5, 0), (7, 1), (8, 2), (6, 0)]
    """
    below: dict[int | None, list[int]] = {}
    for key, parent in parents.items():
        below.setdefault(parent if parent in parents else None, []).append(key)
    found: list[Branch] = []
    waiting = [(key, 0) for key in reversed(below.get(None, []))]
    while waiting:
        key, depth = waiting.pop()
        found.append(Branch(key, depth))
        waiting += [(one, depth + 1) for one in reversed(below.get(key, []))]
    return tuple(found)


PLACES_ASK = (
    (OrganisationKey.TRANSPORT, Missing.STREETS),
    (OrganisationKey.HOUSING, Missing.HOMES),
)
CHILDREN_ASK = (
    (OrganisationKey.EDUCATION, Missing.SCHOOLS),
    (OrganisationKey.SOCIAL_SERVICES, Missing.SUPPORT),
    (OrganisationKey.SCHOOL_PROPERTY, Missing.BUILDINGS),
)
SUPPORT_ASK = ((OrganisationKey.SOCIAL_SERVICES, Missing.SUPPORT),)
CHILDREN = frozenset({VictimCategory.VIOLENCE_CHILDREN, VictimCategory.SEXUAL_CHILDREN})


def who_to_ask(target: str, victims: str, sides: Collection[str]) -> tuple[tuple[OrganisationKey, Missing], ...]:
    """Return which of the named organisations the problem calls for, each with the reason (CAU-05).

    A choice of this system, shown as a suggestion: a place calls for those who own and keep it, children for
    school and social services, and causes at the offender or the target for those who meet them.
    """
    asked: list[tuple[OrganisationKey, Missing]] = []
    if target == TargetKind.PLACE:
        asked += PLACES_ASK
    if victims in CHILDREN or target == TargetKind.GROUP:
        asked += CHILDREN_ASK
    if victims or {Side.OFFENDER, Side.TARGET} & set(sides):
        asked += SUPPORT_ASK
    return tuple(dict(asked).items())
