"""Pages and deeds of problems."""

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
from samverkan.situation.forms.problems import CloseForm, FilterForm, OwnerForm, ProblemForm, RaiseForm, ReasonForm
from samverkan.situation.pages.problems import (
    MOST_LINKS,
    ChooseUnitPage,
    ProblemPage,
    ProblemRow,
    ProblemsPage,
    RankingLink,
)
from samverkan.situation.queries import problems as queries
from samverkan.situation.queries import ranking as ranking_queries
from samverkan.situation.services import problems as services
from samverkan.situation.services.pointers import PROBLEM
from samverkan.situation.services.problems import NOT_YOURS
from samverkan.situation.words import ProblemState, TargetKind
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

ON_A_PAGE = 50


@require_safe
def problems(request: ActorRequest) -> HttpResponse:
    """Show the problems, narrowed by what the address says, and the way to the priorities (SIT-06)."""
    actor = request.actor
    units = queries.units_with_problems(actor)
    filters = FilterForm(request.GET, units=units, areas=queries.areas_with_problems(actor))
    asked: dict[str, Any] = filters.cleaned_data if filters.is_valid() else {}
    visa, unit = asked.get("visa", ""), asked.get("stadsdel")
    found = queries.listed_problems(
        actor,
        unit_id=unit.pk if unit else None,
        area_id=asked["omrade"].pk if asked.get("omrade") else None,
        state=ProblemState.CLOSED if visa == "stangda" else ProblemState.OPEN,
        without_owner=visa == "utan",
        without_statement=visa == "losa",
    )
    paging = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    pictures = ranking_queries.pictures_to_weigh(actor)
    if unit is not None:
        pictures = [picture for picture in pictures if picture.unit_id == unit.pk]
    page = ProblemsPage(
        filters=filters,
        paging=paging,
        rows=tuple(ProblemRow.of(problem) for problem in paging),
        query=f"{query.urlencode()}&" if query else "",
        is_narrowed=any(asked.values()),
        without_owner=queries.listed_problems(actor, without_owner=True).count(),
        without_statement=queries.listed_problems(actor, without_statement=True).count(),
        rankings=tuple(RankingLink.of(picture) for picture in pictures) if len(pictures) <= MOST_LINKS else (),
        may_raise=bool(queries.units_prepared_by(actor, on=localdate())),
    )
    return render(request, "situation/problems.html", {"page": page})


