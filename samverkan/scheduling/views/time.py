"""Pages and deeds of people's time: working hours, calendar files, being away, and the invitations one was sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.scheduling.forms.fields import as_clock
from samverkan.scheduling.forms.time import AwayForm, CalendarForm, PatternForm
from samverkan.scheduling.pages.basis import HolderPage, HoldersPage, SendingRow
from samverkan.scheduling.pages.common import tabs
from samverkan.scheduling.queries import access, people
from samverkan.scheduling.queries import plans as plan_queries
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.rules.invitations import calendar_file
from samverkan.scheduling.services import calendars as services
from samverkan.scheduling.services.common import NOT_PLANNER
from samverkan.scheduling.views.common import municipality_of, paged, whose
from samverkan.ui.http import GET_POST, ActorRequest, tell_refusal

SENDINGS = 20


@require_safe
def holders(request: ActorRequest) -> HttpResponse:
    """Show the functions whose year the actor plans, and what is known of their time."""
    demand(people.is_planner(request.actor), NOT_PLANNER)
    rows = paged(request, people.holder_rows(request.actor, on=localdate()))
    page = HoldersPage(rows=tuple(rows), paging=rows, tabs=tabs("holders", plans=True))
    return render(request, "scheduling/holders.html", {"page": page})


@require_safe
def my_calendar(request: ActorRequest) -> HttpResponse:
    """Show one's own time, and the invitations one was sent."""
    if request.actor.user_id is None or not request.actor.posts:
        raise Http404
    return _page(request, request.actor.user_id)


def _forms(request: ActorRequest, user_id: int) -> dict[str, Any]:
    today = localdate()
    found = people.time_of(access.holder_for(request.actor, user_id, on=today), on=today)
    pattern = found.pattern
    initial = {
        "venue": pattern.venue_id if pattern else "",
        "weekdays": pattern.weekdays if pattern else [0, 1, 2, 3, 4],
        "starts": as_clock(pattern.starts if pattern else 480),
        "ends": as_clock(pattern.ends if pattern else 1020),
        "most": pattern.most if pattern else 360,
    }
    venues = people.venues_of(municipality_of(request).pk) if request.actor.municipality_ids else []
    return {
        "pattern": PatternForm(initial=initial, venues=venues, prefix="pattern"),
        "calendar": CalendarForm(initial={"first": today, "last": date(today.year + 1, 12, 31)}, prefix="calendar"),
        "away": AwayForm(prefix="away"),
    }


def _page(request: ActorRequest, user_id: int, **bound: Any) -> HttpResponse:
    today = localdate()
    holder = access.holder_for(request.actor, user_id, on=today)
    is_own = request.actor.user_id == user_id
    function = functions_of([user_id], on=today).get(user_id)
    time = people.time_of(holder, on=today)
    page = HolderPage(
        pk=user_id,
        function=function.name if function else holder.name,
        is_own=is_own,
        time=time,
        pattern_text=HolderPage.pattern_of(time),
        forms=_forms(request, user_id) | bound,
        sendings=tuple(SendingRow.of(row) for row in plan_queries.sendings_to(request.actor)[:SENDINGS])
        if is_own
        else (),
    )
    status = 422 if any(form.errors for form in bound.values()) else 200
    title = _("My time and invitations") if is_own else whose(page.function)
    return render(request, "scheduling/holder.html", {"page": page, "title": title}, status=status)


@require_safe
def holder(request: ActorRequest, user_id: int) -> HttpResponse:
    """Show the time of somebody whose year the actor plans."""
    return _page(request, user_id)


def _back(request: ActorRequest, user_id: int) -> HttpResponse:
    if request.actor.user_id == user_id:
        return redirect("scheduling:my_calendar")
    return redirect("scheduling:holder", user_id)


def _deed(request: ActorRequest, user_id: int, name: str, form: Any, do: Any) -> HttpResponse:
    """Understand the form, do the deed and say so; faults are shown on the page of the person's time."""
    access.holder_for(request.actor, user_id, on=localdate())
    if form.is_valid():
        try:
            said = do(form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return _back(request, user_id)
    return _page(request, user_id, **{name: form})


@GET_POST
def pattern(request: ActorRequest, user_id: int) -> HttpResponse:
    """Say where and when somebody works."""
    if request.method != "POST":
        return _page(request, user_id)
    today = localdate()
    person = access.holder_for(request.actor, user_id, on=today)
    venues = people.venues_of(municipality_of(request).pk)

    def do(values: dict[str, Any]) -> str:
        services.set_pattern(by=request.actor, holder=person, today=today, **values)
        return _("The working hours have been saved.")

    return _deed(request, user_id, "pattern", PatternForm(request.POST, venues=venues, prefix="pattern"), do)


@GET_POST
def import_file(request: ActorRequest, user_id: int) -> HttpResponse:
    """Keep the busy marks of a calendar file, and nothing else of it."""
    if request.method != "POST":
        return _page(request, user_id)
    today = localdate()
    person = access.holder_for(request.actor, user_id, on=today)

    def do(values: dict[str, Any]) -> str:
        count = services.import_calendar(
            by=request.actor,
            holder=person,
            data=values["file"].read(),
            first=values["first"],
            last=values["last"],
            today=today,
        )
        said = ngettext("%(count)s busy mark has been kept.", "%(count)s busy marks have been kept.", count)
        return said % {"count": count}

    form = CalendarForm(request.POST, request.FILES, prefix="calendar")
    return _deed(request, user_id, "calendar", form, do)


@GET_POST
def away(request: ActorRequest, user_id: int) -> HttpResponse:
    """Mark that somebody is away."""
    if request.method != "POST":
        return _page(request, user_id)
    today = localdate()
    person = access.holder_for(request.actor, user_id, on=today)

    def do(values: dict[str, Any]) -> str:
        services.set_away(by=request.actor, holder=person, today=today, **values)
        return _("The absence has been noted. Plan again to move the meetings that it touches.")

    return _deed(request, user_id, "away", AwayForm(request.POST, prefix="away"), do)


@require_POST
def back(request: ActorRequest, user_id: int) -> HttpResponse:
    """Take an absence back."""
    today = localdate()
    person = access.holder_for(request.actor, user_id, on=today)
    try:
        services.set_back(by=request.actor, holder=person, today=today)
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The absence has been taken back."))
    return _back(request, user_id)


@require_safe
def sending(request: ActorRequest, sending_id: int, what: str) -> HttpResponse:
    """Give the calendar file of what one was sent: invitations and changes, or cancellations."""
    found = plan_queries.sending_for(request.actor, sending_id)
    if what not in {"kallelser", "installda"}:
        raise Http404
    cancelled = what == "installda"
    file = calendar_file(found.events, cancelled=cancelled, now=timezone.now(), organiser="mailto:samverkan@localhost")
    method = "CANCEL" if cancelled else "REQUEST"
    return HttpResponse(
        file,
        content_type=f"text/calendar; charset=utf-8; method={method}",
        headers={"Content-Disposition": f'attachment; filename="{what}-{found.pk}.ics"'},
    )
