"""When can these functions meet, at short notice?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.decisions.queries import groups_run_by
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.scheduling.forms.plans import BookForm, FindForm
from samverkan.scheduling.pages.basis import FindPage, OptionRow
from samverkan.scheduling.queries import adhoc as queries
from samverkan.scheduling.queries import people as people_queries
from samverkan.scheduling.queries.functions import functions_of
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.rows import key_of
from samverkan.scheduling.services import adhoc as services
from samverkan.scheduling.views.common import municipality_of
from samverkan.ui.http import ActorRequest, tell_refusal

NOT_YOURS = "Only those who run a group's meetings look for times."


def _choices(posts: Iterable[Any], names: dict[int, str]) -> list[tuple[str, list[tuple[int, str]]]]:
    found: dict[str, dict[int, str]] = {}
    for post in posts:
        found.setdefault(post.unit.name, {})[post.user_id] = names.get(post.user_id, post.title)
    return [(unit, sorted(people.items(), key=lambda pair: pair[1])) for unit, people in found.items()]


@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """Show the best times for the chosen functions, with what they cost the others (MEE-10)."""
    today = localdate()
    groups = groups_run_by(request.actor, on=today)
    demand(bool(groups), NOT_YOURS)
    municipality = municipality_of(request)
    posts = queries.functions_to_ask(request.actor, municipality.pk, on=today)
    names = {pk: one.name for pk, one in functions_of([post.user_id for post in posts], on=today).items()}
    asked = request.GET if "people" in request.GET or "minutes" in request.GET else None
    form = FindForm(asked, initial={"minutes": 60, "weeks": 3}, choices=_choices(posts, names))
    options: tuple[OptionRow, ...] = ()
    homeless: tuple[str, ...] = ()
    rooms = {f"r{room.pk}": str(room) for room in people_queries.rooms_of(municipality.pk)}
    if asked is not None and form.is_valid():
        values = form.cleaned_data
        first = today + timedelta(days=1)
        found = queries.options_for(
            municipality,
            values["people"],
            minutes=values["minutes"],
            first=first,
            last=today + timedelta(weeks=values["weeks"]),
            on=today,
        )
        homeless = found.homeless
        options = tuple(
            OptionRow(
                day=each.day,
                when=f"{clock(each.start)}–{clock(each.start + values['minutes'])}",
                room=rooms.get(each.room, ""),
                missing=tuple(names.get(key_of(person), "") for person in each.missing),
                extra_travel=each.extra_travel,
                cost=each.cost,
                key=f"{each.day.isoformat()}/{each.start}/{key_of(each.room)}",
            )
            for each in found.options
        )
    page = FindPage(
        form=form,
        book=BookForm(groups=groups, initial={"group": groups[0].pk if len(groups) == 1 else ""}),
        options=options,
        homeless=homeless,
        is_asked=asked is not None and form.is_valid(),
        count=len(form.cleaned_data.get("people", ())) if asked is not None and form.is_valid() else 0,
        has_rooms=bool(rooms),
    )
    chosen = form.cleaned_data if page.is_asked else {}
    return render(
        request,
        "scheduling/find.html",
        {"page": page, "chosen": chosen},
        status=422 if asked is not None and form.errors else 200,
    )


@require_POST
def book(request: ActorRequest) -> HttpResponse:
    """Book a time that was found, and invite those who were asked."""
    today = localdate()
    groups = groups_run_by(request.actor, on=today)
    demand(bool(groups), NOT_YOURS)
    municipality = municipality_of(request)
    posts = queries.functions_to_ask(request.actor, municipality.pk, on=today)
    known = {post.user_id for post in posts}
    form = BookForm(request.POST, groups=groups)
    back = f"{reverse('scheduling:find')}?{request.POST.get('query', '')[:4000]}"
    people = [int(each) for each in request.POST.getlist("people") if each.isdigit() and int(each) in known]
    minutes = request.POST.get("minutes", "")
    try:
        day, start, room_id = form.data.get("option", "").split("/")
        at, place = int(start), people_queries.room_for(request.actor, int(room_id))
        on = date.fromisoformat(day)
    except ValueError:
        messages.error(request, _("Choose one of the times."))
        return redirect(back)
    if not form.is_valid() or not minutes.isdigit() or not 15 <= int(minutes) <= 240:
        messages.error(request, _("Choose a group and write what the meeting is called."))
        return redirect(back)
    try:
        meeting = services.book_found_time(
            by=request.actor,
            group=form.cleaned_data["group"],
            title=form.cleaned_data["title"],
            people=people,
            day=on,
            start=at,
            minutes=int(minutes),
            room=place,
            now=timezone.now(),
        )
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect(back)
    messages.success(request, _("The meeting is booked, and those who were asked are invited."))
    return redirect("meetings:meeting", meeting.pk)
