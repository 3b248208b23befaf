"""The year wheel: what is on whose year, what may be known of others' meetings, and the calendar that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from samverkan.access.actor import NOBODY
from samverkan.audit.models import Entry as TrailEntry
from samverkan.consultations.tests.town import LAST_DAY, sent
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.models import Seat
from samverkan.groups.services import fill_seat
from samverkan.meetings.models import Part
from samverkan.overview.tests.furnish import at, furnish, meeting
from samverkan.overview.tests.thread_week import a_thread
from samverkan.wheel.models import Subscription
from samverkan.wheel.queries.years import group_year, own_year, unit_year
from samverkan.wheel.rules import Entry, in_order, year_asked
from samverkan.wheel.services import close_subscription, open_subscription
from samverkan.wheel.words import EntryKind
from tests.cast import TODAY, Cast

ClientOf = Callable[[str], Client]
DAY = timedelta(days=1)
NOW = at(TODAY, 9)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    """Let every test happen on the cast's day."""
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        yield


def kinds(entries: tuple[Entry, ...]) -> set[EntryKind]:
    return {entry.kind for entry in entries}


def test_ones_own_year_holds_the_meetings_of_ones_groups_and_what_is_due(cast: Cast) -> None:
    furnish(cast)
    a_thread(cast)
    entries = own_year(cast.amina, 2026, today=TODAY).entries
    meetings = [entry for entry in entries if entry.kind == EntryKind.MEETING]
    assert {entry.where for entry in meetings} == {"Beredningsgrupp Björkåsa"}
    assert all(entry.title and entry.address and entry.starts_at for entry in meetings)
    assert {entry.ring for entry in meetings} == {"local_preparation"}
    assert kinds(entries) >= {
        EntryKind.MEETING,
        EntryKind.REPORT_OPENS,
        EntryKind.REPORT_DUE,
        EntryKind.REVISION,
        EntryKind.PLAN,
        EntryKind.PART_DUE,
    }
    parts = [entry for entry in entries if entry.kind == EntryKind.PART_DUE]
    assert {entry.party for entry in parts} == {"municipality"}
    assert list(entries) == sorted(entries, key=lambda entry: entry.day)
    assert all(entry.day.year == 2026 for entry in entries)


def test_a_cancelled_meeting_and_one_of_another_year_are_not_on_the_wheel(cast: Cast) -> None:
    meeting(cast, "prep_b", "Inställt", TODAY, 9, "cancelled")
    meeting(cast, "prep_b", "Nästa år", date(2027, 1, 1), 0, "booked")
    meeting(cast, "prep_b", "Sista timmen", date(2026, 12, 31), 22, "booked")
    titles = [entry.title for entry in own_year(cast.amina, 2026, today=TODAY).entries]
    assert titles == ["Sista timmen"]
    assert [entry.title for entry in own_year(cast.amina, 2027, today=TODAY).entries] == ["Nästa år"]


def test_of_a_group_that_one_may_see_but_whose_meetings_are_closed_one_learns_only_when_it_meets(cast: Cast) -> None:
    meeting(cast, "prep_b", "Ny ordning på torget", TODAY + DAY, 9, "booked")
    group, year = group_year(cast.gustav, cast.groups["prep_b"].pk, 2026, today=TODAY)
    (found,) = year.entries
    assert (found.title, found.address, found.place, found.where) == ("", "", "", group.name)
    assert found.starts_at is not None


def test_who_is_only_elected_meets_no_booked_meetings(cast: Cast, client_of: ClientOf) -> None:
    held = meeting(cast, "prep_b", "Hållet", TODAY - 30 * DAY, 9, "held")
    meeting(cast, "prep_b", "Justerat", TODAY - 60 * DAY, 9, "approved")
    meeting(cast, "prep_b", "Bokat", TODAY + DAY, 9, "booked")
    assert held.pk
    _, year = unit_year(cast.hanna, cast.units["bjorkasa"].pk, 2026, today=TODAY)
    assert [entry.title for entry in year.entries] == ["Justerat"]
    page = client_of("hanna").get(reverse("wheel:unit", args=[cast.units["bjorkasa"].pk])).content.decode()
    assert "Bokat" not in page


