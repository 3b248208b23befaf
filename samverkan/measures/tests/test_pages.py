"""The pages: what each reader meets, what two writers see, and that nothing is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure, Plan
from samverkan.measures.queries.plans import parts_of
from samverkan.measures.services.measures import change_measure, stop_measure
from samverkan.measures.services.plans import open_action_plan, write_part
from samverkan.measures.tests.test_plans import new_areas
from samverkan.measures.tests.town import Town
from samverkan.measures.words import InPlanning, MeasureType, PartKind
from tests.browser import Somebody
from tests.cast import TODAY, Cast
from tests.red_thread import a_place, area_list

ClientOf = Callable[[str], Client]
Somebodies = Callable[[str], Somebody]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swedish_words")]


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"measures:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"measures:{name}", args=args), data)


def measure_data(town: Town, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": "Bättre belysning",
        "description": "Nya lampor",
        "area": str(town.area.pk),
        "edition": "0",
        "main_cause": str(town.cause.pk),
        "sub_goal": str(town.goal.pk),
        "sides": ["guardian"],
        "level": "universal",
        "kind": "situational",
        "term_length": "short",
        "directed_at": "environment",
        "measure_type": "other",
        "starts_on": "2026-01-15",
        "benefits": "unknown",
    }
    return values | more


def half_data(town: Town, party: Party, **more: Any) -> dict[str, Any]:
    said = town.commitment(party)
    values: dict[str, Any] = {
        "unit": str(said.unit.pk),
        "owner_title": said.owner_title,
        "text": said.text,
        "due_on": "2026-11-30",
        "dose": "10",
        "dose_unit": "pass",
        "in_planning": "unknown",
        "edition": "0",
    }
    return values | more


def test_a_plan_is_opened_written_and_decided_through_the_pages(town: Town, client_of: ClientOf) -> None:
    amina, bertil = client_of("amina"), client_of("bertil")
    assert "Inga planer ännu" in page(amina, "plans")
    opened = send(amina, "open_plan", unit=str(town.cast.units["bjorkasa"].pk), year="2026")
    plan = Plan.objects.get()
    assert opened.headers["Location"] == reverse("measures:plan", args=[plan.pk])
    assert page(amina, "plan", plan.pk).count("Inte skriven ännu") == 4
    for part in parts_of(plan).values():
        assert send(amina, "part", part.pk, text="Så här", edition="1").status_code == 302
    for area in area_list(town.cast).areas.exclude(pk=town.area.pk):
        assert send(bertil, "note_area", plan.pk, area.pk, not_relevant="Syns inte", edition="0").status_code == 302
    assert send(amina, "draft", plan.pk, **measure_data(town)).status_code == 302
    measure = Measure.objects.get()
    refused = send(amina, "freeze", plan.pk, what_is_new="Årets plan")
    assert refused.status_code == 422
    assert "saknar en parts halva" in refused.content.decode()
    for client, party in ((amina, Party.MUNICIPALITY), (bertil, Party.POLICE)):
        assert send(client, "set_half", measure.pk, party.value, **half_data(town, party)).status_code == 302
    frozen = send(amina, "freeze", plan.pk, what_is_new="Årets plan")
    version = plan.versions.get()
    assert frozen.headers["Location"] == reverse("measures:plan_version", args=[version.pk])
    town.decide(version)
    assert "Bättre belysning" in page(client_of("hanna"), "plan_version", version.pk)


@pytest.mark.req("ACT-09", "ACT-20", "ACT-34", "AGR-24")
def test_the_measures_page_shows_both_halves_with_what_they_lack(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    measure = town.measure(plan, halves=False)
    town.half(measure, Party.MUNICIPALITY, in_planning=InPlanning.YES, budget_line="Konto 4711", assignment="VP 3.2")
    town.half(measure, Party.POLICE)
    text = page(client_of("bertil"), "measure", measure.pk)
    for part in ("Konto 4711", "VP 3.2", "Kommunpolis", "Trygghetssamordnare", "Saknar pengar", "Saknar uppdrag"):
        assert part in text, part
    assert text.count("Saknar pengar") == 1, "the municipality's half has money"
    listed = page(client_of("amina"), "ambitions", query="?year=2026")
    assert listed.count("Bättre belysning") == 1


def test_the_measures_page_leads_to_what_it_rests_on_and_only_where_the_door_is_open(
    town: Town, client_of: ClientOf
) -> None:
    plan = town.plan()
    square = a_place(town.cast)
    measure = town.measure(plan, place=square)
    measure.halves.get(party="municipality").co_actors.add(town.cast.units["transport"])
    town.decided(plan)
    below = {
        "problem": reverse("situation:problem", args=[town.problem.pk]),
        "cause": reverse("causes:cause", args=[town.cause.pk]),
        "analysis": reverse("causes:analysis", args=[town.analysis.pk]),
        "goal": reverse("indicators:sub_goal", args=[town.goal.pk]),
        "indicator": reverse("indicators:indicator", args=[town.goal.indicators.get().pk]),
        "place": reverse("places:place", args=[square.pk]),
    }
    text = page(client_of("amina"), "measure", measure.pk)
    assert all(address in text for address in below.values())
    for name in ("amina", "gustav", "hanna", "fatima"):
        client = client_of(name)
        text = page(client, "measure", measure.pk)
        for address in below.values():
            if f'href="{address}"' in text:
                assert client.get(address).status_code == 200, (name, address)


@pytest.mark.req("CRO-11")
def test_a_board_reads_the_decided_words_and_no_draft(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    town.decided(plan)
    draft = town.measure(plan, title="Utkast till grind")
    change_measure(
        by=town.actor("amina"),
        measure=measure,
        wording=town.wording(title="Hemligt utkast", description="Ändras", mechanism="Skrivs just nu"),
        edition=1,
    )
    Half.objects.filter(measure=measure, party=Party.POLICE).update(
        text="Skrivs om just nu", owner_title="Gruppchef", dose=99
    )
    write_part(by=town.actor("amina"), part=parts_of(plan)[PartKind.GOALS], text="Mål som skrivs om", edition=2)
    hanna = client_of("hanna")
    texts = [
        page(hanna, "plan", plan.pk),
        page(hanna, "measure", measure.pk),
        page(hanna, "plan_version", plan.versions.get().pk),
        page(hanna, "export", plan.pk),
    ]
    for text in texts:
        assert "Bättre belysning" in text
        for word in ("Hemligt", "Skrivs", "Gruppchef", "skrivs om", "Utkast till grind", "av 99"):
            assert word not in text, word
    assert hanna.get(reverse("measures:measure", args=[draft.pk])).status_code == 404
    half = Half.objects.filter(measure=measure, party=Party.MUNICIPALITY)
    half.update(in_planning=InPlanning.NO)
    assert "Bättre belysning" in (ambitions := page(hanna, "ambitions"))
    assert "Hemligt" not in ambitions
    assert "Hemligt utkast" in page(client_of("amina"), "ambitions")
    own = page(client_of("amina"), "plan", plan.pk)
    assert "Hemligt utkast" in own
    assert "Ändrad sedan beslutet" in own


@pytest.mark.req("CRO-11", "ACT-28")
def test_a_board_reads_a_stopped_measure_in_its_decided_words_and_finds_it_by_no_others(
    town: Town, client_of: ClientOf
) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    town.decided(plan)
    change_measure(by=town.actor("amina"), measure=measure, wording=town.wording(title="Hemligt utkast"), edition=1)
    measure.refresh_from_db()
    stop_measure(by=town.actor("amina"), measure=measure, because="Torget byggs om", today=TODAY)
    hanna, amina = client_of("hanna"), client_of("amina")
    stopped = reverse("measures:stopped")
    assert "Bättre belysning" in (text := hanna.get(stopped).content.decode())
    assert "Hemligt" not in text
    assert "Torget byggs om" in hanna.get(stopped, {"sok": "torget"}).content.decode()
    assert "Torget byggs om" not in hanna.get(stopped, {"sok": "hemligt"}).content.decode()
    assert "Hemligt utkast" in amina.get(stopped, {"sok": "hemligt"}).content.decode()


def test_of_two_who_write_one_measure_the_second_sees_both_texts_and_loses_nothing(
    town: Town, client_of: ClientOf
) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    first = send(client_of("amina"), "change", measure.pk, **measure_data(town, description="Aminas ord", edition="1"))
    assert first.status_code == 302
    told = send(client_of("bertil"), "change", measure.pk, **measure_data(town, description="Bertils ord", edition="1"))
    text = told.content.decode()
    assert told.status_code == 422
    assert "Amina Lind" in text
    assert "Aminas ord" in text
    assert "Bertils ord" in text
    assert 'name="edition" value="2"' in text
    again = send(client_of("bertil"), "change", measure.pk, **measure_data(town, description="Bådas ord", edition="2"))
    assert again.status_code == 302
    measure.refresh_from_db()
    assert measure.description == "Bådas ord"


@pytest.mark.parametrize("what", ["part", "half", "area"])
def test_of_two_who_write_one_text_of_a_plan_the_second_sees_both(town: Town, client_of: ClientOf, what: str) -> None:
    plan = town.plan()
    measure = town.measure(plan, halves=False)
    amina, doris = client_of("amina"), client_of("doris")
    part = parts_of(plan)[PartKind.GOALS]
    area = area_list(town.cast).areas.exclude(pk=town.area.pk)[0]
    forms: dict[str, tuple[tuple[Any, ...], Callable[[str], dict[str, Any]]]] = {
        "part": (("part", part.pk), lambda text: {"text": text, "edition": "2"}),
        "half": (
            ("set_half", measure.pk, "municipality"),
            lambda text: half_data(town, Party.MUNICIPALITY, text=text),
        ),
        "area": (("note_area", plan.pk, area.pk), lambda text: {"how": text, "edition": "1"}),
    }
    address, data = forms[what]
    assert send(amina, *address, **data("Aminas ord")).status_code == 302
    told = send(doris, *address, **data("Doris ord"))
    text = told.content.decode()
    assert told.status_code == 422
    assert "Aminas ord" in text
    assert "Doris ord" in text


def test_what_a_unit_owes_is_begun_delivered_reported_and_closed_from_its_own_list(
    town: Town, client_of: ClientOf
) -> None:
    plan = town.plan()
    assert "Inget är utlovat just nu" in page(client_of("fatima"), "mine")
    measure = town.measure(plan, is_important=True)
    town.decided(plan)
    half = Half.objects.get(measure=measure, party=Party.POLICE)
    bertil, erik = client_of("bertil"), client_of("erik")
    mine = page(bertil, "mine")
    assert "Bättre belysning" in mine
    back = reverse("measures:mine")
    assert bertil.post(reverse("measures:start_half", args=[half.pk]) + "?fran=mitt").headers["Location"] == back
    assert send(bertil, "deliver", half.pk, amount="4", on="2026-03-09", note="Torget").status_code == 302
    assert "4 av 10 pass" in page(bertil, "mine")
    shown = SimpleUploadedFile("intyg.txt", "Tolv fotpass är gjorda.".encode())
    assert send(bertil, "report_half", half.pk, outcome="Fotpass", done_on="2026-03-10").status_code == 302
    own = page(bertil, "measure", measure.pk)
    assert reverse("measures:close_half", args=[half.pk]) not in own
    assert "Du rapporterade" in own
    bare = send(erik, "close_half", half.pk)
    assert bare.status_code == 422
    assert send(erik, "close_half", half.pk, evidence=shown).status_code == 302
    half.refresh_from_db()
    assert (half.state, half.closed_by) == ("done", "Erik Björk")
    given = erik.get(reverse("measures:evidence", args=[half.pk]))
    assert given.content == "Tolv fotpass är gjorda.".encode()
    assert "attachment" in given.headers["Content-Disposition"]
    assert client_of("hanna").get(reverse("measures:evidence", args=[half.pk])).status_code == 404


@pytest.mark.req("ACT-18")
def test_the_plan_shows_for_each_problem_which_sides_are_uncovered(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    town.measure(plan)
    for name in ("amina", "hanna"):
        if name == "hanna":
            town.decided(plan)
        text = page(client_of(name), "plan", plan.pk)
        table = text[text.index('id="triangle"') :].split("</table>")[0]
        assert town.problem.title in table
        assert table.count("Inte täckt") == 2
        assert table.replace("Inte täckt", "").count("Täckt") == 1


@pytest.mark.req("CAU-03")
def test_motivated_exceptions_are_counted_where_the_plan_is_read(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    town.measure(plan)
    town.measure(plan, title="Grind", main_cause=None, no_cause_because="Olycksrisk")
    version = town.decided(plan)
    for name in ("amina", "hanna", "gustav"):
        assert "Motiverat undantag" in page(client_of(name), "plan", plan.pk)
        assert "Olycksrisk" in page(client_of(name), "plan_version", version.pk)
    assert "Utan orsak" in page(client_of("gustav"), "overview")


@pytest.mark.req("ACT-13", "PRI-18")
def test_every_district_meets_the_open_update_and_takes_up_the_areas(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    amina = client_of("amina")
    assert amina.get(reverse("measures:adopt_areas", args=[plan.pk])).status_code == 302
    new = new_areas(town)
    for name in ("plans", "overview"):
        assert "prioriterade områdena har ändrats" in page(client_of("gustav"), name).lower()
    assert "Nya områden" in page(amina, "plan", plan.pk)
    form = page(amina, "adopt_areas", plan.pk)
    chosen = new.areas.get(number=town.area.number)
    assert f'<option value="{chosen.pk}" selected>' in form
    assert send(amina, "adopt_areas", plan.pk, **{f"measure_{measure.pk}": ""}).status_code == 422
    assert send(amina, "adopt_areas", plan.pk, **{f"measure_{measure.pk}": str(chosen.pk)}).status_code == 302
    measure.refresh_from_db()
    assert measure.area == chosen


@pytest.mark.req("ACT-20")
def test_the_file_for_the_planning_system_holds_a_row_for_each_half(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    measure = town.measure(plan, halves=False, title="=Belysning")
    town.half(measure, Party.MUNICIPALITY, budget_line="4711", planning_reference="VP 3", in_planning=InPlanning.YES)
    town.half(measure, Party.POLICE)
    answer = client_of("amina").get(reverse("measures:export", args=[plan.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Part"] for row in rows] == ["Kommunen", "Polisen"]
    assert rows[0]["Åtgärd"] == "'=Belysning"
    assert (rows[0]["Budgetpost"], rows[0]["Beteckning i planeringssystemet"]) == ("4711", "VP 3")


@pytest.mark.req("ACT-02", "ACT-05")
def test_the_citys_action_plan_shows_its_seven_parts(town: Town, client_of: ClientOf) -> None:
    plan = open_action_plan(
        by=town.actor("gustav"), municipality=town.cast.units["town"], year=2026, undone=["Belysning"], today=TODAY
    )
    text = page(client_of("gustav"), "plan", plan.pk)
    assert all(reverse("measures:part", args=[part.pk]) in text for part in parts_of(plan).values())
    assert len(parts_of(plan)) == 7
    assert "Belysning" in text
    assert "Mål" in text


def test_a_department_meets_its_measure_without_a_way_into_the_districts_plan(town: Town, client_of: ClientOf) -> None:
    plan = town.plan()
    measure = town.measure(plan, measure_type=MeasureType.OTHER)
    measure.halves.get(party="municipality").co_actors.add(town.cast.units["transport"])
    text = page(client_of("fatima"), "measure", measure.pk)
    assert reverse("measures:plan", args=[plan.pk]) not in text
    assert client_of("fatima").get(reverse("measures:plan", args=[plan.pk])).status_code == 404


def test_empty_pages_say_what_stands_there_later(cast: Cast, client_of: ClientOf) -> None:
    for name in ("plans", "mine", "overview", "ambitions", "stopped"):
        text = page(client_of("amina"), name)
        assert 'class="empty' in text, name
    assert "Försök med färre eller andra ord." in page(client_of("amina"), "stopped", query="?sok=grind")


def test_a_page_asks_as_many_questions_of_ten_measures_as_of_two(
    town: Town, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    plan = town.plan()
    amina = client_of("amina")
    counts = []
    for more in (2, 8):
        for _number in range(more):
            town.measure(plan)
        with django_assert_max_num_queries(80) as asked:
            page(amina, "plan", plan.pk)
            page(amina, "overview")
            page(amina, "ambitions")
        counts.append(len(asked))
    assert counts[0] == counts[1], counts


@pytest.mark.browser
def test_the_pages_look_right_to_axe_and_on_a_phone(town: Town, somebody: Somebodies) -> None:
    plan = town.plan()
    measure = town.measure(plan, is_important=True, place=a_place(town.cast, built_factors=["lighting"]))
    town.measure(plan, title="Grind", main_cause=None, no_cause_because="Olycksrisk")
    version = town.decided(plan)
    town.measure(plan, title="Utkast", halves=False)
    amina = somebody("amina")
    half = measure.halves.get(party="municipality")
    for name, args in (
        *(("plans", []), ("plan", [plan.pk]), ("measure", [measure.pk]), ("plan_version", [version.pk])),
        *(("mine", []), ("overview", []), ("ambitions", []), ("stopped", [])),
        *(("draft", [plan.pk]), ("set_half", [measure.pk, "municipality"]), ("report_half", [half.pk])),
    ):
        amina.open(reverse(f"measures:{name}", args=args))
        amina.looks_right()
