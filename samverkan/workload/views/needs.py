"""Needs of groups, what functions bring, competences, and administrations in local steering groups."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.words import GroupKind
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.workload.forms import (
    CompetenceForm,
    ConfirmForm,
    DepartmentForm,
    NeedForm,
    NewNeedForm,
    PresenceForm,
    ProfileForm,
)
from samverkan.workload.pages.common import Grounds, function_address
from samverkan.workload.pages.needs import (
    CompetencesPage,
    NeedsPage,
    competence_rows,
    group_needs_page,
    group_needs_rows,
)
from samverkan.workload.pages.presence import PresencePage, presence_rows
from samverkan.workload.queries import needs as queries
from samverkan.workload.queries.ledger import ledger_for, year_of
from samverkan.workload.queries.scope import keeps_functions, keeps_needs
from samverkan.workload.rules.cost import Cost
from samverkan.workload.services import needs as services
from samverkan.workload.services.common import NOT_YOUR_FUNCTIONS, NOT_YOUR_NEEDS
from samverkan.workload.views.asking import (
    ROWS,
    asked,
    demand_functions,
    here_of,
    ledger_of,
    may_change_basis,
    nothing,
)
from samverkan.workload.words import Signal


def _crumb(title: str, name: str, *args: Any) -> NavigationItem:
    return NavigationItem(title, reverse(f"workload:{name}", args=args))


def _start() -> NavigationItem:
    return _crumb(_("Time in meetings"), "list")


@require_safe
def needs(request: ActorRequest) -> HttpResponse:
    """Show which groups lack what their task needs (MEE-13, MEE-14)."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    groups = queries.groups_open_to(request.actor, found.municipality, on=today)
    ledger = ledger_of(request, found, with_groups=groups)
    rows = group_needs_rows(
        ledger,
        list(groups),
        queries.needs_of(groups),
        queries.profiles_of({row.unit for row in ledger.seats}),
        today=today,
    )
    missing = [row for row in rows if any(sign.signal == Signal.MISSING_COMPETENCE for sign in row.signs)]
    page = NeedsPage(
        here=here_of(request, found, "needs"),
        rows=Paginator(rows, ROWS // 4).get_page(request.GET.get("page")),
        groups=len(rows),
        with_signs=sum(bool(row.signs) for row in rows),
        without_needs=sum(not row.needs for row in rows),
        missing=len(missing),
        competences_address=reverse("workload:competences"),
        has_competences=bool(queries.competences_of(found.municipality)),
        today=today,
    )
    return render(request, "workload/needs.html", {"page": page})


def _municipality_of(group: Any) -> Any:
    return group.unit.municipality or group.unit


@require_safe
def group_needs(request: ActorRequest, group_id: int) -> HttpResponse:
    """Show what one group needs, and which of its functions bring it."""
    today = localdate()
    group = queries.group_open_to(request.actor, group_id, on=today)
    municipality = _municipality_of(group)
    first, until = year_of(today.year)
    ledger = ledger_for(
        request.actor,
        municipality,
        first=first,
        until=until,
        today=today,
        with_groups=queries.groups_open_to(request.actor, municipality, on=today).filter(pk=group.pk),
    )
    page = group_needs_page(
        ledger,
        group,
        queries.needs_of_groups([group.pk]),
        queries.profiles_of({row.unit for row in ledger.seats if row.group == group.pk}),
        may_keep=keeps_needs(request.actor, group),
        has_competences=bool(queries.competences_of(municipality)),
        today=today,
    )
    return render(request, "workload/group_needs.html", {"page": page})


@GET_POST
def state_need(request: ActorRequest, group_id: int) -> HttpResponse:
    """State a competence that the group needs."""
    today = localdate()
    group = queries.group_open_to(request.actor, group_id, on=today)
    demand(keeps_needs(request.actor, group), NOT_YOUR_NEEDS)
    stated = {need.competence_id for need in queries.needs_of_groups([group.pk])}
    address = reverse("workload:group_needs", args=[group.pk])
    left = [one for one in queries.competences_of(_municipality_of(group)) if one.pk not in stated]
    page = DeedPage(
        title=_("What %(group)s needs") % {"group": group.name},
        form=NewNeedForm(request.POST or None, competences=left),
        submit=_("State the need"),
        lead=_("Choose a competence of the municipality's list. It is compared with what those who have seats bring."),
        cancel_address=address,
        crumbs=(_start(), _crumb(_("Needs and resources"), "needs"), NavigationItem(group.name, address)),
        notes=() if left else (_("Every competence of the list is stated already, or the list is empty."),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.state_need(by=request.actor, group=group, **values),
        said=_("The need is stated."),
        to=lambda need: address,
    )


@GET_POST
def change_need(request: ActorRequest, need_id: int) -> HttpResponse:
    """Change how many seats a competence is needed in."""
    need = queries.need_for(request.actor, need_id, on=localdate())
    demand(keeps_needs(request.actor, need.group), NOT_YOUR_NEEDS)
    address = reverse("workload:group_needs", args=[need.group_id])
    initial = {"edition": need.edition, "seats": need.seats, "why": need.why}
    page = DeedPage(
        title=_("%(competence)s in %(group)s") % {"competence": need.competence.name, "group": need.group.name},
        form=NeedForm(request.POST or None, initial=initial),
        submit=_("Save"),
        cancel_address=address,
        crumbs=(_start(), _crumb(_("Needs and resources"), "needs"), NavigationItem(need.group.name, address)),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.need_for(request.actor, need_id, on=localdate())
        return now.edition, {"seats": now.seats, "why": now.why}

    return answer_deed(
        request,
        page,
        do=lambda values: services.state_need(by=request.actor, group=need.group, competence=need.competence, **values),
        said=_("The need is saved."),
        to=lambda saved: address,
        stored_now=stored_now,
    )


@GET_POST
def drop_need(request: ActorRequest, need_id: int) -> HttpResponse:
    """Take a need away."""
    need = queries.need_for(request.actor, need_id, on=localdate())
    demand(keeps_needs(request.actor, need.group), NOT_YOUR_NEEDS)
    address = reverse("workload:group_needs", args=[need.group_id])
    page = DeedPage(
        title=_("Take away the need of %(competence)s") % {"competence": need.competence.name},
        form=ConfirmForm(request.POST if request.method == "POST" else None),
        submit=_("Take the need away"),
        lead=_("%(group)s no longer needs it. The trail keeps that it was needed.") % {"group": need.group.name},
        is_stop=True,
        cancel_address=address,
        crumbs=(_start(), _crumb(_("Needs and resources"), "needs"), NavigationItem(need.group.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.drop_need(by=request.actor, need=need),
        said=_("The need is taken away."),
        to=lambda gone: address,
    )


@require_safe
def competences(request: ActorRequest) -> HttpResponse:
    """Show the municipality's list of competences."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    groups = queries.groups_open_to(request.actor, found.municipality, on=today)
    page = CompetencesPage(
        here=here_of(request, found, "needs"),
        rows=competence_rows(
            queries.competences_of(found.municipality),
            queries.needs_of(groups),
            queries.profiles_in(request.actor, found.municipality),
        ),
        may_add=may_prepare(request.actor, found.municipality.pk),
    )
    return render(request, "workload/competences.html", {"page": page})


@GET_POST
def add_competence(request: ActorRequest) -> HttpResponse:
    """Add a competence to the list."""
    found = asked(request)
    if found.municipality is None:
        raise Http404
    demand(may_prepare(request.actor, found.municipality.pk), services.NOT_YOUR_LIST)
    address = reverse("workload:competences")
    page = DeedPage(
        title=_("Add a competence"),
        form=CompetenceForm(request.POST or None),
        submit=_("Add the competence"),
        cancel_address=address,
        crumbs=(_start(), NavigationItem(_("Competences"), address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_competence(by=request.actor, municipality=found.municipality, **values),
        said=_("The competence is on the list."),
        to=lambda added: address,
    )


@GET_POST
def add_department(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Add a department of an organisation."""
    unit = queries.organisation_for(request.actor, unit_id)
    demand(keeps_functions(request.actor, unit), NOT_YOUR_FUNCTIONS)
    address = reverse("workload:organisation", args=[unit.pk])
    page = DeedPage(
        title=_("Add a department of %(unit)s") % {"unit": unit.name},
        form=DepartmentForm(request.POST or None, initial={"valid_from": localdate()}),
        submit=_("Add the department"),
        lead=_("Functions are then placed in departments, so that it is seen which department staffs which groups."),
        cancel_address=address,
        crumbs=(_start(), NavigationItem(unit.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_department(by=request.actor, unit=unit, **values),
        said=_("The department is added."),
        to=lambda added: address,
    )


@GET_POST
def state_profile(request: ActorRequest, unit_id: int, holder_id: int) -> HttpResponse:
    """State a function's department and the competences it brings."""
    today = localdate()
    unit, holder = queries.function_for(request.actor, unit_id, holder_id)
    demand(keeps_functions(request.actor, unit), NOT_YOUR_FUNCTIONS)
    found = asked(request)
    address = function_address(unit.pk, holder.pk)

    def profile_now() -> tuple[int, dict[str, Any]]:
        row = queries.profiles_of({unit.pk}).get((unit.pk, holder.pk))
        if row is None:
            return 0, {"department": None, "competences": []}
        return row.edition, {"department": row.department, "competences": list(row.competences.all())}

    edition, now = profile_now()
    page = DeedPage(
        title=_("What the function brings"),
        form=ProfileForm(
            request.POST or None,
            initial={
                "edition": edition,
                "department": now["department"].pk if now["department"] else "",
                "competences": [str(one.pk) for one in now["competences"]],
            },
            departments=queries.departments_of(unit, on=today),
            competences=queries.competences_of(unit.municipality or found.municipality or unit),
        ),
        submit=_("Save"),
        lead=_("Say what the function knows, as a part of its work. Nothing about the person is written here."),
        cancel_address=address,
        crumbs=(_start(), _crumb(unit.name, "organisation", unit.pk)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.state_profile(by=request.actor, unit=unit, holder=holder, today=today, **values),
        said=_("What the function brings is saved."),
        to=lambda saved: address,
        stored_now=profile_now,
    )


@require_safe
def presence(request: ActorRequest) -> HttpResponse:
    """Show which administrations take part in which local steering groups, and what more presence costs (MEE-15)."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    today = localdate()
    groups = queries.groups_open_to(request.actor, found.municipality, on=today).filter(kind=GroupKind.LOCAL_STEERING)
    units = queries.specialists_of(found.municipality, on=today)
    ledger = ledger_of(request, found, with_groups=groups)
    listed = list(groups)
    rows, sums = presence_rows(
        ledger,
        listed,
        units,
        queries.presences_of(groups),
        keeps=lambda group: keeps_needs(request.actor, group),
        today=today,
    )
    page = PresencePage(
        here=here_of(request, found, "presence"),
        columns=tuple(unit.name for unit in units),
        rows=Paginator(rows, ROWS // 4).get_page(request.GET.get("page")),
        sums=tuple(sums),
        groups=len(listed),
        grounds=Grounds.of(
            ledger, Cost(), kinds={GroupKind.LOCAL_STEERING}, may_change=may_change_basis(request, found)
        ),
        may_plan=any(keeps_needs(request.actor, group) for group in listed),
    )
    return render(request, "workload/presence.html", {"page": page})


@GET_POST
def plan_presence(request: ActorRequest, group_id: int, unit_id: int) -> HttpResponse:
    """Plan that an administration takes part in a local steering group."""
    today = localdate()
    group = queries.group_open_to(request.actor, group_id, on=today)
    demand(keeps_needs(request.actor, group), NOT_YOUR_NEEDS)
    unit = next((one for one in queries.specialists_of(_municipality_of(group), on=today) if one.pk == unit_id), None)
    if unit is None:
        raise Http404
    address = reverse("workload:presence")

    def planned_now() -> tuple[int, dict[str, Any]]:
        row = queries.presence_in(group, unit)
        if row is None:
            return 0, {}
        return row.edition, {"meetings_a_year": row.meetings_a_year, "starts_on": row.starts_on, "why": row.why}

    edition, now = planned_now()
    page = DeedPage(
        title=_("%(unit)s in %(group)s") % {"unit": unit.name, "group": group.name},
        form=PresenceForm(request.POST or None, initial={"starts_on": today} | now | {"edition": edition}),
        submit=_("Save the plan"),
        lead=_("A plan is no seat. When the steering group agrees, add the seat on the group's own page."),
        cancel_address=address,
        crumbs=(_start(), NavigationItem(_("Administrations in steering groups"), address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.plan_presence(by=request.actor, group=group, unit=unit, **values),
        said=_("The plan is saved."),
        to=lambda saved: address,
        stored_now=planned_now,
    )


@GET_POST
def drop_presence(request: ActorRequest, presence_id: int) -> HttpResponse:
    """Take a planned presence away."""
    row = queries.presence_for(request.actor, presence_id, on=localdate())
    demand(keeps_needs(request.actor, row.group), NOT_YOUR_NEEDS)
    address = reverse("workload:presence")
    page = DeedPage(
        title=_("Take away the plan for %(unit)s in %(group)s") % {"unit": row.unit.name, "group": row.group.name},
        form=ConfirmForm(request.POST if request.method == "POST" else None),
        submit=_("Take the plan away"),
        is_stop=True,
        cancel_address=address,
        crumbs=(_start(), NavigationItem(_("Administrations in steering groups"), address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.drop_presence(by=request.actor, presence=row),
        said=_("The plan is taken away."),
        to=lambda gone: address,
    )
