"""Views: a request becomes a question or a deed, and its page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverkan.measures import queries
from samverkan.ui.http import ActorRequest


def _title(request: ActorRequest, title: str) -> HttpResponse:
    return render(request, "measures/title.html", {"title": title})


@require_safe
def plans(request: ActorRequest) -> HttpResponse:
    """Show the plans."""
    return _title(request, ", ".join(str(plan) for plan in queries.plans_visible_to(request.actor)[:50]))


@require_safe
def plan(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Show a plan."""
    return _title(request, str(queries.plan_for(request.actor, plan_id)))


@require_safe
def plan_version(request: ActorRequest, version_id: int) -> HttpResponse:
    """Show a frozen version."""
    return _title(request, str(queries.plan_version_for(request.actor, version_id).content["title"]))


@require_safe
def measure(request: ActorRequest, measure_id: int) -> HttpResponse:
    """Show a measure."""
    return _title(request, queries.measure_for(request.actor, measure_id).title)


@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """Show what the actor owes."""
    return _title(request, ", ".join(str(half.measure) for half in queries.halves_due(request.actor)[:50]))
