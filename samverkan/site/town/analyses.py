"""Cause analyses of the demo: hypotheses with evidence and tests, settled by both parties."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.causes.models import Analysis, Cause
from samverkan.causes.services.analyses import add_participant, open_analysis, revise_analysis, settle
from samverkan.causes.services.causes import add_cause, add_evidence, note_test
from samverkan.causes.services.parts import add_proposal, add_step
from samverkan.causes.words import Certainty, EvidenceKind, TestResult
from samverkan.site.town.content import ProblemText
from samverkan.site.town.numbers import Numbers
from samverkan.site.town.pictures import District
from samverkan.site.town.structure import PAIRED, Structure

SUPPORTED_FROM = 4
"""Causes of at least this weight were supported by their test; the others stayed undecided."""


def build_analysis(
    district: District, text: ProblemText, structure: Structure, numbers: Numbers, *, on: date
) -> dict[str, Cause]:
    """Open, fill and settle the analysis of a problem; return the causes by their text."""
    problem = district.problems[text.title]
    analysis = open_analysis(
        by=district.coordinator,
        problem=problem,
        title=f"Varför: {text.title.lower()}",
        target=text.target,
        target_name=problem.target_name,
        place=problem.place,
        today=on,
    )
    police = structure.police[PAIRED[district.key][0]]
    for unit, knows in (
        (district.unit, "Platserna och de som vistas där"),
        (police, "Ingripanden och kartläggning"),
        (structure.specialists["education"], "Skolvardag och frånvaro"),
        (structure.specialists["stockholmshem"], "Gårdar, källare och lokaler"),
    ):
        add_participant(by=district.coordinator, analysis=analysis, unit=unit, knows=knows)
    causes = {one.text: _cause(district, analysis, text, order, numbers, on) for order, one in enumerate(text.causes)}
    for step, breaks in (
        ("En plats eller vardag där få vuxna ser", "Någon som har till uppgift att se"),
        ("Ett tillfälle uppstår", "Tillfället tas bort"),
        ("Händelsen får ingen följd", "Snabb återkoppling till den som anmäler"),
    ):
        add_step(by=district.coordinator, analysis=analysis, text=step, could_break=breaks)
    for measure in text.measures:
        add_proposal(
            by=district.coordinator,
            analysis=analysis,
            text=measure.title,
            causes=list(causes.values())[:1],
            consequences="Väntad följd: " + measure.mechanism + " Oönskad följd: problemet kan flytta.",
            gender="Flickor och kvinnor undviker platsen mer i dag; effekten följs upp per kön.",
            child_rights="Barnens väg till skola och fritid ska bli fri att använda.",
            accessibility="Åtgärden får inte göra platsen svårare att nå.",
            today=on,
        )
    current = Analysis.objects.get(pk=analysis.pk)
    revise_analysis(
        by=district.coordinator,
        analysis=current,
        edition=current.edition,
        title=current.title,
        target=text.target,
        target_name=problem.target_name,
        place=problem.place,
        conclusion=f"Tyngst väger: {max(text.causes, key=lambda one: one.weight).text.lower()}.",
    )
    for actor in (district.coordinator, district.officer):
        settle(by=actor, analysis=Analysis.objects.get(pk=analysis.pk), today=on + timedelta(days=21))
    return causes


def _cause(district: District, analysis: Analysis, text: ProblemText, order: int, numbers: Numbers, on: date) -> Cause:
    said = text.causes[order]
    cause = add_cause(
        by=district.coordinator,
        analysis=analysis,
        text=said.text,
        side=said.side,
        expectation=said.expectation,
        weight=said.weight,
        certainty=Certainty.MEDIUM if said.weight >= SUPPORTED_FROM else Certainty.LOW,
    )
    add_evidence(
        by=district.coordinator,
        cause=cause,
        kind=EvidenceKind.OBSERVATION if order else EvidenceKind.STATISTICS,
        text=said.shown,
        speaks_for=True,
        source=numbers.sources["inspection"],
        today=on,
    )
    result = TestResult.SUPPORTED if said.weight >= SUPPORTED_FROM else TestResult.UNDECIDED
    return note_test(
        by=district.coordinator,
        cause=Cause.objects.get(pk=cause.pk),
        edition=Cause.objects.get(pk=cause.pk).edition,
        result=result,
        text=said.shown,
        on=on + timedelta(days=10),
        today=on + timedelta(days=14),
    )
