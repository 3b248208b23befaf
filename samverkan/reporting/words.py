"""Where reports and compilations stand."""

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


class FeedbackState(Word):
    """What became of a suggestion from a board (REP-06)."""

    NEW = "new", "Waits for a reply"
    ANSWERED = "answered", "Answered"
