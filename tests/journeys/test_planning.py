"""A year of meetings planned in the browser: made, stopped, pinned, compared, agreed, in force, and planned again.

An agenda that a group has written becomes a window in an invitation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django import Settings

from samverkan.meetings.models import Meeting, Part
from samverkan.meetings.words import MeetingState
from samverkan.scheduling.models import Invitation, PlannedMeeting, Proposal, Sending, YearPlan
from samverkan.scheduling.tests.town import YEAR, furnish
from samverkan.scheduling.words import Answer, PlanState
from tests.browser import Somebody
from tests.cast import TODAY, Cast

Seating = Callable[[str], Somebody]
A_PLAN = 240_000
"""Milliseconds that a plan may take on a busy machine, the planner's first compilation counted in."""


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Let the day be the cast's, at nine, with the clock running."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=True):
        yield


@pytest.fixture(autouse=True)
def same_database(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, transactional_db: None) -> None:
    """Let the process that makes plans write in the database of the test."""
    if connection.vendor != "sqlite":
        pytest.skip("the process is pointed at SQLite's file")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    settings.DATA_DIR = tmp_path


def make(somebody: Somebody, kind: str, seconds: str) -> None:
    """Ask for a plan of a kind."""
    somebody.open(reverse("scheduling:new_plan"))
    somebody.choose("Stadsdel eller kommun", "Lindstads kommun")
    somebody.choose("År", str(YEAR))
    somebody.page.get_by_label(kind, exact=True).check()
    somebody.choose("Hur länge planeraren söker", seconds)
    somebody.press("Gör planen")


def wish(somebody: Somebody, kind: str, about: str, reason: str, **fields: str) -> None:
    """Ask something of the plan."""
    somebody.open(f"{reverse('scheduling:add_wish')}?year={YEAR}")
    somebody.page.get_by_label(kind).check()
    somebody.choose("Grupp eller funktion", about)
    for name, value in fields.items():
        somebody.page.locator(f"[name={name}]").first.fill(value)
    somebody.fill("Skäl", reason)
    somebody.press("Spara önskemålet")


def write_agenda(somebody: Somebody, group: int) -> None:
    """Write what a group deals with: an opening for all, a matter for Fatima, and the rest, moved up and down."""
    somebody.open(reverse("scheduling:cadence", args=[group]))
    somebody.click("Skriv dagordningen")
    rows = (("Trafik och belysning", "15"), ("Laget runt", "10"), ("Läget i området", "35"))
    for number, (title, minutes) in enumerate(rows, start=1):
        somebody.page.locator(f"[name=title_{number}]").fill(title)
        somebody.page.locator(f"[name=minutes_{number}]").fill(minutes)
    somebody.page.locator("fieldset", has_text="Punkt 1").first.get_by_label("Trafikkontoret").check()
    somebody.page.locator("[name=place_2]").select_option(label="Först")
    somebody.page.locator("button[value=up-2]").click()
    third = somebody.page.locator("fieldset", has_text="Punkt 3").first
    for function in ("samordnare", "kommunpolis"):
        third.get_by_label(re.compile(function, re.IGNORECASE)).check()
    somebody.looks_right()
    somebody.press("Spara dagordningen")
    assert somebody.sees("Dagordningen är sparad")


def say_yes(somebody: Somebody) -> None:
    """Say yes to all that waits for an answer."""
    somebody.open(reverse("scheduling:plans"))
    while somebody.page.locator("section[aria-labelledby=waiting] a").count():
        somebody.page.locator("section[aria-labelledby=waiting] a").first.click()
        somebody.press("Ja, boka dem")


