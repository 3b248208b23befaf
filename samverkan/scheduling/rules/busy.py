"""Reading a calendar file (RFC 5545) into busy marks: from when to when, and nothing of what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from samverkan.ground.refusals import Refused

HERE = ZoneInfo("Europe/Stockholm")
MOST_BYTES = 5 * 1024 * 1024
MOST_MARKS = 20_000
"""More marks than a person can have in the years that are planned: a sign of a broken file."""
FREQUENCIES = {"DAILY": 1, "WEEKLY": 7}
WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of one day, in minutes of the day; `at_home` says that the office is left from there."""

    day: date
    start: int
    end: int
    at_home: bool = True


def read_busy(data: bytes, *, first: date, last: date) -> list[Mark]:
    """Return the busy marks of a calendar file within the days, joined where they overlap; titles are never looked at.

    Events that are free (`TRANSP:TRANSPARENT`) or cancelled do not count. Time with a place of its own is taken as
    spent away from the office. Raises `Refused` for anything else than a calendar, for times that make no sense and
    for repetitions that are not daily or weekly: a mark that is guessed would be worse than none.
    """
    if len(data) > MOST_BYTES:
        raise Refused("The calendar file is larger than 5 MB.", field="file", way_on="Export a single year.")
    if b"BEGIN:VCALENDAR" not in data.upper():
        raise Refused(
            "The file is not a calendar file.",
            field="file",
            way_on="Export the calendar as iCalendar (.ics) and choose that file.",
        )
    try:
        if b"END:VCALENDAR" not in data.upper():
            raise ValueError("the file ends before the calendar does")
        calendars: Any = Calendar.from_ical(data, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as fault:
        raise Refused(
            "The calendar file is damaged and cannot be read.",
            field="file",
            way_on="Export the calendar anew; nothing of the file has been kept.",
        ) from fault
    marks: list[Mark] = []
    moved = {
        (str(event.get("UID", "")), _local(event.decoded("RECURRENCE-ID")))
        for event in events
        if "RECURRENCE-ID" in event
    }
    for number, event in enumerate(events, start=1):
        for mark in _of_event(event, number, first, last, moved):
            marks.append(mark)
            if len(marks) > MOST_MARKS:
                raise Refused("The calendar file has more events than a calendar of a few years can.", field="file")
    return joined(marks)


def joined(marks: list[Mark]) -> list[Mark]:
    """Return the marks with those that overlap, or meet, as one; away from the office wins over at the office.

    >>> day = date(2027, 1, 4)
    >>> joined([Mark(day, 540, 600), Mark(day, 570, 660), Mark(day, 700, 720)])
    [Mark(day=datetime.date(2027, 1, 4), start=540, end=660, at_home=True), \
Mark(day=datetime.date(2027, 1, 4), start=700, end=720, at_home=True)]
    """
    found: list[Mark] = []
    for mark in sorted(marks):
        if found and found[-1].day == mark.day and mark.start <= found[-1].end:
            before = found.pop()
            mark = Mark(mark.day, before.start, max(before.end, mark.end), before.at_home and mark.at_home)
        found.append(mark)
    return found


def _local(value: date | datetime) -> datetime:
    """Return the moment here; a whole day begins at midnight, a time without a zone is ours."""
    if isinstance(value, datetime):
        return value.astimezone(HERE).replace(tzinfo=None) if value.tzinfo else value
    return datetime.combine(value, time())


def _of_event(event: Any, number: int, first: date, last: date, moved: set[tuple[str, datetime]]) -> Iterator[Mark]:
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    try:
        raw = event.decoded("DTSTART")
        start = _local(raw)
        if "DTEND" in event:
            end = _local(event.decoded("DTEND"))
        elif "DURATION" in event:
            end = start + event.decoded("DURATION")
        else:
            end = start if isinstance(raw, datetime) else start + timedelta(days=1)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as fault:
        reason = Refused("Event %(number)s of the file has no time that can be read.", field="file", number=number)
        raise reason from fault
    if end < start:
        raise Refused("Event %(number)s of the file ends before it begins.", field="file", number=number)
    at_home = not str(event.get("LOCATION", "")).strip()
    identity, is_exception = str(event.get("UID", "")), "RECURRENCE-ID" in event
    for begins in _repeated(event, start, number, first, last):
        if is_exception or (identity, begins) not in moved:
            yield from _by_day(begins, begins + (end - start), at_home, first, last)


def _repeated(event: Any, start: datetime, number: int, first: date, last: date) -> Iterator[datetime]:
    """Yield when the event begins, each time: itself, or as its daily or weekly rule says."""
    rule = event.get("RRULE")
    if rule is None:
        yield start
        return
    if isinstance(rule, list):
        raise Refused("Event %(number)s of the file repeats by two rules at once.", field="file", number=number)
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    strange = set(rule) - {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "WKST"}
    days = [str(day).upper() for day in rule.get("BYDAY", [])]
    interval = int((rule.get("INTERVAL") or [1])[0])
    if frequency not in FREQUENCIES or strange or interval < 1 or any(day not in WEEKDAYS for day in days):
        raise Refused(
            "Event %(number)s of the file repeats in a way that cannot be read: only every day or every week can.",
            field="file",
            way_on="Export the calendar with each event by itself, or leave out what repeats so.",
            number=number,
        )
    weekdays = {WEEKDAYS[day] for day in days} or ({start.weekday()} if frequency == "WEEKLY" else set(range(7)))
    until = rule.get("UNTIL")
    count = int(rule["COUNT"][0]) if rule.get("COUNT") else None
    ends = datetime.combine(last, time(23, 59))
    if until:
        stop = until[0]
        stop = stop if isinstance(stop, datetime) else datetime.combine(stop, time(23, 59))
        ends = min(ends, _local(stop))
    skipped = _skipped(event)
    monday, passed, begins = start.date() - timedelta(days=start.weekday()), 0, start
    while begins <= ends and (count is None or passed < count):
        weeks = (begins.date() - monday).days // 7
        step = (begins.date() - start.date()).days if frequency == "DAILY" else weeks
        if step % interval == 0 and begins.weekday() in weekdays:
            passed += 1
            if begins not in skipped and begins.date() >= first - timedelta(days=1):
                yield begins
        begins += timedelta(days=1)


def _skipped(event: Any) -> set[datetime]:
    raw = event.get("EXDATE")
    lists = raw if isinstance(raw, list) else [raw] if raw is not None else []
    return {_local(each.dt) for one in lists for each in one.dts}


def _by_day(start: datetime, end: datetime, at_home: bool, first: date, last: date) -> Iterator[Mark]:
    day = max(start.date(), first)
    while day <= min(end.date(), last):
        begins = start.hour * 60 + start.minute if day == start.date() else 0
        ends = end.hour * 60 + end.minute if day == end.date() else 1440
        if ends > begins:
            yield Mark(day, begins, ends, at_home)
        day += timedelta(days=1)
