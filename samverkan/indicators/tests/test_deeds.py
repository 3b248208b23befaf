"""Goals, indicators and figures: who may do what, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.indicators import queries, services
from samverkan.indicators.models import Indicator, Reading, Source, SubGoal, Vision
from samverkan.indicators.queries.goals import visions_on
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.rules.table import FaultyTable
from samverkan.indicators.services import NewReading
from samverkan.indicators.words import Direction, IndicatorKind, Measurability, Outcome, ProgrammeKind, Sex
from samverkan.priorities.models import Goal
from tests import red_thread
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def new(cast: Cast, indicator: Indicator, numbers: tuple[int | None, ...] = (30, 100), **more: Any) -> NewReading:
    year = more.pop("year", 2025)
    values: dict[str, Any] = {
        "indicator": indicator,
        "unit": cast.units["bjorkasa"],
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "amount": Amount(*numbers),
        "source": Source.objects.first() or red_thread.a_source(cast),
    }
    return NewReading(**(values | more))


def put(cast: Cast, indicator: Indicator, numbers: tuple[int | None, ...] = (30, 100), **more: Any) -> Reading:
    by = cast.cecilia if more.get("unit") == cast.units["granvik"] else cast.amina
    if more.get("unit") == cast.units["town"]:
        by = cast.gustav
    return services.record_reading(by=by, new=new(cast, indicator, numbers, **more), today=TODAY)


def define(cast: Cast, **more: Any) -> Indicator:
    values: dict[str, Any] = {
        "by": cast.gustav,
        "unit": cast.units["town"],
        "name": "Anmälda våldsbrott",
        "definition": "Anmälda våldsbrott på allmän plats",
        "kind": IndicatorKind.RATE,
        "unit_of_measure": "anmälningar",
        "direction": Direction.DOWN,
        "can_show": "Hur många brott som anmäls",
        "cannot_show": "Brott som inte anmäls",
    }
    return services.add_indicator(**(values | more))


@pytest.mark.req("SIT-08", "SIT-13")
def test_a_source_has_year_publisher_and_limits_and_is_registered_once(cast: Cast) -> None:
    values: dict[str, Any] = {
        "by": cast.bertil,
        "municipality": cast.units["town"],
        "title": "Trygghetsmätningen",
        "publisher": "Polisen",
        "year": 2025,
        "hard_to_map": "Unga som inte svarar på enkäter",
        "today": TODAY,
    }
    source = services.add_source(**values)
    assert Entry.objects.latest("number").event == "indicators.source_added"
    with pytest.raises(Refused, match="already registered"):
        services.add_source(**(values | {"title": "TRYGGHETSMÄTNINGEN"}))
    with pytest.raises(Refused, match="telephone"):
        services.add_source(**(values | {"year": 2024, "limits": "Ring 070-123 45 67"}))
    with pytest.raises(NotAllowed):
        services.add_source(**(values | {"by": cast.fatima, "year": 2024}))
    with pytest.raises(Refused) as refused:
        services.add_source(**(values | {"year": 2024, "publisher": " "}))
    assert refused.value.field == "publisher"
    changed = {name: value for name, value in values.items() if name != "municipality"}
    services.change_source(**(changed | {"source": source, "edition": 1, "limits": "Når inte alla"}))
    with pytest.raises(SavedMeanwhile, match="Bertil Ek"):
        services.change_source(**(changed | {"by": cast.amina, "source": source, "edition": 1}))


@pytest.mark.req("FOL-14", "FOL-21")
def test_a_new_vision_ends_the_one_before_it(cast: Cast) -> None:
    town = cast.units["town"]
    set_vision = services.set_vision
    set_vision(by=cast.gustav, unit=town, text="En trygg stad", council_goal="3.6", valid_from=date(2025, 1, 1))
    set_vision(by=cast.gustav, unit=town, text="En stad för alla", valid_from=date(2026, 1, 1))
    set_vision(by=cast.amina, unit=cast.units["bjorkasa"], text="Ett tryggt torg", valid_from=date(2026, 1, 1))
    assert [vision.text for vision in visions_on(cast.units["bjorkasa"], on=TODAY)] == [
        "En stad för alla",
        "Ett tryggt torg",
    ]
    assert Vision.objects.get(text="En trygg stad").valid_until == date(2026, 1, 1)
    with pytest.raises(Refused, match="holds from"):
        set_vision(by=cast.gustav, unit=town, text="Bakåt", valid_from=date(2025, 6, 1))
    with pytest.raises(NotAllowed):
        set_vision(by=cast.amina, unit=town, text="Inte min", valid_from=TODAY)


def sub_goal(cast: Cast, **more: Any) -> SubGoal:
    values: dict[str, Any] = {
        "by": cast.amina,
        "unit": cast.units["bjorkasa"],
        "area": red_thread.an_area(cast),
        "text": "Färre öppna drogscener",
        "today": TODAY,
    }
    return services.add_sub_goal(**(values | more))


@pytest.mark.req("ACT-35", "FOL-14")
def test_a_districts_own_sub_goal_stands_beside_the_common_ones(cast: Cast) -> None:
    town, bjorkasa = cast.units["town"], cast.units["bjorkasa"]
    common = sub_goal(cast, by=cast.gustav, unit=town, text="Fler känner sig trygga")
    own = sub_goal(cast)
    assert queries.sub_goals_for_unit(bjorkasa, on=TODAY) == [own, common] or set(
        queries.sub_goals_for_unit(bjorkasa, on=TODAY)
    ) == {own, common}
    assert queries.sub_goals_for_unit(cast.units["granvik"], on=TODAY) == [common]
    assert own not in queries.sub_goals_visible_to(cast.cecilia)
    with pytest.raises(NotAllowed):
        sub_goal(cast, by=cast.cecilia)


@pytest.mark.req("FOL-08")
def test_a_goal_that_cannot_be_measured_says_why(cast: Cast) -> None:
    for measurability in (Measurability.NONE, Measurability.PROXY):
        with pytest.raises(Refused) as refused:
            sub_goal(cast, measurability=measurability)
        assert refused.value.field == "how_measured"
    why = "De som radikaliseras syns inte i någon källa"
    silent = sub_goal(cast, measurability=Measurability.NONE, how_measured=why)
    loud = sub_goal(cast, text="Tryggare torg")
    dark = queries.goals_without_indicator(cast.units["town"].pk, on=TODAY)
    assert list(dark) == [loud]
    define(cast, by=cast.amina, unit=cast.units["bjorkasa"], sub_goal=loud)
    assert not queries.goals_without_indicator(cast.units["town"].pk, on=TODAY)
    goal = Goal.objects.create(area=red_thread.an_area(cast), number=98, text="Färre radikaliseras")
    values: dict[str, Any] = {"goal": goal, "measurability": Measurability.NONE, "how_measured": why}
    judged = services.judge_goal(by=cast.gustav, edition=0, **values)
    assert judged.edition == 1
    with pytest.raises(SavedMeanwhile):
        services.judge_goal(by=cast.gustav, edition=0, **values)
    assert silent.how_measured == why


def test_two_editors_of_one_sub_goal_are_both_told_and_neither_loses_a_word(cast: Cast) -> None:
    goal = sub_goal(cast)
    services.change_sub_goal(by=cast.bertil, sub_goal=goal, edition=1, text="Inga öppna drogscener", today=TODAY)
    with pytest.raises(SavedMeanwhile, match="Bertil Ek"):
        services.change_sub_goal(by=cast.amina, sub_goal=goal, edition=1, text="Mycket färre scener", today=TODAY)
    goal.refresh_from_db()
    assert (goal.text, goal.edition) == ("Inga öppna drogscener", 2)


def test_the_page_shows_both_wordings_of_a_sub_goal(cast: Cast, client_of: Callable[[str], Client]) -> None:
    goal = sub_goal(cast)
    services.change_sub_goal(by=cast.bertil, sub_goal=goal, edition=1, text="Inga öppna drogscener", today=TODAY)
    address = reverse("indicators:change_sub_goal", args=[goal.pk])
    mine = {"text": "Mycket färre scener", "measurability": "direct", "edition": "1"}
    answer = client_of("amina").post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Inga öppna drogscener" in page
    assert "Mycket färre scener" in page
    assert 'name="edition" value="2"' in page
    again = client_of("amina").post(address, mine | {"edition": "2"})
    assert again.status_code == 302
    goal.refresh_from_db()
    assert goal.text == "Mycket färre scener"


def test_an_ended_sub_goal_is_kept_as_it_was(cast: Cast) -> None:
    goal = sub_goal(cast)
    with pytest.raises(Refused, match="why"):
        services.end_sub_goal(by=cast.amina, sub_goal=goal, on=TODAY, because=" ", today=TODAY)
    services.end_sub_goal(by=cast.amina, sub_goal=goal, on=TODAY, because="Nått", today=TODAY)
    assert not queries.sub_goals_for_unit(cast.units["bjorkasa"], on=TODAY)
    with pytest.raises(Refused, match="kept as it was"):
        services.change_sub_goal(by=cast.amina, sub_goal=goal, edition=2, text="Ny", today=TODAY)


@pytest.mark.req("FOL-04")
def test_areas_without_sub_goals_or_indicators_are_named_and_years_without_review(cast: Cast) -> None:
    town = cast.units["town"]
    areas = list(red_thread.area_list(cast).areas.all())
    assert {area.pk for area, _ in queries.areas_lacking_in(town.pk, on=TODAY)} == {area.pk for area in areas}
    for number, area in enumerate(areas):
        goal = sub_goal(cast, by=cast.gustav, unit=town, area=area, text=f"Delmål {number}")
        define(cast, name=f"Mått {number}", sub_goal=goal)
    assert queries.areas_lacking_in(town.pk, on=TODAY) == ()
    review: dict[str, Any] = {"municipality": town, "reviewed_on": date(2025, 11, 3), "note": "Kvar", "today": TODAY}
    with pytest.raises(NotAllowed):
        services.record_review(by=cast.amina, year=2025, **review)
    services.record_review(by=cast.gustav, year=2025, **review)
    assert queries.years_unreviewed_in(town.pk, since=2024, on=TODAY) == (2024,)
    with pytest.raises(Refused, match="already recorded"):
        services.record_review(by=cast.gustav, year=2025, **review)


@pytest.mark.req("PRI-17")
def test_an_area_is_tied_to_budget_and_programme(cast: Cast) -> None:
    area = red_thread.an_area(cast)
    tie = services.link_programme(
        by=cast.gustav,
        area=area,
        kind=ProgrammeKind.SAFETY_PROGRAMME,
        title="Trygghetsprogram 2024–2027",
        valid_from=date(2024, 1, 1),
    )
    services.unlink_programme(by=cast.gustav, link=tie, on=TODAY)
    with pytest.raises(Refused, match="already ended"):
        services.unlink_programme(by=cast.gustav, link=tie, on=TODAY)
    with pytest.raises(NotAllowed):
        services.link_programme(by=cast.amina, area=area, kind=ProgrammeKind.BUDGET, title="Budget", valid_from=TODAY)


@pytest.mark.req("FOL-07", "FOL-10")
def test_a_common_indicator_is_defined_once_and_read_by_every_district(cast: Cast) -> None:
    common = define(cast)
    own = define(cast, by=cast.amina, unit=cast.units["bjorkasa"], name="Scener på torget")
    assert set(queries.indicators_for_unit(cast.units["bjorkasa"].pk)) == {common, own}
    assert set(queries.indicators_for_unit(cast.units["granvik"].pk)) == {common}
    assert own not in queries.indicators_visible_to(cast.cecilia)
    with pytest.raises(Refused, match="already an indicator"):
        define(cast, by=cast.amina, unit=cast.units["bjorkasa"], name="anmälda VÅLDSBROTT")
    with pytest.raises(Refused, match="cannot show"):
        define(cast, name="Annat", cannot_show="")
    with pytest.raises(NotAllowed):
        define(cast, by=cast.amina, name="Annat")


def test_a_chain_of_proxies_has_no_circle(cast: Cast) -> None:
    last = define(cast)
    middle = define(cast, name="Akutbesök", proxy_for=last)
    first = define(cast, name="Larm", proxy_for=middle)
    same: dict[str, Any] = {
        "definition": last.definition,
        "kind": IndicatorKind.RATE,
        "unit_of_measure": "st",
        "direction": Direction.DOWN,
        "can_show": "a",
        "cannot_show": "b",
    }
    with pytest.raises(Refused, match="circle"):
        services.change_indicator(
            by=cast.gustav,
            indicator=last,
            edition=1,
            name=last.name,
            proxy_for=first,
            **same,
        )


def test_the_kind_is_fixed_once_something_is_measured_and_a_retired_indicator_takes_no_more(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator)
    values: dict[str, Any] = {
        "by": cast.gustav,
        "indicator": indicator,
        "name": indicator.name,
        "definition": "Samma",
        "unit_of_measure": "svarande",
        "direction": Direction.DOWN,
        "can_show": "a",
        "cannot_show": "b",
    }
    with pytest.raises(Refused, match="fixed once"):
        services.change_indicator(edition=1, kind=IndicatorKind.COUNT, **values)
    services.change_indicator(edition=1, kind=IndicatorKind.SHARE, **values)
    with pytest.raises(SavedMeanwhile):
        services.change_indicator(edition=1, kind=IndicatorKind.SHARE, **values)
    services.retire_indicator(by=cast.gustav, indicator=indicator, on=date(2026, 1, 1), because="Ersatt", today=TODAY)
    indicator.refresh_from_db()
    with pytest.raises(Refused, match="no longer used"):
        put(cast, indicator, year=2026, ends_on=date(2026, 2, 28), starts_on=date(2026, 1, 1))
    assert not queries.indicators_for_unit(cast.units["granvik"].pk, on=TODAY)


@pytest.mark.req("FOL-16")
def test_baseline_and_target_are_set_per_unit(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    values: dict[str, Any] = {
        "by": cast.amina,
        "indicator": indicator,
        "unit": cast.units["bjorkasa"],
        "baseline_year": 2023,
        "baseline": 34.0,
        "target_year": 2027,
        "target": 25.0,
    }
    services.set_aim(**values)
    assert services.set_aim(**(values | {"target": 20.0})).target == 20.0
    assert indicator.aims.count() == 1
    for wrong, field in (({"target": 120.0}, "target"), ({"target_year": 2023}, "target_year")):
        with pytest.raises(Refused) as refused:
            services.set_aim(**(values | wrong))
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        services.set_aim(**(values | {"by": cast.gustav}))


@pytest.mark.req("FOL-03", "SIT-09", "SIT-10")
def test_figures_are_stored_from_both_parties_with_sex_age_and_part(cast: Cast) -> None:
    crime = red_thread.an_indicator(cast, name="Brott", outcome=Outcome.CRIME)
    safety = red_thread.an_indicator(cast, outcome=Outcome.SAFETY)
    services.record_reading(by=cast.bertil, new=new(cast, crime), today=TODAY)
    put(cast, safety)
    put(cast, safety, (20, 60), sex=Sex.WOMEN, age="13-17", part="Torget")
    assert set(Reading.objects.values_list("party", flat=True)) == {"police", "municipality"}
    lacking = queries.measurements_lacking([cast.units["bjorkasa"].pk], signed_on=date(2026, 1, 1), on=TODAY)
    assert lacking == ()
    late = queries.measurements_lacking([cast.units["granvik"].pk], signed_on=date(2026, 1, 1), on=TODAY)
    assert len(late) == 4


def test_a_figure_is_refused_where_it_cannot_be_right(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator)
    for more, numbers, reason in (
        ({}, (30, 100), "already measured"),
        ({"year": 2026}, (30, 100), "not ended yet"),
        ({"year": 2024}, (130, 100), "more than the whole"),
        ({"year": 2024, "unit": cast.units["transport"]}, (30, 100), "not"),
    ):
        with pytest.raises(Refused, match=reason):
            put(cast, indicator, numbers, **more)
    with pytest.raises(NotAllowed):
        services.record_reading(by=cast.cecilia, new=new(cast, indicator, year=2024), today=TODAY)
    services.record_reading(by=cast.gustav, new=new(cast, indicator, year=2024), today=TODAY)


@pytest.mark.req("FOL-26")
def test_a_followed_group_of_young_people_is_stored_in_totals_only(cast: Cast) -> None:
    followed = define(cast, name="Unga åter i våld", kind=IndicatorKind.COUNT, aggregate_only=True)
    with pytest.raises(Refused, match="not even stored"):
        put(cast, followed, (3,))
    put(cast, followed, (12,))


def test_a_corrected_figure_leaves_the_old_one_behind_it(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    old = put(cast, indicator)
    correct = services.correct_reading
    with pytest.raises(Refused, match="why"):
        correct(by=cast.amina, reading=old, amount=Amount(31, 100), reason="", today=TODAY)
    row = correct(by=cast.amina, reading=old, amount=Amount(31, 100), reason="Fel i tabellen", today=TODAY)
    old.refresh_from_db()
    assert old.replaced_by == row
    assert old.numerator == 30
    assert queries.series(indicator, cast.units["bjorkasa"]) == [row]
    with pytest.raises(Refused, match="already been corrected"):
        correct(by=cast.amina, reading=old, amount=Amount(32, 100), reason="Igen", today=TODAY)
    with pytest.raises(Refused, match="already says"):
        correct(by=cast.amina, reading=row, amount=Amount(31, 100), reason="Samma", today=TODAY)
    assert verify_trail()[1] is None


TABLE = (
    "indikator;enhet;år;antal;av\nAndel som undviker platser;Björkåsa stadsdelsförvaltning;2025;30;100\n;;2024;35;100\n"
)


def test_a_table_is_taken_in_whole_and_may_be_sent_again(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    values: dict[str, Any] = {
        "by": cast.amina,
        "unit": cast.units["bjorkasa"],
        "source": red_thread.a_source(cast),
        "indicator": indicator,
        "today": TODAY,
    }
    assert services.import_readings(text=TABLE, **values) == services.Taken(2, 0, 0)
    assert services.import_readings(text=TABLE, **values) == services.Taken(0, 0, 2)
    other = TABLE.replace("35", "36")
    with pytest.raises(FaultyTable) as refused:
        services.import_readings(text=other, **values)
    assert [fault.line for fault in refused.value.faults] == [3]
    assert services.import_readings(text=other, correct=True, **values) == services.Taken(0, 1, 1)
    assert Reading.objects.filter(replaced_by__isnull=True).count() == 2


def test_a_table_with_faults_stores_nothing_and_names_every_line(cast: Cast) -> None:
    red_thread.an_indicator(cast)
    text = TABLE + ";Granviks stadsdelsförvaltning;2025;3;9\nOkänd;;2025;3;9\nAndel som undviker platser;;2023;9;3\n"
    with pytest.raises(FaultyTable) as refused:
        services.import_readings(
            by=cast.amina, unit=cast.units["bjorkasa"], text=text, source=red_thread.a_source(cast), today=TODAY
        )
    assert [fault.line for fault in refused.value.faults] == [3, 4, 5, 6]
    assert not Reading.objects.exists()


def test_districts_are_summed_in_one_question_by_numerator_and_denominator(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator, (90, 100))
    put(cast, indicator, (100, 900), unit=cast.units["granvik"])
    put(cast, indicator, (50, 60), sex=Sex.WOMEN)
    units = [cast.units["bjorkasa"].pk, cast.units["granvik"].pk]
    with CaptureQueriesContext(connection) as asked:
        (total,) = queries.area_totals([indicator.pk], units)
    assert len(asked) == 1
    assert (total.amount, total.units) == (Amount(190, 1000), 2)
    assert total.shown(IndicatorKind.SHARE) == (Amount(190, 1000), 0)


def test_a_sum_does_not_give_a_small_district_away(cast: Cast) -> None:
    indicator = define(cast, kind=IndicatorKind.COUNT)
    put(cast, indicator, (3,))
    put(cast, indicator, (40,), unit=cast.units["granvik"])
    (total,) = queries.area_totals([indicator.pk], [cast.units["bjorkasa"].pk, cast.units["granvik"].pk])
    assert total.shown(IndicatorKind.COUNT) == (Amount(40), 1)


def test_the_latest_figures_are_asked_for_once(cast: Cast) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator, year=2023)
    newest = put(cast, indicator, (20, 100), year=2025)
    put(cast, indicator, (10, 50), year=2025, sex=Sex.MEN)
    with CaptureQueriesContext(connection) as asked:
        found = queries.latest_readings([indicator.pk], [cast.units["bjorkasa"].pk, cast.units["granvik"].pk])
    assert len(asked) == 1
    assert found == {(indicator.pk, cast.units["bjorkasa"].pk): newest}
    (source,) = queries.sources_of_indicators(cast.units["bjorkasa"].pk, [indicator.pk]).values()
    assert source.publisher == "Polisen"


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    answer = client.get(reverse(f"indicators:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("FOL-20", "FOL-25")
def test_the_outcomes_page_says_bad_news_plainly(cast: Cast, client_of: Callable[[str], Client]) -> None:
    indicator = red_thread.an_indicator(cast, outcome=Outcome.SAFETY)
    assert "färre än" not in page(client_of("gustav"), "outcomes")
    put(cast, indicator, (200, 1000), year=2023)
    put(cast, indicator, (300, 1000), year=2025)
    for name in ("gustav", "hanna", "cecilia"):
        found = page(client_of(name), "outcomes", enhet=cast.units["town"].pk)
        assert "Går tydligt åt fel håll" in found
        assert "Trenden går åt fel håll" in found
        assert "20 procent" in found
        assert "30 procent" in found


def test_small_figures_and_those_that_would_reveal_them_are_not_on_any_page(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    indicator = define(cast, kind=IndicatorKind.COUNT)
    put(cast, indicator, (45,))
    put(cast, indicator, (3,), sex=Sex.WOMEN)
    put(cast, indicator, (42,), sex=Sex.MEN)
    client = client_of("amina")
    found = page(client, "indicator", indicator.pk, enhet=cast.units["bjorkasa"].pk)
    assert found.count("Visas inte: ett litet antal") == 2
    assert ">42<" not in found
    table = client.get(reverse("indicators:export", args=[indicator.pk])).content.decode()
    assert ";45;" in table
    assert ";42;" not in table
    assert ";3;" not in table


def test_boards_are_not_shown_preliminary_figures(cast: Cast, client_of: Callable[[str], Client]) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator, (37, 100), is_preliminary=True)
    bjorkasa = cast.units["bjorkasa"].pk
    assert "37 procent" in page(client_of("amina"), "indicator", indicator.pk, enhet=bjorkasa)
    for name in ("hanna", "cecilia"):
        assert "37 procent" not in page(client_of(name), "indicator", indicator.pk, enhet=bjorkasa)


def test_districts_stand_in_the_order_of_names_with_their_uncertainty(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    indicator = red_thread.an_indicator(cast)
    put(cast, indicator, (10, 100))
    put(cast, indicator, (60, 100), unit=cast.units["granvik"])
    found = page(client_of("amina"), "indicator", indicator.pk)
    rows = found[found.index('id="districts"') :]
    assert rows.index("Björkåsa") < rows.index("Granvik")
    assert "5,5 till 17,4" in rows
    assert "35 procent" in found


def test_what_is_common_in_the_municipality_is_unknown_to_who_has_no_post(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    indicator = red_thread.an_indicator(cast)
    answer = client_of("nils").get(reverse("indicators:indicator", args=[indicator.pk]))
    assert answer.status_code == 404


def test_figures_are_recorded_and_taken_in_on_the_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    indicator, source = red_thread.an_indicator(cast), red_thread.a_source(cast)
    bjorkasa, client = cast.units["bjorkasa"].pk, client_of("amina")
    form = {
        "unit": bjorkasa,
        "starts_on": "2025-01-01",
        "ends_on": "2025-12-31",
        "numerator": "30",
        "denominator": "100",
        "source": source.pk,
        "party": "municipality",
        "sex": "",
    }
    address = reverse("indicators:record_reading", args=[indicator.pk, bjorkasa])
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 422
    table = reverse("indicators:import_readings", args=[bjorkasa])
    given = {"source": source.pk, "party": "police", "indicator": indicator.pk, "text": "år;antal;av\n2024;x;9\n"}
    refused = client.post(table, given)
    assert refused.status_code == 422
    assert "Rad 2: ”x” är inte ett tal." in refused.content.decode()
    assert client.post(table, given | {"text": "år;antal;av\n2024;7;90\n"}).status_code == 302
    assert Reading.objects.get(ends_on=date(2024, 12, 31)).party == Party.POLICE


@pytest.mark.parametrize("name", ["list", "goals", "outcomes", "sources"])
def test_pages_ask_as_many_questions_whatever_the_amount(
    name: str, cast: Cast, client_of: Callable[[str], Client]
) -> None:
    def furnish(number: int) -> None:
        goal = sub_goal(cast, by=cast.gustav, unit=cast.units["town"], text=f"Delmål {number}")
        indicator = define(cast, name=f"Mått {number}", sub_goal=goal, kind=IndicatorKind.SHARE, outcome=Outcome.SAFETY)
        source = red_thread.a_source(cast, title=f"Källa {number}")
        for unit in ("bjorkasa", "granvik", "town"):
            for year in (2024, 2025):
                put(cast, indicator, (30 + number, 100), unit=cast.units[unit], year=year, source=source)

    furnish(1)
    client, asked = client_of("gustav"), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            page(client, name, enhet=cast.units["town"].pk)
        asked.append(len(found))
        for number in range(2, 6):
            furnish(number + 10 * len(asked))
    assert asked[0] == asked[1]
