"""Kinds and states of year plans, answers to proposals, wishes and periods of the calendar."""

from __future__ import annotations

from samverkan.ground.words import Word


class PlanKind(Word):
    """The three plans that are compared (MEE-09, MEE-10)."""

    AS_TODAY = "as_today", "As today"
    COORDINATED = "coordinated", "Coordinated"
    WINDOWED = "windowed", "Coordinated, with attendance where needed"


class PlanState(Word):
    """The life of a plan, from the search for it until another takes its place."""

    WAITING = "scheduled", "Waiting to begin"
    RUNNING = "under_way", "Being made"
    READY = "done", "Ready"
    IMPOSSIBLE = "contradicted", "Cannot be met"
    FAILED = "stale", "Interrupted"
    PROPOSED = "submitted", "Proposed to the groups"
    IN_FORCE = "in_force", "Plan in force"
    REPLACED = "superseded", "Replaced by a newer plan"


class Answer(Word):
    """What a group's leader says about the group's meetings in a plan."""

    OPEN = "unanswered", "No answer yet"
    YES = "confirmed", "Yes"
    NO = "rejected", "No"


class WishKind(Word):
    """What somebody asks of the plan."""

    PIN = "pin", "Pin a meeting"
    FORBID = "forbid", "Forbid a time"
    PREFER = "prefer", "Prefer a time"


class PeriodKind(Word):
    """Days of the calendar on which nobody meets, or would rather not."""

    CLOSED = "closed", "Closed"
    SCHOOL_HOLIDAY = "school_holiday", "School holiday"
    BOARD = "board", "Board or council meeting"
    BUDGET = "budget", "Budget and year-end work"


class Need(Word):
    """Whether a seat must be filled at every meeting of its group."""

    REQUIRED = "required", "Must take part"
    OPTIONAL = "optional", "Takes part when possible"


class MarkSource(Word):
    """Where a busy mark comes from; what it is about is never kept."""

    CALENDAR = "calendar", "Calendar file"
    AWAY = "away", "Away"
