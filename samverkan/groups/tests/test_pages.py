"""The pages of groups: what they show, and a fixed number of questions."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.models import Demand, Group, Seat
from samverkan.organisation.models import Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.ui.drawing import wrapped
from tests.cast import START, Cast

pytestmark = pytest.mark.django_db
COMPOSITION = {
    "kind": "composition",
    "key": "local_steering.composition",
    "clause": "Lokal styrgrupp",
    "parameters": {
        "group_kind": "local_steering",
        "functions": [
            {"function": "district_director", "minimum": 1, "party": "municipality"},
            {"function": "mandated_manager", "minimum": 1, "with_mandate": True},
        ],
    },
}
PRIORITISED = {
    "kind": "prioritised",
    "key": "local_steering.prioritised",
    "clause": "Lokal styrgrupp",
    "parameters": {"group_kind": "local_steering", "organisations": ["transport", "housing"]},
}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def many_groups(cast: Cast) -> None:
    town = cast.units["town"]
    for number in range(9):
        unit = Unit.objects.create(
            name=f"Stadsdel-{number} stadsdelsförvaltning",
            kind=UnitKind.DISTRICT,
            party=Party.MUNICIPALITY,
            parent=town,
            municipality=town,
            valid_from=START,
        )
        above = None
        for kind in (GroupKind.LOCAL_STEERING, GroupKind.LOCAL_PREPARATION, *[GroupKind.WORKING] * 7):
            group = Group.objects.create(name=f"{kind} {number}", kind=kind, unit=unit, parent=above, valid_from=START)
            above = group if kind != GroupKind.WORKING else above
            for holder in (cast.users["gustav"], None):
                Seat.objects.create(
                    group=group,
                    function=FunctionKind.OTHER,
                    title="Plats",
                    unit=unit,
                    party=Party.MUNICIPALITY,
                    holder=holder,
                    valid_from=START,
                )


@pytest.mark.req("ORG-39")
@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("address", "questions"), [("/grupper/", 10), ("/grupper/?visa=1&datum=2025-01-01", 10), ("/grupper/lista/", 9)]
)
def test_lists_and_picture_ask_a_fixed_number_of_questions(
    cast: Cast,
    client_of: Callable[[str], Client],
    django_assert_num_queries: Any,
    many: bool,
    address: str,
    questions: int,
) -> None:
    if many:
        many_groups(cast)
    client = client_of("gustav")
    with django_assert_num_queries(questions):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("many", [False, True])
def test_the_page_of_a_group_asks_a_fixed_number_of_questions(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: Any, many: bool
) -> None:
    group = cast.groups["steering_b"]
    if many:
        for number in range(20):
            Seat.objects.create(
                group=group,
                function=FunctionKind.OTHER,
                title=f"Plats {number}",
                unit=cast.units["transport"],
                party=Party.MUNICIPALITY,
                valid_from=START,
            )
    client = client_of("amina")
    with django_assert_num_queries(11):
        assert client.get(f"/grupper/{group.pk}/").status_code == 200


@pytest.mark.req("ORG-39", "ORG-05")
def test_the_picture_and_the_text_show_both_levels_and_count_working_groups(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    many_groups(cast)
    client = client_of("gustav")
    answer = client.get("/grupper/")
    page = answer.context["page"]
    assert len(page.rows) == 11
    folded = [box for box in page.wide.boxes if box.look == "folded"]
    assert len(folded) == 9
    assert {box.address for box in page.wide.boxes if box.look == "overall_steering"} == {
        f"/grupper/{cast.groups['overall_steering'].pk}/"
    }
    text = answer.content.decode()
    for name in ("Övergripande beredningsgrupp", "Styrgrupp Granvik", "Arbetsgrupp Björkåsa torg"):
        assert name in text
    assert "style=" not in text.split("<main")[1]
    expanded = client.get(folded[0].address.partition("#")[0]).context["page"]
    assert len(expanded.wide.boxes) > len(page.wide.boxes)
    one = client.get(f"/grupper/?stadsdel={cast.units['bjorkasa'].pk}").context["page"]
    assert [district.name for district in one.rows] == ["Björkåsa stadsdelsförvaltning"]
    assert not [box for box in one.wide.boxes if box.look == "folded"]


@pytest.mark.req("ORG-39")
@pytest.mark.parametrize("name", ["wide", "narrow"])
def test_no_boxes_of_the_picture_cover_each_other_or_leave_it(
    cast: Cast, client_of: Callable[[str], Client], name: str
) -> None:
    many_groups(cast)
    units = "&".join(f"visa={unit.pk}" for unit in Unit.objects.filter(kind=UnitKind.DISTRICT))
    for address in ("/grupper/", f"/grupper/?{units}"):
        picture = getattr(client_of("gustav").get(address).context["page"], name)
        boxes = sorted(picture.boxes, key=lambda box: (box.x, box.y))
        for above, below in itertools.pairwise(boxes):
            assert above.x != below.x or above.y + above.height < below.y
        for box in boxes:
            assert box.x + box.width <= picture.width
            assert box.y + box.height <= picture.height
            assert all(box.x < mark.x < box.x + box.width - 8 for mark in box.marks)


def test_long_names_are_broken_or_cut() -> None:
    assert wrapped("Beredningsgrupp Enskede-Årsta-Vantör", 160) == ("Beredningsgrupp", "Enskede-Årsta-Vantör")
    assert wrapped("a" * 60, 100)[0].endswith("…")
    assert wrapped("ett två tre fyra fem sex sju åtta nio tio", 60)[-1].endswith("…")


@pytest.mark.req("ORG-12", "ORG-13", "ORG-09", "ORG-14")
def test_the_page_of_a_group_shows_task_faults_and_suggestions(cast: Cast, client_of: Callable[[str], Client]) -> None:
    group = cast.groups["steering_b"]
    address = f"/grupper/{group.pk}/"
    client = client_of("amina")
    assert "kan inte bedömas" in client.get(address).content.decode()
    Demand.objects.create(
        unit=cast.units["bjorkasa"], group_kind=group.kind, terms=[COMPOSITION, PRIORITISED], set_at="2026-01-01T00:00Z"
    )
    page = client.get(address).context["page"]
    assert [fault.function for fault in page.composition.faults] == [FunctionKind.MANDATED_MANAGER]
    assert page.composition.suggested == (OrganisationKey.TRANSPORT, OrganisationKey.HOUSING)
    assert len(page.tasks) == 4
    listed = client.get("/grupper/lista/?visa=brister").context["page"]
    assert [row.pk for section in listed.sections for row in section.rows] == [group.pk]


@pytest.mark.req("ORG-11", "ORG-16")
@pytest.mark.parametrize(("key", "tasks"), [("central", 3), ("prep_b", 3), ("overall_steering", 1), ("working_b", 2)])
def test_each_kind_of_group_shows_its_tasks(
    cast: Cast, client_of: Callable[[str], Client], key: str, tasks: int
) -> None:
    page = client_of("amina").get(f"/grupper/{cast.groups[key].pk}/").context["page"]
    assert len(page.tasks) == tasks


@pytest.mark.req("ORG-23", "ORG-07")
def test_a_coordinator_adds_fills_vacates_and_co_opts_on_the_pages(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    group = cast.groups["steering_b"]
    client = client_of("amina")
    fatima = cast.users["fatima"].pk
    post = {name: str(cast_post) for name, cast_post in _posts(cast).items()}
    values = {
        "function": "mandated_manager",
        "unit": cast.units["transport"].pk,
        "on": "2026-03-10",
        "has_mandate": "on",
    }
    assert client.post(f"/grupper/{group.pk}/plats/", values).status_code == 302
    seat = Seat.objects.get(group=group, function="mandated_manager")
    filled = client.post(f"/grupper/plats/{seat.pk}/besatt/", {"holder": post["fatima"], "on": "2026-03-10"})
    assert filled.status_code == 302
    current = Seat.objects.get(group=group, holder_id=fatima)
    again = client.post(f"/grupper/{group.pk}/adjungera/", {"holder": post["fatima"], "on": "2026-03-10"})
    assert "har redan en plats" in again.content.decode()
    assert client.post(f"/grupper/plats/{current.pk}/vakant/", {"on": "2026-03-10"}).status_code == 302
    co_opted = client.post(f"/grupper/{group.pk}/adjungera/", {"holder": post["fatima"], "on": "2026-03-10"})
    assert co_opted.status_code == 302
    page = client.get(f"/grupper/{group.pk}/").context["page"]
    assert ([row.holder for row in page.co_opted], page.vacancies) == (["Fatima Sälg"], 1)


def _posts(cast: Cast) -> dict[str, int]:
    return {name: Post.objects.get(user=cast.users[name]).pk for name in ("fatima", "doris")}


@pytest.mark.req("ORG-05")
def test_founding_a_group_on_the_page_and_being_refused(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("amina")
    values = {
        "unit": cast.units["bjorkasa"].pk,
        "kind": "local_steering",
        "name": "Styrgrupp",
        "valid_from": "2026-03-10",
    }
    assert "redan en sådan grupp" in client.post("/grupper/ny/", values).content.decode()
    Group.objects.filter(parent__isnull=False).update(parent=None)
    Group.objects.filter(unit=cast.units["bjorkasa"], kind="local_steering").update(valid_until="2026-03-10")
    assert client.post("/grupper/ny/", values).status_code == 302


def test_people_of_another_district_see_only_their_own_groups(cast: Cast, client_of: Callable[[str], Client]) -> None:
    page = client_of("cecilia").get("/grupper/").context["page"]
    assert [district.name for district in page.rows] == ["Granviks stadsdelsförvaltning"]
