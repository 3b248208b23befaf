"""Membership, the levels of groups and the faults of a composition."""

from __future__ import annotations

from samverkan.ground.words import FunctionKind, GroupKind, Word


class Membership(Word):
    """Ordinary members belong to the composition; co-opted ones take part without belonging (ORG-07)."""

    ORDINARY = "ordinary", "Ordinary member"
    CO_OPTED = "co_opted", "Co-opted"


class FaultKind(Word):
    """Why a demanded function of a group is not fulfilled (ORG-06, -10, -12, -15, -18)."""

    NO_SEAT = "no_seat", "There is no seat for the function"
    VACANT = "vacant", "The seat is vacant"
    NO_MANDATE = "no_mandate", "The holder carries no mandate"
    NO_RESPONSIBILITY = "no_responsibility", "The holder has no area of responsibility tied to the task"
    NO_ORGANISATION = "no_organisation", "The organisation has no held seat"
    TOO_FEW_SEATS = "too_few_seats", "Too few held seats in all"


class Task(Word):
    """What the agreements give each kind of group to do (ORG-09, -11, -14, -16, -21, -22)."""

    CONTINUITY = "continuity", "Answer for the collaboration lasting over time"
    PREPARE_OVERALL = "prepare_overall", "Prepare matters for the overall steering group"
    LINK_TO_LOCAL = "link_to_local", "Be the link to the local collaboration"
    CARRIED_OUT_OVERALL = "carried_out_overall", "See that activities and commitments are carried out and followed up"
    CREATE_CONDITIONS = "create_conditions", "Create conditions, win support and give mandate"
    BREAK_DOWN = "break_down", "Break visions down into concrete goals that can be reached"
    COMMITMENTS = "commitments", "See that decided commitments are carried out"
    LINK_TO_OPERATIVE = "link_to_operative", "Be the link between the steering group's decisions and the daily work"
    FOLLOW_UP = "follow_up", "Follow up decisions and direction"
    PREPARE_QUESTIONS = "prepare_questions", "Prepare questions from the working groups for the steering group"
    FROM_THE_PLAN = "from_the_plan", "Start from the measures plan, the joint situation picture and the cause analysis"
    MEASURES = "measures", "Draw up and follow up measures for its current work"


TASKS: dict[GroupKind, tuple[Task, ...]] = {
    GroupKind.OVERALL_STEERING: (Task.CONTINUITY,),
    GroupKind.OVERALL_PREPARATION: (Task.PREPARE_OVERALL, Task.LINK_TO_LOCAL, Task.CARRIED_OUT_OVERALL),
    GroupKind.LOCAL_STEERING: (Task.CONTINUITY, Task.CREATE_CONDITIONS, Task.BREAK_DOWN, Task.COMMITMENTS),
    GroupKind.LOCAL_PREPARATION: (Task.LINK_TO_OPERATIVE, Task.FOLLOW_UP, Task.PREPARE_QUESTIONS),
    GroupKind.WORKING: (Task.FROM_THE_PLAN, Task.MEASURES),
}

PREPARES_FOR = {
    GroupKind.WORKING: GroupKind.LOCAL_PREPARATION,
    GroupKind.LOCAL_PREPARATION: GroupKind.LOCAL_STEERING,
    GroupKind.OVERALL_PREPARATION: GroupKind.OVERALL_STEERING,
}
"""Which kind of group another prepares its matters for (ORG-05, MEE-17)."""

OVERALL = frozenset({GroupKind.OVERALL_STEERING, GroupKind.OVERALL_PREPARATION})
"""The kinds of group of the city-wide level."""

STANDS_FOR: dict[FunctionKind, frozenset[FunctionKind]] = {
    FunctionKind.DISTRICT_REPRESENTATIVE: frozenset({FunctionKind.SAFETY_COORDINATOR, FunctionKind.DISTRICT_DIRECTOR}),
    FunctionKind.POLICE_REPRESENTATIVE: frozenset({FunctionKind.MUNICIPAL_POLICE, FunctionKind.LOCAL_POLICE_HEAD}),
    FunctionKind.PARTNER_REPRESENTATIVE: frozenset({FunctionKind.MANDATED_MANAGER, FunctionKind.SPECIALIST_HEAD}),
}
"""Which more special functions also represent the same organisation: an inference, no agreement says so."""
