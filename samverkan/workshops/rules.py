"""The plan of a workshop and what its numbers mean: plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from samverkan.workshops.words import CardKind, Phase

MINUTES: dict[Phase, int] = {
    Phase.LOBBY: 5,
    Phase.PICTURE: 15,
    Phase.CHAIN: 15,
    Phase.TRIANGLE: 20,
    Phase.DEEPER: 10,
    Phase.TEST: 15,
    Phase.WEIGH: 10,
}
"""The planned minutes of each step: ninety in all (CAU-12)."""

WRITTEN: dict[Phase, CardKind] = {
    Phase.PICTURE: CardKind.KNOWN,
    Phase.CHAIN: CardKind.STEP,
    Phase.TRIANGLE: CardKind.CAUSE,
    Phase.DEEPER: CardKind.CAUSE,
    Phase.TEST: CardKind.EXPECTATION,
}
"""What people write in each step; in the others they gather, weigh or are done."""

UNDER_A_CAUSE = frozenset({Phase.DEEPER, Phase.TEST})
"""Steps in which each card says which cause it belongs to."""

POINTS = 3
"""How many points a member has to give to what weighs most."""

LATE = timedelta(minutes=15)
"""How long after the end a card is still taken in from a phone that had lost its connection."""

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
"""Eight signs of thirty-two that cannot be mistaken for each other: a million million codes."""

MOST_MEMBERS = 60
MOST_KNOCKS, KNOCK_WINDOW = 60, timedelta(minutes=10)
"""A whole workshop may sit behind one network address; nobody needs more than this in ten minutes."""


def following(phase: Phase) -> Phase | None:
    """Return the step after, or none after the last.

    >>> following(Phase.WEIGH)
    <Phase.CLOSED: 'closed'>
    """
    phases = list(Phase)
    at = phases.index(phase) + 1
    return phases[at] if at < len(phases) else None


def preceding(phase: Phase) -> Phase | None:
    """Return the step before, or none before the first."""
    at = list(Phase).index(phase)
    return list(Phase)[at - 1] if at else None


def seconds_left(started: datetime, minutes: Mapping[str, int], phase: Phase, now: datetime) -> int | None:
    """Return how many seconds are left of the step, below nought when it has run over; none when it has no time."""
    planned = minutes.get(phase)
    return None if planned is None else round(planned * 60 - (now - started).total_seconds())


def still_taken_in(closed_at: datetime | None, now: datetime) -> bool:
    """Tell whether a card that was sent is taken in: until the end, and shortly after it."""
    return closed_at is None or now - closed_at <= LATE


def weight_of(points: int, most: int) -> int:
    """Return the weight 1 to 5 of a cause from its points, `most` being those of the card with most points.

    >>> [weight_of(points, 8) for points in (0, 2, 4, 8)], weight_of(0, 0)
    ([1, 2, 3, 5], 3)
    """
    return 1 + round(4 * points / most) if most else 3


SMALL_WORDS = frozenset(
    [
        "alla",
        "att",
        "bara",
        "den",
        "det",
        "dom",
        "där",
        "efter",
        "eller",
        "ett",
        "från",
        "för",
        "han",
        "har",
        "här",
        "inga",
        "inte",
        "med",
        "men",
        "mot",
        "man",
        "och",
        "också",
        "många",
        "när",
        "näst",
        "om",
        "på",
        "sig",
        "som",
        "till",
        "under",
        "upp",
        "var",
        "vid",
        "väl",
        "än",
        "är",
        "över",
    ]
)
"""Words that say nothing of what a card is about; negations count as such, since people say the same both ways."""


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning, for comparing cards."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(word[:5] for word in words if len(word) > 2 and word not in SMALL_WORDS)


def near_identical(texts: Sequence[tuple[int, str]], *, likeness: float = 0.6) -> list[tuple[int, int]]:
    """Return pairs of keys whose texts say nearly the same, the later before the earlier: a suggestion to merge.

    Two texts are alike when they share so large a part of their words' beginnings.

    >>> near_identical([(1, "Mörkt på torget"), (2, "Det är mörkt vid torget"), (3, "Inga vuxna")])
    [(2, 1)]
    """
    words = [(key, stems(text)) for key, text in texts]
    found: list[tuple[int, int]] = []
    for number, (later, mine) in enumerate(words):
        for earlier, others in words[:number]:
            union = len(mine | others)
            if union and len(mine & others) / union >= likeness:
                found.append((later, earlier))
                break
    return found
