"""The pages of meetings, asked over HTTP: what a person sees, does and is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from samverkan.decisions.models import Decision
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.meetings import services
from samverkan.meetings.models import Meeting, Series
from samverkan.meetings.tests.meeting_makers import NOW, book, held, matter, under_way
from samverkan.meetings.words import ItemKind, MeetingState, Outcome
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def post(client: Client, name: str, key: int, **values: Any) -> Any:
    """Send a form, and follow to where it leads."""
    return client.post(reverse(f"meetings:{name}", args=[key]), values, follow=True)


def page_of(client: Client, meeting: Meeting) -> str:
    """Return the meeting's page as text."""
    return client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()


def test_a_series_is_founded_and_its_year_booked(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    given = {
        "group": cast.groups["prep_b"].pk,
        "title": "Beredningsgrupp",
        "cadence": "quarterly",
        "weekday": "1",
        "starts": "09:00",
        "minutes": "90",
        "place": "Sessionssalen",
        "template": "Lägesbild, 20\nÖvrigt",
        "valid_from": "2026-01-01",
    }
    client.post(reverse("meetings:series"), given | {"title": ""})
    assert not Series.objects.exists()
    client.post(reverse("meetings:series"), given)
    series = Series.objects.get()
    assert [(row.title, row.minutes) for row in series.template.all()] == [("Lägesbild", 20), ("Övrigt", 10)]

    address = reverse("meetings:series_one", args=[series.pk])
    assert client.post(address, {"until": "2026-01-01"}).status_code == 200
    client.post(address, {"until": "2026-12-31"})
    assert Meeting.objects.count() == 3
    assert "Boka serien" in client.get(address).content.decode()


def test_a_meeting_is_booked_built_convened_and_opened(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    matter(cast)
    given = {"group": cast.groups["prep_b"].pk, "day": TODAY.isoformat(), "starts": "13:00", "minutes": "60"}
    assert client.post(reverse("meetings:book"), given | {"day": "2026-03-01"}).status_code == 200
    assert not Meeting.objects.exists()
    client.post(reverse("meetings:book"), given)
    meeting = Meeting.objects.get()
    assert meeting.title == "Beredningsgrupp Björkåsa"
    assert "Bygg dagordningen" in page_of(client, meeting)

    post(client, "convene", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.BOOKED
    post(client, "prepare_agenda", meeting.pk)
    post(client, "add_item", meeting.pk, **{"add-title": "Nytt", "add-text": "", "add-minutes": "5"})
    item = meeting.items.get(title="Nytt")
    post(client, "shift_item", item.pk, to="up")
    changed = {f"change-{item.pk}-title": "Nyare", f"change-{item.pk}-minutes": "7"}
    post(client, "change_item", item.pk, **changed)
    assert meeting.items.get(pk=item.pk).title == "Nyare"
    post(client, "remove_item", item.pk)
    move = {"move-day": TODAY.isoformat(), "move-starts": "14:00", "move-minutes": "30", "move-place": "B2"}
    assert "har passerat" in post(client, "move", meeting.pk, **(move | {"move-day": "2026-03-01"})).content.decode()
    post(client, "move", meeting.pk, **move)
    post(client, "convene", meeting.pk)
    assert "Öppna mötet" in page_of(client, meeting)
    post(client, "start", meeting.pk)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.place) == (MeetingState.UNDER_WAY, "B2")
    assert meeting.items.values_list("title", flat=True)[0] == "Belysning på torget"


def test_a_cancelled_meeting_says_why_on_its_page(cast: Cast, client_of: ClientOf) -> None:
    meeting = book(cast, days=3)
    client = client_of("amina")
    post(client, "cancel", meeting.pk, **{"cancel-reason": ""})
    post(client, "cancel", meeting.pk, **{"cancel-reason": "Samma dag som nämnden"})

    assert "Samma dag som nämnden" in page_of(client, meeting)


@pytest.mark.req("MEE-18")
def test_attendance_is_noted_and_says_who_is_missing(cast: Cast, client_of: ClientOf) -> None:
    meeting = services.start_meeting(by=cast.amina, meeting=book(cast), now=NOW)
    client = client_of("amina")
    amina, bertil = cast.seats["amina"].pk, cast.seats["bertil"].pk
    post(
        client,
        "attendance",
        meeting.pk,
        **{f"attendance-presence-{amina}": "present", f"attendance-presence-{bertil}": "excused"},
    )

    page = page_of(client, meeting)
    assert "1 av 2 ledamöter" in page
    assert "Polisen är inte företrädd." in page


def test_notes_are_saved_and_lead_to_the_next_item(cast: Cast, client_of: ClientOf) -> None:
    meeting = under_way(cast, items=("Ett", "Två"))
    one, two = meeting.items.get(title="Ett"), meeting.items.get(title="Två")
    answer = client_of("amina").post(
        reverse("meetings:notes", args=[one.pk]),
        {
            f"notes-{one.pk}-notes": "Noterat\r\npå två rader",
            f"notes-{one.pk}-edition": "1",
            "outcome": "information",
            "next": two.pk,
        },
    )

    one.refresh_from_db()
    assert (one.notes, one.outcome) == ("Noterat\npå två rader", Outcome.INFORMATION)
    assert answer.headers["Location"].endswith(f"?punkt={two.pk}#id_notes-{two.pk}-notes")


@pytest.mark.parametrize("in_background", [True, False])
def test_both_texts_are_shown_when_two_write_at_once(cast: Cast, client_of: ClientOf, in_background: bool) -> None:
    item = under_way(cast).items.get(title="Läget")
    services.write_notes(by=cast.amina, item=item, notes="Aminas text", edition=1)
    headers = {"HX-Request": "true"} if in_background else {}
    client = client_of("bertil")
    given = {f"notes-{item.pk}-notes": "Bertils text", f"notes-{item.pk}-edition": "1"}
    page = client.post(reverse("meetings:notes", args=[item.pk]), given, headers=headers).content.decode()

    assert "Aminas text" in page
    assert "Amina Lind sparade" in page
    assert f'name="notes-{item.pk}-edition" value="1"' in page
    assert ("Bertils text" in page) is not in_background
    item.refresh_from_db()
    assert item.notes == "Aminas text"
    client.post(reverse("meetings:notes", args=[item.pk]), given | {"seen": "2"})
    item.refresh_from_db()
    assert item.notes == "Bertils text"


def test_notes_with_person_data_are_refused_as_one_types(cast: Cast, client_of: ClientOf) -> None:
    item = under_way(cast).items.get(title="Läget")
    page = client_of("amina").post(
        reverse("meetings:notes", args=[item.pk]),
        {f"notes-{item.pk}-notes": "Ring 070-123 45 67", f"notes-{item.pk}-edition": "1"},
        headers={"HX-Request": "true"},
    )

    assert "form-error" in page.content.decode()
    item.refresh_from_db()
    assert item.notes == ""


@pytest.mark.req("DEC-03", "MEE-17")
def test_a_stopped_decision_says_why_and_offers_the_way_on(cast: Cast, client_of: ClientOf) -> None:
    question = matter(cast, category=DecisionCategory.AGREEMENT, proposal="Gruppen ändrar avtalet.")
    meeting = under_way(cast)
    item = meeting.items.get(matter=question)
    client = client_of("amina")
    assert "Gruppen ändrar avtalet." in page_of(client, meeting)
    given = {
        f"decide-{item.pk}-{name}": value
        for name, value in {
            "text": "Gruppen ändrar avtalet.",
            "responsible_seat": cast.seats["amina"].pk,
            "municipality_decision_maker": "Amina Lind",
            "police_decision_maker": "Bertil Ek",
        }.items()
    }
    page = post(client, "decide", item.pk, **given).content.decode()

    assert not Decision.objects.exists()
    assert "Utanför gruppens mandatavgränsning" in page
    assert reverse("meetings:forward", args=[item.pk]) in page
    post(client, "forward", item.pk)
    question.refresh_from_db()
    assert question.group == cast.groups["steering_b"]


def test_a_meeting_is_decided_assigned_closed_and_corrected(cast: Cast, client_of: ClientOf) -> None:
    first = held(cast, days=-10)
    question = matter(cast)
    meeting = under_way(cast)
    client = client_of("amina")
    item, topic = meeting.items.get(matter=question), meeting.items.get(title="Läget")
    due = (TODAY + timedelta(days=9)).isoformat()
    given = {
        "text": "Bifalles.",
        "responsible_seat": cast.seats["amina"].pk,
        "due_date": due,
        "municipality_decision_maker": "Amina Lind",
        "police_decision_maker": "Bertil Ek",
    }
    post(client, "decide", item.pk, **{f"decide-{item.pk}-{name}": value for name, value in given.items()})
    todo = {"text": "Räkna lamporna", "seat": cast.seats["bertil"].pk, "due_date": due}
    post(client, "assign", topic.pk, **{f"assign-{topic.pk}-text": ""})
    post(client, "assign", topic.pk, **{f"assign-{topic.pk}-{name}": value for name, value in todo.items()})
    post(client, "approve", meeting.items.get(kind=ItemKind.MINUTES).pk)
    post(client, "close", meeting.pk)
    post(client, "correct", meeting.pk, **{"correct-text": ""})
    post(client, "correct", meeting.pk, **{"correct-text": "Doris var också med."})

    page = page_of(client, meeting)
    for text in ("Beslut 1/2026", "Räkna lamporna", "Protokollet justerat", "Doris var också med.", "Amina Lind"):
        assert text in page
    first.refresh_from_db()
    question.refresh_from_db()
    assert (first.state, question.state) == (MeetingState.APPROVED, MatterState.DECIDED)
    bertil = client_of("bertil")
    assert "Räkna lamporna" in bertil.get(reverse("meetings:list")).content.decode()
    post(bertil, "assignment_done", topic.assignments.get().pk, next="list")
    assert "Jag ska göra" not in bertil.get(reverse("meetings:list")).content.decode()


@pytest.mark.req("DEC-07")
def test_a_followed_decision_is_marked_as_carried_out(cast: Cast, client_of: ClientOf) -> None:
    meeting = under_way(cast, days=-10, items=("Vakter",))
    services.decide_item(
        by=cast.amina,
        item=meeting.items.get(title="Vakter"),
        text="Vakter sätts in.",
        category=DecisionCategory.WORK_WITHIN_PLAN,
        responsible_seat=cast.seats["amina"],
        due_date=TODAY - timedelta(days=1),
        municipality_decision_maker="Amina",
        police_decision_maker="Bertil",
    )
    services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)
    item = under_way(cast).items.get(kind=ItemKind.DECISION_FOLLOW_UP)
    post(client_of("amina"), "carried_out", item.pk, **{f"follow-{item.pk}-note": "Klart"})

    assert Decision.objects.get().closing_note == "Klart"


def test_what_a_deed_refuses_is_told_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    meeting = services.start_meeting(by=cast.amina, meeting=book(cast), now=NOW)
    answer = post(client_of("amina"), "close", meeting.pk)

    assert "Notera vilka som är närvarande innan du avslutar mötet." in answer.content.decode()


def test_who_may_read_but_not_run_sees_no_forms(cast: Cast, client_of: ClientOf) -> None:
    meeting = book(cast, "working_b", days=2)
    services.add_item(by=cast.amina, meeting=meeting, title="Torget")
    page = page_of(client_of("fatima"), meeting)

    assert "Torget" in page
    assert "Bygg dagordningen" not in page
    assert post(client_of("fatima"), "prepare_agenda", meeting.pk).status_code == 403
    assert post(client_of("cecilia"), "prepare_agenda", meeting.pk).status_code == 404


def test_the_calendar_file_holds_the_meeting(cast: Cast, client_of: ClientOf) -> None:
    meeting = book(cast, days=1)
    answer = client_of("amina").get(reverse("meetings:calendar", args=[meeting.pk]))
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert (event.decoded("dtstart"), str(event["summary"])) == (meeting.starts_at, meeting.title)


def queries_of(client: Client, address: str) -> int:
    """Return how many questions the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("state", ["plan", "run", "minutes"])
def test_a_meetings_page_asks_as_much_whatever_the_number_of_items(cast: Cast, client_of: ClientOf, state: str) -> None:
    client = client_of("amina")
    counts = []
    for days, items in ((0, ("Ett",)), (1, tuple(f"Punkt {number}" for number in range(9)))):
        for number in range(len(items)):
            matter(cast, title=f"Ärende {number}")
        if state == "plan":
            meeting = book(cast, days=days + 20)
            for title in items:
                services.add_item(by=cast.amina, meeting=meeting, title=title)
            services.prepare_agenda(by=cast.amina, meeting=meeting)
        else:
            meeting = under_way(cast, days=days, items=items)
            for item in meeting.items.filter(kind="free"):
                services.assign(
                    by=cast.amina, item=item, text="Gör", seat=cast.seats["bertil"], due_date=date(2026, 6, 1)
                )
        if state == "minutes":
            services.close_meeting(by=cast.amina, meeting=meeting, now=NOW)
        counts.append(queries_of(client, reverse("meetings:meeting", args=[meeting.pk])))

    assert counts[0] == counts[1] <= 40


def test_the_list_asks_as_much_whatever_the_number_of_meetings(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    client = client_of("amina")
    book(cast)
    one = queries_of(client, reverse("meetings:list"))
    for days in range(1, 9):
        book(cast, days=days)
        book(cast, "steering_b", days=days)
    with django_assert_num_queries(one):
        client.get(reverse("meetings:list"))


def test_who_has_insight_is_told_that_meetings_to_come_are_not_shown(cast: Cast, client_of: ClientOf) -> None:
    book(cast)
    text = client_of("hanna").get(reverse("meetings:list")).content.decode()
    assert "Kommande möten visas inte här" in text
    assert "Inga möten är bokade" not in text
    assert "Boka ett" not in client_of("fatima").get(reverse("meetings:list")).content.decode()
