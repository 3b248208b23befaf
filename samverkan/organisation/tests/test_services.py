"""Deeds with units, pairings and posts, refusals beside successes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from samverkan.access.words import Role
from samverkan.audit.models import Entry
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.organisation import services
from samverkan.organisation.models import Pairing, Post, Succession, Unit
from samverkan.organisation.words import UnitKind
from tests.cast import START, TODAY, Cast

pytestmark = pytest.mark.django_db


def add(cast: Cast, **more: Any) -> Unit:
    values: dict[str, Any] = {
        "by": cast.ivar,
        "name": "Dalens stadsdelsförvaltning",
        "kind": UnitKind.DISTRICT,
        "party": Party.MUNICIPALITY,
        "parent": cast.units["town"],
        "valid_from": TODAY,
    }
    return services.add_unit(**(values | more))


@pytest.mark.req("ORG-01", "ORG-04")
def test_an_administrator_adds_a_unit_in_the_place_of_others(cast: Cast) -> None:
    before = [cast.units["bjorkasa"], cast.units["granvik"]]
    unit = add(cast, predecessors=before, organisation_number="212000-0142")
    assert unit.municipality == cast.units["town"]
    assert set(Succession.objects.filter(successor=unit).values_list("predecessor", flat=True)) == {
        one.pk for one in before
    }
    assert Entry.objects.get().event == "organisation.unit_added"


REFUSED_UNITS = [
    ({"name": " "}, "name"),
    ({"organisation_number": "212000-0143"}, "organisation_number"),
    ({"note": "ring 070-123 45 67"}, "note"),
]


@pytest.mark.parametrize(("more", "field"), REFUSED_UNITS)
def test_a_unit_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    count = Unit.objects.count()
    with pytest.raises(Refused) as refused:
        add(cast, **more)
    assert refused.value.field == field
    assert Unit.objects.count() == count
    assert not Entry.objects.exists()


DEEDS: dict[str, Callable[[Cast, Any], object]] = {
    "add_unit": lambda cast, by: add(cast, by=by),
    "change_unit": lambda cast, by: services.change_unit(
        by=by, unit=cast.units["bjorkasa"], name="Nytt", parent=cast.units["town"]
    ),
    "end_unit": lambda cast, by: services.end_unit(by=by, unit=cast.units["lpo_b"], on=TODAY),
    "pair_units": lambda cast, by: services.pair_units(
        by=by, district=cast.units["bjorkasa"], police=cast.units["lpo_g"], valid_from=TODAY
    ),
    "end_pairing": lambda cast, by: services.end_pairing(
        by=by, pairing=Pairing.objects.get(district=cast.units["bjorkasa"]), on=TODAY
    ),
    "give_post": lambda cast, by: services.give_post(
        by=by, user=cast.users["nils"], unit=cast.units["bjorkasa"], role=Role.DEPARTMENT, valid_from=TODAY
    ),
    "end_post": lambda cast, by: services.end_post(by=by, post=Post.objects.get(user=cast.users["amina"]), on=TODAY),
}


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("deed", DEEDS)
def test_only_an_administrator_keeps_the_organisation_and_each_deed_leaves_one_line(cast: Cast, deed: str) -> None:
    for person in ("amina", "doris", "gustav", "hanna", "nils"):
        with pytest.raises(NotAllowed):
            DEEDS[deed](cast, cast.actor(person))
    assert not Entry.objects.exists()
    DEEDS[deed](cast, cast.ivar)
    assert Entry.objects.count() == 1


@pytest.mark.req("ORG-03")
def test_a_unit_is_never_its_own_ancestor(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.change_unit(by=cast.ivar, unit=cast.units["region"], name="Region", parent=cast.units["lpo_b"])
    assert refused.value.field == "parent"
    moved = services.change_unit(
        by=cast.ivar, unit=cast.units["lpo_g"], name="Granvik", parent=cast.units["region"], mailbox="x@example.org"
    )
    assert moved.parent == cast.units["region"]


@pytest.mark.req("ORG-04")
def test_ending_a_unit_ends_its_pairings_and_posts_and_names_its_successors(cast: Cast) -> None:
    unit = cast.units["lpo_b"]
    services.end_unit(by=cast.ivar, unit=unit, on=TODAY, successors=[cast.units["lpo_g"]], note="Sammanslagning")
    assert Pairing.objects.get(police=unit).valid_until == TODAY
    assert set(Post.objects.filter(unit=unit).values_list("valid_until", flat=True)) == {TODAY}
    assert Succession.objects.get(predecessor=unit).successor == cast.units["lpo_g"]
    with pytest.raises(Refused):
        services.end_unit(by=cast.ivar, unit=unit, on=TODAY)


@pytest.mark.parametrize(
    ("key", "on", "successor"), [("area", TODAY, None), ("lpo_b", date(2020, 1, 1), None), ("lpo_b", TODAY, "lpo_b")]
)
def test_a_unit_with_units_under_it_or_without_a_sensible_end_is_not_ended(
    cast: Cast, key: str, on: date, successor: str | None
) -> None:
    successors = [cast.units[successor]] if successor else []
    with pytest.raises(Refused):
        services.end_unit(by=cast.ivar, unit=cast.units[key], on=on, successors=successors)
    assert Unit.objects.get(pk=cast.units[key].pk).valid_until is None
    assert not Succession.objects.exists()


@pytest.mark.req("ORG-02")
def test_a_district_works_with_several_police_areas_but_once_with_each(cast: Cast) -> None:
    district, police = cast.units["bjorkasa"], cast.units["lpo_g"]
    pairing = services.pair_units(by=cast.ivar, district=district, police=police, valid_from=TODAY)
    for valid_from in (TODAY, date(2030, 1, 1), START):
        with pytest.raises(Refused):
            services.pair_units(by=cast.ivar, district=district, police=police, valid_from=valid_from)
    services.end_pairing(by=cast.ivar, pairing=pairing, on=date(2027, 1, 1))
    again = services.pair_units(by=cast.ivar, district=district, police=police, valid_from=date(2027, 1, 1))
    assert again.valid_until is None


@pytest.mark.req("ORG-02")
@pytest.mark.parametrize(
    ("district", "police", "field"), [("transport", "lpo_b", "district"), ("bjorkasa", "area", "police")]
)
def test_only_districts_and_local_police_areas_are_paired(cast: Cast, district: str, police: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        services.pair_units(by=cast.ivar, district=cast.units[district], police=cast.units[police], valid_from=TODAY)
    assert refused.value.field == field


def test_a_pairing_neither_ends_before_it_starts_nor_twice(cast: Cast) -> None:
    pairing = Pairing.objects.get(district=cast.units["granvik"])
    with pytest.raises(Refused):
        services.end_pairing(by=cast.ivar, pairing=pairing, on=date(2020, 1, 1))
    services.end_pairing(by=cast.ivar, pairing=pairing, on=TODAY)
    with pytest.raises(Refused):
        services.end_pairing(by=cast.ivar, pairing=pairing, on=TODAY)


@pytest.mark.req("CRO-12")
def test_a_post_gives_its_powers_from_its_day_until_it_ends(cast: Cast) -> None:
    values: dict[str, Any] = {"user": cast.users["nils"], "unit": cast.units["bjorkasa"]}
    post = services.give_post(by=cast.ivar, role=Role.SAFETY_COORDINATOR, valid_from=TODAY, **values)
    assert Role.SAFETY_COORDINATOR in cast.nils.roles
    with pytest.raises(Refused):
        services.give_post(by=cast.ivar, role=Role.SAFETY_COORDINATOR, valid_from=TODAY, **values)
    services.end_post(by=cast.ivar, post=post, on=TODAY)
    assert cast.nils.roles == frozenset()


def test_an_administrator_cannot_take_away_their_own_power(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.end_post(by=cast.ivar, post=Post.objects.get(user=cast.users["ivar"]), on=TODAY)
