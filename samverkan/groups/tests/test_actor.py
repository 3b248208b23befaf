"""The actor that posts and seats make."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from samverkan.access.actor import NOBODY
from samverkan.groups.queries import actor_for, groups_visible_to
from samverkan.organisation.models import Pairing, Post
from tests.cast import START, TODAY, Cast


def names(cast: Cast, ids: frozenset[int]) -> set[str]:
    """Return the short names of units."""
    return {key for key, unit in cast.units.items() if unit.pk in ids}


def test_a_coordinator_sees_the_district_its_police_and_the_municipality(cast: Cast) -> None:
    assert names(cast, cast.amina.unit_ids) == {"bjorkasa", "lpo_b", "town"}
    assert names(cast, cast.amina.own_unit_ids) == {"bjorkasa"}


def test_a_police_officer_prepares_in_the_paired_district(cast: Cast) -> None:
    assert names(cast, cast.bertil.unit_ids) == {"bjorkasa", "lpo_b", "town"}
    assert names(cast, cast.bertil.own_unit_ids) == {"bjorkasa", "lpo_b"}


def test_an_elected_representative_sees_the_district_of_the_board(cast: Cast) -> None:
    assert {"board", "bjorkasa"} <= names(cast, cast.hanna.unit_ids)
    assert "granvik" not in names(cast, cast.hanna.unit_ids)


def test_the_central_group_sees_the_whole_municipality(cast: Cast) -> None:
    assert cast.gustav.city_wide_ids == {cast.units["town"].pk}
    assert set(groups_visible_to(cast.gustav)) == set(cast.groups.values())


def test_a_seat_opens_the_group_and_not_the_district(cast: Cast) -> None:
    seen = {group.name for group in groups_visible_to(cast.fatima)}
    assert "Arbetsgrupp Björkåsa torg" in seen
    assert "Styrgrupp Björkåsa" not in seen


def test_the_other_district_is_not_seen(cast: Cast) -> None:
    assert not {group.name for group in groups_visible_to(cast.cecilia)} & {
        "Styrgrupp Björkåsa",
        "Beredningsgrupp Björkåsa",
    }


def test_powers_end_the_day_the_post_ends(cast: Cast) -> None:
    Post.objects.filter(user=cast.users["amina"]).update(valid_until=TODAY)
    assert names(cast, cast.actor("amina", TODAY - timedelta(days=1)).own_unit_ids) == {"bjorkasa"}
    assert cast.actor("amina", TODAY).own_unit_ids == frozenset()


def test_an_ended_pairing_opens_nothing(cast: Cast) -> None:
    Pairing.objects.filter(district=cast.units["bjorkasa"]).update(valid_until=date(2025, 1, 1))
    assert names(cast, cast.bertil.unit_ids) == {"lpo_b"}
    assert cast.actor("bertil", START).own_unit_ids >= {cast.units["bjorkasa"].pk}


def test_a_person_who_may_not_log_in_is_nobody(cast: Cast) -> None:
    user = cast.users["amina"]
    user.is_active = False
    user.save()
    assert actor_for(user.pk, on=TODAY) == NOBODY


@pytest.mark.parametrize("name", ["amina", "bertil", "gustav", "fatima", "nils"])
def test_an_actor_costs_at_most_four_questions_whoever_it_is(
    cast: Cast, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        cast.actor(name)
