"""A consultation from the first question to the council, played through in real browsers by four roles.

The city sends a renewed agreement out. The secretary of a board writes the answer and enters the decision, an
elected representative of the board dissents, and a company that the city's group asks in turn answers on a phone by a
link, without an account. The city works the answers, changes a wording, compiles the report and follows it to the
council. Everything is done through the pages, by their Swedish names; every kind of page that somebody passes is looked
at by axe and at three widths.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import docx
import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from samverkan.agreements.models import Agreement
from samverkan.audit.services import verify_trail
from samverkan.consultations.models import Answer, Case, Link, Remark, Round, Section
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.rules.report import findings
from samverkan.consultations.words import AnswerState, ChainLevel
from samverkan.site.town.groups import build_groups
from samverkan.site.town.structure import build_structure
from tests.browser import Citizen

ROLES = {
    "central": "sender",
    "samordnare.skarholmen": "body",
    "samordnare.farsta": "body",
    "stadshus": "body",
    "namnd.skarholmen": "politician",
    "guest": "company",
}
LOOKED_AT = ((1280, 900), (375, 740))
NARROWEST = 320
TITLE = "Förnyad överenskommelse om samverkan"
BOARD, SECOND, GROUP, COMPANY = (
    "Skärholmens stadsdelsnämnd",
    "Farsta stadsdelsnämnd",
    "Stockholms Stadshus AB",
    "Markbolaget Linden AB",
)
DRAFT = """1. Syfte

Parterna ska förebygga brott och öka tryggheten tillsammans.

2. Områden

De områden som parterna har valt framgår av bilaga 2.

3. Uppföljning

Arbetet följs upp varje år. Det redovisas enligt en handlingsplan.
"""
AREAS = """Otrygga platser

Färre ska undvika platser nära hemmet.
"""
VIEWS = """Förvaltningen är positiv till förslaget.

Förvaltningen önskar att uppföljningen får en tidpunkt."""
SECOND_VIEWS = "Förvaltningen ställer sig bakom förslaget men saknar ett område om brott mot äldre."
DISSENT = "Vi saknar de brott som drabbar små företagare och vill att de blir ett eget område."
WISH = "Bolaget önskar en fast kontaktväg till kommunpolisen."
REPLY = "Uppföljningen får en tidpunkt i det slutliga förslaget."
UPPER_DISSENT = "Målen bör kunna mätas innan överenskommelsen börjar gälla."


class Walker(Citizen):
    """A person whose every new kind of page is looked at: axe at two widths, no sideways scrolling at three."""

    def __init__(self, context: BrowserContext, address: str, name: str, seen: set[tuple[str, str]]) -> None:
        super().__init__(context, address, name)
        self.seen = seen
        self.size = context.pages[0].viewport_size or {"width": 1280, "height": 900}
        self.faults: list[str] = []

    def open(self, path: str) -> None:
        """Go to a path and look at the page."""
        super().open(path)
        self.look()

    def click(self, text: str, *, role: str = "link", exact: bool = False) -> None:
        """Click and look at the page one comes to."""
        super().click(text, role=role, exact=exact)
        self.look()

    def look(self) -> None:
        """Look at the page, once for each kind of page and role."""
        if os.environ.get("FAST"):
            return
        kind = (ROLES[self.name], resolve(urlsplit(self.page.url).path).view_name)
        if kind in self.seen:
            return
        self.seen.add(kind)
        for width, height in LOOKED_AT:
            self.page.set_viewport_size({"width": width, "height": height})
            self.faults += [f"{kind} {width}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in self.violations()]
            self.stays_in(width, kind)
        self.page.set_viewport_size({"width": NARROWEST, "height": 720})
        self.stays_in(NARROWEST, kind)
        self.page.set_viewport_size(self.size)

    def violations(self) -> list[dict[str, Any]]:
        """Return what axe finds on the page; only what breaks its rules is told, which is quicker."""
        options = {"resultTypes": ["violations"]}
        if not self.page.evaluate("'axe' in window"):
            return list(Axe().run(self.page, options=options).response["violations"])
        return list(self.page.evaluate("options => axe.run(document, options)", options)["violations"])

    def _hear(self, message: ConsoleMessage) -> None:
        if "status of 422" not in message.text:  # a form that was refused is an answer, not a fault
            super()._hear(message)

    def stays_in(self, width: int, kind: tuple[str, str]) -> None:
        """Note a page that scrolls sideways."""
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.faults.append(f"{kind} {width}: the page scrolls sideways")

    def download(self, text: str) -> bytes:
        """Click the link and return the file that comes."""
        self.clicks += 1
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=text).click()
        return Path(coming.value.path()).read_bytes()


@dataclass
class Hall:
    """The city's organisation on a day, and who is seated at a browser of their own."""

    address: str
    chromium: Browser
    clock: time_machine.travel
    seated: list[Walker] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def seat(self, name: str, *, is_guest: bool = False) -> Walker:
        """Return somebody at a browser; a guest has no login and holds a phone."""
        size = {"width": 375, "height": 740} if is_guest else {"width": 1280, "height": 900}
        context = self.chromium.new_context(locale="sv", viewport=size, accept_downloads=True)  # type: ignore[arg-type]
        self.contexts.append(context)
        walker = Walker(context, self.address, name, self.seen)
        if not is_guest:
            walker.log_in_anew()
        self.seated.append(walker)
        return walker

    def becomes(self, day: str) -> None:
        """Let it be nine in the morning of a later day; those with a login begin anew at their case."""
        self.clock.stop()
        self.clock = time_machine.travel(f"{day}T09:00:00+01:00", tick=True)
        self.clock.start()
        for walker in self.seated:
            if walker.name != "guest":
                walker.log_in_anew()


