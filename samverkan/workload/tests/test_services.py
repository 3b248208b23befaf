"""Deeds with what time is counted with, and with what groups need: done, refused, traced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import GroupKind
from samverkan.workload.models import Basis, Competence, Department, Effort, Journey, Need, Presence, Profile
from samverkan.workload.services.basis import NewJourney, state_basis, state_effort, state_journeys
from samverkan.workload.services.needs import (
    add_competence,
    add_department,
    drop_need,
    drop_presence,
    plan_presence,
    state_need,
    state_profile,
)
from samverkan.workload.tests.town import SOURCE, Town
from tests.cast import START, TODAY, Cast

STATED: dict[str, Any] = {"source": SOURCE, "stated_on": TODAY, "today": TODAY}
BASIS: dict[str, Any] = {"fte_hours": 1680, "week_hours": 12, "break_minutes": 10} | STATED


def a_competence(cast: Cast, name: str = "Belysning") -> Competence:
    return Competence.objects.create(municipality=cast.units["town"], name=name)


@pytest.mark.req("MEE-11")
def test_the_central_group_states_what_a_post_is_and_the_trail_keeps_what_held_before(cast: Cast) -> None:
    town = cast.units["town"]
    state_basis(by=cast.gustav, municipality=town, edition=0, **BASIS)
    state_basis(by=cast.gustav, municipality=town, edition=1, **(BASIS | {"fte_hours": 1700}))
    assert Basis.objects.get().fte_hours == 1700
    entry = Entry.objects.filter(event="workload.basis_stated").order_by("-number")[0]
    assert entry.details["before"] == [1680, 12, 10]
    assert entry.details["after"] == [1700, 12, 10]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"fte_hours": 0}, "fte_hours"),
        ({"week_hours": 0}, "week_hours"),
        ({"break_minutes": 2000}, "break_minutes"),
        ({"source": " "}, "source"),
        ({"source": "Ring 070-123 45 67"}, "source"),
        ({"stated_on": TODAY.replace(year=2027)}, "stated_on"),
    ],
)
def test_what_cannot_be_counted_with_is_refused(cast: Cast, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        state_basis(by=cast.gustav, municipality=cast.units["town"], edition=0, **(BASIS | change))
    assert refused.value.field == field
    assert not Basis.objects.exists()


def test_two_who_change_the_figures_at_once_are_both_told(cast: Cast) -> None:
    town = cast.units["town"]
    state_basis(by=cast.gustav, municipality=town, edition=0, **BASIS)
    with pytest.raises(SavedMeanwhile) as told:
        state_basis(by=cast.gustav, municipality=town, edition=0, **(BASIS | {"fte_hours": 1600}))
    assert told.value.values["name"] == "Gustav Hägg"
    assert Basis.objects.get().fte_hours == 1680


@pytest.mark.parametrize("name", ["amina", "fatima", "hanna", "ivar"])
def test_nobody_else_states_what_time_is_counted_with(cast: Cast, name: str) -> None:
    by, town = cast.actor(name), cast.units["town"]
    for deed in (
        lambda: state_basis(by=by, municipality=town, edition=0, **BASIS),
        lambda: state_effort(
            by=by, municipality=town, kind=GroupKind.WORKING, before_minutes=1, after_minutes=1, edition=0, **STATED
        ),
        lambda: state_journeys(by=by, municipality=town, journeys=[], **STATED),
        lambda: add_competence(by=by, municipality=town, name="Belysning"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not Entry.objects.filter(event__startswith="workload.").exists()


def test_preparation_is_stated_once_for_a_kind_and_then_changed(cast: Cast) -> None:
    town = cast.units["town"]
    given: dict[str, Any] = {"municipality": town, "kind": GroupKind.WORKING, "after_minutes": 30} | STATED
    state_effort(by=cast.gustav, before_minutes=60, edition=0, **given)
    state_effort(by=cast.gustav, before_minutes=90, edition=1, **given)
    assert Effort.objects.get().minutes == 120
    with pytest.raises(SavedMeanwhile):
        state_effort(by=cast.gustav, before_minutes=45, edition=1, **given)
    with pytest.raises(Refused):
        state_effort(by=cast.gustav, before_minutes=-1, edition=2, **given)


def test_a_journey_that_is_stated_again_replaces_the_earlier(cast: Cast) -> None:
    units = cast.units
    for minutes in (30, 25):
        state_journeys(
            by=cast.gustav,
            municipality=units["town"],
            journeys=[NewJourney(units["transport"], units["bjorkasa"], minutes)],
            **STATED,
        )
    assert Journey.objects.get().minutes == 25
    assert Entry.objects.filter(event="workload.journeys_stated").count() == 2


def test_a_way_that_leads_nowhere_is_refused(cast: Cast) -> None:
    units = cast.units
    there = NewJourney(units["transport"], units["bjorkasa"], 20)
    for wrong in (
        [],
        [NewJourney(units["transport"], units["transport"], 20)],
        [NewJourney(units["transport"], units["lpo_b"], 20)],
        [NewJourney(units["transport"], units["bjorkasa"], 2000)],
        [there, there],
    ):
        with pytest.raises(Refused):
            state_journeys(by=cast.gustav, municipality=units["town"], journeys=wrong, **STATED)
    assert not Journey.objects.exists()


@pytest.mark.req("MEE-13")
def test_a_need_is_stated_changed_and_taken_away_with_a_trace_of_each(cast: Cast) -> None:
    group, lighting = cast.groups["working_b"], a_competence(cast)
    need = state_need(by=cast.amina, group=group, competence=lighting, seats=1, why="Mörka gångvägar", edition=0)
    need = state_need(by=cast.gustav, group=group, competence=lighting, seats=2, edition=1)
    assert Need.objects.get().seats == 2
    with pytest.raises(SavedMeanwhile):
        state_need(by=cast.amina, group=group, competence=lighting, seats=3, edition=1)
    drop_need(by=cast.amina, need=need)
    assert not Need.objects.exists()
    events = list(Entry.objects.filter(event__startswith="workload.need").values_list("event", flat=True))
    assert sorted(events) == ["workload.need_dropped", "workload.need_stated", "workload.need_stated"]


def test_a_need_that_cannot_be_is_refused(cast: Cast) -> None:
    group, lighting = cast.groups["working_b"], a_competence(cast)
    elsewhere = Competence.objects.create(municipality=cast.units["granvik"], name="Annat")
    for change in ({"seats": 0}, {"seats": 21}, {"competence": elsewhere}, {"why": "19811218-9876"}):
        given: dict[str, Any] = {"group": group, "competence": lighting, "seats": 1} | change
        with pytest.raises(Refused):
            state_need(by=cast.amina, edition=0, **given)
    for name in ("cecilia", "fatima", "hanna"):
        with pytest.raises(NotAllowed):
            state_need(by=cast.actor(name), group=group, competence=lighting, seats=1, edition=0)


def test_competences_and_departments_are_named_once(cast: Cast) -> None:
    town, bjorkasa = cast.units["town"], cast.units["bjorkasa"]
    add_competence(by=cast.gustav, municipality=town, name="Belysning")
    add_department(by=cast.amina, unit=bjorkasa, name="Socialtjänst", valid_from=START)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: add_competence(by=cast.gustav, municipality=town, name=" belysning "),
        lambda: add_competence(by=cast.gustav, municipality=town, name=" "),
        lambda: add_department(by=cast.doris, unit=bjorkasa, name="socialtjänst", valid_from=START),
        lambda: add_department(by=cast.doris, unit=bjorkasa, name="", valid_from=START),
    )
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    with pytest.raises(NotAllowed):
        add_department(by=cast.cecilia, unit=bjorkasa, name="Annan", valid_from=START)
    assert Department.objects.count() == Competence.objects.count() == 1


@pytest.mark.req("MEE-13", "ORG-33")
def test_an_administration_says_what_its_own_functions_bring(cast: Cast) -> None:
    transport, fatima, lighting = cast.units["transport"], cast.users["fatima"], a_competence(cast)
    streets = add_department(by=cast.fatima, unit=transport, name="Gata", valid_from=START)
    given: dict[str, Any] = {"unit": transport, "holder": fatima, "today": TODAY}
    state_profile(by=cast.fatima, department=streets, competences=[lighting], edition=0, **given)
    profile = Profile.objects.get()
    assert (profile.department, list(profile.competences.all())) == (streets, [lighting])
    with pytest.raises(SavedMeanwhile):
        state_profile(by=cast.gustav, department=None, competences=[], edition=0, **given)
    with pytest.raises(NotAllowed):
        state_profile(by=cast.amina, department=None, competences=[], edition=1, **given)


def test_a_profile_that_cannot_be_is_refused(cast: Cast) -> None:
    transport, fatima = cast.units["transport"], cast.users["fatima"]
    elsewhere = Department.objects.create(unit=cast.units["bjorkasa"], name="Socialtjänst", valid_from=START)
    foreign = Competence.objects.create(municipality=cast.units["granvik"], name="Annat")
    for change in ({"department": elsewhere}, {"competences": [foreign]}, {"holder": cast.users["nils"]}):
        given: dict[str, Any] = {"unit": transport, "holder": fatima, "department": None, "competences": []} | change
        with pytest.raises(Refused):
            state_profile(by=cast.fatima, edition=0, today=TODAY, **given)
    assert not Profile.objects.exists()


@pytest.mark.req("MEE-15")
def test_presence_is_planned_in_a_local_steering_group_and_taken_away(town: Town) -> None:
    cast = town.cast
    given: dict[str, Any] = {"unit": cast.units["transport"], "starts_on": TODAY, "why": "Belysning"}
    group = cast.groups["steering_b"]
    row = plan_presence(by=cast.amina, group=group, meetings_a_year=2, edition=0, **given)
    with pytest.raises(SavedMeanwhile):
        plan_presence(by=cast.gustav, group=group, meetings_a_year=4, edition=0, **given)
    for change in ({"meetings_a_year": 0}, {"why": " "}, {"group": cast.groups["working_b"]}):
        changed: dict[str, Any] = {"group": group, "meetings_a_year": 2} | given | change
        with pytest.raises(Refused):
            plan_presence(by=cast.amina, edition=1, **changed)
    with pytest.raises(NotAllowed):
        drop_presence(by=cast.cecilia, presence=row)
    drop_presence(by=cast.amina, presence=row)
    assert not Presence.objects.exists()
