"""The pages: what they say, the deeds done through them, how often they ask the database, and how they look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import Meeting
from samverkan.meetings.queries import closed_days
from samverkan.meetings.rules import dates_of
from samverkan.meetings.words import Cadence
from samverkan.working_groups.models import Appointment
from samverkan.workload.models import Basis, Competence, Department, Effort, Journey, Need, Presence, Profile
from samverkan.workload.tests.town import SOURCE, Town
from tests.browser import Somebody
from tests.cast import START, TODAY, Cast
from tests.country import Country
from tests.red_thread import an_area

ClientOf = Callable[[str], Client]
Somebodies = Callable[[str], Somebody]


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    """Return the text of a page."""
    answer = client.get(reverse(f"workload:{name}", args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client: Client, address: str, /, *args: Any, **values: Any) -> Any:
    """Send a form, and return the answer."""
    return client.post(reverse(f"workload:{address}", args=args), values)


@pytest.mark.req("MEE-11")
def test_the_central_group_states_what_time_is_counted_with_on_the_pages(town: Town, client_of: ClientOf) -> None:
    gustav, key = client_of("gustav"), town.cast.units["town"].pk
    stated = {"source": SOURCE, "stated_on": "2026-03-01"}
    answer = send(gustav, "state_basis", key, fte_hours=1650, week_hours=12, break_minutes=10, edition=0, **stated)
    assert answer.status_code == 302
    answer = send(gustav, "state_effort", key, "working", before_minutes=60, after_minutes=45, edition=0, **stated)
    assert answer.status_code == 302
    units = town.cast.units
    way = {"from_unit": units["transport"].pk, "to_unit": units["bjorkasa"].pk, "minutes": 25}
    assert send(gustav, "state_journey", key, **way, **stated).status_code == 302
    assert (Basis.objects.get().fte_hours, Effort.objects.get().minutes, Journey.objects.get().minutes) == (
        1650,
        105,
        25,
    )
    shown = page(gustav, "basis")
    assert "1650" in shown
    assert SOURCE in shown
    assert SOURCE in page(gustav, "list")


def test_what_two_wrote_at_once_is_shown_beside_each_other(town: Town, client_of: ClientOf) -> None:
    key = town.cast.units["town"].pk
    given = {"week_hours": 15, "break_minutes": 15, "source": SOURCE, "stated_on": "2026-03-01"}
    send(client_of("gustav"), "state_basis", key, fte_hours=1700, edition=0, **given)
    answer = send(client_of("gustav"), "state_basis", key, fte_hours=1600, edition=0, **given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "1600" in shown
    assert "1700" in shown
    assert Basis.objects.get().fte_hours == 1700


@pytest.mark.req("MEE-12")
def test_groups_are_counted_over_time_and_posts_by_year(town: Town, client_of: ClientOf) -> None:
    Group.objects.create(name="Ny grupp", kind="working", unit=town.cast.units["bjorkasa"], valid_from=date(2026, 2, 1))
    town.state_efforts()
    shown = page(client_of("gustav"), "growth")
    assert "9 grupper i dag, varav 3 arbetsgrupper; 8 den 10\u00a0mars\u00a02025." in shown
    assert "2026, kvartal 2" in shown
    assert "Trafikkontoret" in shown


@pytest.mark.req("ORG-33")
def test_a_districts_staffing_is_shown_by_department_group_and_need(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    bjorkasa = cast.units["bjorkasa"]
    town.state_efforts()
    social = Department.objects.create(unit=bjorkasa, name="Socialtjänst", valid_from=START)
    Profile.objects.create(unit=bjorkasa, holder=cast.users["amina"], department=social)
    lighting = Competence.objects.create(municipality=cast.units["town"], name="Belysning")
    Need.objects.create(group=cast.groups["prep_b"], competence=lighting)
    town.seat(cast.groups["prep_b"], "bjorkasa", None)
    town.meeting(cast.groups["prep_b"], date(2026, 5, 5), 9, minutes=60)
    shown = page(client_of("amina"), "staffing")
    assert "Vem bemannar vad 2027" in shown
    assert "Socialtjänst" in shown
    assert "Ingen: platsen är vakant" in shown
    assert "Belysning" in shown
    assert "Lika många som i år" in shown
    assert "Granvik" not in shown[shown.index("<main") :]


@pytest.mark.req("MEE-13", "MEE-14")
def test_a_group_shows_what_it_lacks_until_a_function_brings_it(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    group, transport, fatima = cast.groups["working_b"], cast.units["transport"], cast.users["fatima"]
    gustav = client_of("gustav")
    assert "Listan över kompetenser är tom" in page(gustav, "needs")
    send(gustav, "add_competence", name="Belysning")
    lighting = Competence.objects.get()
    send(client_of("amina"), "state_need", group.pk, competence=lighting.pk, seats=1, why="Mörkt", edition=0)
    assert "En kompetens som behövs saknas" in page(client_of("amina"), "needs")
    shown = page(client_of("amina"), "group_needs", group.pk)
    assert "1 plats med kompetens som behövs saknas." in shown
    answer = send(client_of("fatima"), "state_profile", transport.pk, fatima.pk, competences=[lighting.pk], edition=0)
    assert answer.status_code == 302
    assert "De som har platser täcker alla angivna behov." in page(client_of("amina"), "group_needs", group.pk)
    need = Need.objects.get()
    send(client_of("amina"), "change_need", need.pk, seats=2, why="", edition=1)
    assert "1 plats med kompetens som behövs saknas." in page(client_of("amina"), "group_needs", group.pk)
    send(client_of("amina"), "drop_need", need.pk)
    assert not Need.objects.exists()


def test_what_others_in_the_group_bring_counts_for_every_reader(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    group, bjorkasa = cast.groups["working_b"], cast.units["bjorkasa"]
    town.seat(group, "bjorkasa", "amina")
    school = Competence.objects.create(municipality=cast.units["town"], name="Skola")
    Need.objects.create(group=group, competence=school)
    Profile.objects.create(unit=bjorkasa, holder=cast.users["amina"]).competences.add(school)
    for name in ("fatima", "amina", "gustav"):
        assert "En kompetens som behövs saknas" not in page(client_of(name), "needs")
        assert "De som har platser täcker alla angivna behov." in page(client_of(name), "group_needs", group.pk)


@pytest.mark.req("MEE-14")
def test_a_group_whose_members_are_booked_twice_or_that_has_no_meeting_gives_a_sign(
    town: Town, client_of: ClientOf
) -> None:
    Meeting.objects.filter(group=town.cast.groups["steering_b"]).delete()
    shown = page(client_of("gustav"), "needs")
    assert "Ledamöter är bokade på annat håll samtidigt" in shown
    assert "Inga möten är bokade" in shown


@pytest.mark.req("MEE-15")
def test_presence_in_steering_groups_is_planned_and_costed(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    town.state_efforts()
    steering, transport = cast.groups["steering_b"], cast.units["transport"]
    town.meeting(steering, date(2026, 4, 1), 13, minutes=120)
    assert "Deltar inte" in page(client_of("amina"), "presence")
    values = {"meetings_a_year": 3, "starts_on": "2026-04-01", "why": "Belysning", "edition": 0}
    assert send(client_of("amina"), "plan_presence", steering.pk, transport.pk, **values).status_code == 302
    shown = page(client_of("amina"), "presence")
    assert "3 möten om året" in shown
    assert ">12<" in shown  # three meetings of two hours and two hours around each
    send(client_of("amina"), "drop_presence", Presence.objects.get().pk)
    assert "3 möten om året" not in page(client_of("amina"), "presence")


@pytest.mark.req("MEE-16")
def test_working_groups_with_the_same_members_and_subject_are_shown(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    twin = Group.objects.create(
        name="Arbetsgrupp handel", kind="working", unit=cast.units["bjorkasa"], valid_from=START
    )
    town.seat(cast.groups["working_b"], "bjorkasa", "amina")
    for holder, unit in (("amina", "bjorkasa"), ("fatima", "transport")):
        town.seat(twin, unit, holder)
    assert "Samma ledamöter" in page(client_of("amina"), "alike")
    for group in (twin, cast.groups["working_b"]):
        Appointment.objects.create(
            unit=cast.units["bjorkasa"],
            preparation_group=cast.groups["prep_b"],
            name=group.name,
            task="Torget",
            area=an_area(cast),
            focus="Torget",
            is_permanent=True,
            forums_considered="Inga",
            proposed_on=TODAY,
        )
    shown = page(client_of("amina"), "alike")
    assert "Inga två grupper har både ledamöter och ämne gemensamt." in shown, "no decision, hence no area yet"
    town.meeting(twin, date(2026, 4, 2), 9)
    Group.objects.filter(pk=twin.pk).update(name="Arbetsgrupp Björkåsa torghandel")
    Group.objects.filter(pk=cast.groups["working_b"].pk).update(name="Arbetsgrupp torghandel")
    assert "1 par har samma ledamöter och samma ämne." in page(client_of("amina"), "alike")


@pytest.mark.req("MEE-14")
def test_one_more_group_is_costed_before_anybody_is_asked(town: Town, client_of: ClientOf) -> None:
    cast = town.cast
    town.state_efforts()
    bjorkasa, transport = cast.units["bjorkasa"], cast.units["transport"]
    before = (Group.objects.count(), Seat.objects.count(), Meeting.objects.count())
    start = page(client_of("amina"), "one_more", query=f"?var={bjorkasa.pk}")
    assert "Trafikkontoret: Projektledare" in start
    asked = (
        f"?var={bjorkasa.pk}&slag=working&takt=weekly&veckodag=1&tid=09:30&minuter=60&fran=2026-03-17"
        f"&funktioner={transport.pk}-{cast.users['fatima'].pk}&nya={bjorkasa.pk}"
    )
    shown = page(client_of("amina"), "one_more", query=asked)
    meetings = re.search(r"(\d+) möten på ett år", shown)
    assert meetings
    first, last = date(2026, 3, 17), date(2027, 3, 16)
    assert int(meetings[1]) == len(dates_of(Cadence.WEEKLY, 1, first, last, closed_days(first, last)))
    assert "skulle gå från" in shown
    assert ">2<" in shown  # the first Tuesday collides with both meetings of that day
    assert (Group.objects.count(), Seat.objects.count(), Meeting.objects.count()) == before
    refused = client_of("amina").get(reverse("workload:one_more") + f"?var={bjorkasa.pk}&slag=working&takt=weekly")
    assert refused.status_code == 422


def test_an_empty_city_says_what_to_do(cast: Cast, client_of: ClientOf) -> None:
    gustav = client_of("gustav")
    assert "Boka gruppernas möten" in page(gustav, "list")
    assert "Inga krockar" in page(gustav, "collisions")
    assert "Inga restider angivna" in page(gustav, "basis")
    assert "Inga kompetenser ännu" in page(gustav, "competences")
    assert "Ingen kommun är öppen för dig" in page(client_of("nils"), "list")


LISTS = ("list", "collisions", "growth", "staffing", "needs", "presence", "alike", "competences", "basis")


def test_every_page_asks_as_many_questions_in_a_large_town_as_in_a_small(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    country = Country(cast)
    bjorkasa, transport = cast.units["bjorkasa"], cast.units["transport"]
    asked = f"?var={bjorkasa.pk}&slag=working&takt=monthly&veckodag=1&tid=09:00&minuter=60&fran=2026-03-17"
    visits: list[tuple[str, tuple[int, ...], str]] = [
        *((name, (), "") for name in LISTS),
        ("organisation", (bjorkasa.pk,), ""),
        ("function", (bjorkasa.pk, cast.users["amina"].pk), ""),
        ("group_needs", (cast.groups["steering_b"].pk,), ""),
        ("one_more", (), f"{asked}&nya={transport.pk}"),
    ]
    counts: dict[tuple[str, str], list[int]] = {}
    for size in (1, 11):
        country.grow(size)
        for name, args, query in visits:
            for person in ("gustav", "amina"):
                with django_assert_max_num_queries(48) as questions:
                    page(client_of(person), name, *args, query=query)
                counts.setdefault((name, person), []).append(len(questions))
    assert not {visit: found for visit, found in counts.items() if len(set(found)) > 1}


@pytest.mark.browser
@pytest.mark.req("CRO-05")
def test_the_pages_look_right_to_axe_and_on_a_phone(town: Town, somebody: Somebodies) -> None:
    cast = town.cast
    units, groups = cast.units, cast.groups
    town.state_efforts()
    town.state_journey("transport", "bjorkasa", 30)
    lighting = Competence.objects.create(municipality=units["town"], name="Belysning")
    Need.objects.create(group=groups["working_b"], competence=lighting)
    Presence.objects.create(
        group=groups["steering_b"], unit=units["transport"], starts_on=TODAY, meetings_a_year=2, why="Belysning"
    )
    fatima = (units["transport"].pk, cast.users["fatima"].pk)
    asked = (
        f"?var={units['bjorkasa'].pk}&slag=working&takt=monthly&veckodag=1&tid=09:00&minuter=60&fran=2026-03-17"
        f"&funktioner={fatima[0]}-{fatima[1]}"
    )
    gustav, faults = somebody("gustav"), []
    for name, args, query in (
        *((name, (), "") for name in LISTS),
        ("organisation", fatima[:1], ""),
        ("function", fatima, ""),
        ("group_needs", (groups["working_b"].pk,), ""),
        ("one_more", (), asked),
        ("state_basis", (units["town"].pk,), ""),
        ("state_profile", fatima, ""),
        ("state_need", (groups["working_b"].pk,), ""),
        ("plan_presence", (groups["steering_g"].pk, units["transport"].pk), ""),
    ):
        gustav.open(reverse(f"workload:{name}", args=args) + query)
        try:
            gustav.looks_right()
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)
