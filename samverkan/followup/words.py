"""Verdicts and what to do next."""

from __future__ import annotations

from samverkan.ground.words import Word


class Relevance(Word):
    """The answer to: is this still the most relevant measure? (FOL-12)"""

    YES = "yes", "Still the most relevant"
    CHANGE = "change", "Needs to change"
    NO = "no", "Another measure would be better"


class Mechanism(Word):
    """Whether the measure worked in the way it was meant to."""

    PLAUSIBLE = "plausible", "Works as meant"
    PARTLY = "partly", "Works in part as meant"
    NOT = "not", "Does not work as meant"
    UNKNOWN = "unknown", "Not known"


class Verdict(Word):
    """The honest answer to whether a measure helps (FOL-11, FOL-13)."""

    PROBABLY = "probably", "Probably works"
    UNCLEAR = "unclear", "Unclear"
    PROBABLY_NOT = "probably_not", "Probably does not work"
    CANNOT = "cannot", "Cannot be judged"


class Advice(Word):
    """What is recommended."""

    CONTINUE = "continue", "Continue"
    CHANGE = "change", "Change"
    STOP = "stop", "Stop"


class Displacement(Word):
    """Whether the problem moved to nearby places."""

    NONE = "none", "No sign of displacement"
    SOME = "some", "Signs of displacement"
    BENEFIT = "benefit", "Nearby places have also become better"
    NOT_STUDIED = "not_studied", "Not studied"


class CardState(Word):
    """Where an effect card stands."""

    DRAFT = "draft", "Draft"
    SETTLED = "settled", "Settled by both parties"
