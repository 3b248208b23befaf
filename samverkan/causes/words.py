"""The crime triangle, hypotheses and evidence."""

from __future__ import annotations

from samverkan.ground.words import Word


class Side(Word):
    """The three sides of the crime triangle (CAU-07, ACT-18)."""

    OFFENDER = "offender", "Motivated offender"
    TARGET = "target", "Suitable target"
    GUARDIAN = "guardian", "Absence of control"


class Factor(Word):
    """Whether a cause raises or lowers the risk (CAU-08)."""

    RISK = "risk", "Risk factor, to be reduced"
    PROTECTIVE = "protective", "Protective factor, to be strengthened"


class Certainty(Word):
    """How sure the parties are (CAU-10)."""

    LOW = "low", "Uncertain"
    MEDIUM = "medium", "Fairly sure"
    HIGH = "high", "Sure"


class TestResult(Word):
    """What came of the test of a hypothesis."""

    UNTESTED = "untested", "Not tested yet"
    SUPPORTED = "supported", "Supported"
    UNDECIDED = "undecided", "Undecided"
    CONTRADICTED = "contradicted", "Contradicted"


class EvidenceKind(Word):
    """What kind of knowledge the evidence is (CAU-09)."""

    STATISTICS = "statistics", "Statistics"
    RESEARCH = "research", "Research"
    EXPERIENCE = "experience", "Proven experience"
    OBSERVATION = "observation", "Observation on site"
    DIALOGUE = "dialogue", "Dialogue with residents or staff"


class AnalysisState(Word):
    """Where a cause analysis stands."""

    OPEN = "open", "Being worked on"
    SETTLED = "settled", "Settled by both parties"


class Lack(Word):
    """What stands in the way of settling an analysis (CAU-04, -07, -09, -10)."""

    NO_CAUSE = "no_cause", "No cause is kept yet"
    NO_EXPECTATION = "no_expectation", "Nobody has written what we would see if it were true"
    NOT_TESTED = "not_tested", "It has neither been tested nor does it say why not"
    NO_EVIDENCE = "no_evidence", "Nothing speaks for or against it yet"
    NO_MUNICIPALITY = "no_municipality", "Nobody from the municipality is written down as taking part"
    NO_POLICE = "no_police", "Nobody from the police is written down as taking part"
    NO_CONCLUSION = "no_conclusion", "The conclusion has not been written"


class Hint(Word):
    """What the parties ought to look at, though it stops nothing (CAU-05, -06, -07, -10, CRO-01 to -04)."""

    ONLY_THE_PARTIES = "only_the_parties", "Only the two parties have taken part; invite at least one more actor"
    ONE_EXPLANATION = "one_explanation", "The problem is complex, but only one explanation is kept"
    SIDE_EMPTY = "side_empty", "A side of the triangle has no cause"
    NO_PROTECTIVE = "no_protective", "No protective factor is named; what keeps this from happening elsewhere?"
    NOT_WEIGHED = "not_weighed", "A proposal lacks an assessment for equality, children's rights or accessibility"


class Missing(Word):
    """Why an organisation ought to be asked to take part (CAU-05)."""

    OWNS_PLACE = "owns_place", "owns or answers for a part of the place"
    COORDINATES_PLACE = "coordinates_place", "coordinates the work at the place"
    STREETS = "streets", "answers for streets, lights and squares"
    HOMES = "homes", "owns homes and stairwells, and has staff on site"
    SCHOOLS = "schools", "meets children and young people every day"
    SUPPORT = "support", "meets those who are exposed and those who commit crime"
    BUILDINGS = "buildings", "owns the school buildings and their yards"
