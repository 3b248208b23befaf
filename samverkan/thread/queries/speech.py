"""How rows are named in the thread, in the reader's language. Small numbers are not told."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from samverkan.indicators.words import IndicatorKind
from samverkan.ui.numbers import written_number

LENGTH = 140
FEW = 5
"""Counts below this are shown as "fewer than 5"."""


def shortened(text: str) -> str:
    """Return the text on one line, cut between words with an ellipsis where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= LENGTH else f"{words[: words.rfind(' ', 0, LENGTH)]} …"


def version_title(title: str, number: int) -> str:
    """Return what a frozen version is called."""
    return gettext("%(title)s, version %(number)d") % {"title": title, "number": number}


def period(starts_on: date, ends_on: date) -> str:
    """Return a period as people say it: the year where it is one, else both months."""
    if starts_on.month == starts_on.day == 1 and (ends_on.month, ends_on.day) == (12, 31):
        return str(ends_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}–{ends_on.year}"
    return f"{starts_on:%Y-%m}–{ends_on:%Y-%m}"


def reading_text(
    kind: str, per: int, numerator: int | None, denominator: int | None, value: float | None, counted: str
) -> str:
    """Return what a reading says, with its unit; a small number is not told."""
    if numerator is not None and abs(numerator) < FEW:
        return gettext("fewer than 5 %(counted)s") % {"counted": counted}
    if kind == IndicatorKind.SHARE and numerator is not None and denominator:
        return f"{written_number(100 * numerator / denominator, 1)} % {counted}"
    if kind == IndicatorKind.RATE and numerator is not None and denominator:
        rate = written_number(per * numerator / denominator, 1)
        return gettext("%(rate)s %(counted)s per %(base)s residents") % {
            "rate": rate,
            "counted": counted,
            "base": written_number(per),
        }
    if value is not None:
        return f"{written_number(value, 1)} {counted}"
    return f"{written_number(numerator or 0)} {counted}"
