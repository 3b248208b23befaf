"""Numbers in a text that nobody has counted (REP-02): figures are recomputed, never typed in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

YEAR = re.compile(r"(?:19|20|21)\d\d")
NUMBER = re.compile(r"(?<![\w-])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")


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
    return [number for number in numbers_in(text) if worth(number) not in known and not YEAR.fullmatch(number)]
