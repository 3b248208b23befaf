"""What the addresses of decisions answer to everybody."""

from __future__ import annotations

from typing import Any

from samverkan.decisions.models import Excerpt, Matter
from samverkan.decisions.services import forward_matter, raise_matter, record_decision
from samverkan.decisions.words import DecisionCategory
from tests.cast import TODAY, Cast
from tests.door import Door


def a_matter(cast: Cast) -> list[Any]:
    """Raise a matter in Björkåsa's preparation group."""
    matter = raise_matter(
        by=cast.amina,
        raised_in=cast.groups["prep_b"],
        decided_in=cast.groups["steering_b"],
        title="Belysning på torget",
        category=DecisionCategory.WORK_WITHIN_PLAN,
        today=TODAY,
    )
    return [matter.pk]


def a_decision(cast: Cast) -> list[Any]:
    """Let Björkåsa's steering group decide a matter of its preparation group."""
    (matter_id,) = a_matter(cast)
    matter = forward_matter(by=cast.amina, matter=Matter.objects.get(pk=matter_id))
    decision = record_decision(
        by=cast.amina,
        group=cast.groups["steering_b"],
        title=matter.title,
        text="Bifalles.",
        category=DecisionCategory.WORK_WITHIN_PLAN,
        decided_on=TODAY,
        matter=matter,
        municipality_decision_maker="Doris Rönn",
        police_decision_maker="Erik Björk",
    )
    return [decision.pk]


def an_excerpt(cast: Cast) -> list[Any]:
    """Return the excerpt of that decision."""
    (decision_id,) = a_decision(cast)
    return [Excerpt.objects.get(decision_id=decision_id).pk]


def a_group(cast: Cast) -> list[Any]:
    """Return Björkåsa's preparation group."""
    return [cast.groups["prep_b"].pk]


AT_WORK = {"fatima": 404, "cecilia": 404, "ivar": 404, "nils": 404}
NOT_RUNNING = {"fatima": 403, "hanna": 403, "ivar": 403, "nils": 403}

DOORS = {
    "decisions:list": Door(200),
    "decisions:matters": Door(200),
    "decisions:raise": Door(200, NOT_RUNNING),
    "decisions:matter": Door(200, AT_WORK | {"hanna": 404}, a_matter),
    "decisions:forward": Door(405, arguments=a_matter),
    "decisions:prepare": Door(405, arguments=a_matter),
    "decisions:withdraw": Door(405, arguments=a_matter),
    "decisions:politicians": Door(405, arguments=a_matter),
    "decisions:decision": Door(200, AT_WORK, a_decision),
    "decisions:complete": Door(405, arguments=a_decision),
    "decisions:lapse": Door(405, arguments=a_decision),
    "decisions:note_excerpt": Door(405, arguments=an_excerpt),
    "decisions:delimitation": Door(200, AT_WORK, a_group),
    "decisions:delegations": Door(200),
}
