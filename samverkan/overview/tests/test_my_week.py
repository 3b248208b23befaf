"""The start page of each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.accounts.models import User
from samverkan.agreements.models import Amendment, AnnexVersion, KeptTerm
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind
from samverkan.notices.models import Notice
from samverkan.overview.pages import A_SECTION
from samverkan.overview.tests.furnish import agreement, furnish, meeting
from tests.cast import TODAY, Cast

EVERYBODY_WITH_WORK = ("amina", "bertil", "cecilia", "doris", "erik", "fatima", "gustav", "hanna", "ivar", "nils")


@pytest.fixture(autouse=True)
def on_a_tuesday_morning() -> Iterator[None]:
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def week_of(cast: Cast, client_of: Callable[[str], Client]) -> Callable[..., Any]:
    """Return a function that gives somebody's page."""

    def page(person: str, **query: str) -> Any:
        return client_of(person).get(reverse("overview:my_week"), query).context["page"]

    return page


def rows(page: Any, key: str) -> list[tuple[str, str, str]]:
    """Return a section's rows as what, title and when; nothing where there is no such section."""
    found = [section for section in page.sections if section.key == key]
    return [(row.what, row.title, row.when.replace("\u00a0", " ")) for section in found for row in section.rows]


def keys(page: Any) -> list[str]:
    return [section.key for section in page.sections]


