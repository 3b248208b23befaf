"""The lists of priority areas, what became of each area, and the deeds with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from samverkan.audit.models import Entry
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.priorities import services
from samverkan.priorities.models import Area, AreaList, AreaMapping, Goal, LocalPriority, Theme
from samverkan.priorities.queries import area_list_on, local_priorities_of
from samverkan.priorities.words import Change
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def lists(cast: Cast) -> list[AreaList]:
    return services.load_area_lists(by=cast.gustav, municipality=cast.units["town"])


def named(name: str, on: str = "Gällande från 2024") -> Area:
    return Area.objects.get(name=name, area_list__name=on)


@pytest.mark.req("PRI-02", "PRI-03", "PRI-04")
def test_the_lists_have_the_areas_that_the_sources_attest(lists: list[AreaList]) -> None:
    draft, former, current = lists
    assert [one.areas.count() for one in lists] == [6, 10, 5]
    assert (draft.is_draft, former.claimed_count, current.valid_until) == (True, 10, None)
    assert former.areas.filter(is_attested=False).count() == 4
    assert [area.name for area in current.areas.all()] == [
        "Unga i riskzon för destruktivt beteende",
        "Otrygga och brottsutsatta platser",
        "Systemhotande brottslighet",
        "Särskilt utsatta och sårbara brottsoffer",
        "Kriminella miljöer och livsstilar",
    ]


@pytest.mark.req("PRI-05", "PRI-21")
def test_every_former_area_has_something_become_of_it(lists: list[AreaList]) -> None:
    former, current = lists[1], lists[2]
    for area in former.areas.all():
        assert area.becomes.exists(), area
    for area in current.areas.all():
        assert area.comes_from.exists(), area
    dropped = AreaMapping.objects.filter(change=Change.DROPPED)
    assert all(row.source and row.disputed_by for row in dropped)
    assert all(row.source for row in AreaMapping.objects.filter(is_inferred=False))


@pytest.mark.req("PRI-06", "PRI-07", "PRI-09", "PRI-10", "PRI-11", "PRI-16")
def test_goals_themes_and_the_changed_wording_are_kept_with_their_sources(lists: list[AreaList]) -> None:
    victims = named("Särskilt utsatta och sårbara brottsoffer")
    change = victims.wording_changes.get()
    assert change.old_wording
    assert change.new_wording
    assert "polisens" in change.reason
    assert all(goal.source for goal in Goal.objects.all())
    assert all(theme.source for theme in Theme.objects.all())
    assert named("Systemhotande brottslighet").themes.count() == 4
    assert Goal.objects.filter(is_proposal=True).count() == 4


def test_loading_again_changes_nothing_and_keeps_what_people_have_written(cast: Cast, lists: list[AreaList]) -> None:
    goal = Goal.objects.get(text="Färre individer radikaliseras.")
    services.clarify_goal(by=cast.gustav, goal=goal, clarification="Räknas per år.")
    before = (Area.objects.count(), AreaMapping.objects.count(), Theme.objects.count(), Goal.objects.count())
    assert services.load_area_lists(by=cast.gustav, municipality=cast.units["town"]) == lists
    assert (Area.objects.count(), AreaMapping.objects.count(), Theme.objects.count(), Goal.objects.count()) == before
    goal.refresh_from_db()
    assert goal.clarification == "Räknas per år."


@pytest.mark.req("PRI-05")
@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2019, 9, 10), None),
        (date(2021, 1, 1), "Gällande 2019–2023"),
        (date(2023, 12, 31), "Gällande 2019–2023"),
        (date(2024, 1, 1), "Gällande från 2024"),
    ],
)
def test_the_list_in_force_depends_on_the_day_and_a_draft_is_never_in_force(
    cast: Cast, lists: list[AreaList], on: date, name: str | None
) -> None:
    found = area_list_on(cast.units["town"].pk, on)
    assert (found.name if found else None) == name


DEEDS: dict[str, tuple[str, Callable[[Cast, Any], object]]] = {
    "load": ("gustav", lambda cast, by: services.load_area_lists(by=by, municipality=cast.units["town"])),
    "clarify": (
        "gustav",
        lambda cast, by: services.clarify_goal(by=by, goal=Goal.objects.earliest("pk"), clarification="Så."),
    ),
    "local": (
        "amina",
        lambda cast, by: services.set_local_priority(
            by=by,
            unit=cast.units["bjorkasa"],
            area=named("Systemhotande brottslighet"),
            focus="Torget",
            rank=1,
            on=TODAY,
        ),
    ),
}


@pytest.mark.req("CRO-10", "PRI-19", "PRI-20")
@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_has_its_doers_and_leaves_one_line(cast: Cast, lists: list[AreaList], deed: str) -> None:
    doer, do = DEEDS[deed]
    count = Entry.objects.count()
    for person in {"amina", "cecilia", "gustav", "hanna", "fatima", "nils"} - {doer}:
        with pytest.raises(NotAllowed):
            do(cast, cast.actor(person))
    assert Entry.objects.count() == count
    do(cast, cast.actor(doer))
    assert Entry.objects.count() == count + 1


@pytest.mark.req("PRI-20")
def test_a_new_local_priority_ends_the_one_before(cast: Cast, lists: list[AreaList]) -> None:
    area = named("Otrygga och brottsutsatta platser")
    values: dict[str, Any] = {"by": cast.amina, "unit": cast.units["bjorkasa"], "area": area}
    first = services.set_local_priority(focus="Torget", rank=2, on=date(2026, 1, 1), **values)
    services.set_local_priority(focus="Stationen", rank=1, on=TODAY, **values)
    first.refresh_from_db()
    assert first.valid_until == TODAY
    assert [row.focus for row in local_priorities_of(cast.amina, area, on=TODAY)] == ["Stationen"]
    assert local_priorities_of(cast.cecilia, area, on=TODAY) == []
    with pytest.raises(Refused) as refused:
        services.set_local_priority(focus="Parken", on=TODAY - timedelta(days=9), **values)
    assert refused.value.field == "on"


REFUSED = [
    ({"focus": " "}, "focus"),
    ({"focus": "Ring 070-123 45 67"}, "focus"),
    ({"on": date(2020, 1, 1)}, "on"),
]


@pytest.mark.parametrize(("more", "field"), REFUSED)
def test_a_local_priority_that_cannot_be_right_is_refused(
    cast: Cast, lists: list[AreaList], more: dict[str, Any], field: str
) -> None:
    values: dict[str, Any] = {"focus": "Torget", "on": TODAY, "area": named("Systemhotande brottslighet")}
    with pytest.raises(Refused) as refused:
        services.set_local_priority(by=cast.amina, unit=cast.units["bjorkasa"], **(values | more))
    assert refused.value.field == field
    assert not LocalPriority.objects.exists()


@pytest.mark.req("PRI-05", "PRI-21")
def test_the_page_shows_all_lists_and_finds_what_is_gone(
    cast: Cast, lists: list[AreaList], client_of: Callable[[str], Client]
) -> None:
    client = client_of("hanna")
    answer = client.get("/omraden/")
    page = answer.context["page"]
    assert page.current.name == "Gällande från 2024"
    assert len(page.picture.boxes) == 21
    found = client.get("/omraden/?sok=ordningsvakter").context["page"].mappings
    assert {row.old or row.new for row in found} == {"Ordningsvakter"}
    assert "Inget om" in client.get("/omraden/?sok=xyz").content.decode()


@pytest.mark.req("PRI-16")
def test_the_page_of_an_area_shows_both_wordings(
    cast: Cast, lists: list[AreaList], client_of: Callable[[str], Client]
) -> None:
    area = named("Särskilt utsatta och sårbara brottsoffer")
    text = client_of("amina").get(f"/omraden/{area.pk}/").content.decode()
    for word in ("Gammal lydelse", "Ny lydelse", "människohandel", "våldtäkt"):
        assert word in text


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast,
    lists: list[AreaList],
    client_of: Callable[[str], Client],
    django_assert_num_queries: Any,
    many: bool,
) -> None:
    area = named("Särskilt utsatta och sårbara brottsoffer")
    if many:
        for number in range(20):
            Area.objects.create(area_list=area.area_list, number=100 + number, name=f"Område {number}")
            Goal.objects.create(area=area, number=100 + number, text="Mål")
            LocalPriority.objects.create(unit=cast.units["bjorkasa"], area=area, focus="Torg", valid_from=TODAY)
    client = client_of("amina")
    with django_assert_num_queries(12):
        assert client.get("/omraden/").status_code == 200
    with django_assert_num_queries(13):
        assert client.get(f"/omraden/{area.pk}/").status_code == 200


@pytest.mark.req("PRI-19", "PRI-20")
def test_loading_clarifying_and_prioritising_on_the_pages(cast: Cast, client_of: Callable[[str], Client]) -> None:
    assert "Läs in listorna" in client_of("gustav").get("/omraden/").content.decode()
    assert "Läs in listorna" not in client_of("amina").get("/omraden/").content.decode()
    client_of("gustav").post("/omraden/ladda/", {"kommun": cast.units["town"].pk})
    area = named("Kriminella miljöer och livsstilar")
    goal = area.goals.get(number=1)
    client_of("gustav").post(f"/omraden/malsattning/{goal.pk}/", {"clarification": "Räknas per år."})
    assert "Räknas per år." in client_of("amina").get(f"/omraden/{area.pk}/").content.decode()
    values = {"unit": cast.units["bjorkasa"].pk, "focus": "Centrum", "rank": "1", "on": "2026-03-10"}
    client_of("amina").post(f"/omraden/{area.pk}/lokalt/", values)
    assert "Centrum" in client_of("amina").get(f"/omraden/{area.pk}/").content.decode()
    wrong = client_of("amina").post(f"/omraden/{area.pk}/lokalt/", values | {"on": "2020-01-01"})
    assert "gäller inte den dagen" in wrong.content.decode()