@pytest.fixture
def hall(chromium: Browser, live_server: LiveServer, tmp_path: Path, settings: Settings) -> Iterator[Hall]:
    """Build the demo city's organisation and nothing else."""
    settings.DEMO_LOGINS = tmp_path / "demo-logins.json"
    clock = time_machine.travel("2026-02-02T09:00:00+01:00", tick=True)
    clock.start()
    build_groups(build_structure())
    Client().get("/logga-in/")  # the addresses and templates are read before anybody waits for a page
    hall = Hall(live_server.url, chromium, clock)
    yield hall
    for context in hall.contexts:
        context.close()
    hall.clock.stop()


# Before anything is sent.


def the_city_opens_a_case(city: Walker) -> None:
    """Open the case that the report to the council will be about."""
    city.open("/")
    city.click("Remisser", exact=True)
    city.told("Inget ärende än")
    city.click("Öppna ett ärende")
    city.put_all(
        {
            "Vad ärendet gäller": TITLE,
            "Initierat av": "Stadsledningskontoret",
            "Diarienummer": "KS 2026/88",
            "Föredragande borgarråd": "Trygghetsborgarrådet",
            "Förslag till beslut": "Överenskommelsen godkänns.",
            "Ska gälla från": "2027-01-01",
        }
    )
    city.press("Öppna ärendet")
    city.told("Var ärendet är")


def districts_are_asked_early(city: Walker, secretary: Walker) -> None:
    """Ask a district before the draft is written, and write down what came of it."""
    city.click("Hämta in underlag tidigt")
    city.put_all(
        {
            "Hur": "Enkät",
            "Titel": "Enkät om den nuvarande överenskommelsen",
            "Datum": "2026-02-02",
            "Svar till och med": "2026-02-20",
            "Frågor": "Vad har ni haft nytta av?\nVad saknas?",
        }
    )
    city.tick("Skärholmens stadsdelsförvaltning")
    city.press("Spara")
    secretary.open("/")
    secretary.click("Remisser", exact=True)
    secretary.click(TITLE)
    secretary.click("Enkät om den nuvarande")
    secretary.click("Svara på frågorna")
    secretary.put_all({"Vad har ni haft nytta av?": "Lägesbilden.", "Vad saknas?": "En tidpunkt för uppföljningen."})
    secretary.press("Skicka svaren")
    secretary.told("1 av 1 har svarat")
    city.click("Skriv vad som kom ut av det")
    city.told("Vad som kom ut av det")
    city.put("Vad som kom ut av det", "Stadsdelen saknar en tidpunkt för uppföljningen.")
    city.press("Spara")
    city.told("saknar en tidpunkt")


