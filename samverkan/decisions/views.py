"""Matters, decisions and mandates on the web."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import may_administer, may_prepare, may_run_group
from samverkan.decisions import forms, queries, services
from samverkan.decisions.pages import (
    DecisionPage,
    DecisionRow,
    DecisionsPage,
    DelegationsPage,
    DelimitationPage,
    MatterPage,
    MatterRow,
    MattersPage,
    RaisePage,
    tabs,
)
from samverkan.decisions.words import DecisionCategory, DecisionState
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.queries import group_for, groups_visible_to
from samverkan.organisation.words import UnitKind
from samverkan.ui.forms import Form
from samverkan.ui.http import GET_POST, ActorRequest


def done(form: Form, deed: Callable[..., object]) -> bool:
    """Do the deed with what the form understood; a refusal is shown in the form."""
    if not form.is_valid():
        return False
    try:
        deed(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


@require_safe
def decisions(request: ActorRequest) -> HttpResponse:
    """Show the decision log, narrowed by group, year and state (DEC-07)."""
    today = localdate()
    groups = [(group.pk, group.name) for group in groups_visible_to(request.actor)]
    form = forms.LogFilterForm(
        request.GET or None, groups=groups, years=queries.years_of_decisions(request.actor), auto_id="filter-%s"
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    log = queries.decision_log(
        request.actor,
        group_id=chosen.get("group"),
        year=chosen.get("year"),
        only=chosen.get("only", ""),
        today=today,
    )
    shown = Paginator(log, 50).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    page = DecisionsPage(
        rows=tuple(DecisionRow.of(decision, today=today) for decision in shown),
        pages=shown,
        form=form,
        tabs=tabs("list"),
        is_filtered=any(chosen.values()),
        may_raise=bool(queries.groups_run_by(request.actor, on=today)),
        query=f"{kept.urlencode()}&" if kept else "",
    )
    return render(request, "decisions/list.html", {"page": page})


@require_safe
def matters(request: ActorRequest) -> HttpResponse:
    """Show the matters under way, the most urgent first."""
    today = localdate()
    shown = Paginator(queries.live_matters(request.actor), 50).get_page(request.GET.get("page"))
    page = MattersPage(
        rows=tuple(MatterRow.of(matter, today=today) for matter in shown),
        pages=shown,
        tabs=tabs("matters"),
        may_raise=bool(queries.groups_run_by(request.actor, on=today)),
    )
    return render(request, "decisions/matters.html", {"page": page})


@GET_POST
def raise_matter(request: ActorRequest) -> HttpResponse:
    """Raise a matter in a group (MEE-17)."""
    today = localdate()
    run = queries.groups_run_by(request.actor, on=today)
    if not run:
        raise NotAllowed("You may not raise matters in any group.")
    deciding = {group.pk: group for group in run}
    for group in run:
        deciding |= {above.pk: above for above in queries.groups_above(group)}
    wanted = request.GET.get("group", "")
    form = forms.RaiseForm(
        request.POST or None,
        raised_in=[(group.pk, group.name) for group in run],
        decided_in=[(group.pk, group.name) for group in deciding.values()],
        initial={"raised_in": wanted, "decided_in": wanted},
    )

    raised: list[Any] = []

    def deed(raised_in: int, decided_in: int, **given: Any) -> None:
        matter = services.raise_matter(
            by=request.actor, raised_in=deciding[raised_in], decided_in=deciding[decided_in], today=today, **given
        )
        raised.append(matter)

    if done(form, deed):
        messages.success(request, _("The matter is raised and waits in the group's backlog."))
        return redirect("decisions:matter", raised[0].pk)
    return render(request, "decisions/raise.html", {"page": RaisePage(form, bool(run))})


def _matter_page(request: ActorRequest, matter_id: int, **bound: Form) -> HttpResponse:
    today = localdate()
    matter = queries.matter_for(request.actor, matter_id)
    may_run = may_run_group(request.actor, matter.group_id, matter.group.unit_id)
    offered: dict[str, Form] = {
        "forward": forms.ForwardForm(prefix="forward"),
        "prepare": forms.PrepareForm(prefix="prepare"),
        "withdraw": forms.WithdrawForm(prefix="withdraw"),
        "politicians": forms.PoliticiansForm(
            prefix="politicians",
            initial={"is_major": matter.is_major, "informed_on": matter.politicians_informed_on},
        ),
    }
    page = MatterPage.of(
        matter,
        passed=queries.steps_of(matter),
        decisions=matter.decisions.select_related("group"),
        answer=queries.mandate_for(matter.decided_in, DecisionCategory(matter.category), matter.amount, on=today),
        forms=offered | bound if may_run else {},
        today=today,
    )
    return render(request, "decisions/matter.html", {"page": page})


@require_safe
def matter(request: ActorRequest, matter_id: int) -> HttpResponse:
    """Show a matter and its way."""
    return _matter_page(request, matter_id)


@require_POST
def forward_matter(request: ActorRequest, matter_id: int) -> HttpResponse:
    """Send the matter to the group above."""
    found = queries.matter_for(request.actor, matter_id)
    form = forms.ForwardForm(request.POST, prefix="forward")
    if done(form, lambda **given: services.forward_matter(by=request.actor, matter=found, **given)):
        messages.success(request, _("The matter is sent on to the group above."))
        return redirect("decisions:matter", matter_id)
    return _matter_page(request, matter_id, forward=form)


@require_POST
def prepare_matter(request: ActorRequest, matter_id: int) -> HttpResponse:
    """Send the matter to the preparation group."""
    found = queries.matter_for(request.actor, matter_id)
    form = forms.PrepareForm(request.POST, prefix="prepare")
    if done(
        form,
        lambda **given: services.send_to_preparation(by=request.actor, matter=found, today=localdate(), **given),
    ):
        messages.success(request, _("The matter is sent to the preparation group."))
        return redirect("decisions:matter", matter_id)
    return _matter_page(request, matter_id, prepare=form)


@require_POST
def withdraw_matter(request: ActorRequest, matter_id: int) -> HttpResponse:
    """Withdraw the matter."""
    found = queries.matter_for(request.actor, matter_id)
    form = forms.WithdrawForm(request.POST, prefix="withdraw")
    if done(form, lambda **given: services.withdraw_matter(by=request.actor, matter=found, **given)):
        messages.success(request, _("The matter is withdrawn."))
        return redirect("decisions:matter", matter_id)
    return _matter_page(request, matter_id, withdraw=form)


@require_POST
def note_politicians(request: ActorRequest, matter_id: int) -> HttpResponse:
    """Say whether the matter is of major importance and when the politicians were informed."""
    found = queries.matter_for(request.actor, matter_id)
    form = forms.PoliticiansForm(request.POST, prefix="politicians")
    if done(
        form,
        lambda **given: services.note_politicians(by=request.actor, matter=found, today=localdate(), **given),
    ):
        messages.success(request, _("Saved."))
        return redirect("decisions:matter", matter_id)
    return _matter_page(request, matter_id, politicians=form)


def _decision_page(request: ActorRequest, decision_id: int, **bound: Form) -> HttpResponse:
    today = localdate()
    found = queries.decision_for(request.actor, decision_id)
    may_run = may_run_group(request.actor, found.group_id, found.group.unit_id)
    is_open = may_run and found.state == DecisionState.OPEN
    offered: dict[str, Form] = {
        "complete": forms.CompleteForm(prefix="complete", initial={"on": today}),
        "lapse": forms.LapseForm(prefix="lapse"),
    } | bound
    excerpts = [
        (row, may_run_group(request.actor, row.group_id, row.group.unit_id))
        for row in found.excerpts.select_related("group").order_by("pk")
    ]
    page = DecisionPage.of(
        found,
        excerpts=excerpts,
        meeting_address=found.meeting_address if may_run or request.actor.seat_in(found.group_id) else "",
        complete=offered["complete"] if is_open else None,
        lapse=offered["lapse"] if is_open else None,
        today=today,
    )
    return render(request, "decisions/decision.html", {"page": page})


@require_safe
def decision(request: ActorRequest, decision_id: int) -> HttpResponse:
    """Show a decision."""
    return _decision_page(request, decision_id)


@require_POST
def complete_decision(request: ActorRequest, decision_id: int) -> HttpResponse:
    """Say that the decision is carried out."""
    found = queries.decision_for(request.actor, decision_id)
    form = forms.CompleteForm(request.POST, prefix="complete")
    if done(form, lambda **given: services.complete_decision(by=request.actor, decision=found, **given)):
        messages.success(request, _("The decision is carried out."))
        return redirect("decisions:decision", decision_id)
    return _decision_page(request, decision_id, complete=form)


@require_POST
def lapse_decision(request: ActorRequest, decision_id: int) -> HttpResponse:
    """Say that the decision lapses."""
    found = queries.decision_for(request.actor, decision_id)
    form = forms.LapseForm(request.POST, prefix="lapse")
    if done(form, lambda note: services.lapse_decision(by=request.actor, decision=found, on=localdate(), note=note)):
        messages.success(request, _("The decision has lapsed."))
        return redirect("decisions:decision", decision_id)
    return _decision_page(request, decision_id, lapse=form)


@require_POST
def note_excerpt(request: ActorRequest, excerpt_id: int) -> HttpResponse:
    """Take note of a decision that has come back to the group."""
    excerpt = queries.excerpt_for(request.actor, excerpt_id)
    services.note_excerpt(by=request.actor, excerpt=excerpt)
    messages.success(request, _("The group has taken note of the decision."))
    return redirect("decisions:decision", excerpt.decision_id)


@GET_POST
def delimitation(request: ActorRequest, group_id: int) -> HttpResponse:
    """Show and set what a group may decide, and answer the mandate check (DEC-03, DEC-04)."""
    today = localdate()
    group = group_for(request.actor, group_id)
    rows = list(queries.delimitations_of(group_id))
    current = next((row for row in rows if row.holds(today)), None)
    may_set = may_administer(request.actor) or may_prepare(request.actor, group.unit_id)
    form = None
    if may_set:
        form = forms.DelimitationForm(
            request.POST or None,
            initial={
                "text": current.text if current else "",
                "categories": current.categories if current else [],
                "amount_limit": current.amount_limit if current else None,
                "decided_on": today,
                "valid_from": today,
                "decided_by": group.parent.name if group.parent else "",
            },
        )
        if done(form, lambda **given: services.set_delimitation(by=request.actor, group=group, **given)):
            messages.success(request, _("The delimitation is written down."))
            return redirect("decisions:delimitation", group_id)
    elif request.method == "POST":
        raise NotAllowed("You may not write down what this group may decide.")
    check = forms.MandateForm(request.GET if "check-category" in request.GET else None, prefix="check")
    answer = None
    if check.is_valid():
        answer = queries.mandate_for(group, check.cleaned_data["category"], check.cleaned_data["amount"], on=today)
    page = DelimitationPage(
        group=group,
        current=current,
        current_categories=tuple(DecisionCategory(code) for code in current.categories) if current else (),
        earlier=tuple(row for row in rows if row is not current),
        check=check,
        answer=answer,
        form=form,
    )
    return render(request, "decisions/delimitation.html", {"page": page})


@GET_POST
def delegations(request: ActorRequest) -> HttpResponse:
    """Show what the boards have delegated, and add to it (DEC-03)."""
    today = localdate()
    form = None
    if may_administer(request.actor) or queries.units_prepared_by(request.actor):
        units = {unit.pk: unit for unit in queries.units_that_delegate(request.actor, on=today)}
        prepared = queries.units_prepared_by(request.actor)
        form = forms.DelegationForm(
            request.POST or None,
            boards=[
                (unit.pk, unit.name)
                for unit in units.values()
                if unit.kind in {UnitKind.BOARD, UnitKind.MUNICIPALITY, UnitKind.POLICE_REGION}
            ],
            units=[
                (unit.pk, unit.name)
                for unit in units.values()
                if unit.kind != UnitKind.BOARD and (may_administer(request.actor) or unit.pk in prepared)
            ],
            initial={"decided_on": today, "valid_from": today},
        )
        if done(
            form,
            lambda board, unit, **given: services.add_delegation(
                by=request.actor, board=units[board], unit=units[unit], **given
            ),
        ):
            messages.success(request, _("The delegation is written down."))
            return redirect("decisions:delegations")
    elif request.method == "POST":
        raise NotAllowed("You may not write down delegations of this unit.")
    page = DelegationsPage(
        rows=tuple(
            (row, DecisionCategory(row.category), row.holds(today))
            for row in queries.delegations_visible_to(request.actor)
        ),
        form=form,
        tabs=tabs("delegations"),
    )
    return render(request, "decisions/delegations.html", {"page": page})
