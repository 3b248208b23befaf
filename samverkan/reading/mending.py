"""Known words found again in badly scanned text, so that a grammar can be written for sound text.

A word is mended only towards a vocabulary that the caller gives, and only for recognising what a text says:
what is quoted or stored stays as it was printed. Exact words are never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from samverkan.reading.amounts import fold
from samverkan.reading.lookalikes import latin

SAME_LETTER = 0.1
LOOKS_LIKE = 0.3
LOST_DOTTED = 0.6
BOTH_SCANNED = 0.5
SHORTEST = 4
COMPOUND_FIRST = 3
FEWEST_SHARED = 0.34
"""The least part of a known word's pairs of letters that a damaged one still has."""

_LOOKS_LIKE: dict[str, str] = {
    "å": "adi4@ée§&o68",
    "ä": "adiéecè§&4@6ii",
    "ö": "o60édiei8ceò",
    "a": "oeåä@4u",
    "o": "0eac6öq",
    "l": "1i|!tj",
    "i": "1l!|jtí",
    "t": "lfi1r+",
    "e": "coéèaö",
    "c": "eo(",
    "s": "58$",
    "g": "9q",
    "b": "h68",
    "h": "bn",
    "n": "uh",
    "u": "nv",
    "v": "uy",
    "d": "aåä",
    "f": "t",
    "j": "i;",
    "m": "n",
    "y": "v",
    "r": "i",
}
_PAIRS = {("m", "rn"), ("m", "nn"), ("m", "in"), ("n", "ri"), ("u", "ii"), ("d", "cl"), ("h", "li"), ("w", "vv")}
_TOKEN = re.compile(r"[^\s.,;:()\[\]{}\"'?/–—-]+")


@lru_cache(maxsize=200_000)
def distance(known: str, seen: str, limit: float) -> float:
    """Return how far `seen` is from `known`, in wrong letters; more than `limit` counts as `limit + 1`.

    A letter that scanners take for another counts for less than a wrong one.
    """
    too_far = limit + 1
    if abs(len(known) - len(seen)) > limit + 1:
        return too_far
    before_previous: list[float] = []
    previous = [float(column) for column in range(len(seen) + 1)]
    for row, wanted in enumerate(known, start=1):
        lost = LOST_DOTTED if wanted in "åäö" else 1.0
        current = [previous[0] + lost]
        for column, letter in enumerate(seen, start=1):
            best = min(
                previous[column] + lost,
                current[-1] + 1.0,
                previous[column - 1] + (0.0 if wanted == letter else _wrong(wanted, letter)),
            )
            if column > 1 and (wanted, seen[column - 2 : column]) in _PAIRS:
                best = min(best, previous[column - 2] + LOOKS_LIKE)
            if row > 1 and before_previous and column > 0 and (letter, known[row - 2 : row]) in _PAIRS:
                best = min(best, before_previous[column - 1] + LOOKS_LIKE)
            current.append(best)
        if min(current) > limit and min(previous) > limit:
            return too_far
        before_previous, previous = previous, current
    return previous[-1] if previous[-1] <= limit else too_far


@lru_cache(maxsize=10_000)
def _wrong(wanted: str, seen: str) -> float:
    if fold(wanted) == fold(seen):
        return SAME_LETTER
    if seen in _LOOKS_LIKE.get(wanted, "") or wanted in _LOOKS_LIKE.get(seen, ""):
        return LOOKS_LIKE
    # Two scans of one dotted letter.
    if any(wanted in _LOOKS_LIKE[dotted] and seen in _LOOKS_LIKE[dotted] for dotted in "åäö"):
        return BOTH_SCANNED
    return 1.0


def allowed(word: str) -> float:
    """Return how far off a scanned word may be: the more letters and dots, the more."""
    return min(1.6, 0.1 * len(word) + 0.15 * sum(letter in "åäö" for letter in word))


