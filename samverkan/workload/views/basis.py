"""What time is counted with: posts, preparation and after-work, journeys; each with its source and day."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.ground.words import GroupKind
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.workload.forms import BasisForm, EffortForm, JourneyForm
from samverkan.workload.pages.basis import BasisPage, EffortRow, JourneyRow
from samverkan.workload.queries.ledger import basis_of, efforts_of, journeys_of
from samverkan.workload.queries.needs import units_to_travel_from
from samverkan.workload.queries.scope import keeps_basis, municipalities_of
from samverkan.workload.services import basis as services
from samverkan.workload.services.common import NOT_YOUR_BASIS
from samverkan.workload.views.asking import asked, here_of, may_change_basis, nothing

JOURNEYS = 30
"""How many journeys the page shows at a time."""


def _address() -> str:
    return reverse("workload:basis")


def _crumbs() -> tuple[NavigationItem, ...]:
    return (
        NavigationItem(_("Time in meetings"), reverse("workload:list")),
        NavigationItem(_("What time is counted with"), _address()),
    )


def _municipality(request: ActorRequest, key: int) -> Any:
    """Return the municipality that the actor works in, or 404; and demand that the actor keeps its basis."""
    found = next((one for one in municipalities_of(request.actor) if one.pk == key), None)
    if found is None:
        raise Http404
    demand(keeps_basis(request.actor, found.pk), NOT_YOUR_BASIS)
    return found


@require_safe
def basis(request: ActorRequest) -> HttpResponse:
    """Show what time is counted with."""
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    municipality = found.municipality
    stated = basis_of(municipality)
    efforts = efforts_of(municipality)
    journeys = [
        JourneyRow(row.from_unit.name, row.to_unit.name, row.minutes, row.source, row.stated_on)
        for row in journeys_of(municipality)
    ]
    may_change = may_change_basis(request, found)
    rows = []
    for kind in GroupKind:
        row = efforts.get(kind)
        rows.append(
            EffortRow(
                kind,
                row.before_minutes if row else None,
                row.after_minutes if row else None,
                row.source if row else "",
                row.stated_on if row else None,
                reverse("workload:state_effort", args=[municipality.pk, kind.value]) if may_change else "",
            )
        )
    page = BasisPage(
        here=here_of(request, found, "basis"),
        fte_hours=stated.fte_hours,
        week_hours=stated.week_hours,
        break_minutes=stated.break_minutes,
        source=stated.source,
        day=stated.stated_on if stated.edition else None,
        efforts=tuple(rows),
        journeys=Paginator(journeys, JOURNEYS).get_page(request.GET.get("page")),
        may_change=may_change,
        change_address=reverse("workload:state_basis", args=[municipality.pk]) if may_change else "",
        journey_address=reverse("workload:state_journey", args=[municipality.pk]) if may_change else "",
    )
    return render(request, "workload/basis.html", {"page": page})


@GET_POST
def state_basis(request: ActorRequest, municipality_id: int) -> HttpResponse:
    """State the hours of a post and the limits of a week."""
    municipality = _municipality(request, municipality_id)

    def values_of(row: Any) -> dict[str, Any]:
        values = {"fte_hours": row.fte_hours, "week_hours": row.week_hours, "break_minutes": row.break_minutes}
        return values | {"source": row.source}

    def stored_now() -> tuple[int, dict[str, Any]]:
        row = basis_of(municipality)
        return row.edition, values_of(row)

    row = basis_of(municipality)
    initial = values_of(row) | {"edition": row.edition, "stated_on": localdate()}
    page = DeedPage(
        title=_("What a full-time post is"),
        form=BasisForm(request.POST or None, initial=initial),
        submit=_("Save"),
        effect=_("Every figure in posts changes at once, for earlier years too. The trail keeps what held before."),
        cancel_address=_address(),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.state_basis(
            by=request.actor, municipality=municipality, today=localdate(), **values
        ),
        said=_("The figures are now counted with this."),
        to=lambda saved: _address(),
        stored_now=stored_now,
    )


@GET_POST
def state_effort(request: ActorRequest, municipality_id: int, kind: str) -> HttpResponse:
    """State preparation and after-work of a kind of group."""
    municipality = _municipality(request, municipality_id)
    if kind not in set(GroupKind):
        raise Http404
    of = GroupKind(kind)

    def stored_now() -> tuple[int, dict[str, Any]]:
        row = efforts_of(municipality).get(of)
        if row is None:
            return 0, {}
        values = {"before_minutes": row.before_minutes, "after_minutes": row.after_minutes, "source": row.source}
        return row.edition, values

    edition, now = stored_now()
    page = DeedPage(
        title=_("Preparation and after-work: %(kind)s") % {"kind": _(of.label).lower()},
        form=EffortForm(request.POST or None, initial={"stated_on": localdate()} | now | {"edition": edition}),
        submit=_("Save"),
        lead=_("What a seat needs besides the meeting itself: reading, asking at home, orders, reporting back."),
        cancel_address=_address(),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.state_effort(
            by=request.actor, municipality=municipality, kind=of, today=localdate(), **values
        ),
        said=_("The figures are now counted with this."),
        to=lambda saved: _address(),
        stored_now=stored_now,
    )


@GET_POST
def state_journey(request: ActorRequest, municipality_id: int) -> HttpResponse:
    """State how long a way is between two units' places."""
    municipality = _municipality(request, municipality_id)

    def state(values: dict[str, Any]) -> int:
        journey = services.NewJourney(values.pop("from_unit"), values.pop("to_unit"), values.pop("minutes"))
        return services.state_journeys(
            by=request.actor, municipality=municipality, journeys=[journey], today=localdate(), **values
        )

    page = DeedPage(
        title=_("State a journey"),
        form=JourneyForm(
            request.POST or None,
            initial={"stated_on": localdate()},
            units=units_to_travel_from(municipality, on=localdate()),
        ),
        submit=_("Save the journey"),
        lead=_(
            "Groups are taken to meet at their own unit's place, and functions to come from theirs. The way back is as "
            "long. A journey that is stated again replaces the earlier figure."
        ),
        cancel_address=_address(),
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=state,
        said=_("The journey is counted with from now on."),
        to=lambda number: _address(),
    )
