"""What must be true of units: organisation numbers, and no unit above itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from samverkan.ground.periods import Period
from samverkan.guard.rules import luhn_digit

FORM = re.compile(r"(\d{2})(\d)(\d{3})-(\d{3})(\d)")


def is_organisation_number(text: str) -> bool:
    """Tell whether the text is a Swedish organisation number, NNNNNN-NNNN with its check digit.

    The third digit is 2 or more, which keeps it apart from personal numbers; the tenth is the Luhn digit
    (Skatteverket, SKV 709).

    >>> is_organisation_number("212000-0142"), is_organisation_number("212000-0143")
    (True, False)
    """
    match = FORM.fullmatch(text)
    if match is None or int(match[2]) < 2:
        return False
    return luhn_digit(text.replace("-", "")[:9]) == int(match[5])


def would_be_its_own_ancestor(unit: int, parent: int | None, parents: Mapping[int, int | None]) -> bool:
    """Tell whether placing the unit under the parent would make a circle. `parents` gives each unit's parent.

    >>> would_be_its_own_ancestor(1, 3, {1: None, 2: 1, 3: 2})
    True
    """
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == unit:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def overlaps_any(period: Period, others: Iterable[Period]) -> bool:
    """Tell whether the period shares a day with one of the others. Periods without a day overlap nothing."""
    return any(period.overlaps(other) for other in others if other.start != other.end and period.start != period.end)
