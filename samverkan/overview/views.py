"""The start page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.ui.http import ActorRequest


@require_safe
def my_week(request: ActorRequest) -> HttpResponse:
    """Show what the person's week asks for."""
    return render(request, "overview/my_week.html", {})
