"""Deeds with the event chain and with proposed measures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.causes.models import Analysis, Cause, EventStep, Proposal
from samverkan.causes.services.analyses import demand_analysis, reopen_if_settled
from samverkan.causes.services.pointers import analysis_pointer
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data


def _step_pointer(step: EventStep) -> Pointer:
    return Pointer("causes.step", str(step.pk), step.text, analysis_pointer(step.analysis).address)


def _proposal_pointer(proposal: Proposal) -> Pointer:
    address = analysis_pointer(proposal.analysis).address
    return Pointer("causes.proposal", str(proposal.pk), proposal.text, address)


def _demand_unchanged(pointer: Pointer, edition: int, current: int) -> None:
    last = entries_about(pointer.kind, pointer.key).first()
    demand_edition(edition, current, saved_by=last.actor_name if last else "")


def _demand_of_the_analysis(analysis: Analysis, causes: Iterable[Cause], field: str) -> None:
    if any(cause.analysis_id != analysis.pk for cause in causes):
        raise Refused("The cause belongs to another analysis.", field=field)


@transaction.atomic
def add_step(
    *, by: Actor, analysis: Analysis, text: str, could_break: str = "", cause: Cause | None = None
) -> EventStep:
    """Add a link at the end of the event chain: what happens, and what could break the chain there (CAU-12)."""
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    refuse_person_data(text=text, could_break=could_break)
    if not text.strip():
        raise Refused("Write what happens in this step.", field="text")
    _demand_of_the_analysis(analysis, [cause] if cause else [], "cause")
    reopen_if_settled(by=by, analysis=analysis)
    last = analysis.steps.order_by("-order").values_list("order", flat=True).first() or 0
    step = EventStep.objects.create(
        analysis=analysis, order=last + 1, text=text.strip(), could_break=could_break.strip(), cause=cause
    )
    record(by=by, event="causes.step_added", on=_step_pointer(step), details={"analysis": analysis.pk})
    return step


@transaction.atomic
def revise_step(
    *, by: Actor, step: EventStep, edition: int, text: str, could_break: str, cause: Cause | None = None
) -> EventStep:
    """Save a new wording of a step. Raises `SavedMeanwhile` when somebody else has saved since."""
    analysis = demand_analysis(by=by, analysis_id=step.analysis_id)
    step = EventStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    refuse_person_data(text=text, could_break=could_break)
    _demand_unchanged(_step_pointer(step), edition, step.edition)
    if not text.strip():
        raise Refused("Write what happens in this step.", field="text")
    _demand_of_the_analysis(analysis, [cause] if cause else [], "cause")
    reopen_if_settled(by=by, analysis=analysis)
    step.text, step.could_break, step.cause = text.strip(), could_break.strip(), cause
    step.edition += 1
    step.save(update_fields=["text", "could_break", "cause", "edition"])
    record(by=by, event="causes.step_revised", on=_step_pointer(step), details={"edition": step.edition})
    return step


@transaction.atomic
def move_step(*, by: Actor, step: EventStep, earlier: bool) -> None:
    """Let a step change places with the one before it, or after it."""
    analysis = demand_analysis(by=by, analysis_id=step.analysis_id)
    steps = list(analysis.steps.order_by("order", "pk"))
    here = [one.pk for one in steps].index(step.pk)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(steps):
        raise Refused("The step already stands at the end of the chain.")
    reopen_if_settled(by=by, analysis=analysis)
    steps[here], steps[there] = steps[there], steps[here]
    for order, one in enumerate(steps, start=1):
        one.order = order
    EventStep.objects.bulk_update(steps, ["order"])
    record(by=by, event="causes.step_moved", on=_step_pointer(step), details={"order": there + 1})


@transaction.atomic
def remove_step(*, by: Actor, step: EventStep) -> None:
    """Take a step out of the chain; the trail keeps its words."""
    analysis = demand_analysis(by=by, analysis_id=step.analysis_id)
    reopen_if_settled(by=by, analysis=analysis)
    record(by=by, event="causes.step_removed", on=_step_pointer(step), details={"could_break": step.could_break})
    step.delete()


def _demand_proposal(text: str, consequences: str) -> None:
    if not text.strip():
        raise Refused("Write which measure is proposed.", field="text")
    if not consequences.strip():
        raise Refused("Write what consequences the measure may have, wanted and unwanted.", field="consequences")


@transaction.atomic
def add_proposal(
    *,
    by: Actor,
    analysis: Analysis,
    text: str,
    causes: Iterable[Cause] = (),
    consequences: str,
    gender: str = "",
    child_rights: str = "",
    accessibility: str = "",
    today: date,
) -> Proposal:
    """Propose a measure with an assessment of its consequences (CAU-06, CRO-01 to -04).

    Equality, children's rights and accessibility are offered; what is left empty is shown as not assessed.
    """
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    refuse_person_data(
        text=text, consequences=consequences, gender=gender, child_rights=child_rights, accessibility=accessibility
    )
    _demand_proposal(text, consequences)
    causes = list(causes)
    _demand_of_the_analysis(analysis, causes, "causes")
    reopen_if_settled(by=by, analysis=analysis)
    proposal = Proposal.objects.create(
        analysis=analysis,
        text=text.strip(),
        consequences=consequences.strip(),
        gender=gender.strip(),
        child_rights=child_rights.strip(),
        accessibility=accessibility.strip(),
        proposed_on=today,
    )
    proposal.causes.set(causes)
    record(by=by, event="causes.proposal_added", on=_proposal_pointer(proposal), details={"analysis": analysis.pk})
    return proposal


@transaction.atomic
def revise_proposal(
    *,
    by: Actor,
    proposal: Proposal,
    edition: int,
    text: str,
    causes: Iterable[Cause] = (),
    consequences: str,
    gender: str = "",
    child_rights: str = "",
    accessibility: str = "",
) -> Proposal:
    """Save a new wording of a proposal. Raises `SavedMeanwhile` when somebody else has saved since."""
    analysis = demand_analysis(by=by, analysis_id=proposal.analysis_id)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    refuse_person_data(
        text=text, consequences=consequences, gender=gender, child_rights=child_rights, accessibility=accessibility
    )
    _demand_unchanged(_proposal_pointer(proposal), edition, proposal.edition)
    _demand_proposal(text, consequences)
    causes = list(causes)
    _demand_of_the_analysis(analysis, causes, "causes")
    reopen_if_settled(by=by, analysis=analysis)
    proposal.text, proposal.consequences, proposal.gender = text.strip(), consequences.strip(), gender.strip()
    proposal.child_rights, proposal.accessibility = child_rights.strip(), accessibility.strip()
    proposal.edition += 1
    proposal.save(update_fields=["text", "consequences", "gender", "child_rights", "accessibility", "edition"])
    proposal.causes.set(causes)
    record(
        by=by,
        event="causes.proposal_revised",
        on=_proposal_pointer(proposal),
        details={"edition": proposal.edition},
    )
    return proposal


@transaction.atomic
def remove_proposal(*, by: Actor, proposal: Proposal) -> None:
    """Take a proposal away; the trail keeps its words."""
    analysis = demand_analysis(by=by, analysis_id=proposal.analysis_id)
    reopen_if_settled(by=by, analysis=analysis)
    record(
        by=by,
        event="causes.proposal_removed",
        on=_proposal_pointer(proposal),
        details={"consequences": proposal.consequences},
    )
    proposal.delete()
