"""What the mirror asks: facts in a fixed number of questions, then judged by rules."""

from samverkan.mirror.queries.act import act_facts_visible_to
from samverkan.mirror.queries.facts import gather
from samverkan.mirror.queries.judged import (
    Judged,
    UnknownAgreement,
    districts_visible_to,
    judged_for_command,
    judged_visible_to,
)

__all__ = [
    "Judged",
    "UnknownAgreement",
    "act_facts_visible_to",
    "districts_visible_to",
    "gather",
    "judged_for_command",
    "judged_visible_to",
]
