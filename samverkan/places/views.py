"""Pages and deeds of places."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.organisation.queries import municipality_for
from samverkan.places import queries, services
from samverkan.places.forms import (
    ClassifyForm,
    CloseForm,
    CoordinatorForm,
    CorrectForm,
    CountForm,
    FactForm,
    FilterForm,
    PlaceForm,
    RegisterForm,
    ReopenForm,
)
from samverkan.places.pages import ContextPage, FactGroup, PlacePage, PlaceRow, PlacesPage
from samverkan.places.services import NOT_YOUR_FACTS, NOT_YOURS
from samverkan.places.words import ProblemType
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

ON_A_PAGE = 50
"""How many places stand on a page of the list."""


@require_safe
def places(request: ActorRequest) -> HttpResponse:
    """Show the register, narrowed by what the address says (SIT-14)."""
    actor = request.actor
    filters = FilterForm(request.GET, units=queries.units_with_places(actor))
    asked: dict[str, Any] = filters.cleaned_data if filters.is_valid() else {}
    visa = asked.get("visa", "")
    found = queries.listed_places(
        actor,
        unit_id=asked["stadsdel"].pk if asked.get("stadsdel") else None,
        problem_type=asked.get("typ"),
        built_factor=asked.get("byggt"),
        without_coordinator=visa == "utan",
        at_risk=visa == "risk",
        closed=visa == "avslutade",
    )
    paging = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    page = PlacesPage(
        filters=filters,
        paging=paging,
        rows=tuple(PlaceRow.of(place) for place in paging),
        query=f"{query.urlencode()}&" if query else "",
        is_narrowed=any(asked.values()),
        lacking=queries.listed_places(actor, without_coordinator=True).count(),
        may_register=bool(queries.units_prepared_by(actor, on=localdate())),
    )
    return render(request, "places/list.html", {"page": page})


@require_safe
def place(request: ActorRequest, place_id: int) -> HttpResponse:
    """Show Platskortet: coordinator, owners, built environment, counts and history (ORG-25, FOL-17, SIT-22)."""
    found = queries.place_for(request.actor, place_id)
    page = PlacePage.of(
        found,
        owners=found.owners.all(),
        classifications=queries.classifications_of(found),
        counts=queries.counts_of(found),
        history=queries.history_of(found),
        may_keep=may_prepare(request.actor, found.unit_id),
        today=localdate(),
    )
    return render(request, "places/place.html", {"page": page})


def _crumbs(found: Any = None) -> tuple[NavigationItem, ...]:
    first = NavigationItem(_("Places"), reverse("places:list"))
    return (first, NavigationItem(found.name, _address(found))) if found else (first,)


def _address(found: Any) -> str:
    return reverse("places:place", args=[found.pk])


def _place_to_keep(request: ActorRequest, place_id: int) -> Any:
    """Return the place to somebody who may keep it: 404 for those who may not see it, 403 for the others."""
    found = queries.place_for(request.actor, place_id)
    demand(may_prepare(request.actor, found.unit_id), NOT_YOURS)
    return found


@GET_POST
def register(request: ActorRequest) -> HttpResponse:
    """Register a place."""
    today = localdate()
    units = queries.units_prepared_by(request.actor, on=today)
    demand(bool(units), NOT_YOURS)
    form = RegisterForm(
        request.POST or None,
        units=units,
        owners=queries.units_to_choose(*units, on=today),
        initial={"unit": units[0].pk if len(units) == 1 else ""},
    )
    page = DeedPage(
        title=_("Register a place"),
        form=form,
        submit=_("Register the place"),
        cancel_address=reverse("places:list"),
        lead=_("An unsafe or crime-exposed place: what happens there, what was built there, and who coordinates."),
        crumbs=_crumbs(),
    )

    def do(values: dict[str, Any]) -> Any:
        values = PlaceForm.deed_values(values)
        values.pop("edition")
        return services.register_place(by=request.actor, on=today, **values)

    return answer_deed(request, page, do=do, said=_("The place has been registered."), to=_address)


@GET_POST
def change(request: ActorRequest, place_id: int) -> HttpResponse:
    """Change what is said of a place. When somebody else has saved meanwhile, both wordings are shown."""
    found = _place_to_keep(request, place_id)
    choices = queries.units_to_choose(found.unit, on=localdate())
    known = {unit.pk for unit in choices}
    owners = [*choices, *(owner for owner in found.owners.all() if owner.pk not in known)]
    form = PlaceForm(request.POST or None, initial=PlaceForm.values_of(found), owners=owners)
    page = DeedPage(
        title=_("Change %(place)s") % {"place": found.name},
        form=form,
        submit=_("Save the place"),
        cancel_address=_address(found),
        crumbs=_crumbs(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.place_for(request.actor, place_id)
        values = PlaceForm.values_of(now) | {"owners": list(now.owners.all())}
        return values.pop("edition"), values

    return answer_deed(
        request,
        page,
        do=lambda values: services.change_place(by=request.actor, place=found, **PlaceForm.deed_values(values)),
        said=_("The place has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def coordinator(request: ActorRequest, place_id: int) -> HttpResponse:
    """Name the one function that coordinates (ORG-25)."""
    found = _place_to_keep(request, place_id)
    form = CoordinatorForm(
        request.POST or None,
        initial={"edition": found.edition, "unit": found.coordinating_unit_id, "title": found.coordinator_title},
        units=queries.units_to_choose(found.unit, on=localdate()),
    )
    page = DeedPage(
        title=_("Who coordinates %(place)s") % {"place": found.name},
        form=form,
        submit=_("Save"),
        cancel_address=_address(found),
        lead=_("One function that everybody at the place can turn to. Several may do the work; one coordinates it."),
        crumbs=_crumbs(found),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.place_for(request.actor, place_id)
        return now.edition, {"unit": now.coordinating_unit, "title": now.coordinator_title}

    return answer_deed(
        request,
        page,
        do=lambda values: services.name_coordinator(by=request.actor, place=found, **values),
        said=_("The coordinating function has been saved."),
        to=_address,
        stored_now=stored_now,
    )


@GET_POST
def close(request: ActorRequest, place_id: int) -> HttpResponse:
    """Stop following a place."""
    found = _place_to_keep(request, place_id)
    page = DeedPage(
        title=_("Stop following %(place)s") % {"place": found.name},
        form=CloseForm(request.POST or None, initial={"on": localdate()}),
        submit=_("Stop following"),
        cancel_address=_address(found),
        lead=_("The place keeps its page, its counts and its history, and can be followed again."),
        is_stop=True,
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.close_place(by=request.actor, place=found, **values),
        said=_("The place is no longer followed."),
        to=_address,
    )


@GET_POST
def reopen(request: ActorRequest, place_id: int) -> HttpResponse:
    """Follow a closed place again."""
    found = _place_to_keep(request, place_id)
    page = DeedPage(
        title=_("Follow %(place)s again") % {"place": found.name},
        form=ReopenForm(request.POST if request.method == "POST" else None),
        submit=_("Follow again"),
        cancel_address=_address(found),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.reopen_place(by=request.actor, place=found),
        said=_("The place is followed again."),
        to=_address,
    )


@GET_POST
def classify(request: ActorRequest, place_id: int) -> HttpResponse:
    """Note how the police class the area (SIT-16)."""
    found = _place_to_keep(request, place_id)
    today = localdate()
    page = DeedPage(
        title=_("Note the police's classification of %(place)s") % {"place": found.name},
        form=ClassifyForm(request.POST or None, initial={"on": today}),
        submit=_("Note the classification"),
        cancel_address=_address(found),
        lead=_("The classification is the police's. It stands beside the priority areas and is not one of them."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.classify_place(by=request.actor, place=found, today=today, **values),
        said=_("The classification has been noted."),
        to=lambda row: _address(found),
    )


@GET_POST
def count(request: ActorRequest, place_id: int) -> HttpResponse:
    """Record a count (SIT-22)."""
    found = _place_to_keep(request, place_id)
    today = localdate()
    kinds = [ProblemType(kind) for kind in found.problem_types]
    initial = {"on": today, "problem_type": kinds[0] if len(kinds) == 1 else ""}
    page = DeedPage(
        title=_("Record a count at %(place)s") % {"place": found.name},
        form=CountForm(request.POST or None, initial=initial, first=kinds),
        submit=_("Record the count"),
        cancel_address=_address(found),
        lead=_("Count the same thing in the same way each time; then the counts can be compared."),
        crumbs=_crumbs(found),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.record_count(by=request.actor, place=found, today=today, **values),
        said=_("The count has been recorded."),
        to=lambda row: _address(found),
    )


@GET_POST
def correct_count(request: ActorRequest, count_id: int) -> HttpResponse:
    """Correct a count."""
    row = queries.count_for(request.actor, count_id)
    demand(may_prepare(request.actor, row.place.unit_id), NOT_YOURS)
    initial = {"edition": row.edition, "number": row.number, "source": row.source, "note": row.note}
    page = DeedPage(
        title=_("Correct the count at %(place)s") % {"place": row.place.name},
        form=CorrectForm(request.POST or None, initial=initial),
        submit=_("Save the correction"),
        cancel_address=_address(row.place),
        lead=_("The number that stood here is kept in the trail."),
        crumbs=_crumbs(row.place),
    )

    def stored_now() -> tuple[int, dict[str, Any]]:
        now = queries.count_for(request.actor, count_id)
        return now.edition, {"number": now.number, "source": now.source, "note": now.note}

    return answer_deed(
        request,
        page,
        do=lambda values: services.correct_count(by=request.actor, count=row, **values),
        said=_("The count has been corrected."),
        to=lambda saved: _address(saved.place),
        stored_now=stored_now,
    )


@require_safe
def context(request: ActorRequest) -> HttpResponse:
    """Show the dated facts that frame the municipality's work (SIT-23)."""
    municipality = municipality_for(request.actor)
    page = ContextPage(
        municipality=municipality.name if municipality else "",
        facts=FactGroup.all_of(queries.facts_of(municipality)) if municipality else (),
        may_add=bool(queries.municipalities_prepared_by(request.actor, on=localdate())),
    )
    return render(request, "places/context.html", {"page": page})


@GET_POST
def add_fact(request: ActorRequest) -> HttpResponse:
    """Add a context fact, or a new value of one."""
    today = localdate()
    municipalities = queries.municipalities_prepared_by(request.actor, on=today)
    demand(bool(municipalities), NOT_YOUR_FACTS)
    form = FactForm(
        request.POST or None,
        municipalities=municipalities,
        areas=queries.areas_of(municipalities[0], on=today),
        initial={"on": today, "municipality": municipalities[0].pk if len(municipalities) == 1 else ""},
    )
    page = DeedPage(
        title=_("Add a context fact"),
        form=form,
        submit=_("Add the fact"),
        cancel_address=reverse("places:context"),
        lead=_("Write the same name as before when the value changes: the former value stays with its dates."),
        crumbs=(NavigationItem(_("Context facts"), reverse("places:context")),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.add_context_fact(by=request.actor, today=today, **values),
        said=_("The fact has been added."),
        to=lambda fact: reverse("places:context"),
    )
