"""How goals are measured and what a reading is."""

from __future__ import annotations

from samverkan.ground.words import Word


class DarkFigure(Word):
    """How much of the phenomenon the source is thought to miss (SIT-13, FOL-08)."""

    UNKNOWN = "unknown", "Not judged"
    SMALL = "small", "Small dark figure"
    LARGE = "large", "Large dark figure"


class Measurability(Word):
    """Whether a goal can be measured (FOL-08)."""

    DIRECT = "direct", "Directly measurable"
    PROXY = "proxy", "Not directly measurable: followed through proxies"
    NONE = "none", "Not measurable"


class IndicatorKind(Word):
    """What kind of number an indicator gives; it decides how parts are added up."""

    COUNT = "count", "Number"
    SHARE = "share", "Share, in per cent"
    RATE = "rate", "Number for so many residents"
    INDEX = "index", "Index or mean, not added up"


class Direction(Word):
    """Which way is better."""

    DOWN = "down", "Lower is better"
    UP = "up", "Higher is better"


class Outcome(Word):
    """The two top outcomes of the agreement (PRI-01, FOL-20)."""

    SAFETY = "safety", "Safety increases"
    CRIME = "crime", "Actual crime decreases"
    NONE = "", "Neither of the two top outcomes"


class Sex(Word):
    """How a figure is broken down by sex (SIT-09, SIT-10)."""

    ALL = "", "All"
    WOMEN = "women", "Women and girls"
    MEN = "men", "Men and boys"


class Standing(Word):
    """How an indicator stands against its baseline and target (FOL-16, FOL-25)."""

    REACHED = "reached", "Target reached"
    BETTER = "better", "Moves the right way"
    UNCLEAR = "unclear", "No clear change"
    WORSE = "worse", "Moves the wrong way"
    NO_AIM = "no_aim", "Baseline or target is missing"
    NO_READING = "no_reading", "Not measured yet"


class Trend(Word):
    """How a figure has moved between two periods, with its uncertainty in mind (FOL-10, FOL-25)."""

    BETTER = "better", "The trend goes the right way"
    WORSE = "worse", "The trend goes the wrong way"
    UNCLEAR = "unclear", "No clear change"
    TOO_FEW = "too_few", "Measured too seldom to tell a trend"


class Realism(Word):
    """Whether a target can be reached at the pace seen so far (FOL-16)."""

    UNKNOWN = "unknown", "Too few readings to judge the target"
    HELD = "held", "The latest reading already lies at the target"
    WITHIN = "within", "Within reach at the pace seen so far"
    FASTER = "faster", "Needs a faster change than seen so far"
    AGAINST = "against", "Needs the development to turn: so far it goes the other way"


class SourceChange(Word):
    """What changed about where a figure comes from, between two pictures (SIT-08, FOL-10)."""

    NEW = "new", "Measured for the first time"
    GONE = "gone", "No longer measured"
    EDITION = "edition", "New edition of the same source"
    OTHER = "other", "Another source: compare with care"


class ProgrammeKind(Word):
    """What an area is tied to in the municipality's ordinary steering (PRI-17)."""

    BUDGET = "budget", "Budget"
    SAFETY_PROGRAMME = "safety_programme", "Safety programme"
    OTHER = "other", "Another programme"
