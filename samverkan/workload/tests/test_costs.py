"""What meetings cost, who sees it, and who is needed in two places at once, from stored seats and meetings."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.groups.models import Seat
from samverkan.organisation.models import Post, Unit
from samverkan.workload.pages.costs import organisation_rows
from samverkan.workload.queries.ledger import Ledger, ledger_for, year_of
from samverkan.workload.rules.cost import fte, total, total_by
from samverkan.workload.tests.town import Town
from samverkan.workload.words import CollisionKind
from tests.cast import START, TODAY

ClientOf = Callable[[str], Client]


def ledger(town: Town, name: str = "gustav", year: int = 2026) -> Ledger:
    """Return the year's ledger as somebody of the cast sees it."""
    first, until = year_of(year)
    return ledger_for(town.cast.actor(name), town.cast.units["town"], first=first, until=until, today=TODAY)


def shown(answer: Any) -> str:
    """Return the text of a page."""
    text: str = answer.content.decode()
    return text


@pytest.mark.req("MEE-11")
def test_hours_and_posts_are_those_of_the_seats_that_are_called(town: Town) -> None:
    town.state_efforts(60)
    town.state_journey("transport", "bjorkasa", 30)
    town.state_journey("transport", "granvik", 20)
    found = ledger(town)
    transport = total_by(found.lines, lambda call: call.unit)[town.cast.units["transport"].pk]
    assert (transport.calls, transport.meeting, transport.around, transport.travel) == (2, 120, 240, 100)
    assert fte(transport.total, found.basis.fte_hours) == pytest.approx(460 / 60 / 1700)
    row = organisation_rows(found)[0]
    assert (row.name, row.functions, row.collisions) == ("Trafikkontoret", 1, 1)


def test_what_nobody_has_stated_is_left_out_and_said(town: Town, client_of: ClientOf) -> None:
    cost = total(ledger(town).lines)
    assert (cost.around, cost.travel, cost.without_around, cost.without_travel) == (0, 0, 3, 2)
    page = shown(client_of("gustav").get(reverse("workload:list")))
    assert "ingen har angett hur lång tid de tar" in page
    assert "ingen har angett hur långt det är" in page


def test_a_cancelled_meeting_costs_nothing_and_a_meeting_on_video_no_travel(town: Town) -> None:
    town.state_journey("transport", "bjorkasa", 30)
    town.in_g.state = "cancelled"
    town.in_g.save()
    town.in_b.place = "Digitalt, Teams"
    town.in_b.save()
    cost = total(ledger(town).lines)
    assert (cost.calls, cost.travel, cost.without_travel) == (1, 0, 0)


def test_a_seat_costs_only_while_somebody_holds_it(town: Town) -> None:
    Seat.objects.filter(group=town.working_g, unit=town.cast.units["granvik"]).update(valid_until=town.day)
    town.seat(town.working_g, "granvik", None, valid_from=town.day)
    cost = total(ledger(town).lines)
    assert (cost.calls, cost.vacant_calls, cost.vacant) == (2, 1, 60)


def test_noted_absence_is_told_beside_and_not_taken_off(town: Town) -> None:
    town.note_absent(town.in_b, town.cast.seats["fatima"])
    cost = total(ledger(town).lines)
    assert (cost.calls, cost.absent) == (3, 1)


@pytest.mark.req("MEE-09")
def test_one_needed_in_two_districts_at_once_is_seen_with_both_meetings(town: Town, client_of: ClientOf) -> None:
    collision = ledger(town).collisions[0]
    assert (collision.kind, collision.lacking, collision.week) == (CollisionKind.SAME_TIME, 30, (2026, 12))
    page = shown(client_of("gustav").get(reverse("workload:collisions")))
    assert "Vecka 12" in page
    for group in (town.cast.groups["working_b"], town.working_g):
        assert reverse("groups:group", args=[group.pk]) in page
    member = shown(client_of("fatima").get(reverse("workload:collisions")))
    for meeting in (town.in_b, town.in_g):
        assert reverse("meetings:meeting", args=[meeting.pk]) in member


def test_travel_between_two_districts_makes_a_collision_that_the_clock_does_not_show(town: Town) -> None:
    town.in_g.starts_at, town.in_g.ends_at = (
        town.in_b.ends_at + timedelta(minutes=20),
        town.in_b.ends_at + timedelta(minutes=80),
    )
    town.in_g.save()
    assert ledger(town).collisions == []
    town.state_journey("bjorkasa", "granvik", 35)
    assert [(one.kind, one.lacking) for one in ledger(town).collisions] == [(CollisionKind.NO_TIME_TO_TRAVEL, 15)]


@pytest.mark.req("CRO-12")
def test_a_district_sees_its_own_and_only_busy_marks_of_others(town: Town, client_of: ClientOf) -> None:
    found = ledger(town, "amina")
    assert {call.at for call in found.calls} == {town.cast.units["bjorkasa"].pk}
    assert len(found.collisions) == 1
    page = shown(client_of("amina").get(reverse("workload:collisions")))
    assert town.cast.groups["working_b"].name in page
    assert town.working_g.name not in page
    assert "Ett möte som inte är öppet för dig" in page
    export = client_of("amina").get(reverse("workload:export", args=["krockar", "csv"])).content.decode("utf-8-sig")
    assert town.working_g.name not in export