class Vocabulary:
    """Words to recognise. `mend` gives the folded known word for a damaged one, else the folded word.

    `endings` are known last parts of compounds whose first part may be any word; `short` tells what scanners
    make of words too short to be compared.
    """

    def __init__(
        self, words: Iterable[str], *, endings: Iterable[str] = (), short: Mapping[str, str] | None = None
    ) -> None:
        self.words = tuple(dict.fromkeys(words))
        self.endings = tuple(sorted(endings, key=len, reverse=True))
        self._spelled = {fold(word): word for word in self.words}
        self.folded = frozenset(fold(word) for word in self.words)
        self._by_pair: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            for pair in _letter_pairs(fold(word)):
                self._by_pair.setdefault(pair, []).append(index)
        self._short = dict(short or {})
        self._mended: dict[str, str] = dict(self._short)

    def mend(self, word: str) -> str:
        known = self._mended.get(word)
        if known is None:
            if len(self._mended) > 50_000:
                self._mended = dict(self._short)
            known = self._mended[word] = self._nearest(word) or self._compound(word) or fold(word)
        return known

    def spelled(self, word: str) -> str:
        """Return a word of the vocabulary, or one with a known ending, as it is spelled; others as they are.

        >>> Vocabulary(["yttrande"], endings=["nämnden"]).spelled("Fritidsnamndcn")
        'Fritidsnämnden'
        """
        mended = self.mend(word)
        known = self._spelled.get(mended)
        if known is None:
            ending = next((one for one in self.endings if mended.endswith(fold(one)) and len(mended) > len(one)), None)
            if ending is None:
                return word
            first = len(mended) - len(ending)
            known = (word[:first] + ending) if fold(word[:first]) == mended[:first] else word
        return known.upper() if word.isupper() else known[:1].upper() + known[1:] if word[:1].isupper() else known

    def _compound(self, word: str) -> str | None:
        """Mend the known ending of a compound."""
        lower = word.lower()
        if any(fold(lower).endswith(fold(ending)) for ending in self.endings):
            return None
        pairs = _letter_pairs(fold(lower[-max(map(len, self.endings), default=0) - 1 :]))
        for ending in self.endings:
            limit = allowed(ending)
            known = _letter_pairs(fold(ending))
            if len(known & pairs) < FEWEST_SHARED * len(known):
                continue
            for length in (len(ending), len(ending) + 1, len(ending) - 1):
                if len(lower) - length >= COMPOUND_FIRST and distance(ending, lower[-length:], limit) <= limit:
                    return fold(word[:-length]) + fold(ending)
        return None

    def _nearest(self, word: str) -> str | None:
        folded = fold(word)
        if folded in self.folded or len(word) < SHORTEST or not any(letter.isalpha() for letter in word):
            return None
        votes: Counter[int] = Counter()
        for pair in _letter_pairs(folded):
            votes.update(self._by_pair.get(pair, ()))
        best: tuple[float, str] | None = None
        lower = word.lower()
        for index, shared in votes.items():
            known = self.words[index]
            if shared < FEWEST_SHARED * (len(known) - 1) or len(known) < SHORTEST:
                continue
            limit = allowed(known)
            found = distance(known, lower, limit)
            if found <= limit and (best is None or found < best[0]):
                best = (found, fold(known))
        return best[1] if best else None


def _letter_pairs(folded: str) -> set[str]:
    return {folded[index : index + 2] for index in range(len(folded) - 1)}


class Mended:
    """A text beside its mended, folded form, in which a grammar looks for known words.

    `text` has Latin letters only; `span` and `cut` lead from places in `key` back to `text`.
    """

    __slots__ = ("_index", "key", "text")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = latin(text)
        pieces: list[str] = []
        index: list[int] | None = None
        end = 0
        for token in _TOKEN.finditer(self.text):
            word = token[0]
            mended = vocabulary.mend(word)
            if len(mended) != len(word) and index is None:
                index = list(range(end))
            between = fold(self.text[end : token.start()])
            pieces += (between, mended)
            if index is not None:
                index += range(end, token.start())
                steps = range(len(mended) - 1)
                index += [token.start() + min(step, len(word) - 1) for step in steps]
                index.append(token.end() - 1)
            end = token.end()
        pieces.append(fold(self.text[end:]))
        if index is not None:
            index += range(end, len(self.text))
        self.key = "".join(pieces)
        self._index = index

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of `text` that a part of `key` stands for."""
        if self._index is None:
            return start, end
        if start >= end:
            at = self._index[start] if start < len(self._index) else len(self.text)
            return at, at
        return self._index[start], self._index[end - 1] + 1

    def cut(self, start: int, end: int) -> str:
        begin, stop = self.span(start, end)
        return self.text[begin:stop]
