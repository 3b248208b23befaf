"""Calendar files become busy marks, and nothing of what they are about is kept; what cannot be read is refused."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.ground.refusals import Refused
from samverkan.scheduling.models import BusyMark
from samverkan.scheduling.rules.busy import Mark, joined, read_busy
from samverkan.scheduling.services.calendars import import_calendar, set_away, set_back
from tests.cast import TODAY, Cast

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MONDAY = date(2027, 1, 11)


def file(*events: str, begin: str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//SV\r\n") -> bytes:
    rows = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@x\r\n{event}\r\nEND:VEVENT\r\n" for number, event in enumerate(events)
    )
    return f"{begin}{rows}END:VCALENDAR\r\n".encode()


def event(start: str = "20270111T090000", end: str = "20270111T103000", *more: str) -> str:
    return "\r\n".join([f"DTSTART;TZID=Europe/Stockholm:{start}", f"DTEND;TZID=Europe/Stockholm:{end}", *more])


def marks(*events: str) -> list[Mark]:
    return read_busy(file(*events), first=FIRST, last=LAST)


def test_an_event_becomes_from_and_to_and_nothing_else() -> None:
    (mark,) = marks(event("20270111T090000", "20270111T103000", "SUMMARY:Läkarbesök Anna", "DESCRIPTION:Hemligt"))
    assert mark == Mark(MONDAY, 540, 630, True)


def test_time_with_a_place_is_away_from_the_office_and_times_in_other_zones_are_ours() -> None:
    assert marks(event("20270111T090000", "20270111T100000", "LOCATION:Malmö"))[0].at_home is False
    assert marks("DTSTART:20270111T080000Z\r\nDTEND:20270111T090000Z") == [Mark(MONDAY, 540, 600)]


def test_whole_days_and_nights_are_divided_by_day() -> None:
    assert marks("DTSTART;VALUE=DATE:20270111\r\nDTEND;VALUE=DATE:20270113") == [
        Mark(MONDAY, 0, 1440),
        Mark(MONDAY + timedelta(1), 0, 1440),
    ]
    assert [(mark.start, mark.end) for mark in marks(event("20270111T220000", "20270112T020000"))] == [
        (1320, 1440),
        (0, 120),
    ]


def test_free_and_cancelled_events_do_not_count() -> None:
    free = event("20270111T090000", "20270111T100000", "TRANSP:TRANSPARENT")
    cancelled = event("20270111T090000", "20270111T100000", "STATUS:CANCELLED")
    assert marks(free, cancelled) == []


def test_weekly_meetings_repeat_but_for_those_that_are_left_out_or_moved() -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    skipped = "EXDATE;TZID=Europe/Stockholm:20270118T090000"
    found = marks(event("20270111T090000", "20270111T100000", rule, skipped))
    assert [mark.day.isoformat() for mark in found] == ["2027-01-11", "2027-01-25", "2027-02-01"]
    fortnightly = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270131T000000Z"
    every_second = marks(event("20270111T090000", "20270111T100000", fortnightly))
    assert [mark.day.day for mark in every_second] == [11, 13, 25, 27]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 not a calendar", "not a calendar file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "damaged|not a calendar"),
        (file("SUMMARY:x"), "no time that can be read"),
        (file(event("20270111T100000", "20270111T090000")), "ends before it begins"),
        (
            file(event("20270111T090000", "20270111T100000", "RRULE:FREQ=MONTHLY;BYDAY=2TU")),
            "only every day or every week",
        ),
        (b"BEGIN:VCALENDAR" + b" " * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_busy(data, first=FIRST, last=LAST)


@settings(max_examples=40)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for content in (data, file() + data, file(event(), data.decode("latin-1"))):
        try:
            found = read_busy(content, first=FIRST, last=LAST)
        except Refused:
            continue
        assert all(0 <= mark.start < mark.end <= 1440 for mark in found)


spans = st.tuples(st.integers(0, 1380), st.integers(1, 300)).map(lambda pair: (pair[0], min(1440, sum(pair))))


@given(given_spans=st.lists(spans, max_size=8))
def test_joined_marks_cover_the_same_minutes_and_never_overlap(given_spans: list[tuple[int, int]]) -> None:
    found = joined([Mark(MONDAY, start, end) for start, end in given_spans])
    minutes = {minute for start, end in given_spans for minute in range(start, end)}
    assert {minute for mark in found for minute in range(mark.start, mark.end)} == minutes
    assert all(one.end < other.start for one, other in itertools.pairwise(found))


def test_importing_keeps_marks_instead_of_earlier_ones_and_no_titles(cast: Cast) -> None:
    bertil = cast.users["bertil"]
    data = file(
        event("20270111T090000", "20270111T103000", "SUMMARY:Läkarbesök"), event("20270112T130000", "20270112T140000")
    )
    values: dict[str, Any] = {"by": cast.bertil, "holder": bertil, "first": FIRST, "last": LAST, "today": TODAY}
    assert import_calendar(data=data, **values) == 2
    assert import_calendar(data=file(event()), **values) == 1
    (row,) = BusyMark.objects.filter(holder=bertil)
    assert "Läkar" not in str(row.__dict__)
    with pytest.raises(Refused):
        import_calendar(data=b"x", **values)
    assert BusyMark.objects.filter(holder=bertil).count() == 1


def test_nobody_sets_the_time_of_others_but_those_who_plan_their_groups(cast: Cast) -> None:

    away: dict[str, Any] = {"holder": cast.users["bertil"], "first": FIRST, "last": FIRST, "today": TODAY}
    for name in ("cecilia", "fatima", "hanna"):
        with pytest.raises(Http404):
            set_away(by=cast.actor(name), **away)
    assert set_away(by=cast.amina, **away) == 1
    set_back(by=cast.bertil, holder=cast.users["bertil"], today=TODAY)
    with pytest.raises(Refused, match="no absence"):
        set_back(by=cast.bertil, holder=cast.users["bertil"], today=TODAY)
