"""The city picture: districts and areas, police areas, balance and effect."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.followup.words import Verdict
from samverkan.measures.words import HalfState, Kind
from samverkan.organisation.models import Pairing, Unit
from samverkan.thread.queries.city import city
from samverkan.thread.queries.reach import units_on
from samverkan.thread.rules.city import District
from samverkan.thread.tests.strand import a_strand
from samverkan.thread.words import CityFilter
from tests.cast import START, TODAY, Cast
from tests.red_thread import a_measure, a_problem, an_area


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        yield


def rows(cast: Cast, name: str = "gustav") -> dict[str, District]:
    actor = cast.actor(name)
    units = units_on(actor, TODAY)
    found = city(actor, units, cast.units["town"].pk, on=TODAY)
    return {unit.name.split()[0]: found.rows[unit.pk] for unit in found.units}


@pytest.mark.req("SIT-25", "REP-10")
def test_the_city_shows_each_district_by_area_and_what_it_lacks(cast: Cast) -> None:
    strand = a_strand(cast)
    found = rows(cast)
    cell = found["Björkåsa"].cells[an_area(cast).pk]
    assert (cell.problems, cell.prioritised, cell.analysed, cell.in_force) == (1, 1, 1, 1)
    assert cell.verdicts[Verdict.PROBABLY] == 1
    assert found["Björkåsa"].picture_on == TODAY
    assert found["Björkåsa"].lacks == frozenset()
    assert found["Granviks"].lacks == {CityFilter.NO_PICTURE}
    assert strand.report.unit.name.startswith("Björkåsa")


def test_a_prioritised_problem_without_analysis_or_measure_and_a_late_report_are_lacking(cast: Cast) -> None:
    strand = a_strand(cast, decided=False)
    type(strand.problem).objects.exclude(pk=strand.problem.pk).delete()
    strand.card.delete()
    strand.review.delete()
    strand.measure.causes.clear()
    type(strand.measure).objects.filter(pk=strand.measure.pk).update(main_cause=None, proposal=None)
    ranking = strand.picture.ranking
    ranking.decided_on = TODAY
    ranking.save()
    strand.proposal.delete()
    strand.evidence.delete()
    strand.cause.delete()
    strand.analysis.participants.all().delete()
    strand.analysis.delete()
    assert rows(cast)["Björkåsa"].lacks == {
        CityFilter.NO_PICTURE,
        CityFilter.NO_ANALYSIS,
        CityFilter.NO_MEASURE,
        CityFilter.REPORT_LATE,
    }


def test_an_ended_measure_that_nobody_judged_is_lacking(cast: Cast) -> None:
    strand = a_strand(cast)
    strand.card.delete()
    type(strand.measure).objects.filter(pk=strand.measure.pk).update(state="done", ended_on=TODAY)
    found = rows(cast)["Björkåsa"]
    assert CityFilter.NO_EFFECT in found.lacks
    assert found.cells[an_area(cast).pk].done == 1


@pytest.mark.req("CRO-15", "ACT-26", "FOL-13")
def test_the_city_shows_balance_how_far_the_plan_has_come_and_what_effect_it_has(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    strand = a_strand(cast)
    social = a_measure(
        cast, strand.plan, "Fältarbete", kind=Kind.SOCIAL, main_cause=strand.cause, sub_goal=strand.sub_goal
    )
    social.entered = strand.plan_version
    social.save()
    social.halves.filter(party="police").update(state=HalfState.ONGOING)
    a_measure(cast, strand.plan, "Utkast som inte räknas", kind=Kind.REACTIVE)
    found = rows(cast)["Björkåsa"]
    assert dict(found.kinds) == {Kind.SITUATIONAL: 1, Kind.SOCIAL: 1}
    assert dict(found.halves) == {HalfState.PLANNED: 3, HalfState.ONGOING: 1}
    page = client_of("gustav").get(reverse("thread:city")).content.decode()
    for text in (
        "Balans mellan slag av prevention",
        "Så långt har planen satts i rörelse",
        "Vad effektkorten säger",
    ):
        assert text in page


def test_a_measure_that_next_years_plan_carries_on_is_counted_once(cast: Cast) -> None:
    strand = a_strand(cast)
    later = a_measure(
        cast, strand.plan, "Fortsätter", continues=strand.measure, main_cause=strand.cause, sub_goal=strand.sub_goal
    )
    assert rows(cast)["Björkåsa"].total.in_force == 1
    later.entered = strand.plan_version
    later.save()
    assert rows(cast)["Björkåsa"].total.in_force == 1


@pytest.mark.req("REP-14")
def test_the_police_see_the_same_by_local_area_area_and_region(cast: Cast, client_of: Callable[[str], Client]) -> None:
    a_strand(cast)
    Pairing.objects.create(district=cast.units["granvik"], police=cast.units["lpo_b"], valid_from=START)
    actor = cast.actor("gustav")
    found = city(actor, units_on(actor, TODAY), cast.units["town"].pk, on=TODAY)
    by_name = {row.name: row for row in found.police}
    assert set(by_name) == {
        "Polisregion Linde", "Polisområde syd", "Lokalpolisområde Björkåsa", "Lokalpolisområde Granvik"
    }  # fmt: skip
    assert len(by_name["Lokalpolisområde Björkåsa"].district_names) == 2
    assert by_name["Polisregion Linde"].row.total.problems == 1  # counted once there, though in two areas below
    assert by_name["Lokalpolisområde Björkåsa"].row.picture_on is None  # not while one of its districts has none
    assert "Polisregion Linde" in client_of("erik").get(reverse("thread:city"), {"visa": "polis"}).content.decode()


@pytest.mark.req("REP-15")
def test_everybody_sees_their_own_district_and_not_the_others(cast: Cast, client_of: Callable[[str], Client]) -> None:
    a_strand(cast)
    a_problem(cast, "Granviks problem", unit=cast.units["granvik"])
    assert set(rows(cast, "amina")) == {"Björkåsa"}
    assert set(rows(cast, "cecilia")) == {"Granviks"}
    page = client_of("amina").get(reverse("thread:city")).content.decode()
    assert "Granviks problem" not in page
    assert "Björkåsa stadsdelsförvaltning" in page


@pytest.mark.req("REP-05")
def test_elected_representatives_see_their_district_without_working_material(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    strand = a_strand(cast)
    a_problem(cast, "Ännu bara en tanke")
    found = rows(cast, "hanna")["Björkåsa"]
    assert (found.total.problems, found.total.in_force, found.lamps) == (1, 1, 0)
    page = client_of("hanna").get(reverse("thread:city")).content.decode()
    assert "Ännu bara en tanke" not in page
    assert strand.problem.title in page


def test_the_city_is_narrowed_to_districts_that_lack_something(cast: Cast, client_of: Callable[[str], Client]) -> None:
    a_strand(cast)
    gustav = client_of("gustav")

    def matrix(**query: str) -> str:
        return gustav.get(reverse("thread:city"), query).content.decode().split('id="matrix"')[1].split("</table>")[0]

    assert "Björkåsa" in matrix()
    assert "Björkåsa" not in matrix(saknar="no_picture")
    assert "Granvik" in matrix(saknar="no_picture")
    assert gustav.get(reverse("thread:city"), {"saknar": "tomte"}).status_code == 200


def test_the_questions_are_as_many_with_three_hundred_districts(cast: Cast, client_of: Callable[[str], Client]) -> None:
    a_strand(cast)
    gustav = client_of("gustav")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert len(gustav.get(reverse("thread:city")).content) < 2_000_000
        return len(questions)

    asked()
    before = asked()
    town = cast.units["town"]
    Unit.objects.bulk_create(
        Unit(name=f"Stadsdel {n}", kind="district", party="municipality", parent=town, municipality=town,
             valid_from=START)
        for n in range(298)
    )  # fmt: skip
    assert asked() == before
    assert before <= 40
