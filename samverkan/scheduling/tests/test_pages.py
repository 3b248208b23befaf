"""Pages: what planners, leaders and boards meet, and two who write at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.scheduling.models import Cadence, Proposal, Venue, Wish, YearPlan
from samverkan.scheduling.services.venues import change_venue
from samverkan.scheduling.tests.doors import a_small_plan
from samverkan.scheduling.tests.town import YEAR, cadence_of, venues_of
from samverkan.workload.queries.ledger import journeys_of
from tests.cast import TODAY, Cast
from tests.red_thread import NOW

ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Let the day be the cast's."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield


def test_a_plan_that_is_being_made_shows_how_far_it_has_come_and_asks_for_itself(
    cast: Cast, client_of: ClientOf
) -> None:
    plan = a_small_plan(
        cast, state="under_way", sealed="", schedule={}, figures={}, doing="search, part 3 of 10", elapsed=4.0,
        seconds=60, cost_now=900, first_cost=1000, heard_at=NOW,
    )  # fmt: skip
    address = reverse("scheduling:plan", args=[plan.pk])
    page = client_of("amina").get(address).content.decode()
    assert "Förbättrar planen: 3 av 10" in page
    assert "10 procent bättre" in page
    assert 'hx-trigger="every 2s"' in page
    part = client_of("amina").get(address, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")
    YearPlan.objects.filter(pk=plan.pk).update(state="done", sealed="x")
    assert client_of("amina").get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_process_that_is_gone_is_said_to_be(cast: Cast, client_of: ClientOf) -> None:
    silent = timezone.now() - timedelta(minutes=3)
    plan = a_small_plan(cast, state="under_way", sealed="", schedule={}, figures={}, heard_at=silent, created_at=silent)
    page = client_of("amina").get(reverse("scheduling:plan", args=[plan.pk])).content.decode()
    assert "Planen görs inte längre" in page
    assert "every 2s" not in page


def test_boards_read_only_what_is_in_force_and_only_groups_that_said_yes(cast: Cast, client_of: ClientOf) -> None:
    ready = a_small_plan(cast)
    assert client_of("hanna").get(reverse("scheduling:plan", args=[ready.pk])).status_code == 404
    plan = a_small_plan(cast, state="in_force", in_force_at=NOW)
    answer = Proposal.objects.create(plan=plan, group=cast.groups["prep_b"], answer="rejected", reason="Passar inte")
    address = reverse("scheduling:plan", args=[plan.pk])
    assert "Beredningsgrupp Björkåsa" not in client_of("hanna").get(address).content.decode()
    Proposal.objects.filter(pk=answer.pk).update(answer="confirmed", reason="")
    page = client_of("hanna").get(address).content.decode()
    assert "Beredningsgrupp Björkåsa" in page
    assert "Vad planen kräver" not in page


def test_two_who_write_a_venue_at_once_are_both_told(cast: Cast, client_of: ClientOf) -> None:
    venue = venues_of(cast).venues["hall"]
    venue.refresh_from_db()
    address = reverse("scheduling:venue", args=[venue.pk])
    first = {"name": "Stadshuset, nytt", "edition": venue.edition}
    assert client_of("gustav").post(address, first).status_code == 302
    answer = client_of("gustav").post(address, {"name": "Rådhuset", "edition": venue.edition})
    assert answer.status_code == 422
    assert "Stadshuset, nytt" in answer.content.decode()
    assert Venue.objects.get(pk=venue.pk).name == "Stadshuset, nytt"


def test_two_who_say_how_a_group_meets_at_once_are_both_told(cast: Cast, client_of: ClientOf) -> None:
    room = venues_of(cast).rooms["b"]
    cadence_of(cast, "prep_b", "amina", [room])
    address = reverse("scheduling:cadence", args=[cast.groups["prep_b"].pk])
    values = {"meetings": 5, "minutes": 90, "preparation": 60, "rooms": [room.pk], "edition": 1}
    needs = {f"need_{cast.seats[name].pk}": "required" for name in ("amina", "bertil")}
    assert client_of("bertil").post(address, values | needs).status_code == 302
    answer = client_of("amina").post(address, values | needs | {"minutes": 45})
    assert answer.status_code == 422
    assert "Bertil Ek" in answer.content.decode()
    assert Cadence.objects.get().minutes == 90


def test_a_group_cannot_meet_in_no_room_nor_longer_than_a_day_allows(cast: Cast, client_of: ClientOf) -> None:
    room = venues_of(cast).rooms["b"]
    address = reverse("scheduling:cadence", args=[cast.groups["prep_b"].pk])
    needs = {f"need_{cast.seats[name].pk}": "required" for name in ("amina", "bertil")}
    values = {"meetings": 5, "minutes": 50, "preparation": 60, "rooms": [room.pk], "edition": 0} | needs
    assert "hela kvartar" in client_of("amina").post(address, values).content.decode()
    assert not Cadence.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "forbid"}, "Skriv de dagar, veckodagar eller tider"),
        ({"kind": "forbid", "weekdays": [0, 1, 2, 3, 4]}, "Om alla veckodagar spärras"),
        ({"kind": "pin", "number": 1, "first": f"{YEAR}-02-02", "start": "10:00"}, "Säg först hur gruppen träffas"),
        ({"kind": "prefer", "first": f"{YEAR + 1}-02-02"}, ""),
    ],
)
def test_wishes_that_say_nothing_or_too_much_are_refused(
    cast: Cast, client_of: ClientOf, given: dict[str, object], said: str
) -> None:
    values = {"about": f"g{cast.groups['prep_b'].pk}", "reason": "Skäl", **given}
    answer = client_of("amina").post(f"{reverse('scheduling:add_wish')}?year={YEAR}", values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Wish.objects.exists()


def test_the_time_search_says_what_is_missing_when_there_are_no_rooms(cast: Cast, client_of: ClientOf) -> None:
    query: dict[str, Any] = {"people": cast.users["bertil"].pk, "minutes": 60, "weeks": 3}
    assert "Ingen tid hittades" in client_of("amina").get(reverse("scheduling:find"), query).content.decode()


@pytest.mark.req("MEE-10")
def test_a_time_is_found_and_booked_for_functions_of_several_groups(cast: Cast, client_of: ClientOf) -> None:
    venues_of(cast)
    people = [cast.users[name].pk for name in ("bertil", "fatima")]
    asked: dict[str, Any] = {"people": people, "minutes": 60, "weeks": 3}
    page = client_of("amina").get(reverse("scheduling:find"), asked)
    assert "Alla kan komma" in page.content.decode()
    option = page.context["page"].options[0]
    values = {
        "people": people,
        "minutes": 60,
        "option": option.key,
        "group": cast.groups["prep_b"].pk,
        "title": "Torget",
    }
    answer = client_of("amina").post(reverse("scheduling:book"), values)
    assert answer.status_code == 302
    assert "/moten/" in answer["Location"]
    mine = client_of("fatima").get(reverse("scheduling:my_calendar")).content.decode()
    assert "Torget" in mine


@pytest.mark.req("MEE-11")
def test_a_way_that_is_stated_for_plans_is_counted_with_in_time_in_meetings_too_and_taken_back_with_it(
    cast: Cast,
) -> None:
    furnished = venues_of(cast)
    bjorkasa, lpo = cast.units["bjorkasa"], cast.units["lpo_b"]
    granvik = cast.units["granvik"]
    known = {(row.from_unit_id, row.to_unit_id): row.minutes for row in journeys_of(cast.units["town"])}
    assert known[granvik.pk, bjorkasa.pk] == 40
    assert known[lpo.pk, bjorkasa.pk] == 0, "they work in the same house"
    venue = Venue.objects.get(pk=furnished.venues["g"].pk)
    others = dict.fromkeys((furnished.venues["b"].pk, furnished.venues["hall"].pk))
    change_venue(by=cast.gustav, venue=venue, name=venue.name, minutes=others, edition=venue.edition, today=TODAY)
    left = {(row.from_unit_id, row.to_unit_id) for row in journeys_of(cast.units["town"])}
    assert (granvik.pk, bjorkasa.pk) not in left
    assert (lpo.pk, bjorkasa.pk) in left
