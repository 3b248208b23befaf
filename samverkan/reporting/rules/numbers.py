"""Small numbers that are not shown, and numbers that nobody has counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

LIMIT = 5
"""Numbers of persons or events under this are stored but not shown."""
NUMBER = re.compile(r"(?<![\w-])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")


def is_small(number: int | None) -> bool:
    """Tell whether the number is too small to be shown. Zero is shown: it points nobody out.

    >>> is_small(4), is_small(5), is_small(0), is_small(None)
    (True, False, False, False)
    """
    return number is not None and 0 < number < LIMIT


def hidden_parts(parts: Sequence[int]) -> list[bool]:
    """Tell for each part of a shown total whether it is to be hidden.

    Small parts are; and where only one is, the next smallest too, or the hidden one could be counted from the total.

    >>> hidden_parts([3, 9, 40]), hidden_parts([3, 2, 40]), hidden_parts([8, 9])
    ([True, True, False], [True, True, False], [False, False])
    """
    hidden = [is_small(part) for part in parts]
    others = [place for place, part in enumerate(parts) if part and not hidden[place]]
    if sum(hidden) == 1 and others:
        hidden[min(others, key=lambda place: parts[place])] = True
    return hidden


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text as they are written: digits, with thin or plain blanks and a decimal sign.

    >>> numbers_in("12 av 1 250 åtgärder, 62,5 procent")
    ['12', '1 250', '62,5']
    """
    return NUMBER.findall(text)


def worth(number: str) -> Decimal:
    """Return what a written number is worth.

    >>> worth("1 250") == worth("1250"), worth("62,50") == worth("62.5")
    (True, True)
    """
    try:
        return Decimal(re.sub(r"[\u00a0\u202f ]", "", number).replace(",", "."))
    except InvalidOperation:  # pragma: no cover - digits of another script than the pattern's
        return Decimal(-1)


def uncounted_numbers(text: str, counted: Iterable[str]) -> list[str]:
    """Return the numbers of a text that are not among those counted; years are let through.

    >>> uncounted_numbers("Av 12 åtgärder är 9 klara 2026", ["12", "8"])
    ['9']
    """
    known = {worth(number) for number in counted}
    return [
        number for number in numbers_in(text) if worth(number) not in known and not re.fullmatch(r"(?:19|20|21)\d\d", number)
    ]
