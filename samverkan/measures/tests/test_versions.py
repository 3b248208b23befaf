"""Freezing a plan, deciding it, and everything that stops it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from samverkan.agreements.models import Annex, AnnexVersion
from samverkan.agreements.services.annexes import send_back
from samverkan.agreements.words import AgreementState, AnnexState
from samverkan.audit.models import Entry
from samverkan.decisions.services import withdraw_matter
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact
from samverkan.ground.words import AnnexKind, Party
from samverkan.measures.models import Half, Measure, Part, PlanVersion
from samverkan.measures.queries import plans as queries
from samverkan.measures.queries.measures import is_in_force
from samverkan.measures.queries.plans import in_force, parts_of, versions_of
from samverkan.measures.services.measures import change_measure
from samverkan.measures.services.plans import note_area, open_action_plan, open_group_plan, start_from, write_part
from samverkan.measures.services.text import text_of
from samverkan.measures.tests.town import Town, decide
from samverkan.measures.words import PartKind, VersionState
from samverkan.situation.models import Picture, PictureVersion
from tests.cast import TODAY
from tests.red_thread import NOW, area_list

pytestmark = pytest.mark.django_db


def fresh(measure: Measure) -> Measure:
    return Measure.objects.select_related("entered__annex_version").get(pk=measure.pk)


@pytest.mark.req("ACT-14", "ACT-06")
def test_a_decided_plan_is_the_agreements_annex_and_its_measures_are_in_force(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    version = town.freeze(plan)
    assert not is_in_force(fresh(measure))
    assert version.annex_version is not None
    assert version.annex_version.state == AnnexState.SUBMITTED
    town.decide(version)
    annex = version.annex_version
    annex.refresh_from_db()
    assert (annex.state, annex.dated_on, annex.annex.kind) == (AnnexState.VALID, TODAY, AnnexKind.MEASURES_PLAN)
    assert is_in_force(fresh(measure))
    assert list(Measure.objects.filter(in_force())) == [measure]


@pytest.mark.usefixtures("swedish_words")
@pytest.mark.req("ACT-07")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_annex_says_in_plain_swedish_how_measures_are_followed_up(town: Town, language: str) -> None:
    plan = town.plan()
    town.measure(plan)
    with translation.override(language):
        version = town.freeze(plan)
    assert version.annex_version is not None
    text = version.annex_version.text
    assert "HUR DET FÖLJS UPP\nSå här: follow_up" in text
    assert "Andel som undviker platser" in text
    assert "Trygghetssamordnare" in text
    assert "Kommunpolis" in text
    assert "10 pass" in text
    assert "senast 30 november 2026" in text
    assert version.content["title"] == "Åtgärdsplan 2026, Björkåsa stadsdelsförvaltning"
    assert "Inte sagt" in text, "whether it is in ordinary planning"


@pytest.mark.req("ACT-06", "ACT-07")
@pytest.mark.parametrize("kind", ["direction", "focus", "goals", "follow_up"])
def test_a_measures_plan_without_one_of_its_four_parts_goes_to_no_decision(town: Town, kind: str) -> None:
    plan = town.plan()
    town.measure(plan)
    Part.objects.filter(plan=plan, kind=kind).update(text=" ")
    with pytest.raises(Refused, match="is not written"):
        town.freeze(plan)
    assert not PlanVersion.objects.exists()


@pytest.mark.req("SIT-05")
def test_an_area_neither_touched_nor_reasoned_away_stops_the_plan(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    plan.area_notes.all()[0].delete()
    with pytest.raises(Refused, match="neither takes up the area"):
        town.freeze(plan)


@pytest.mark.req("SIT-05")
def test_an_area_touched_by_measures_but_by_no_followed_up_goal_stops_the_plan(town: Town) -> None:
    plan = town.plan()
    town.measure(plan, sub_goal=None, no_goal_because="Målet tas fram i år")
    town.goal.indicators.all().delete()
    with pytest.raises(Refused, match="neither takes up the area"):
        town.freeze(plan)


@pytest.mark.req("CAU-03", "ACT-08")
@pytest.mark.parametrize(
    ("more", "halves", "reason"),
    [
        ({"main_cause": None}, True, "no analysed cause"),
        ({"sub_goal": None}, True, "no goal that is followed up"),
        ({}, False, "lacks a party's half"),
    ],
)
def test_a_measure_without_cause_goal_or_half_stops_the_plan(
    town: Town, more: dict[str, Any], halves: bool, reason: str
) -> None:
    plan = town.plan()
    town.measure(plan, halves=halves, **more)
    with pytest.raises(Refused, match=reason):
        town.freeze(plan)


@pytest.mark.usefixtures("swedish_words")
@pytest.mark.req("CAU-03", "ACT-08")
def test_motivated_exceptions_go_to_decision_and_are_counted(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.measure(
        plan,
        title="Akut grind",
        main_cause=None,
        no_cause_because="Olycksrisk",
        sub_goal=None,
        no_goal_because="Engångsinsats",
    )
    version = town.freeze(plan)
    assert version.content["exceptions"] == {"cause": 1, "goal": 1}
    assert "Åtgärder utan analyserad orsak: 1." in text_of(version.content)
    entry = Entry.objects.get(event="measures.plan_frozen")
    assert entry.details["sealed"] == version.sealed
    assert entry.details["cause_exceptions"] == 1


@pytest.mark.req("CAU-03")
def test_a_cause_that_has_since_been_set_aside_stops_the_plan(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.cause.set_aside_on, town.cause.set_aside_because = TODAY, "Motsagd"
    town.cause.save()
    with pytest.raises(Refused, match="has been set aside"):
        town.freeze(plan)


@pytest.mark.req("ACT-08")
def test_a_goal_that_cannot_be_measured_is_no_followed_up_goal(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.goal.indicators.all().delete()
    town.goal.measurability, town.goal.how_measured = "none", "Går inte att mäta"
    town.goal.save()
    with pytest.raises(Refused, match="neither takes up the area"):
        town.freeze(plan)
    town.goal.measurability, town.goal.how_measured = "proxy", "Genom antalet anmälningar"
    town.goal.save()
    assert town.freeze(plan).number == 1


def test_a_plan_without_measures_is_no_plan(town: Town) -> None:
    plan = town.plan()
    note_area(by=town.actor("amina"), plan=plan, area=town.area, not_relevant="Inte i år")
    with pytest.raises(Refused, match="holds no measure"):
        town.freeze(plan)


def test_what_is_new_is_said_and_holds_no_person_data(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    with pytest.raises(Refused, match="what is new"):
        town.freeze(plan, what_is_new=" ")
    with pytest.raises(Refused):
        town.freeze(plan, what_is_new="Ring 070-123 45 67")


def test_others_districts_people_freeze_nothing(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    for name in ("cecilia", "fatima", "gustav", "hanna", "ivar"):
        with pytest.raises(NotAllowed):
            town.freeze(plan, by=name)


def test_a_second_version_waits_until_the_first_is_decided(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.freeze(plan)
    with pytest.raises(Refused, match="already waits"):
        town.freeze(plan)


def test_without_an_agreement_in_force_the_plan_goes_nowhere(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    Annex.objects.filter(kind=AnnexKind.MEASURES_PLAN).delete()
    with pytest.raises(Refused, match="no local agreement in force"):
        town.freeze(plan)


def test_a_version_sent_back_puts_nothing_in_force_and_a_new_one_takes_over(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    version = town.freeze(plan)
    assert version.annex_version is not None
    send_back(by=town.actor("amina"), version=version.annex_version, reason="Målen saknar tal")
    versions = versions_of(plan)
    assert queries.state_of(versions[0], None) == VersionState.SENT_BACK
    assert not is_in_force(fresh(measure))
    second = town.freeze(plan, what_is_new="Mål med tal")
    assert fresh(measure).entered == second
    town.decide(second)
    assert is_in_force(fresh(measure))


def test_a_frozen_version_keeps_its_words_when_the_plan_is_changed(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    version = town.decided(plan)
    before = dict(version.content)
    change_measure(
        by=town.actor("bertil"), measure=measure, wording=town.wording(title="Ljusare torg"), edition=measure.edition
    )
    write_part(by=town.actor("amina"), part=parts_of(plan)[PartKind.GOALS], text="Andra mål", edition=2)
    version.refresh_from_db()
    assert version.content == before
    assert is_intact(version.content, version.sealed)
    assert is_in_force(fresh(measure))
    following = town.decided(plan)
    assert following.content["measures"][0]["title"] == "Ljusare torg"
    states = [queries.state_of(one, 2).value for one in versions_of(plan)]
    assert states == ["in_force", "superseded"]


@pytest.mark.req("ACT-02")
def test_the_action_plan_has_seven_parts_and_stops_without_any_of_them(town: Town) -> None:
    town_unit = town.cast.units["town"]
    plan = open_action_plan(by=town.actor("gustav"), municipality=town_unit, year=2026, today=TODAY)
    assert [kind.value for kind in parts_of(plan)] == [
        "goals",
        "direction",
        "responsibility",
        "activities",
        "commitments",
        "timetable",
        "follow_up",
    ]
    for area in area_list(town.cast).areas.all():
        note_area(by=town.actor("gustav"), plan=plan, area=area, how="Gemensamma metoder")
    for part in parts_of(plan).values():
        with pytest.raises(Refused, match="is not written"):
            town.freeze(plan, by="gustav")
        write_part(by=town.actor("gustav"), part=part, text="Så här", edition=1)
    assert town.freeze(plan, by="gustav").number == 1


def written_action_plan(town: Town) -> Any:
    plan = open_action_plan(by=town.actor("gustav"), municipality=town.cast.units["town"], year=2026, today=TODAY)
    for area in area_list(town.cast).areas.all():
        note_area(by=town.actor("gustav"), plan=plan, area=area, how="Gemensamma metoder")
    for part in parts_of(plan).values():
        write_part(by=town.actor("gustav"), part=part, text="Så här", edition=1)
    return plan


@pytest.mark.req("ACT-01", "ACT-04")
def test_an_action_plan_without_an_annex_is_decided_by_the_overall_steering_group(town: Town) -> None:
    version = town.freeze(written_action_plan(town), by="gustav")
    assert version.matter is not None
    assert version.matter.group == town.cast.groups["central"]
    assert not PlanVersion.objects.filter(in_force("")).exists()
    town.decide(version, by="gustav", group="overall_steering")
    assert list(PlanVersion.objects.filter(in_force(""))) == [version]
    assert "Gemensamma metoder" in text_of(version.content)


@pytest.mark.req("ACT-01", "ACT-05")
def test_an_action_plan_with_an_annex_is_readable_beside_the_agreement_while_it_waits(town: Town) -> None:
    annex = Annex.objects.create(
        agreement=town.signed.overall, number=1, kind=AnnexKind.ACTION_PLAN, title="Handlingsplan"
    )
    for side, unit in ((Party.MUNICIPALITY, "town"), (Party.POLICE, "region")):
        town.signed.overall.party_units.create(
            unit=town.cast.units[unit], side=side, name=town.cast.units[unit].name, order=1
        )
    version = town.freeze(written_action_plan(town), by="gustav")
    assert version.annex_version is not None
    assert version.annex_version.annex == annex
    assert "Gemensamma metoder" in version.annex_version.text
    assert version.annex_version.state == AnnexState.SIGNING


@pytest.mark.req("ACT-15", "ORG-21")
def test_a_working_groups_plan_starts_from_picture_and_analysis_and_is_decided_by_the_preparation_group(
    town: Town,
) -> None:
    plan = town.plan()
    town.measure(plan)
    town.decided(plan)
    own = open_group_plan(by=town.actor("amina"), group=town.cast.groups["working_b"], under=plan, today=TODAY)
    for part in parts_of(own).values():
        write_part(by=town.actor("amina"), part=part, text="Gruppens", edition=1)
    measure = town.measure(own)
    with pytest.raises(Refused, match="starts from a situation picture"):
        town.freeze(own)
    start_from(
        by=town.actor("amina"), plan=own, picture_version=a_frozen_picture(town), analyses=[town.analysis], edition=1
    )
    version = town.freeze(own)
    assert version.content["starts_from"]["analyses"] == ["Varför torget"]
    town.decide(version, group="prep_b")
    assert is_in_force(fresh(measure))


def a_frozen_picture(town: Town) -> Any:
    annex = AnnexVersion.objects.create(annex=town.signed.annexes["picture"], number=9, created_at=NOW)
    return PictureVersion.objects.create(
        picture=Picture.objects.get(), number=1, content={}, sealed="0" * 64, annex_version=annex, frozen_at=NOW
    )


def test_a_matter_that_is_withdrawn_frees_the_plan(town: Town) -> None:
    version = town.freeze(written_action_plan(town), by="gustav")
    assert version.matter is not None
    withdraw_matter(by=town.actor("gustav"), matter=version.matter, reason="Görs om")
    found = versions_of(version.plan)[0]
    assert queries.state_of(found, None) == VersionState.SENT_BACK
    assert town.freeze(version.plan, by="gustav", what_is_new="Omarbetad").number == 2


def test_another_group_than_the_right_one_decides_no_plan(town: Town) -> None:
    version = town.freeze(written_action_plan(town), by="gustav")
    assert version.matter is not None
    version.matter.decided_in = town.cast.groups["central"]
    version.matter.save()
    with pytest.raises(Refused, match="is decided by the"):
        decide(town.actor("gustav"), version.matter, town.cast.groups["central"])
    assert not PlanVersion.objects.filter(in_force("")).exists()


def test_a_plan_for_old_areas_is_updated_before_it_is_decided(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    other = area_list(town.cast)
    other.pk, other.name = None, "Nya områden"
    other.valid_from = TODAY
    other.save()
    with pytest.raises(Refused, match="other priority areas"):
        town.freeze(plan)


def test_an_agreement_that_has_ended_has_no_annex_to_fill(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.signed.agreement.state = AgreementState.WITHDRAWN
    town.signed.agreement.save()
    with pytest.raises(Refused, match="no local agreement in force"):
        town.freeze(plan)


@pytest.mark.usefixtures("swedish_words")
def test_a_half_may_be_left_out_with_a_reason_and_the_plan_still_goes(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    Half.objects.filter(measure=measure, party=Party.POLICE).update(state="none", no_part_because="Ingen roll")
    version = town.freeze(plan)
    assert "Polisen har ingen del: Ingen roll" in text_of(version.content)
