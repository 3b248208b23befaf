"""Which causes wait for their test."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.causes.models import Analysis
from samverkan.causes.queries.analyses import analyses_visible_to
from samverkan.causes.words import AnalysisState, TestResult


@dataclass(frozen=True, slots=True)
class Untested:
    """An open analysis with causes that are neither tested nor say why not."""

    analysis: Analysis
    count: int


def causes_to_test(actor: Actor) -> list[Untested]:
    """Return the open analyses of the units that the actor prepares where a kept cause waits for its test: one query.

    A cause that says why it has not been tested waits for nothing (CAU-10). The oldest analysis comes first.
    """
    prepared = [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]
    waiting = Q(causes__set_aside_on__isnull=True, causes__result=TestResult.UNTESTED, causes__result_text="")
    rows = (
        analyses_visible_to(actor)
        .filter(state=AnalysisState.OPEN, problem__unit_id__in=prepared)
        .annotate(untested=Count("causes", filter=waiting))
        .filter(untested__gt=0)
        .order_by("started_on", "pk")
    )
    return [Untested(one, one.untested) for one in rows]