def test_the_last_day_to_answer_is_on_the_years_of_those_who_are_asked_and_of_the_city_that_asks(cast: Cast) -> None:
    assert kinds(own_year(cast.amina, 2026, today=TODAY).entries) == set()
    made = sent(cast)

    def last_days(entries: tuple[Entry, ...]) -> set[tuple[date, str]]:
        return {(entry.day, entry.title) for entry in entries if entry.kind == EntryKind.ANSWER_DUE}

    expected = {(LAST_DAY, made.case.title)}
    assert last_days(own_year(cast.amina, 2026, today=TODAY).entries) == expected
    assert last_days(own_year(cast.bertil, 2026, today=TODAY).entries) == set()
    _, city = unit_year(cast.gustav, cast.units["town"].pk, 2026, today=TODAY)
    assert last_days(city.entries) == expected


def test_another_districts_year_and_groups_do_not_exist_for_a_district(cast: Cast) -> None:
    with pytest.raises(Http404):
        unit_year(cast.cecilia, cast.units["bjorkasa"].pk, 2026, today=TODAY)
    with pytest.raises(Http404):
        group_year(cast.cecilia, cast.groups["prep_b"].pk, 2026, today=TODAY)
    with pytest.raises(Http404):
        unit_year(cast.amina, cast.units["lpo_b"].pk, 2026, today=TODAY)


def test_a_citys_year_counts_its_districts_meetings_month_by_month(cast: Cast, client_of: ClientOf) -> None:
    for days in (0, 1, 40):
        meeting(cast, "prep_b", "Beredning", TODAY + days * DAY, 9, "booked")
    meeting(cast, "prep_g", "Beredning", TODAY, 9, "booked")
    meeting(cast, "central", "Centralt", TODAY + 2 * DAY, 9, "booked")
    _, year = unit_year(cast.gustav, cast.units["town"].pk, 2026, today=TODAY)
    assert [entry.title for entry in year.entries if entry.kind == EntryKind.MEETING] == ["Centralt"]
    months = {unit.name: unit.months for unit in year.units}
    assert (months["Björkåsa stadsdelsförvaltning"][2], months["Björkåsa stadsdelsförvaltning"][3]) == (2, 1)
    assert sum(unit.total for unit in year.units) == sum(count.number for count in year.counts) == 4
    page = client_of("gustav").get(reverse("wheel:unit", args=[cast.units["town"].pk])).content.decode()
    assert reverse("wheel:unit", args=[cast.units["granvik"].pk]) in page
    _, seen_from_a_district = unit_year(cast.amina, cast.units["town"].pk, 2026, today=TODAY)
    assert [unit.name for unit in seen_from_a_district.units] == ["Björkåsa stadsdelsförvaltning"]
    assert sum(count.number for count in seen_from_a_district.counts) == 3


def test_the_page_holds_everything_as_a_list_and_the_picture_says_so(cast: Cast, client_of: ClientOf) -> None:
    furnish(cast)
    page = client_of("amina").get(reverse("wheel:mine"))
    text = page.content.decode()
    assert 'role="img"' in text
    assert "Allt står i listan" in text
    months = page.context["page"].months
    assert [month.number for month in months] == sorted(month.number for month in months)
    listed = sum(len(month.rows) for month in months)
    assert listed == text.count('class="entry ') + text.count('class="entry"')
    drawn = len(re.findall(r'class="wheel__mark [^>]*><title>', text))
    assert drawn == listed
    assert text.index('class="year__list"') < text.index('class="year__wheel"')


def test_the_list_is_written_in_the_readers_language(cast: Cast, client_of: ClientOf) -> None:
    meeting(cast, "prep_b", "Beredning", TODAY + DAY, 14, "booked")
    amina = client_of("amina")
    swedish = amina.get(reverse("wheel:mine")).content.decode()
    assert "14.00–15.00" in swedish
    assert "Mars" in swedish
    amina.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = amina.get(reverse("wheel:mine")).content.decode()
    assert "14:00–15:00" in english
    assert "March" in english
    assert "Year wheel 2026" in english


@pytest.mark.parametrize("asked", ["2027", "2025"])
def test_other_years_are_a_step_away(cast: Cast, client_of: ClientOf, asked: str) -> None:
    page = client_of("amina").get(reverse("wheel:mine"), {"ar": asked})
    assert f"<h1>Årshjul {asked}</h1>" in page.content.decode()
    assert page.context["page"].wheel.today is None


