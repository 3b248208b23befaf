"""The wheels, and the file that calendar programs follow."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from samverkan.meetings.queries import place_of
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.wheel import services
from samverkan.wheel.forms import NothingForm
from samverkan.wheel.pages import SubscriptionPage, wheel_page
from samverkan.wheel.queries import subscriptions, years
from samverkan.wheel.rules import Entry, year_asked


def _year(request: ActorRequest) -> int:
    return year_asked(request.GET.get("ar", ""), today=localdate())


@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """Show the person's own year."""
    today, year = localdate(), _year(request)
    page = wheel_page(
        years.own_year(request.actor, year, today=today),
        year,
        years.neighbours_of(request.actor, today=today),
        title=_("Year wheel"),
        lead=_("Your groups' meetings, and what is to be ready when."),
        address=reverse("wheel:mine"),
        today=today,
        is_own=True,
        empty_text=_("When your groups book meetings, or something is due, it is shown here."),
    )
    return render(request, "wheel/wheel.html", {"page": page})


@require_safe
def group(request: ActorRequest, group_id: int) -> HttpResponse:
    """Show a group's year."""
    today, year = localdate(), _year(request)
    found, entries = years.group_year(request.actor, group_id, year, today=today)
    page = wheel_page(
        entries,
        year,
        years.neighbours_of(request.actor, today=today, unit_id=found.unit_id),
        title=found.name,
        lead=_("The group's meetings, and what its district or city is to have ready when."),
        address=reverse("wheel:group", args=[group_id]),
        today=today,
        empty_text=_("When the group books meetings, or something is due, it is shown here."),
    )
    return render(request, "wheel/wheel.html", {"page": page})


@require_safe
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Show the year of a district or a municipality."""
    today, year = localdate(), _year(request)
    found, entries = years.unit_year(request.actor, unit_id, year, today=today)
    page = wheel_page(
        entries,
        year,
        years.neighbours_of(request.actor, today=today, unit_id=unit_id),
        title=found.name,
        lead=_("All groups' meetings, and what is to be ready when."),
        address=reverse("wheel:unit", args=[unit_id]),
        today=today,
        empty_text=_("When groups here book meetings, or something is due, it is shown here."),
    )
    return render(request, "wheel/wheel.html", {"page": page})


def _crumbs() -> tuple[NavigationItem, ...]:
    return (NavigationItem(_("Year wheel"), reverse("wheel:mine")),)


@never_cache
@GET_POST
def subscription(request: ActorRequest) -> HttpResponse:
    """Offer an address for calendar programs; a new one is shown once."""
    page = SubscriptionPage(subscriptions.opened_at(request.actor))
    if request.method == "POST":
        opened, token = services.open_subscription(by=request.actor, now=timezone.now())
        address = f"{settings.SITE_ADDRESS}{reverse('wheel:feed', args=[token])}"
        page = SubscriptionPage(opened.made_at, address)
    return render(request, "wheel/subscription.html", {"page": page})


@GET_POST
def close(request: ActorRequest) -> HttpResponse:
    """Close the address."""
    page = DeedPage(
        title=_("Close the address"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Close the address"),
        cancel_address=reverse("wheel:subscription"),
        lead=_("Calendar programs that follow it get nothing more. What they have already fetched, they may keep."),
        is_stop=True,
        crumbs=_crumbs(),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.close_subscription(by=request.actor, now=timezone.now()),
        said=_("The address is closed."),
        to=lambda closed: reverse("wheel:subscription"),
    )


@login_not_required
@never_cache
@require_safe
def feed(request: ActorRequest, token: str) -> HttpResponse:
    """Give a calendar program the years that it follows (RFC 5545); nothing behind an address that is closed."""
    today = localdate()
    actor = subscriptions.follower(token, on=today)
    if actor is None:
        raise Http404
    file = Calendar()
    file.add("prodid", "-//Samverkan//SV")
    file.add("version", "2.0")
    file.add("x-wr-calname", _("Year wheel"))
    for year in (today.year, today.year + 1):
        for entry in years.own_year(actor, year, today=today).entries:
            file.add_component(_event(entry))
    return HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(entry: Entry) -> Event:
    """Return the entry for a calendar: a meeting at its hours, anything else as a whole day that takes no time."""
    event = Event()
    event.add("dtstamp", timezone.now())
    if entry.starts_at is not None and entry.ends_at is not None:
        event.add("uid", f"meeting-{entry.key}@samverkan")
        starts, ends = entry.part or (entry.starts_at, entry.ends_at)
        event.add("dtstart", starts)
        event.add("dtend", ends)
        event.add("summary", entry.title or entry.where)
    else:
        event.add("uid", f"{entry.kind}-{entry.day}-{entry.address.strip('/').replace('/', '-')}@samverkan")
        event.add("dtstart", entry.day)
        event.add("summary", f"{_(entry.kind.label)}: {entry.title}")
        event.add("transp", "TRANSPARENT")
    if place := place_of(entry.place, by_video=entry.by_video):
        event.add("location", place)
    if entry.address:
        event.add("url", f"{settings.SITE_ADDRESS}{entry.address}")
    return event
