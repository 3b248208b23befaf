"""What the red thread asks of each person of the cast, and what it keeps from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.agreements.models import AnnexVersion
from samverkan.checkins.models import CheckIn
from samverkan.followup.models import EffectCard
from samverkan.ground.words import Party
from samverkan.measures.models import Half
from samverkan.organisation.models import Post
from samverkan.overview.tests.thread_week import DAY, a_line, a_report, a_thread, half_of, new_areas
from samverkan.reporting.models import Report
from samverkan.situation.models import Contribution, Line, Statement
from samverkan.thread.words import Lamp
from samverkan.workshops.models import Member, Workshop
from tests.cast import START, TODAY, Cast
from tests.red_thread import NOW, a_picture, a_plan

Rows = list[tuple[str, str, str]]
WeekOf = Callable[[str], dict[str, Rows]]


@pytest.fixture(autouse=True)
def on_a_tuesday_morning() -> Iterator[None]:
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def week_of(client_of: Callable[[str], Client]) -> WeekOf:
    """Return a function that gives somebody's rows, as what, title and when, by section."""

    def page(person: str) -> dict[str, Rows]:
        shown = client_of(person).get(reverse("overview:my_week"), {"show": "all"}).context["page"]
        return {
            section.key: [(row.what, row.title, row.when.replace("\u00a0", " ")) for row in section.rows]
            for section in shown.sections
        }

    return page


def every(week: dict[str, Rows]) -> list[tuple[str, str]]:
    """Return what and title of all rows."""
    return [(what, title) for found in week.values() for what, title, _when in found]


