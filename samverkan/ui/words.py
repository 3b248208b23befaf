"""How states are shown: for each code a tone, an icon and an English message id."""

from __future__ import annotations

from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogues, as Django's function of the same name; words need no Django."""
    return text


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn. `tone` is good, soon, bad, unsure, calm or quiet; the icon has its own shape."""

    tone: str
    icon: str
    label: str


LOOKS: dict[str, Look] = {
    # the mirror
    "fulfilled": Look("good", "check", gettext_noop("Fulfilled")),
    "due": Look("soon", "clock", gettext_noop("Due")),
    "breached": Look("bad", "stop", gettext_noop("Breached")),
    "cannot_be_judged": Look("unsure", "question", gettext_noop("Cannot be judged")),
    "not_applicable": Look("quiet", "ended", gettext_noop("Does not apply")),
    # agreements and annexes
    "draft": Look("quiet", "draft", gettext_noop("Draft")),
    "under_review": Look("calm", "search", gettext_noop("Under review")),
    "awaiting_signatures": Look("soon", "draft", gettext_noop("Awaiting signatures")),
    "awaiting_decision": Look("soon", "clock", gettext_noop("Awaiting decision")),
    "signed": Look("good", "check", gettext_noop("Signed")),
    "in_force": Look("good", "in-force", gettext_noop("In force")),
    "coming": Look("calm", "calendar", gettext_noop("Not yet in force")),
    "extended": Look("calm", "calendar", gettext_noop("Extended")),
    "superseded": Look("quiet", "ended", gettext_noop("Superseded")),
    "ended": Look("quiet", "ended", gettext_noop("Ended")),
    "valid": Look("good", "in-force", gettext_noop("Valid")),
    "not_valid": Look("bad", "stop", gettext_noop("Not valid")),
    "withdrawn": Look("quiet", "ended", gettext_noop("Withdrawn")),
    # decisions and matters
    "proposed": Look("calm", "draft", gettext_noop("Proposed")),
    "decided": Look("good", "check", gettext_noop("Decided")),
    "rejected": Look("bad", "stop", gettext_noop("Rejected")),
    "deferred": Look("soon", "paused", gettext_noop("Deferred")),
    "approved": Look("good", "check", gettext_noop("Approved")),
    "adopted": Look("good", "check", gettext_noop("Adopted")),
    # meetings
    "planned": Look("calm", "calendar", gettext_noop("Planned")),
    "booked": Look("calm", "calendar", gettext_noop("Booked")),
    "held": Look("good", "check", gettext_noop("Held")),
    "cancelled": Look("quiet", "ended", gettext_noop("Cancelled")),
    # work and messages
    "open": Look("calm", "circle", gettext_noop("Under way")),
    "active": Look("good", "check", gettext_noop("Active")),
    "paused": Look("quiet", "paused", gettext_noop("Paused")),
    "closed": Look("quiet", "ended", gettext_noop("Closed")),
    "done": Look("good", "check", gettext_noop("Done")),
    "late": Look("bad", "stop", gettext_noop("Late")),
    "stale": Look("soon", "clock", gettext_noop("Not updated in time")),
    "unread": Look("soon", "dot", gettext_noop("Unread")),
    "read": Look("quiet", "check", gettext_noop("Has been read")),
    "sent": Look("calm", "arrow", gettext_noop("Sent")),
    "received": Look("good", "check", gettext_noop("Received")),
    "answered": Look("good", "check", gettext_noop("Answered")),
    "unanswered": Look("soon", "clock", gettext_noop("Unanswered")),
    "vacant": Look("soon", "circle", gettext_noop("Vacant")),
    "filled": Look("good", "check", gettext_noop("Filled")),
    "missing": Look("bad", "stop", gettext_noop("Missing")),
    # states whose Word always brings its own label
    "appointed": Look("good", "check", ""),
    "assignment": Look("calm", "people", ""),
    "confirmed": Look("good", "check", ""),
    "contradicted": Look("bad", "stop", ""),
    "convened": Look("calm", "calendar", ""),
    "corrected": Look("good", "draft", ""),
    "decision": Look("good", "check", ""),
    "forwarded": Look("calm", "arrow", ""),
    "information": Look("calm", "info", ""),
    "lapsed": Look("quiet", "ended", ""),
    "returned": Look("good", "check", ""),
    "scheduled": Look("calm", "calendar", ""),
    "signing": Look("soon", "draft", ""),
    "submitted": Look("soon", "clock", ""),
    "under_way": Look("soon", "clock", ""),
}

UNKNOWN = Look("quiet", "circle", "")
"""How a code is drawn that has no look of its own; its label must then come with it."""


def look_of(code: str) -> Look:
    """Return how the state is drawn; a code without a look is drawn quietly."""
    return LOOKS.get(code, UNKNOWN)
