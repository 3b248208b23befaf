"""The two mirrors."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.mirror import queries
from samverkan.mirror.forms import DayForm, MirrorForm
from samverkan.mirror.pages.act import ActPage
from samverkan.mirror.pages.agreement import (
    AGREEMENTS_A_PAGE,
    AgreementSection,
    MirrorPage,
    StatusCount,
    address_with,
    counted,
    district_rows,
    urgent_rows,
)
from samverkan.mirror.rules import topic_of
from samverkan.mirror.words import ORDER, Topic
from samverkan.ui.http import ActorRequest


@require_safe
def agreement(request: ActorRequest) -> HttpResponse:
    """Show how the agreements in force on a day are kept: the whole city, a district, or rule by rule."""
    today = localdate()
    asked = DayForm(request.GET)
    on = (asked.cleaned_data["datum"] if asked.is_valid() else None) or today
    judged = queries.judged_visible_to(request.actor, on=on, today=today)
    districts = queries.districts_visible_to(request.actor, on=on)
    units = {each.agreement.unit_id: each.agreement.unit_name for each in judged}
    data = request.GET.copy()
    data.setdefault("datum", on.isoformat())
    form = MirrorForm(
        data,
        units=sorted(units.items(), key=lambda unit: unit[1]),
        agreements=[(each.agreement.id, each.agreement.title) for each in judged],
    )
    form.is_valid()
    filters: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("stadsdel", "avtal", "lage", "amne")}
    day = {"datum": on.isoformat() if on != today else ""}
    own = reverse("mirror:agreement")
    chosen = [
        each
        for each in judged
        if filters["stadsdel"] in (None, each.agreement.unit_id) and filters["avtal"] in (None, each.agreement.id)
    ]
    is_overview = len(units) > 1 and not any(filters.values())
    about_topic = [
        (each, [found for found in each.findings if filters["amne"] in (None, topic_of(found.kind))]) for each in chosen
    ]
    counts = counted(found for _, findings in about_topic for found in findings)
    shown = [
        (each, [found for found in findings if filters["lage"] in (None, found.status)])
        for each, findings in about_topic
    ]
    paging = Paginator([pair for pair in shown if pair[1]], AGREEMENTS_A_PAGE).get_page(request.GET.get("page"))
    urgent, urgent_left = urgent_rows(judged, request.actor) if is_overview else ((), 0)
    page = MirrorPage(
        form=form,
        on=on,
        is_today=on == today,
        counts=tuple(
            StatusCount(status, counts[status], address_with(own, {**filters, **day}, lage=status.value))
            for status in ORDER
        ),
        at_risk=sum(found.is_at_risk for _, findings in about_topic for found in findings),
        topics=tuple(Topic),
        districts=district_rows(judged, districts, own, day) if is_overview else (),
        urgent=urgent,
        urgent_left=urgent_left,
        sections=()
        if is_overview
        else tuple(AgreementSection.of(each, findings, request.actor) for each, findings in paging),
        paging=paging,
        query=f"{query}&" if (query := address_with("", {**filters, **day}).removeprefix("?")) else "",
        is_filtered=any(filters.values()),
        has_agreements=bool(judged),
        chosen=units.get(filters["stadsdel"], "") if filters["stadsdel"] else "",
    )
    return render(request, "mirror/agreement.html", {"page": page})


@require_safe
def act(request: ActorRequest) -> HttpResponse:
    """Show Act 2023:196 section by section, with what the system can show of each."""
    today = localdate()
    form = DayForm(request.GET)
    on = (form.cleaned_data["datum"] if form.is_valid() else None) or today
    form = DayForm(request.GET if form.errors else None, initial={"datum": on})
    municipalities = queries.act_facts_visible_to(request.actor, on=on, today=today)
    page = ActPage.of(municipalities, actor=request.actor, form=form, on=on, today=today)
    return render(request, "mirror/act.html", {"page": page})
