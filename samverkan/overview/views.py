"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.overview.pages import my_week_page
from samverkan.overview.queries import week_of
from samverkan.ui.http import ActorRequest


@require_safe
def my_week(request: ActorRequest) -> HttpResponse:
    """Show what the person's week asks for (CRO-12)."""
    today = localdate()
    week = week_of(request.actor, today=today)
    page = my_week_page(week, request.actor, today=today, shows_all=request.GET.get("show") == "all")
    return render(request, "overview/my_week.html", {"page": page})
