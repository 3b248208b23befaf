"""A whole thread in Björkåsa, from source to decision, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.agreements.models import Agreement, Annex, AnnexVersion
from samverkan.causes.models import Cause, Evidence, Participant, Proposal
from samverkan.causes.words import AnalysisState, EvidenceKind
from samverkan.followup.models import EffectCard, Review
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Reading, Source, SubGoal
from samverkan.measures.models import Measure, Plan, PlanVersion
from samverkan.reporting.models import Compilation, Report, ReportingPeriod
from samverkan.situation.models import Line, Picture, PictureVersion, Problem, Ranking, Score, Statement
from tests.cast import START, TODAY, Cast
from tests.red_thread import (
    NOW,
    a_cause,
    a_measure,
    a_picture,
    a_plan,
    a_problem,
    a_source,
    a_statement,
    a_sub_goal,
    an_analysis,
    an_area,
    an_indicator,
)


def valid_annex(cast: Cast, kind: str, number: int, dated_on: date = TODAY, unit: str = "bjorkasa") -> AnnexVersion:
    """Store a valid version of an annex of the district's agreement."""
    agreement, _ = Agreement.objects.get_or_create(
        unit=cast.units[unit],
        tier="local",
        defaults={
            "title": f"Överenskommelse {unit}",
            "state": "adopted",
            "signed_on": START,
            "valid_from": START,
            "created_at": NOW,
        },
    )
    annex = Annex.objects.create(agreement=agreement, number=number, kind=kind, title=f"Bilaga {number}")
    return AnnexVersion.objects.create(
        annex=annex,
        number=1,
        state="valid",
        dated_on=dated_on,
        attached_at=NOW,
        needs_decision=False,
        created_at=NOW,
        authors=["municipality", "police"],
    )


@dataclass
class Strand:
    """The things of the thread."""

    source: Source
    picture: Picture
    line: Line
    own_line: Line
    statement: Statement
    problem: Problem
    analysis: Any
    cause: Cause
    evidence: Evidence
    proposal: Proposal
    measure: Measure
    plan: Plan
    plan_version: PlanVersion
    sub_goal: SubGoal
    indicator: Indicator
    reading: Reading
    card: EffectCard
    review: Review
    report: Report
    compilation: Compilation
    version: PictureVersion | None = None


def a_strand(cast: Cast, *, decided: bool = True) -> Strand:
    """Store the thread; `decided` puts the picture and the plan in force and settles analysis, card and ranking."""
    source, picture = a_source(cast), a_picture(cast)
    line = Line.objects.create(
        picture=picture, room="police", block="extent", text="Handel vid trappan", written_at=NOW, shared_at=NOW
    )
    line.sources.add(source)
    own_line = Line.objects.create(
        picture=picture, room="police", block="extent", text="Polisens egen rad", written_at=NOW
    )
    statement = a_statement(cast, picture)
    statement.lines.add(line, own_line)
    problem = a_problem(cast, owner_unit=cast.units["bjorkasa"], owner_title="Trygghetssamordnare")
    problem.statements.add(statement)
    ranking = Ranking.objects.create(picture=picture, decided_on=TODAY if decided else None)
    Score.objects.create(ranking=ranking, problem=problem, is_prioritised=True, place_in_order=1)
    settled = {"municipality_settled_on": TODAY, "police_settled_on": TODAY, "state": AnalysisState.SETTLED}
    analysis = an_analysis(cast, problem, **(settled if decided else {}))
    Participant.objects.create(analysis=analysis, name="Trafikkontoret, projektledare", party=Party.MUNICIPALITY)
    cause = a_cause(cast, analysis)
    evidence = Evidence.objects.create(
        cause=cause, kind=EvidenceKind.STATISTICS, text="Få vuxna ute efter kl. 18", source=source, added_on=TODAY
    )
    proposal = Proposal.objects.create(analysis=analysis, text="Lampor", consequences="Fler ute", proposed_on=TODAY)
    proposal.causes.add(cause)
    sub_goal = a_sub_goal(cast)
    indicator = an_indicator(cast, sub_goal)
    reading = Reading.objects.create(
        indicator=indicator,
        unit=cast.units["bjorkasa"],
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        numerator=312,
        denominator=1000,
        source=source,
        party=Party.POLICE,
        recorded_at=NOW,
    )
    statement.indicators.add(indicator)
    plan = a_plan(cast)
    annex = valid_annex(cast, "measures_plan", 3) if decided else None
    measure = a_measure(
        cast, plan, main_cause=cause, proposal=proposal, sub_goal=sub_goal, sides=["guardian", "target", "offender"]
    )
    measure.causes.add(cause)
    version = None
    if annex is not None:
        plan_version = PlanVersion.objects.create(
            plan=plan, number=1, content={}, sealed="0" * 64, annex_version=annex, frozen_at=NOW
        )
        measure.entered = plan_version
        measure.save()
        version = PictureVersion.objects.create(
            picture=picture,
            number=1,
            content={},
            sealed="0" * 64,
            annex_version=valid_annex(cast, "situation_picture", 2),
            frozen_at=NOW,
        )
    else:
        plan_version = PlanVersion(plan=plan, number=1, content={}, sealed="")
    verdict = {"verdict": "probably", "verdict_reason": "Färre händelser", "advice": "continue", "state": "settled"}
    signed: dict[str, Any] = {"municipality_settled_on": TODAY, "police_settled_on": TODAY, "sealed": "0" * 64}
    card = EffectCard.objects.create(
        measure=measure,
        number=1,
        drafted_on=TODAY,
        indicator=indicator,
        source=source,
        **(verdict | signed if decided else {}),
    )
    review = Review.objects.create(
        measure=measure, on=TODAY, answer="yes", reason="Ja", next_on=date(2027, 3, 1), by_name="Samordnare"
    )
    period = ReportingPeriod.objects.create(
        municipality=cast.units["town"],
        kind="year",
        year=2026,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 2, 1),
    )
    agreed: dict[str, Any] = {"municipality_agrees_on": TODAY, "police_agrees_on": TODAY, "submitted_at": NOW}
    frozen: dict[str, Any] = {"state": "accepted", "accepted_at": NOW, "content": {}, "sealed": "0" * 64, **agreed}
    report = Report.objects.create(
        period=period, unit=cast.units["bjorkasa"], plan=plan, **(frozen if decided else {"state": "draft"})
    )
    compilation = Compilation.objects.create(period=period, drafted_at=NOW)
    assert an_area(cast) == problem.area
    return Strand(
        source, picture, line, own_line, statement, problem, analysis, cause, evidence, proposal, measure, plan,
        plan_version, sub_goal, indicator, reading, card, review, report, compilation, version,
    )  # fmt: skip
