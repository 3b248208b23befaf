"""What is gathered, for whom, as of which day, and in how many questions."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverkan.access.actor import Actor
from samverkan.indicators.models import GoalReview
from samverkan.mirror.queries import Judged, UnknownAgreement, judged_for_command, judged_visible_to
from samverkan.mirror.queries.act import act_facts_visible_to
from samverkan.mirror.queries.work import cities_of
from samverkan.mirror.rules.facts import AreaListFact
from samverkan.mirror.rules.findings import Finding
from samverkan.mirror.tests.town import adopt, adopt_all, attach, meet
from samverkan.mirror.words import Status
from samverkan.organisation.models import Unit
from samverkan.reporting.models import CouncilReport
from tests.cast import START, TODAY, Cast
from tests.red_thread import NOW

pytestmark = pytest.mark.django_db


def of(judged: tuple[Judged, ...], rule: str) -> Finding:
    """Return the only finding of the rule."""
    found = [finding for each in judged for finding in each.findings if finding.rule == rule]
    assert len(found) == 1, rule
    return found[0]


def bjorkasa(cast: Cast, actor: Actor, on: date = TODAY) -> tuple[Judged, ...]:
    """Judge Björkåsa's agreement."""
    return judged_visible_to(actor, on=on, today=TODAY, unit_id=cast.units["bjorkasa"].pk)


def test_a_coordinator_sees_the_own_district_and_the_city_level_and_nothing_of_another(cast: Cast) -> None:
    adopt_all(cast)
    seen = judged_visible_to(cast.actor("amina"), on=TODAY, today=TODAY)
    assert {each.agreement.title for each in seen} == {
        "Övergripande överenskommelse",
        "Lokal överenskommelse Björkåsa",
    }
    assert bjorkasa(cast, cast.actor("cecilia")) == ()
    assert judged_visible_to(cast.actor("nils"), on=TODAY, today=TODAY) == ()


def test_the_central_group_sees_every_district(cast: Cast) -> None:
    adopt_all(cast)
    assert len(judged_visible_to(cast.actor("gustav"), on=TODAY, today=TODAY)) == 3


@pytest.mark.req("FOL-04")
def test_the_steering_groups_review_of_the_goals_and_reports_to_the_council_are_read(cast: Cast) -> None:
    adopt_all(cast)
    town = cast.units["town"]
    GoalReview.objects.create(municipality=town, year=2026, reviewed_on=date(2026, 2, 2), note="Delmålen står kvar")
    assert cities_of({town.pk: AreaListFact()}, TODAY)[town.pk].goals_reviewed == (date(2026, 2, 2),)
    assert cities_of({town.pk: AreaListFact()}, date(2026, 2, 1))[town.pk].goals_reviewed == ()
    CouncilReport.objects.create(
        municipality=town,
        given_on=TODAY,
        registry_number="KS 1/26",
        text="Läget",
        recorded_by="Gustav",
        recorded_at=NOW,
    )
    (facts,) = act_facts_visible_to(cast.actor("amina"), on=TODAY, today=TODAY)
    assert facts.council_reports == (TODAY,)


@pytest.mark.req("MEE-02", "MEE-07")
def test_meetings_count_as_of_the_day(cast: Cast) -> None:
    adopt_all(cast)
    steering = cast.groups["steering_b"]
    meet(steering, date(2025, 5, 1))
    meet(steering, date(2026, 2, 1))
    meet(steering, date(2026, 3, 1), state="booked")
    meet(steering, date(2026, 4, 1), state="cancelled")
    meet(steering, date(2026, 9, 1), state="booked")
    rule = "local_steering.meetings"
    amina = cast.actor("amina")
    today = of(bjorkasa(cast, amina), rule)
    assert today.status == Status.DUE
    assert not today.is_at_risk
    counts = next(sentence.values for sentence in today.evidence if "held" in sentence.values)
    assert (counts["held"], counts["booked"]) == (1, 1)
    assert of(bjorkasa(cast, amina, date(2026, 10, 1)), rule).status == Status.FULFILLED
    assert of(bjorkasa(cast, amina, date(2026, 1, 15)), rule).status == Status.DUE
    assert of(bjorkasa(cast, amina, date(2025, 12, 31)), rule).is_at_risk
    assert of(bjorkasa(cast, amina, date(2027, 2, 1)), rule).is_at_risk


