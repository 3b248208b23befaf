"""What a notice of information may concern, and how far a copy of it has come."""

from __future__ import annotations

from samverkan.ground.words import Word


class Concerns(Word):
    """For what the event may have material significance (COM-03)."""

    AGREEMENT = "agreement", "The agreement itself"
    SITUATION_PICTURE = "situation_picture", "The situation picture"
    MEASURES_PLAN = "measures_plan", "The measures plan"
    COMMUNICATION_PLAN = "communication_plan", "The communication plan"
    CONTACT_DETAILS = "contact_details", "The contact details"


class Reach(Word):
    """How far a decision-maker's copy has come (COM-02, COM-14)."""

    SENT = "sent", "Sent, not opened"
    READ = "read", "Opened, receipt not given"
    RECEIVED = "received", "Received, not answered"
    ANSWERED = "answered", "Received and answered"
