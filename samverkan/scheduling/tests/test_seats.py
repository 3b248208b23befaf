"""Seats that change hands while a plan is in force: their windows follow, and the calendars are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.audit.models import Entry
from samverkan.ground.refusals import NotAllowed
from samverkan.groups.models import Seat
from samverkan.groups.services import end_group, end_seat, fill_seat, vacate_seat
from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.queries import day_of, own_hours
from samverkan.meetings.services import cancel_meeting, convene_meeting, meeting_pointer, move_meeting
from samverkan.notices.models import Notice
from samverkan.organisation.models import Post
from samverkan.scheduling.models import Invitation, PlannedMeeting, Sending
from samverkan.scheduling.services.invitations import follow_seats
from samverkan.scheduling.services.proposals import put_in_force
from samverkan.scheduling.tests.town import a_plan, all_say_yes, furnish, windowed_in_force, write
from samverkan.scheduling.words import PlanKind
from tests.cast import START, TODAY, Cast
from tests.red_thread import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.req("MEE-10")]
Clients = Callable[[str], Client]
Windows = dict[int, tuple[int, int | None, bool]]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be the day on which the town's plans are made."""
    with time_machine.travel(NOW, tick=True):
        yield


def newcomer(cast: Cast, name: str = "olga") -> User:
    """Let somebody begin at the Transport Administration."""
    cast.users[name] = User.objects.create_user(f"{name}@example.org", f"{name.title()} Ny", is_invented=True)
    post = {"unit": cast.units["transport"], "role": Role.DEPARTMENT, "title": "Projektledare"}
    Post.objects.create(user=cast.users[name], valid_from=START, **post)
    return cast.users[name]


def windows_of(cast: Cast, name: str, group: str = "prep_b") -> Windows:
    """Return when somebody is wanted at the group's meetings."""
    rows = Part.objects.filter(holder=cast.users[name], meeting__group=cast.groups[group])
    return {row.meeting_id: (row.first, row.last, row.by_video) for row in rows}


def meetings(cast: Cast, group: str = "prep_b") -> list[Meeting]:
    rows = PlannedMeeting.objects.filter(group=cast.groups[group]).select_related("meeting")
    return [row.meeting for row in rows.order_by("meeting__starts_at")]


def told(cast: Cast, name: str, after: int) -> list[list[dict[str, Any]]]:
    """Return what somebody has been sent since, sending by sending."""
    return [row.events for row in Sending.objects.filter(recipient=cast.users[name], pk__gt=after).order_by("pk")]


def fill(cast: Cast, name: str = "olga", on: date = TODAY, seat: Seat | None = None) -> Seat:
    return fill_seat(by=cast.amina, seat=seat or cast.seats["prep_b.fatima"], holder=cast.users[name], on=on)


def last_sending() -> int:
    return Sending.objects.latest("pk").pk


def test_the_new_holder_of_a_seat_takes_over_its_windows_and_the_former_loses_them(
    cast: Cast, client_of: Clients
) -> None:
    plan = windowed_in_force(cast)
    newcomer(cast)
    before, elsewhere, others = (
        windows_of(cast, "fatima"),
        windows_of(cast, "fatima", "prep_g"),
        windows_of(cast, "amina"),
    )
    assert any(window != (0, None, False) for window in before.values())
    fill(cast)
    assert windows_of(cast, "olga") == before
    assert windows_of(cast, "fatima") == {}
    assert windows_of(cast, "fatima", "prep_g") == elsewhere
    assert windows_of(cast, "amina") == others
    part = Part.objects.filter(holder=cast.users["olga"], last__isnull=False).order_by("pk")[0]
    address = reverse("meetings:meeting", args=[part.meeting_id])
    assert "Du behövs" in client_of("olga").get(address).content.decode()
    assert client_of("fatima").get(address).status_code == 404
    assert "Olga Ny" in client_of("amina").get(address).content.decode()
    year = reverse("scheduling:year", args=[plan.pk])
    asked = {"group": cast.groups["prep_b"].pk}
    assert client_of("olga").get(year, asked).content.decode().count("Du behövs") == len(before)