def add_document(city: Walker, kind: str, title: str, number: str, text: str) -> None:
    """Add a document to what is sent."""
    city.click("Lägg till en handling")
    city.put_all({"Slag": kind, "Titel": title, "Bilagans nummer": number, "Text": text})
    city.press("Spara handlingen")


def the_round_is_sent_when_it_is_complete(city: Walker) -> None:
    """Prepare the round; what the draft refers to is asked for before it can be sent."""
    city.click(TITLE)
    city.click("Förbered en omgång")
    city.put_all({"Sista dag att svara": "2026-04-30", "Till dem som får frågan": "Vi vill veta vad ni tycker."})
    city.press("Förbered omgången")
    city.told("Ingen har fått frågan än")
    add_document(city, "Förslag till överenskommelse", "Förslag till överenskommelse", "", DRAFT)
    city.told("Hänvisas till, men är inte bifogat")
    add_document(city, "Bilaga till förslaget", "Områden", "2", AREAS)
    city.click("Välj vilka som får frågan")
    city.tick(BOARD, SECOND, GROUP)
    city.press("Lägg till i listan")
    city.click("Skicka omgången")
    city.press("Skicka omgången")
    city.told("Handlingarna hänvisar till handlingsplan, som inte är bifogad.")
    city.told("Detta fält måste fyllas i.")
    city.put("Varför detta inte skickas med", "Handlingsplanen skrivs när överenskommelsen är beslutad.")
    city.press("Skicka omgången")
    city.told("0 av 3")
    assert Round.objects.get().not_attached_because == {
        "handlingsplan": "Handlingsplanen skrivs när överenskommelsen är beslutad."
    }


# What the bodies do.


def to_the_answer(by: Walker, body: str) -> None:
    """Go from the start page to the body's answer."""
    by.open("/")
    by.click("Remisser", exact=True)
    by.click(body)


def the_secretary_writes_the_report(by: Walker, body: str, views: str) -> None:
    """Write what a release asks for: date and who signs, the views, and each perspective made or declined."""
    to_the_answer(by, body)
    by.click("Börja på svaret")
    by.press("Börja på svaret")
    by.click("Släpp inom instansen")
    by.press("Släpp inom instansen")
    by.told("Det finns inga synpunkter i svaret än")
    by.click("Avbryt")
    by.click("Ändra : Om tjänsteutlåtandet")
    by.put_all(
        {
            "Tjänsteutlåtandets datum": "2026-03-02",
            "Undertecknad av": "Förvaltningschef",
            "Förslag till beslut": "Nämnden godkänner tjänsteutlåtandet som svar på remissen.",
            "Hållning till förslaget": "Positiv",
        }
    )
    by.press("Spara")
    by.click("Skriv : Förvaltningens synpunkter")
    by.put("Text", views)
    by.press("Spara texten")
    by.click("Skriv : Jämställdhetsanalys")
    for more in (True, True, False):
        by.put("Eller: varför ingen analys görs", "Ärendet är en remiss.")
        by.press("Spara och skriv nästa avsnitt" if more else "Spara texten")


def a_clause_is_commented(by: Walker) -> None:
    """Comment on a clause of the draft, with the wording one wishes."""
    by.click("Förslag till överenskommelse")
    by.within(".clause", "3 Uppföljning", "Kommentera")
    by.look()
    by.tick("Önskemål")
    by.put_all(
        {"Er kommentar": "Uppföljningen behöver en tidpunkt.", "Lydelse som ni önskar": "före den 1 mars varje år"}
    )
    by.press("Spara kommentaren")


def the_representative_dissents(politician: Walker) -> None:
    """See the report first when it is released, and write a reservation with another's name and "m.fl."."""
    to_the_answer(politician, BOARD)
    politician.click("Skriv ett anförande")
    politician.put("Vilka som står bakom det", "Hedda Sundö (L)\nNils Brunnby m.fl. (M)")
    politician.put("Text", DISSENT)
    politician.press("Spara anförandet")
    politician.told("Hedda Sundö (L) och Nils Brunnby m.fl. (M)")


