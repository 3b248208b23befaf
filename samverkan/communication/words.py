"""What a notice of information may concern."""

from __future__ import annotations

from samverkan.ground.words import Word


class Concerns(Word):
    """For what the event may have material significance (COM-03)."""

    AGREEMENT = "agreement", "The agreement itself"
    SITUATION_PICTURE = "situation_picture", "The situation picture"
    MEASURES_PLAN = "measures_plan", "The measures plan"
    COMMUNICATION_PLAN = "communication_plan", "The communication plan"
    CONTACT_DETAILS = "contact_details", "The contact details"
