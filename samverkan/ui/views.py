"""The open pages of the look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.ui.pages import StylePage


@login_not_required
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states, for those who build and those who review."""
    return render(request, "ui/style.html", {"page": StylePage.of()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the product is, what has been tested and what has not."""
    return render(request, "ui/accessibility.html")
