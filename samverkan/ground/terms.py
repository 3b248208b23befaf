"""Terms: the rules of an agreement as plain, dated values (CRO-11, MEE-06).

A term says *what* an agreement demands, with the clause and the sentence it came from; it holds the
numbers, so that no number of any agreement is written in code. `reading` produces terms from a text,
`agreements` keeps them with the version of the agreement they belong to, `mirror` judges them for a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samverkan.ground.words import Word


class TermKind(Word):
    """What a term is about. The parameters that each kind takes are listed in docs/reference/terms.md."""

    MEETINGS_MINIMUM = "meetings_minimum", "Least number of meetings a year"
    COMPOSITION = "composition", "Composition of a group"
    PRIORITISED = "prioritised", "Specially prioritised organisations"
    CO_OPTION = "co_option", "Co-opting of members"
    ANNEXES = "annexes", "Annexes"
    VALIDITY = "validity", "Term of the agreement"
    REVISION = "revision", "Revision"
    REVISION_CONDITION = "revision_condition", "Conditions for revision"
    ANNEX_UPDATE = "annex_update", "How an annex is updated"
    AMENDMENT = "amendment", "How the agreement is amended"
    INFORMATION_DUTY = "information_duty", "Duty to inform"
    COPIES = "copies", "Identical copies"
    WORKING_GROUPS = "working_groups", "Working groups"
    JOINT_PICTURE = "joint_picture", "Joint situation picture"
    AREAS = "areas", "Priority collaboration areas"
    DELEGATION = "delegation", "Delegation and mandate"
    NOTE_SHARING = "note_sharing", "Sharing of meeting notes"
    SIGNATURES = "signatures", "Signatures"
    YEARLY_FOLLOW_UP = "yearly_follow_up", "Yearly follow-up"
    COMMUNICATION_PLAN = "communication_plan", "Communication plan"
    SUCCESSION = "succession", "End of the earlier agreement"


@dataclass(frozen=True, slots=True)
class Term:
    """One rule of an agreement: its kind, numbers, clause, sentence and requirement ids.

    `key` is unique within the agreement (for example `local_steering.meetings`). `parameters` holds JSON
    values only. `quote` is the sentence of the agreement the term rests on, empty where a rule set was
    written by hand from a source that may not be copied.
    """

    key: str
    kind: TermKind
    clause: str
    requirements: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    quote: str = ""
