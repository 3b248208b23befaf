"""Places: the register, one coordinator, the classification apart, and counts over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.places import services
from samverkan.places.models import ContextFact, Place, PlaceCount
from samverkan.places.queries import (
    listed_places,
    places_at_risk,
    places_visible_to,
    places_without_coordinator,
    units_to_choose,
)
from samverkan.places.rules import (
    ABOUT_PEOPLE,
    BASE,
    LEFT,
    WIDTH,
    Counted,
    change_since,
    drawing_of,
    is_suppressed,
    step_of,
    ticks_under,
)
from samverkan.places.words import AreaClass, BuiltFactor, ProblemType
from tests.cast import TODAY, Cast

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def register(cast: Cast, **more: Any) -> Place:
    values: dict[str, Any] = {
        "by": cast.amina,
        "unit": cast.units["bjorkasa"],
        "name": "Björkåsa torg",
        "delimitation": "Torget och tunnelbanans uppgång",
        "problem_types": [ProblemType.DRUG_DEALING, ProblemType.LITTERING],
        "built_factors": {BuiltFactor.LIGHTING: "Tre släckta lampor vid uppgången"},
        "coordinating_unit": cast.units["bjorkasa"],
        "coordinator_title": "Trygghetssamordnare",
        "owners": [cast.units["transport"]],
        "how_followed_up": "Räknas varje månad",
        "on": TODAY,
    }
    return services.register_place(**(values | more))


def change(cast: Cast, place: Place, **more: Any) -> Place:
    values: dict[str, Any] = {
        "by": cast.amina,
        "place": place,
        "edition": place.edition,
        "name": place.name,
        "delimitation": place.delimitation,
        "problem_types": [ProblemType.VANDALISM],
        "built_factors": {},
        "owners": [],
        "how_followed_up": "",
        "at_risk": False,
        "at_risk_because": "",
    }
    return services.change_place(**(values | more))


@pytest.mark.req("SIT-14", "SIT-15", "ORG-25", "FOL-17", "ACT-32")
def test_a_place_keeps_what_happens_what_was_built_and_who_answers(cast: Cast) -> None:
    place = register(cast)
    place.refresh_from_db()
    assert place.problem_types == ["drug_dealing", "littering"]
    assert place.built_factors == {"lighting": "Tre släckta lampor vid uppgången"}
    assert (place.coordinating_unit, place.coordinator_title) == (cast.units["bjorkasa"], "Trygghetssamordnare")
    assert list(place.owners.all()) == [cast.units["transport"]]
    assert place.how_followed_up == "Räknas varje månad"
    assert Entry.objects.filter(event="places.registered", key=str(place.pk)).count() == 1


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"),
    ({"delimitation": ""}, "delimitation"),
    ({"problem_types": []}, "problem_types"),
    ({"built_factors": {BuiltFactor.SIGHT: " "}}, "seen_sight"),
    ({"built_factors": {BuiltFactor.SIGHT: "ring 070-123 45 67"}}, "seen_sight"),
    ({"coordinating_unit": None}, "coordinating_unit"),
    ({"coordinator_title": ""}, "coordinator_title"),
    ({"at_risk": True}, "at_risk_because"),
    ({"how_followed_up": "Fråga anna@example.org"}, "how_followed_up"),
]


@pytest.mark.req("SIT-14", "ORG-25")
@pytest.mark.parametrize(("more", "field"), REFUSED)
def test_a_place_that_cannot_be_right_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        register(cast, **more)
    assert refused.value.field == field
    assert (Place.objects.count(), Entry.objects.count()) == (0, before)


def test_a_name_is_used_once_in_a_district_also_when_the_place_is_closed(cast: Cast) -> None:
    place = register(cast)
    services.close_place(by=cast.amina, place=place, reason="Ombyggd", on=TODAY)
    with pytest.raises(Refused):
        register(cast, name="björkåsa TORG")
    assert register(cast, by=cast.cecilia, unit=cast.units["granvik"]).pk != place.pk


@pytest.mark.req("CRO-10", "CRO-12")
@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_only_those_who_prepare_in_the_district_keep_its_places(cast: Cast, person: str) -> None:
    place, by = register(cast), cast.actor(person)
    deeds: list[Callable[[], object]] = [
        lambda: register(cast, by=by, name="Stationen"),
        lambda: change(cast, place, by=by),
        lambda: services.name_coordinator(by=by, place=place, edition=1, unit=None, title=""),
        lambda: services.close_place(by=by, place=place, reason="x", on=TODAY),
        lambda: services.reopen_place(by=by, place=place),
        lambda: services.classify_place(
            by=by, place=place, area_class=AreaClass.RISK, on=TODAY, source="Polisen", today=TODAY
        ),
        lambda: count(cast, place, by=by),
    ]
    before = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert Entry.objects.count() == before


@pytest.mark.req("ORG-25")
def test_a_place_without_a_coordinator_is_lit_until_a_function_is_named(cast: Cast) -> None:
    unit = cast.units["bjorkasa"]
    place = register(cast, coordinating_unit=None, coordinator_title="")
    assert places_without_coordinator([unit.pk]) == [place]
    place = services.name_coordinator(by=cast.bertil, place=place, edition=1, unit=unit, title="Torgvärd")
    assert places_without_coordinator([unit.pk]) == []
    place = services.name_coordinator(by=cast.bertil, place=place, edition=2, unit=None, title="")
    assert places_without_coordinator([unit.pk]) == [place]
    services.close_place(by=cast.amina, place=place, reason="Ombyggd", on=TODAY)
    assert places_without_coordinator([unit.pk]) == []
    with pytest.raises(Refused):
        services.name_coordinator(by=cast.amina, place=place, edition=4, unit=unit, title="Torgvärd")


@pytest.mark.req("SIT-16", "SIT-17")
def test_the_polices_class_has_its_day_and_a_flagged_place_is_one_they_do_not_class(cast: Cast) -> None:
    unit = cast.units["bjorkasa"]
    place = register(cast, at_risk=True, at_risk_because="Fler unga rekryteras")
    assert places_at_risk([unit.pk]) == [place]

    def classify(area_class: AreaClass, on: date) -> None:
        services.classify_place(
            by=cast.amina, place=place, area_class=area_class, on=on, source="Lägesrapport 2025", today=TODAY
        )

    classify(AreaClass.NONE, date(2023, 1, 1))
    assert places_at_risk([unit.pk]) == [place]
    classify(AreaClass.VULNERABLE, date(2025, 1, 1))
    assert places_at_risk([unit.pk]) == []
    assert [row.area_class for row in place.classifications.all()] == ["vulnerable", "none"]
    for on in (date(2025, 1, 1), TODAY + DAY):
        with pytest.raises(Refused):
            classify(AreaClass.RISK, on)


def count(cast: Cast, place: Place, **more: Any) -> PlaceCount:
    values: dict[str, Any] = {
        "by": cast.amina,
        "place": place,
        "problem_type": ProblemType.DRUG_DEALING,
        "on": TODAY,
        "number": 3,
        "source": "Gemensam rond 18–20",
        "today": TODAY,
    }
    return services.record_count(**(values | more))


@pytest.mark.req("SIT-22")
def test_counts_have_a_day_and_a_source_and_zero_counts_too(cast: Cast) -> None:
    place = register(cast)
    count(cast, place, on=TODAY - 30 * DAY, number=4)
    count(cast, place, number=0)
    assert [(row.on, row.number) for row in place.counts.all()] == [(TODAY - 30 * DAY, 4), (TODAY, 0)]
    for more in (
        {},
        {"on": TODAY + DAY},
        {"on": date(2026, 1, 1), "source": " "},
        {"on": date(2026, 1, 1), "number": -1},
    ):
        with pytest.raises(Refused):
            count(cast, place, **more)
    services.close_place(by=cast.amina, place=place, reason="Ombyggd", on=TODAY)
    with pytest.raises(Refused):
        count(cast, place, on=date(2026, 1, 1))


@pytest.mark.req("SIT-22")
def test_a_corrected_count_leaves_the_former_number_in_the_trail(cast: Cast) -> None:
    row = count(cast, register(cast))
    services.correct_count(by=cast.bertil, count=row, edition=1, number=2, source="Rond", note="En var dubbel")
    entry = Entry.objects.get(event="places.count_corrected")
    assert (entry.details["before"], entry.details["number"]) == (3, 2)
    with pytest.raises(SavedMeanwhile):
        services.correct_count(by=cast.amina, count=row, edition=1, number=5, source="Rond", note="")


def test_a_closed_place_says_why_and_can_be_followed_again(cast: Cast) -> None:
    place = register(cast)
    for reason, on in ((" ", TODAY), ("Ombyggd", TODAY - DAY)):
        with pytest.raises(Refused):
            services.close_place(by=cast.amina, place=place, reason=reason, on=on)
    services.close_place(by=cast.amina, place=place, reason="Ombyggd", on=TODAY)
    with pytest.raises(Refused):
        services.close_place(by=cast.amina, place=place, reason="Ombyggd", on=TODAY)
    services.reopen_place(by=cast.amina, place=place)
    assert Entry.objects.get(event="places.reopened").details["closed_because"] == "Ombyggd"
    with pytest.raises(Refused):
        services.reopen_place(by=cast.amina, place=place)


def test_two_who_change_the_same_place_are_told_and_lose_nothing(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    place = register(cast)
    address = f"/platser/{place.pk}/andra/"
    amina, bertil = client_of("amina"), client_of("bertil")
    typed = {
        "edition": "1",
        "name": "Björkåsa torg",
        "problem_types": ["vandalism"],
        "how_followed_up": "Räknas varje vecka",
    }
    assert amina.post(address, typed | {"delimitation": "Aminas gräns"}).status_code == 302
    answer = bertil.post(address, typed | {"delimitation": "Bertils gräns"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Aminas" in shown
    assert 'value="Bertils gräns"' in shown
    assert 'name="edition" value="2"' in shown
    assert Place.objects.get().delimitation == "Aminas gräns"
    assert bertil.post(address, typed | {"edition": "2", "delimitation": "Bägges gräns"}).status_code == 302
    assert Place.objects.get().delimitation == "Bägges gräns"
    before = [entry.details["before"]["delimitation"] for entry in Entry.objects.filter(event="places.changed")]
    assert before == ["Torget och tunnelbanans uppgång", "Aminas gräns"]


@pytest.mark.req("ORG-25", "ACT-32")
def test_who_owns_a_part_of_a_place_sees_it_whatever_the_district(cast: Cast) -> None:
    owned = register(cast)
    register(cast, name="Stationen", owners=[])
    assert list(places_visible_to(cast.fatima)) == [owned]
    assert list(places_visible_to(cast.hanna)) == []
    assert places_visible_to(cast.cecilia).count() == 0
    assert places_visible_to(cast.gustav).count() == 2


@pytest.mark.req("SIT-14", "SIT-15")
def test_the_register_is_narrowed_by_what_happens_what_was_built_and_who_is_missing(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    register(cast)
    register(
        cast,
        name="Stationen",
        problem_types=[ProblemType.VIOLENCE],
        built_factors={BuiltFactor.SIGHT: "Buskar"},
        coordinating_unit=None,
        coordinator_title="",
    )

    def names(**asked: Any) -> list[str]:
        return [place.name for place in listed_places(cast.amina, **asked)]

    assert names() == ["Björkåsa torg", "Stationen"]
    assert names(problem_type=ProblemType.LITTERING) == ["Björkåsa torg"]
    assert names(built_factor=BuiltFactor.SIGHT) == ["Stationen"]
    assert names(without_coordinator=True) == ["Stationen"]
    assert names(unit_id=cast.units["granvik"].pk) == names(closed=True) == names(at_risk=True) == []
    client = client_of("amina")
    for query, expected in (
        ("", ["Björkåsa torg", "Stationen"]),
        ("?typ=violence", ["Stationen"]),
        ("?byggt=lighting", ["Björkåsa torg"]),
        ("?visa=utan", ["Stationen"]),
        ("?visa=avslutade", []),
    ):
        page = client.get(f"/platser/{query}").context["page"]
        assert [row.name for row in page.rows] == expected
        assert page.lacking == 1


def test_a_place_is_registered_and_followed_on_the_pages(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("bertil")
    values = {
        "unit": cast.units["bjorkasa"].pk,
        "name": "Stationen",
        "delimitation": "Perrongen",
        "problem_types": ["violence"],
        "seen_lighting": "Mörkt",
    }
    answer = client.post("/platser/ny/", values)
    place = Place.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/platser/{place.pk}/")
    assert place.built_factors == {"lighting": "Mörkt"}
    for on, number in (("2025-03-01", 8), ("2026-03-01", 3)):
        posted = {"problem_type": "violence", "on": on, "number": number, "source": "Anmälda händelser"}
        assert client.post(f"/platser/{place.pk}/rakna/", posted).status_code == 302
    shown = client.get(f"/platser/{place.pk}/").content.decode()
    assert "färre än 5" in shown
    assert "Ingen samordnar" in shown
    assert "<svg" in shown


@pytest.mark.req("SIT-23")
def test_a_context_fact_has_a_day_and_a_source_and_keeps_what_held_before(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    town = cast.units["town"]

    def add(value: str, on: date, **more: Any) -> ContextFact:
        values: dict[str, Any] = {"by": cast.gustav, "municipality": town, "name": "Terrorhotnivå", "source": "NCT"}
        return services.add_context_fact(**(values | {"today": TODAY, "value": value, "on": on} | more))

    add("3", date(2022, 1, 1))
    add("4", date(2023, 8, 17))
    right: dict[str, Any] = {"value": "5", "on": TODAY}
    wrong: dict[str, Any]
    for wrong in ({"value": " "}, {"source": ""}, {"name": ""}, {"on": date(2023, 8, 17)}, {"on": TODAY + DAY}):
        with pytest.raises(Refused):
            add(**(right | wrong))
    with pytest.raises(NotAllowed):
        add("5", TODAY, by=cast.amina)
    group = client_of("nils").get("/platser/omvarld/").context["page"].facts
    assert group == ()  # somebody without a post meets no municipality
    (group,) = client_of("amina").get("/platser/omvarld/").context["page"].facts
    assert (group.now.value, [fact.value for fact in group.before]) == ("4", ["3"])


counts = st.lists(
    st.builds(Counted, st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 5000)),
    min_size=1,
    max_size=60,
    unique_by=lambda one: one.on,
)


@pytest.mark.req("SIT-22")
@given(counts, st.sampled_from(ProblemType))
def test_every_count_has_a_bar_inside_the_drawing_as_tall_as_its_number(
    many: list[Counted], problem_type: ProblemType
) -> None:
    drawing = drawing_of(many, problem_type)
    assert drawing is not None
    assert [(bar.on, bar.number) for bar in drawing.bars] == sorted((one.on, one.number) for one in many)
    for bar in drawing.bars:
        assert 0 <= bar.y <= bar.y + bar.height == BASE
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH
        assert bar.is_suppressed == is_suppressed(problem_type, bar.number)
    open_bars = [bar for bar in drawing.bars if not bar.is_suppressed]
    for one in open_bars:
        assert all(other.height >= one.height for other in open_bars if other.number >= one.number)
    assert drawing.grid[0].number == 0
    assert len(drawing.grid) <= 6
    hidden = {bar.height for bar in drawing.bars if bar.is_suppressed}
    assert len(hidden) <= 1  # a hidden number cannot be read off its bar
    ticks = ticks_under(drawing.bars)
    assert all(b.x - a.x >= 96 for a, b in pairwise(ticks))


@given(st.integers(0, 10**9))
def test_a_scale_has_at_most_five_steps(most: int) -> None:
    assert step_of(most) * 5 >= most
    assert most <= 5 or step_of(most) * 2 < most


@given(st.sampled_from(ProblemType), st.integers(0, 20))
def test_only_small_numbers_of_people_are_hidden(problem_type: ProblemType, number: int) -> None:
    assert is_suppressed(problem_type, number) == (problem_type in ABOUT_PEOPLE and number in {1, 2, 3, 4})


def test_a_change_is_told_only_when_the_counts_are_far_enough_apart() -> None:
    assert change_since([], on=TODAY) is None
    near = [Counted(TODAY - 100 * DAY, 9), Counted(TODAY, 4)]
    assert change_since(near, on=TODAY) is None
    far = [Counted(TODAY - 700 * DAY, 7), Counted(TODAY - 360 * DAY, 9), *near]
    assert change_since(far, on=TODAY) == (far[1], far[3])
    assert change_since(far, on=TODAY - DAY) == (far[1], far[2])


@pytest.mark.parametrize("many", [False, True])
def test_the_pages_ask_a_fixed_number_of_questions(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: Any, many: bool
) -> None:
    place = register(cast)
    for number in range(20 if many else 1):
        count(cast, place, on=TODAY - number * 30 * DAY)
        register(cast, name=f"Plats {number}")
    client = client_of("amina")
    with django_assert_num_queries(11):
        assert client.get("/platser/").status_code == 200
    with django_assert_num_queries(11):
        assert client.get(f"/platser/{place.pk}/").status_code == 200


def test_an_officer_of_two_districts_may_let_either_of_them_coordinate(cast: Cast) -> None:
    bjorkasa, granvik = cast.units["bjorkasa"], cast.units["granvik"]
    assert granvik not in units_to_choose(bjorkasa, on=TODAY)
    chosen = units_to_choose(bjorkasa, granvik, on=TODAY)
    assert {bjorkasa, granvik, cast.units["lpo_b"], cast.units["lpo_g"]} <= set(chosen)
    assert len(chosen) == len(set(chosen))
