"""Three plans side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.scheduling.pages.compare import ComparePage
from samverkan.scheduling.queries import plans as queries
from samverkan.scheduling.views.common import unit_choices, unit_of, year_of
from samverkan.ui.http import ActorRequest


@require_safe
def compare(request: ActorRequest) -> HttpResponse:
    """Show the latest plan of each kind for a unit and a year beside each other (MEE-09 to MEE-11)."""
    unit, year = unit_of(request), year_of(request)
    plans = queries.latest_of_each(unit, year)
    page = ComparePage.of(unit.name, year, plans, unit_choices(request, year, unit))
    return render(request, "scheduling/compare.html", {"page": page, "unit_id": unit.pk})
