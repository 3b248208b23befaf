"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.overview.pages import lamps_section, my_week_page
from samverkan.overview.queries.thread import lit_lamps
from samverkan.overview.queries.week import week_of
from samverkan.ui.http import ActorRequest, part


@require_safe
def lamps(request: ActorRequest) -> HttpResponse:
    """Count what is missing in the thread, for the start page to show when it has been read; a visitor goes there."""
    if not part(request, "lamps"):
        return redirect("thread:lamps")
    section = lamps_section(lit_lamps(request.actor, today=localdate()))
    return render(request, "overview/_section.html", {"section": section})


@require_safe
def my_week(request: ActorRequest) -> HttpResponse:
    """Show what the person's week asks for (CRO-12)."""
    today = localdate()
    week = week_of(request.actor, today=today)
    page = my_week_page(week, request.actor, today=today, shows_all=request.GET.get("show") == "all")
    return render(request, "overview/my_week.html", {"page": page})
