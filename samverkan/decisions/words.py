"""Matters, decisions and mandate."""

from __future__ import annotations

from samverkan.ground.words import Word


class MatterState(Word):
    """Where a matter stands (MEE-17)."""

    OPEN = "open", "Waits in the group's backlog"
    SCHEDULED = "scheduled", "On an agenda"
    DECIDED = "decided", "Decided, excerpt not yet sent back"
    RETURNED = "returned", "Decided, excerpt sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DecisionState(Word):
    """What has become of a decision (DEC-07)."""

    OPEN = "open", "To be carried out"
    DONE = "done", "Carried out"
    LAPSED = "lapsed", "Lapsed"


class DecisionCategory(Word):
    """What a decision is about, as delegations speak of it (DEC-03, DEC-04; Local Government Act ch. 6 s. 38)."""

    WORK_WITHIN_PLAN = "work_within_plan", "Work within a decided plan"
    ANNEX_UPDATE = "annex_update", "Update of the situation picture or the measures plan"
    WORKING_GROUP = "working_group", "Appointing of a working group"
    PRIORITIES = "priorities", "Priorities within the common areas"
    RESOURCES = "resources", "Use of staff or money"
    COMMUNICATION = "communication", "Communication and information"
    AGREEMENT = "agreement", "Entering, amending or ending an agreement"
    GOALS_AND_SCOPE = "goals_and_scope", "Goals, direction, scope or quality of an operation"
    STATEMENT_TO_COUNCIL = "statement_to_council", "Request or statement to the City Council"
    AUTHORITY_OVER_INDIVIDUALS = (
        "authority_over_individuals",
        "Exercise of authority over individuals in matters of principle",
    )


class Verdict(Word):
    """What the mandate check answers (DEC-03)."""

    WITHIN = "within", "Within the mandate"
    BEYOND_GROUP = "beyond_group", "Beyond the group's delimitation"
    BEYOND_DELEGATION = "beyond_delegation", "Beyond the board's delegation"
    RESERVED_FOR_BOARD = "reserved_for_board", "May not be delegated; the board must decide"
    RESERVED_FOR_COUNCIL = "reserved_for_council", "The City Council must decide"
    NO_DELIMITATION = "no_delimitation", "The group has no written delimitation"