def test_both_are_told_once_and_nobody_else(cast: Cast, client_of: Clients) -> None:
    windowed_in_force(cast)
    olga, latest = newcomer(cast), last_sending()
    fill(cast)
    ((*invited,),), ((*off,),) = told(cast, "olga", latest), told(cast, "fatima", latest)
    assert {event["method"] for event in invited} == {"request"}
    assert {event["method"] for event in off} == {"cancel"}
    assert len(invited) == len(off) == len(meetings(cast))
    for row in Invitation.objects.filter(recipient=olga).select_related("meeting"):
        assert (row.starts_at, row.ends_at) == own_hours(row.meeting, olga.pk)[:2]
    assert Sending.objects.filter(pk__gt=latest).count() == 2
    assert Notice.objects.filter(recipient=olga).count() == 1
    sent = Sending.objects.get(recipient=olga)
    file = client_of("olga").get(reverse("scheduling:sending", args=[sent.pk, "kallelser"])).content.decode()
    assert file.count("BEGIN:VEVENT") == len(invited)
    follow_seats(cast.amina, cast.groups["prep_b"], NOW)
    assert Sending.objects.filter(pk__gt=latest).count() == 2


def test_the_trail_says_whose_parts_went_to_whom(cast: Cast) -> None:
    windowed_in_force(cast)
    olga, fatima = newcomer(cast).pk, cast.users["fatima"].pk
    fill(cast)
    entry = Entry.objects.filter(event="meetings.parts_handed_over").latest("pk")
    assert entry.key == str(cast.groups["prep_b"].pk)
    assert entry.details["meetings"] == len(meetings(cast))
    assert sorted(entry.details["handed"]) == sorted([each.pk, fatima, olga] for each in meetings(cast))
    follow_seats(cast.amina, cast.groups["prep_b"], NOW)
    assert Entry.objects.filter(event="meetings.parts_handed_over").latest("pk") == entry


def test_meetings_that_are_over_or_cancelled_stay_as_they_were(cast: Cast) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    over, cancelled, *coming = meetings(cast)
    ago = datetime.combine(TODAY - timedelta(days=1), time(9), tzinfo=NOW.tzinfo)
    Meeting.objects.filter(pk=over.pk).update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    cancel_meeting(by=cast.amina, meeting=cancelled, reason="Behövs inte", now=NOW)
    fill(cast, on=TODAY - timedelta(days=7))
    assert set(windows_of(cast, "fatima")) == {over.pk, cancelled.pk}
    assert set(windows_of(cast, "olga")) == {each.pk for each in coming}


def test_who_is_to_hold_the_seat_has_its_windows_from_the_first_day_and_sees_nothing_before(
    cast: Cast, client_of: Clients
) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    latest, all_of_them = last_sending(), meetings(cast)
    first = day_of(all_of_them[3])
    fill(cast, on=first)
    assert set(windows_of(cast, "fatima")) == {each.pk for each in all_of_them[:3]}
    assert set(windows_of(cast, "olga")) == {each.pk for each in all_of_them[3:]}
    assert [len(events) for events in told(cast, "fatima", latest)] == [len(all_of_them) - 3]
    address = reverse("meetings:meeting", args=[all_of_them[3].pk])
    assert client_of("olga").get(address).status_code == 404
    assert client_of("fatima").get(address).status_code == 200
    with time_machine.travel(datetime.combine(first, time(7), tzinfo=NOW.tzinfo)):
        assert client_of("olga").get(address).status_code == 200
        assert client_of("fatima").get(address).status_code == 404


def test_the_windows_of_a_vacant_seat_wait_for_whoever_fills_it(cast: Cast, client_of: Clients) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    before, latest = windows_of(cast, "fatima"), last_sending()
    vacant = vacate_seat(by=cast.amina, seat=cast.seats["prep_b.fatima"], on=TODAY)
    waiting = Part.objects.filter(seat=cast.seats["prep_b.fatima"])
    assert {row.holder_id for row in waiting} == {None}
    assert [len(events) for events in told(cast, "fatima", latest)] == [len(before)]
    address = reverse("meetings:meeting", args=[next(iter(before))])
    assert "Vakant" in client_of("amina").get(address).content.decode()
    fill(cast, seat=vacant)
    assert windows_of(cast, "olga") == before
    assert [len(events) for events in told(cast, "olga", latest)] == [len(before)]
    assert [len(events) for events in told(cast, "fatima", latest)] == [len(before)]


def test_who_comes_back_to_the_seat_is_invited_again(cast: Cast) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    before, latest = windows_of(cast, "fatima"), last_sending()
    filled = fill(cast)
    fill(cast, "fatima", seat=filled)
    assert windows_of(cast, "fatima") == before
    off, again = told(cast, "fatima", latest)
    assert {(event["method"], event["sequence"]) for event in off} == {("cancel", 1)}
    assert {(event["method"], event["sequence"]) for event in again} == {("request", 2)}


