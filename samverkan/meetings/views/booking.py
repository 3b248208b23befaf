"""Lists of meetings, booking, series and the calendar file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from samverkan.access.rules import INSIGHT_ONLY, may_run_group
from samverkan.decisions.queries import groups_run_by
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.queries import groups_visible_to
from samverkan.meetings import forms, queries, services
from samverkan.meetings.pages import FormPage, MeetingRow, MeetingsPage, SeriesListPage, SeriesPage, SeriesRow
from samverkan.meetings.words import Cadence, MeetingState
from samverkan.ui.forms import Form
from samverkan.ui.http import GET_POST, ActorRequest

ROWS_A_PAGE = 50
"""How many rows of each of its lists the page of meetings shows at a time."""


def done(form: Form, deed: Callable[..., object]) -> bool:
    """Do the deed with what the form understood; a refusal is shown in the form."""
    if not form.is_valid():
        return False
    try:
        deed(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


@require_safe
def meetings(request: ActorRequest) -> HttpResponse:
    """Show the meetings of the actor's groups, to come and behind, with each group's count of the year."""
    today = localdate()
    visible = list(groups_visible_to(request.actor))
    form = forms.ListFilterForm(
        request.GET or None,
        groups=[(group.pk, group.name) for group in visible],
        initial={"year": today.year},
        auto_id="filter-%s",
    )
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    group_id, year = chosen.get("group"), chosen.get("year") or today.year
    run = [group.pk for group in groups_run_by(request.actor, on=today)]
    counted = [group_id] if group_id else sorted({*run, *request.actor.group_ids})
    upcoming, past = queries.upcoming_and_past(request.actor, group_id=group_id, year=year, today=today)
    counts = queries.counts_of(counted, year)
    assignments = list(queries.open_assignments_of(request.actor))
    longest = max(upcoming.count(), past.count(), len(counts), len(assignments))
    pages = Paginator(range(longest), ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = slice((pages.number - 1) * ROWS_A_PAGE, pages.number * ROWS_A_PAGE)
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    page = MeetingsPage(
        upcoming=tuple(MeetingRow.of(row, today=today) for row in queries.with_item_count(upcoming)[shown]),
        past=tuple(MeetingRow.of(row, today=today) for row in queries.with_item_count(past)[shown]),
        counts=tuple(counts[shown]),
        assignments=tuple(assignments[shown]),
        pages=pages,
        query=f"{urlencode(kept)}&" if kept else "",
        form=form,
        year=year,
        may_book=bool(run),
        is_insight=bool(request.actor.roles) and request.actor.roles <= INSIGHT_ONLY,
        today=today,
    )
    return render(request, "meetings/list.html", {"page": page})


@GET_POST
def book(request: ActorRequest) -> HttpResponse:
    """Book a single meeting."""
    groups = {group.pk: group for group in groups_run_by(request.actor, on=localdate())}
    if not groups:
        raise NotAllowed("You may not book meetings of any group.")
    form = forms.BookForm(
        request.POST or None,
        groups=[(group.pk, group.name) for group in groups.values()],
        initial={"group": request.GET.get("group", ""), "starts": time(9)},
    )
    booked: list[Any] = []

    def deed(group: int, day: date, starts: time, title: str, **given: Any) -> None:
        booked.append(
            services.book_meeting(
                by=request.actor,
                group=groups[group],
                title=title or groups[group].name,
                starts_at=queries.moment(day, starts),
                now=timezone.now(),
                **given,
            )
        )

    if done(form, deed):
        messages.success(request, _("The meeting is booked. Build its agenda next."))
        return redirect("meetings:meeting", booked[0].pk)
    return render(request, "meetings/book.html", {"page": FormPage(form)})


def _weekday(number: int) -> str:
    return str(dict(forms.WEEKDAYS).get(number, ""))


@GET_POST
def series(request: ActorRequest) -> HttpResponse:
    """List the series of the actor's groups, and found another (MEE-04, MEE-05)."""
    groups = {group.pk: group for group in groups_run_by(request.actor, on=localdate())}
    form = None
    if groups:
        form = forms.SeriesForm(
            request.POST or None,
            groups=[(group.pk, group.name) for group in groups.values()],
            initial={"group": request.GET.get("group", ""), "starts": time(9), "valid_from": localdate()},
        )
        founded: list[Any] = []

        def deed(group: int, **given: Any) -> None:
            founded.append(services.create_series(by=request.actor, group=groups[group], **given))

        if done(form, deed):
            messages.success(request, _("The series is founded. Book its meetings next."))
            return redirect("meetings:series_one", founded[0].pk)
    elif request.method == "POST":
        raise NotAllowed("You may not book meetings of any group.")
    rows = tuple(
        SeriesRow(row.pk, row.title, row.group.name, Cadence(row.cadence), _weekday(row.weekday), row.starts)
        for row in queries.series_visible_to(request.actor)
    )
    return render(request, "meetings/series.html", {"page": SeriesListPage(rows, form)})


@GET_POST
def series_one(request: ActorRequest, series_id: int) -> HttpResponse:
    """Show a series and book its meetings, past public holidays."""
    found = queries.series_for(request.actor, series_id)
    today = localdate()
    form = None
    if may_run_group(request.actor, found.group_id, found.group.unit_id):
        form = forms.BookSeriesForm(request.POST or None, initial={"until": date(today.year, 12, 31)})
        booked: list[Any] = []
        if done(
            form,
            lambda until: booked.extend(
                services.book_series(by=request.actor, series=found, until=until, now=timezone.now())
            ),
        ):
            messages.success(request, _("Meetings booked: %(count)s") % {"count": len(booked)})
            return redirect("meetings:series_one", series_id)
    elif request.method == "POST":
        raise NotAllowed("You may not run the meetings of this group.")
    page = SeriesPage(
        series=found,
        cadence=Cadence(found.cadence),
        weekday=_weekday(found.weekday),
        template=tuple(found.template.all()),
        meetings=tuple(
            MeetingRow.of(row, today=today) for row in found.meetings.select_related("group").order_by("starts_at")
        ),
        form=form,
    )
    return render(request, "meetings/series_one.html", {"page": page})


@require_safe
def calendar(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Give the meeting, or one's own part of it, as a file that calendars understand (RFC 5545)."""
    meeting = queries.meeting_for(request.actor, meeting_id, today=localdate())
    file = Calendar()
    file.add("prodid", "-//Samverkan//SV")
    file.add("version", "2.0")
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@samverkan")
    event.add("dtstamp", timezone.now())
    starts, ends, place = queries.own_hours(meeting, request.actor.user_id)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", meeting.title)
    if place:
        event.add("location", place)
    event.add("url", f"{settings.SITE_ADDRESS}{services.meeting_pointer(meeting).address}")
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    file.add_component(event)
    return HttpResponse(
        file.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="mote-{queries.day_of(meeting)}.ics"'},
    )


@require_POST
def assignment_done(request: ActorRequest, assignment_id: int) -> HttpResponse:
    """Say that an assignment is done."""
    assignment = queries.assignment_for(request.actor, assignment_id, today=localdate())
    services.complete_assignment(
        by=request.actor,
        assignment=assignment,
        on=localdate(),
        note=request.POST.get("note", "").replace("\0", "")[:300],
    )
    messages.success(request, _("The assignment is done."))
    if request.POST.get("next") == "list":
        return redirect("meetings:list")
    return redirect("meetings:meeting", assignment.item.meeting_id)
