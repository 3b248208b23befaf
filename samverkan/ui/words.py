"""How states are shown: for each code a tone, an icon and an English message id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn. `tone` is good, soon, bad, unsure, calm or quiet; the icon has its own shape."""

    tone: str
    icon: str
    label: str


LOOKS: dict[str, Look] = {
    # the mirror
    "fulfilled": Look("good", "check", "Fulfilled"),
    "due": Look("soon", "clock", "Due"),
    "breached": Look("bad", "stop", "Breached"),
    "cannot_be_judged": Look("unsure", "question", "Cannot be judged"),
    "not_applicable": Look("quiet", "ended", "Does not apply"),
    # agreements and annexes
    "draft": Look("quiet", "draft", "Draft"),
    "under_review": Look("calm", "search", "Under review"),
    "awaiting_signatures": Look("soon", "draft", "Awaiting signatures"),
    "awaiting_decision": Look("soon", "clock", "Awaiting decision"),
    "signed": Look("good", "check", "Signed"),
    "in_force": Look("good", "in-force", "In force"),
    "coming": Look("calm", "calendar", "Not yet in force"),
    "extended": Look("calm", "calendar", "Extended"),
    "superseded": Look("quiet", "ended", "Superseded"),
    "ended": Look("quiet", "ended", "Ended"),
    "valid": Look("good", "in-force", "Valid"),
    "not_valid": Look("bad", "stop", "Not valid"),
    "withdrawn": Look("quiet", "ended", "Withdrawn"),
    # decisions and matters
    "proposed": Look("calm", "draft", "Proposed"),
    "decided": Look("good", "check", "Decided"),
    "rejected": Look("bad", "stop", "Rejected"),
    "deferred": Look("soon", "paused", "Deferred"),
    "approved": Look("good", "check", "Approved"),
    "adopted": Look("good", "check", "Adopted"),
    # meetings
    "planned": Look("calm", "calendar", "Planned"),
    "booked": Look("calm", "calendar", "Booked"),
    "held": Look("good", "check", "Held"),
    "cancelled": Look("quiet", "ended", "Cancelled"),
    # work and messages
    "open": Look("calm", "circle", "Open"),
    "active": Look("good", "check", "Active"),
    "paused": Look("quiet", "paused", "Paused"),
    "closed": Look("quiet", "ended", "Closed"),
    "done": Look("good", "check", "Done"),
    "late": Look("bad", "stop", "Late"),
    "stale": Look("soon", "clock", "Not updated in time"),
    "unread": Look("soon", "dot", "Unread"),
    "read": Look("quiet", "check", "Read"),
    "sent": Look("calm", "arrow", "Sent"),
    "received": Look("good", "check", "Received"),
    "answered": Look("good", "check", "Answered"),
    "unanswered": Look("soon", "clock", "Unanswered"),
    "vacant": Look("soon", "circle", "Vacant"),
    "filled": Look("good", "check", "Filled"),
    "missing": Look("bad", "stop", "Missing"),
}

UNKNOWN = Look("quiet", "circle", "")
"""How a code is drawn that has no look of its own; its label must then come with it."""


def look_of(code: str) -> Look:
    """Return how the state is drawn; a code without a look is drawn quietly."""
    return LOOKS.get(code, UNKNOWN)