def deputise(cast: Cast, seat: str, name: str) -> Part:
    """Let the plan call somebody in the place of the seat's holder to the group's first meeting."""
    part = Part.objects.get(meeting=meetings(cast)[0], seat=cast.seats[seat])
    Invitation.objects.filter(meeting=part.meeting, recipient=part.holder).update(recipient=cast.users[name])
    part.holder, part.stands_in_for = cast.users[name], cast.seats[seat].title
    part.save()
    return part


def test_a_deputy_of_a_date_stays_the_deputy_of_that_date(cast: Cast, client_of: Clients) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    part = deputise(cast, "prep_b.fatima", "cecilia")
    seat = vacate_seat(by=cast.amina, seat=cast.seats["prep_b.fatima"], on=TODAY)
    fill(cast, seat=seat)
    part.refresh_from_db()
    assert (part.holder, part.stands_in_for) == (cast.users["cecilia"], "Trafikkontoret")
    assert set(windows_of(cast, "olga")) == {each.pk for each in meetings(cast)[1:]}
    address = reverse("meetings:meeting", args=[part.meeting_id])
    assert "Ersätter Trafikkontoret" in client_of("cecilia").get(address).content.decode()


def test_a_deputy_who_takes_the_seat_is_no_longer_a_deputy(cast: Cast) -> None:
    windowed_in_force(cast)
    part, latest = deputise(cast, "bertil", "erik"), last_sending()
    fill(cast, "erik", seat=cast.seats["bertil"])
    part.refresh_from_db()
    assert (part.holder, part.stands_in_for) == (cast.users["erik"], "")
    assert [len(events) for events in told(cast, "erik", latest)] == [len(meetings(cast)) - 1]


def test_a_deputy_who_takes_another_seat_of_the_group_is_wanted_for_both(cast: Cast, client_of: Clients) -> None:
    windowed_in_force(cast)
    deputy = deputise(cast, "amina", "doris")
    Part.objects.filter(pk=deputy.pk).update(first=0, last=30)
    own = Part.objects.filter(meeting=deputy.meeting, seat=cast.seats["prep_b.fatima"])
    own.update(first=20, last=45, by_video=True)
    fill(cast, "doris")
    deputy.refresh_from_db()
    assert (deputy.holder, deputy.stands_in_for) == (cast.users["doris"], cast.seats["amina"].title)
    meeting = deputy.meeting
    begins, ends, place = own_hours(meeting, cast.users["doris"].pk)
    assert (begins, ends, place) == (meeting.starts_at, meeting.starts_at + timedelta(minutes=45), meeting.place)
    invitation = Invitation.objects.get(meeting=meeting, recipient=cast.users["doris"])
    assert (invitation.starts_at, invitation.ends_at, invitation.by_video) == (begins, ends, False)
    page = client_of("doris").get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert f"Ersätter {cast.seats['amina'].title}" in page


def test_a_seat_that_is_withdrawn_calls_nobody_from_that_day(cast: Cast) -> None:
    windowed_in_force(cast)
    deputise(cast, "prep_b.fatima", "cecilia")
    latest = last_sending()
    all_of_them = meetings(cast)
    end_seat(by=cast.amina, seat=cast.seats["prep_b.fatima"], on=TODAY)
    assert windows_of(cast, "fatima") == windows_of(cast, "cecilia") == {}
    assert [event["method"] for events in told(cast, "cecilia", latest) for event in events] == ["cancel"]
    rows = Invitation.objects.filter(meeting__in=all_of_them, recipient=cast.users["fatima"])
    assert not rows.filter(is_cancelled=False).exists()
    assert set(windows_of(cast, "amina")) == {each.pk for each in all_of_them}


def test_when_a_group_ends_nobody_is_called_any_more(cast: Cast) -> None:
    windowed_in_force(cast)
    first = day_of(meetings(cast, "working_b")[4])
    end_group(by=cast.amina, group=cast.groups["working_b"], on=first)
    rows = Part.objects.filter(meeting__in=meetings(cast, "working_b"))
    assert {day_of(row.meeting) < first for row in rows.exclude(holder=None)} == {True}
    assert {day_of(row.meeting) >= first for row in rows.filter(holder=None)} == {True}


