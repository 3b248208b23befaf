"""Questions about analyses: which are open to whom, what one holds and lacks, and which problems have none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.causes.models import Analysis, Cause, EventStep, Evidence, Participant, Proposal
from samverkan.causes.rules import (
    CauseFact,
    Lacking,
    ParticipantFact,
    ProblemFact,
    hints,
    lacking,
    problems_lacking_analysis,
    who_to_ask,
)
from samverkan.causes.words import AnalysisState, Factor, Hint, Missing, Side, TestResult
from samverkan.ground.words import Party
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Dated, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Place
from samverkan.situation.models import Problem, Ranking, Score
from samverkan.situation.words import ProblemState

OWN_KINDS = frozenset(
    {UnitKind.MUNICIPALITY, UnitKind.DISTRICT, UnitKind.BOARD, UnitKind.EXECUTIVE_OFFICE}
    | {UnitKind.LOCAL_POLICE_AREA, UnitKind.POLICE_AREA, UnitKind.POLICE_REGION}
)
"""Kinds of unit that are the two parties themselves; all others are further actors (CAU-05)."""


def sees_only_settled(actor: Actor) -> bool:
    """Tell whether the actor has insight only: what is being worked on is not shown to boards."""
    return bool(actor.roles) and actor.roles <= INSIGHT_ONLY


def analyses_visible_to(actor: Actor) -> QuerySet[Analysis]:
    """Return the analyses of the units that the actor may see; for boards those that both parties have settled."""
    if actor.user_id is None:
        return Analysis.objects.none()
    analyses = Analysis.objects.filter(in_scope(actor, "problem__unit"))
    if sees_only_settled(actor):
        analyses = analyses.filter(state=AnalysisState.SETTLED)
    return analyses.select_related("problem__unit", "problem__area", "place")


def analysis_for(actor: Actor, analysis_id: int) -> Analysis:
    """Return the analysis, or answer as if it did not exist."""
    analysis = analyses_visible_to(actor).filter(pk=analysis_id).first()
    if analysis is None:
        raise Http404
    return analysis


def participant_for(actor: Actor, participant_id: int) -> Participant:
    """Return who took part, or answer as if it were nobody."""
    visible = analyses_visible_to(actor).order_by().values("pk")
    found = Participant.objects.filter(analysis__in=visible, pk=participant_id).first()
    if found is None:
        raise Http404
    return found


def _prioritised() -> Exists:
    """Return the condition that a problem is prioritised in its unit's latest picture with a settled order."""
    latest = Ranking.objects.filter(picture__unit_id=OuterRef("ranking__picture__unit_id"), decided_on__isnull=False)
    scores = Score.objects.filter(problem_id=OuterRef("pk"), is_prioritised=True).filter(
        ranking_id=Subquery(latest.order_by("-picture__year").values("pk")[:1])
    )
    return Exists(scores)


def _analysed() -> Exists:
    return Exists(Analysis.objects.filter(problem_id=OuterRef("pk")))


def problems_visible_to(actor: Actor) -> QuerySet[Problem]:
    """Return the problems of the actor's units. Boards are shown none: what lacks an analysis is work under way."""
    if actor.user_id is None or sees_only_settled(actor):
        return Problem.objects.none()
    return Problem.objects.filter(in_scope(actor)).select_related("unit", "area")


def problem_for(actor: Actor, problem_id: int) -> Problem:
    """Return the problem, or answer as if it did not exist."""
    problem = problems_visible_to(actor).select_related("place").filter(pk=problem_id).first()
    if problem is None:
        raise Http404
    return problem


def problems_without_analysis(actor: Actor) -> list[Problem]:
    """Return the open prioritised problems that lack an analysis, by unit and title (CAU-02)."""
    problems = list(
        problems_visible_to(actor)
        .filter(_prioritised(), ~_analysed(), state=ProblemState.OPEN)
        .order_by("unit__name", "title")
    )
    found = problems_lacking_analysis(ProblemFact(one.pk, True, True, False) for one in problems)
    return [one for one in problems if one.pk in set(found)]


def problems_to_analyse(actor: Actor, unit_ids: Iterable[int]) -> list[Problem]:
    """Return the other open problems of the units without an analysis, which may be analysed too."""
    return list(
        problems_visible_to(actor)
        .filter(~_prioritised(), ~_analysed(), state=ProblemState.OPEN, unit_id__in=list(unit_ids))
        .order_by("unit__name", "title")
    )


def analyses_listed(actor: Actor) -> QuerySet[Analysis]:
    """Return the visible analyses for a list, open ones first, each with how many causes it keeps."""
    return (
        analyses_visible_to(actor)
        .annotate(kept=Count("causes", filter=Q(causes__set_aside_on__isnull=True)))
        .order_by("state", "-started_on", "pk")
    )


def parts_of(analysis: Analysis) -> tuple[list[Cause], list[EventStep], list[Proposal], list[Participant]]:
    """Return causes with their evidence, event steps, proposals with their causes, and participants.

    The caller has passed the analysis's gate. Six queries.
    """
    evidence = Evidence.objects.select_related("source", "statement", "indicator")
    causes = list(analysis.causes.order_by("-weight", "pk").prefetch_related(Prefetch("evidence", evidence)))
    steps = list(analysis.steps.order_by("order", "pk"))
    proposals = list(analysis.proposals.order_by("pk").prefetch_related("causes"))
    return causes, steps, proposals, list(analysis.participants.select_related("unit").order_by("pk"))


