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
