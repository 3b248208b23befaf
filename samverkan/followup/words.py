"""Verdicts, what they rest on, and what to do next."""

from __future__ import annotations

from samverkan.ground.words import Word


class Relevance(Word):
    """The answer to: is this still the most relevant measure? (FOL-12)"""

    YES = "yes", "Still the most relevant"
    CHANGE = "change", "Needs to change"
    NO = "no", "Another measure would be better"


class Delivered(Word):
    """How much of a party's half was delivered; it says nothing about effect (FOL-11, FOL-15)."""

    AS_PLANNED = "as_planned", "Delivered as planned"
    PARTLY = "partly", "Partly delivered"
    HARDLY = "hardly", "Hardly delivered"
    UNKNOWN = "unknown", "Not known how much was delivered"
    NO_PART = "no_part", "No part for this party"


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
    """What happened nearby, as the figures tell it (Bowers & Johnson 2003)."""

    NONE = "none", "No sign of displacement"
    UNCLEAR = "unclear", "Nearby changes may be chance"
    SOME = "some", "Signs of displacement"
    BENEFIT = "benefit", "Nearby places have also become better"
    NOT_STUDIED = "not_studied", "Displacement was not studied"


class Change(Word):
    """What the interval says about the place against its comparison (FOL-25)."""

    BETTER = "better", "Better than the comparison"
    NO_CLEAR = "no_clear", "No clear difference from the comparison"
    WORSE = "worse", "Worse than the comparison"


class PeriodFault(Word):
    """Why the time before and the time after cannot be compared as they are."""

    MISSING = "missing", "The periods before and after are not stated."
    OVERLAP = "overlap", "The periods before and after overlap."
    LENGTH = "length", "The periods before and after are not equally long."
    SEASON = "season", "The periods before and after are not the same part of the year."
    BEGUN = "begun", "The period before runs into the time when the measure had begun."
    EARLY = "early", "The period after begins before the measure did."


class Ground(Word):
    """A reason that the rule gives for its verdict, in the order it was weighed."""

    NO_FIGURES = "no_figures", "There are no figures of before and after."
    OVERLAPPING = "overlapping", "The periods before and after overlap, or are not stated."
    TOO_FEW = "too_few", "There are too few events to judge from."
    NOT_DELIVERED = "not_delivered", "Hardly anything of what was planned has been delivered, so nothing can be judged."
    PERIODS_ALONE = "periods_alone", "The periods cannot be compared, and there is no other place to compare with."
    BETTER = "better", "It went better here than in the comparison, and chance alone hardly explains it."
    WORSE = "worse", "It went worse here than in the comparison, and chance alone hardly explains it."
    CHANCE = "chance", "The difference from the comparison may be chance."
    TOO_SMALL = "too_small", "Even the most favourable reading of the figures is a difference of less than a tenth."
    NO_COMPARISON = (
        "no_comparison",
        "There is no comparison: what changed here may have changed everywhere. Before and after alone is weak.",
    )
    PERIODS = "periods", "The periods before and after are not alike."
    DOSE_PARTLY = "dose_partly", "Only a part of what was planned has been delivered."
    DOSE_UNKNOWN = "dose_unknown", "It is not known how much of the measure was delivered."
    MECHANISM_UNKNOWN = "mechanism_unknown", "It is not known whether the measure works in the way it was meant to."
    MECHANISM_NOT = "mechanism_not", "The measure does not work in the way it was meant to."
    MOVED = "moved", "The problem has moved nearby by as much as it fell here."
    MAY_HAVE_MOVED = "may_have_moved", "The problem may have moved nearby by as much as it fell here."
    PARTLY_MOVED = "partly_moved", "A part of the problem has moved nearby; the rest is a gain."
    SPREAD = "spread", "Nearby places have become better too."


class Likeness(Word):
    """Why a place resembles another."""

    PROBLEM = "problem", "Same problems"
    BUILT = "built", "Same built environment"
    AREA = "area", "Same priority area"
    TARGET = "target", "Directed at the same kind of thing"


class CardState(Word):
    """Where an effect card stands."""

    DRAFT = "draft", "Draft"
    SETTLED = "settled", "Settled by both parties"
