"""Deeds with the parties' halves: each says and does its own, and the measure is done when both are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from samverkan.agreements.services.files import Upload
from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.measures.models import Delivery, Half, Measure
from samverkan.measures.queries.halves import (
    delivered,
    done_lately,
    halves_due,
    halves_of_units_due,
    halves_waiting_to_be_closed,
)
from samverkan.measures.services.halves import (
    close_half,
    leave_out_half,
    record_delivery,
    reopen_half,
    report_half_done,
    set_half,
    start_half,
    withdraw_delivery,
)
from samverkan.measures.services.plans import open_next_plan
from samverkan.measures.tests.town import Town
from samverkan.measures.words import HalfState, InPlanning, MeasureState
from tests.cast import TODAY
from tests.red_thread import NOW

pytestmark = pytest.mark.django_db
CITY, POLICE = Party.MUNICIPALITY, Party.POLICE
SHOWN = Upload("besiktning.txt", b"Lamporna lyser.")


def in_force(town: Town, **more: Any) -> Measure:
    plan = town.plan()
    measure = town.measure(plan, **more)
    town.decided(plan)
    return Measure.objects.get(pk=measure.pk)


def half_of(measure: Measure, party: Party) -> Half:
    return Half.objects.select_related("measure").get(measure=measure, party=party)


def report(town: Town, measure: Measure, party: Party, by: str, **more: Any) -> Half:
    values: dict[str, Any] = {"done_on": TODAY, "outcome": "Lamporna lyser", "today": TODAY} | more
    return report_half_done(by=town.actor(by), half=half_of(measure, party), **values)


@pytest.mark.req("ACT-09", "ACT-10", "ACT-20", "ACT-21")
def test_a_half_names_function_dose_day_money_and_references(town: Town) -> None:
    measure = town.measure(town.plan(), halves=False)
    half = town.half(
        measure,
        CITY,
        co_actors=[town.cast.units["transport"]],
        in_planning=InPlanning.YES,
        budget_line="Konto 4711",
        planning_reference="VP 2026:3",
        assignment="Nämndens uppdrag 3.2",
        resources="200 tkr",
    )
    half.refresh_from_db()
    assert (half.owner_title, half.dose, half.dose_unit, half.due_on) == (
        "Trygghetssamordnare",
        10,
        "pass",
        date(2026, 11, 30),
    )
    assert (half.in_planning, half.budget_line, half.planning_reference) == ("yes", "Konto 4711", "VP 2026:3")
    assert (half.assignment, half.resources) == ("Nämndens uppdrag 3.2", "200 tkr")
    assert list(half.co_actors.all()) == [town.cast.units["transport"]]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"owner_title": " "}, "owner_title"),
        ({"text": ""}, "text"),
        ({"text": "Ring 070-123 45 67"}, "text"),
        ({"dose": 0}, "dose"),
        ({"dose": 2_000_000}, "dose"),
        ({"dose": None}, "dose"),
        ({"dose_unit": " "}, "dose_unit"),
        ({"due_on": date(2026, 1, 1)}, "due_on"),
    ],
)
def test_a_half_that_lacks_something_is_refused_at_its_field(town: Town, more: dict[str, Any], field: str) -> None:
    measure = town.measure(town.plan(), halves=False)
    with pytest.raises(Refused) as refused:
        town.half(measure, CITY, **more)
    assert refused.value.field == field
    assert not Half.objects.exists()


def test_a_half_is_given_to_units_of_its_own_party_here(town: Town) -> None:
    measure, units = town.measure(town.plan(), halves=False), town.cast.units
    for strange in ("granvik", "lpo_b"):
        with pytest.raises(Refused) as refused:
            town.half(measure, CITY, unit=units[strange])
        assert refused.value.field == "unit"
    with pytest.raises(Refused) as refused:
        town.half(measure, CITY, co_actors=[units["lpo_g"]])
    assert refused.value.field == "co_actors"
    assert town.half(measure, CITY, unit=units["transport"]).unit == units["transport"]
    assert town.half(measure, POLICE, unit=units["area"]).unit == units["area"]


def test_each_party_says_its_own_half_and_nobody_the_others(town: Town) -> None:
    measure = town.measure(town.plan(), halves=False)
    for name, party in (("amina", POLICE), ("bertil", CITY), ("cecilia", CITY), ("hanna", CITY), ("gustav", CITY)):
        with pytest.raises(NotAllowed):
            set_half(by=town.actor(name), measure=measure, party=party, commitment=town.commitment(party), today=TODAY)
    assert not Half.objects.exists()


def test_a_saved_half_is_never_written_over_unseen(town: Town) -> None:
    measure = town.measure(town.plan())
    commitment = town.commitment(CITY, text="Dubbelt så många lampor")
    set_half(by=town.actor("doris"), measure=measure, party=CITY, commitment=commitment, edition=1, today=TODAY)
    with pytest.raises(SavedMeanwhile, match="Doris Rönn"):
        set_half(by=town.actor("amina"), measure=measure, party=CITY, commitment=commitment, edition=1, today=TODAY)
    with pytest.raises(SavedMeanwhile):
        leave_out_half(
            by=town.actor("amina"), measure=measure, party=CITY, because="Ingen roll", edition=1, today=TODAY
        )
    assert half_of(measure, CITY).text == "Dubbelt så många lampor"


def test_who_answers_for_a_half_writes_it_but_hands_it_to_nobody(town: Town) -> None:
    measure = town.measure(town.plan(), halves=False)
    transport = town.cast.units["transport"]
    town.half(measure, CITY, unit=transport)
    by = town.actor("fatima")
    own = town.commitment(CITY, unit=transport, text="Byter armaturer")
    set_half(by=by, measure=measure, party=CITY, commitment=own, edition=1, today=TODAY)
    assert half_of(measure, CITY).text == "Byter armaturer"
    away = town.commitment(CITY, unit=town.cast.units["bjorkasa"])
    with pytest.raises(Refused, match="Only the district"):
        set_half(by=by, measure=measure, party=CITY, commitment=away, edition=2, today=TODAY)


def test_one_of_the_two_always_has_a_part(town: Town) -> None:
    measure = town.measure(town.plan(), halves=False)
    with pytest.raises(Refused, match="why the party has no part"):
        leave_out_half(by=town.actor("bertil"), measure=measure, party=POLICE, because=" ", today=TODAY)
    leave_out_half(by=town.actor("bertil"), measure=measure, party=POLICE, because="Ingen roll", today=TODAY)
    with pytest.raises(Refused, match="no measure of the two"):
        leave_out_half(by=town.actor("amina"), measure=measure, party=CITY, because="Inte vi", today=TODAY)


def test_nothing_is_delivered_or_reported_before_the_plan_is_decided(town: Town) -> None:
    measure = town.measure(town.plan())
    half, by = half_of(measure, CITY), town.actor("amina")
    with pytest.raises(Refused, match="not in force"):
        start_half(by=by, half=half)
    with pytest.raises(Refused, match="not in force"):
        record_delivery(by=by, half=half, on=TODAY, amount=1, today=TODAY, now=NOW)
    with pytest.raises(Refused, match="not in force"):
        report(town, measure, CITY, "amina")


def test_a_measure_is_done_when_both_halves_are_and_open_again_when_one_is(town: Town) -> None:
    measure = in_force(town)
    start_half(by=town.actor("amina"), half=half_of(measure, CITY))
    report(town, measure, CITY, "amina")
    measure.refresh_from_db()
    assert measure.state == MeasureState.OPEN
    report(town, measure, POLICE, "bertil")
    measure.refresh_from_db()
    assert (measure.state, measure.ended_on) == (MeasureState.DONE, TODAY)
    assert Entry.objects.filter(event="measures.done").count() == 1
    with pytest.raises(Refused, match="why the half is opened"):
        reopen_half(by=town.actor("bertil"), half=half_of(measure, POLICE), because="", today=TODAY)
    reopen_half(by=town.actor("bertil"), half=half_of(measure, POLICE), because="Halva torget mörkt", today=TODAY)
    measure.refresh_from_db()
    assert (measure.state, measure.ended_on) == (MeasureState.OPEN, None)


def test_where_one_party_has_no_part_the_others_half_makes_the_measure_done(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan, halves=False)
    town.half(measure, CITY)
    leave_out_half(by=town.actor("bertil"), measure=measure, party=POLICE, because="Ingen roll", today=TODAY)
    town.decided(plan)
    report(town, measure, CITY, "amina")
    measure.refresh_from_db()
    assert measure.state == MeasureState.DONE


@pytest.mark.req("CRO-10")
def test_an_important_half_is_closed_by_another_pair_of_eyes_with_evidence(town: Town) -> None:
    measure = in_force(town, is_important=True)
    half = report(town, measure, CITY, "amina")
    assert half.state == HalfState.REPORTED
    assert list(halves_waiting_to_be_closed(town.actor("doris"))) == [half]
    assert not halves_waiting_to_be_closed(town.actor("amina"))
    with pytest.raises(Refused, match="Another person"):
        close_half(by=town.actor("amina"), half=half, evidence=SHOWN, today=TODAY)
    with pytest.raises(Refused, match="Attach the evidence"):
        close_half(by=town.actor("doris"), half=half, today=TODAY)
    with pytest.raises(NotAllowed):
        close_half(by=town.actor("erik"), half=half, evidence=SHOWN, today=TODAY)
    half = close_half(by=town.actor("doris"), half=half, evidence=SHOWN, today=TODAY)
    assert (half.state, half.reported_by, half.closed_by) == (HalfState.DONE, "Amina Lind", "Doris Rönn")
    assert half.evidence is not None
    measure.refresh_from_db()
    assert measure.state == MeasureState.OPEN, "the police's half remains"


def test_evidence_given_with_the_report_is_enough_for_the_one_who_closes(town: Town) -> None:
    measure = in_force(town, is_important=True)
    half = report(town, measure, CITY, "amina", evidence=SHOWN)
    assert close_half(by=town.actor("doris"), half=half, today=TODAY).state == HalfState.DONE


def test_what_was_shown_for_a_half_that_is_opened_again_does_not_close_it_a_second_time(town: Town) -> None:
    measure = in_force(town, is_important=True)
    half = close_half(by=town.actor("doris"), half=report(town, measure, CITY, "amina"), evidence=SHOWN, today=TODAY)
    sha = half.evidence.sha256 if half.evidence else ""
    reopen_half(by=town.actor("amina"), half=half, because="Två lampor är släckta", today=TODAY)
    assert Entry.objects.get(event="measures.half_reopened").details["evidence"] == sha != ""
    half = report(town, measure, CITY, "amina")
    with pytest.raises(Refused, match="Attach the evidence"):
        close_half(by=town.actor("doris"), half=half, today=TODAY)


def test_evidence_with_person_data_is_not_kept(town: Town) -> None:
    measure = in_force(town)
    with pytest.raises(Refused) as refused:
        report(town, measure, CITY, "amina", evidence=Upload("lista.txt", b"Anna, 19900101-0017"))
    assert refused.value.field == "evidence"
    assert half_of(measure, CITY).state == HalfState.PLANNED


@pytest.mark.req("FOL-27")
def test_deliveries_add_up_and_one_recorded_wrongly_is_struck_through(town: Town) -> None:
    measure = in_force(town)
    half, by = half_of(measure, POLICE), town.actor("bertil")
    first = record_delivery(by=by, half=half, on=TODAY, amount=3, note="Torget", today=TODAY, now=NOW)
    record_delivery(by=by, half=half, on=TODAY, amount=4, today=TODAY, now=NOW)
    half = half_of(measure, POLICE)
    assert (delivered(half), half.state) == (7, HalfState.ONGOING)
    with pytest.raises(Refused, match="why the delivery"):
        withdraw_delivery(by=by, delivery=first, because=" ")
    withdraw_delivery(by=by, delivery=first, because="Fel dag")
    with pytest.raises(Refused, match="already been withdrawn"):
        withdraw_delivery(by=by, delivery=first, because="Fel dag")
    assert delivered(half_of(measure, POLICE)) == 4
    assert Delivery.objects.count() == 2
    for bad, match in (
        ({"amount": 0}, "a number from 1"),
        ({"on": TODAY + timedelta(days=1)}, "lies ahead"),
        ({"on": date(2025, 12, 31)}, "starts on"),
    ):
        values: dict[str, Any] = {"on": TODAY, "amount": 1} | bad
        with pytest.raises(Refused, match=match):
            record_delivery(by=by, half=half, today=TODAY, now=NOW, **values)


def test_a_report_says_what_was_done_on_a_day_that_has_been(town: Town) -> None:
    measure = in_force(town)
    for bad, match in (
        ({"outcome": " "}, "what was done"),
        ({"done_on": TODAY + timedelta(days=1)}, "lies ahead"),
        ({"done_on": date(2025, 12, 31)}, "starts on"),
    ):
        with pytest.raises(Refused, match=match):
            report(town, measure, CITY, "amina", **bad)
    report(town, measure, CITY, "amina")
    with pytest.raises(Refused, match="already been reported"):
        report(town, measure, CITY, "amina")
    edition = half_of(measure, CITY).edition
    with pytest.raises(Refused, match="cannot be changed"):
        set_half(
            by=town.actor("amina"),
            measure=measure,
            party=CITY,
            commitment=town.commitment(CITY),
            edition=edition,
            today=TODAY,
        )


def test_what_a_unit_owes_is_listed_until_it_is_done_the_most_urgent_first(town: Town) -> None:
    plan = town.plan()
    later, sooner = town.measure(plan), town.measure(plan, title="Grind", halves=False)
    town.half(sooner, CITY, due_on=date(2026, 4, 1))
    town.half(sooner, POLICE)
    assert not halves_due(town.actor("amina")), "a draft is owed by nobody"
    town.decided(plan)
    mine = list(halves_due(town.actor("amina")))
    assert [half.measure for half in mine] == [sooner, later]
    assert {half.party for half in halves_due(town.actor("bertil"))} == {"police"}
    assert not halves_due(town.actor("hanna"))
    assert not halves_due(town.actor("cecilia"))
    assert list(halves_due(town.actor("amina"), until=date(2026, 5, 1))) == [mine[0]]
    assert halves_of_units_due([plan.unit_id], until=date(2026, 12, 31)).count() == 4
    report(town, sooner, CITY, "amina")
    assert [half.measure for half in halves_due(town.actor("amina"))] == [later]
    assert [half.measure for half in done_lately(town.actor("amina"), since=TODAY)] == [sooner]


@pytest.mark.req("ACT-23")
def test_what_next_years_plan_in_force_carries_on_is_owed_there_only(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    town.decided(plan)
    following = open_next_plan(by=town.actor("amina"), plan=plan, today=TODAY)
    assert [half.measure for half in halves_due(town.actor("amina"))] == [measure]
    town.decided(following)
    (owed,) = halves_due(town.actor("amina"))
    assert owed.measure.continues == measure
