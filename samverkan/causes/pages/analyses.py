"""What the pages of cause analyses are given, with the triangle and the tree as drawings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext_noop

from samverkan.causes.models import Analysis, Cause, EventStep, Evidence, Participant, Proposal
from samverkan.causes.pages.drawings import TreeDrawing, Triangle
from samverkan.causes.rules import Lacking, tree
from samverkan.causes.words import Certainty, EvidenceKind, Factor, Hint, Lack, Missing, Side, TestResult
from samverkan.ground.words import Party
from samverkan.organisation.models import Unit
from samverkan.situation.models import Problem
from samverkan.situation.services.pointers import problem_pointer, statement_pointer

RESULT_LOOKS = {
    TestResult.UNTESTED: "unanswered",
    TestResult.SUPPORTED: "confirmed",
    TestResult.UNDECIDED: "cannot_be_judged",
    TestResult.CONTRADICTED: "contradicted",
}
"""How a result is drawn: codes of ui/words.py."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem that can be analysed."""

    title: str
    unit: str
    area: str
    address: str
    open_address: str

    @classmethod
    def of(cls, problem: Problem, *, may_open: bool) -> ProblemRow:
        """Return the row. Wants unit and area selected."""
        return cls(
            title=problem.title,
            unit=problem.unit.name,
            area=problem.area.name,
            address=problem_pointer(problem).address,
            open_address=reverse("causes:open", args=[problem.pk]) if may_open else "",
        )


@dataclass(frozen=True, slots=True)
class AnalysisRow:
    """An analysis in the list."""

    title: str
    address: str
    problem: str
    unit: str
    kept: int
    started_on: date
    state: str
    state_label: str

    @classmethod
    def of(cls, analysis: Analysis) -> AnalysisRow:
        """Return the row. Wants the problem's unit selected and `kept` annotated."""
        look, label = state_of(analysis)
        return cls(
            title=analysis.title,
            address=reverse("causes:analysis", args=[analysis.pk]),
            problem=analysis.problem.title,
            unit=analysis.problem.unit.name,
            kept=getattr(analysis, "kept", 0),
            started_on=analysis.started_on,
            state=look,
            state_label=label,
        )


def state_of(analysis: Analysis) -> tuple[str, str]:
    """Return how far the settling has come: a code of ui/words.py and an English message id."""
    if analysis.municipality_settled_on and analysis.police_settled_on:
        return "done", Settled.BOTH
    if analysis.municipality_settled_on:
        return "awaiting_signatures", Settled.WAITS_FOR_POLICE
    if analysis.police_settled_on:
        return "awaiting_signatures", Settled.WAITS_FOR_MUNICIPALITY
    return "open", Settled.NOBODY


class Settled:
    """What is said of the settling: English message ids."""

    BOTH = gettext_noop("Settled by both parties")
    WAITS_FOR_POLICE = gettext_noop("Waits for the police")
    WAITS_FOR_MUNICIPALITY = gettext_noop("Waits for the municipality")
    NOBODY = gettext_noop("Being worked on")


