"""Where reports and compilations stand, and the set forms in which they are written."""

from __future__ import annotations

from samverkan.ground.words import Word


class PeriodKind(Word):
    """How long a reporting period is."""

    YEAR = "year", "Year"
    HALF_YEAR = "half_year", "Half-year"
    FOUR_MONTHS = "four_months", "Four months"


class ReportState(Word):
    """Where a district's report stands (REP-01, FOL-05)."""

    DUE = "due", "Not begun"
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned with questions"
    ACCEPTED = "accepted", "Accepted"


class SectionKind(Word):
    """The parts of the follow-up form, the same for every district (FOL-22)."""

    SUMMARY = "summary", "In short"
    IMPLEMENTATION = "implementation", "What was carried out"
    EFFECT = "effect", "What it led to"
    SITUATION = "situation", "How the situation has changed"
    NOT_DONE = "not_done", "What was not done, and why"
    GENDER = "gender", "Equality between the sexes"
    CHILD_RIGHTS = "child_rights", "Children's rights"
    ACCESSIBILITY = "accessibility", "Accessibility and participation"
    DEVELOPMENT = "development", "What needs to develop"
    NEXT_YEAR = "next_year", "Proposals for next year"


class CompilationState(Word):
    """Where the city's compilation stands (REP-02)."""

    DRAFT = "draft", "Being written"
    SETTLED = "settled", "Settled and sent back to every district"


class ParagraphKind(Word):
    """What a paragraph of the compilation is about, in the order in which they stand."""

    REPORTED = "reported", "Who has reported"
    OVERALL = "overall", "The whole city"
    OUTCOMES = "outcomes", "The two top outcomes"
    IMPLEMENTATION = "implementation", "What was carried out"
    EFFECT = "effect", "What it led to"
    INDICATORS = "indicators", "What the indicators show"
    UNDONE = "undone", "What was left undone"
    PERSPECTIVES = "perspectives", "The three perspectives"
    DEVELOPMENT = "development", "What needs to develop"


class FeedbackPart(Word):
    """The set form of feedback to a board, the same for every board (REP-04)."""

    DONE = "done", "What has been done"
    LED_TO = "led_to", "What it has led to"
    REMAINS = "remains", "What remains"
    ASKED = "asked", "What the board is asked to consider"


class FeedbackState(Word):
    """What became of a suggestion from a board (REP-06)."""

    NEW = "new", "Waits for a reply"
    ANSWERED = "answered", "Answered"


class Sheet(Word):
    """The tables of an export (REP-12)."""

    HALVES = "halves", "The parties' parts of measures"
    FIGURES = "figures", "Figures of indicators"
    TOTALS = "totals", "Totals by priority area"
