"""Reading the trail."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.audit import queries, services
from samverkan.audit.forms import TrailFilter
from samverkan.audit.pages import EntryRow, HistoryPage, TrailPage
from samverkan.ui.http import ActorRequest

A_PAGE = 50


@require_safe
def trail(request: ActorRequest) -> HttpResponse:
    """Show the trail to administrators, and check it when asked to."""
    form = TrailFilter(request.GET)
    narrowed = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    entries = queries.entries_visible_to(request.actor, **narrowed)
    found = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    page = TrailPage(
        rows=tuple(EntryRow.of(entry) for entry in found),
        pages=found,
        form=form,
        query=urlencode(narrowed) + "&" if narrowed else "",
        is_narrowed=bool(narrowed),
        state=services.trail_state() if request.GET.get("check") else None,
    )
    return render(request, "audit/trail.html", {"page": page})


@require_safe
def history(request: ActorRequest, kind: str, key: str) -> HttpResponse:
    """Show administrators what has been done to one thing."""
    if "\0" in kind + key:  # PostgreSQL takes no null bytes
        raise Http404
    entries = queries.entries_visible_to(request.actor, kind=kind, key=key)
    found = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    rows = tuple(EntryRow.of(entry) for entry in found)
    if not rows:
        raise Http404
    page = HistoryPage(title=rows[0].title, kind=kind, key=key, rows=rows, pages=found)
    return render(request, "audit/history.html", {"page": page})
