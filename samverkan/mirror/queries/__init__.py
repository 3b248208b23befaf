"""What the mirror asks: facts in a fixed number of questions, then judged by rules."""

from samverkan.mirror.queries.facts import gather
from samverkan.mirror.queries.judged import (
    Judged,
    UnknownAgreement,
    judged_for_command,
    judged_visible_to,
)

__all__ = ["Judged", "UnknownAgreement", "gather", "judged_for_command", "judged_visible_to"]
