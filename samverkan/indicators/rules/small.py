"""Small numbers are not shown, nor what would give them away.

A number from 1 to 4 could point at somebody. Nought is shown: it is about nobody. Of a share the rest of the whole is
as telling as the part, so both are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from samverkan.ground.refusals import Refused
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.words import IndicatorKind

SMALLEST = 5
"""Numbers of people or events below this, but not nought, are hidden: a choice of this product."""


def is_small(number: int | None) -> bool:
    """Tell whether the number is one to four."""
    return number is not None and 0 < number < SMALLEST


def cells_of(kind: IndicatorKind, amount: Amount) -> tuple[int, ...]:
    """Return the numbers that the amount tells of: how many, and of a share also how many not."""
    if amount.numerator is None:
        return ()
    if kind == IndicatorKind.SHARE and amount.denominator is not None:
        return (amount.numerator, amount.denominator - amount.numerator)
    return (amount.numerator,)


def is_hidden(kind: IndicatorKind, amount: Amount) -> bool:
    """Tell whether the amount itself is too small to be shown."""
    return any(is_small(number) for number in cells_of(kind, amount))


def hidden_parts(kind: IndicatorKind, parts: Sequence[Amount], *, total_is_shown: bool) -> frozenset[int]:
    """Return the places of the parts that are not to be shown.

    With the total shown, a single hidden part could be worked out by taking the others away. Then the smallest of
    those others are hidden too, until what is hidden is at least two parts and, together, no small number.
    """
    hidden = {place for place, part in enumerate(parts) if is_hidden(kind, part)}
    if not hidden or not total_is_shown:
        return frozenset(hidden)
    others = sorted(
        (place for place, part in enumerate(parts) if place not in hidden and part.numerator),
        key=lambda place: (parts[place].numerator or 0, place),
    )
    for place in others:
        if len(hidden) > 1 and not _gives_away(kind, [parts[place] for place in hidden]):
            break
        hidden.add(place)
    return frozenset(hidden)


def _gives_away(kind: IndicatorKind, hidden: Sequence[Amount]) -> bool:
    """Tell whether the hidden parts together are a small number."""
    sums = [sum(numbers) for numbers in zip(*(cells_of(kind, part) for part in hidden), strict=True)]
    return any(is_small(number) for number in sums)


def refuse_small_group(kind: IndicatorKind, amount: Amount) -> None:
    """Raise `Refused` for a number of 1 to 4 in a follow-up that may be kept in totals only (FOL-26)."""
    if is_hidden(kind, amount):
        raise Refused(
            "This indicator follows few people over time: numbers from 1 to 4 are not even stored.",
            field="numerator",
            way_on="Record a longer period or a larger area, so that nobody can be pointed out.",
        )
