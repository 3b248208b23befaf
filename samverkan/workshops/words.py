"""The guided steps of a workshop."""

from __future__ import annotations

from samverkan.ground.words import Word


class Phase(Word):
    """The steps of the 90-minute cause workshop (CAU-12)."""

    LOBBY = "lobby", "Gather"
    PICTURE = "picture", "What do we know?"
    CHAIN = "chain", "What happens, step by step?"
    TRIANGLE = "triangle", "Why does it happen?"
    DEEPER = "deeper", "Why is that so?"
    TEST = "test", "What would we see if it were true?"
    WEIGH = "weigh", "What weighs most?"
    CLOSED = "closed", "Closed"


class CardKind(Word):
    """What a contribution is."""

    KNOWN = "known", "What we know"
    STEP = "step", "Event"
    CAUSE = "cause", "Cause"
    EXPECTATION = "expectation", "What we would see"


class CardState(Word):
    """What became of a contribution."""

    ON_BOARD = "on_board", "On the board"
    MERGED = "merged", "Merged with another"
    SAVED = "saved", "Saved in the analysis"
    SET_ASIDE = "set_aside", "Set aside"
