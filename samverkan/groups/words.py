"""Membership and the levels of groups."""

from __future__ import annotations

from samverkan.ground.words import GroupKind, Word


class Membership(Word):
    """Ordinary members belong to the composition; co-opted ones take part without belonging (ORG-07)."""

    ORDINARY = "ordinary", "Ordinary member"
    CO_OPTED = "co_opted", "Co-opted"


PREPARES_FOR = {
    GroupKind.WORKING: GroupKind.LOCAL_PREPARATION,
    GroupKind.LOCAL_PREPARATION: GroupKind.LOCAL_STEERING,
    GroupKind.OVERALL_PREPARATION: GroupKind.OVERALL_STEERING,
}
"""Which kind of group another prepares its matters for (ORG-05, MEE-17)."""