def the_board_decides(secretary: Walker, body: str) -> None:
    """Enter the decision of a board that met, and hand in the answer."""
    to_the_answer(secretary, body)
    secretary.click("För in beslutet")
    secretary.put_all({"Sammanträdesdag": "2026-03-20", "Hur nämnden beslutade": "Godkänner tjänsteutlåtandet som"})
    secretary.tick("Protokollet justerades omedelbart")
    secretary.put("Varför omedelbart", "Remisstiden går ut före nästa sammanträde.")
    secretary.press("Spara beslutet")
    secretary.click("Lämna in svaret")
    secretary.told("kan inte längre ändras")
    secretary.press("Lämna in svaret")
    secretary.told("Svaret är inlämnat")


def the_other_board_refers_to_the_first(other: Walker) -> None:
    """Take the other board's answer the same way; its reservation is that of the first board."""
    the_secretary_writes_the_report(other, SECOND, SECOND_VIEWS)
    other.click("Släpp inom instansen")
    other.press("Släpp inom instansen")
    other.click("Skriv ett anförande")
    other.put("Vilka som står bakom det", "Cajsa Lövhed (L)")
    other.tick("Hänvisar till en annan instans")
    other.put("Instans vars anförande det hänvisar till", BOARD)
    other.press("Spara anförandet")


def the_group_asks_a_company(group: Walker) -> str:
    """Send the referral on to a company without an account; return the link that the letter to it holds."""
    to_the_answer(group, GROUP)
    group.click("Skicka den vidare")
    group.put("Den andra instansens namn", COMPANY)
    group.press("Skicka den vidare")
    group.click("Skapa en länk")
    group.press("Skapa en länk")
    group.told("Ni behöver inget konto")
    return group.page.locator(".sheet code").inner_text()


def the_company_answers_on_a_phone(company: Walker, link: str) -> None:
    """Come in by the link, write the answer and hand it in; see nothing else."""
    company.open(urlsplit(link).path)
    company.told(COMPANY)
    company.press("Öppna svaret")
    company.click("Börja på svaret")
    company.press("Börja på svaret")
    company.click("Skriv : Synpunkter och förslag")
    company.put("Text", WISH)
    company.press("Spara texten")
    company.click("Släpp inom instansen")
    company.press("Släpp inom instansen")
    company.click("Lämna in svaret")
    company.press("Lämna in svaret")
    company.told("Svaret är inlämnat")
    other = Answer.objects.get(referral__name=BOARD).referral_id
    gone = company.page.goto(f"{company.address}/remisser/svar/{other}/")
    assert gone is not None
    assert gone.status == 404
    company.complaints.clear()  # the browser tells that it was turned away


def the_group_gathers_and_answers(group: Walker) -> None:
    """Read the company's answer under one's own, write, and hand in."""
    to_the_answer(group, GROUP)
    group.told(WISH)
    group.click("Börja på svaret")
    group.press("Börja på svaret")
    group.click("Skriv : Synpunkter och förslag")
    group.put("Text", "Koncernledningen ställer sig bakom förslaget.")
    group.press("Spara texten")
    group.click("Släpp inom instansen")
    group.press("Släpp inom instansen")
    group.click("Lämna in svaret")
    group.press("Lämna in svaret")


# What the city does with the answers.


def those_who_have_not_answered_are_reminded(city: Walker) -> None:
    """See who is missing, and remind them."""
    city.open("/")
    city.click("Remisser", exact=True)
    city.click(TITLE)
    city.click("Omgång 1")
    city.told("1 av 3")
    city.click("Påminn")
    city.press("Skicka påminnelser")
    city.told("Påminnelser")