@dataclass(frozen=True, slots=True)
class ListPage:
    """Problems that lack an analysis first, then the analyses (CAU-02)."""

    lacking: tuple[ProblemRow, ...]
    others: tuple[ProblemRow, ...]
    rows: tuple[AnalysisRow, ...]
    paging: Page[Analysis]
    sees_only_settled: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence with where it comes from."""

    pk: int
    kind: EvidenceKind
    text: str
    speaks_for: bool
    source: str
    statement: str
    indicator: str
    added_on: date

    @classmethod
    def of(cls, evidence: Evidence) -> EvidenceRow:
        """Return the row. Wants source, statement and indicator selected."""
        return cls(
            pk=evidence.pk,
            kind=EvidenceKind(evidence.kind),
            text=evidence.text,
            speaks_for=evidence.speaks_for,
            source=str(evidence.source) if evidence.source else "",
            statement=statement_pointer(evidence.statement).title if evidence.statement else "",
            indicator=evidence.indicator.name if evidence.indicator else "",
            added_on=evidence.added_on,
        )


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A cause in the tree: `opens` lists begin before it and `closes` lists end after it."""

    pk: int
    text: str
    address: str
    side: Side
    factor: Factor
    weight: int
    certainty: Certainty
    result: TestResult
    result_look: str
    for_count: int
    against_count: int
    is_aside: bool
    aside_because: str
    opens: bool
    closes: range

    @classmethod
    def of(cls, cause: Cause, *, opens: bool = False, closes: int = 0) -> CauseRow:
        """Return the row. Wants evidence prefetched."""
        speaks = [evidence.speaks_for for evidence in cause.evidence.all()]
        return cls(
            pk=cause.pk,
            text=cause.text,
            address=reverse("causes:cause", args=[cause.pk]),
            side=Side(cause.side),
            factor=Factor(cause.factor),
            weight=cause.weight,
            certainty=Certainty(cause.certainty),
            result=TestResult(cause.result),
            result_look=RESULT_LOOKS[TestResult(cause.result)],
            for_count=sum(speaks),
            against_count=len(speaks) - sum(speaks),
            is_aside=cause.set_aside_on is not None,
            aside_because=cause.set_aside_because,
            opens=opens,
            closes=range(closes),
        )


def tree_rows(causes: Sequence[Cause]) -> tuple[CauseRow, ...]:
    """Return the causes as a nested list, the weightiest first at each level."""
    by_key = {cause.pk: cause for cause in causes}
    branches = tree({cause.pk: cause.parent_id for cause in causes})
    depths = [branch.depth for branch in branches] + [0]
    return tuple(
        CauseRow.of(
            by_key[branch.key],
            opens=depths[number + 1] > branch.depth and number + 1 < len(branches),
            closes=max(0, branch.depth - depths[number + 1]),
        )
        for number, branch in enumerate(branches)
    )


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side of the triangle with its kept causes, as text."""

    side: Side
    causes: tuple[CauseRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A link of the event chain."""

    pk: int
    text: str
    could_break: str
    cause: str
    cause_address: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposed measure with its consequences; empty assessments are shown as not made."""

    pk: int
    text: str
    causes: tuple[str, ...]
    consequences: str
    gender: str
    child_rights: str
    accessibility: str
    proposed_on: date

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalRow:
        """Return the row. Wants causes prefetched."""
        return cls(
            pk=proposal.pk,
            text=proposal.text,
            causes=tuple(cause.text for cause in proposal.causes.all()),
            consequences=proposal.consequences,
            gender=proposal.gender,
            child_rights=proposal.child_rights,
            accessibility=proposal.accessibility,
            proposed_on=proposal.proposed_on,
        )


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Who took part."""

    pk: int
    name: str
    unit: str
    party: Party
    knows: str

    @classmethod
    def of(cls, participant: Participant) -> ParticipantRow:
        """Return the row. Wants `unit` selected."""
        unit = participant.unit.name if participant.unit else ""
        shown = "" if unit and unit in participant.name else unit
        return cls(participant.pk, participant.name, shown, Party(participant.party), participant.knows)


@dataclass(frozen=True, slots=True)
class MissingRow:
    """An organisation that ought to be asked, why, and where to write it down."""

    name: str
    why: Missing
    address: str


