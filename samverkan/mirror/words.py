"""The four answers of the mirror."""

from __future__ import annotations

from samverkan.ground.words import Word


class Status(Word):
    """What the mirror says of a rule on a day. Nothing is called fulfilled that has not been seen to be."""

    FULFILLED = "fulfilled", "Fulfilled"
    DUE = "due", "Due"
    BREACHED = "breached", "Breached"
    CANNOT_BE_JUDGED = "cannot_be_judged", "Cannot be judged"


ORDER = {Status.BREACHED: 0, Status.DUE: 1, Status.CANNOT_BE_JUDGED: 2, Status.FULFILLED: 3}
"""What a reader wants to see first."""


class Topic(Word):
    """The groups of rules that the overview of the whole city shows side by side."""

    AGREEMENT = "agreement", "Validity and signatures"
    GROUPS = "groups", "Groups and seats"
    MEETINGS = "meetings", "Meetings"
    ANNEXES = "annexes", "Annexes"
    DUTIES = "duties", "Duties to inform and follow up"
