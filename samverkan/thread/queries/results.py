"""What came of it: effect cards, reviews, reports, compilations, annexes and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext

from samverkan.agreements.models import AnnexVersion
from samverkan.agreements.queries.annexes import may_read_drafts
from samverkan.agreements.words import AnnexState
from samverkan.decisions.models import Decision
from samverkan.decisions.queries import decisions_visible_to
from samverkan.followup.models import EffectCard, Review
from samverkan.followup.words import CardState, Relevance, Verdict
from samverkan.measures.models import Measure
from samverkan.reporting.models import Compilation, Report
from samverkan.reporting.words import CompilationState, ReportState
from samverkan.thread.queries.measures import of_plans
from samverkan.thread.queries.reach import Reach
from samverkan.thread.queries.speech import period, version_title
from samverkan.thread.rules.graph import Edge, Node, NodeId
from samverkan.thread.words import NodeKind, Relation
from samverkan.ui.templatetags.ui import short_day


def nodes(reach: Reach) -> Iterator[Node | Edge]:
    """Yield cards, reviews, reports and compilations with their links: five queries."""
    yield from _cards(reach)
    yield from _reviews(reach)
    yield from _reports(reach)
    yield from _compilations(reach)


def _cards(reach: Reach) -> Iterator[Node | Edge]:
    cards = EffectCard.objects.filter(of_plans(reach, "measure__"))
    if reach.is_insight:
        cards = cards.filter(state=CardState.SETTLED)
    rows = cards.values_list(
        "pk", "number", "measure_id", "measure__title", "measure__plan__unit_id", "measure__area_id",
        "measure__plan__year", "verdict", "state", "indicator_id", "source_id",
    )  # fmt: skip
    for pk, number, measure, title, unit, area, year, verdict, state, indicator, source in rows.order_by():
        here = (NodeKind.EFFECT_CARD, pk)
        is_settled = state == CardState.SETTLED
        said = f"{title} ({number})" if number > 1 else title
        yield Node(*here, said, unit, area, year, Verdict(verdict) if is_settled else CardState.DRAFT)
        yield Edge((NodeKind.MEASURE, measure), here, Relation.JUDGED_IN)
        if indicator:
            yield Edge((NodeKind.INDICATOR, indicator), here, Relation.FEEDS)
        if source:
            yield Edge((NodeKind.SOURCE, source), here, Relation.SOURCE_OF)


def _reviews(reach: Reach) -> Iterator[Node | Edge]:
    if reach.is_insight:
        return
    rows = Review.objects.filter(of_plans(reach, "measure__")).values_list(
        "pk", "on", "answer", "measure_id", "measure__plan__unit_id", "measure__area_id"
    )
    for pk, on, answer, measure, unit, area in rows.order_by():
        here = (NodeKind.REVIEW, pk)
        yield Node(*here, short_day(on), unit, area, on.year, Relevance(answer))
        yield Edge((NodeKind.MEASURE, measure), here, Relation.REVIEWED_IN)


def _reports(reach: Reach) -> Iterator[Node | Edge]:
    """The measures and effect cards of a plan are followed up in the reports about that plan."""
    reports = Report.objects.filter(unit_id__in=reach.unit_ids).exclude(state=ReportState.DUE)
    if reach.year:
        reports = reports.filter(period__year=reach.year)
    if reach.is_insight:
        reports = reports.filter(state=ReportState.ACCEPTED)
    rows = list(
        reports.values_list(
            "pk", "unit_id", "unit__name", "period__year", "period__starts_on", "period__ends_on", "state", "plan_id",
            "period__compilation__pk",
        ).order_by()
    )  # fmt: skip
    of_plan: dict[int, list[int]] = defaultdict(list)
    plans = {plan for *_, plan, _ in rows if plan}
    for plan, measure in Measure.objects.filter(of_plans(reach), plan_id__in=plans).values_list("plan_id", "pk"):
        of_plan[plan].append(measure)
    for pk, unit, name, year, starts, ends, state, plan, compilation in rows:
        here = (NodeKind.REPORT, pk)
        yield Node(*here, f"{name} {period(starts, ends)}", unit, year=year, state=ReportState(state))
        for measure in of_plan.get(plan, ()):
            yield Edge((NodeKind.MEASURE, measure), here, Relation.REPORTED_IN)
        if state == ReportState.ACCEPTED and compilation:
            yield Edge(here, (NodeKind.COMPILATION, compilation), Relation.COMPILED_IN)


def _compilations(reach: Reach) -> Iterator[Node | Edge]:
    """The city's compilations; one being written is shown to those who see the whole city."""
    shown = Q(state=CompilationState.SETTLED)
    if not reach.is_insight:
        shown |= Q(period__municipality_id__in=reach.actor.city_wide_ids)
    found = Compilation.objects.filter(shown, period__municipality_id__in=reach.municipality_ids)
    if reach.year:
        found = found.filter(period__year=reach.year)
    rows = found.values_list(
        "pk", "period__municipality_id", "period__municipality__name", "period__year", "period__starts_on",
        "period__ends_on", "state", "next_plan__versions__pk",
    )  # fmt: skip
    for pk, unit, name, year, starts, ends, state, opened in rows.order_by():
        here = (NodeKind.COMPILATION, pk)
        yield Node(*here, f"{name} {period(starts, ends)}", unit, year=year, state=CompilationState(state))
        if opened:
            yield Edge(here, (NodeKind.PLAN_VERSION, opened), Relation.FEEDS)


def annexes(reach: Reach, used: Iterable[NodeId]) -> Iterator[Node | Edge]:
    """Yield the annex versions that pictures and plans became, with their decisions: one query."""
    wanted = {key for kind, key in used if kind == NodeKind.ANNEX_VERSION}
    found = AnnexVersion.objects.filter(annex__agreement__unit_id__in=reach.unit_ids, pk__in=wanted)
    if reach.is_insight or not may_read_drafts(reach.actor):
        found = found.filter(state=AnnexState.VALID)
    rows = found.values_list(
        "pk", "number", "annex__title", "annex__agreement__unit_id", "state", "decision_id", "dated_on"
    )
    for pk, number, title, unit, state, decision, dated in rows.order_by():
        here = (NodeKind.ANNEX_VERSION, pk)
        year = dated.year if dated else None
        yield Node(*here, version_title(title, number), unit, year=year, state=AnnexState(state))
        if decision:
            yield Edge(here, (NodeKind.DECISION, decision), Relation.DECIDED_BY)


def decisions(reach: Reach, used: Iterable[NodeId]) -> Iterator[Node]:
    """Yield the decisions that something was decided or stopped by, as far as the actor may see them: one query."""
    wanted = {key for kind, key in used if kind == NodeKind.DECISION}
    rows: Iterable[Decision] = decisions_visible_to(reach.actor).filter(pk__in=wanted)
    for decision in rows:
        yield Node(
            NodeKind.DECISION,
            decision.pk,
            str(decision),
            decision.group.unit_id,
            year=decision.year,
            note=gettext("decided %(day)s") % {"day": short_day(decision.decided_on)},
            who=(decision.group.name, decision.responsible_title),
        )
