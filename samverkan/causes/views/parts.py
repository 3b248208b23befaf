"""Deeds of the event chain and of proposed measures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverkan.access.rules import demand, may_prepare
from samverkan.causes.forms import ProposalForm, StepForm
from samverkan.causes.queries import causes as queries
from samverkan.causes.services import parts as services
from samverkan.causes.services.analyses import NOT_YOURS
from samverkan.causes.views.analyses import address_of, analysis_to_change, crumbs_to, reopening
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage


def _demand_change(request: ActorRequest, analysis: Any) -> None:
    demand(may_prepare(request.actor, analysis.problem.unit_id), NOT_YOURS)


@GET_POST
def add_step(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Add a link to the event chain."""
    found = analysis_to_change(request, analysis_id)
    page = DeedPage(
        title=_("Add a step to the event chain"),
        form=StepForm(request.POST or None, causes=queries.causes_to_stand_under(found)),
        submit=_("Save the step"),
        cancel_address=address_of(found, "chain"),
        lead=_("Write what happens as in a film, one step at a time: before, during and after."),
        crumbs=crumbs_to(found),
        notes=reopening(found),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return services.add_step(by=request.actor, analysis=found, **values)

    return answer_deed(
        request, page, do=do, said=_("The step has been saved."), to=lambda step: address_of(found, "chain")
    )


@GET_POST
def revise_step(request: ActorRequest, step_id: int) -> HttpResponse:
    """Change a step. When somebody else has saved meanwhile, both wordings are shown."""
    step = queries.step_for(request.actor, step_id)
    _demand_change(request, step.analysis)
    page = DeedPage(
        title=_("Change the step"),
        form=StepForm(
            request.POST or None,
            initial=StepForm.values_of(step),
            causes=queries.causes_to_stand_under(step.analysis),
        ),
        submit=_("Save the step"),
        cancel_address=address_of(step.analysis, "chain"),
        crumbs=crumbs_to(step.analysis),
        notes=reopening(step.analysis),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.step_for(request.actor, step_id)
        return now.edition, {"text": now.text, "could_break": now.could_break}

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_step(by=request.actor, step=step, **values),
        said=_("The step has been saved."),
        to=lambda saved: address_of(step.analysis, "chain"),
        stored_now=stored_now,
    )


@require_POST
def move_step(request: ActorRequest, step_id: int) -> HttpResponse:
    """Move a step one place earlier or later."""
    step = queries.step_for(request.actor, step_id)
    _demand_change(request, step.analysis)
    try:
        services.move_step(by=request.actor, step=step, earlier=request.POST.get("riktning") == "tidigare")
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    return redirect(address_of(step.analysis, "chain"))


@require_POST
def remove_step(request: ActorRequest, step_id: int) -> HttpResponse:
    """Take a step out of the chain."""
    step = queries.step_for(request.actor, step_id)
    _demand_change(request, step.analysis)
    services.remove_step(by=request.actor, step=step)
    messages.success(request, _("The step has been removed."))
    return redirect(address_of(step.analysis, "chain"))


@GET_POST
def add_proposal(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Propose a measure with its consequences (CAU-06)."""
    found = analysis_to_change(request, analysis_id)
    page = DeedPage(
        title=_("Propose a measure"),
        form=ProposalForm(request.POST or None, causes=queries.causes_to_stand_under(found)),
        submit=_("Save the proposal"),
        cancel_address=address_of(found, "proposals"),
        lead=_("A proposal is no decision. It goes on to the measures plan with its consequences weighed."),
        crumbs=crumbs_to(found),
        notes=reopening(found),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return services.add_proposal(by=request.actor, analysis=found, today=localdate(), **values)

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The proposal has been saved."),
        to=lambda proposal: address_of(found, "proposals"),
    )


@GET_POST
def revise_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Change a proposal. When somebody else has saved meanwhile, both wordings are shown."""
    proposal = queries.proposal_for(request.actor, proposal_id)
    _demand_change(request, proposal.analysis)
    page = DeedPage(
        title=_("Change the proposal"),
        form=ProposalForm(
            request.POST or None,
            initial=ProposalForm.values_of(proposal),
            causes=queries.causes_to_stand_under(proposal.analysis),
        ),
        submit=_("Save the proposal"),
        cancel_address=address_of(proposal.analysis, "proposals"),
        crumbs=crumbs_to(proposal.analysis),
        notes=reopening(proposal.analysis),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.proposal_for(request.actor, proposal_id)
        values = ProposalForm.values_of(now) | {"causes": list(now.causes.all())}
        return values.pop("edition"), values

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_proposal(by=request.actor, proposal=proposal, **values),
        said=_("The proposal has been saved."),
        to=lambda saved: address_of(proposal.analysis, "proposals"),
        stored_now=stored_now,
    )


@require_POST
def remove_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take a proposal away."""
    proposal = queries.proposal_for(request.actor, proposal_id)
    _demand_change(request, proposal.analysis)
    services.remove_proposal(by=request.actor, proposal=proposal)
    messages.success(request, _("The proposal has been removed."))
    return redirect(address_of(proposal.analysis, "proposals"))