@pytest.mark.req("CRO-12")
def test_the_coordinator_sees_what_is_late_due_stale_and_waiting(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    page = week_of("amina")
    assert page.week == "Vecka 11, 9–15 mars 2026"
    assert rows(page, "now") == [
        ("Avsluta eller ställ in mötet", "Beredningsgruppens möte", "6 dagar sent"),
        ("Genomför beslutet", "200/2026 Trygghetsvandring i april", "3 dagar sent"),
        ("Gör det du åtagit dig", "Ta fram underlag om torget", "torsdag"),
        ("Låt nästa möte justera protokollet", "Beredningsgruppens möte", "torsdag"),
        ("Håll veckoavstämningen", "Björkåsa stadsdelsförvaltning", "fredag"),
    ]
    assert rows(page, "coming") == [
        ("Kalla till mötet", "Styrgruppens möte", "18 mar 2026"),
        ("Ta upp ärendet på en dagordning", "Belysning vid gångtunneln", "22 mar 2026"),
        ("Anteckna beslutet som kommit tillbaka", "300/2026 Samverkan med skolorna", ""),
        ("Ta upp ärendet på en dagordning", "Cykelvägen över torget", ""),
        ("Ta upp ärendet på en dagordning", "Ordningsvakter på torget", ""),
    ]
    assert rows(page, "stale") == [
        ("Förnya bilagan", "Lokal lägesbild", "18 dagar sent"),
        ("Ta fram bilagan", "Åtgärdsplan", ""),
    ]
    assert [title for _, title, _ in rows(page, "unreceived")] == [
        "Polisen flyttar två områdespoliser till Granvik under våren."
    ]
    assert page.may_inform
    assert [(day.number, [entry.title for entry in day.entries]) for day in page.days if day.entries] == [
        ("11", ["Arbetsgruppen för torget"]),
        ("12", ["Beredningsgruppens möte"]),
    ]
    assert [meeting.when for meeting in page.next_meetings] == ["onsdag 18 mars"]


def test_the_decision_maker_sees_what_awaits_a_decision_and_a_receipt(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    page = week_of("doris")
    assert rows(page, "decide") == [("Besluta", "Ny lägesbild för Björkåsa", "18 mar 2026")]
    assert rows(page, "notices")[0][0] == "Bekräfta mottagande"
    assert rows(page, "unreceived") == []


def test_another_district_sees_nothing_of_it(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    page = week_of("cecilia")
    every = [row for section in page.sections for row in section.rows]
    assert [(row.what, row.title) for row in every] == [
        ("Ta upp ärendet på en dagordning", "Granviks ärende"),
        ("Kalla till mötet", "Granviks beredning"),
        ("Håll veckoavstämningen", "Granviks stadsdelsförvaltning"),
    ]
    assert page.groups[0][0] == "Beredningsgrupp Granvik"


def test_the_specialist_sees_own_undertakings_and_meetings_only(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    page = week_of("fatima")
    assert rows(page, "now") == [("Gör det du åtagit dig", "Mät trafiken vid torget", "torsdag")]
    assert rows(page, "coming") == [("Väntar i din grupp", "Cykelvägen över torget", "")]
    assert keys(page) == ["now", "coming"]
    assert [entry.title for day in page.days for entry in day.entries] == ["Arbetsgruppen för torget"]
    assert not page.may_inform


def test_the_central_group_sees_the_districts_and_annexes_that_nobody_has_received(
    cast: Cast, week_of: Callable[..., Any]
) -> None:
    furnish(cast)
    page = week_of("gustav")
    assert rows(page, "annexes") == [("Väntar på Ivar Gran", "Lokal lägesbild", "sedan i dag")]
    (district,) = rows(page, "districts")
    assert district[1:] == ("Björkåsa stadsdelsförvaltning", "18 dagar sent")
    assert rows(page, "notices")[0][:2] == ("Bekräfta mottagande", "Ny lägesbild för Björkåsa")


def test_the_elected_see_agreements_decisions_and_approved_minutes(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    page = week_of("hanna")
    assert keys(page) == ["notices", "board", "decided", "agreements", "decisions", "minutes"]
    assert [title for _, title, _ in rows(page, "minutes")] == ["Beredningsgruppens möte"]
    assert len(rows(page, "decisions")) == 3
    assert page.is_insight


def test_the_administrator_sees_the_system(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    Notice.objects.filter(pk=Notice.objects.earliest("pk").pk).update(mail_error="550", mail_attempts=6)
    page = week_of("ivar")
    assert keys(page) == ["notices", "system"]
    assert [title for _, title, _ in rows(page, "system")] == [
        "Kontrollera hela spåret",
        "Brev som inte kunde skickas",
        "Nils Utan",
    ]


def test_who_has_no_post_is_told_what_to_do(client_of: Callable[[str], Client]) -> None:
    text = client_of("nils").get(reverse("overview:my_week")).content.decode()
    assert "Du har ingen befattning ännu" in text


def test_an_empty_week_says_that_it_is_empty(week_of: Callable[..., Any]) -> None:
    page = week_of("doris")
    assert [(section.key, section.rows) for section in page.sections] == [("now", ()), ("decide", ())]
    assert page.sections[0].empty == "Inget är försenat och inget ska vara klart den här veckan."


def test_a_long_list_shows_its_first_rows_and_all_when_asked(cast: Cast, week_of: Callable[..., Any]) -> None:
    for days in range(12):  # and the weekly check-in
        meeting(cast, "prep_b", f"Möte {days}", TODAY - timedelta(days=days + 1), 9, "booked")
    (now,) = [section for section in week_of("amina").sections if section.key == "now"]
    assert (len(now.rows), now.hidden, now.all_text) == (A_SECTION, 13 - A_SECTION, "Visa alla 13")
    (now,) = [section for section in week_of("amina", show="all").sections if section.key == "now"]
    assert (len(now.rows), now.hidden) == (13, 0)


def test_a_receipt_is_given_in_one_click_from_the_start_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    furnish(cast)
    notice = Notice.objects.get(recipient=cast.users["gustav"])
    client = client_of("gustav")
    assert reverse("notices:give_receipt", args=[notice.pk]) in client.get(reverse("overview:my_week")).content.decode()
    answer = client.post(reverse("notices:give_receipt", args=[notice.pk]), {"next": "/"}, follow=True)
    assert rows(answer.context["page"], "notices") == []


def test_each_row_leads_somewhere(cast: Cast, week_of: Callable[..., Any]) -> None:
    furnish(cast)
    for person in EVERYBODY_WITH_WORK:
        for section in week_of(person).sections:
            for row in section.rows:
                assert row.address.startswith("/"), (person, row)


def test_the_page_is_whole_in_english(cast: Cast, client_of: Callable[[str], Client]) -> None:
    furnish(cast)
    User.objects.filter(pk=cast.users["amina"].pk).update(language="en")
    client = client_of("amina")
    client.cookies["django_language"] = "en"
    page = client.get(reverse("overview:my_week")).context["page"]
    assert page.week == "Week 11, 9–15 March 2026"
    assert page.sections[0].title == "To do"


@pytest.mark.parametrize("person", ["amina", "doris", "gustav", "hanna", "ivar"])
def test_the_page_asks_as_many_questions_for_a_full_week_as_for_a_thin_one(
    cast: Cast, client_of: Callable[[str], Client], person: str
) -> None:
    client = client_of(person)
    counts = []
    for times in (1, 3):
        furnish_again(cast, times)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("overview:my_week"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 45


def furnish_again(cast: Cast, times: int) -> None:
    """Add so many weeks to what is already there."""
    for number in range(times):
        furnish(cast, times * 10 + number)


def test_what_has_been_begun_and_not_finished_waits_for_the_coordinator(
    cast: Cast, week_of: Callable[..., Any]
) -> None:
    version = agreement(cast, 0)
    for number, state in ((2, "draft"), (3, "signing"), (4, "submitted")):
        AnnexVersion.objects.create(
            annex=version.annex, number=number, state=state, created_at=version.created_at, needs_decision=True
        )
    for state in ("draft", "signing", "signed"):
        Amendment.objects.create(
            agreement=version.annex.agreement,
            base=version.annex.agreement.versions.get(),
            title=f"Ändring {state}",
            reason="r",
            text="t",
            in_force_from=TODAY,
            state=state,
            created_at=version.created_at,
        )
    assert [row[:2] for row in rows(week_of("amina"), "coming")] == [
        ("Se till att båda parter skriver under", "Lokal lägesbild"),
        ("Se till att båda parter skriver under", "Ändring signing"),
        ("Gör klart utkastet och lämna in det", "Lokal lägesbild"),
        ("Gör klart ändringen och skicka den för underskrift", "Ändring draft"),
    ]
    assert rows(week_of("cecilia"), "coming") == []


@pytest.mark.req("AGR-18")
def test_a_decided_annex_that_nobody_was_told_of_is_to_be_notified(cast: Cast, week_of: Callable[..., Any]) -> None:
    version = agreement(cast, 0)
    row = ("Meddela gruppen om bilagan", "Lokal lägesbild")
    assert row not in [found[:2] for found in rows_of(week_of("amina"))]
    wording = version.annex.agreement.versions.get()
    parameters = {"annexes": [AnnexKind.SITUATION_PICTURE], "decided_by": "local_steering"}
    term = KeptTerm.objects.create(
        version=wording, key="picture.update", kind=TermKind.ANNEX_UPDATE, clause="Ändringar", parameters=parameters
    )
    assert row not in [found[:2] for found in rows_of(week_of("amina"))]
    term.parameters = parameters | {"notify": "overall_preparation"}
    term.save()
    assert row in [found[:2] for found in rows_of(week_of("amina"))]
    assert row not in [found[:2] for found in rows_of(week_of("cecilia"))]


@pytest.mark.req("ORG-20")
def test_a_working_group_about_to_end_is_shown_to_those_who_run_it(cast: Cast, week_of: Callable[..., Any]) -> None:
    group = cast.groups["working_b"]
    row = ("Gå igenom vad som återstår: arbetsgruppen upphör", group.name)
    group.valid_until = TODAY + timedelta(days=60)
    group.save()
    assert row not in [found[:2] for found in rows_of(week_of("amina"))]
    group.valid_until = TODAY + timedelta(days=11)
    group.save()
    assert (*row, "20 mar 2026") in rows_of(week_of("amina"))
    assert row not in [found[:2] for found in rows_of(week_of("cecilia"))]


def rows_of(page: Any) -> list[tuple[str, str, str]]:
    """Return every row of the page as what, title and when."""
    return [row for key in keys(page) for row in rows(page, key)]


def test_minutes_that_a_later_week_approves_take_no_room(cast: Cast, week_of: Callable[..., Any]) -> None:
    meeting(cast, "prep_b", "Beredningsgruppens möte", TODAY - timedelta(days=20), 9, "held")
    row = ("Låt nästa möte justera protokollet", "Beredningsgruppens möte", "")
    assert row in rows_of(week_of("amina"))
    meeting(cast, "prep_b", "Nästa möte", TODAY + timedelta(days=20), 9, "convened")
    assert row[:2] not in [found[:2] for found in rows_of(week_of("amina"))]
