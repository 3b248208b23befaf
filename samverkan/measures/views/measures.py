"""Pages and deeds of measures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.measures.forms.measures import BecauseForm, Choices, MeasureForm, StopForm
from samverkan.measures.pages.edits import EditPage, Saved
from samverkan.measures.pages.measures import MeasurePage
from samverkan.measures.pages.plans import plan_name
from samverkan.measures.queries import measures as queries
from samverkan.measures.queries import plans as plan_queries
from samverkan.measures.queries.reach import reach_of
from samverkan.measures.rules.access import has_insight_only, may_write
from samverkan.measures.services import measures as services
from samverkan.measures.services.plans import NOT_YOURS
from samverkan.measures.views.edits import answer_edit
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem


@require_safe
def measure(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Show a measure: two halves side by side, why it is done, and what has happened."""
    today, actor = localdate(), request.actor
    found = queries.measure_for(actor, measure_id)
    newest = plan_queries.newest_in_force(plan_queries.versions_of(found.plan))
    sees_plan = plan_queries.plans_visible_to(actor).filter(pk=found.plan_id).exists()
    page = MeasurePage.of(
        found,
        actor,
        on=today,
        decided=queries.decided_measures(newest).get(found.pk),
        missing=() if has_insight_only(actor) else queries.missing_at_the_table(found, on=today),
        reach=reach_of(actor, found),
        sees_plan=sees_plan,
        waits=queries.waits(found),
    )
    return render(request, "measures/measure.html", {"page": page})


def _crumbs(plan: Any, measure: Any = None) -> tuple[NavigationItem, ...]:
    crumbs = (
        NavigationItem(_("Measures"), reverse("measures:plans")),
        NavigationItem(plan_name(plan), reverse("measures:plan", args=[plan.pk])),
    )
    return (*crumbs, NavigationItem(measure.title, measure_address(measure))) if measure is not None else crumbs


def measure_address(measure: Any) -> str:
    """Return where the measure is shown."""
    return reverse("measures:measure", args=[measure.pk])


def _choices(plan: Any, measure: Any = None) -> Choices:
    """Return what a measure of the plan may be tied to, with what it is tied to now."""
    areas = list(plan.area_list.areas.all())
    goals = queries.sub_goals_to_choose(plan.unit, [area.pk for area in areas])
    return Choices(
        areas=areas,
        causes=queries.causes_to_choose(plan.unit),
        sub_goals=goals,
        places=queries.places_to_choose(plan.unit),
        proposals=queries.proposals_to_choose(plan.unit),
        earlier=[one for one in queries.measures_to_continue(plan) if measure is None or one.pk != measure.pk],
    )


@GET_POST
def draft(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Draft a measure."""
    plan, writes = plan_queries.plan_to_write(request.actor, plan_id)
    demand(writes, NOT_YOURS)
    choices = _choices(plan)
    page = EditPage(
        title=_("New measure"),
        form=MeasureForm(request.POST or None, initial={"starts_on": localdate()}, choices=choices),
        submit=_("Save the draft"),
        cancel_address=reverse("measures:plan", args=[plan.pk]),
        crumbs=_crumbs(plan),
        lead=_("A draft is in force for nobody. Each party then says its own half."),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.draft_measure(by=request.actor, plan=plan, wording=form.wording),
        said=_("The measure is drafted. Let each party say its half."),
        to=measure_address,
    )


@GET_POST
def change(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Change a measure. When somebody else has saved meanwhile, both wordings are shown."""
    found = _to_write(request, measure_id)
    choices = _choices(found.plan, found)

    def form_of(data: Any, **more: Any) -> MeasureForm:
        return MeasureForm(data, choices=choices, **more)

    def stored() -> tuple[int, tuple[Saved, ...]]:
        now = queries.measure_for(request.actor, found.pk)
        words = (
            (_("What the measure is called"), now.title),
            (_("What is done"), now.description),
            (_("The cause that it addresses"), now.main_cause.text if now.main_cause else ""),
            (_("Why it has no analysed cause"), now.no_cause_because),
            (_("How it is meant to work"), now.mechanism),
            (_("The goal that it serves"), now.sub_goal.text if now.sub_goal else ""),
            (_("Why it has no goal that is followed up"), now.no_goal_because),
            (_("Resources needed"), now.resources_needed),
        )
        return now.edition, tuple(Saved(label, text) for label, text in words if text)

    page = EditPage(
        title=_("Change the measure"),
        form=form_of(request.POST or None, initial=MeasureForm.content_of(found)),
        submit=_("Save"),
        cancel_address=measure_address(found),
        crumbs=_crumbs(found.plan, found),
        notes=(_("The measure has been decided. What you change goes to decision with the plan's next version."),)
        if queries.is_in_force(found)
        else (),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.change_measure(
            by=request.actor, measure=found, wording=form.wording, edition=form.opened
        ),
        said=_("The measure is saved."),
        to=measure_address,
        stored=stored,
        renew=form_of,
    )


def _to_write(request: ActorRequest, measure_id: int) -> Any:
    found = queries.measure_for(request.actor, measure_id)
    demand(may_write(request.actor, found.plan.unit_id, found.plan.group_id), NOT_YOURS)
    return found


@GET_POST
def withdraw(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Take a measure out of a plan that has not been decided."""
    found = _to_write(request, measure_id)
    page = DeedPage(
        title=_("Withdraw the measure"),
        form=BecauseForm(request.POST or None),
        submit=_("Withdraw"),
        is_stop=True,
        cancel_address=measure_address(found),
        lead=found.title,
        crumbs=_crumbs(found.plan, found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.withdraw_measure(by=request.actor, measure=found, today=localdate(), **values),
        said=_("The measure has been withdrawn."),
        to=lambda gone: reverse("measures:plan", args=[gone.plan_id]),
    )


@GET_POST
def stop(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Stop a measure in force, with reason and decision (ACT-28)."""
    found = _to_write(request, measure_id)
    page = DeedPage(
        title=_("Stop the measure"),
        form=StopForm(request.POST or None, decisions=queries.decisions_to_stop_by(request.actor, found)),
        submit=_("Stop the measure"),
        is_stop=True,
        cancel_address=measure_address(found),
        lead=found.title,
        effect=_("It stays in the plan, marked as stopped, and can be searched with its reason."),
        crumbs=_crumbs(found.plan, found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.stop_measure(by=request.actor, measure=found, today=localdate(), **values),
        said=_("The measure has been stopped."),
        to=measure_address,
    )
