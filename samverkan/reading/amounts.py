"""Numbers and dates as Swedish agreements write them: in words, in figures, or in both.

Nothing here guesses. What is not plainly one number or one day is told apart as `UNCLEAR`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NUMBER_WORDS = {
    "en": 1,
    "ett": 1,
    "tva": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "atta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
}
MONTHS = {
    "januari": 1,
    "februari": 2,
    "mars": 3,
    "april": 4,
    "maj": 5,
    "juni": 6,
    "juli": 7,
    "augusti": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "december": 12,
}

_FOLDED = str.maketrans("åäöéèüáàøæ“”„»«’‘–—−‑", 'aaoeeuaaoa"""""\'\'----')
_NUMBER = r"(?:\d{1,2}|" + "|".join(NUMBER_WORDS) + r")"
NUMBER = rf"\b{_NUMBER}\b(?: ?\( ?{_NUMBER} ?\))?"
"""A number in words or figures, perhaps with the other in brackets, in folded text."""

_NUMBER_PARTS = re.compile(rf"({_NUMBER})(?: ?\( ?({_NUMBER}) ?\))?")
_DATE = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    r"|\b(?P<day>\d{1,2})(?:[:e.] ?(?:e|a)?)? (?P<month>" + "|".join(MONTHS) + r") (?P<year>\d{4})\b"
)


def fold(text: str) -> str:
    """Return the text in small letters without å, ä and ö and with plain quotes, of the same length.

    >>> fold("Lägesbild – “Åtgärd”")
    'lagesbild - "atgard"'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lower.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written. `other` is what the brackets say, when that is something else."""

    value: int
    other: int | None = None


def amount_of(folded: str) -> Amount | None:
    """Read a number such as `tva (2)`, in folded text.

    >>> amount_of("tva (2)")
    Amount(value=2, other=None)
    >>> amount_of("tva (3)")
    Amount(value=2, other=3)
    """
    found = _NUMBER_PARTS.fullmatch(folded.strip())
    if found is None:
        return None
    value = _plain(found[1])
    other = _plain(found[2]) if found[2] else value
    return Amount(value, other if other != value else None)


def _plain(folded: str) -> int:
    return int(folded) if folded.isdigit() else NUMBER_WORDS[folded]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day in a text; `day` is `None` where the words name a day that does not exist."""

    start: int
    end: int
    day: date | None


def dates_in(folded: str) -> list[FoundDate]:
    """Return the days that a folded text names, in order."""
    found = []
    for match in _DATE.finditer(folded):
        try:
            if match["iso"]:
                day = date.fromisoformat(match["iso"])
            else:
                day = date(int(match["year"]), MONTHS[match["month"]], int(match["day"]))
        except ValueError:
            found.append(FoundDate(match.start(), match.end(), None))
        else:
            found.append(FoundDate(match.start(), match.end(), day))
    return found
