"""Parts of meetings belong to seats: who holds a seat on the day of a meeting is called to its part."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction

from samverkan.audit.models import Entry
from samverkan.groups.models import Seat
from samverkan.groups.services import fill_seat, vacate_seat
from samverkan.meetings import services
from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.queries import by_holder, own_hours, parts_of
from samverkan.meetings.tests.meeting_makers import NOW, book, held, under_way
from tests.cast import TODAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("MEE-10")]
find_seats = import_module("samverkan.meetings.migrations.0002_parts_of_seats").find_seats


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be the day of the cast."""
    with time_machine.travel(NOW, tick=True):
        yield


def part_of(cast: Cast, meeting: Meeting, whose: str = "bertil", **more: Any) -> Part:
    """Let the meeting want the holder of a seat for a quarter of an hour."""
    seat = cast.seats[whose]
    values: dict[str, Any] = {"seat": seat, "holder": seat.holder, "first": 15, "last": 30} | more
    return Part.objects.create(meeting=meeting, **values)


def passed_on(cast: Cast) -> Seat:
    """Let Erik hold Bertil's seat from today, and nobody say so to the meetings."""
    seat = cast.seats["bertil"]
    Seat.objects.filter(pk=seat.pk).update(valid_until=TODAY)
    kept = {name: getattr(seat, name) for name in ("group", "function", "title", "unit", "party")}
    return Seat.objects.create(**kept, holder=cast.users["erik"], valid_from=TODAY, follows=seat)


def test_a_part_is_handed_to_who_holds_the_seat_on_the_meetings_day(cast: Cast) -> None:
    part = part_of(cast, book(cast, days=3))
    passed_on(cast)
    (handed,) = services.hand_over_parts(by=cast.amina, group=cast.groups["prep_b"], now=NOW)
    assert (handed.before, handed.after) == (cast.users["bertil"].pk, cast.users["erik"].pk)
    assert set(parts_of(part.meeting)) == {cast.users["erik"].pk}
    assert own_hours(part.meeting, cast.users["erik"].pk)[0] > part.meeting.starts_at
    assert own_hours(part.meeting, cast.users["bertil"].pk)[0] == part.meeting.starts_at
    assert services.hand_over_parts(by=cast.amina, group=cast.groups["prep_b"], now=NOW) == []
    assert Entry.objects.filter(event="meetings.parts_handed_over").count() == 1


def test_meetings_under_way_or_held_keep_who_was_called(cast: Cast) -> None:
    parts = [part_of(cast, under_way(cast, days=1)), part_of(cast, held(cast, days=2))]
    passed_on(cast)
    assert services.hand_over_parts(by=cast.amina, group=cast.groups["prep_b"], now=NOW) == []
    for part in parts:
        part.refresh_from_db()
        assert part.holder == cast.users["bertil"]


def test_a_vacant_seats_part_calls_nobody_and_waits(cast: Cast) -> None:
    meeting = book(cast, days=30)
    part = part_of(cast, meeting)
    vacant = vacate_seat(by=cast.amina, seat=cast.seats["bertil"], on=TODAY)
    part.refresh_from_db()
    assert part.holder is None
    assert parts_of(meeting) == {}
    fill_seat(by=cast.amina, seat=vacant, holder=cast.users["erik"], on=TODAY)
    assert [(each.holder, each.first, each.last) for each in parts_of(meeting).values()] == [
        (cast.users["erik"].pk, 15, 30)
    ]


def test_a_meeting_wants_a_seat_once_and_a_part_is_always_somebodys(cast: Cast) -> None:
    part = part_of(cast, book(cast))
    for wrong in ({"seat": part.seat, "holder": cast.users["erik"]}, {"seat": None, "holder": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Part.objects.create(meeting=part.meeting, **wrong)


def test_who_is_called_for_two_seats_is_wanted_from_the_first_to_the_last(cast: Cast) -> None:
    meeting = book(cast)
    part_of(cast, meeting, "amina", first=0, last=10, by_video=True)
    part_of(cast, meeting, "bertil", holder=cast.users["amina"], first=40, last=None, stands_in_for="Kommunpolis")
    (wanted,) = by_holder(meeting.parts.select_related("holder")).values()
    assert (wanted.first, wanted.last, wanted.by_video, wanted.stands_in_for) == (0, None, False, "Kommunpolis")


def test_rows_from_before_seats_were_kept_find_their_seats_where_only_one_can_be_meant(cast: Cast) -> None:
    meeting, later = book(cast), book(cast, days=1)
    own = part_of(cast, meeting, "amina", seat=None)
    deputy = part_of(cast, meeting, seat=None, holder=cast.users["erik"], stands_in_for=cast.seats["bertil"].title)
    nobody = part_of(cast, later, seat=None, holder=cast.users["doris"])
    unknown = part_of(cast, later, seat=None, holder=cast.users["erik"], stands_in_for="En annan titel")
    following = passed_on(cast)
    former = part_of(cast, later, seat=None)
    find_seats(apps, None)
    found = dict(Part.objects.values_list("pk", "seat"))
    assert found[own.pk] == cast.seats["amina"].pk
    assert found[deputy.pk] == cast.seats["bertil"].pk  # the first row, whoever has held it since
    assert found[former.pk] == cast.seats["bertil"].pk
    assert found[nobody.pk] is found[unknown.pk] is None
    assert following.pk not in found.values()
    find_seats(apps, None)
    assert dict(Part.objects.values_list("pk", "seat")) == found


def test_two_rows_that_could_mean_the_same_seat_are_left_in_doubt(cast: Cast) -> None:
    meeting = book(cast)
    rows = [
        part_of(cast, meeting, seat=None),
        part_of(cast, meeting, seat=None, holder=cast.users["erik"], stands_in_for=cast.seats["bertil"].title),
    ]
    find_seats(apps, None)
    assert list(Part.objects.filter(pk__in=[row.pk for row in rows]).values_list("seat", flat=True)) == [None, None]


def test_what_is_added_to_the_agenda_comes_last_also_while_the_seat_with_a_part_is_vacant(cast: Cast) -> None:
    earlier, meeting = held(cast, days=-7), book(cast)
    part_of(cast, meeting)
    services.add_item(by=cast.amina, meeting=meeting, title="Sist av allt")
    vacate_seat(by=cast.amina, seat=cast.seats["bertil"], on=TODAY)
    services.prepare_agenda(by=cast.amina, meeting=meeting)
    first, *rest = meeting.items.order_by("order")
    assert first.title == "Sist av allt"
    assert earlier.pk in {item.earlier_meeting_id for item in rest}
