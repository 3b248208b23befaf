"""The composition of groups, over plain values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.rules import SeatFact, composition_faults, prioritised_missing, unjudged_functions
from samverkan.groups.words import FaultKind

K, F, M, P = GroupKind, FunctionKind, Party.MUNICIPALITY, Party.POLICE

OVERALL_STEERING: dict[str, Any] = {
    "group_kind": "overall_steering",
    "seats": 9,
    "functions": [
        {"function": "deputy_city_director", "minimum": 1, "party": "municipality"},
        {"function": "police_area_head", "minimum": 3, "party": "police", "each": ["syd", "city", "nord"]},
        {
            "function": "specialist_head",
            "minimum": 3,
            "party": "municipality",
            "each": ["transport", "social_services", "education"],
        },
        {"function": "district_director", "minimum": 1, "party": "municipality"},
        {"function": "security_director", "minimum": 1, "party": "municipality"},
    ],
}
OVERALL_PREPARATION: dict[str, Any] = {
    "group_kind": "overall_preparation",
    "functions": [
        {"function": "coordinating_police", "party": "police"},
        {"function": "safety_lead", "party": "municipality"},
        {"function": "security_lead", "party": "municipality"},
    ],
}
LOCAL_STEERING: dict[str, Any] = {
    "group_kind": "local_steering",
    "functions": [
        {"function": "district_director", "minimum": 1, "party": "municipality"},
        {"function": "local_police_head", "minimum": 1, "party": "police"},
        {"function": "mandated_manager", "minimum": 1, "party": "municipality", "with_mandate": True},
    ],
}
LOCAL_PREPARATION: dict[str, Any] = {
    "group_kind": "local_preparation",
    "functions": [
        {"function": "municipal_police", "minimum": 1, "party": "police"},
        {"function": "district_representative", "minimum": 1, "party": "municipality", "with_mandate": True},
        {"function": "partner_representative", "minimum": 1, "party": "municipality", "with_mandate": True},
    ],
}
WORKING: dict[str, Any] = {
    "group_kind": "working",
    "functions": [
        {"function": "district_representative", "minimum": 1, "party": "municipality", "tied_to_task": True},
        {"function": "police_representative", "minimum": 1, "party": "police", "tied_to_task": True},
    ],
}


def seat(kind: GroupKind, function: FunctionKind, party: Party, **more: Any) -> SeatFact:
    return SeatFact(kind, function, party, **more)


def full_overall_steering() -> list[SeatFact]:
    kind = K.OVERALL_STEERING
    return [
        seat(kind, F.DEPUTY_CITY_DIRECTOR, M),
        *(seat(kind, F.POLICE_AREA_HEAD, P, unit_name=f"Polisområde {name}") for name in ("Syd", "City", "Nord")),
        *(
            seat(kind, F.SPECIALIST_HEAD, M, organisation_key=key)
            for key in (OrganisationKey.TRANSPORT, OrganisationKey.SOCIAL_SERVICES, OrganisationKey.EDUCATION)
        ),
        seat(kind, F.DISTRICT_DIRECTOR, M),
        seat(kind, F.SECURITY_DIRECTOR, M),
    ]


@pytest.mark.req("ORG-06")
def test_the_nine_seats_of_the_overall_steering_group_fulfil_its_composition() -> None:
    assert composition_faults(full_overall_steering(), OVERALL_STEERING) == ()


@pytest.mark.req("ORG-06")
@pytest.mark.parametrize("place", range(9))
def test_an_overall_steering_group_that_lacks_any_of_its_seats_is_at_fault(place: int) -> None:
    seats = full_overall_steering()
    gone = seats.pop(place)
    faults = composition_faults(seats, OVERALL_STEERING)
    assert gone.function in {fault.function for fault in faults}
    assert FaultKind.TOO_FEW_SEATS in {fault.kind for fault in faults}


@pytest.mark.req("ORG-06")
def test_three_heads_of_police_areas_are_not_enough_when_one_area_sends_two() -> None:
    seats = [one for one in full_overall_steering() if "Nord" not in one.unit_name]
    seats.append(seat(K.OVERALL_STEERING, F.POLICE_AREA_HEAD, P, unit_name="Polisområde Syd"))
    (fault,) = composition_faults(seats, OVERALL_STEERING)
    assert (fault.kind, fault.organisation) == (FaultKind.NO_ORGANISATION, "nord")


@pytest.mark.req("ORG-10")
def test_the_overall_preparation_group_has_three_leads() -> None:
    kind = K.OVERALL_PREPARATION
    leads = [seat(kind, F.COORDINATING_POLICE, P), seat(kind, F.SAFETY_LEAD, M), seat(kind, F.SECURITY_LEAD, M)]
    assert composition_faults(leads, OVERALL_PREPARATION) == ()
    assert [fault.function for fault in composition_faults(leads[:2], OVERALL_PREPARATION)] == [F.SECURITY_LEAD]


CASES = [
    # what differs, demanded, the seat that is changed, the faults that follow
    ("complete", {}, []),
    ("vacant", {"has_holder": False}, [FaultKind.VACANT]),
    ("co-opted", {"is_ordinary": False}, [FaultKind.NO_SEAT]),
    ("of the other party", {"party": P}, [FaultKind.NO_SEAT]),
    ("without mandate", {"has_mandate": False}, [FaultKind.NO_MANDATE]),
    ("in another kind of group", {"group_kind": K.WORKING}, [FaultKind.NO_SEAT]),
]


@pytest.mark.req("ORG-12", "ORG-07")
@pytest.mark.parametrize(("what", "change", "expected"), CASES)
def test_a_local_steering_group_needs_a_manager_with_mandate(
    what: str, change: dict[str, Any], expected: list[FaultKind]
) -> None:
    values: dict[str, Any] = {"has_mandate": True, "group_kind": K.LOCAL_STEERING, "party": M} | change
    seats = [
        seat(K.LOCAL_STEERING, F.DISTRICT_DIRECTOR, M),
        seat(K.LOCAL_STEERING, F.LOCAL_POLICE_HEAD, P),
        SeatFact(function=F.MANDATED_MANAGER, organisation_key=OrganisationKey.TRANSPORT, **values),
    ]
    assert [fault.kind for fault in composition_faults(seats, LOCAL_STEERING)] == expected


@pytest.mark.req("ORG-15")
@pytest.mark.parametrize(("what", "change", "expected"), CASES)
def test_a_local_preparation_group_needs_a_partner_with_mandate(
    what: str, change: dict[str, Any], expected: list[FaultKind]
) -> None:
    values: dict[str, Any] = {"has_mandate": True, "group_kind": K.LOCAL_PREPARATION, "party": M} | change
    seats = [
        seat(K.LOCAL_PREPARATION, F.MUNICIPAL_POLICE, P),
        seat(K.LOCAL_PREPARATION, F.DISTRICT_REPRESENTATIVE, M, has_mandate=True),
        SeatFact(function=F.PARTNER_REPRESENTATIVE, **values),
    ]
    assert [fault.kind for fault in composition_faults(seats, LOCAL_PREPARATION)] == expected


@pytest.mark.req("ORG-18")
def test_a_working_group_needs_both_sides_with_responsibility_for_the_task() -> None:
    district = seat(K.WORKING, F.DISTRICT_REPRESENTATIVE, M, has_responsibility=True)
    police = seat(K.WORKING, F.POLICE_REPRESENTATIVE, P, has_responsibility=True)
    idle = seat(K.WORKING, F.POLICE_REPRESENTATIVE, P)
    assert composition_faults([district, police], WORKING) == ()
    assert [fault.party for fault in composition_faults([district], WORKING)] == [P]
    assert [fault.kind for fault in composition_faults([district, idle], WORKING)] == [FaultKind.NO_RESPONSIBILITY]


@pytest.mark.req("ORG-18")
def test_a_municipal_police_officer_represents_the_local_police_area_where_no_seat_is_meant_for_that_officer() -> None:
    seats = [
        seat(K.WORKING, F.SAFETY_COORDINATOR, M, has_responsibility=True),
        seat(K.WORKING, F.MUNICIPAL_POLICE, P, has_responsibility=True),
    ]
    assert composition_faults(seats, WORKING) == ()
    both = {"group_kind": "working", "functions": [{"function": "municipal_police"}, *WORKING["functions"]]}
    assert [fault.function for fault in composition_faults(seats, both)] == [F.POLICE_REPRESENTATIVE]


@pytest.mark.req("ORG-13", "ORG-19")
def test_prioritised_organisations_without_a_held_seat_are_suggested() -> None:
    demanded = {"group_kind": "local_steering", "organisations": ["transport", "housing", "unheard_of"]}
    transport = seat(K.LOCAL_STEERING, F.MANDATED_MANAGER, M, organisation_key=OrganisationKey.TRANSPORT)
    vacant = SeatFact(K.LOCAL_STEERING, F.MANDATED_MANAGER, M, OrganisationKey.HOUSING, has_holder=False)
    assert prioritised_missing([transport, vacant], demanded) == (OrganisationKey.HOUSING,)


@pytest.mark.req("ORG-19", "ORG-07")
@pytest.mark.parametrize(("kind", "missing"), [(K.WORKING, ()), (K.LOCAL_STEERING, (OrganisationKey.TRANSPORT,))])
def test_a_co_opted_member_is_enough_in_a_working_group_only(
    kind: GroupKind, missing: tuple[OrganisationKey, ...]
) -> None:
    co_opted = SeatFact(kind, F.PARTNER_REPRESENTATIVE, M, OrganisationKey.TRANSPORT, is_ordinary=False)
    assert prioritised_missing([co_opted], {"group_kind": kind.value, "organisations": ["transport"]}) == missing


@pytest.mark.req("ORG-12")
def test_a_function_without_a_word_of_its_own_is_said_to_be_unjudged() -> None:
    demanded = {"group_kind": "working", "functions": [{"function": "other", "text": "fritidsledare", "minimum": 1}]}
    assert composition_faults([], demanded) == ()
    assert unjudged_functions(demanded) == ("fritidsledare",)


SEATS = st.builds(
    SeatFact,
    group_kind=st.just(K.LOCAL_PREPARATION),
    function=st.sampled_from(FunctionKind),
    party=st.sampled_from([M, P]),
    organisation_key=st.sampled_from(OrganisationKey),
    has_holder=st.booleans(),
    has_mandate=st.booleans(),
    has_responsibility=st.booleans(),
    is_ordinary=st.booleans(),
)
DEMANDS = st.fixed_dictionaries(
    {"function": st.sampled_from([kind for kind in FunctionKind if kind != F.OTHER]), "minimum": st.integers(0, 4)},
    optional={
        "party": st.sampled_from(["municipality", "police"]),
        "with_mandate": st.booleans(),
        "tied_to_task": st.booleans(),
    },
)


@settings(deadline=None)
@given(st.lists(SEATS, max_size=8), DEMANDS)
def test_the_faults_of_a_demand_add_up_to_the_seats_it_lacks(seats: list[SeatFact], demand: dict[str, Any]) -> None:
    demanded = {"group_kind": "local_preparation", "functions": [demand]}
    lacking = sum(fault.count for fault in composition_faults(seats, demanded))
    assert 0 <= lacking <= demand["minimum"]
    nobody = sum(fault.count for fault in composition_faults([], demanded))
    assert nobody == demand["minimum"]


@settings(deadline=None)
@given(st.lists(SEATS, max_size=8), SEATS, DEMANDS)
def test_one_more_member_never_makes_a_composition_worse(
    seats: list[SeatFact], more: SeatFact, demand: dict[str, Any]
) -> None:
    demanded = {"group_kind": "local_preparation", "functions": [demand]}
    before = sum(fault.count for fault in composition_faults(seats, demanded))
    assert sum(fault.count for fault in composition_faults([*seats, more], demanded)) <= before


@settings(deadline=None)
@given(st.lists(SEATS, max_size=8), st.lists(st.sampled_from(OrganisationKey), max_size=6))
def test_no_organisation_is_suggested_that_already_has_an_ordinary_member(
    seats: list[SeatFact], wanted: list[OrganisationKey]
) -> None:
    demanded = {"group_kind": "local_preparation", "organisations": [key.value for key in wanted]}
    missing = prioritised_missing(seats, demanded)
    assert not {one.organisation_key for one in seats if one.is_ordinary and one.has_holder} & set(missing)
    assert len(set(missing)) == len(missing)