@pytest.mark.parametrize("asked", ["", "snart", "99999", "-1", "1999", "²⁰²⁷", "2101"])
def test_a_year_that_cannot_be_is_this_year(asked: str) -> None:
    assert year_asked(asked, today=TODAY) == 2026


def test_who_has_no_groups_is_told_what_will_be_there(cast: Cast, client_of: ClientOf) -> None:
    page = client_of("nils").get(reverse("wheel:mine")).content.decode()
    assert "Inget under 2026 än" in page
    assert own_year(NOBODY, 2026, today=TODAY).entries == ()


def test_months_are_in_order_and_days_with_no_hour_come_first() -> None:
    noon = Entry(date(2026, 3, 1), EntryKind.MEETING, "Möte", starts_at=at(date(2026, 3, 1), 12))
    due = Entry(date(2026, 3, 1), EntryKind.REPORT_DUE, "Rapport")
    early = Entry(date(2026, 1, 9), EntryKind.PLAN, "Plan")
    assert in_order([noon, due, early]) == (early, due, noon)


def test_ones_own_year_and_calendar_say_the_part_of_a_meeting_that_one_is_wanted_for(
    cast: Cast, client_of: ClientOf
) -> None:
    booked = meeting(cast, "prep_b", "Torget", TODAY + DAY, 9, "booked")
    Part.objects.create(meeting=booked, holder=cast.users["amina"], first=30, last=45, by_video=True)
    page = client_of("amina").get(reverse("wheel:mine")).content.decode()
    assert "Du behövs 09.30–09.45, på video" in page
    assert "Du behövs" not in client_of("bertil").get(reverse("wheel:mine")).content.decode()
    _, token = open_subscription(by=cast.amina, now=NOW)
    file = Calendar.from_ical(client_of("amina").get(reverse("wheel:feed", args=[token])).content)
    (event,) = [each for each in file.walk("VEVENT") if each["uid"] == f"meeting-{booked.pk}@samverkan"]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=15)
    assert "video" in str(event["location"])


def test_the_part_of_a_seat_stands_in_the_year_of_who_holds_it_on_the_day(cast: Cast, client_of: ClientOf) -> None:
    booked = meeting(cast, "prep_b", "Torget", TODAY + 2 * DAY, 9, "booked")
    seat = cast.seats["bertil"]
    Part.objects.create(meeting=booked, seat=seat, holder=cast.users["bertil"], first=30, last=45)
    fill_seat(by=cast.amina, seat=seat, holder=cast.users["erik"], on=TODAY + DAY)

    def own(name: str) -> list[Entry]:
        entries = own_year(cast.actor(name, TODAY + DAY), 2026, today=TODAY + DAY).entries
        return [entry for entry in entries if entry.key == booked.pk and entry.kind == EntryKind.MEETING]

    (entry,) = own("erik")
    assert entry.part == (booked.starts_at + timedelta(minutes=30), booked.starts_at + timedelta(minutes=45))
    assert all(entry.part is None for entry in own("bertil"))


def test_a_deputy_sees_the_meeting_that_they_are_called_to_and_no_other_of_the_group(
    cast: Cast, client_of: ClientOf
) -> None:
    called = meeting(cast, "prep_b", "Torget", TODAY + DAY, 9, "booked")
    other = meeting(cast, "prep_b", "Skolan", TODAY + 2 * DAY, 9, "booked")
    Part.objects.create(meeting=called, holder=cast.users["cecilia"], stands_in_for="Samordnare")
    cecilia = client_of("cecilia")
    entries = own_year(cast.cecilia, 2026, today=TODAY).entries
    assert [entry.title for entry in entries if entry.kind == EntryKind.MEETING] == ["Torget"]
    assert "Ersätter Samordnare" in cecilia.get(reverse("meetings:meeting", args=[called.pk])).content.decode()
    assert cecilia.get(reverse("meetings:meeting", args=[other.pk])).status_code == 404


# The calendar that follows