@pytest.mark.browser
@pytest.mark.req("MEE-09", "MEE-10", "MEE-11")
@pytest.mark.django_db(transaction=True)
def test_a_year_is_planned_compared_agreed_put_in_force_and_planned_again(somebody: Seating, cast: Cast) -> None:
    furnish(cast)
    gustav, amina, cecilia = somebody("gustav"), somebody("amina"), somebody("cecilia")
    for one in (gustav, amina, cecilia):
        one.page.set_default_timeout(60_000)  # the planner is loaded the first time that something is asked of it
    gustav.open(reverse("scheduling:basis") + f"?year={YEAR}")
    gustav.looks_right()
    make(gustav, "Som i dag", "15 sekunder")
    expect(gustav.page.get_by_role("heading", name="Vad planen kräver")).to_be_visible()

    wish(
        amina,
        "Lås ett möte",
        "Beredningsgrupp Björkåsa",
        "Lägesbilden",
        number="1",
        first=f"{YEAR}-02-02",
        start="10:00",
    )
    wish(amina, "Lås ett möte", "Styrgrupp Björkåsa", "Årsbeslut", number="1", first=f"{YEAR}-02-16", start="13:00")
    assert not amina.page.get_by_text("något måste ge vika").count()
    days = {"first": f"{YEAR}-02-01", "last": f"{YEAR}-02-05"}
    wish(amina, "Spärra en tid", "Beredningsgrupp Björkåsa", "Utbildningsvecka", **days)
    expect(amina.page.get_by_text("något måste ge vika")).to_contain_text("Utbildningsvecka")
    amina.looks_right()

    make(gustav, "Samordnad", "15 sekunder")
    expect(gustav.page.get_by_role("heading", name="Det som inte går att uppfylla")).to_be_visible(timeout=A_PLAN)
    expect(gustav.page.get_by_role("main")).to_contain_text("Utbildningsvecka")
    gustav.looks_right()
    amina.page.locator("tr", has_text="Utbildningsvecka").get_by_role("button").click()

    make(gustav, "Samordnad", "Fem minuter")
    expect(gustav.page.get_by_role("heading", name="Planen görs")).to_be_visible()
    expect(gustav.page.get_by_text("Planen kostar nu")).to_be_visible(timeout=A_PLAN)
    gustav.press("Stoppa och behåll den bästa hittills")
    expect(gustav.page.get_by_role("heading", name="Vad planen kräver")).to_be_visible(timeout=A_PLAN)
    gustav.looks_right()
    write_agenda(amina, cast.groups["prep_b"].pk)
    make(gustav, "Samordnad, med närvaro där det behövs", "15 sekunder")
    expect(gustav.page.get_by_role("heading", name="Vad planen kräver")).to_be_visible(timeout=A_PLAN)
    made = gustav.page.url
    assert gustav.sees("1 grupp har skrivit sin dagordning")
    gustav.click("Året som lista och årshjul")
    gustav.click("Björkåsa stadsdelsförvaltning")
    expect(gustav.page.locator(".entry")).to_have_count(6 + 2 + 8)
    gustav.looks_right()
    gustav.open(f"{reverse('scheduling:compare')}?year={YEAR}")
    for fold in gustav.page.locator("details.org").all():
        fold.locator("summary").click()
    expect(gustav.page.get_by_role("rowheader", name=re.compile("Trafikkontoret"))).not_to_have_count(0)
    assert gustav.page.locator("thead").first.locator("th").count() == 4
    gustav.looks_right()

    gustav.page.goto(made)
    gustav.press("Föreslå för grupperna")
    gustav.press("Sätt i kraft")
    assert gustav.sees("Grupper som inte har svarat än: 5")
    for leader in (amina, cecilia, gustav):
        say_yes(leader)
    assert not Proposal.objects.exclude(answer=Answer.YES).exists()
    gustav.page.goto(made)
    gustav.press("Sätt i kraft")
    plan = YearPlan.objects.get(state=PlanState.IN_FORCE)
    assert {row.meeting.starts_at.date() for row in PlannedMeeting.objects.all()} == {
        date.fromisoformat(row["date"]) for row in plan.schedule["meetings"]
    }
    amina.open(reverse("scheduling:my_calendar"))
    with amina.page.expect_download() as download:
        amina.page.get_by_role("link", name="Kalenderfil med inbjudningar och ändringar").click()
    file = Path(download.value.path()).read_text()
    assert "METHOD:REQUEST" in file
    assert file.count("BEGIN:VEVENT") == 6 + 8
    amina.looks_right()
    fatima = somebody("fatima")
    own = Part.objects.filter(holder=cast.users["fatima"], meeting__group=cast.groups["prep_b"]).order_by("pk")[0]
    invitation = Invitation.objects.get(meeting=own.meeting, recipient=cast.users["fatima"])
    assert invitation.ends_at - invitation.starts_at == timedelta(minutes=25)
    fatima.open(reverse("meetings:meeting", args=[own.meeting_id]))
    expect(fatima.page.get_by_text("Du behövs")).to_be_visible()
    expect(fatima.page.locator(".agenda__item").first).to_contain_text("Laget runt")
    fatima.looks_right()

    ill = PlannedMeeting.objects.filter(group=cast.groups["prep_b"]).order_by("meeting__starts_at")[2].meeting
    before = set(Sending.objects.values_list("pk", flat=True))
    amina.open(reverse("scheduling:holder", args=[cast.users["amina"].pk]))
    amina.unfold("Notera frånvaro")
    for name in ("away-first", "away-last"):
        amina.page.locator(f"[name={name}]").fill(ill.starts_at.date().isoformat())
    amina.press("Notera frånvaron")
    gustav.page.goto(made)
    gustav.press("Planera om efter en ändring")
    expect(gustav.page.get_by_role("main")).to_contain_text("är borta eller upptagen då")
    gustav.looks_right()
    again = gustav.page.url
    gustav.press("Föreslå för grupperna")
    for leader in (amina, cecilia, gustav):
        say_yes(leader)
    gustav.page.goto(again)
    gustav.press("Sätt i kraft")
    changed = YearPlan.objects.get(state=PlanState.IN_FORCE)
    told = {(sending.recipient_id, len(sending.events)) for sending in Sending.objects.exclude(pk__in=before)}
    assert 0 < len(told) <= 4
    assert sum(count for _, count in told) <= 3 * len(changed.changes)
    assert any(change["moved"] for change in changed.changes)
    assert all("away" in change["reason"][0] for change in changed.changes if change["moved"])

    amina.open(reverse("scheduling:find"))
    for box in amina.page.locator("details.functions summary").all():
        box.click()
    for name in ("Kommunpolis", "Projektledare"):
        amina.page.get_by_label(re.compile(name)).first.check()
    amina.press("Hitta tider")
    amina.looks_right()
    amina.choose("Boka det som ett möte i", "Beredningsgrupp Björkåsa")
    amina.page.locator("[name=title]").fill("Extra möte om torget")
    amina.press("Boka och bjud in")
    extra = Meeting.objects.get(title="Extra möte om torget")
    assert extra.state == MeetingState.BOOKED
    assert set(Sending.objects.latest("pk").events[0]) >= {"uid", "sequence"}