@pytest.mark.req("SIT-02", "AGR-16")
def test_a_picture_counts_from_the_day_it_is_dated(cast: Cast) -> None:
    local = adopt_all(cast)["b"]
    attach(local, "situation_picture", date(2025, 6, 1))
    amina, rule = cast.actor("amina"), "situation_picture.revision"
    assert of(bjorkasa(cast, amina), rule).status == Status.FULFILLED
    assert of(bjorkasa(cast, amina, date(2026, 6, 1)), rule).status == Status.DUE
    assert of(bjorkasa(cast, amina, date(2026, 6, 2)), rule).status == Status.BREACHED
    assert of(bjorkasa(cast, amina, date(2025, 5, 31)), rule).status == Status.BREACHED


def test_an_agreement_is_judged_only_while_it_is_in_force(cast: Cast) -> None:
    local = adopt_all(cast)["b"]
    local.valid_until = date(2026, 6, 1)
    local.save(update_fields=["valid_until"])
    amina = cast.actor("amina")
    assert bjorkasa(cast, amina, date(2023, 12, 31)) == ()
    assert bjorkasa(cast, amina, date(2026, 5, 31))
    assert bjorkasa(cast, amina, date(2026, 6, 1)) == ()


def test_vacant_seats_and_missing_working_group_decisions_are_found(cast: Cast) -> None:
    adopt_all(cast)
    judged = bjorkasa(cast, cast.actor("amina"))
    assert of(judged, "local_steering.composition").status == Status.BREACHED
    assert of(judged, "working.appointment").status == Status.BREACHED
    assert of(judged, "working.composition").status == Status.BREACHED


def test_the_questions_are_as_many_for_one_agreement_as_for_many(cast: Cast) -> None:
    adopt_all(cast)
    counted = []
    for more in (0, 11):
        for number in range(more):
            unit = Unit.objects.create(
                name=f"Stadsdel {number}",
                kind="district",
                party="municipality",
                municipality=cast.units["town"],
                valid_from=START,
            )
            attach(adopt(f"Lokal {number}", unit, "local-2024"), "situation_picture", date(2025, 6, 1))
        with CaptureQueriesContext(
            connection,
        ) as questions:
            judged_for_command(on=TODAY, today=TODAY)
        counted.append(len(questions))
    assert counted[0] == counted[1] <= 36


def test_the_command_answers_in_json_with_one_object_for_each_finding(cast: Cast) -> None:
    local = adopt_all(cast)["b"]
    out = StringIO()
    call_command("mirror", "--agreement", str(local.pk), "--on", "2026-03-10", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert {each["agreement"] for each in found} == {local.pk}
    for each in found:
        assert set(each) >= {"rule", "requirements", "clause", "subject", "status", "due_date", "evidence"}
        assert each["status"] in set(Status)
        assert each["due_date"] is None or date.fromisoformat(each["due_date"])
        assert all(sentence["text"] and "%(" not in sentence["text"] for sentence in each["evidence"])


def test_the_command_writes_a_list_for_people(cast: Cast) -> None:
    adopt_all(cast)
    out = StringIO()
    call_command("mirror", "--on", "2026-03-10", stdout=out)
    assert "Lokal överenskommelse Björkåsa" in out.getvalue()


def test_the_command_refuses_an_unknown_agreement_and_an_unreadable_day(cast: Cast) -> None:
    for arguments in (["--agreement", "4711"], ["--on", "2026-02-30"], ["--on", "igår"]):
        with pytest.raises(CommandError) as refused:
            call_command("mirror", *arguments)
        assert "\n" not in str(refused.value)
    with pytest.raises(UnknownAgreement):
        judged_for_command(on=TODAY, today=TODAY, agreement_id=4711)
