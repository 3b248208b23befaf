"""Invitations for calendars (RFC 5545 and 5546): only what is new, moved or cancelled for each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icalendar import Calendar, Event

from samverkan.ground.words import Word


class Method(Word):
    """What a calendar is asked to do with an event."""

    REQUEST = "request", "Invitation"
    UPDATE = "update", "Moved or changed"
    CANCEL = "cancel", "Cancelled"


@dataclass(frozen=True)
class Slot:
    """When and where one person is wanted at a meeting."""

    starts: datetime
    ends: datetime
    place: str
    by_video: bool = False


@dataclass(frozen=True)
class Told:
    """What a person's calendar was last told about a meeting."""

    slot: Slot
    sequence: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class Change:
    """What a person is to be told about a meeting."""

    meeting: int
    recipient: int
    method: Method
    sequence: int
    slot: Slot


Who = tuple[int, int]
"""A meeting and a recipient."""


def changes(wanted: Mapping[Who, Slot], told: Mapping[Who, Told]) -> list[Change]:
    """Return what is to be sent so that calendars show what is wanted; nothing for what is as it was told.

    The sequence counts up with every change of one meeting for one person, so that the latest wins wherever the
    letters lie about.
    """
    found = []
    for who in sorted({*wanted, *told}):
        slot, before = wanted.get(who), told.get(who)
        if slot is not None and before is None:
            found.append(Change(*who, Method.REQUEST, 0, slot))
        elif slot is not None and before is not None and (before.is_cancelled or before.slot != slot):
            method = Method.REQUEST if before.is_cancelled else Method.UPDATE
            found.append(Change(*who, method, before.sequence + 1, slot))
        elif slot is None and before is not None and not before.is_cancelled:
            found.append(Change(*who, Method.CANCEL, before.sequence + 1, before.slot))
    return found


def uid_of(meeting: int) -> str:
    """Return the event's identity, the same as in the file that the meeting's own page gives."""
    return f"meeting-{meeting}@samverkan"


def calendar_file(events: Iterable[Mapping[str, Any]], *, cancelled: bool, now: datetime, organiser: str) -> bytes:
    """Return a calendar file with the events that are invited to or changed, or with those that are cancelled.

    A file holds one method (RFC 5546): an invitation and a cancellation never share one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samverkan//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    for row in events:
        if (row["method"] == Method.CANCEL) is not cancelled:
            continue
        event = Event()
        event.add("uid", row["uid"])
        event.add("sequence", row["sequence"])
        event.add("dtstamp", now)
        event.add("dtstart", datetime.fromisoformat(row["starts"]))
        event.add("dtend", datetime.fromisoformat(row["ends"]))
        event.add("summary", row["title"])
        if row["place"]:
            event.add("location", row["place"])
        if row["address"]:
            event.add("url", row["address"])
        event.add("organizer", organiser)
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