def test_a_calendar_program_follows_ones_year_and_no_more(cast: Cast, client_of: ClientOf) -> None:
    furnish(cast)
    meeting(cast, "prep_b", "Nästa år", date(2027, 2, 3), 9, "booked")
    page = client_of("amina").post(reverse("wheel:subscription")).content.decode()
    found = re.search(r"<code>[^<]*(/arshjul/kalender/[\w-]+\.ics)</code>", page)
    assert found
    answer = Client().get(found.group(1))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events)
    titles = {str(event["summary"]) for event in events}
    assert {"Beredningsgruppens möte", "Nästa år"} <= titles
    assert not {"Granviks beredning", "Arbetsgruppen för torget"} & titles
    assert found.group(1) not in client_of("amina").get(reverse("wheel:subscription")).content.decode()


def test_a_new_address_closes_the_old_one_and_a_closed_one_answers_as_if_it_never_was(cast: Cast) -> None:
    _, first = open_subscription(by=cast.amina, now=NOW)
    _, second = open_subscription(by=cast.amina, now=NOW)
    _, of_bertil = open_subscription(by=cast.bertil, now=NOW)

    def answers(token: str) -> int:
        return Client().get(reverse("wheel:feed", args=[token])).status_code

    assert [answers(token) for token in (first, second, of_bertil, "gissning")] == [404, 200, 200, 404]
    close_subscription(by=cast.amina, now=NOW)
    assert [answers(token) for token in (second, of_bertil)] == [404, 200]
    with pytest.raises(Refused, match="no open address"):
        close_subscription(by=cast.amina, now=NOW)
    events = TrailEntry.objects.filter(event__startswith="wheel.").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["wheel.subscription_opened"] * 3 + ["wheel.subscription_closed"]


def test_the_secret_of_an_address_is_not_kept(cast: Cast) -> None:
    subscription, token = open_subscription(by=cast.amina, now=NOW)
    assert token not in str(Subscription.objects.filter(pk=subscription.pk).values())
    assert token not in str(list(TrailEntry.objects.values()))


def test_who_has_left_and_who_has_no_account_follow_nothing(cast: Cast) -> None:
    _, token = open_subscription(by=cast.amina, now=NOW)
    user = cast.users["amina"]
    user.is_active = False
    user.save()
    assert Client().get(reverse("wheel:feed", args=[token])).status_code == 404
    with pytest.raises(NotAllowed):
        open_subscription(by=NOBODY, now=NOW)
    with pytest.raises(Refused):
        close_subscription(by=NOBODY, now=NOW)


def test_a_seat_that_is_left_takes_its_meetings_out_of_the_calendar(cast: Cast) -> None:
    meeting(cast, "prep_b", "Beredning", TODAY + DAY, 9, "booked")
    _, token = open_subscription(by=cast.amina, now=NOW)
    address = reverse("wheel:feed", args=[token])
    assert b"Beredning" in Client().get(address).content
    Seat.objects.filter(pk=cast.seats["amina"].pk).update(valid_until=TODAY)
    assert b"SUMMARY:Beredning" not in Client().get(address).content


def test_the_address_is_closed_by_form_and_told(cast: Cast, client_of: ClientOf) -> None:
    amina = client_of("amina")
    assert amina.post(reverse("wheel:close")).status_code == 422
    amina.post(reverse("wheel:subscription"))
    assert "Stäng adressen" in amina.get(reverse("wheel:subscription")).content.decode()
    closed = amina.post(reverse("wheel:close"), follow=True)
    assert "Adressen är stängd." in closed.content.decode()
    assert not Subscription.objects.filter(revoked_at__isnull=True).exists()


def test_the_wheel_asks_as_many_questions_at_few_and_at_many_rows(cast: Cast, client_of: ClientOf) -> None:
    def questions(person: str, address: str) -> int:
        client = client_of(person)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = (
        ("amina", reverse("wheel:mine")),
        ("amina", reverse("wheel:group", args=[cast.groups["prep_b"].pk])),
        ("amina", reverse("wheel:unit", args=[cast.units["bjorkasa"].pk])),
        ("gustav", reverse("wheel:unit", args=[cast.units["town"].pk])),
    )
    furnish(cast)
    a_thread(cast)
    few = [questions(*one) for one in addresses]
    for number in (1, 2):
        furnish(cast, number)
        a_thread(cast, number)
    assert [questions(*one) for one in addresses] == few
    assert max(few) <= 40
