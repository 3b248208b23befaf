"""A plan is opened: for a year, from another's, and with what was carried over from the year before."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverkan.access.rules import demand
from samverkan.measures.forms.plans import (
    AnswerForm,
    GroundForm,
    NothingForm,
    OpenForm,
    OpenGroupForm,
)
from samverkan.measures.pages.edits import EditPage, Saved
from samverkan.measures.queries import plans as queries
from samverkan.measures.services import plans as services
from samverkan.measures.services.plans import NOT_YOURS
from samverkan.measures.views.edits import answer_edit
from samverkan.measures.views.plans import crumbs_to_plan, plan_address
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage


@GET_POST
def open_plan(request: ActorRequest) -> HttpResponse:
    """Open a district's measures plan."""
    today = localdate()
    units = queries.units_to_plan_for(request.actor, on=today)
    demand(bool(units), NOT_YOURS)
    initial = {"unit": units[0].pk if len(units) == 1 else "", "year": today.year}
    page = DeedPage(
        title=_("Open a measures plan"),
        form=OpenForm(request.POST or None, initial=initial, units=units),
        submit=_("Open the plan"),
        cancel_address=reverse("measures:plans"),
        lead=_("Four parts are to be written: direction, focus areas, goals and how it is followed up."),
        crumbs=crumbs_to_plan(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.open_plan(by=request.actor, today=today, **values),
        said=_("The plan is open. It is in force when a version of it has been decided."),
        to=plan_address,
    )


@GET_POST
def open_action_plan(request: ActorRequest) -> HttpResponse:
    """Open the city's action plan."""
    today = localdate()
    units = queries.municipalities_to_plan_for(request.actor, on=today)
    demand(bool(units), "You may not write the city's action plan.")
    initial = {"unit": units[0].pk if len(units) == 1 else "", "year": today.year}
    page = DeedPage(
        title=_("Open the city's action plan"),
        form=OpenForm(request.POST or None, initial=initial, units=units),
        submit=_("Open the plan"),
        cancel_address=reverse("measures:plans"),
        lead=_("Seven parts are to be written. What last year's action plan left undone is carried over."),
        crumbs=crumbs_to_plan(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.open_action_plan(
            by=request.actor, municipality=values["unit"], year=values["year"], today=today
        ),
        said=_("The plan is open. It is in force when a version of it has been decided."),
        to=plan_address,
    )


@GET_POST
def open_group_plan(request: ActorRequest) -> HttpResponse:
    """Open a working group's own plan under the annex plan."""
    today = localdate()
    groups = queries.groups_to_plan_for(request.actor, on=today)
    demand(bool(groups), "You may not write the plan of this group.")
    above = queries.plans_above(groups)
    page = DeedPage(
        title=_("Open a working group's plan"),
        form=OpenGroupForm(request.POST or None, groups=groups, plans=above),
        submit=_("Open the plan"),
        cancel_address=reverse("measures:plans"),
        lead=_("The group works from the district's plan, a situation picture and cause analyses."),
        notes=() if above else (_("The district has no measures plan yet. Open that first."),),
        crumbs=crumbs_to_plan(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.open_group_plan(by=request.actor, today=today, **values),
        said=_("The plan is open. Say next which picture and analyses it starts from."),
        to=plan_address,
    )


@GET_POST
def open_next(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Open next year's plan with what was left undone."""
    found, writes = queries.plan_to_write(request.actor, plan_id)
    demand(writes, NOT_YOURS)
    page = DeedPage(
        title=_("Open the plan for %(year)s") % {"year": found.year + 1},
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Open next year's plan"),
        cancel_address=plan_address(found),
        lead=_("The parts begin from this year's words. Measures that are not done are carried over."),
        crumbs=crumbs_to_plan(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.open_next_plan(by=request.actor, plan=found, today=localdate()),
        said=_("Next year's plan is open."),
        to=plan_address,
    )


@GET_POST
def start_from(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Say which situation picture and cause analyses the plan starts from (ORG-21)."""
    found, writes = queries.plan_to_write(request.actor, plan_id)
    demand(writes, NOT_YOURS)
    pictures, analyses = queries.picture_versions_for(found.unit_id), queries.analyses_for(found.unit_id)
    initial = {
        "picture_version": found.picture_version_id,
        "analyses": [str(key) for key in found.analyses.values_list("pk", flat=True)],
        "edition": found.edition,
    }

    def form_of(data: Any, **more: Any) -> GroundForm:
        return GroundForm(data, pictures=pictures, analyses=analyses, **more)

    def stored() -> tuple[int, tuple[Saved, ...]]:
        now = queries.plan_for(request.actor, found.pk)
        picture = str(now.picture_version.picture) if now.picture_version else ""
        titles = ", ".join(now.analyses.values_list("title", flat=True))
        words = ((_("Situation picture"), picture), (_("Cause analyses"), titles))
        return now.edition, tuple(Saved(label, text) for label, text in words if text)

    page = EditPage(
        title=_("What the plan starts from"),
        form=form_of(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=plan_address(found),
        crumbs=crumbs_to_plan(found),
        notes=() if pictures else (_("The district has no frozen situation picture yet."),),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.start_from(
            by=request.actor,
            plan=found,
            picture_version=form.cleaned_data["picture_version"],
            analyses=form.cleaned_data["analyses"],
            edition=form.opened,
        ),
        said=_("What the plan starts from is saved."),
        to=plan_address,
        stored=stored,
        renew=form_of,
    )


@GET_POST
def answer_carried(request: ActorRequest, carried_id: int) -> HttpResponse:
    """Say what becomes of something that was left undone."""
    carried = queries.carried_for(request.actor, carried_id)
    _found, writes = queries.plan_to_write(request.actor, carried.plan_id)
    demand(writes, NOT_YOURS)

    def stored() -> tuple[int, tuple[Saved, ...]]:
        carried.refresh_from_db()
        return carried.edition, (Saved(_("What becomes of it this year"), carried.answer),)

    page = EditPage(
        title=carried.text,
        form=AnswerForm(request.POST or None, initial={"answer": carried.answer, "edition": carried.edition}),
        submit=_("Save"),
        cancel_address=plan_address(carried.plan),
        crumbs=crumbs_to_plan(carried.plan),
        lead=_("Left undone the year before. Say where it is taken up, or why it is dropped."),
    )
    return answer_edit(
        request,
        page,
        do=lambda form: services.answer_carried(
            by=request.actor, carried=carried, answer=form.cleaned_data["answer"], edition=form.opened
        ),
        said=_("The text is saved."),
        to=lambda saved: plan_address(saved.plan),
        stored=stored,
        renew=AnswerForm,
    )
