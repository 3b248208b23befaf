"""Pages and deeds of causes: the hypothesis, its test and its evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.causes.forms import FOR, CauseForm, EvidenceForm, SetAsideForm, TestForm
from samverkan.causes.pages.analyses import CausePage
from samverkan.causes.queries import causes as queries
from samverkan.causes.services import causes as services
from samverkan.causes.services.analyses import NOT_YOURS
from samverkan.causes.views.analyses import address_of, analysis_to_change, crumbs_to, reopening
from samverkan.causes.words import Certainty, Factor, Side
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem


def _address(cause: Any) -> str:
    return reverse("causes:cause", args=[cause.pk])


def _crumbs(cause: Any) -> tuple[NavigationItem, ...]:
    return (*crumbs_to(cause.analysis), NavigationItem(cause.text, _address(cause)))


def _cause_to_change(request: ActorRequest, cause_id: int) -> Any:
    found = queries.cause_for(request.actor, cause_id)
    demand(may_prepare(request.actor, found.analysis.problem.unit_id), NOT_YOURS)
    return found


@GET_POST
def add_cause(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Write down a cause."""
    found = analysis_to_change(request, analysis_id)
    side = request.GET.get("sida", "")
    initial = {
        "factor": Factor.RISK,
        "weight": 3,
        "certainty": Certainty.LOW,
        "side": side if side in set(Side) else "",
        "parent": request.GET.get("under", ""),
    }
    parents = queries.causes_to_stand_under(found)
    page = DeedPage(
        title=_("Write down a cause"),
        form=CauseForm(request.POST or None, initial=initial, parents=parents),
        submit=_("Save the cause"),
        cancel_address=address_of(found, "causes"),
        lead=_("A cause is a hypothesis: something you believe, and can be wrong about."),
        crumbs=crumbs_to(found),
        notes=reopening(found),
    )

    def do(values: dict[str, Any]) -> Any:
        values.pop("edition")
        return services.add_cause(by=request.actor, analysis=found, **values)

    return answer_deed(request, page, do=do, said=_("The cause has been saved."), to=_address)


@require_safe
def cause(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Show one cause: the hypothesis, what we would see, the test and the evidence."""
    found = queries.cause_for(request.actor, cause_id)
    may_change = may_prepare(request.actor, found.analysis.problem.unit_id)
    return render(request, "causes/cause.html", {"page": CausePage.of(found, may_change=may_change)})


@GET_POST
def revise_cause(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Change a cause. When somebody else has saved meanwhile, both wordings are shown."""
    found = _cause_to_change(request, cause_id)
    parents = queries.causes_to_stand_under(found.analysis, found)
    page = DeedPage(
        title=_("Change the cause"),
        form=CauseForm(request.POST or None, initial=CauseForm.values_of(found), parents=parents),
        submit=_("Save the cause"),
        cancel_address=_address(found),
        crumbs=_crumbs(found),
        notes=reopening(found.analysis),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.cause_for(request.actor, cause_id)
        values = CauseForm.values_of(now) | {
            "parent": now.parent,
            "side": Side(now.side),
            "factor": Factor(now.factor),
            "certainty": Certainty(now.certainty),
        }
        return values.pop("edition"), values

    return answer_deed(
        request,
        page,
        do=lambda values: services.revise_cause(by=request.actor, cause=found, **values),
        said=_("The cause has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def note_test(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Note what came of the test."""
    found = _cause_to_change(request, cause_id)
    initial = {
        "edition": found.edition,
        "result": found.result,
        "result_text": found.result_text,
        "tested_on": found.tested_on,
    }
    page = DeedPage(
        title=_("Test of the hypothesis"),
        form=TestForm(request.POST or None, initial=initial),
        submit=_("Save the result"),
        cancel_address=_address(found),
        lead=_("You wrote that you would see: %(expectation)s") % {"expectation": found.expectation}
        if found.expectation
        else _("Nobody has written what we would see if it were true. Write that first."),
        crumbs=_crumbs(found),
        notes=reopening(found.analysis),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.cause_for(request.actor, cause_id)
        return now.edition, {"result_text": now.result_text, "tested_on": now.tested_on}

    return answer_deed(
        request,
        page,
        do=lambda values: services.note_test(
            by=request.actor,
            cause=found,
            edition=values["edition"],
            result=values["result"],
            text=values["result_text"],
            on=values["tested_on"],
            today=localdate(),
        ),
        said=_("The result has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def set_aside(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Set a cause aside with the reason."""
    found = _cause_to_change(request, cause_id)
    page = DeedPage(
        title=_("Set the cause aside"),
        form=SetAsideForm(request.POST or None),
        submit=_("Set the cause aside"),
        cancel_address=_address(found),
        lead=_("The cause is kept with its reason, so that nobody has to think the same thought again."),
        is_stop=True,
        crumbs=_crumbs(found),
        notes=reopening(found.analysis),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.set_aside(by=request.actor, cause=found, today=localdate(), **values),
        said=_("The cause has been set aside."),
        to=_address,
    )


@require_POST
def take_up(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Take up a cause that was set aside."""
    found = _cause_to_change(request, cause_id)
    try:
        services.take_up(by=request.actor, cause=found)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The cause has been taken up again."))
    return redirect(_address(found))


@GET_POST
def add_evidence(request: ActorRequest, cause_id: int) -> HttpResponse:
    """Put evidence for or against a cause (CAU-09)."""
    found = _cause_to_change(request, cause_id)
    sources, statements, indicators = queries.knowledge_for(found.analysis)
    form = EvidenceForm(
        request.POST or None, initial={"speaks": FOR}, sources=sources, statements=statements, indicators=indicators
    )
    page = DeedPage(
        title=_("Add evidence"),
        form=form,
        submit=_("Save the evidence"),
        cancel_address=_address(found),
        lead=_("Look as hard for what speaks against the cause as for what speaks for it."),
        crumbs=_crumbs(found),
        notes=reopening(found.analysis),
    )

    def do(values: dict[str, Any]) -> Any:
        speaks_for = values.pop("speaks") == FOR
        return services.add_evidence(by=request.actor, cause=found, speaks_for=speaks_for, today=localdate(), **values)

    return answer_deed(
        request, page, do=do, said=_("The evidence has been saved."), to=lambda evidence: _address(found)
    )


@require_POST
def remove_evidence(request: ActorRequest, evidence_id: int) -> HttpResponse:
    """Take evidence away that was put there by mistake."""
    evidence = queries.evidence_for(request.actor, evidence_id)
    demand(may_prepare(request.actor, evidence.cause.analysis.problem.unit_id), NOT_YOURS)
    services.remove_evidence(by=request.actor, evidence=evidence)
    messages.success(request, _("The evidence has been removed."))
    return redirect(_address(evidence.cause))
