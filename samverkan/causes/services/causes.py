"""Deeds with causes: write down as a hypothesis, test, put evidence to it, set aside."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.causes.models import Analysis, Cause, Evidence
from samverkan.causes.rules import makes_a_circle
from samverkan.causes.services.analyses import demand_analysis, reopen_if_settled
from samverkan.causes.services.pointers import CAUSE, cause_pointer
from samverkan.causes.words import Certainty, EvidenceKind, Factor, Side, TestResult
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Indicator, Source
from samverkan.situation.models import Statement

FIGURES = frozenset({EvidenceKind.STATISTICS, EvidenceKind.RESEARCH})
"""Kinds of evidence that somebody has published, and that therefore have a source."""


def _demand_content(analysis: Analysis, cause: Cause | None, text: str, weight: int, parent: Cause | None) -> None:
    if not text.strip():
        raise Refused("Write the cause in a sentence.", field="text")
    if not 1 <= weight <= 5:
        raise Refused("Give the weight a number from 1 to 5.", field="weight")
    if parent is None:
        return
    if parent.analysis_id != analysis.pk:
        raise Refused("The cause that it explains belongs to another analysis.", field="parent")
    if cause is not None:
        parents = dict(Cause.objects.filter(analysis=analysis).values_list("pk", "parent_id"))
        if makes_a_circle(parents, cause.pk, parent.pk):
            raise Refused(
                "A cause cannot explain itself: %(parent)s already stands under it.", field="parent", parent=parent.text
            )


@transaction.atomic
def add_cause(
    *,
    by: Actor,
    analysis: Analysis,
    text: str,
    side: Side,
    factor: Factor = Factor.RISK,
    expectation: str = "",
    weight: int = 3,
    certainty: Certainty = Certainty.LOW,
    parent: Cause | None = None,
) -> Cause:
    """Write down a cause as a hypothesis (CAU-07, CAU-08, CAU-10)."""
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    refuse_person_data(text=text, expectation=expectation)
    _demand_content(analysis, None, text, weight, parent)
    if text.strip().casefold() in {one.casefold() for one in analysis.causes.values_list("text", flat=True)}:
        raise Refused("The cause is already in the analysis.", field="text")
    reopen_if_settled(by=by, analysis=analysis)
    cause = Cause.objects.create(
        analysis=analysis,
        text=text.strip(),
        side=side,
        factor=factor,
        expectation=expectation.strip(),
        weight=weight,
        certainty=certainty,
        parent=parent,
    )
    record(by=by, event="causes.cause_added", on=cause_pointer(cause), details={"analysis": analysis.pk})
    return cause


def _locked(by: Actor, cause: Cause) -> tuple[Analysis, Cause]:
    analysis = demand_analysis(by=by, analysis_id=cause.analysis_id)
    return analysis, Cause.objects.select_for_update(of=("self",)).get(pk=cause.pk)


def _demand_unchanged(cause: Cause, edition: int) -> None:
    last = entries_about(CAUSE, str(cause.pk)).first()
    demand_edition(edition, cause.edition, saved_by=last.actor_name if last else "")


@transaction.atomic
def revise_cause(
    *,
    by: Actor,
    cause: Cause,
    edition: int,
    text: str,
    side: Side,
    factor: Factor,
    expectation: str,
    weight: int,
    certainty: Certainty,
    parent: Cause | None = None,
) -> Cause:
    """Save a new wording, side, weight or place in the tree. `edition` is the one the writer opened.

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    analysis, cause = _locked(by, cause)
    refuse_person_data(text=text, expectation=expectation)
    _demand_unchanged(cause, edition)
    _demand_content(analysis, cause, text, weight, parent)
    reopen_if_settled(by=by, analysis=analysis)
    cause.text, cause.side, cause.factor, cause.expectation = text.strip(), side, factor, expectation.strip()
    cause.weight, cause.certainty, cause.parent = weight, certainty, parent
    cause.edition += 1
    cause.save()
    record(by=by, event="causes.cause_revised", on=cause_pointer(cause), details={"edition": cause.edition})
    return cause


