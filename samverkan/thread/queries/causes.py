"""Why it happens: analyses with who took part, causes, evidence and proposed measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q, QuerySet

from samverkan.causes.models import Analysis, Cause, Evidence, Participant, Proposal
from samverkan.causes.words import AnalysisState, TestResult
from samverkan.thread.queries.reach import Reach
from samverkan.thread.queries.speech import shortened
from samverkan.thread.rules.graph import Edge, Node
from samverkan.thread.words import NodeKind, Relation


def of_problems(reach: Reach, prefix: str = "analysis__") -> Q:
    """Return the condition that the analysis is about a problem of the reach; to insight it must be settled."""
    condition = Q(**{f"{prefix}problem__unit_id__in": reach.unit_ids})
    if reach.year:
        condition &= Q(**{f"{prefix}problem__raised_on__lte": reach.last_day})
        condition &= Q(**{f"{prefix}problem__closed_on__isnull": True}) | Q(
            **{f"{prefix}problem__closed_on__gte": reach.first_day}
        )
    if reach.is_insight:
        condition &= Q(**{f"{prefix}state": AnalysisState.SETTLED})
    return condition


def causes_seen(reach: Reach) -> QuerySet[Cause]:
    """Return the causes of the analyses that the actor may see."""
    return Cause.objects.filter(of_problems(reach))


def nodes(reach: Reach) -> Iterator[Node | Edge]:
    """Yield analyses, causes, evidence and proposals with their links: five queries."""
    yield from _analyses(reach)
    yield from _causes(reach)
    yield from _evidence(reach)
    yield from _proposals(reach)


def _analyses(reach: Reach) -> Iterator[Node | Edge]:
    who: dict[int, list[str]] = defaultdict(list)
    for analysis, name in Participant.objects.filter(of_problems(reach)).values_list("analysis_id", "name"):
        who[analysis].append(name)
    rows = Analysis.objects.filter(of_problems(reach, "")).values_list(
        "pk", "title", "problem_id", "problem__unit_id", "problem__area_id", "started_on", "state"
    )
    for pk, title, problem, unit, area, started, state in rows.order_by():
        here = (NodeKind.ANALYSIS, pk)
        yield Node(*here, title, unit, area, started.year, AnalysisState(state), who=tuple(who.get(pk, ())))
        yield Edge((NodeKind.PROBLEM, problem), here, Relation.ANALYSED_IN)


def _causes(reach: Reach) -> Iterator[Node | Edge]:
    rows = causes_seen(reach).values_list(
        "pk", "text", "analysis_id", "parent_id", "analysis__problem__unit_id", "analysis__problem__area_id", "result",
        "analysis__started_on",
    )  # fmt: skip
    for pk, text, analysis, parent, unit, area, result, started in rows.order_by():
        here = (NodeKind.CAUSE, pk)
        yield Node(*here, text, unit, area, started.year, TestResult(result))
        yield Edge((NodeKind.ANALYSIS, analysis), here, Relation.FOUND)
        if parent:
            yield Edge((NodeKind.CAUSE, parent), here, Relation.EXPLAINED_BY)


def _evidence(reach: Reach) -> Iterator[Node | Edge]:
    rows = Evidence.objects.filter(of_problems(reach, "cause__analysis__")).values_list(
        "pk", "text", "cause_id", "cause__analysis__problem__unit_id", "cause__analysis__problem__area_id",
        "speaks_for", "source_id", "statement_id", "indicator_id", "added_on",
    )  # fmt: skip
    for pk, text, cause, unit, area, speaks_for, source, statement, indicator, added in rows.order_by():
        here = (NodeKind.EVIDENCE, pk)
        yield Node(*here, shortened(text), unit, area, added.year)
        yield Edge(here, (NodeKind.CAUSE, cause), Relation.SUPPORTS if speaks_for else Relation.OPPOSES)
        if source:
            yield Edge((NodeKind.SOURCE, source), here, Relation.SOURCE_OF)
        if statement:
            yield Edge((NodeKind.STATEMENT, statement), here, Relation.SOURCE_OF)
        if indicator:
            yield Edge((NodeKind.INDICATOR, indicator), here, Relation.FEEDS)


def _proposals(reach: Reach) -> Iterator[Node | Edge]:
    if reach.is_insight:
        return
    rows = Proposal.objects.filter(of_problems(reach)).values_list(
        "pk", "text", "analysis_id", "analysis__problem__unit_id", "analysis__problem__area_id", "proposed_on"
    )
    for pk, text, analysis, unit, area, proposed in rows.order_by():
        here = (NodeKind.PROPOSAL, pk)
        yield Node(*here, text, unit, area, proposed.year)
        yield Edge((NodeKind.ANALYSIS, analysis), here, Relation.FOUND)
