"""Pages about the measures of many plans at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.ground.words import Party
from samverkan.measures.pages.overview import AmbitionRow, AmbitionsPage, OverviewPage, Share, summed
from samverkan.measures.pages.plans import plan_name
from samverkan.measures.queries import overview as queries
from samverkan.measures.queries import plans as plan_queries
from samverkan.measures.views.plans import chosen_year, year_tabs
from samverkan.ui.http import ActorRequest


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """Show how the plans of a year are activated, in the districts that the reader may see (ACT-26)."""
    today, actor = localdate(), request.actor
    years = plan_queries.years_of_plans(actor)
    year = chosen_year(request, years, today)
    rows = tuple(queries.activation(actor, year, on=today))
    sums = summed(rows)
    needing = plan_queries.plans_needing_update(today).filter(pk__in=plan_queries.plans_visible_to(actor).values("pk"))
    page = OverviewPage(
        year=year,
        years=year_tabs(years, year, "measures:overview"),
        rows=rows,
        sums=sums,
        planned=(
            Share(_("The municipality"), sums.municipality_planned, sums.municipality_halves, Party.MUNICIPALITY),
            Share(_("The police"), sums.police_planned, sums.police_halves, Party.POLICE),
        )
        if sums
        else (),
        balance=queries.balance(queries.measures_seen_in(actor, year)),
        outreach=tuple(queries.outreach(actor, year)),
        without_means=queries.ambitions_without_means(actor, year).count(),
        updates=tuple((plan_name(plan), reverse("measures:plan", args=[plan.pk])) for plan in needing),
        today=today,
    )
    return render(request, "measures/overview.html", {"page": page})


@require_safe
def ambitions(request: ActorRequest) -> HttpResponse:
    """Show the ambitions without money or explicit assignment (ACT-34)."""
    today, actor = localdate(), request.actor
    year = chosen_year(request, plan_queries.years_of_plans(actor), today)
    shown = Paginator(queries.ambitions_without_means(actor, year), 50).get_page(request.GET.get("page"))
    decided = plan_queries.decided_titles(actor, (half.measure.plan_id for half in shown))
    page = AmbitionsPage(
        year=year,
        rows=tuple(AmbitionRow.of(half, decided) for half in shown),
        paging=shown,
        query=f"year={year}&",
        total=shown.paginator.count,
    )
    return render(request, "measures/ambitions.html", {"page": page})
