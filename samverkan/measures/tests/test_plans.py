"""Deeds with plans: opened, written, carried over to the next year, taken to new areas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.measures.models import AreaNote, Carried, Half, Measure, Plan
from samverkan.measures.queries.overview import activation, groundwork, outreach
from samverkan.measures.queries.plans import (
    has_next,
    open_update,
    parts_of,
    plans_needing_update,
    plans_visible_to,
    suggested_areas,
)
from samverkan.measures.services.halves import record_delivery, report_half_done
from samverkan.measures.services.plans import (
    adopt_new_areas,
    answer_carried,
    note_area,
    open_action_plan,
    open_group_plan,
    open_next_plan,
    open_plan,
    start_from,
    write_part,
)
from samverkan.measures.tests.town import Town
from samverkan.measures.words import HalfState, MeasureType, PartKind, PlanKind
from samverkan.priorities.models import Area, AreaList, AreaMapping
from tests.cast import TODAY
from tests.red_thread import NOW, a_picture, an_analysis, area_list

pytestmark = pytest.mark.django_db


def new_areas(town: Town, *, draft: bool = False) -> AreaList:
    """Let another list take force today: the same areas, of which the lists tell what became of each."""
    old = area_list(town.cast)
    other = AreaList.objects.get(pk=old.pk)
    other.pk, other.name, other.valid_from, other.is_draft = None, "Nya områden", TODAY, draft
    other.save()
    for area in old.areas.all():
        new = Area.objects.create(area_list=other, number=area.number, name=f"{area.name} (ny)")
        AreaMapping.objects.create(old=area, new=new)
    return other


def test_a_district_has_one_plan_a_year_opened_by_who_prepares_there(town: Town) -> None:
    plan = open_plan(by=town.actor("bertil"), unit=town.cast.units["bjorkasa"], year=2026, today=TODAY)
    assert plan.area_list == area_list(town.cast)
    with pytest.raises(Refused, match="already a plan"):
        open_plan(by=town.actor("amina"), unit=town.cast.units["bjorkasa"], year=2026, today=TODAY)
    with pytest.raises(Refused, match="at most two years"):
        open_plan(by=town.actor("amina"), unit=town.cast.units["bjorkasa"], year=2031, today=TODAY)
    with pytest.raises(Refused, match="belongs to a district"):
        open_plan(by=town.actor("gustav"), unit=town.cast.units["town"], year=2026, today=TODAY)
    for name in ("cecilia", "hanna", "gustav", "ivar", "nils"):
        with pytest.raises(NotAllowed):
            open_plan(by=town.actor(name), unit=town.cast.units["bjorkasa"], year=2025, today=TODAY)


def test_who_opens_for_elsewhere_or_reads_only_sees_and_writes_nothing(town: Town) -> None:
    plan = town.plan()
    part = parts_of(plan)[PartKind.GOALS]
    for name in ("cecilia", "hanna", "gustav", "ivar", "nils", "fatima"):
        with pytest.raises(NotAllowed):
            write_part(by=town.actor(name), part=part, text="Andra mål", edition=2)
    for name in ("cecilia", "hanna", "nils", "fatima"):
        assert not plans_visible_to(town.actor(name))
    town.measure(plan)
    town.decided(plan)
    assert list(plans_visible_to(town.actor("hanna"))) == [plan]


def test_a_part_is_saved_once_and_the_second_writer_is_told(town: Town) -> None:
    part = parts_of(town.plan())[PartKind.GOALS]
    write_part(by=town.actor("amina"), part=part, text="Aminas mål", edition=2)
    with pytest.raises(SavedMeanwhile, match="Amina Lind"):
        write_part(by=town.actor("bertil"), part=part, text="Bertils mål", edition=2)
    with pytest.raises(Refused, match="longer than"):
        write_part(by=town.actor("bertil"), part=part, text="å" * 10_001, edition=3)
    with pytest.raises(Refused):
        write_part(by=town.actor("bertil"), part=part, text="Ring 070-123 45 67", edition=3)
    part.refresh_from_db()
    assert part.text == "Aminas mål"


@pytest.mark.req("ACT-04", "SIT-05")
def test_an_area_is_noted_once_and_the_second_writer_is_told(town: Town) -> None:
    plan = town.plan()
    area = town.area
    note = note_area(by=town.actor("amina"), plan=plan, area=area, how="Gemensamma pass")
    with pytest.raises(SavedMeanwhile):
        note_area(by=town.actor("bertil"), plan=plan, area=area, how="Andra pass", edition=0)
    with pytest.raises(SavedMeanwhile):
        note_area(by=town.actor("bertil"), plan=plan, area=area, how="Andra pass", edition=5)
    note.refresh_from_db()
    assert note.how == "Gemensamma pass"


@pytest.mark.req("ORG-21")
def test_a_plan_starts_from_the_units_own_picture_and_analyses(town: Town) -> None:
    plan, cast = town.plan(), town.cast
    started = start_from(by=town.actor("amina"), plan=plan, picture_version=None, analyses=[town.analysis], edition=1)
    assert list(started.analyses.all()) == [town.analysis]
    with pytest.raises(SavedMeanwhile):
        start_from(by=town.actor("bertil"), plan=plan, picture_version=None, analyses=[], edition=1)
    other = an_analysis(cast, title="Granviks")
    other.problem.unit = cast.units["granvik"]
    other.problem.save()
    with pytest.raises(Refused, match="another unit"):
        start_from(by=town.actor("amina"), plan=plan, picture_version=None, analyses=[other], edition=2)


@pytest.mark.req("ACT-03", "ACT-23")
def test_next_year_opens_with_what_was_left_undone(town: Town) -> None:
    plan = town.plan()
    done, half_done, stopped = (town.measure(plan, title=title) for title in ("Klar", "Halv", "Stoppad"))
    town.decided(plan)
    amina, bertil = town.actor("amina"), town.actor("bertil")
    for measure, who in ((done, (amina, bertil)), (half_done, (amina,))):
        for by in who:
            half = Half.objects.get(measure=measure, party=by.party)
            report_half_done(by=by, half=half, done_on=TODAY, outcome="Gjort", today=TODAY)
    polices = Half.objects.get(measure=half_done, party=Party.POLICE)
    record_delivery(by=bertil, half=polices, on=TODAY, amount=4, today=TODAY, now=NOW)
    Measure.objects.filter(pk=stopped.pk).update(state="stopped", ended_on=TODAY, stopped_because="Nej")
    assert not has_next(plan)
    with translation.override("en"):
        following = open_next_plan(by=amina, plan=plan, today=TODAY)
    assert has_next(plan)
    (copy,) = following.measures.all()
    assert (copy.continues, copy.title, copy.main_cause, copy.sub_goal) == (half_done, "Halv", town.cause, town.goal)
    assert list(copy.causes.all()) == [town.cause]
    assert copy.entered is None, "nothing is decided by being carried over"
    assert copy.starts_on == date(2027, 1, 1)
    city, police = copy.halves.get(party="municipality"), copy.halves.get(party="police")
    assert (city.state, police.state) == (HalfState.NONE, HalfState.PLANNED)
    with translation.override("sv"):
        assert city.no_part_because == translation.gettext("The party did its part in %(year)s.") % {"year": 2026}
    assert (police.dose, police.due_on) == (6, date(2027, 11, 30))
    assert parts_of(following)[PartKind.GOALS].text == "Så här: goals"
    assert AreaNote.objects.filter(plan=following).count() == AreaNote.objects.filter(plan=plan).count()
    with pytest.raises(Refused, match="already a plan"):
        open_next_plan(by=amina, plan=plan, today=TODAY)


@pytest.mark.req("ACT-03")
def test_the_citys_action_plan_opens_with_what_the_compilation_left_undone(town: Town) -> None:
    by, unit = town.actor("gustav"), town.cast.units["town"]
    said = Pointer("reporting.compilation", "7", "Belysning i Granvik", "/x/")
    plan = open_action_plan(by=by, municipality=unit, year=2026, undone=[said, "Skolors närmiljö", " "], today=TODAY)
    first, second = Carried.objects.filter(plan=plan)
    assert (first.text, first.kind, first.address) == ("Belysning i Granvik", "reporting.compilation", "/x/")
    assert second.text == "Skolors närmiljö"
    with pytest.raises(Refused, match="what becomes of it"):
        answer_carried(by=by, carried=first, answer=" ", edition=1)
    answer_carried(by=by, carried=first, answer="Tas upp i åtgärd 2", edition=1)
    with pytest.raises(SavedMeanwhile):
        answer_carried(by=by, carried=first, answer="Läggs ner", edition=1)
    with pytest.raises(NotAllowed):
        answer_carried(by=town.actor("amina"), carried=second, answer="Nej", edition=1)
    following = open_next_plan(by=by, plan=plan, today=TODAY)
    assert (following.kind, following.year) == (PlanKind.ACTION_PLAN, 2027)
    with pytest.raises(NotAllowed):
        open_action_plan(by=town.actor("amina"), municipality=unit, year=2025, today=TODAY)
    with pytest.raises(Refused):
        open_action_plan(by=by, municipality=unit, year=2025, undone=["Ring 070-123 45 67"], today=TODAY)


@pytest.mark.req("ACT-15")
def test_a_working_groups_plan_lies_under_its_districts(town: Town) -> None:
    plan = town.plan()
    group, by = town.cast.groups["working_b"], town.actor("amina")
    own = open_group_plan(by=by, group=group, under=plan, analyses=[town.analysis], today=TODAY)
    assert (own.under, own.year, own.unit, own.area_list) == (plan, 2026, plan.unit, plan.area_list)
    with pytest.raises(Refused, match="already a plan"):
        open_group_plan(by=by, group=group, under=plan, today=TODAY)
    with pytest.raises(Refused, match="Only a working group"):
        open_group_plan(by=by, group=town.cast.groups["prep_b"], under=plan, today=TODAY)
    with pytest.raises(NotAllowed):
        open_group_plan(by=town.actor("fatima"), group=group, under=plan, today=TODAY)
    with pytest.raises(Refused, match="no measures plan for 2027"):
        open_next_plan(by=by, plan=own, today=TODAY)
    following = open_next_plan(by=by, plan=plan, today=TODAY)
    assert open_next_plan(by=by, plan=own, today=TODAY).under == following


@pytest.mark.req("ACT-13", "PRI-18")
def test_another_list_opens_an_update_in_every_districts_plan_at_once(town: Town) -> None:
    cast = town.cast
    here, city = (
        town.plan(),
        open_action_plan(by=town.actor("gustav"), municipality=cast.units["town"], year=2026, today=TODAY),
    )
    there = open_plan(by=town.actor("cecilia"), unit=cast.units["granvik"], year=2026, today=TODAY)
    group = open_group_plan(by=town.actor("amina"), group=cast.groups["working_b"], under=here, today=TODAY)
    old = open_plan(by=town.actor("amina"), unit=cast.units["bjorkasa"], year=2025, today=TODAY)
    assert not plans_needing_update(TODAY)
    new_areas(town, draft=True)
    assert not plans_needing_update(TODAY), "a draft of a list opens nothing"
    new = new_areas(town)
    assert set(plans_needing_update(TODAY)) == {here, there, city, group}
    assert set(plans_needing_update(TODAY, unit_ids=[cast.units["granvik"].pk])) == {there}
    assert set(plans_needing_update(TODAY, municipality_id=cast.units["town"].pk)) == {here, there, city, group}
    assert open_update(here, on=TODAY) == new
    assert open_update(old, on=TODAY) is None, "a plan of a year that has passed stays as it was"


@pytest.mark.req("ACT-13", "ACT-14")
def test_a_plan_taken_to_new_areas_goes_to_decision_and_nothing_changes_before(town: Town) -> None:
    plan, by = town.plan(), town.actor("amina")
    measure = town.measure(plan)
    version = town.decided(plan)
    with pytest.raises(Refused, match="already written for"):
        adopt_new_areas(by=by, plan=plan, areas={}, today=TODAY)
    new = new_areas(town)
    with pytest.raises(NotAllowed):
        adopt_new_areas(by=town.actor("cecilia"), plan=plan, areas={}, today=TODAY)
    wrong: Any = {measure.pk: town.area}
    with pytest.raises(Refused) as refused:
        adopt_new_areas(by=by, plan=plan, areas=wrong, today=TODAY)
    assert refused.value.field == f"measure_{measure.pk}"
    adopted = adopt_new_areas(by=by, plan=plan, areas={}, today=TODAY)
    measure.refresh_from_db()
    assert (adopted.area_list, measure.area.name) == (new, f"{town.area.name} (ny)")
    version.refresh_from_db()
    assert version.content["measures"][0]["area"] == town.area.name
    assert open_update(adopted, on=TODAY) is None
    with pytest.raises(Refused, match="neither takes up the area"):
        town.freeze(Plan.objects.get(pk=plan.pk))


def test_an_area_that_became_two_is_asked_about_and_one_that_became_one_is_suggested(town: Town) -> None:
    new = new_areas(town)
    first, second, *_rest = area_list_of(town)
    AreaMapping.objects.create(old=first, new=new.areas.get(number=second.number))
    found = suggested_areas([first.pk, second.pk], new)
    assert first.pk not in found
    assert found[second.pk].number == second.number


def area_list_of(town: Town) -> list[Area]:
    return list(town.area.area_list.areas.order_by("number"))


@pytest.mark.req("AGR-35")
def test_a_plan_tells_whether_its_areas_rest_on_picture_cause_and_goal(town: Town) -> None:
    unit = town.cast.units["bjorkasa"]
    ground = groundwork(unit, [town.area])
    assert (ground.has_picture, ground.areas_with_cause, ground.areas_with_goal) == (False, 1, 1)
    assert not ground.holds
    a_picture(town.cast, year=2025)
    assert not groundwork(unit, [town.area]).has_picture, "a picture that nobody has decided is none"


@pytest.mark.req("ACT-26", "CAU-03", "AGR-24")
def test_the_overview_counts_each_units_measures_and_their_exceptions(town: Town) -> None:
    plan = town.plan()
    town.measure(plan)
    town.measure(plan, main_cause=None, no_cause_because="Olycksrisk", sub_goal=None, no_goal_because="En gång")
    town.decided(plan)
    town.measure(plan, title="Utkast")
    half = Half.objects.filter(party=Party.POLICE).order_by("pk")[0]
    Half.objects.filter(pk=half.pk).update(in_planning="yes", due_on=date(2026, 2, 1))
    (row,) = activation(town.actor("amina"), 2026, on=TODAY)
    assert (row.measures, row.in_force, row.cause_exceptions, row.goal_exceptions, row.late) == (3, 2, 1, 1, 1)
    assert (row.police_planned, row.police_halves, row.municipality_planned) == (1, 3, 0)
    (seen,) = activation(town.actor("hanna"), 2026, on=TODAY)
    assert seen.measures == 2, "a board counts what is in force"
    assert activation(town.actor("cecilia"), 2026, on=TODAY) == []


@pytest.mark.req("ACT-33")
def test_outreach_is_added_up_by_what_is_counted(town: Town) -> None:
    plan = town.plan()
    measure = town.measure(plan, measure_type=MeasureType.OUTREACH)
    town.decided(plan)
    half = Half.objects.get(measure=measure, party=Party.MUNICIPALITY)
    record_delivery(by=town.actor("amina"), half=half, on=TODAY, amount=3, today=TODAY, now=NOW)
    assert outreach(town.actor("amina"), 2026) == [
        {"unit": "Björkåsa stadsdelsförvaltning", "dose_unit": "pass", "measures": 1, "dose": 20, "delivered": 3}
    ]
