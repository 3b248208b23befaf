"""Working groups are appointed by their preparation group and nobody else; existing forums come first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from samverkan.access.actor import system_actor
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.services import forward_matter, record_decision
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.models import Demand, Group, Seat
from samverkan.groups.queries import seat_facts
from samverkan.groups.rules import composition_faults
from samverkan.groups.services import NewSeat
from samverkan.groups.words import Membership
from samverkan.priorities.models import Area
from samverkan.priorities.services import load_area_lists
from samverkan.working_groups import services
from samverkan.working_groups.models import Appointment, Forum
from samverkan.working_groups.queries import existing, organisations_to_co_opt, working_groups_ending
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
WORKING = {
    "group_kind": "working",
    "functions": [
        {"function": "district_representative", "party": "municipality", "tied_to_task": True},
        {"function": "police_representative", "party": "police", "tied_to_task": True},
    ],
}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def area(cast: Cast) -> Area:
    load_area_lists(by=system_actor("test"), municipality=cast.units["town"])
    return Area.objects.get(name="Otrygga och brottsutsatta platser")


def propose(cast: Cast, area: Area, **more: Any) -> Appointment:
    values: dict[str, Any] = {
        "by": cast.amina,
        "preparation_group": cast.groups["prep_b"],
        "name": "Björkåsa station",
        "task": "Göra stationen tryggare",
        "area": area,
        "focus": "Stationsområdet",
        "is_permanent": False,
        "ends_on": date(2026, 12, 31),
        "forums_considered": "Platssamverkan har inte polisen med.",
        "seats": [
            NewSeat(FunctionKind.DISTRICT_REPRESENTATIVE, cast.units["bjorkasa"], responsibility="Stationen"),
            NewSeat(FunctionKind.POLICE_REPRESENTATIVE, cast.units["lpo_b"], responsibility="Stationen"),
            NewSeat(FunctionKind.PARTNER_REPRESENTATIVE, cast.units["transport"], membership=Membership.CO_OPTED),
        ],
        "today": TODAY,
    }
    return services.propose_working_group(**(values | more))


def decide(cast: Cast, matter: Matter, group: Group, on: date = TODAY) -> Decision:
    return record_decision(
        by=cast.doris,
        group=group,
        title=matter.title,
        text=matter.proposal or "Bifall",
        category=DecisionCategory.WORKING_GROUP,
        decided_on=on,
        matter=matter,
        responsible_title="Trygghetssamordnare",
        municipality_decision_maker="Stadsdelsdirektör Doris Rönn",
        police_decision_maker="Lokalpolisområdeschef Erik Björk",
    )


@pytest.mark.req("ORG-17", "ORG-20", "DEC-10")
def test_a_proposed_working_group_exists_only_when_the_preparation_group_has_decided(cast: Cast, area: Area) -> None:
    appointment = propose(cast, area)
    matter = appointment.matter
    assert matter is not None
    assert (matter.group, matter.decided_in, matter.category) == (
        cast.groups["prep_b"],
        cast.groups["prep_b"],
        DecisionCategory.WORKING_GROUP,
    )
    assert not Group.objects.filter(name="Björkåsa station").exists()
    decision = decide(cast, matter, cast.groups["prep_b"])
    group = Group.objects.get(name="Björkåsa station")
    appointment.refresh_from_db()
    assert (appointment.decision, appointment.group) == (decision, group)
    assert (group.kind, group.parent, group.valid_from, group.valid_until) == (
        GroupKind.WORKING,
        cast.groups["prep_b"],
        TODAY,
        date(2027, 1, 1),
    )
    events = list(Entry.objects.values_list("event", flat=True))
    assert events.count("groups.founded") == events.count("working_groups.appointed") == 1
    assert verify_trail()[1] is None


@pytest.mark.req("ORG-18", "ORG-19", "ORG-07", "ORG-41")
def test_the_group_is_founded_with_the_suggested_seats_of_both_sides(cast: Cast, area: Area) -> None:
    appointment = propose(cast, area)
    assert appointment.matter is not None
    decide(cast, appointment.matter, cast.groups["prep_b"])
    seats = list(Seat.objects.filter(group__name="Björkåsa station").select_related("unit", "holder"))
    assert sorted(seat.membership for seat in seats) == ["co_opted", "ordinary", "ordinary"]
    assert len(composition_faults(seat_facts(seats, GroupKind.WORKING), WORKING)) == 2  # both still vacant
    for seat in seats:
        seat.holder = cast.users["amina"]
    assert composition_faults(seat_facts(seats, GroupKind.WORKING), WORKING) == ()


@pytest.mark.req("ORG-17", "DEC-10")
def test_no_other_kind_of_group_appoints_a_working_group(cast: Cast, area: Area) -> None:
    with pytest.raises(Refused):
        propose(cast, area, preparation_group=cast.groups["steering_b"], by=cast.doris)
    appointment = propose(cast, area)
    assert appointment.matter is not None
    matter = forward_matter(by=cast.amina, matter=appointment.matter)
    with pytest.raises(Refused):
        decide(cast, matter, cast.groups["steering_b"])
    Matter.objects.filter(pk=matter.pk).update(decided_in=cast.groups["steering_b"])
    matter.refresh_from_db()
    with pytest.raises(Refused) as refused:
        decide(cast, matter, cast.groups["steering_b"])
    assert "local preparation group" in str(refused.value)
    assert not Decision.objects.exists()
    assert not Group.objects.filter(name="Björkåsa station").exists()


def test_a_working_group_is_appointed_once_and_not_after_its_last_day(cast: Cast, area: Area) -> None:
    appointment = propose(cast, area)
    assert appointment.matter is not None
    with pytest.raises(Refused):
        decide(cast, appointment.matter, cast.groups["prep_b"], on=date(2027, 2, 1))
    decision = decide(cast, appointment.matter, cast.groups["prep_b"])
    with pytest.raises(Refused):
        services.take_decided(cast.doris, decision, str(appointment.pk))


REFUSED = [
    ({"forums_considered": " "}, "forums_considered"),
    ({"name": ""}, "name"),
    ({"task": ""}, "task"),
    ({"focus": ""}, "focus"),
    ({"ends_on": None}, "ends_on"),
    ({"is_permanent": True}, "ends_on"),
    ({"ends_on": TODAY}, "ends_on"),
    ({"name": "Arbetsgrupp Björkåsa torg"}, "name"),
    ({"task": "Ring 070-123 45 67"}, "task"),
]


@pytest.mark.req("ORG-17", "ORG-20", "ORG-29")
@pytest.mark.parametrize(("more", "field"), REFUSED)
def test_a_proposal_that_cannot_be_right_is_refused(cast: Cast, area: Area, more: dict[str, Any], field: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        propose(cast, area, **more)
    assert refused.value.field == field
    assert not Appointment.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.req("ORG-17")
def test_the_area_must_be_in_force_for_the_municipality(cast: Cast, area: Area) -> None:
    old = Area.objects.get(name="Kameror")
    with pytest.raises(Refused) as refused:
        propose(cast, old)
    assert refused.value.field == "area"
    assert propose(cast, area, is_permanent=True, ends_on=None).ends_on is None


def test_a_withdrawn_proposal_leaves_its_name_free(cast: Cast, area: Area) -> None:
    appointment = propose(cast, area)
    with pytest.raises(Refused):
        propose(cast, area)
    assert appointment.matter is not None
    Matter.objects.filter(pk=appointment.matter.pk).update(state=MatterState.WITHDRAWN)
    assert propose(cast, area).pk != appointment.pk


DEEDS: dict[str, Callable[[Cast, Any, Area, Forum], object]] = {
    "propose": lambda cast, by, area, forum: propose(cast, area, by=by),
    "add_forum": lambda cast, by, area, forum: services.add_forum(
        by=by, unit=cast.units["bjorkasa"], name="Trygghetsvandringar", area=area, valid_from=TODAY
    ),
    "map_forum": lambda cast, by, area, forum: services.map_forum(by=by, forum=forum, group=cast.groups["steering_b"]),
    "end_forum": lambda cast, by, area, forum: services.end_forum(by=by, forum=forum, on=TODAY),
}


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("deed", DEEDS)
def test_only_those_who_prepare_the_units_matters_do_the_deeds(cast: Cast, area: Area, deed: str) -> None:
    forum = services.add_forum(by=cast.amina, unit=cast.units["bjorkasa"], name="Platssamverkan", valid_from=TODAY)
    before = Entry.objects.count()
    for person in ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        with pytest.raises(NotAllowed):
            DEEDS[deed](cast, cast.actor(person), area, forum)
    assert Entry.objects.count() == before
    DEEDS[deed](cast, cast.erik, area, forum)
    assert Entry.objects.count() > before


@pytest.mark.req("ORG-28", "ORG-30", "ORG-36")
def test_a_forum_is_mapped_onto_a_group_of_its_own_unit(cast: Cast) -> None:
    forum = services.add_forum(by=cast.amina, unit=cast.units["bjorkasa"], name="Lokala brå", valid_from=TODAY)
    with pytest.raises(Refused):
        services.map_forum(by=cast.amina, forum=forum, group=cast.groups["steering_g"])
    assert services.map_forum(by=cast.amina, forum=forum, group=cast.groups["steering_b"]).mapped_to
    assert services.map_forum(by=cast.amina, forum=forum, group=None).mapped_to is None
    with pytest.raises(Refused):
        services.add_forum(by=cast.amina, unit=cast.units["bjorkasa"], name="lokala BRÅ", valid_from=TODAY)
    with pytest.raises(Refused):
        services.add_forum(by=cast.amina, unit=cast.units["bjorkasa"], name=" ", valid_from=TODAY)
    with pytest.raises(Refused):
        services.end_forum(by=cast.amina, forum=forum, on=date(2020, 1, 1))
    services.end_forum(by=cast.amina, forum=forum, on=TODAY)
    with pytest.raises(Refused):
        services.end_forum(by=cast.amina, forum=forum, on=TODAY)


@pytest.mark.req("ORG-29")
def test_what_is_already_there_is_found_for_the_district_and_the_area(cast: Cast, area: Area) -> None:
    unit = cast.units["bjorkasa"]
    services.add_forum(by=cast.amina, unit=unit, name="A utan område", valid_from=TODAY)
    services.add_forum(by=cast.amina, unit=unit, name="Platssamverkan", area=area, valid_from=TODAY)
    services.add_forum(by=cast.cecilia, unit=cast.units["granvik"], name="I Granvik", valid_from=TODAY)
    appointment = propose(cast, area)
    assert appointment.matter is not None
    decide(cast, appointment.matter, cast.groups["prep_b"])
    found = existing(unit, area, on=TODAY)
    assert [forum.name for forum in found.forums] == ["Platssamverkan", "A utan område"]
    assert [group.name for group in found.groups] == ["Björkåsa station"]
    assert [group.name for group in found.others] == ["Arbetsgrupp Björkåsa torg"]


@pytest.mark.req("ORG-19")
def test_prioritised_organisations_are_suggested_for_co_opting(cast: Cast) -> None:
    group = cast.groups["prep_b"]
    assert organisations_to_co_opt(group, on=TODAY) == ([], [cast.units["transport"]])
    terms = [{"kind": "prioritised", "parameters": {"group_kind": "working", "organisations": ["transport"]}}]
    Demand.objects.create(unit=cast.units["town"], group_kind="working", terms=terms, set_at="2026-01-01T00:00Z")
    assert organisations_to_co_opt(group, on=TODAY) == ([cast.units["transport"]], [])


@pytest.mark.req("ORG-20")
@pytest.mark.parametrize(("days_left", "expected"), [(0, True), (30, True), (90, True), (91, False)])
def test_groups_that_soon_end_are_told_of(cast: Cast, days_left: int, expected: bool) -> None:
    last_day = TODAY + timedelta(days=days_left)
    Group.objects.filter(pk=cast.groups["working_b"].pk).update(valid_until=last_day + timedelta(days=1))
    found = working_groups_ending(cast.amina, on=TODAY, within_days=90)
    assert bool(found) is expected
    assert working_groups_ending(cast.cecilia, on=TODAY, within_days=90) == []


@pytest.mark.req("ORG-17", "ORG-29")
def test_a_coordinator_is_shown_what_is_there_before_proposing(
    cast: Cast, area: Area, client_of: Callable[[str], Client]
) -> None:
    services.add_forum(by=cast.amina, unit=cast.units["bjorkasa"], name="Platssamverkan", area=area, valid_from=TODAY)
    client = client_of("amina")
    address = "/arbetsgrupper/foresla/"
    assert "Varför det som redan finns" not in client.get(address).content.decode()
    address += f"?grupp={cast.groups['prep_b'].pk}&omrade={area.pk}"
    shown = client.get(address).content.decode()
    assert "Platssamverkan" in shown
    assert "Arbetsgrupp Björkåsa torg" in shown
    values = {
        "forums_considered": "",
        "name": "Björkåsa station",
        "task": "Göra stationen tryggare",
        "focus": "Stationsområdet",
        "lasts": "permanent",
        "responsibility_municipality": "Stationen",
        "police": cast.units["lpo_b"].pk,
        "responsibility_police": "Stationen",
        "co_opted": [cast.units["transport"].pk],
    }
    assert "error-summary" in client.post(address, values).content.decode()
    wrong = client.post(address, values | {"forums_considered": "Nej", "ends_on": "2026-12-31"})
    assert "har ingen sista dag" in wrong.content.decode()
    answer = client.post(address, values | {"forums_considered": "Polisen är inte med där."})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).context["page"]
    assert [row.is_co_opted for row in page.seats] == [False, False, True]
    listed = client.get("/arbetsgrupper/").context["page"]
    assert [row.name for row in listed.waiting] == ["Björkåsa station"]


def test_registering_mapping_and_ending_a_forum_on_the_pages(
    cast: Cast, area: Area, client_of: Callable[[str], Client]
) -> None:
    client = client_of("bertil")
    values = {"unit": cast.units["bjorkasa"].pk, "name": "Lokala brå", "area": area.pk, "valid_from": "2026-03-01"}
    assert client.post("/arbetsgrupper/forum/nytt/", values).status_code == 302
    forum = Forum.objects.get()
    client.post(f"/arbetsgrupper/forum/{forum.pk}/struktur/", {"group": cast.groups["steering_b"].pk})
    assert "Styrgrupp Björkåsa" in client.get("/arbetsgrupper/").content.decode()
    client.post(f"/arbetsgrupper/forum/{forum.pk}/avsluta/", {"on": "2026-03-10"})
    page = client.get("/arbetsgrupper/").context["page"]
    assert (len(page.forums), len(page.ended)) == (0, 1)


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast, area: Area, client_of: Callable[[str], Client], django_assert_num_queries: Any, many: bool
) -> None:
    appointment = propose(cast, area)
    for number in range(12 if many else 1):
        services.add_forum(
            by=cast.amina, unit=cast.units["bjorkasa"], name=f"Forum {number}", area=area, valid_from=TODAY
        )
        if many:
            propose(cast, area, name=f"Grupp {number}")
    client = client_of("amina")
    with django_assert_num_queries(11):
        assert client.get("/arbetsgrupper/").status_code == 200
    with django_assert_num_queries(8):
        assert client.get(f"/arbetsgrupper/{appointment.pk}/").status_code == 200
    with django_assert_num_queries(15):
        address = f"/arbetsgrupper/foresla/?grupp={cast.groups['prep_b'].pk}&omrade={area.pk}"
        assert client.get(address).status_code == 200
