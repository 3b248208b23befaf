"""What meetings cost, by organisation and function, and who is needed in two places at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.ui.http import ActorRequest
from samverkan.workload.pages.collisions import CollisionsPage
from samverkan.workload.pages.common import Grounds, Parts
from samverkan.workload.pages.costs import (
    CLASHES,
    LandingPage,
    OrganisationPage,
    kinds_in,
    organisation_rows,
    overloaded_in,
)
from samverkan.workload.pages.functions import FunctionPage
from samverkan.workload.pages.meetings import MeetingLine
from samverkan.workload.queries.ledger import only
from samverkan.workload.queries.needs import function_for, organisation_for, profiles_of
from samverkan.workload.queries.scope import Scope, keeps_functions
from samverkan.workload.rules.cost import total
from samverkan.workload.views.asking import (
    ROWS,
    asked,
    demand_functions,
    here_of,
    ledger_of,
    may_change_basis,
    nothing,
)

MEETINGS = 25
"""How many meetings, or collisions, a page shows at a time."""
COLLISIONS = 10
"""How many of a function's collisions its page shows."""


@require_safe
def landing(request: ActorRequest) -> HttpResponse:
    """Show what the year's meetings cost, by organisation (MEE-11)."""
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    ledger = ledger_of(request, found)
    rows = organisation_rows(ledger)
    whole = total(ledger.lines)
    clashes = [one for one in ledger.collisions if one.kind in CLASHES]
    page = LandingPage(
        here=here_of(request, found, "list"),
        rows=Paginator(rows, ROWS).get_page(request.GET.get("page")),
        whole=Parts.of(whole, ledger.basis.fte_hours),
        most=rows[0] if rows else None,
        collisions=len(clashes),
        functions_in_collision=len({one.holder for one in clashes}),
        overloaded=len(overloaded_in(ledger)),
        week_hours=ledger.basis.week_hours,
        grounds=Grounds.of(ledger, whole, kinds=kinds_in(ledger.lines), may_change=may_change_basis(request, found)),
        sums_only=found.sums_only,
        whose=Scope.of(request.actor).whose(found.municipality.pk),
        today=localdate(),
    )
    return render(request, "workload/list.html", {"page": page})


@require_safe
def organisation(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Show what an organisation's seats cost, by kind of group, department and function."""
    found = asked(request)
    unit = organisation_for(request.actor, unit_id)
    if found.municipality is None:
        return nothing(request)
    page = OrganisationPage.of(
        ledger_of(request, found),
        unit,
        here=here_of(request, found, ""),
        profiles=profiles_of({unit.pk}),
        may_keep=keeps_functions(request.actor, unit),
        may_change=may_change_basis(request, found),
        sums_only=found.sums_only,
    )
    return render(request, "workload/organisation.html", {"page": page})


@require_safe
def function(request: ActorRequest, unit_id: int, holder_id: int) -> HttpResponse:
    """Show one function: its groups, meetings, collisions and weeks. No name of a person is asked for or shown."""
    found = asked(request)
    unit, _holder = function_for(request.actor, unit_id, holder_id)
    if found.municipality is None:
        return nothing(request)
    ledger = ledger_of(request, found)
    lines = only(ledger.lines, unit=unit.pk, holder=holder_id)
    page = FunctionPage.of(
        ledger,
        unit,
        holder_id,
        lines=lines,
        meetings=Paginator([MeetingLine.of(line, ledger) for line in lines], MEETINGS).get_page(
            request.GET.get("page")
        ),
        here=here_of(request, found, ""),
        profile=profiles_of({unit.pk}).get((unit.pk, holder_id)),
        may_keep=keeps_functions(request.actor, unit),
        may_change=may_change_basis(request, found),
        most=COLLISIONS,
        today=localdate(),
    )
    return render(request, "workload/function.html", {"page": page})


@require_safe
def collisions(request: ActorRequest) -> HttpResponse:
    """Show who is needed in two places at once, week by week (MEE-09)."""
    demand_functions(request)
    found = asked(request)
    if found.municipality is None:
        return nothing(request)
    ledger = ledger_of(request, found)
    page = CollisionsPage.of(
        ledger,
        here=here_of(request, found, "collisions"),
        unit=request.GET.get("enhet", ""),
        only_clashes=request.GET.get("visa") != "alla",
        from_day=localdate() if request.GET.get("nar") != "aret" and found.year == localdate().year else ledger.first,
        number=request.GET.get("page"),
        most=MEETINGS,
    )
    return render(request, "workload/collisions.html", {"page": page})
