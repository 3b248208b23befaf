"""Persons behind a statement, as they are written: "Jan Berg (L), Eva Ek m.fl. (M) och Bo Al (C)" (REM-12, REM-29)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from samverkan.consultations.rules.report import Person

_ET_AL = re.compile(r"\s*(?:\bm\.?\s?fl\.?(?=\s|$|\()|\bmed\s+flera\b)\s*", re.IGNORECASE)
_PARTY = re.compile(r"\s*\((?:båda|alla)?\s*(?P<party>[^()]{1,20})\)\s*")
_TITLE = re.compile(r"^(?:av\s+)?(?:borgarråde[nt]|vice ordförande|ledamote[nr]|ledamöterna)\s+", re.IGNORECASE)
_PARTED = re.compile(r"\s*[,;]\s*|(?:^|\s+)och\s+|\n+")


def parse_persons(text: str) -> tuple[Person, ...]:
    """Return the persons of a list, one a line or parted by commas and "och".

    A party in parentheses holds for the names before it that have none, as in "Berg och Ek (båda M)".

    >>> [(one.name, one.party, one.et_al) for one in parse_persons("Jan Berg (L), Eva Ek m.fl. (M)")]
    [('Jan Berg', 'L', False), ('Eva Ek', 'M', True)]
    """
    found: list[Person] = []
    waiting: list[tuple[str, bool]] = []

    def take(part: str) -> None:
        for one in _PARTED.split(part):
            et_al = _ET_AL.search(one) is not None
            name = _TITLE.sub("", " ".join(_ET_AL.sub(" ", one).split())).strip(" .")
            if name:
                waiting.append((name, et_al))
            elif et_al and waiting:
                waiting[-1] = (waiting[-1][0], True)

    place = 0
    for match in _PARTY.finditer(text):
        take(text[place : match.start()])
        found.extend(Person(name, match["party"].strip(), et_al) for name, et_al in waiting)
        waiting.clear()
        place = match.end()
        after = _ET_AL.match(text, place)
        if after is not None and found:
            found[-1] = Person(found[-1].name, found[-1].party, True)
            place = after.end()
    take(text[place:])
    found.extend(Person(name, "", et_al) for name, et_al in waiting)
    return tuple(found)


def written(persons: Iterable[Person], *, and_others: str = "m.fl.", conjunction: str = "och") -> str:
    """Write the persons as a report does.

    >>> written([Person("Jan Berg", "L"), Person("Eva Ek", "M", True)])
    'Jan Berg (L) och Eva Ek m.fl. (M)'
    """
    parts = [
        f"{one.name}{f' {and_others}' if one.et_al else ''}{f' ({one.party})' if one.party else ''}" for one in persons
    ]
    return f" {conjunction} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def best_match(parties: Iterable[str], candidates: Sequence[tuple[str, frozenset[str]]]) -> str:
    """Return the key of the statement that shares most parties, the first of several; nothing without candidates.

    "See the reservation at board X" names the board, not which of its reservations: it is the one by the same
    parties (REM-15). `candidates` are pairs of key and parties, in the order of the report.
    """
    own = frozenset(parties)
    return max(candidates, key=lambda pair: len(own & pair[1]), default=("", frozenset()))[0]
