"""States of meetings, outcomes of items, attendance and cadence."""

from __future__ import annotations

from samverkan.ground.words import Word


class MeetingState(Word):
    """The life of a meeting."""

    BOOKED = "booked", "Booked"
    CONVENED = "convened", "Convened"
    UNDER_WAY = "under_way", "Under way"
    HELD = "held", "Held"
    APPROVED = "approved", "Minutes approved"
    CANCELLED = "cancelled", "Cancelled"


class Outcome(Word):
    """What came of an agenda item (MEE-08, DEC-07)."""

    NONE = "none", "Not dealt with yet"
    INFORMATION = "information", "Information"
    DECISION = "decision", "Decision"
    ASSIGNMENT = "assignment", "Assignment"
    FORWARDED = "forwarded", "Sent on to the group above"
    DEFERRED = "deferred", "Moved to the next meeting"


class Presence(Word):
    """Who came (MEE-18)."""

    INVITED = "invited", "Invited"
    PRESENT = "present", "Present"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"


class Cadence(Word):
    """How often a series meets."""

    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every second week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    HALF_YEARLY = "half_yearly", "Twice a year"


class ItemKind(Word):
    """What an agenda item is."""

    STANDING = "standing", "Standing item"
    MATTER = "matter", "Matter"
    MINUTES = "minutes", "Approval of earlier minutes"
    DECISION_FOLLOW_UP = "decision_follow_up", "Follow-up of a decision"
    RIGHT_PARTIES = "right_parties", "Right parties and staffing"
    FREE = "free", "Other item"


class ItemPlace(Word):
    """Where in the meeting a standing item is dealt with."""

    ANYWHERE = "anywhere", "Where it suits"
    FIRST = "first", "First"
    LAST = "last", "Last"


class AssignmentState(Word):
    """What has become of an assignment."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