def the_answers_are_split_and_settled(city: Walker) -> None:
    """Take the proposed views of each answer, one after the other, and settle them the same way."""
    city.click("Synpunkter", exact=True)
    city.click(f"Dela upp i synpunkter : {BOARD}")
    city.press("Ta ut dem och öppna nästa svar")
    city.press("Ta ut dem och öppna nästa svar")
    if city.page.get_by_role("button", name="Ta ut de valda").count():
        city.click("Avbryt")
    found = list(Remark.objects.order_by("number"))
    assert {one.answer.referral.name for one in found if one.answer} >= {BOARD, SECOND}
    city.click("Synpunkt 1", exact=True)
    for place, one in enumerate(found):
        city.put("Klausul", "3 Uppföljning")
        city.tick("Tillgodosedd" if "tidpunkt" in one.text else "Noterad")
        city.put("Svar till instansen", REPLY)
        city.press("Spara och öppna nästa" if place + 1 < len(found) else "Spara synpunkten")
    city.told(f"{len(found)} av {len(found)}")


def a_wording_is_changed_for_all_to_see(city: Walker, secretary: Walker) -> None:
    """Keep the old wording, the new one and why; the body sees it and what became of its views."""
    city.click("Textändringar")
    city.click("För in en ändring")
    city.put("Klausul", "Uppföljning")
    city.press("Gå vidare")
    city.put_all(
        {
            "Gammal lydelse": "Arbetet följs upp varje år.",
            "Ny lydelse": "Arbetet följs upp före den 1 mars varje år.",
            "Varför": "En nämnd önskade en tidpunkt.",
        }
    )
    city.press("För in ändringen")
    city.told("En nämnd önskade en tidpunkt.")
    secretary.open("/remisser/")
    secretary.click(TITLE)
    secretary.click("Omgång 1")
    secretary.told("En nämnd önskade en tidpunkt.")
    secretary.click(BOARD)
    secretary.told("Vad som blev av era synpunkter")
    secretary.told(REPLY)


def the_city_sees_the_whole(city: Walker) -> None:
    """See the stances of all bodies, and texts that agree."""
    city.click("Hållningar")
    city.told("Hela förslaget")
    city.click("Texter som är lika")
    city.click("Synpunkter", exact=True)
    for body in (BOARD, SECOND, GROUP):
        city.click(f"Skriv stycket : {body}")
        city.put("Stycke", f"{body} ställer sig bakom förslaget.")
        city.press("Spara stycket")


def the_chain_is_followed_to_the_council(city: Walker) -> None:
    """Enter each level with its day, its decision and its dissent."""
    city.click(TITLE)
    city.click("Skriv : Sammanfattning av ärendet")
    city.put("Text", "Överenskommelsen förnyas.")
    city.press("Spara texten")
    for level, day, decision in (
        ("Stadsledningskontoret", "2026-02-02", "Förslaget sänds på remiss."),
        ("Föredragande borgarråd", "2026-05-11", "Förslaget tillstyrks."),
        ("Borgarrådsberedningen", "2026-05-18", "Förslaget tillstyrks."),
        ("Kommunstyrelsen", "2026-05-27", "Förslaget tillstyrks."),
    ):
        city.click(level, exact=True)
        city.put_all({"Datum": day, "Beslut": decision})
        city.press("Spara ledet")
    city.click("Skriv ett anförande : Borgarrådsberedningen")
    city.put("Vilka som står bakom det", "Signe Bergåsa (M)")
    city.put("Text", UPPER_DISSENT)
    city.press("Spara anförandet")
    city.click("Skriv ett anförande : Kommunstyrelsen")
    city.put("Vilka som står bakom det", "Tilda Skogvik (M)")
    city.tick("Likalydande med ett i ett annat led")
    city.put("Likalydande med", "Borgarrådsberedningen")
    city.press("Spara anförandet")
    city.told("Likalydande med: Borgarrådsberedningen")


