"""A planned year as a list and a wheel, for a district or a group, before the plan is in force."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.scheduling.pages.years import YearPage
from samverkan.scheduling.queries import plans as queries
from samverkan.scheduling.rules.rows import group_id
from samverkan.ui.http import ActorRequest


@require_safe
def year(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Show the year of a district or a group as the plan has it, of the groups that the actor reads in it."""
    plan = queries.plan_for(request.actor, plan_id)
    shown = queries.groups_shown(request.actor, plan) if plan.schedule else frozenset()
    if not shown:
        raise Http404
    units = queries.districts_of(plan, shown)
    asked_group, asked_unit = request.GET.get("group", ""), request.GET.get("unit", "")
    group = group_id(int(asked_group)) if asked_group.isdecimal() and len(asked_group) < 16 else ""
    if group:
        if group not in shown:
            raise Http404
        unit = next(row["district"] for row in plan.instance["groups"] if row["id"] == group)
    else:
        unit = f"u{asked_unit}" if asked_unit else min(units, key=lambda key: units[key])
        if unit not in units:
            raise Http404
    page = YearPage.of(
        plan,
        shown=shown,
        units=units,
        unit=unit,
        group=group,
        reader=request.actor.user_id,
        held=queries.seats_held(request.actor),
        today=localdate(),
    )
    return render(request, "scheduling/year.html", {"page": page})
