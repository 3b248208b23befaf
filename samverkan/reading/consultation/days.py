"""Days in badly scanned text: `l9 oktober 2O23` is a day, `I november 2019` is not.

Only figures that look alike are exchanged (l, I and | for 1; O and o for 0); nothing else is guessed. What
names a day that cannot be read is told apart, so that it can be reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from samverkan.reading.amounts import MONTHS, fold
from samverkan.reading.mending import distance

_FIGURE = r"[\dlI|Oo]"
_DAY = re.compile(
    rf"(?<![\w\d./-])(?P<iso>{_FIGURE}{{4}}-{_FIGURE}{{2}}-{_FIGURE}{{2}})(?![\w-])"
    rf"|(?<!\w)(?P<day>{_FIGURE}{{1,2}})(?::e|:a|[.:])? ?(?P<month>[\w|!§&]{{3,11}}) (?P<year>{_FIGURE}{{4}})(?!\w)"
)
_AS_FIGURES = str.maketrans("lI|Oo", "11100")
_SPLIT_FIGURE = re.compile(r"[\dlI|O] $")
_SHORT_MONTHS = dict.fromkeys(("rnaj", "mai", "maj.", "rnai", "ma|"), 5)
MONTH_LIMIT = 1.0
YEARS = range(1950, 2101)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text; `day` is `None` where the words name a day but not one that can be read."""

    start: int
    end: int
    day: date | None


def days_in(text: str) -> list[FoundDay]:
    """Return the days that a text names, in order.

    >>> [found.day.isoformat() for found in days_in("den l9 oktobcr 2O23")]
    ['2023-10-19']
    >>> days_in("I november 2019")
    []
    """
    found = []
    for match in _DAY.finditer(text):
        if match["iso"]:
            found.append(FoundDay(match.start(), match.end(), _iso(match["iso"])))
            continue
        month = _month(match["month"])
        if month is None or not _has_figure(match["day"]) or sum(c.isdigit() for c in match["year"]) < 2:
            continue
        torn = bool(_SPLIT_FIGURE.search(text[: match.start()][-2:]))
        day = None if torn else _made(match["year"], month, match["day"])
        found.append(FoundDay(match.start(), match.end(), day))
    return found


_PLACE = re.compile(r"^[A-ZÅÄÖ][\w-]+(?: (?:i|på|[A-ZÅÄÖ][\w-]*)){0,3},? (?:den )?$")


def signing_day(text: str) -> FoundDay | None:
    """Return the day of a line that is only a place and a day, as over a signature.

    >>> signing_day("Ekhamn den 12 september 2018").day.isoformat()
    '2018-09-12'
    """
    if len(text) > 60:
        return None
    days = days_in(text)
    if len(days) != 1 or not _PLACE.match(text[: days[0].start]) or text[days[0].end :].strip(" ."):
        return None
    return days[0]


def _has_figure(day: str) -> bool:
    return any(character.isdigit() for character in day)


def _iso(text: str) -> date | None:
    if sum(character.isdigit() for character in text) < 5:
        return None
    year, month, day = text.translate(_AS_FIGURES).split("-")
    return _made(year, int(month), day)


def _made(year: str, month: int, day: str) -> date | None:
    try:
        made = date(int(year.translate(_AS_FIGURES)), month, int(day.translate(_AS_FIGURES)))
    except ValueError:
        return None
    return made if made.year in YEARS else None


@lru_cache(maxsize=4096)
def _month(word: str) -> int | None:
    lower = word.lower()
    if sum(character.isalpha() for character in lower) < 2:
        return None
    if lower in _SHORT_MONTHS:
        return _SHORT_MONTHS[lower]
    if fold(lower) in MONTHS:
        return MONTHS[fold(lower)]
    near = sorted((distance(name, lower, MONTH_LIMIT), name) for name in MONTHS if len(name) > 3)
    best, second = near[0], near[1]
    return MONTHS[best[1]] if best[0] <= MONTH_LIMIT and second[0] > MONTH_LIMIT else None
