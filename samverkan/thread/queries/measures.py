"""What is done: measures, the parties' halves, and the frozen plans that they entered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from samverkan.agreements.words import AnnexState
from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure, PlanVersion
from samverkan.measures.queries.plans import in_force
from samverkan.measures.words import HalfState, MeasureState, PlanKind
from samverkan.thread.queries.reach import Reach
from samverkan.thread.queries.speech import version_title
from samverkan.thread.rules.graph import Edge, Node
from samverkan.thread.words import NodeKind, Relation
from samverkan.ui.templatetags.ui import short_day, word_filter


def of_plans(reach: Reach, prefix: str = "") -> Q:
    """Return the condition that the measure behind `prefix` is of the reach; to insight it must be in force.

    Of the year before comes what the year's measures carry on: how it went then is a reason to go on.
    """
    condition = Q(**{f"{prefix}plan__unit_id__in": reach.unit_ids})
    if reach.year:
        carried_on = Measure.objects.filter(
            plan__unit_id__in=reach.unit_ids, plan__year=reach.year, continues__isnull=False
        )
        condition &= Q(**{f"{prefix}plan__year": reach.year}) | Q(**{f"{prefix}pk__in": carried_on.values("continues")})
    if reach.is_insight:
        condition &= in_force(f"{prefix}entered__")
    return condition


def measures_seen(reach: Reach) -> QuerySet[Measure]:
    """Return the measures of the plans of the reach."""
    return Measure.objects.filter(of_plans(reach))


def nodes(reach: Reach) -> Iterator[Node | Edge]:
    """Yield measures, halves and versions of plans with their links: three queries."""
    yield from _measures(reach)
    yield from _halves(reach)
    yield from _versions(reach)


def _measures(reach: Reach) -> Iterator[Node | Edge]:
    rows = measures_seen(reach).values_list(
        "pk", "title", "plan__unit_id", "area_id", "plan__year", "state", "main_cause_id", "proposal_id",
        "sub_goal_id", "continues_id", "entered_id", "stop_decision_id", "entered__annex_version__state",
        "entered__decision_id",
    )  # fmt: skip
    for (
        pk, title, unit, area, year, state, cause, proposal, goal, before, entered, stopped, annex, decision,
    ) in rows.order_by():  # fmt: skip
        here = (NodeKind.MEASURE, pk)
        is_in_force = annex == AnnexState.VALID or decision is not None
        note = gettext("in force") if is_in_force and state == MeasureState.OPEN else ""
        yield Node(*here, title, unit, area, year, MeasureState(state), note=note)
        for kind, key, relation in (
            (NodeKind.CAUSE, cause, Relation.MET_BY),
            (NodeKind.PROPOSAL, proposal, Relation.BECAME),
            (NodeKind.MEASURE, before, Relation.CONTINUED_BY),
        ):
            if key:
                yield Edge((kind, key), here, relation)
        for kind, key, relation in (
            (NodeKind.SUB_GOAL, goal, Relation.AIMS_AT),
            (NodeKind.PLAN_VERSION, entered, Relation.ENTERED_IN),
            (NodeKind.DECISION, stopped, Relation.STOPPED_BY),
        ):
            if key:
                yield Edge(here, (kind, key), relation)


def _halves(reach: Reach) -> Iterator[Node | Edge]:
    rows = Half.objects.filter(of_plans(reach, "measure__")).values_list(
        "pk", "party", "owner_title", "due_on", "state", "unit__name", "measure_id", "measure__plan__unit_id",
        "measure__area_id", "measure__plan__year", "no_part_because",
    )  # fmt: skip
    for pk, party, owner, due, state, name, measure, unit, area, year, why in rows.order_by():
        here = (NodeKind.HALF, pk)
        said = f"{owner}, {short_day(due)}" if owner and due else owner or why or word_filter(HalfState(state))
        who = (f"{owner}, {name}",) if owner and name else ()
        yield Node(*here, f"{word_filter(Party(party))}: {said}", unit, area, year, HalfState(state), party, who=who)
        yield Edge((NodeKind.MEASURE, measure), here, Relation.DONE_THROUGH)


def _versions(reach: Reach) -> Iterator[Node | Edge]:
    versions = PlanVersion.objects.filter(plan__unit_id__in=reach.unit_ids)
    if reach.year:
        versions = versions.filter(plan__year=reach.year)
    if reach.is_insight:
        versions = versions.filter(in_force(""))
    rows = versions.values_list(
        "pk", "number", "plan__kind", "plan__year", "plan__unit_id", "annex_version_id", "decision_id"
    )
    for pk, number, kind, year, unit, annex, decision in rows.order_by():
        here = (NodeKind.PLAN_VERSION, pk)
        yield Node(*here, version_title(f"{word_filter(PlanKind(kind))} {year}", number), unit, year=year)
        if annex:
            yield Edge(here, (NodeKind.ANNEX_VERSION, annex), Relation.ATTACHED_AS)
        if decision:
            yield Edge(here, (NodeKind.DECISION, decision), Relation.DECIDED_BY)
