"""Texts that nearly agree: found, grouped, and shown with only their differences (REM-17).

Six near-identical reservations were printed in full in 2023. Two texts are near-identical when they share most
of their runs of five words. A fixed sample of each text's runs (by their hash, so the same on every machine) leads to
the texts worth comparing; those are measured on all their runs. Time grows linearly with the texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

RUN = 5
"""Words in a run."""
ALIKE = 0.35
"""The least share of common runs, of all runs of two texts, for them to be one group. The reservations printed in
2023 share 0.61 to 0.90, two statements of allied parties 0.36; texts on the same matter by others less than 0.05."""
SHARE, LEAST, NEAR = 8, 16, 4

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Voice:
    """A text and who it belongs to."""

    key: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that nearly agree. `first` is the one most like all the others; `likeness` of each to it is 0 to 1."""

    first: Voice
    others: tuple[tuple[Voice, float], ...]

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Return all of them, the representative first."""
        return (self.first, *(voice for voice, _ in self.others))


def runs(text: str) -> frozenset[int]:
    """Return the hashed runs of words of the text, whatever its capitals, signs and broken lines."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return frozenset()
    size = min(RUN, len(words))
    return frozenset(crc32(" ".join(words[place : place + size]).encode()) for place in range(len(words) - size + 1))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of runs that two texts have in common (Jaccard), 0 to 1.

    >>> likeness(runs("a b c d e f"), runs("a b c d e f"))
    1.0
    """
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _sample(of: frozenset[int]) -> set[int]:
    """Return the runs by which a text is looked up: one in eight by its hash, and the sixteen least of all."""
    return {run for run in of if run % SHARE == 0}.union(sorted(of)[:LEAST])


def _candidates(sets: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Return pairs that share a run of the sample. A run that many have ties each to the first and to the latest."""
    holding: dict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for place, of in enumerate(sets):
        for run in _sample(of):
            holders = holding[run]
            pairs.update((other, place) for other in (*holders[:1], *holders[-NEAR:]))
            holders.append(place)
    return pairs


def group_alike(voices: Iterable[Voice], *, least: float = ALIKE) -> tuple[Group, ...]:
    """Return the groups of texts that nearly agree, the largest first; a text alone is no group."""
    given = [voice for voice in voices if voice.text.strip()]
    sets = [runs(voice.text) for voice in given]
    root = list(range(len(given)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for one, other in sorted(_candidates(sets)):
        if find(one) != find(other) and likeness(sets[one], sets[other]) >= least:
            root[find(other)] = find(one)
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(given)):
        members[find(place)].append(place)
    groups = []
    for places in members.values():
        if len(places) < 2:
            continue
        first = _most_central(places, sets)
        others = sorted(
            ((given[place], likeness(sets[first], sets[place])) for place in places if place != first),
            key=lambda pair: (-pair[1], pair[0].author, pair[0].key),
        )
        groups.append(Group(given[first], tuple(others)))
    return tuple(sorted(groups, key=lambda group: (-len(group.others), group.first.author, group.first.key)))


def _most_central(places: Sequence[int], sets: Sequence[frozenset[int]]) -> int:
    """Return the member whose runs most of the others have: counted once for all, not pair by pair."""
    count: dict[int, int] = defaultdict(int)
    for place in places:
        for run in sets[place]:
            count[run] += 1
    return max(places, key=lambda place: (sum(count[run] for run in sets[place]) / max(1, len(sets[place])), -place))
