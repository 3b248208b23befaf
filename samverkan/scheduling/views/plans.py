"""Pages and deeds of plans: asking for one, watching it being made, stopping it, proposing it, planning again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.decisions.queries import groups_run_by, units_prepared_by
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.meetings.queries import groups_with_agenda
from samverkan.scheduling.forms.plans import PlanForm
from samverkan.scheduling.pages.hands import HandRow
from samverkan.scheduling.pages.plans import Agendas, PlanPage, PlanRow, PlansPage, Progress, ProposalRow
from samverkan.scheduling.queries import access
from samverkan.scheduling.queries import plans as queries
from samverkan.scheduling.rules.rows import key_of
from samverkan.scheduling.services import hands, proposals, replanning, running
from samverkan.scheduling.services import plans as services
from samverkan.scheduling.services.common import NOT_PLANNER
from samverkan.scheduling.views.common import paged
from samverkan.scheduling.words import Answer, PlanKind, PlanState
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

PLANS_A_PAGE = 20
MOST_WAITING = 100


def crumbs() -> tuple[NavigationItem, ...]:
    """Return the way to the pages of plans."""
    return (NavigationItem(_("Meeting plans"), reverse("scheduling:plans")),)


@require_safe
def plans(request: ActorRequest) -> HttpResponse:
    """Show the plans open to the actor, and the proposals that wait for an answer."""
    actor, today = request.actor, localdate()
    found = queries.plans_visible_to(actor).defer(*queries.HEAVY)
    page = paged(request, found, PLANS_A_PAGE)
    waiting = queries.proposals_to(actor).exclude(answer=Answer.YES).filter(is_changed=True)
    waiting = waiting.defer(*queries.HEAVY_BEHIND)
    units = access.units_planned_by(actor, on=today)
    years = {(unit.pk, year): unit.name for unit in units for year in (today.year, today.year + 1)}
    given = PlansPage(
        waiting=tuple(
            ProposalRow.of(row, row.plan, may_answer=True) for row in waiting.order_by("group__name")[:MOST_WAITING]
        ),
        plans=page,
        rows=tuple(PlanRow.of(plan) for plan in page),
        may_plan=bool(units),
        sees_basis=access.sees_basis(actor),
        may_find=bool(groups_run_by(actor, on=today)),
        compare=tuple(
            (f"{name}, {year}", f"{reverse('scheduling:compare')}?unit={pk}&year={year}")
            for (pk, year), name in list(years.items())[:8]
            if any(plan.unit_id == pk and plan.year == year for plan in page)
        ),
    )
    return render(request, "scheduling/plans.html", {"page": given})


@GET_POST
def new_plan(request: ActorRequest) -> HttpResponse:
    """Ask for a plan; its process is started when it is stored."""
    today = localdate()
    units = access.units_planned_by(request.actor, on=today)
    demand(bool(units), NOT_PLANNER)
    initial = {
        "unit": request.GET.get("unit") or units[0].pk,
        "year": request.GET.get("year") or today.year + 1,
        "kind": request.GET.get("kind") or PlanKind.COORDINATED,
        "seconds": 60,
    }
    years = range(today.year, today.year + 3)
    page = DeedPage(
        title=_("Make a meeting plan"),
        form=PlanForm(request.POST or None, initial=initial, units=units, years=years),
        submit=_("Make the plan"),
        cancel_address=reverse("scheduling:plans"),
        lead=_("The plan is made of what the system holds now. It can be stopped with the best plan so far."),
        crumbs=crumbs(),
    )

    def ask(values: dict[str, Any]) -> Any:
        plan = services.ask_for_plan(by=request.actor, now=timezone.now(), **values)
        if plan.state == PlanState.WAITING:
            transaction.on_commit(lambda: running.start_process(plan.pk))
        return plan

    return answer_deed(
        request,
        page,
        do=ask,
        said=_("The plan is asked for."),
        to=lambda plan: reverse("scheduling:plan", args=[plan.pk]),
    )


@require_safe
def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Show a plan: how far it has come, or its meetings month by month with figures, proposals and changes."""
    found = queries.plan_for(request.actor, plan_id)
    may_plan = may_prepare(request.actor, found.unit_id)
    is_silent = running.is_silent(found, timezone.now())
    progress = Progress.of(found, is_silent=is_silent) if found.state in running.AT_WORK and may_plan else None
    if request.htmx and not request.htmx.boosted:
        answer = render(request, "scheduling/_progress.html", {"plan": found, "progress": progress})
        if progress is None:
            answer["HX-Refresh"] = "true"
        return answer
    month = request.GET.get("month", "")
    rows = queries.proposals_of(found) if may_plan else []
    shown = queries.groups_shown(request.actor, found) if found.schedule else frozenset()
    page = PlanPage.of(
        found,
        shown=shown,
        month=int(month) if month.isdigit() else None,
        proposals=[
            ProposalRow.of(row, found, may_answer=may_run_group(request.actor, row.group_id, row.group.unit_id))
            for row in rows
        ],
        may_plan=may_plan,
        progress=progress,
        agendas=_agendas(request, found, shown),
        hands=_hands(request, found, shown),
    )
    return render(request, "scheduling/plan.html", {"page": page})


