"""The two mirrors as pages: what they show, to whom, and in how many questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.mirror.pages.agreement import WAYS
from samverkan.mirror.pages.speech import address_of
from samverkan.mirror.rules.findings import Way
from samverkan.mirror.tests.town import adopt, adopt_all, attach, meet
from samverkan.organisation.models import Unit
from tests.cast import START, Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def the_tenth_of_march() -> object:
    """Let today be the day of the cast."""
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def shown(client: Client, name: str, **query: str | int) -> str:
    """Return the page."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coordinator_sees_the_districts_and_the_most_urgent(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    page = shown(client_of("amina"), "mirror:agreement")
    assert "Björkåsa stadsdelsförvaltning" in page
    assert "Granvik" not in page
    assert 'class="matrix"' in page


@pytest.mark.req("AGR-27")
def test_a_district_without_agreement_is_shown_as_such(cast: Cast, client_of: ClientOf) -> None:
    adopt("Övergripande", cast.units["town"], "overall-2024")
    adopt("Lokal Björkåsa", cast.units["bjorkasa"], "local-2024")
    page = shown(client_of("gustav"), "mirror:agreement")
    assert "Granviks stadsdelsförvaltning" in page
    assert "Ingen överenskommelse gäller den här dagen" in page


def test_the_page_of_a_district_shows_its_rules_with_evidence_and_a_way_on(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    meet(cast.groups["steering_b"], date(2026, 2, 1))
    page = shown(client_of("amina"), "mirror:agreement", stadsdel=cast.units["bjorkasa"].pk)
    assert "MEE-02" in page
    assert "Lokal styrgrupp" in page
    assert "2026: hållna 1" in page


def test_filters_narrow_the_page_and_a_choice_without_rules_says_so(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    page = shown(client_of("amina"), "mirror:agreement", lage="fulfilled", amne="meetings", avtal="")
    assert "rule--breached" not in page
    local = adopt_all(cast)["b"]
    page = shown(client_of("amina"), "mirror:agreement", avtal=local.pk, lage="fulfilled", amne="meetings")
    assert "Ingen regel stämmer med valet" in page


def test_another_day_is_judged_and_an_unreadable_day_is_told(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    assert "31 december 2025" in shown(client_of("amina"), "mirror:agreement", datum="2025-12-31").replace("\xa0", " ")
    assert "2026-03-31" in shown(client_of("amina"), "mirror:agreement", datum="igår")
    assert "Ingen överenskommelse gäller" in shown(client_of("amina"), "mirror:agreement", datum="2020-01-01")


def test_filters_of_another_district_answer_as_if_it_did_not_exist(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    for unit in (cast.units["granvik"].pk, 4711):
        page = shown(client_of("amina"), "mirror:agreement", stadsdel=unit)
        assert "Granvik" not in page


@pytest.mark.parametrize("name", ["mirror:agreement", "mirror:act"])
def test_the_questions_are_as_many_for_one_district_as_for_many(name: str, cast: Cast, client_of: ClientOf) -> None:
    overall = adopt_all(cast)["overall"]
    client = client_of("gustav")
    counted = []
    for more in (0, 10):
        for number in range(more):
            unit = Unit.objects.create(
                name=f"Stadsdel {more} {number}",
                kind="district",
                party="municipality",
                municipality=cast.units["town"],
                valid_from=START,
            )
            attach(adopt(f"Lokal {number}", unit, "local-2024", overall=overall), "situation_picture", date(2025, 6, 1))
        with CaptureQueriesContext(connection) as questions:
            shown(client, name)
        counted.append(len(questions))
    assert counted[0] == counted[1] <= 48


def test_the_act_is_shown_section_by_section_with_its_text_and_date(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    page = shown(client_of("gustav"), "mirror:act")
    assert "Kommuner ska minst vartannat år uppdatera lägesbilden" in page
    assert "2023:196" in page
    assert "6 kap. 38 §" in page
    assert "Lagen gällde inte den här dagen" not in page


def test_before_the_act_there_is_nothing_to_judge(cast: Cast, client_of: ClientOf) -> None:
    page = shown(client_of("gustav"), "mirror:act", datum="2023-06-30")
    assert "vartannat år" not in page


def test_a_person_without_a_post_sees_no_agreement_and_no_municipality(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    assert "Björkåsa" not in shown(client_of("nils"), "mirror:agreement")
    assert "Lindstad" not in shown(client_of("nils"), "mirror:act")


def test_a_deed_is_offered_only_to_those_who_may_do_it(cast: Cast, client_of: ClientOf) -> None:
    adopt_all(cast)
    unit, group = cast.units["bjorkasa"].pk, cast.groups["steering_b"].pk
    booking = f"{reverse('meetings:book')}?group={group}"
    assert booking in shown(client_of("amina"), "mirror:agreement", stadsdel=unit)
    page = shown(client_of("hanna"), "mirror:agreement", stadsdel=unit)
    assert "rule--due" in page
    assert booking not in page


def test_every_way_on_leads_to_an_address_that_exists() -> None:
    for name in WAYS:
        assert address_of(Way(name)) or address_of(Way(name, 1)), name


def test_every_way_of_the_rules_has_a_title() -> None:
    rules = Path(__file__).resolve().parents[1] / "rules"
    named = {name for path in rules.rglob("*.py") for name in re.findall(r'Way\(\s*"([^"]+)"', path.read_text())}
    assert named - set(WAYS) == set()
