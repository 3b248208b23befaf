"""Deeds with groups and seats, refusals beside successes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.access.words import Role
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups import services
from samverkan.groups.models import Demand, Group, Seat
from samverkan.groups.queries import groups_on_day, seat_facts, seats_of
from samverkan.groups.rules import composition_faults
from samverkan.groups.services import NewSeat
from samverkan.groups.words import Membership
from samverkan.organisation.models import Post
from tests.cast import START, TODAY, Cast

pytestmark = pytest.mark.django_db
DECISION = Pointer("decisions.decision", "1", "1/2026", "/beslut/1/")


def add(cast: Cast, **more: Any) -> Seat:
    values: dict[str, Any] = {
        "by": cast.amina,
        "group": cast.groups["steering_b"],
        "function": FunctionKind.MANDATED_MANAGER,
        "unit": cast.units["transport"],
        "on": TODAY,
    }
    return services.add_seat(**(values | more))


DEEDS: dict[str, Callable[[Cast, Any], object]] = {
    "rename": lambda cast, by: services.rename(by=by, group=cast.groups["steering_b"], name="Nytt namn"),
    "end_group": lambda cast, by: services.end_group(by=by, group=cast.groups["working_b"], on=TODAY),
    "add_seat": lambda cast, by: add(cast, by=by),
    "fill_seat": lambda cast, by: services.fill_seat(
        by=by, seat=cast.seats["doris"], holder=cast.users["amina"], on=TODAY
    ),
    "vacate_seat": lambda cast, by: services.vacate_seat(by=by, seat=cast.seats["erik"], on=TODAY),
    "end_seat": lambda cast, by: services.end_seat(by=by, seat=cast.seats["erik"], on=TODAY),
    "co_opt": lambda cast, by: services.co_opt(
        by=by, group=cast.groups["steering_b"], holder=cast.users["fatima"], unit=cast.units["transport"], on=TODAY
    ),
    "found_working_group": lambda cast, by: services.found_working_group(
        by=by, preparation_group=cast.groups["prep_b"], decision=DECISION, name="Ny", task="", valid_from=TODAY
    ),
}


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("deed", DEEDS)
def test_only_those_who_prepare_the_units_matters_change_its_groups(cast: Cast, deed: str) -> None:
    for person in ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        with pytest.raises(NotAllowed):
            DEEDS[deed](cast, cast.actor(person))
    assert not Entry.objects.exists()
    DEEDS[deed](cast, cast.bertil)
    assert Entry.objects.count() == 1
    assert verify_trail()[1] is None


@pytest.mark.req("ORG-05")
def test_a_unit_has_one_steering_group_at_a_time(cast: Cast) -> None:
    values: dict[str, Any] = {"unit": cast.units["bjorkasa"], "kind": GroupKind.LOCAL_STEERING, "name": "Ny styrgrupp"}
    with pytest.raises(Refused) as refused:
        services.found_group(by=cast.amina, valid_from=TODAY, **values)
    assert refused.value.field == "kind"
    for key in ("working_b", "prep_b", "steering_b"):
        services.end_group(by=cast.amina, group=cast.groups[key], on=TODAY)
    group = services.found_group(by=cast.amina, valid_from=TODAY, known_as="Brå Björkåsa", **values)
    assert group.known_as == "Brå Björkåsa"


@pytest.mark.req("ORG-05")
def test_groups_find_the_group_above_them_in_whatever_order_they_are_founded(cast: Cast) -> None:
    unit = cast.units["bjorkasa"]
    for key in ("working_b", "prep_b", "steering_b"):
        services.end_group(by=cast.amina, group=cast.groups[key], on=TODAY)
    later = TODAY + timedelta(days=1)
    prep = services.found_group(
        by=cast.amina, unit=unit, kind=GroupKind.LOCAL_PREPARATION, name="Beredning", valid_from=later
    )
    steering = services.found_group(
        by=cast.amina, unit=unit, kind=GroupKind.LOCAL_STEERING, name="Styrgrupp", valid_from=later
    )
    prep.refresh_from_db()
    assert prep.parent == steering


REFUSED_GROUPS = [
    ({"kind": GroupKind.WORKING}, "kind"),
    ({"kind": GroupKind.OVERALL_STEERING}, "kind"),
    ({"name": ""}, "name"),
    ({"task": "Ring 070-123 45 67"}, "task"),
]


@pytest.mark.req("ORG-05", "ORG-17")
@pytest.mark.parametrize(("more", "field"), REFUSED_GROUPS)
def test_a_group_that_cannot_be_founded_here_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    count = Group.objects.count()
    values: dict[str, Any] = {"kind": GroupKind.LOCAL_STEERING, "name": "Styrgrupp"}
    services.end_group(by=cast.amina, group=cast.groups["working_b"], on=TODAY)
    services.end_group(by=cast.amina, group=cast.groups["prep_b"], on=TODAY)
    services.end_group(by=cast.amina, group=cast.groups["steering_b"], on=TODAY)
    with pytest.raises(Refused) as refused:
        services.found_group(by=cast.amina, unit=cast.units["bjorkasa"], valid_from=TODAY, **(values | more))
    assert refused.value.field == field
    assert Group.objects.count() == count


@pytest.mark.req("ORG-17")
def test_only_a_local_preparation_group_appoints_working_groups(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.found_working_group(
            by=cast.amina,
            preparation_group=cast.groups["steering_b"],
            decision=DECISION,
            name="Ny",
            task="",
            valid_from=TODAY,
        )
    seats = [
        NewSeat(FunctionKind.DISTRICT_REPRESENTATIVE, cast.units["bjorkasa"], responsibility="Torget"),
        NewSeat(FunctionKind.PARTNER_REPRESENTATIVE, cast.units["transport"], membership=Membership.CO_OPTED),
    ]
    group = services.found_working_group(
        by=cast.amina,
        preparation_group=cast.groups["prep_b"],
        decision=DECISION,
        name="Björkåsa station",
        task="Tryggare station",
        valid_from=TODAY,
        valid_until=date(2027, 1, 1),
        seats=seats,
    )
    assert (group.parent, group.valid_until) == (cast.groups["prep_b"], date(2027, 1, 1))
    assert {seat.valid_until for seat in group.seats.all()} == {date(2027, 1, 1)}


def test_a_group_with_groups_below_it_is_not_ended(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.end_group(by=cast.amina, group=cast.groups["prep_b"], on=TODAY)
    assert "Arbetsgrupp" in str(refused.value)
    with pytest.raises(Refused):
        services.end_group(by=cast.amina, group=cast.groups["working_b"], on=date(2020, 1, 1))
    ended = services.end_group(by=cast.amina, group=cast.groups["working_b"], on=TODAY)
    assert set(ended.seats.values_list("valid_until", flat=True)) == {TODAY}
    with pytest.raises(Refused):
        services.end_group(by=cast.amina, group=ended, on=TODAY)


@pytest.mark.req("ORG-23")
def test_filling_a_seat_ends_one_row_and_starts_another(cast: Cast) -> None:
    old = cast.seats["doris"]
    Post.objects.create(
        user=cast.users["nils"], unit=cast.units["bjorkasa"], role=Role.DISTRICT_DIRECTOR, valid_from=START
    )
    new = services.fill_seat(by=cast.amina, seat=old, holder=cast.users["nils"], on=TODAY, has_mandate=False)
    old.refresh_from_db()
    assert (old.holder, old.valid_until) == (cast.users["doris"], TODAY)
    assert (new.holder, new.valid_from, new.follows) == (cast.users["nils"], TODAY, old)
    assert (new.is_presiding, new.is_decision_maker, new.has_mandate) == (True, True, False)
    holders = {on: {seat.holder.name for seat in seats_of(old.group_id, on=on) if seat.holder} for on in (START, TODAY)}
    assert "Doris Rönn" in holders[START]
    assert "Doris Rönn" not in holders[TODAY]


@pytest.mark.req("ORG-23")
def test_a_vacated_seat_stays_as_a_vacancy(cast: Cast) -> None:
    vacant = services.vacate_seat(by=cast.amina, seat=cast.seats["erik"], on=TODAY)
    assert vacant.is_vacant
    with pytest.raises(Refused):
        services.vacate_seat(by=cast.amina, seat=vacant, on=TODAY)
    assert services.fill_seat(by=cast.amina, seat=vacant, holder=cast.users["erik"], on=TODAY).holder


@pytest.mark.req("ORG-23")
def test_a_person_holds_one_seat_of_a_group_at_a_time(cast: Cast) -> None:
    seat = add(cast, function=FunctionKind.OTHER, unit=cast.units["bjorkasa"])
    with pytest.raises(Refused) as refused:
        services.fill_seat(by=cast.amina, seat=seat, holder=cast.users["doris"], on=TODAY)
    assert refused.value.field == "holder"
    with pytest.raises(Refused):
        add(cast, unit=cast.units["bjorkasa"], holder=cast.users["doris"])
    with pytest.raises(Refused):
        services.co_opt(
            by=cast.amina,
            group=cast.groups["steering_b"],
            holder=cast.users["doris"],
            unit=cast.units["bjorkasa"],
            on=TODAY,
        )
    services.vacate_seat(by=cast.amina, seat=cast.seats["doris"], on=TODAY)
    assert services.fill_seat(by=cast.amina, seat=seat, holder=cast.users["doris"], on=TODAY)


@pytest.mark.parametrize(("holder", "seat"), [("nils", "doris"), ("bertil", "doris"), ("doris", "doris")])
def test_a_seat_is_only_taken_by_somebody_of_its_party_who_does_not_hold_it(cast: Cast, holder: str, seat: str) -> None:
    with pytest.raises(Refused) as refused:
        services.fill_seat(by=cast.amina, seat=cast.seats[seat], holder=cast.users[holder], on=TODAY)
    assert refused.value.field == "holder"
    assert not Entry.objects.exists()


def test_a_seat_is_not_changed_on_a_day_outside_its_time(cast: Cast) -> None:
    seat = add(cast)
    for deed in (services.vacate_seat, services.end_seat):
        with pytest.raises(Refused) as refused:
            deed(by=cast.amina, seat=seat, on=TODAY - timedelta(days=1))
        assert refused.value.field == "on"
    services.end_seat(by=cast.amina, seat=seat, on=TODAY + timedelta(days=5))
    with pytest.raises(Refused):
        services.end_seat(by=cast.amina, seat=seat, on=TODAY + timedelta(days=5))


def test_one_seat_presides(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add(cast, is_presiding=True)
    assert refused.value.field == "is_presiding"


@pytest.mark.req("ORG-07")
def test_a_co_opted_person_does_not_belong_to_the_composition(cast: Cast) -> None:
    values: dict[str, Any] = {
        "group": cast.groups["steering_b"],
        "holder": cast.users["fatima"],
        "unit": cast.units["transport"],
        "on": TODAY,
    }
    with pytest.raises(Refused):
        services.co_opt(by=cast.amina, valid_until=TODAY, **values)
    seat = services.co_opt(
        by=cast.amina, valid_until=date(2026, 7, 1), function=FunctionKind.MANDATED_MANAGER, **values
    )
    assert (seat.membership, seat.valid_until) == (Membership.CO_OPTED, date(2026, 7, 1))
    demanded = {"group_kind": "local_steering", "functions": [{"function": "mandated_manager"}]}
    facts = seat_facts(seats_of(seat.group_id, on=TODAY), GroupKind.LOCAL_STEERING)
    assert len(composition_faults(facts, demanded)) == 1


@pytest.mark.req("ORG-12", "ORG-13")
def test_demands_of_a_municipality_hold_where_the_district_has_none(cast: Cast) -> None:
    term = {"kind": "composition", "key": "a", "clause": "", "parameters": {}}
    town, bjorkasa = cast.units["town"], cast.units["bjorkasa"]
    kind = GroupKind.LOCAL_STEERING
    with pytest.raises(NotAllowed):
        services.set_demands(by=cast.hanna, unit_id=bjorkasa.pk, kind=kind, demands=[term])
    services.set_demands(by=cast.gustav, unit_id=town.pk, kind=kind, demands=[term | {"key": "town"}])
    services.set_demands(by=cast.amina, unit_id=bjorkasa.pk, kind=kind, demands=[term | {"key": "old"}])
    services.set_demands(by=cast.amina, unit_id=bjorkasa.pk, kind=kind, demands=[term | {"key": "own"}])
    assert Demand.objects.count() == 2
    keys = {
        one.group.unit.name: [each["key"] for each in one.terms]
        for one in groups_on_day(cast.gustav, on=TODAY)
        if one.group.kind == kind
    }
    assert keys == {"Björkåsa stadsdelsförvaltning": ["own"], "Granviks stadsdelsförvaltning": ["town"]}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fill", "vacate", "end"]),
            st.sampled_from(["doris", "amina", "fatima"]),
            st.integers(0, 400),
        ),
        max_size=8,
    )
)
def test_whatever_happens_to_a_seat_each_day_of_its_life_has_at_most_one_row(
    cast: Cast, deeds: list[tuple[str, str, int]]
) -> None:
    seat = add(cast, title="Platsen", function=FunctionKind.OTHER, unit=cast.units["transport"], on=START)
    group = seat.group
    for deed, person, days in deeds:
        on = START + timedelta(days=days)
        current = Seat.objects.filter(group=group, title="Platsen").order_by("-pk")[0]
        try:
            if deed == "fill":
                services.fill_seat(by=cast.amina, seat=current, holder=cast.users[person], on=on)
            elif deed == "vacate":
                services.vacate_seat(by=cast.amina, seat=current, on=on)
            else:
                services.end_seat(by=cast.amina, seat=current, on=on)
        except Refused:
            continue
    rows = list(Seat.objects.filter(group=group, title="Platsen"))
    of_the_group = list(Seat.objects.filter(group=group, holder__isnull=False))
    for day in range(0, 420, 7):
        on = START + timedelta(days=day)
        assert sum(row.holds(on) for row in rows) <= 1
        held = [row.holder_id for row in of_the_group if row.holds(on)]
        assert len(held) == len(set(held))
    assert verify_trail()[1] is None
    Seat.objects.filter(group=group, title="Platsen").update(follows=None)
    Seat.objects.filter(group=group, title="Platsen").delete()