@dataclass(frozen=True, slots=True)
class LackRow:
    """What is lacking before the analysis may be settled, and where it is put right."""

    what: Lack
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """One analysis on one page."""

    analysis: Analysis
    state: str
    state_label: str
    problem_address: str
    tied_to: str
    triangle: Triangle
    sides: tuple[SideRow, ...]
    tree: tuple[CauseRow, ...]
    drawing: TreeDrawing
    steps: tuple[StepRow, ...]
    proposals: tuple[ProposalRow, ...]
    participants: tuple[ParticipantRow, ...]
    missing: tuple[MissingRow, ...]
    lacking: tuple[LackRow, ...]
    hints: tuple[Hint, ...]
    may_change: bool
    may_settle: bool
    has_settled: bool
    shows_support: bool

    @classmethod
    def of(
        cls,
        analysis: Analysis,
        causes: Sequence[Cause],
        steps: Sequence[EventStep],
        proposals: Iterable[Proposal],
        participants: Iterable[Participant],
        *,
        lacking: Iterable[Lacking],
        hints: tuple[Hint, ...],
        missing: Iterable[tuple[Unit, Missing]],
        may_change: bool,
        party: Party | None,
        shows_support: bool,
    ) -> AnalysisPage:
        """Return the page. Wants what `queries.analyses.parts_of` returns; no query of its own."""
        look, label = state_of(analysis)
        texts = {cause.pk: cause.text for cause in causes}
        kept = [cause for cause in causes if cause.set_aside_on is None]
        invite = reverse("causes:add_participant", args=[analysis.pk])
        settled = {Party.MUNICIPALITY: analysis.municipality_settled_on, Party.POLICE: analysis.police_settled_on}
        lacks = tuple(LackRow(one.what, one.text, _way_to(one, analysis)) for one in lacking)
        has_settled = bool(party and settled.get(party))
        return cls(
            analysis=analysis,
            state=look,
            state_label=label,
            problem_address=problem_pointer(analysis.problem).address,
            tied_to=analysis.place.name if analysis.place else analysis.target_name,
            triangle=Triangle.of(kept),
            sides=tuple(
                SideRow(side, tuple(CauseRow.of(cause) for cause in kept if cause.side == side)) for side in Side
            ),
            tree=tree_rows(causes),
            drawing=TreeDrawing.of(analysis.problem.title, causes),
            steps=tuple(
                StepRow(
                    pk=step.pk,
                    text=step.text,
                    could_break=step.could_break,
                    cause=texts.get(step.cause_id or 0, ""),
                    cause_address=reverse("causes:cause", args=[step.cause_id]) if step.cause_id else "",
                    is_first=number == 0,
                    is_last=number == len(steps) - 1,
                )
                for number, step in enumerate(steps)
            ),
            proposals=tuple(ProposalRow.of(one) for one in proposals),
            participants=tuple(ParticipantRow.of(one) for one in participants),
            missing=tuple(MissingRow(unit.name, why, f"{invite}?enhet={unit.pk}") for unit, why in missing),
            lacking=lacks,
            hints=hints,
            may_change=may_change,
            may_settle=may_change and not lacks and party in settled and not has_settled,
            has_settled=has_settled,
            shows_support=shows_support,
        )


def _way_to(lack: Lacking, analysis: Analysis) -> str:
    if lack.what == Lack.NO_EXPECTATION:
        return reverse("causes:revise_cause", args=[lack.cause])
    if lack.what == Lack.NOT_TESTED:
        return reverse("causes:note_test", args=[lack.cause])
    if lack.what == Lack.NO_EVIDENCE:
        return reverse("causes:add_evidence", args=[lack.cause])
    if lack.what == Lack.NO_CAUSE:
        return reverse("causes:add_cause", args=[analysis.pk])
    if lack.what == Lack.NO_CONCLUSION:
        return reverse("causes:revise", args=[analysis.pk])
    return reverse("causes:add_participant", args=[analysis.pk])


@dataclass(frozen=True, slots=True)
class CausePage:
    """One cause."""

    cause: Cause
    row: CauseRow
    analysis_address: str
    parent: str
    parent_address: str
    deeper: tuple[tuple[str, str], ...]
    speaks_for: tuple[EvidenceRow, ...]
    speaks_against: tuple[EvidenceRow, ...]
    may_change: bool

    @classmethod
    def of(cls, cause: Cause, *, may_change: bool) -> CausePage:
        """Return the page. Wants evidence and deeper causes prefetched, and the parent selected."""
        rows = tuple(EvidenceRow.of(one) for one in cause.evidence.all())
        return cls(
            cause=cause,
            row=CauseRow.of(cause),
            analysis_address=reverse("causes:analysis", args=[cause.analysis_id]),
            parent=cause.parent.text if cause.parent else "",
            parent_address=reverse("causes:cause", args=[cause.parent_id]) if cause.parent_id else "",
            deeper=tuple((one.text, reverse("causes:cause", args=[one.pk])) for one in cause.deeper.all()),
            speaks_for=tuple(row for row in rows if row.speaks_for),
            speaks_against=tuple(row for row in rows if not row.speaks_for),
            may_change=may_change,
        )
