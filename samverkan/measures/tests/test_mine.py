"""Whose a part of a measure is: by function, late for heads, and with another person's eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure
from samverkan.measures.queries.mine import halves_of_function
from samverkan.measures.tests.town import Town
from tests.cast import TODAY

DAY = timedelta(days=1)


@pytest.fixture
def measure(town: Town) -> Measure:
    """Return a measure in force whose halves are due in ten days."""
    plan = town.plan()
    found = town.measure(plan)
    town.decided(plan)
    Half.objects.update(due_on=TODAY + 10 * DAY)
    return found


def owners(town: Town, person: str, **asked: Any) -> list[str]:
    days = {"until": TODAY + 28 * DAY, "on": TODAY} | asked
    return [half.owner_title for half in halves_of_function(town.actor(person), **days)]


@pytest.mark.req("ACT-09")
def test_a_half_is_the_functions_that_owns_it_and_of_its_own_party(town: Town, measure: Measure) -> None:
    assert owners(town, "amina") == ["Trygghetssamordnare"]
    assert owners(town, "bertil") == ["Kommunpolis"]
    for person in ("doris", "erik", "cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        assert owners(town, person) == [], person


def test_a_half_due_later_is_not_asked_about_yet(town: Town, measure: Measure) -> None:
    assert owners(town, "amina", until=TODAY + 9 * DAY) == []


def test_a_head_is_shown_what_is_late_in_the_unit(town: Town, measure: Measure) -> None:
    late = TODAY + 11 * DAY
    assert owners(town, "doris", on=late, until=late) == ["Trygghetssamordnare"]
    assert owners(town, "erik", on=late, until=late) == ["Kommunpolis"]


def test_a_reported_half_awaits_others_of_its_party_than_the_one_who_reported(town: Town, measure: Measure) -> None:
    amina = town.actor("amina").user_id
    Half.objects.filter(party=Party.MUNICIPALITY).update(state="reported", reported_by_id=amina)
    assert owners(town, "amina") == []
    assert owners(town, "doris") == ["Trygghetssamordnare"]
    assert owners(town, "bertil") == ["Kommunpolis"]
