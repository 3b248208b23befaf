"""A plan that is ready for decision in the cast's town, and what it takes to have it decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samverkan.access.actor import Actor
from samverkan.agreements.tests.town import Signed, build_signed
from samverkan.causes.models import Analysis, Cause
from samverkan.causes.words import Side
from samverkan.decisions.models import Decision
from samverkan.decisions.services import forward_matter, record_decision
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import Party
from samverkan.groups.models import Group
from samverkan.indicators.models import SubGoal
from samverkan.measures.models import Half, Measure, Plan, PlanVersion
from samverkan.measures.queries.plans import parts_of
from samverkan.measures.services.halves import Commitment, set_half
from samverkan.measures.services.measures import Wording, draft_measure
from samverkan.measures.services.plans import note_area, open_plan, write_part
from samverkan.measures.services.versions import freeze_and_submit
from samverkan.measures.words import DirectedAt, Kind, Level, TermLength
from samverkan.priorities.models import Area
from samverkan.situation.models import Problem
from tests.cast import TODAY, Cast
from tests.red_thread import (
    NOW,
    a_cause,
    a_picture,
    a_problem,
    a_statement,
    a_sub_goal,
    an_analysis,
    an_area,
    an_indicator,
    area_list,
)

UNITS = {Party.MUNICIPALITY: "bjorkasa", Party.POLICE: "lpo_b"}
OWNERS = {Party.MUNICIPALITY: "Trygghetssamordnare", Party.POLICE: "Kommunpolis"}
WRITERS = {Party.MUNICIPALITY: "amina", Party.POLICE: "bertil"}


@dataclass
class Town:
    """Björkåsa with an agreement in force, a problem, its cause and a goal that is followed up."""

    cast: Cast
    signed: Signed
    area: Area
    problem: Problem
    analysis: Analysis
    cause: Cause
    goal: SubGoal
    made: list[Measure] = field(default_factory=list)

    def actor(self, name: str) -> Actor:
        """Return a person of the cast."""
        return self.cast.actor(name)

    def wording(self, **more: Any) -> Wording:
        """Return a measure's wording that nothing is wrong with."""
        values: dict[str, Any] = {
            "title": "Bättre belysning",
            "description": "Nya lampor på torget",
            "area": self.area,
            "sides": (Side.GUARDIAN,),
            "level": Level.UNIVERSAL,
            "kind": Kind.SITUATIONAL,
            "term_length": TermLength.SHORT,
            "directed_at": DirectedAt.ENVIRONMENT,
            "starts_on": date(2026, 1, 15),
            "main_cause": self.cause,
            "sub_goal": self.goal,
        }
        return Wording(**(values | more))

    def commitment(self, party: Party, **more: Any) -> Commitment:
        """Return a half that nothing is wrong with."""
        values: dict[str, Any] = {
            "unit": self.cast.units[UNITS[party]],
            "owner_title": OWNERS[party],
            "text": "Sätter upp lampor" if party == Party.MUNICIPALITY else "Fotpatrullerar",
            "due_on": date(2026, 11, 30),
            "dose": 10,
            "dose_unit": "pass",
        }
        return Commitment(**(values | more))

    def plan(self, year: int = 2026) -> Plan:
        """Open a plan and write all of it but its measures."""
        plan = open_plan(by=self.actor("amina"), unit=self.cast.units["bjorkasa"], year=year, today=TODAY)
        for kind, part in parts_of(plan).items():
            write_part(by=self.actor("amina"), part=part, text=f"Så här: {kind.value}", edition=1)
        for area in area_list(self.cast).areas.all():
            if area != self.area:
                note_area(by=self.actor("bertil"), plan=plan, area=area, not_relevant="Syns inte i lägesbilden")
        return plan

    def measure(self, plan: Plan, *, halves: bool = True, **more: Any) -> Measure:
        """Draft a measure with both halves."""
        measure = draft_measure(by=self.actor("amina"), plan=plan, wording=self.wording(**more))
        if halves:
            for party in UNITS:
                self.half(measure, party)
        self.made.append(measure)
        return measure

    def half(self, measure: Measure, party: Party, **more: Any) -> Half:
        """Let the party's own writer say its half."""
        return set_half(
            by=self.actor(WRITERS[party]),
            measure=measure,
            party=party,
            commitment=self.commitment(party, **more),
            today=TODAY,
        )

    def freeze(self, plan: Plan, by: str = "amina", **more: Any) -> PlanVersion:
        """Freeze the plan and put it to decision."""
        values: dict[str, Any] = {"what_is_new": "Årets plan", "today": TODAY, "now": NOW} | more
        return freeze_and_submit(by=self.actor(by), plan=plan, **values)

    def decide(self, version: PlanVersion, by: str = "amina", group: str = "steering_b") -> Decision:
        """Let the deciding group decide what was submitted."""
        matter = version.annex_version.matter if version.annex_version else version.matter
        assert matter is not None
        return decide(self.actor(by), matter, self.cast.groups[group])

    def decided(self, plan: Plan) -> PlanVersion:
        """Freeze the plan and have it decided."""
        version = self.freeze(plan)
        self.decide(version)
        return PlanVersion.objects.select_related("plan", "annex_version").get(pk=version.pk)


def decide(by: Actor, matter: Any, group: Group) -> Decision:
    """Send the matter on until it lies with the group, and record the decision."""
    matter.refresh_from_db()
    if matter.group_id != group.pk:
        matter = forward_matter(by=by, matter=matter)
    return record_decision(
        by=by,
        group=group,
        title="Åtgärdsplan",
        text="Planen gäller.",
        category=DecisionCategory(matter.category),
        decided_on=TODAY,
        matter=matter,
        municipality_decision_maker="Stadsdelsdirektör",
        police_decision_maker="Lokalpolisområdeschef",
    )


def build_town(cast: Cast) -> Town:
    """Store what a measures plan of Björkåsa rests on."""
    problem = a_problem(cast)
    problem.statements.add(a_statement(cast, a_picture(cast)))
    analysis = an_analysis(cast, problem)
    cause = a_cause(cast, analysis)
    goal = a_sub_goal(cast)
    an_indicator(cast, goal)
    return Town(
        cast=cast,
        signed=build_signed(cast),
        area=an_area(cast),
        problem=problem,
        analysis=analysis,
        cause=cause,
        goal=goal,
    )
