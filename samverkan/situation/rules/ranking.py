"""Priorities: problems in weighted order on six criteria, and how much of the order hangs on the weights.

Each problem gets 0 to 4 points on each criterion, each criterion a weight of 0 to 5. The score is the weighted sum;
it is an aid for talking, not a measurement, so the order is always shown with a sensitivity line: in how many other
reasonable weightings the order of the prioritised problems still holds. The weightings tried are named in
`weightings`; they change one thing at a time, so that the line also says on what the order hangs. One-at-a-time
changes of weights are the plain form of sensitivity analysis for additive scores (Triantaphyllou & Sanchez 1997,
"A sensitivity analysis approach for some deterministic multi-criteria decision-making methods").
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from samverkan.situation.words import Change, Criterion

Points = Mapping[Criterion, int]
"""Criterion → 0 to 4."""
Weights = Mapping[Criterion, int]
"""Criterion → 0 to 5; only the proportions between them matter."""
Key = TypeVar("Key", bound=Hashable)

MOST_POINTS, MOST_WEIGHT = 4, 5
EQUAL: Weights = dict.fromkeys(Criterion, 1)
"""The weights that a ranking begins with: all criteria count as much."""


@dataclass(frozen=True, slots=True)
class Weighting:
    """A weighting that is tried: what was changed, for which criterion (none for equal weights), and the weights."""

    change: Change
    criterion: Criterion | None
    weights: Weights


@dataclass(frozen=True, slots=True)
class Trial(Generic[Key]):
    """What came of one weighting: whether the order of the prioritised holds, and whether the choice of them does.

    `passed_by` is the first pair that changes places: who stood above, and who passes.
    """

    weighting: Weighting
    order_holds: bool
    choice_holds: bool
    passed_by: tuple[Key, Key] | None


@dataclass(frozen=True, slots=True)
class Sensitivity(Generic[Key]):
    """All trials of an order."""

    trials: tuple[Trial[Key], ...]

    @property
    def of(self) -> int:
        """Return how many weightings were tried."""
        return len(self.trials)

    @property
    def order_holds_in(self) -> int:
        """Return in how many the prioritised stay the same and in the same order."""
        return sum(trial.order_holds for trial in self.trials)

    @property
    def choice_holds_in(self) -> int:
        """Return in how many the same problems stay prioritised, in whatever order among themselves."""
        return sum(trial.choice_holds for trial in self.trials)


def is_complete(points: Points) -> bool:
    """Tell whether all six criteria have points; only then can the problem be ranked."""
    return all(criterion in points for criterion in Criterion)


def total(points: Points, weights: Weights) -> int:
    """Return the weighted sum, in points times weights.

    >>> total(dict.fromkeys(Criterion, 2), dict.fromkeys(Criterion, 1))
    12
    """
    return sum(weights.get(criterion, 0) * points[criterion] for criterion in Criterion)


def score(points: Points, weights: Weights) -> int:
    """Return the weighted sum as 0 to 100 of the highest possible; weights that are all zero give 0.

    Rounded for people: the order is always made from the whole sums.
    """
    highest = MOST_POINTS * sum(weights.values())
    return round(100 * total(points, weights) / highest) if highest else 0


def by_score(points: Mapping[Key, Points], weights: Weights) -> tuple[Key, ...]:
    """Return the keys, the highest score first; equal scores stand as they were given."""
    return tuple(sorted(points, key=lambda key: -total(points[key], weights)))


def with_pins(order: Sequence[Key], pins: Mapping[Key, int]) -> tuple[Key, ...]:
    """Return the order with some put at a place (1 is first) whatever their score; the others keep their order.

    Two at the same place stand after each other, the higher score first; a place past the end is the last.

    >>> with_pins(("a", "b", "c"), {"c": 1})
    ('c', 'a', 'b')
    """
    result = [key for key in order if key not in pins]
    for key in sorted((key for key in order if key in pins), key=lambda key: pins[key]):
        wanted = pins[key] - 1
        while wanted < len(result) and result[wanted] in pins and pins[result[wanted]] == pins[key]:
            wanted += 1
        result.insert(min(wanted, len(result)), key)
    return tuple(result)


def departs(order: Sequence[Key], points: Mapping[Key, Points], weights: Weights) -> bool:
    """Tell whether somebody stands above one with a higher score; then the parties must say why."""
    sums = [total(points[key], weights) for key in order]
    return any(below > above for above, below in pairwise(sums))


def are_proportional(one: Weights, other: Weights) -> bool:
    """Tell whether two weightings always give the same order.

    >>> are_proportional(dict.fromkeys(Criterion, 1), dict.fromkeys(Criterion, 5))
    True
    """
    a = [one.get(criterion, 0) for criterion in Criterion]
    b = [other.get(criterion, 0) for criterion in Criterion]
    return all(x * sum(b) == y * sum(a) for x, y in zip(a, b, strict=True))


def weightings(weights: Weights) -> tuple[Weighting, ...]:
    """Return the weightings that the sensitivity line tries, at most thirteen:

    1. all six criteria with equal weights;
    2. each criterion in turn counting double, the others as chosen (six). A criterion with weight 0 is instead
       taken in with weight 1;
    3. each criterion in turn left out (at most six; one with weight 0 is already out).

    Weightings that weigh exactly as the chosen one are not counted, for they hold by themselves: with equal weights
    twelve are tried. Nor is one that would leave no criterion at all.
    """
    chosen = {criterion: weights.get(criterion, 0) for criterion in Criterion}
    tried = [Weighting(Change.EQUAL, None, EQUAL)]
    for criterion in Criterion:
        if chosen[criterion]:
            tried.append(Weighting(Change.DOUBLED, criterion, chosen | {criterion: 2 * chosen[criterion]}))
        else:
            tried.append(Weighting(Change.TAKEN_IN, criterion, chosen | {criterion: 1}))
    tried += [
        Weighting(Change.LEFT_OUT, criterion, chosen | {criterion: 0}) for criterion in Criterion if chosen[criterion]
    ]
    return tuple(one for one in tried if any(one.weights.values()) and not are_proportional(one.weights, chosen))


def trial(order: Sequence[Key], limit: int, points: Mapping[Key, Points], weighting: Weighting) -> Trial[Key]:
    """Tell whether the first `limit` of the order hold in a weighting.

    The order holds when nobody below gets a higher score than a prioritised one above; the choice holds when none
    of the others gets a higher score than any of the prioritised. Equal scores contradict neither.
    """
    sums = {key: total(points[key], weighting.weights) for key in order}
    chosen, others = order[:limit], order[limit:]
    passed = next(
        (
            (above, below)
            for place, above in enumerate(chosen)
            for below in order[place + 1 :]
            if sums[below] > sums[above]
        ),
        None,
    )
    choice = not chosen or not others or max(sums[key] for key in others) <= min(sums[key] for key in chosen)
    return Trial(weighting, passed is None, choice, passed)


def sensitivity(order: Sequence[Key], limit: int, points: Mapping[Key, Points], weights: Weights) -> Sensitivity[Key]:
    """Return how the order of the first `limit` fares in the weightings of `weightings`."""
    return Sensitivity(tuple(trial(order, limit, points, one) for one in weightings(weights)))