def _agendas(request: ActorRequest, found: Any, shown: frozenset[str]) -> Agendas | None:
    """Return whose agendas a windowed plan assumed, for those who work with it: three queries."""
    if found.kind != PlanKind.WINDOWED or not shown or not access.sees_basis(request.actor):
        return None
    run = {group.pk for group in groups_run_by(request.actor, on=localdate())}
    return Agendas.of(found, shown=shown, run=run, now=groups_with_agenda(map(key_of, shown)))


def _hands(request: ActorRequest, found: Any, shown: frozenset[str]) -> tuple[HandRow, ...]:
    """Return the meetings that people have moved by hand, for those who work with the plan: three queries."""
    if not shown or not access.sees_basis(request.actor):
        return ()
    since = queries.moved_since(found) if found.state == PlanState.IN_FORCE else []
    kept = sorted((row for row in [*found.hands, *since] if row["group"] in shown), key=lambda row: row["date"])
    run = {group.pk for group in groups_run_by(request.actor, on=localdate())}
    held = queries.left_by_hand([row["meeting"] for row in kept])
    return HandRow.rows(kept, found.labels, shown=shown, run=run, held=held)


@require_POST
def let_go(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Let the next plan place a meeting again that was moved or cancelled by hand; go back to the page it is on."""
    planned = queries.planned_meeting_for(request.actor, meeting_id, on=localdate())
    try:
        hands.let_go(by=request.actor, planned=planned)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The meeting is let go. The next plan places it again, also a plan made again."))
    near = [pk for pk in (planned.plan.unit_id, planned.group.unit_id) if pk in units_prepared_by(request.actor)]
    if not near:
        return redirect("scheduling:plans")
    return redirect(f"{reverse('scheduling:basis')}?year={planned.plan.year}&unit={near[0]}")


def _deed(request: ActorRequest, plan_id: int, do: Any, said: str) -> HttpResponse:
    """Do a deed without a form to a plan that the actor plans, and go to the plan it gives."""
    found = queries.plan_for(request.actor, plan_id)
    try:
        given = do(found)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect("scheduling:plan", found.pk)
    messages.success(request, said)
    return redirect("scheduling:plan", given.pk)


@require_POST
def stop(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Stop the search with the best plan so far."""
    return _deed(
        request,
        plan_id,
        lambda found: running.stop_plan(by=request.actor, plan=found),
        _("The search stops with the best plan so far."),
    )


@require_POST
def take_up(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Begin anew with a plan whose process is not heard of."""

    def begin(found: Any) -> Any:
        taken = running.take_up_again(by=request.actor, plan=found, now=timezone.now())
        transaction.on_commit(lambda: running.start_process(taken.pk))
        return taken

    return _deed(request, plan_id, begin, _("The plan is begun anew."))


@require_POST
def propose(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Put each group's meetings to its leader."""
    return _deed(
        request,
        plan_id,
        lambda found: proposals.propose_plan(by=request.actor, plan=found, now=timezone.now()),
        _("The groups' leaders are asked."),
    )


@require_POST
def force(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Put the plan in force and send the invitations."""
    return _deed(
        request,
        plan_id,
        lambda found: proposals.put_in_force(by=request.actor, plan=found, now=timezone.now()),
        _("The plan is in force. Everybody has been told what is new or moved for them."),
    )


@require_POST
def again(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Plan again after a change, moving as little as can be."""
    return _deed(
        request,
        plan_id,
        lambda found: replanning.plan_again(by=request.actor, plan=found, now=timezone.now()),
        _("Planned again. See below what moves and why."),
    )