def the_report_is_compiled(city: Walker) -> None:
    """Take the report as a page, a Word document and a PDF, and read the same in all three."""
    city.click("Omgång 1")
    city.click("Sammanställ", exact=True)
    word = docx.Document(io.BytesIO(city.download("Word-dokument")))
    pages = PdfReader(io.BytesIO(city.download("Pdf")))
    city.click("Läs som sida")
    texts = {
        "page": city.page.locator("main").inner_text(),
        "word": "\n".join(paragraph.text for paragraph in word.paragraphs),
        "pdf": "\n".join(page.extract_text() for page in pages.pages),
    }
    for shape, text in texts.items():
        plain = " ".join(text.split())
        for said in (BOARD, SECOND, GROUP, COMPANY, WISH, "Nils Brunnby m.fl. (M)", "före den 1 mars varje år"):
            assert said in plain, f"{shape} does not say {said!r}"
        assert plain.index("Kommunstyrelsen") < plain.index(WISH), shape
        assert plain.count(DISSENT) >= 2, f"{shape}: the words referred to are shown in place"
        assert plain.count(UPPER_DISSENT) >= 1, shape
    root: Any = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"], "the PDF is tagged"
    assert word.core_properties.title
    assert any(paragraph.style and paragraph.style.name == "Heading 1" for paragraph in word.paragraphs)


def the_council_decides_and_the_agreement_is_in_force(city: Walker) -> None:
    """Enter the council's decision and put the agreement in force."""
    city.open("/remisser/")
    city.click(TITLE)
    city.click("Kommunfullmäktige", exact=True)
    city.put_all({"Datum": "2026-06-15", "Beslut": "Överenskommelsen godkänns.", "Diarienummer": "KS 2026/88"})
    city.press("Spara ledet")
    city.click("Sätt överenskommelsen i kraft")
    city.press("Sätt överenskommelsen i kraft")
    city.open("/remisser/")
    city.told("Beslutad 15 jun 2026")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.req(
    *(f"REM-{number:02}" for number in (1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25)),
    "REM-26",
    "REM-28",
    "REM-33",
    "REM-34",
    "PRI-16",
    "DEC-12",
)
def test_a_draft_goes_from_the_first_question_to_the_council(hall: Hall) -> None:
    city, secretary = hall.seat("central"), hall.seat("samordnare.skarholmen")
    politician, group, other = hall.seat("namnd.skarholmen"), hall.seat("stadshus"), hall.seat("samordnare.farsta")

    the_city_opens_a_case(city)
    districts_are_asked_early(city, secretary)
    the_round_is_sent_when_it_is_complete(city)

    hall.becomes("2026-03-02")
    the_secretary_writes_the_report(secretary, BOARD, VIEWS)
    a_clause_is_commented(secretary)
    secretary.click("Släpp inom instansen")
    secretary.press("Släpp inom instansen")
    the_representative_dissents(politician)
    company = hall.seat("guest", is_guest=True)
    link = the_group_asks_a_company(group)
    the_company_answers_on_a_phone(company, link)
    the_other_board_refers_to_the_first(other)

    hall.becomes("2026-04-20")
    the_board_decides(secretary, BOARD)
    those_who_have_not_answered_are_reminded(city)
    the_board_decides(other, SECOND)
    the_group_gathers_and_answers(group)

    hall.becomes("2026-05-28")
    city.open("/remisser/")
    city.click(TITLE)
    city.click("Omgång 1")
    city.told("3 av 3")
    the_answers_are_split_and_settled(city)
    a_wording_is_changed_for_all_to_see(city, secretary)
    the_city_sees_the_whole(city)
    the_chain_is_followed_to_the_council(city)
    the_report_is_compiled(city)

    hall.becomes("2026-06-16")
    the_council_decides_and_the_agreement_is_in_force(city)

    case = Case.objects.get()
    report = council_report(Round.objects.get())
    assert report.contents == (SECOND, BOARD, GROUP)
    assert [body.name for body in report.dissent] == [SECOND, BOARD]
    assert findings(report) == ()
    assert {one.level: one.decided_on for one in report.levels}[ChainLevel.COUNCIL_OF_MAYORS] == date(2026, 5, 18)
    assert Agreement.objects.get() == case.agreement
    assert set(Answer.objects.values_list("state", flat=True)) == {AnswerState.SUBMITTED}
    assert Section.objects.filter(not_made_because="").exclude(text="").count() == 4
    assert Link.objects.get().uses == 1
    assert verify_trail()[1] is None
    faults = [fault for walker in hall.seated for fault in walker.faults]
    complaints = [told for walker in hall.seated for told in walker.complaints]
    assert not faults, "\n".join(faults)
    assert not complaints, json.dumps(complaints, ensure_ascii=False, indent=1)
