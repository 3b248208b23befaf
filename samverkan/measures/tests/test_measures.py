"""Deeds with measures: drafted, changed, withdrawn, stopped; two who write at once; who may be missing."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from samverkan.audit.models import Entry
from samverkan.causes.words import Side
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure
from samverkan.measures.queries.measures import (
    lamps_of,
    measure_for,
    measures_visible_to,
    missing_at_the_table,
    sides_by_problem,
)
from samverkan.measures.queries.overview import ambitions_without_means, balance, planned_share, stopped_measures
from samverkan.measures.services.measures import change_measure, draft_measure, stop_measure, withdraw_measure
from samverkan.measures.services.versions import plan_content
from samverkan.measures.tests.town import Town, build_town
from samverkan.measures.words import Benefits, InPlanning, Kind, Lamp, Level, MeasureState, MeasureType
from tests.cast import TODAY, Cast
from tests.red_thread import PLACES, a_cause, a_place, a_problem, a_sub_goal, an_analysis, area_list

pytestmark = pytest.mark.django_db


@pytest.mark.req("ACT-08", "ACT-11", "ACT-12", "ACT-16", "ACT-17", "ACT-30")
def test_a_measure_keeps_what_it_is_tied_to_and_how_it_is_classified(town: Town) -> None:
    plan = town.plan()
    other = a_cause(town.cast, town.analysis, "Uteserveringarna stänger tidigt", side=Side.TARGET)
    measure = town.measure(plan, causes=[other], benefits=Benefits.WOMEN, benefits_note="Fler kvällspass")
    measure = measure_for(town.actor("bertil"), measure.pk)
    assert measure.main_cause == town.cause
    assert set(measure.causes.all()) == {town.cause, other}
    assert (measure.area, measure.sub_goal) == (town.area, town.goal)
    assert (measure.level, measure.kind, measure.term_length) == ("universal", "situational", "short")
    assert (measure.directed_at, measure.benefits, measure.benefits_note) == (
        "environment",
        "women",
        "Fler kvällspass",
    )
    assert Entry.objects.get(event="measures.drafted").key == str(measure.pk)


@pytest.mark.req("CAU-03")
def test_the_database_itself_lets_no_measure_without_cause_or_exception_into_a_version(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    version = town.decided(plan)
    bare = town.measure(plan, main_cause=None)
    bare.entered = version
    with pytest.raises(IntegrityError), transaction.atomic():
        bare.save()
    bare.no_cause_because = "Olycksrisk"
    bare.save()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "å" * 161}, "title"),
        ({"description": ""}, "description"),
        ({"description": "Ring 070-123 45 67"}, "description"),
        ({"benefits_note": "Ring 070-123 45 67"}, "benefits_note"),
        ({"sides": ()}, "sides"),
        ({"measure_type": MeasureType.ACTIVATION}, "place"),
        ({"measure_type": MeasureType.JOINT_PLACE}, "place"),
        ({"measure_type": MeasureType.SURVEILLANCE}, "proportionality"),
        ({"proportionality": "För att se"}, "proportionality"),
    ],
)
def test_a_wording_that_lacks_something_is_refused_at_its_field(town: Town, more: dict[str, Any], field: str) -> None:
    plan = town.plan()
    with pytest.raises(Refused) as refused:
        town.measure(plan, **more)
    assert refused.value.field == field
    assert not Measure.objects.exists()


@pytest.mark.req("ACT-08")
def test_what_is_another_units_or_another_areas_ties_no_measure(town: Town) -> None:
    plan, cast = town.plan(), town.cast
    granvik = a_problem(cast, "Klotter i Granvik", unit=cast.units["granvik"])
    strange = a_cause(cast, an_analysis(cast, granvik, title="Varför klotter"))
    other_area = next(area for area in area_list(cast).areas.all() if area.name != PLACES)
    for more, field in (
        ({"main_cause": strange}, "main_cause"),
        ({"causes": [strange]}, "causes"),
        ({"area": other_area}, "sub_goal"),
        ({"sub_goal": a_sub_goal(cast, unit=cast.units["granvik"], number=9)}, "sub_goal"),
        ({"place": a_place(cast, "Granviks centrum", unit=cast.units["granvik"])}, "place"),
    ):
        with pytest.raises(Refused) as refused:
            town.measure(plan, **more)
        assert refused.value.field == field


@pytest.mark.req("CAU-03")
def test_a_cause_that_was_set_aside_carries_no_measure(town: Town) -> None:
    town.cause.set_aside_on, town.cause.set_aside_because = TODAY, "Motsagd"
    town.cause.save()
    with pytest.raises(Refused, match="set aside"):
        town.measure(town.plan())


def test_who_prepares_elsewhere_and_who_has_insight_only_drafts_nothing(town: Town) -> None:
    plan = town.plan()
    for name in ("cecilia", "gustav", "hanna", "ivar", "nils", "fatima"):
        with pytest.raises(NotAllowed):
            draft_measure(by=town.actor(name), plan=plan, wording=town.wording())


@pytest.mark.req("CAU-03", "ACT-08")
@pytest.mark.parametrize(
    ("more", "field"),
    [({"main_cause": None}, "no_cause_because"), ({"sub_goal": None}, "no_goal_because")],
)
def test_a_measure_in_force_cannot_lose_its_cause_or_goal_without_saying_why(
    town: Town, more: dict[str, Any], field: str
) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    town.decided(plan)
    by = town.actor("amina")
    with pytest.raises(Refused) as refused:
        change_measure(by=by, measure=measure, wording=town.wording(**more), edition=1)
    assert refused.value.field == field
    changed = change_measure(
        by=by, measure=measure, wording=town.wording(**more, **{field: "Orsaken är borta"}), edition=1
    )
    assert getattr(changed, field) == "Orsaken är borta"


def test_what_was_decided_as_important_stays_so_and_what_was_not_may_become_so(town: Town) -> None:
    plan = town.plan()
    important, ordinary = town.measure(plan, is_important=True), town.measure(plan)
    town.decided(plan)
    by = town.actor("amina")
    with pytest.raises(Refused, match="two people close it"):
        change_measure(by=by, measure=important, wording=town.wording(is_important=False), edition=1)
    assert change_measure(by=by, measure=ordinary, wording=town.wording(is_important=True), edition=1).is_important


def test_a_draft_may_become_less_important(town: Town) -> None:
    measure = town.measure(town.plan(), is_important=True)
    changed = change_measure(by=town.actor("amina"), measure=measure, wording=town.wording(), edition=1)
    assert not changed.is_important


@pytest.mark.req("ACT-08")
def test_a_goal_of_another_area_than_the_measures_is_no_goal_of_it(town: Town) -> None:
    measure = town.measure(town.plan())
    other = next(area for area in area_list(town.cast).areas.all() if area.name != PLACES)
    Measure.objects.filter(pk=measure.pk).update(area=other)
    measure = measure_for(town.actor("amina"), measure.pk)
    assert Lamp.NO_GOAL in lamps_of(measure, on=TODAY)


def test_a_draft_is_withdrawn_with_a_reason_and_one_in_force_is_stopped_instead(town: Town) -> None:
    plan, by = town.plan(), town.actor("amina")
    kept, draft = town.measure(plan), town.measure(plan, title="Grind")
    with pytest.raises(Refused, match="why the measure is withdrawn"):
        withdraw_measure(by=by, measure=draft, because=" ", today=TODAY)
    with pytest.raises(Refused, match="not in force"):
        stop_measure(by=by, measure=kept, because="Dyrt", today=TODAY)
    withdraw_measure(by=by, measure=draft, because="Dubbelt", today=TODAY)
    version = town.freeze(plan)
    with pytest.raises(Refused, match="waits for a decision"):
        withdraw_measure(by=by, measure=kept, because="Dyrt", today=TODAY)
    town.decide(version)
    with pytest.raises(Refused, match="cannot be withdrawn"):
        withdraw_measure(by=by, measure=kept, because="Dyrt", today=TODAY)
    stopped = stop_measure(by=by, measure=kept, because="Polisen omfördelar", today=TODAY)
    assert (stopped.state, stopped.ended_on) == (MeasureState.STOPPED, TODAY)
    assert [one["title"] for one in version.content["measures"]] == ["Bättre belysning"]
    with pytest.raises(Refused, match="has ended"):
        change_measure(by=by, measure=kept, wording=town.wording(), edition=stopped.edition)


@pytest.mark.req("ACT-28")
def test_a_discontinued_method_is_found_with_reason_and_decision(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan, title="Gemensamma allvarssamtal")
    version = town.freeze(plan)
    decision = town.decide(version)
    stop_measure(by=town.actor("amina"), measure=measure, because="Ingen effekt syns", decision=decision, today=TODAY)
    (found,) = stopped_measures(town.actor("hanna"), "allvarssamtal effekt")
    assert (found.stop_decision, found.stopped_because) == (decision, "Ingen effekt syns")
    assert not stopped_measures(town.actor("amina"), "grindar")
    assert not stopped_measures(town.actor("cecilia"))


@pytest.mark.req("ACT-18")
def test_the_sides_that_no_measure_addresses_are_told_problem_by_problem(town: Town) -> None:
    plan = town.plan()
    town.measure(plan, sides=(Side.GUARDIAN,))
    stopped = town.measure(plan, sides=(Side.OFFENDER,))
    Measure.objects.filter(pk=stopped.pk).update(state="stopped", ended_on=TODAY, stopped_because="Nej")
    version = town.freeze(plan)
    assert version.content["uncovered"] == [{"problem": town.problem.title, "sides": ["offender", "target"]}]
    found = [measure_for(town.actor("amina"), measure.pk) for measure in town.made]
    assert sides_by_problem(found) == {(town.problem.pk, town.problem.title): {Side.GUARDIAN}}


@pytest.mark.req("AGR-24", "ACT-20")
def test_each_partys_halves_in_ordinary_planning_are_counted_apart(town: Town) -> None:
    plan = town.plan()
    first, second = town.measure(plan, halves=False), town.measure(plan, halves=False)
    for measure, said in ((first, InPlanning.YES), (second, InPlanning.PLAN_ONLY)):
        town.half(measure, Party.MUNICIPALITY, in_planning=said, budget_line="4711", planning_reference="VP 3")
        town.half(measure, Party.POLICE, in_planning=InPlanning.YES)
    assert planned_share(plan) == {Party.MUNICIPALITY: (1, 2), Party.POLICE: (2, 2)}
    half = first.halves.get(party="municipality")
    assert (half.budget_line, half.planning_reference) == ("4711", "VP 3")
    assert planned_share(plan, only_in_force=True) == {Party.MUNICIPALITY: (0, 0), Party.POLICE: (0, 0)}


@pytest.mark.req("ACT-34")
def test_an_ambition_without_money_or_assignment_is_listed_until_it_has_both(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan, halves=False)
    half = town.half(measure, Party.MUNICIPALITY, in_planning=InPlanning.YES)
    assert list(ambitions_without_means(town.actor("amina"), 2026)) == [half], "no assignment"
    Half.objects.filter(pk=half.pk).update(assignment="Uppdrag 3.2")
    assert not ambitions_without_means(town.actor("amina"), 2026)
    Half.objects.filter(pk=half.pk).update(in_planning="plan_only")
    assert list(ambitions_without_means(town.actor("amina"), 2026)) == [half], "no money"
    assert not ambitions_without_means(town.actor("cecilia"), 2026)


@pytest.mark.req("CRO-15", "ACT-16", "ACT-17")
def test_the_balance_counts_each_measure_once_in_each_class(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.measure(plan, kind=Kind.SOCIAL, level=Level.INDICATED, benefits=Benefits.WOMEN)
    found = balance(Measure.objects.all())
    assert dict(found.by_kind) == {Kind.SOCIAL: 1, Kind.SITUATIONAL: 1, Kind.REACTIVE: 0}
    for classes in (found.by_level, found.by_term, found.by_direction, found.by_benefits):
        assert sum(number for _word, number in classes) == found.total == 2


@pytest.mark.req("ACT-32", "ACT-22")
def test_who_owns_a_part_of_the_place_and_who_could_help_is_suggested_until_at_the_table(town: Town) -> None:
    plan, cast = town.plan(), town.cast
    square = a_place(cast, built_factors=["lighting"], problem_types=["traffic"])
    square.owners.add(cast.units["board"])
    measure = town.measure(plan, place=square, measure_type=MeasureType.JOINT_PLACE)
    found = missing_at_the_table(measure_for(town.actor("amina"), measure.pk), on=TODAY)
    assert [unit.name for unit, _why in found] == ["Björkåsa stadsdelsnämnd", "Trafikkontoret"]
    assert found[0][1] is None, "it owns a part of the place"
    assert found[1][1] is not None
    half = measure.halves.get(party="municipality")
    half.co_actors.add(cast.units["transport"])
    found = missing_at_the_table(measure_for(town.actor("amina"), measure.pk), on=TODAY)
    assert [unit.name for unit, _why in found] == ["Björkåsa stadsdelsnämnd"]


@pytest.mark.req("ACT-23", "ACT-29", "ACT-31")
def test_a_measure_may_build_on_what_exists_and_be_of_the_types_that_were_asked_for(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(
        plan, measure_type=MeasureType.OWN_OPERATION, continues_work="Tillsynen från 2024", resources_needed="En tjänst"
    )
    assert measure.continues_work == "Tillsynen från 2024"
    activated = town.measure(plan, measure_type=MeasureType.ACTIVATION, place=a_place(town.cast))
    assert activated.place is not None
    before = town.plan(year=2025)
    carried = town.measure(plan, continues=town.measure(before))
    assert carried.continues is not None
    with pytest.raises(Refused, match="carry on itself"):
        change_measure(
            by=town.actor("amina"), measure=carried, wording=town.wording(continues=carried), edition=carried.edition
        )


def test_a_department_sees_the_measure_it_has_a_part_in_and_no_other(town: Town) -> None:
    plan = town.plan()
    mine, _other = town.measure(plan), town.measure(plan)
    mine.halves.get(party="municipality").co_actors.add(town.cast.units["transport"])
    assert list(measures_visible_to(town.actor("fatima"))) == [mine]
    assert not measures_visible_to(town.actor("hanna")), "a board sees what is in force"
    assert not measures_visible_to(town.actor("nils"))


def test_a_change_after_the_decision_shows_and_the_decided_wording_stays(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    version = town.decided(plan)
    decided = version.content["measures"][0]
    measure = measure_for(town.actor("amina"), measure.pk)
    assert Lamp.CHANGED_SINCE not in lamps_of(measure, on=TODAY, decided=decided)
    change_measure(
        by=town.actor("bertil"), measure=measure, wording=town.wording(description="Färre lampor"), edition=1
    )
    measure = measure_for(town.actor("amina"), measure.pk)
    assert Lamp.CHANGED_SINCE in lamps_of(measure, on=TODAY, decided=decided)
    assert decided["description"] == "Nya lampor på torget"


def test_the_frozen_content_says_the_same_however_often_it_is_asked(town: Town) -> None:
    plan = town.plan()
    measure = measure_for(town.actor("amina"), town.measure(plan).pk)
    assert plan_content(plan, [measure], (), "Nytt") == plan_content(plan, [measure], (), "Nytt")


def test_another_units_decision_stops_no_measure(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan)
    version = town.decided(plan)
    assert version.annex_version is not None
    decision = version.annex_version.decision
    assert decision is not None
    decision.group = town.cast.groups["steering_g"]
    with pytest.raises(Refused, match="another unit's group"):
        stop_measure(by=town.actor("amina"), measure=measure, because="Dyrt", decision=decision, today=TODAY)


def test_a_saved_wording_is_never_written_over_unseen(town: Town) -> None:
    measure = town.measure(town.plan())
    change_measure(by=town.actor("amina"), measure=measure, wording=town.wording(title="Aminas"), edition=1)
    with pytest.raises(SavedMeanwhile, match="Amina Lind"):
        change_measure(by=town.actor("bertil"), measure=measure, wording=town.wording(title="Bertils"), edition=1)
    measure.refresh_from_db()
    assert (measure.title, measure.edition) == ("Aminas", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_measure_at_the_same_moment_one_is_told_and_no_word_is_lost(cast: Cast) -> None:
    town = build_town(cast)
    measure = town.measure(town.plan())
    writers = {"amina": cast.amina, "bertil": cast.bertil}
    outcomes: dict[str, str] = {}
    ready = threading.Barrier(len(writers))

    def write(name: str) -> None:
        ready.wait()
        try:
            for _attempt in range(200):
                try:
                    wording = town.wording(description=f"Ord av {name}")
                    change_measure(by=writers[name], measure=measure, wording=wording, edition=1)
                    outcomes[name] = "saved"
                except SavedMeanwhile as told:
                    outcomes[name] = str(told)
                except OperationalError:  # SQLite lets one writer in at a time and says so
                    connection.close()
                    time.sleep(0.02)
                    continue
                return
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [name for name, outcome in outcomes.items() if outcome == "saved"]
    assert len(saved) == 1, outcomes
    (told,) = (outcome for name, outcome in outcomes.items() if name not in saved)
    assert {"amina": "Amina Lind", "bertil": "Bertil Ek"}[saved[0]] in told
    measure.refresh_from_db()
    assert (measure.description, measure.edition) == (f"Ord av {saved[0]}", 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("CAU-03")
def test_a_plan_frozen_while_its_cause_is_taken_away_holds_one_or_the_other(cast: Cast) -> None:
    """Freezing and changing at the same moment: the frozen wording and the row say the same, and neither is bare."""
    town = build_town(cast)
    plan = town.plan()
    measure = town.measure(plan)
    outcomes: dict[str, str] = {}
    ready = threading.Barrier(2)

    def try_to(name: str, deed: Any) -> None:
        ready.wait()
        try:
            for _attempt in range(200):
                try:
                    deed()
                    outcomes[name] = "done"
                except Refused as refused:
                    outcomes[name] = refused.reason
                except OperationalError:
                    connection.close()
                    time.sleep(0.02)
                    continue
                return
        finally:
            connection.close()

    bare = town.wording(main_cause=None)
    deeds = {
        "freeze": lambda: town.freeze(plan),
        "change": lambda: change_measure(by=cast.bertil, measure=measure, wording=bare, edition=1),
    }
    threads = [threading.Thread(target=try_to, args=item) for item in deeds.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["change", "freeze"]
    assert list(outcomes.values()).count("done") == 1, outcomes
    measure.refresh_from_db()
    assert (measure.entered_id is None) == (measure.main_cause_id is None)