@transaction.atomic
def note_test(
    *, by: Actor, cause: Cause, edition: int, result: TestResult, text: str, on: date | None, today: date
) -> Cause:
    """Note what came of the test of the hypothesis; for an untested one, say openly why it is not tested (CAU-10).

    `on` is the day of the test. Raises `SavedMeanwhile` as `revise_cause` does.
    """
    analysis, cause = _locked(by, cause)
    refuse_person_data(result_text=text)
    _demand_unchanged(cause, edition)
    if result == TestResult.UNTESTED:
        if not text.strip():
            raise Refused("Write why the hypothesis has not been tested.", field="result_text")
        on = None
    else:
        if not cause.expectation:
            raise Refused(
                "First write what you would see if it were true; else the test shows nothing.",
                way_on="Write it under the cause, then note the result.",
            )
        if not text.strip():
            raise Refused("Write what the test showed.", field="result_text")
        if on is None:
            raise Refused("Write the day of the test.", field="tested_on")
        if on > today:
            raise Refused("The test cannot have been made on a day to come.", field="tested_on")
    reopen_if_settled(by=by, analysis=analysis)
    cause.result, cause.result_text, cause.tested_on = result, text.strip(), on
    cause.edition += 1
    cause.save(update_fields=["result", "result_text", "tested_on", "edition"])
    record(by=by, event="causes.cause_tested", on=cause_pointer(cause), details={"result": str(result)})
    return cause


@transaction.atomic
def set_aside(*, by: Actor, cause: Cause, because: str, today: date) -> Cause:
    """Set a cause aside with the reason; it is kept and shown, but carries no measures."""
    analysis, cause = _locked(by, cause)
    refuse_person_data(because=because)
    if cause.set_aside_on is not None:
        raise Refused("The cause has already been set aside.")
    if not because.strip():
        raise Refused("Write why the cause is set aside.", field="because")
    reopen_if_settled(by=by, analysis=analysis)
    cause.set_aside_on, cause.set_aside_because = today, because.strip()
    cause.edition += 1
    cause.save(update_fields=["set_aside_on", "set_aside_because", "edition"])
    record(by=by, event="causes.cause_set_aside", on=cause_pointer(cause), details={"because": cause.set_aside_because})
    return cause


@transaction.atomic
def take_up(*, by: Actor, cause: Cause) -> Cause:
    """Take a cause up again that was set aside; the trail keeps why it was."""
    analysis, cause = _locked(by, cause)
    if cause.set_aside_on is None:
        raise Refused("The cause has not been set aside.")
    reopen_if_settled(by=by, analysis=analysis)
    cause.set_aside_on, cause.set_aside_because = None, ""
    cause.edition += 1
    cause.save(update_fields=["set_aside_on", "set_aside_because", "edition"])
    record(by=by, event="causes.cause_taken_up", on=cause_pointer(cause))
    return cause


@transaction.atomic
def add_evidence(
    *,
    by: Actor,
    cause: Cause,
    kind: EvidenceKind,
    text: str,
    speaks_for: bool,
    source: Source | None = None,
    statement: Statement | None = None,
    indicator: Indicator | None = None,
    today: date,
) -> Evidence:
    """Put evidence for or against a cause (CAU-09). Statistics and research name their source or indicator."""
    analysis, cause = _locked(by, cause)
    refuse_person_data(text=text)
    if not text.strip():
        raise Refused("Write what the evidence shows.", field="text")
    if kind in FIGURES and source is None and indicator is None:
        raise Refused("Choose the source or the indicator that the knowledge comes from.", field="source")
    unit = analysis.problem.unit
    city = unit.municipality_id or unit.pk
    if source is not None and source.municipality_id != city:
        raise Refused("The source belongs to another municipality.", field="source")
    if statement is not None and statement.picture.unit_id != unit.pk:
        raise Refused("The statement belongs to another unit's picture.", field="statement")
    if indicator is not None and indicator.unit_id not in (unit.pk, city):
        raise Refused("The indicator belongs to another unit.", field="indicator")
    reopen_if_settled(by=by, analysis=analysis)
    evidence = Evidence.objects.create(
        cause=cause,
        kind=kind,
        text=text.strip(),
        speaks_for=speaks_for,
        source=source,
        statement=statement,
        indicator=indicator,
        added_on=today,
    )
    record(
        by=by,
        event="causes.evidence_added",
        on=cause_pointer(cause),
        details={"evidence": evidence.pk, "speaks_for": speaks_for},
    )
    return evidence


@transaction.atomic
def remove_evidence(*, by: Actor, evidence: Evidence) -> None:
    """Take evidence away that was put there by mistake; the trail keeps its words."""
    analysis, cause = _locked(by, evidence.cause)
    reopen_if_settled(by=by, analysis=analysis)
    record(by=by, event="causes.evidence_removed", on=cause_pointer(cause), details={"text": evidence.text})
    evidence.delete()