def test_who_may_not_fill_the_seat_hands_nothing_over(cast: Cast) -> None:
    windowed_in_force(cast)
    olga, latest = newcomer(cast), last_sending()
    before = windows_of(cast, "fatima")
    for name in ("cecilia", "fatima", "hanna", "ivar"):
        with pytest.raises(NotAllowed):
            fill_seat(by=cast.actor(name), seat=cast.seats["prep_b.fatima"], holder=olga, on=TODAY)
    assert windows_of(cast, "fatima") == before
    assert last_sending() == latest


def test_a_seat_filled_after_the_plan_was_made_is_the_new_holders_when_its_group_says_yes(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    a_plan(cast)
    plan = a_plan(cast, PlanKind.WINDOWED)
    olga = newcomer(cast)
    fill(cast)
    plan = all_say_yes(cast, plan)
    assert windows_of(cast, "fatima") == {}
    assert len(windows_of(cast, "olga")) == len(meetings(cast))
    assert not Sending.objects.exists()
    put_in_force(by=cast.gustav, plan=plan, now=NOW)
    assert Invitation.objects.filter(recipient=olga).count() == len(meetings(cast))


def test_no_calendar_is_told_of_a_plan_that_is_not_in_force_yet(cast: Cast) -> None:
    furnish(cast)
    write(cast)
    all_say_yes(cast, a_plan(cast))
    newcomer(cast)
    fill(cast)
    assert len(windows_of(cast, "olga")) == len(meetings(cast))
    assert not Sending.objects.exists()


def test_a_meeting_moved_by_hand_past_a_change_of_holder_is_the_later_holders(cast: Cast) -> None:
    windowed_in_force(cast)
    olga = newcomer(cast)
    early, late = meetings(cast)[2], meetings(cast)[3]
    window = windows_of(cast, "fatima")[early.pk]
    fill(cast, on=day_of(late))
    latest = last_sending()
    starts = timezone.localtime(late.starts_at) + timedelta(days=1)
    move_meeting(by=cast.amina, meeting=early, starts_at=starts, minutes=60, place="Sal", now=NOW)
    assert windows_of(cast, "olga")[early.pk] == window
    ((off,),), ((invited,),), ((moved,),) = (told(cast, name, latest) for name in ("fatima", "olga", "amina"))
    assert [event["method"] for event in (off, invited, moved)] == ["cancel", "request", "update"]
    assert invited["starts"] == own_hours(Meeting.objects.get(pk=early.pk), olga.pk)[0].isoformat()


def test_a_meeting_that_is_convened_invites_the_new_holder_and_not_the_former(cast: Cast) -> None:
    windowed_in_force(cast)
    newcomer(cast)
    meeting = meetings(cast)[0]
    convene_meeting(by=cast.amina, meeting=meeting, now=NOW)
    filled = fill(cast)
    seats = set(meeting.attendances.values_list("seat", flat=True))
    assert filled.pk in seats
    assert cast.seats["prep_b.fatima"].pk not in seats
    needed = {seat.pk for item in meeting.items.all() for seat in item.needs.all()}
    assert filled.pk in needed
    assert cast.seats["prep_b.fatima"].pk not in needed
    latest = Notice.objects.latest("pk").pk
    convene_meeting(by=cast.amina, meeting=meeting, now=NOW)
    key = meeting_pointer(meeting).key
    called = set(Notice.objects.filter(pk__gt=latest, key=key).values_list("recipient", flat=True))
    assert cast.users["olga"].pk in called
    assert cast.users["fatima"].pk not in called


def asked_by(client: Client, address: str, **query: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, query).status_code == 200
    return len(asked)


def test_pages_and_the_deed_ask_as_much_however_many_meetings_change_hands(cast: Cast, client_of: Clients) -> None:
    plan = windowed_in_force(cast)
    newcomer(cast)
    newcomer(cast, "petra")
    meeting, amina = meetings(cast)[0], client_of("amina")
    address, year = reverse("meetings:meeting", args=[meeting.pk]), reverse("scheduling:year", args=[plan.pk])
    asked_by(amina, address)
    before = asked_by(amina, address), asked_by(amina, year)
    with CaptureQueriesContext(connection) as many:
        filled = fill(cast)
    assert (asked_by(amina, address), asked_by(amina, year)) == before
    kept = [each.pk for each in meetings(cast)[:1]]
    Part.objects.filter(seat=cast.seats["prep_b.fatima"]).exclude(meeting__in=kept).delete()
    with CaptureQueriesContext(connection) as one:
        fill(cast, "petra", seat=filled)
    assert len(windows_of(cast, "petra")) == 1
    assert len(many) == len(one)
