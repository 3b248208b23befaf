"""Kinds of collision, of signal and of overlap, and how a number of meetings is known."""

from __future__ import annotations

from samverkan.ground.words import Word


class CollisionKind(Word):
    """Why one function cannot be at two meetings, or only just (MEE-09)."""

    SAME_TIME = "same_time", "At the same time"
    NO_TIME_TO_TRAVEL = "no_time_to_travel", "No time to travel between"
    NO_BREAK = "no_break", "No break between"


class Signal(Word):
    """A sign that resources do not match a group's task (MEE-13, MEE-14)."""

    MISSING_COMPETENCE = "missing_competence", "A needed competence is missing"
    VACANT_SEAT = "vacant_seat", "A seat is vacant"
    DOUBLE_BOOKED = "double_booked", "Members are booked elsewhere at the same time"
    OVERLOADED = "overloaded", "Members have weeks with too many meetings"
    NO_MEETINGS = "no_meetings", "No meetings are booked"


class Likeness(Word):
    """What two groups have in common (MEE-16)."""

    BOTH = "both", "Same members and same subject"
    MEMBERS = "members", "Same members"


class Known(Word):
    """How the number of meetings of a coming year is known (ORG-33)."""

    BOOKED = "booked", "Booked"
    AS_THIS_YEAR = "as_this_year", "As many as this year"
    NONE = "none", "No meetings known"


class Attends(Word):
    """How a specialist administration takes part in a local steering group (MEE-15)."""

    SEATED = "seated", "Has a seat"
    VACANT = "vacant", "The seat is vacant"
    PLANNED = "planned", "Planned"
    NOT = "not", "Not present"
