"""When two names mean the same unit of an organisation."""

from __future__ import annotations

import re
import unicodedata

_LONG = {"sdf": "stadsdelsforvaltning", "lpo": "lokalpolisomrade", "po": "polisomrade"}
_FILLERS = frozenset({"stads", "stad", "kommun", "kommuns", "polisen", "polismyndigheten", "och"})
_DEFINITE = ("forvaltning", "omrade", "kontor", "bolag", "namnd", "kansli", "region")


def name_key(name: str) -> tuple[str, ...]:
    """Return what is left of a unit's name without case, order, genitive and definite endings.

    Two names with the same key mean the same unit, as far as names tell.

    >>> name_key("Skärholmens stadsdelsförvaltning") == name_key("Stadsdelsförvaltning Skärholmen")
    True
    >>> name_key("Lokalpolisområde Skärholmen") == name_key("Skärholmens lokalpolisområde")
    True
    >>> name_key("LPO Skärholmen") == name_key("Skärholmens stadsdelsförvaltning")
    False
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    words = re.findall(r"[a-z0-9]+", letters)
    kept = [_plain(word) for word in words if word not in _FILLERS] or words
    return tuple(sorted(kept))


def _plain(word: str) -> str:
    word = _LONG.get(word, word)
    for ending in _DEFINITE:
        position = word.rfind(ending)
        if position >= 0 and word[position + len(ending) :] in ("", "s", "en", "et", "t", "ens", "ets", "ts"):
            return word[: position + len(ending)]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
