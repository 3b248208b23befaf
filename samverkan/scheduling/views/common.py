"""What the views of the package share."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverkan.access.rules import demand
from samverkan.scheduling.queries import access
from samverkan.ui.http import ActorRequest

ROWS_A_PAGE = 50


def paged(request: ActorRequest, rows: Any, count: int = ROWS_A_PAGE) -> Page[Any]:
    """Return the page of rows that was asked for."""
    return Paginator(rows, count).get_page(request.GET.get("page"))


def demand_working(request: ActorRequest) -> None:
    """Refuse those who neither sit in groups nor prepare: what plans are made of is working material."""
    demand(access.sees_basis(request.actor), "What plans are made of is open to those who work in the groups.")


def municipality_of(request: ActorRequest) -> Any:
    """Return the municipality that the actor works in, the first by name among several."""
    found = access.municipalities_of(request.actor).first()
    if found is None:
        raise Http404
    return found


def year_of(request: ActorRequest) -> int:
    """Return the year that was asked for, or the next one; years far off are the next one too."""
    today = localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else today.year + 1
    return year if today.year - 1 <= year <= today.year + 2 else today.year + 1


def years(current: int) -> tuple[tuple[int, bool], ...]:
    """Return the years that can be chosen, and which is chosen."""
    today = localdate()
    return tuple((year, year == current) for year in range(today.year, today.year + 3))


def unit_of(request: ActorRequest) -> Any:
    """Return the unit that was asked for among those the actor plans, or the first of them."""
    units = access.units_planned_by(request.actor, on=localdate())
    demand(bool(units), "You may not plan the meetings of this unit.")
    asked = request.GET.get("unit", "")
    for unit in units:
        if str(unit.pk) == asked:
            return unit
    if asked:
        raise Http404
    return units[0]


def unit_choices(request: ActorRequest, year: int, current: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return the units the actor plans, as links."""
    units = access.units_planned_by(request.actor, on=localdate())
    return tuple((unit.name, f"?unit={unit.pk}&year={year}", unit.pk == current.pk) for unit in units)


def whose(name: str) -> str:
    """Return a title for a function's time."""
    return _("The time of %(function)s") % {"function": name}