def test_an_administration_sees_its_own_functions_everywhere_and_nobody_elses(town: Town, client_of: ClientOf) -> None:
    found = ledger(town, "fatima")
    transport = town.cast.units["transport"].pk
    assert {(call.unit, call.at) for call in found.calls} == {
        (transport, town.cast.units["bjorkasa"].pk),
        (transport, town.cast.units["granvik"].pk),
    }
    granvik = reverse("workload:organisation", args=[town.cast.units["granvik"].pk])
    assert client_of("fatima").get(granvik).status_code == 404


def test_the_elected_see_sums_and_no_functions(town: Town, client_of: ClientOf) -> None:
    hanna = client_of("hanna")
    page = shown(hanna.get(reverse("workload:organisation", args=[town.cast.units["transport"].pk])))
    assert "Per slag av grupp" in page
    assert "Per funktion" not in page
    workbook = hanna.get(reverse("workload:export", args=["funktioner", "csv"]))
    assert workbook.status_code == 404
    assert hanna.get(reverse("workload:export", args=["organisationer", "csv"])).status_code == 200


@pytest.mark.req("CRO-07")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_names_a_person(town: Town, client_of: ClientOf, language: str) -> None:
    town.state_efforts()
    gustav = client_of("gustav")
    fatima = [town.cast.units["transport"].pk, town.cast.users["fatima"].pk]
    group = [town.cast.groups["working_b"].pk]
    pages = [
        *((name, []) for name in ("list", "collisions", "growth", "staffing", "needs", "presence", "alike")),
        *(("organisation", fatima[:1]), ("function", fatima), ("group_needs", group)),
    ]
    for name, args in pages:
        page = shown(gustav.get(reverse(f"workload:{name}", args=args), HTTP_ACCEPT_LANGUAGE=language))
        main = page[page.index("<main") :]
        for person in town.cast.users.values():
            assert person.name not in main, (name, person.name)
    for table in ("organisationer", "funktioner", "krockar"):
        text = gustav.get(reverse("workload:export", args=[table, "csv"])).content.decode("utf-8-sig")
        assert not any(person.name in text for person in town.cast.users.values())


def test_several_with_one_title_are_numbered_alike_for_every_reader(town: Town) -> None:
    transport = town.cast.units["transport"]
    before = town.cast.users["nils"]
    Post.objects.create(user=before, unit=transport, role="department", title="Projektledare", valid_from=START)
    key = (transport.pk, town.cast.users["fatima"].pk)
    assert ledger(town).titles[key] == ledger(town, "amina").titles[key] == "Projektledare 1"


def test_the_page_of_a_function_tells_its_weeks_collisions_and_groups(town: Town, client_of: ClientOf) -> None:
    for number in range(16):
        day = date(2026, 4, 13) + timedelta(days=number % 5)
        town.meeting(town.cast.groups["working_b"], day, 8 + 2 * (number // 5))
    address = reverse("workload:function", args=[town.cast.units["transport"].pk, town.cast.users["fatima"].pk])
    page = shown(client_of("gustav").get(address))
    assert "Fullast är vecka 16 med 16 timmar." in page
    assert "1 vecka har mer än 15 timmar." in page
    assert town.working_g.name in page
    assert "Projektledare" in page


def test_a_districts_reader_is_told_of_meetings_they_may_not_see(town: Town, client_of: ClientOf) -> None:
    address = reverse("workload:function", args=[town.cast.units["transport"].pk, town.cast.users["fatima"].pk])
    page = shown(client_of("amina").get(address))
    assert "Samma person har 1 möte på 1,0 timmar som inte är öppet för dig" in page
    assert town.working_g.name not in page


@pytest.mark.req("MEE-11")
def test_the_exports_add_up_to_the_page(town: Town, client_of: ClientOf) -> None:
    town.state_efforts()
    whole = total(ledger(town).lines)
    for table in ("organisationer", "funktioner"):
        data = client_of("gustav").get(reverse("workload:export", args=[table, "csv"])).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(data), delimiter=";"))
        assert sum(float(row["timmar"]) for row in rows) == pytest.approx(whole.total / 60, abs=0.05)
        assert sum(int(row["kallelser"]) for row in rows) == whole.calls
    workbook = client_of("gustav").get(reverse("workload:export", args=["allt", "xlsx"]))
    assert workbook.content[:2] == b"PK"


def test_another_year_or_municipality_is_asked_for_in_the_address(town: Town, client_of: ClientOf) -> None:
    assert total(ledger(town, year=2025).lines).calls == 0
    assert "Inga möten det här året" in shown(client_of("gustav").get(reverse("workload:list") + "?ar=2025"))
    other = Unit.objects.create(name="Annan", kind="municipality", party="municipality", valid_from=START)
    assert client_of("gustav").get(f"{reverse('workload:list')}?kommun={other.pk}").status_code == 404
