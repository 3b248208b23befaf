"""Pages and deeds of sources."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.indicators import services
from samverkan.indicators.forms.indicators import AskForm, SourceForm
from samverkan.indicators.pages.indicators import tabs_of
from samverkan.indicators.pages.readings import WritePage
from samverkan.indicators.pages.sources import SourcePage, SourceRow, SourcesPage
from samverkan.indicators.queries import sources as queries
from samverkan.indicators.queries.indicators import indicators_visible_to
from samverkan.indicators.services.pointers import NOT_YOUR_SOURCES
from samverkan.indicators.services.sources import may_keep_sources
from samverkan.indicators.views.asking import answer_writing, asked_unit, demand_work_here, unit_or_404
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

SOURCES_A_PAGE = 50


@require_safe
def sources(request: ActorRequest) -> HttpResponse:
    """Show the register of sources, with year, publisher and limits (SIT-08, SIT-13)."""
    demand_work_here(request.actor)
    unit = asked_unit(request)
    if unit is None:
        page = SourcesPage("", (), (), None, may_add=False)
        return render(request, "indicators/sources.html", {"page": page})
    city = unit.municipality or unit
    found = queries.sources_visible_to(request.actor).filter(municipality=city).order_by("title", "-year", "pk")
    paging = Paginator(found, SOURCES_A_PAGE).get_page(AskForm(request.GET).asked("page") or 1)
    page = SourcesPage(
        municipality=city.name,
        tabs=tabs_of(unit, "sources"),
        rows=tuple(SourceRow.of(one) for one in paging.object_list),
        paging=paging,
        may_add=may_keep_sources(request.actor, city.pk),
    )
    return render(request, "indicators/sources.html", {"page": page, "city_id": city.pk})


@require_safe
def source(request: ActorRequest, source_id: int) -> HttpResponse:
    """Show one source and what rests on it."""
    found = queries.source_for(request.actor, source_id)
    rests = queries.indicators_from(found, indicators_visible_to(request.actor))
    may = may_keep_sources(request.actor, found.municipality_id)
    return render(request, "indicators/source.html", {"page": SourcePage.of(found, rests, may_change=may)})


def _crumbs() -> tuple[NavigationItem, ...]:
    return (NavigationItem(_("Sources"), reverse("indicators:sources")),)


@GET_POST
def add_source(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Enter a source in the register."""
    city = unit_or_404(request.actor, unit_id)
    demand(may_keep_sources(request.actor, city.pk), NOT_YOUR_SOURCES)
    today = localdate()
    page = DeedPage(
        title=_("Register a source"),
        form=SourceForm(
            request.POST or None, initial={"year": today.year, "retrieved_on": today, "dark_figure": "unknown"}
        ),
        submit=_("Register the source"),
        cancel_address=reverse("indicators:sources"),
        lead=_("Each year's edition is a source of its own, so that it shows when a figure changed source."),
        crumbs=_crumbs(),
    )

    def do(values: dict[str, Any]) -> Any:
        values = {name: value for name, value in values.items() if name != "edition"}
        return services.add_source(by=request.actor, municipality=city, today=today, **values)

    return answer_deed(
        request,
        page,
        do=do,
        said=_("The source has been registered."),
        to=lambda added: reverse("indicators:source", args=[added.pk]),
    )


@GET_POST
def change_source(request: ActorRequest, source_id: int) -> HttpResponse:
    """Correct or complete a source. When somebody else has saved meanwhile, both wordings are shown."""
    found = queries.source_for(request.actor, source_id)
    demand(may_keep_sources(request.actor, found.municipality_id), NOT_YOUR_SOURCES)
    names = (
        "title",
        "publisher",
        "year",
        "licence",
        "address",
        "retrieved_on",
        "limits",
        "dark_figure",
        "hard_to_map",
        "edition",
    )
    back = reverse("indicators:source", args=[found.pk])

    def stored_now() -> tuple[int, list[tuple[str, Any]]]:
        found.refresh_from_db()
        return found.edition, [
            (_("Title"), found.title),
            (_("Publisher"), found.publisher),
            (_("Year"), found.year),
            (_("What it cannot show"), found.limits),
            (_("Groups that it hardly reaches"), found.hard_to_map),
        ]

    page = WritePage(
        title=_("Change the source"),
        form=SourceForm(request.POST or None, initial={name: getattr(found, name) for name in names}),
        submit=_("Save the source"),
        cancel_address=back,
        crumbs=((_("Sources"), reverse("indicators:sources")), (str(found), back)),
    )
    return answer_writing(
        request,
        page,
        do=lambda values: services.change_source(by=request.actor, source=found, today=localdate(), **values),
        said=_("The source has been saved."),
        to=lambda changed: back,
        stored_now=stored_now,
        again=SourceForm,
    )
