"""Powers, from plain values."""

from __future__ import annotations

import pytest

from samverkan.access.actor import NOBODY, Actor, PostHeld, SeatHeld, system_actor
from samverkan.access.rules import (
    decision_seats,
    demand,
    may_administer,
    may_prepare,
    may_read_working_material,
    may_run_group,
    may_see_unit,
)
from samverkan.access.words import Role
from samverkan.ground.refusals import NotAllowed
from samverkan.ground.words import FunctionKind, GroupKind, Party

TOWN, HOME, AWAY, GROUP = 1, 2, 3, 9


def somebody(role: Role, *, seat: SeatHeld | None = None) -> Actor:
    """Return a person with one post at home."""
    return Actor(
        user_id=1,
        name="Någon",
        posts=(PostHeld(role, HOME, "Hemma", Party.MUNICIPALITY),),
        seats=(seat,) if seat else (),
        own_unit_ids=frozenset({HOME}),
        unit_ids=frozenset({HOME, TOWN}),
        city_wide_ids=frozenset({TOWN}) if role == Role.CENTRAL else frozenset(),
        municipality_ids=frozenset({TOWN}),
    )


def seat(*, ordinary: bool = True, mandate: bool = True, decides: bool = False) -> SeatHeld:
    """Return a seat in the group."""
    return SeatHeld(
        GROUP,
        "Gruppen",
        GroupKind.WORKING,
        AWAY,
        FunctionKind.OTHER,
        Party.MUNICIPALITY,
        is_ordinary=ordinary,
        has_mandate=mandate,
        is_decision_maker=decides,
    )


@pytest.mark.parametrize("role", sorted(Role))
def test_nobody_prepares_in_a_unit_that_is_not_theirs(role: Role) -> None:
    assert not may_prepare(somebody(role), AWAY)


@pytest.mark.parametrize("role", sorted(Role))
def test_only_four_roles_prepare_at_home(role: Role) -> None:
    prepares = {Role.SAFETY_COORDINATOR, Role.MUNICIPAL_POLICE, Role.DISTRICT_DIRECTOR, Role.LOCAL_POLICE_HEAD}
    assert may_prepare(somebody(role), HOME) == (role in prepares)


@pytest.mark.parametrize("role", sorted(Role))
def test_the_city_wide_level_is_prepared_by_the_central_group_and_the_executive_office(role: Role) -> None:
    assert may_prepare(somebody(role), TOWN) == (role in {Role.CENTRAL, Role.EXECUTIVE_OFFICE})


def test_a_member_with_mandate_runs_the_group_and_a_co_opted_one_does_not() -> None:
    assert may_run_group(somebody(Role.DEPARTMENT, seat=seat()), GROUP, AWAY)
    assert not may_run_group(somebody(Role.DEPARTMENT, seat=seat(ordinary=False)), GROUP, AWAY)
    assert not may_run_group(somebody(Role.DEPARTMENT, seat=seat(mandate=False)), GROUP, AWAY)


def test_elected_representatives_read_no_working_material() -> None:
    assert not may_read_working_material(somebody(Role.BOARD), GROUP, HOME)
    assert may_read_working_material(somebody(Role.SAFETY_COORDINATOR), GROUP, HOME)


def test_a_member_reads_the_groups_working_material_wherever_it_is() -> None:
    assert may_read_working_material(somebody(Role.DEPARTMENT, seat=seat(ordinary=False)), GROUP, AWAY)


def test_city_wide_roles_see_every_district_of_their_municipality_and_no_other() -> None:
    assert may_see_unit(somebody(Role.CENTRAL), AWAY, TOWN)
    assert not may_see_unit(somebody(Role.CENTRAL), AWAY, 77)
    assert not may_see_unit(somebody(Role.SAFETY_COORDINATOR), AWAY, TOWN)


def test_the_anonymous_visitor_may_nothing() -> None:
    assert not may_administer(NOBODY)
    assert not may_prepare(NOBODY, HOME)
    assert not may_run_group(NOBODY, GROUP, HOME)
    assert not may_see_unit(NOBODY, HOME, TOWN)


def test_a_command_without_a_person_administers() -> None:
    assert may_administer(system_actor("samverkan demo"))


def test_the_groups_in_which_one_decides() -> None:
    assert decision_seats(somebody(Role.DISTRICT_DIRECTOR, seat=seat(decides=True))) == (GROUP,)
    assert decision_seats(somebody(Role.DISTRICT_DIRECTOR, seat=seat())) == ()


def test_a_demand_that_is_not_met_says_what_was_not_allowed() -> None:
    demand(True, "You may not.")
    with pytest.raises(NotAllowed, match="You may not"):
        demand(False, "You may not.")
