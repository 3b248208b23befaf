"""Questions about causes, steps and proposals, also for the packages that build on them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.causes.models import Analysis, Cause, EventStep, Evidence, Proposal
from samverkan.causes.queries.analyses import analyses_visible_to
from samverkan.causes.words import Side
from samverkan.indicators.models import Indicator, Source
from samverkan.situation.models import Statement


def causes_open_to(actor: Actor) -> QuerySet[Cause]:
    """Return the causes of the analyses that the actor may see."""
    visible = analyses_visible_to(actor).order_by().values("pk")
    return Cause.objects.filter(analysis__in=visible).select_related("analysis__problem__unit")


def cause_for(actor: Actor, cause_id: int) -> Cause:
    """Return the cause with its evidence, or answer as if it did not exist."""
    evidence = Evidence.objects.select_related("source", "statement", "indicator")
    found = (
        causes_open_to(actor)
        .select_related("parent", "analysis__problem__area", "analysis__place")
        .prefetch_related(Prefetch("evidence", evidence), "deeper")
        .filter(pk=cause_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def evidence_for(actor: Actor, evidence_id: int) -> Evidence:
    """Return the evidence, or answer as if it did not exist."""
    found = (
        Evidence.objects.filter(cause__in=causes_open_to(actor).order_by().values("pk"), pk=evidence_id)
        .select_related("cause__analysis__problem")
        .first()
    )
    if found is None:
        raise Http404
    return found


def step_for(actor: Actor, step_id: int) -> EventStep:
    """Return the step of an event chain, or answer as if it did not exist."""
    visible = analyses_visible_to(actor).order_by().values("pk")
    found = EventStep.objects.filter(analysis__in=visible, pk=step_id).select_related("analysis__problem").first()
    if found is None:
        raise Http404
    return found


def proposal_for(actor: Actor, proposal_id: int) -> Proposal:
    """Return the proposal, or answer as if it did not exist."""
    visible = analyses_visible_to(actor).order_by().values("pk")
    found = (
        Proposal.objects.filter(analysis__in=visible, pk=proposal_id)
        .select_related("analysis__problem")
        .prefetch_related("causes")
        .first()
    )
    if found is None:
        raise Http404
    return found


def kept_causes(problem_ids: Iterable[int]) -> QuerySet[Cause]:
    """Return the causes of the problems that are not set aside, the weightiest first. The caller has asked whether
    the problems may be seen.
    """
    return (
        Cause.objects.filter(analysis__problem_id__in=list(problem_ids), set_aside_on__isnull=True)
        .select_related("analysis")
        .order_by("analysis__problem_id", "-weight", "pk")
    )


def covered_sides(causes: Iterable[Cause]) -> frozenset[Side]:
    """Return the sides of the crime triangle on which the causes stand (ACT-18). No query."""
    return frozenset(Side(cause.side) for cause in causes)


def causes_to_stand_under(analysis: Analysis, cause: Cause | None = None) -> list[Cause]:
    """Return the kept causes of the analysis that another, or this one, may explain. The caller has passed the gate."""
    found = analysis.causes.filter(set_aside_on__isnull=True).order_by("-weight", "pk")
    return list(found.exclude(pk=cause.pk) if cause else found)


def knowledge_for(analysis: Analysis) -> tuple[list[Source], list[Statement], list[Indicator]]:
    """Return sources, joint statements and indicators that evidence may point to. Three queries.

    The caller has passed the gate. Statements are those of the unit's pictures that still stand.
    """
    unit = analysis.problem.unit
    city = unit.municipality_id or unit.pk
    statements = Statement.objects.filter(picture__unit_id=unit.pk, removed_at__isnull=True).exclude(text="")
    indicators = Indicator.objects.filter(Q(unit_id=unit.pk) | Q(unit_id=city), retired_on__isnull=True)
    return (
        list(Source.objects.filter(municipality_id=city).order_by("title", "-year")),
        list(statements.order_by("-picture__year", "pk")),
        list(indicators.order_by("name")),
    )
