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