@pytest.mark.req("CRO-12", "SIT-12", "FOL-12")
def test_the_coordinator_sees_what_the_thread_asks_for_the_most_urgent_first(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    now = [row for row in week_of("amina")["now"] if row[0] != "Genomför beslutet"]
    assert now == [
        ("Gör din del av åtgärden", "Ordningsvakter 0", "4 dagar sent"),
        ("Svara på frågorna och lämna in rapporten igen", "Rapport 2025", "1 dag sent"),
        ("Ompröva: är det fortfarande rätt åtgärd?", "Ordningsvakter 0", "i dag"),
        ("Gör det ni kom överens om vid avstämningen", "Ring skolan 0", "i morgon"),
        ("Håll veckoavstämningen", "Björkåsa stadsdelsförvaltning", "fredag"),
    ]
    coming = week_of("amina")["coming"]
    assert coming == [
        ("Svara på frågorna", "Inför revideringen 0", "19 mar 2026"),
        ("Gör din del av åtgärden", "Belysning 0", "30 mar 2026"),
        ("Delta i verkstaden", "Varför torget 0", ""),
        ("För samman det ni ser", "Björkåsa stadsdelsförvaltning 2026", ""),
        ("Pröva orsakerna", "Varför torget 0", ""),
        ("Fastställ effektkortet för din part", "Ordningsvakter 0", ""),
        ("Svara på synpunkten från nämnden", "Björkåsa stadsdelsnämnd", ""),
    ]


def test_the_municipal_police_see_the_same_week_from_their_own_side(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    found = every(week_of("bertil"))
    assert ("Gör det ni kom överens om vid avstämningen", "Rondera torget 0") in found
    assert ("Gör det ni kom överens om vid avstämningen", "Ring skolan 0") not in found
    assert {title for what, title in found if what == "Gör din del av åtgärden"} == {
        "Belysning 0",
        "Gångtunneln 0",
        "Medborgarlöfte 0",
        "Ordningsvakter 0",
    }
    assert ("Fastställ effektkortet för din part", "Ordningsvakter 0") not in found  # the police have settled it
    assert ("Håll veckoavstämningen", "Björkåsa stadsdelsförvaltning") in found


def test_a_head_sees_own_parts_and_what_is_late_in_the_unit_but_not_every_part(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    parts = [title for what, title in every(week_of("doris")) if what == "Gör din del av åtgärden"]
    assert parts == ["Ordningsvakter 0"]
    assert [title for what, title in every(week_of("erik")) if what == "Gör din del av åtgärden"] == []
    assert "Håll veckoavstämningen" not in [what for what, _ in every(week_of("doris"))]


@pytest.mark.req("ACT-09")
def test_the_specialist_sees_exactly_the_two_items_of_the_own_function(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    other = Half.objects.get(measure__title="Belysning 0", party=Party.MUNICIPALITY)
    Half.objects.filter(pk=other.pk).update(unit=cast.units["transport"], owner_title="Projektledare")
    assert week_of("fatima") == {
        "now": [("Gör din del av åtgärden", "Gångtunneln 0", "i morgon")],
        "coming": [("Gör din del av åtgärden", "Belysning 0", "30 mar 2026")],
    }


def test_a_part_of_another_function_is_not_mine_until_nobody_holds_that_function(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    Half.objects.filter(measure__title="Gångtunneln 0", party=Party.MUNICIPALITY).update(owner_title="Driftchef")
    chief = Post.objects.create(
        user=cast.users["nils"], unit=cast.units["transport"], role="department", title="Driftchef", valid_from=START
    )
    assert ("Gör din del av åtgärden", "Gångtunneln 0") not in every(week_of("fatima"))
    assert ("Gör din del av åtgärden", "Gångtunneln 0") in every(week_of("nils"))
    chief.valid_until = TODAY
    chief.save()
    assert ("Gör din del av åtgärden", "Gångtunneln 0") in every(week_of("fatima"))


@pytest.mark.req("ACT-19")
def test_what_was_reported_done_waits_for_another_person_than_the_one_who_reported(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    row = ("Se vad som gjorts och stäng åtgärden", "Medborgarlöfte 0")
    assert row not in every(week_of("amina"))
    assert row in every(week_of("doris"))
    assert row not in every(week_of("bertil"))  # each party closes its own part
    assert row not in every(week_of("cecilia"))
    half = Half.objects.get(measure__title="Gångtunneln 0", party=Party.MUNICIPALITY)
    half_of(half.measure, Party.MUNICIPALITY, state="reported", reported_by_id=cast.users["fatima"].pk, done_on=TODAY)
    row = ("Se vad som gjorts och stäng åtgärden", "Gångtunneln 0")
    assert row not in every(week_of("fatima"))
    assert row in every(week_of("amina"))  # who writes the plan may close it where the department has nobody else


@pytest.mark.req("REP-01")
def test_the_central_group_is_asked_to_answer_what_districts_have_submitted(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    week = week_of("gustav")
    assert ("Godkänn rapporten eller skicka tillbaka den", "Granviks stadsdelsförvaltning", "") in week["coming"]
    asked = {what for what, _ in every(week)}
    assert not asked & {"Gör din del av åtgärden", "För samman det ni ser", "Håll veckoavstämningen"}


def test_a_report_that_is_not_open_yet_or_has_been_submitted_asks_nothing(cast: Cast, week_of: WeekOf) -> None:
    report = a_report(cast, 0, "due", TODAY + DAY)
    row = ("Skriv och lämna in rapporten", "Rapport 2025")
    assert row in every(week_of("amina"))
    assert row not in every(week_of("cecilia"))
    report.period.opens_on = TODAY + DAY
    report.period.save()
    assert row not in every(week_of("amina"))
    assert not Report.objects.exclude(pk=report.pk).exists()


def test_another_district_sees_nothing_of_the_thread(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    assert every(week_of("cecilia")) == [("Håll veckoavstämningen", "Granviks stadsdelsförvaltning")]


@pytest.mark.req("REP-04")
def test_the_elected_see_what_is_decided_and_their_board_and_no_working_material(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    a_picture(cast, 2027)
    a_plan(cast, 2027)
    week = week_of("hanna")
    assert week["board"] == [("Nämndens sida", "Björkåsa stadsdelsnämnd", "")]
    assert week["decided"] == [
        ("I kraft", "Lägesbild 2026", "20 feb 2025"),
        ("I kraft", "Åtgärdsplan 2026", "3 feb 2026"),
    ]
    assert not {"now", "coming"} & set(week)
    AnnexVersion.objects.update(state="draft")
    assert week_of("hanna")["decided"] == []


def test_the_administrator_is_asked_nothing_by_the_thread(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    assert set(week_of("ivar")) <= {"notices", "system"}


def test_what_a_party_has_not_shared_is_never_counted_for_the_other(cast: Cast, week_of: WeekOf) -> None:
    picture = a_picture(cast)
    a_line(picture, cast, Party.POLICE, "Vi planerar en insats", is_shared=False)
    merge = ("För samman det ni ser", "Björkåsa stadsdelsförvaltning 2026")
    assert merge not in every(week_of("amina"))
    assert merge not in every(week_of("bertil"))
    Line.objects.update(shared_at=NOW)
    assert merge in every(week_of("amina"))
    assert merge in every(week_of("bertil"))


def test_the_merge_says_what_waits_and_leads_there(cast: Cast, client_of: Callable[[str], Client]) -> None:
    def merge() -> Any:
        page = client_of("amina").get(reverse("overview:my_week"), {"show": "all"}).context["page"]
        return next(row for section in page.sections for row in section.rows if row.what == "För samman det ni ser")

    a_thread(cast)
    picture = Contribution.objects.get().picture
    assert merge().where == "2 delade rader, 1 utsaga som ni inte enats om, 1 bidrag"
    assert merge().address == reverse("situation:merge", args=[picture.pk])
    Line.objects.update(shared_at=None)
    Statement.objects.update(removed_at=NOW)
    assert merge().where == "1 bidrag"
    assert merge().address == reverse("situation:contributions")


@pytest.mark.req("ACT-13", "PRI-18")
def test_new_areas_open_the_update_of_the_plan_for_those_who_write_it(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    row = ("Uppdatera planen till de nya områdena", "Åtgärdsplan 2026")
    assert row not in every(week_of("amina"))
    new_areas(cast)
    for person, is_asked in {"amina": True, "bertil": True, "cecilia": False, "fatima": False, "hanna": False}.items():
        assert (row in every(week_of(person))) == is_asked, person


@pytest.mark.req("SIT-12")
def test_a_check_in_that_is_closed_asks_no_more_and_one_that_is_begun_goes_on(
    cast: Cast, client_of: Callable[[str], Client], week_of: WeekOf
) -> None:
    a_thread(cast)
    row = ("Håll veckoavstämningen", "Björkåsa stadsdelsförvaltning")
    begun = CheckIn.objects.create(unit=cast.units["bjorkasa"], year=2026, week=11, started_at=NOW)
    page = client_of("amina").get(reverse("overview:my_week"), {"show": "all"}).context["page"]
    shown = next(one for section in page.sections for one in section.rows if (one.what, one.title) == row)
    assert shown.address == reverse("checkins:check_in", args=[begun.pk])
    assert shown.where == "2 saker kvar från tidigare veckor"
    CheckIn.objects.filter(pk=begun.pk).update(ended_at=NOW)
    assert row not in every(week_of("amina"))


@pytest.mark.req("CAU-12")
def test_a_workshop_is_shown_to_those_who_lead_it_and_those_who_joined_until_it_is_closed(
    cast: Cast, week_of: WeekOf
) -> None:
    a_thread(cast)
    row = ("Delta i verkstaden", "Varför torget 0")
    workshop = Workshop.objects.get()
    assert row in every(week_of("amina"))
    assert row not in every(week_of("fatima"))
    Member.objects.create(
        workshop=workshop, user=cast.users["fatima"], function="Projektledare", token_hash="0" * 64, joined_at=NOW
    )
    assert row in every(week_of("fatima"))
    assert row not in every(week_of("hanna"))
    workshop.closed_at = NOW
    workshop.save()
    assert row not in every(week_of("fatima"))


@pytest.mark.req("FOL-23")
def test_a_card_that_nobody_has_settled_asks_nothing(cast: Cast, week_of: WeekOf) -> None:
    a_thread(cast)
    row = ("Fastställ effektkortet för din part", "Ordningsvakter 0")
    assert row in every(week_of("amina"))
    EffectCard.objects.update(police_settled_on=None)
    assert row not in every(week_of("amina"))


def test_many_of_a_kind_are_one_line_that_leads_to_their_list(cast: Cast, client_of: Callable[[str], Client]) -> None:
    for number in range(4):
        a_report(cast, number, "due", TODAY + (number - 1) * DAY)
    page = client_of("amina").get(reverse("overview:my_week")).context["page"]
    found = [row for section in page.sections for row in section.rows if row.what == "Skriv och lämna in rapporten"]
    assert [(row.title, row.address, row.when) for row in found] == [
        ("4 rapporter att skriva och lämna in", reverse("reporting:list"), "1 dag sent")
    ]


@pytest.mark.parametrize("person", ["amina", "bertil", "doris", "fatima", "gustav", "hanna", "ivar"])
def test_a_full_thread_costs_as_many_questions_as_a_thin_one(
    cast: Cast, client_of: Callable[[str], Client], person: str
) -> None:
    client, counts = client_of(person), []
    for numbers in ((0,), (1, 2, 3, 4, 5)):
        for number in numbers:
            a_thread(cast, number)
        for address, headers in (
            (reverse("overview:my_week"), {}),
            (reverse("overview:lamps"), {"HX-Request": "true"}),
        ):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address, headers=headers).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 40


@pytest.mark.parametrize("person", ["amina", "bertil", "doris", "fatima", "gustav", "hanna"])
def test_everything_the_thread_asks_for_can_be_opened(
    cast: Cast, client_of: Callable[[str], Client], person: str
) -> None:
    a_thread(cast)
    new_areas(cast)
    client = client_of(person)
    page = client.get(reverse("overview:my_week"), {"show": "all"}).context["page"]
    addresses = {row.address for section in page.sections for row in section.rows}
    answers = {address: client.get(address, follow=True).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_the_lamps_of_the_own_district_are_counted_with_a_way_to_each(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    a_thread(cast)
    client = client_of("amina")
    assert reverse("overview:lamps") in client.get(reverse("overview:my_week")).content.decode()
    section = client.get(reverse("overview:lamps"), headers={"HX-Request": "true"}).context["section"]
    assert len(section.rows) == 4
    lamps = reverse("thread:lamps")
    counts = {row.address: row.when for row in section.rows}
    assert counts[f"{lamps}#{Lamp.CAUSE_WITHOUT_EVIDENCE}"] == "2"
    assert section.all_address == lamps
    assert client.get(lamps).context["page"].lit == int(section.lead.split()[0])


def test_who_prepares_nothing_meets_no_lamps(cast: Cast, client_of: Callable[[str], Client]) -> None:
    a_thread(cast)
    for person in ("fatima", "hanna", "ivar"):
        client = client_of(person)
        assert reverse("overview:lamps") not in client.get(reverse("overview:my_week")).content.decode()
        section = client.get(reverse("overview:lamps"), headers={"HX-Request": "true"}).context["section"]
        assert section.rows == ()
    assert client_of("cecilia").get(reverse("overview:lamps"), headers={"HX-Request": "true"}).status_code == 200


def test_without_scripts_the_lamps_are_a_link_away(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("amina")
    assert reverse("thread:lamps") in client.get(reverse("overview:my_week")).content.decode()
    assert client.get(reverse("overview:lamps")).headers["Location"] == reverse("thread:lamps")
