"""What a request asks for: the municipality, the year, and the ledger of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from samverkan.ground.refusals import NotAllowed
from samverkan.ui.http import ActorRequest
from samverkan.workload.pages.common import Here
from samverkan.workload.queries.ledger import Ledger, ledger_for, year_of
from samverkan.workload.queries.scope import has_insight_only, keeps_basis, municipality_for

FIRST_YEAR, LAST_YEAR = 2000, 2199
ROWS = 100
"""How many rows of a list a page shows at a time."""
SUMS_ONLY = "Elected representatives see what meetings cost as sums, not function by function."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. `municipality` is none for somebody without a post in any."""

    municipality: Any
    choices: list[Any]
    year: int
    sums_only: bool


def asked(request: ActorRequest, *, default_year: int | None = None) -> Asked:
    """Return what the address asks for; a year that cannot be is this year."""
    municipality, choices = municipality_for(request.actor, request.GET.get("kommun"))
    return Asked(
        municipality,
        choices,
        asked_year(request.GET.get("ar"), default_year or localdate().year),
        has_insight_only(request.actor),
    )


def asked_year(text: str | None, otherwise: int) -> int:
    """Return the year in the text, or another where it holds none."""
    if text and text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return otherwise


def demand_functions(request: ActorRequest) -> None:
    """Raise `NotAllowed` for those who see sums only."""
    if has_insight_only(request.actor):
        raise NotAllowed(SUMS_ONLY)


def here_of(request: ActorRequest, found: Asked, page: str, *, this_year: int | None = None) -> Here:
    """Return the frame of a page."""
    return Here.of(
        found.municipality,
        found.choices,
        page=page,
        year=found.year,
        this_year=this_year or localdate().year,
        sums_only=found.sums_only,
        path=request.path,
    )


def ledger_of(request: ActorRequest, found: Asked, *, first_year: int | None = None, with_groups: Any = None) -> Ledger:
    """Return the ledger of the year, or of the years from another on, with all seats of some groups."""
    first, until = year_of(found.year)
    if first_year is not None:
        first, _ = year_of(first_year)
    return ledger_for(
        request.actor, found.municipality, first=first, until=until, today=localdate(), with_groups=with_groups
    )


def may_change_basis(request: ActorRequest, found: Asked) -> bool:
    """Tell whether the reader keeps what is counted with."""
    return keeps_basis(request.actor, found.municipality.pk)


def nothing(request: ActorRequest) -> HttpResponse:
    """Show that there is no municipality to count for."""
    return render(request, "workload/nothing.html", {"page": None})