@require_safe
def problem(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Show one problem."""
    found = queries.problem_for(request.actor, problem_id)
    page = ProblemPage.of(
        found,
        statements=queries.statements_of(found),
        scores=queries.scores_of(found),
        history=queries.history_of(found, PROBLEM),
        may_keep=may_prepare(request.actor, found.unit_id),
    )
    return render(request, "situation/problem.html", {"page": page})


def _crumbs(found: Any = None) -> tuple[NavigationItem, ...]:
    first = NavigationItem(_("Problems and priorities"), reverse("situation:problems"))
    return (first, NavigationItem(found.title, _address(found))) if found else (first,)


def _address(found: Any) -> str:
    return reverse("situation:problem", args=[found.pk])


def _choices(unit: Any, found: Any = None) -> dict[str, Any]:
    """Return what the form offers: the areas in force and the problem's own, and what lies in the unit."""
    areas = queries.areas_for(unit, on=localdate())
    if found is not None and found.area_id not in {area.pk for area in areas}:
        areas = [*areas, found.area]
    places = queries.places_for(unit)
    if found is not None and found.place is not None and found.place_id not in {place.pk for place in places}:
        places = [*places, found.place]
    return {
        "areas": areas,
        "themes": queries.themes_for(areas),
        "places": places,
        "statements": queries.statements_to_derive_from(unit, problem=found),
    }


def _asked_for(request: ActorRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else None


@GET_POST
def raise_problem(request: ActorRequest) -> HttpResponse:
    """Raise a problem; `utsaga` in the address is the statement that one comes from, `stadsdel` the district."""
    today = localdate()
    units = queries.units_prepared_by(request.actor, on=today)
    demand(bool(units), NOT_YOURS)
    unit_id = _asked_for(request, "stadsdel")
    statement = None
    if (statement_id := _asked_for(request, "utsaga")) is not None:
        statement = queries.statement_to_raise_from(units, statement_id)
        if statement is None:
            raise Http404
        unit_id = statement.picture.unit_id
    unit = next((one for one in units if one.pk == unit_id), units[0] if len(units) == 1 else None)
    if unit is None:
        return render(request, "situation/problem_unit.html", {"page": ChooseUnitPage(tuple(units))})
    initial: dict[str, Any] = {"target": TargetKind.PLACE}
    if statement is not None:
        initial |= {
            "statements": [str(statement.pk)],
            "area": statement.area_id,
            "place": statement.place_id,
            "description": statement.text,
        }
    form = RaiseForm(request.POST or None, initial=initial, owners=queries.owners_for(unit, on=today), **_choices(unit))
    page = DeedPage(
        title=_("Raise a problem"),
        form=form,
        submit=_("Raise the problem"),
        cancel_address=reverse("situation:problems"),
        lead=_("In %(unit)s. Say what happens; why it happens comes in the cause analysis.") % {"unit": unit.name},
        crumbs=_crumbs(),
    )

    def do(values: dict[str, Any]) -> Any:
        values = {name: value for name, value in values.items() if name != "edition"}
        return services.raise_problem(by=request.actor, unit=unit, on=today, **values)

    return answer_deed(request, page, do=do, said=_("The problem has been raised."), to=_address)


def _to_keep(request: ActorRequest, problem_id: int) -> Any:
    """Return the problem to somebody who may keep it: 404 for those who may not see it, 403 for the others."""
    found = queries.problem_for(request.actor, problem_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    return found


@GET_POST
def change_problem(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Change a problem. When somebody else has saved meanwhile, both wordings are shown."""
    found = _to_keep(request, problem_id)
    form = ProblemForm(request.POST or None, initial=ProblemForm.values_of(found), **_choices(found.unit, found))
    page = DeedPage(
        title=_("Change the problem"),
        form=form,
        submit=_("Save the problem"),
        cancel_address=_address(found),
        crumbs=_crumbs(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.problem_for(request.actor, problem_id)
        values = ProblemForm.values_of(now) | {
            "area": now.area,
            "theme": now.theme,
            "place": now.place,
            "target": TargetKind(now.target),
            "victims": form.fields["victims"].clean(now.victims),
            "statements": queries.statements_of(now),
        }
        return values.pop("edition"), values

    return answer_deed(
        request,
        page,
        do=lambda values: services.change_problem(by=request.actor, problem=found, on=localdate(), **values),
        said=_("The problem has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def name_owner(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Say which function answers for the problem."""
    found = _to_keep(request, problem_id)
    form = OwnerForm(
        request.POST or None,
        initial={"edition": found.edition, "unit": found.owner_unit_id, "title": found.owner_title},
        units=queries.owners_for(found.unit, on=localdate()),
    )
    page = DeedPage(
        title=_("Who answers for the problem"),
        form=form,
        submit=_("Save"),
        cancel_address=_address(found),
        lead=found.title,
        crumbs=_crumbs(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.problem_for(request.actor, problem_id)
        return now.edition, {"unit": now.owner_unit, "title": now.owner_title}

    return answer_deed(
        request,
        page,
        do=lambda values: services.name_owner(by=request.actor, problem=found, **values),
        said=_("The function has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def close_problem(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Close a problem, with the reason."""
    found = _to_keep(request, problem_id)
    page = DeedPage(
        title=_("Close the problem"),
        form=CloseForm(request.POST or None, initial={"on": localdate()}),
        submit=_("Close the problem"),
        cancel_address=_address(found),
        lead=found.title,
        is_stop=True,
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.close_problem(by=request.actor, problem=found, **values),
        said=_("The problem is closed."),
        to=_address,
    )


@GET_POST
def reopen_problem(request: ActorRequest, problem_id: int) -> HttpResponse:
    """Open a closed problem again, with the reason."""
    found = _to_keep(request, problem_id)
    page = DeedPage(
        title=_("Open the problem again"),
        form=ReasonForm(request.POST or None),
        submit=_("Open again"),
        cancel_address=_address(found),
        lead=found.title,
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.reopen_problem(by=request.actor, problem=found, **values),
        said=_("The problem is open again."),
        to=_address,
    )
