"""Small builders for the tests of meetings: what differs is written in the test."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from samverkan.access.actor import Actor
from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.services import raise_matter
from samverkan.decisions.words import DecisionCategory
from samverkan.meetings import services
from samverkan.meetings.models import Item, Meeting
from samverkan.meetings.queries import moment
from samverkan.meetings.words import Presence
from tests.cast import TODAY, Cast

NOW = moment(TODAY, time(8, 30))


def book(cast: Cast, group: str = "prep_b", *, days: int = 0, by: Actor | None = None, **more: Any) -> Meeting:
    """Book an hour at nine, so many days from today."""
    given: dict[str, Any] = {"title": "Beredningsgrupp", "minutes": 60, "place": "Sessionssalen"} | more
    starts_at = given.pop("starts_at", moment(TODAY + timedelta(days=days), time(9)))
    return services.book_meeting(
        by=by or cast.amina, group=cast.groups[group], starts_at=starts_at, now=given.pop("now", NOW), **given
    )


def under_way(cast: Cast, group: str = "prep_b", *, days: int = 0, items: tuple[str, ...] = ("Läget",)) -> Meeting:
    """Book a meeting with free items, build its agenda, open it and note that everybody came."""
    meeting = book(cast, group, days=days, now=NOW + timedelta(days=min(days, 0)))
    for title in items:
        services.add_item(by=cast.amina, meeting=meeting, title=title, text=f"Underlag om {title}")
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    now = NOW + timedelta(days=days)
    meeting = services.start_meeting(by=cast.amina, meeting=meeting, now=now)
    noted = {seat.pk: (Presence.PRESENT, "") for seat in cast.groups[group].seats.all()}
    return services.record_attendance(by=cast.amina, meeting=meeting, noted=noted)


def held(cast: Cast, group: str = "prep_b", *, days: int = 0, items: tuple[str, ...] = ("Läget",)) -> Meeting:
    """Hold a meeting at which every free item was information."""
    meeting = under_way(cast, group, days=days, items=items)
    for item in meeting.items.filter(kind="free"):
        services.write_notes(by=cast.amina, item=item, notes="Noterades.", edition=item.edition)
    return services.close_meeting(by=cast.amina, meeting=meeting, now=NOW + timedelta(days=days))


def matter(cast: Cast, raised_in: str = "prep_b", decided_in: str = "prep_b", **more: Any) -> Matter:
    """Raise a matter as Amina."""
    given: dict[str, Any] = {
        "title": "Belysning på torget",
        "text": "Lamporna är trasiga.",
        "category": DecisionCategory.WORK_WITHIN_PLAN,
    } | more
    return raise_matter(
        by=cast.amina, raised_in=cast.groups[raised_in], decided_in=cast.groups[decided_in], today=TODAY, **given
    )


def decide(cast: Cast, item: Item, **more: Any) -> Decision:
    """Decide an item as Amina."""
    given: dict[str, Any] = {
        "text": "Gruppen beslutar om ny belysning.",
        "category": DecisionCategory.WORK_WITHIN_PLAN,
        "responsible_seat": cast.seats["amina"],
        "due_date": TODAY + timedelta(days=30),
        "municipality_decision_maker": "Amina Lind",
        "police_decision_maker": "Bertil Ek",
    } | more
    return services.decide_item(by=cast.amina, item=item, **given)


def at(hour: int, *, days: int = 0) -> datetime:
    """Return an hour of a day, so many days from today."""
    return moment(TODAY + timedelta(days=days), time(hour))
