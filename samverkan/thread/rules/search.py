"""Search that forgives: å, ä and ö, misread letters of scanned documents, hyphens and near spellings (CRO-13)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

NEAR = 0.75
"""So alike two words must be to count as the same misspelt one."""
MISREAD = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("8", "b"))
"""What scanned text often shows for something else; both are written as one."""
TOO_SHORT = 4
"""Words shorter than this must be written as they are."""


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return the text in the form that is compared: without case, accents, hyphens and usual misreadings.

    >>> folded("Enskede-Årsta") == folded("enskede arsta")
    True
    >>> folded("Bromrna") == folded("Bromma")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("ø", "o").replace("æ", "a")
    for read, meant in MISREAD:
        plain = plain.replace(read, meant)
    return " ".join(re.findall(r"\w+", plain))


def likeness(asked: str, text: str) -> float:
    """Return how well the text answers what was asked: 1 where every word is in it, 0 where one is not even near."""
    words = folded(asked).split()
    there = folded(text)
    if not words:
        return 0.0
    found = []
    for word in words:
        if word in there:
            found.append(1.0)
            continue
        if len(word) < TOO_SHORT:
            return 0.0
        best = max((_near(word, other) for other in there.split()), default=0.0)
        if best < NEAR:
            return 0.0
        found.append(best)
    return sum(found) / len(found)


def _near(word: str, other: str) -> float:
    """Compare a word with one of about the same length; longer ones by their beginning (Swedish adds endings)."""
    if abs(len(word) - len(other)) > max(2, len(word) // 2) and not len(other) > len(word):
        return 0.0
    matcher = SequenceMatcher(None, word, other[: len(word) + 1], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEAR else 0.0


def best(asked: str, texts: Iterable[tuple[int, str]], most: int) -> Sequence[int]:
    """Return the numbers of the texts that answer, the best first and otherwise in their order."""
    judged = [(likeness(asked, text), number) for number, text in texts]
    return [number for score, number in sorted(judged, key=lambda pair: (-pair[0], pair[1])) if score > 0][:most]