def cause_facts(causes: Iterable[Cause]) -> list[CauseFact]:
    """Return the causes as the rules want them. Wants `evidence` prefetched."""
    return [
        CauseFact(
            key=cause.pk,
            text=cause.text,
            side=Side(cause.side),
            factor=Factor(cause.factor),
            result=TestResult(cause.result),
            is_kept=cause.set_aside_on is None,
            has_expectation=bool(cause.expectation),
            says_why_untested=cause.result == TestResult.UNTESTED and bool(cause.result_text),
            evidence=len(cause.evidence.all()),
        )
        for cause in causes
    ]


def participant_facts(participants: Iterable[Participant]) -> list[ParticipantFact]:
    """Return who took part as the rules want it. Wants `unit` selected."""
    return [
        ParticipantFact(
            Party(one.party),
            is_other=one.party == Party.EXTERNAL or (one.unit is not None and one.unit.kind not in OWN_KINDS),
        )
        for one in participants
    ]


def lacking_in(analysis: Analysis, causes: Iterable[Cause], participants: Iterable[Participant]) -> tuple[Lacking, ...]:
    """Return what is lacking before the analysis may be settled. No query: wants what `parts_of` returns."""
    return lacking(cause_facts(causes), participant_facts(participants), has_conclusion=bool(analysis.summary.strip()))


def lacking_of(analysis: Analysis) -> tuple[Lacking, ...]:
    """Return what is lacking before the analysis may be settled. Three queries."""
    causes = analysis.causes.order_by("-weight", "pk").prefetch_related("evidence")
    return lacking_in(analysis, causes, analysis.participants.select_related("unit"))


def hints_of(
    analysis: Analysis, causes: Iterable[Cause], proposals: Iterable[Proposal], participants: Iterable[Participant]
) -> tuple[Hint, ...]:
    """Return what the parties ought to look at. No query: wants what `parts_of` returns."""
    unweighed = sum(not (one.gender and one.child_rights and one.accessibility) for one in proposals)
    return hints(
        cause_facts(causes),
        participant_facts(participants),
        is_complex=analysis.problem.is_complex,
        unweighed_proposals=unweighed,
    )


def who_is_missing(
    analysis: Analysis, causes: Iterable[Cause], participants: Iterable[Participant], *, on: date
) -> list[tuple[Unit, Missing]]:
    """Return organisations that ought to be asked, each with the reason: the place's owners and coordinator first,
    then those that the kind of problem calls for (CAU-05). Three queries at most.
    """
    there = {one.unit_id for one in participants}
    wanted: dict[int, tuple[Unit, Missing]] = {}
    if analysis.place_id is not None:
        place = Place.objects.select_related("coordinating_unit").prefetch_related("owners").get(pk=analysis.place_id)
        if place.coordinating_unit is not None:
            wanted[place.coordinating_unit.pk] = (place.coordinating_unit, Missing.COORDINATES_PLACE)
        for owner in place.owners.all():
            wanted.setdefault(owner.pk, (owner, Missing.OWNS_PLACE))
    sides = {cause.side for cause in causes if cause.set_aside_on is None}
    asked = dict(who_to_ask(analysis.target, analysis.problem.victims, sides))
    unit = analysis.problem.unit
    city = unit.municipality_id or unit.pk
    for one in Unit.objects.filter(Dated.holding(on), municipality_id=city, key__in=[str(key) for key in asked]):
        wanted.setdefault(one.pk, (one, asked[one.organisation_key]))
    return [(one, why) for one, why in wanted.values() if one.pk not in there and one.kind not in OWN_KINDS]


def units_to_invite(analysis: Analysis, *, on: date) -> list[Unit]:
    """Return the organisations that may be written down as taking part. The caller has passed the gate."""
    unit = analysis.problem.unit
    city = unit.municipality_id or unit.pk
    paired = Q(district_pairings__district_id=unit.pk)
    found = Unit.objects.filter(Dated.holding(on)).filter(
        Q(pk__in=(unit.pk, city)) | Q(municipality_id=city) & ~Q(kind=UnitKind.DISTRICT) | paired | Q(party="external")
    )
    return list(found.exclude(kind=UnitKind.BOARD).distinct().order_by("name"))


def places_of(problem: Problem) -> list[Place]:
    """Return the places of the problem's unit that are still followed. The caller has passed the gate."""
    return list(Place.objects.filter(unit_id=problem.unit_id, closed_on__isnull=True).order_by("name"))


def content_of(analysis: Analysis) -> dict[str, Any]:
    """Return all that the analysis says, as plain values to be sealed when both parties settle it."""
    causes, steps, proposals, participants = parts_of(analysis)
    return {
        "title": analysis.title,
        "summary": analysis.summary,
        "target": [analysis.target, analysis.target_name, analysis.place_id],
        "participants": [[one.name, one.party, one.knows] for one in participants],
        "causes": [
            {
                "key": one.pk,
                "parent": one.parent_id,
                "text": one.text,
                "side": one.side,
                "factor": one.factor,
                "expectation": one.expectation,
                "weight": one.weight,
                "certainty": one.certainty,
                "result": [one.result, one.result_text, one.tested_on.isoformat() if one.tested_on else ""],
                "set_aside": one.set_aside_because,
                "evidence": [
                    [e.kind, e.text, e.speaks_for, e.source_id, e.statement_id, e.indicator_id]
                    for e in one.evidence.all()
                ],
            }
            for one in causes
        ],
        "steps": [[one.text, one.could_break, one.cause_id] for one in steps],
        "proposals": [
            [one.text, one.consequences, one.gender, one.child_rights, one.accessibility] for one in proposals
        ],
    }
