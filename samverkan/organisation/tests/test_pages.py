"""The pages of the organisation: what they show, and a fixed number of questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from samverkan.ground.words import Party
from samverkan.organisation.models import Pairing, Succession, Unit
from samverkan.organisation.words import UnitKind
from tests.cast import START, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def merge_fourteen_into_eleven(cast: Cast) -> None:
    town, merged = cast.units["town"], date(2023, 1, 1)
    for number in range(9):
        unit = Unit.objects.create(
            name=f"Stadsdel {number}",
            kind=UnitKind.DISTRICT,
            party=Party.MUNICIPALITY,
            parent=town,
            municipality=town,
            valid_from=START,
        )
        Pairing.objects.create(district=unit, police=cast.units["lpo_b"], valid_from=START)
    for number in range(3):
        old = Unit.objects.create(
            name=f"Gamla {number}",
            kind=UnitKind.DISTRICT,
            party=Party.MUNICIPALITY,
            parent=town,
            municipality=town,
            valid_from=date(2015, 1, 1),
            valid_until=merged,
        )
        Succession.objects.create(predecessor=old, successor=cast.units["bjorkasa"], on=merged)


@pytest.mark.req("ORG-03", "ORG-04")
def test_the_organisation_is_shown_as_it_stood_on_the_day(cast: Cast, client_of: Callable[[str], Client]) -> None:
    merge_fourteen_into_eleven(cast)
    client = client_of("amina")
    now = client.get("/organisation/").context["page"]
    then = client.get("/organisation/?datum=2020-01-01").context["page"]
    assert (now.districts_count, now.districts_ended_count) == (11, 3)
    assert (then.districts_count, then.districts_ended_count) == (3, 0)
    assert [node.kind for node in now.police] == [UnitKind.POLICE_REGION]
    assert [node.kind for node in now.police[0].children] == [UnitKind.POLICE_AREA]
    assert now.successions[0].after == "Björkåsa stadsdelsförvaltning"


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: Any, many: bool
) -> None:
    if many:
        merge_fourteen_into_eleven(cast)
    client = client_of("ivar")
    with django_assert_num_queries(11):
        assert client.get("/organisation/").status_code == 200
    with django_assert_num_queries(10):
        assert client.get(f"/organisation/{cast.units['lpo_b'].pk}/").status_code == 200


@pytest.mark.req("ORG-02")
def test_an_administrator_pairs_units_on_the_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    address = f"/organisation/{cast.units['bjorkasa'].pk}/para/"
    client = client_of("ivar")
    wrong = client.post(address, {"other": "", "valid_from": "2026-04-01"})
    assert "error-summary" in wrong.content.decode()
    answer = client.post(address, {"other": cast.units["lpo_g"].pk, "valid_from": "2026-04-01"})
    assert answer.status_code == 302
    assert Pairing.objects.filter(district=cast.units["bjorkasa"], police=cast.units["lpo_g"]).exists()
    again = client.post(address, {"other": cast.units["lpo_g"].pk, "valid_from": "2026-05-01"})
    assert "redan parade" in again.content.decode()


def test_buttons_are_shown_only_to_those_who_may_press_them(cast: Cast, client_of: Callable[[str], Client]) -> None:
    address = f"/organisation/{cast.units['bjorkasa'].pk}/"
    assert f"{address}avsluta/" in client_of("ivar").get(address).content.decode()
    assert f"{address}avsluta/" not in client_of("amina").get(address).content.decode()


def test_an_unreadable_day_or_municipality_is_passed_over_or_unknown(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    client = client_of("amina")
    assert client.get("/organisation/?datum=igar").status_code == 200
    assert client.get("/organisation/?kommun=999999").status_code == 404
    assert client.get(f"/organisation/?kommun={cast.units['town'].pk}").status_code == 200
