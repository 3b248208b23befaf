"""The headings of local agreements, recognised in other words, other orders and with scanning faults."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from samverkan.reading.amounts import fold


class Heading(StrEnum):
    TITLE = "title"
    OVERALL_TITLE = "overall_title"
    BACKGROUND = "background"
    PARTIES = "parties"
    PURPOSE = "purpose"
    ANNEXES = "annexes"
    TIME = "time"
    ORGANISATION = "organisation"
    STEERING = "steering"
    PREPARATION = "preparation"
    WORKING = "working"
    PICTURE = "picture"
    UPDATES = "updates"
    INFORMATION = "information"
    SIGNATURES = "signatures"
    ELSE = "else"


_KNOWN: dict[str, tuple[str, ...]] = {
    Heading.TITLE: ("lokal samverkansöverenskommelse", "lokal överenskommelse om samverkan"),
    Heading.OVERALL_TITLE: ("övergripande samverkansöverenskommelse",),
    Heading.BACKGROUND: ("bakgrund", "inledning", "bakgrund och syfte"),
    Heading.PARTIES: (
        "parter",
        "avtalsparter",
        "parterna",
        "överenskommelsens parter",
        "parter och omfattning",
        "parter och överenskommelsens omfattning",
        "parter och lokala överenskommelsens omfattning",
        "parter och den lokala överenskommelsens omfattning",
    ),
    Heading.PURPOSE: ("syfte", "syfte och mål", "ändamål", "överenskommelsens syfte"),
    Heading.ANNEXES: (
        "bilagor",
        "bilageförteckning",
        "bilagor till överenskommelsen",
        "förteckning över bilagor",
    ),
    Heading.TIME: (
        "tid",
        "giltighet",
        "giltighetstid",
        "avtalstid",
        "löptid",
        "tid och revidering",
        "giltighet och revidering",
        "giltighetstid och revidering",
        "överenskommelsens giltighet",
        "överenskommelsens giltighetstid",
    ),
    Heading.ORGANISATION: ("lokal samverkansorganisation", "samverkansorganisation", "organisation"),
    Heading.STEERING: ("lokal styrgrupp", "styrgrupp", "den lokala styrgruppen"),
    Heading.PREPARATION: ("lokal beredningsgrupp", "beredningsgrupp", "den lokala beredningsgruppen"),
    Heading.WORKING: (
        "lokala arbetsgrupper",
        "lokal arbetsgrupp",
        "arbetsgrupper",
        "arbetsgrupp",
        "de lokala arbetsgrupperna",
    ),
    Heading.PICTURE: (
        "gemensam lokal lägesbild och prioriterade samverkansområden",
        "gemensam lokal lägesbild",
        "lokal lägesbild",
        "gemensam lägesbild",
        "lägesbild",
        "lägesbild och prioriterade samverkansområden",
        "prioriterade samverkansområden",
    ),
    Heading.UPDATES: (
        "uppdateringar, ändringar och tillägg",
        "uppdateringar och ändringar",
        "uppdatering, ändring och tillägg",
        "ändringar och tillägg",
        "uppdateringar",
    ),
    Heading.INFORMATION: (
        "information",
        "informationsskyldighet",
        "informationsplikt",
        "ömsesidig information",
        "information mellan parterna",
    ),
    Heading.SIGNATURES: ("underskrift", "underskrifter", "undertecknande", "undertecknanden"),
    Heading.ELSE: (
        "sekretess",
        "tvist",
        "tvister",
        "ekonomi",
        "uppföljning",
        "kommunikation",
        "personuppgifter",
    ),
}
_TITLE = re.compile(
    r"^(lokal|overgripande) +samverkansoverenskommelse +"
    r"(?!.*\b(?:ska|skall|ar|har|som|reglerar|innebar)\b)"
)
_SCANNED = str.maketrans("015|", "olsl")
_FIRST_LETTERS = 3


def _letters(text: str) -> str:
    return "".join(character for character in fold(text).translate(_SCANNED) if character.isalpha())


_BY_LETTERS = {_letters(name): heading for heading, names in _KNOWN.items() for name in names}
_WORDS_OF_SENTENCES = frozenset({"styrgruppen", "beredningsgruppen", "arbetsgruppen", "arbetsgrupperna", "lagesbilden"})
"""What a sentence may begin with, alone on a line, though it is near a heading."""
_LONGEST = max(map(len, _BY_LETTERS))


@lru_cache(maxsize=4096)
def heading_code(title: str) -> str | None:
    """Return the code of a heading, `None` when the line is none that is known.

    >>> heading_code("LOKAL BEREDNINGSGRUPP")
    <Heading.PREPARATION: 'preparation'>
    >>> heading_code("Lokal styrgrvpp")
    <Heading.STEERING: 'steering'>
    >>> heading_code("Datum")
    """
    titled = _TITLE.match(fold(title))
    if titled is not None:
        return Heading.TITLE if titled[1] == "lokal" else Heading.OVERALL_TITLE
    letters = _letters(title)
    if letters in _WORDS_OF_SENTENCES:
        return None
    if letters in _BY_LETTERS:
        return _BY_LETTERS[letters]
    if not 5 <= len(letters) <= _LONGEST + 3:
        return None
    for known, heading in _BY_LETTERS.items():
        if len(letters) >= 20 and known.startswith(letters):
            # The heading is broken over two lines.
            return heading
        allowed = _allowed(len(known))
        if allowed and abs(len(known) - len(letters)) <= allowed and _near(known, letters, allowed):
            return heading
    return None


def is_annex_in_list(section: str, title: str) -> bool:
    """Tell whether a line without its bullet is an annex of the list and not the heading it looks like."""
    code = heading_code(title)
    return section == Heading.ANNEXES and (
        code == Heading.OVERALL_TITLE or (code == Heading.PICTURE and "prioriterade" not in fold(title))
    )


def _allowed(length: int) -> int:
    """How many letters may be wrong in a heading of so many."""
    if length < 6:
        return 0
    return 1 if length < 14 else 2 if length < 30 else 3


def _near(known: str, letters: str, allowed: int) -> bool:
    """Tell whether the two differ in at most so many letters (wrong, lost or added)."""
    if known[:_FIRST_LETTERS] != letters[:_FIRST_LETTERS] and known[-4:] != letters[-4:]:
        return False
    previous = list(range(len(letters) + 1))
    for row, wanted in enumerate(known, start=1):
        current = [row]
        for column, seen in enumerate(letters, start=1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (wanted != seen)))
        if min(current) > allowed:
            return False
        previous = current
    return previous[-1] <= allowed
