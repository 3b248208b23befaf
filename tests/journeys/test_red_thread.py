"""Two years of the red thread in the demo city, played through in real browsers.

The district of Skärholmen begins with an agreement and nothing else. The municipality's coordinator and the municipal
police officer see the same square from two sides; two years later the city knows what they did about it and what came
of it. Everything is done through the pages, as people do it: links, fields and buttons by their Swedish names. Days
pass by moving the clock; after each jump everybody has logged in anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.urls import resolve, reverse
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from samverkan.agreements.models import AnnexVersion
from samverkan.causes.models import Analysis, Cause, Evidence, Proposal
from samverkan.decisions.models import Decision
from samverkan.followup.models import EffectCard, Review
from samverkan.ground.words import AnnexKind
from samverkan.groups.queries import actor_for
from samverkan.indicators.models import Indicator, Reading, Source, SubGoal
from samverkan.measures.models import Half, Measure, Plan, PlanVersion
from samverkan.organisation.models import Unit
from samverkan.priorities.services import load_area_lists
from samverkan.reporting.models import Compilation, Report
from samverkan.site.town.agreements import build_agreements
from samverkan.site.town.groups import build_groups
from samverkan.site.town.structure import build_structure
from samverkan.situation.models import Line, Picture, PictureVersion, Problem, Statement
from samverkan.thread.words import NodeKind
from tests.browser import Citizen

DISTRICT, LOCAL_POLICE = "Skärholmens stadsdelsförvaltning", "Lokalpolisområde Skärholmen"
STEERING = "Styrgrupp Skärholmen"
AREA = "Otrygga och brottsutsatta platser"
OTHER_AREAS = (
    "Unga i riskzon för destruktivt beteende",
    "Systemhotande brottslighet",
    "Särskilt utsatta och sårbara brottsoffer",
    "Kriminella miljöer och livsstilar",
)
SURVEY, AVOID, SUB_GOAL = "Trygghetsmätningen", "Undviker torget på kvällen", "Färre undviker Skärholmens torg"
PROBLEM, ANALYSIS = "Öppen narkotikahandel på torget", "Varför trappan efter stängning"
NOBODY, DARK = "Ingen svarar för torget efter klockan 18", "Trappan är mörk och skymd"
HOSTS, LIGHTS = "Kvällsvärdar på torget", "Bättre ljus vid trappan"
DRAWN_UP, IN_FORCE = "2025-02-24", "2025-03-24"
AFTER_THE_YEAR = "2026-01-12"


@dataclass
class City:
    """The demo city before the story, and who is seated in it."""

    address: str
    chromium: Browser
    district: Unit
    clock: time_machine.travel
    seated: list[Citizen] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    def seat(self, name: str, *, is_guest: bool = False) -> Citizen:
        """Return somebody at a browser of their own; a guest has no login and holds a phone."""
        size = {"width": 375, "height": 740} if is_guest else {"width": 1280, "height": 900}
        context = self.chromium.new_context(locale="sv", viewport=size)  # type: ignore[arg-type]
        self.contexts.append(context)
        citizen = Citizen(context, self.address, name)
        if not is_guest:
            citizen.log_in_anew()
        self.seated.append(citizen)
        return citizen

    def becomes(self, day: str) -> None:
        """Let it be nine in the morning of a later day; everybody logs in anew and opens the start page."""
        self.clock.stop()
        self.clock = time_machine.travel(f"{day}T09:00:00+01:00", tick=True)
        self.clock.start()
        for citizen in self.seated:
            if citizen.name != "guest":
                citizen.log_in_anew()
                citizen.open("/")

    def count(self, chapter: str) -> None:
        """Write down how many clicks a chapter took, all persons together."""
        self.counted[chapter] = sum(citizen.clicks for citizen in self.seated) - sum(self.counted.values())


@pytest.fixture
def city(chromium: Browser, live_server: LiveServer, tmp_path: Path, settings: Settings) -> Iterator[City]:
    """Build the demo city's organisation, groups, priority areas and agreements, and nothing of the red thread."""
    settings.DEMO_LOGINS = tmp_path / "demo-logins.json"
    start = date(2025, 2, 10)
    clock = time_machine.travel(f"{start.isoformat()}T09:00:00+01:00", tick=True)
    clock.start()
    structure = build_structure()
    people, _groups = build_groups(structure)
    load_area_lists(by=actor_for(people.account("central").pk, on=start), municipality=structure.city)
    build_agreements(structure, people, today=start)
    city = City(live_server.url, chromium, structure.districts["skarholmen"], clock)
    yield city
    for context in city.contexts:
        context.close()
    city.clock.stop()


# The first year: what they see.


def the_city_says_what_it_wants_to_measure(central: Citizen) -> None:
    """Register a source, a sub-goal that it can tell about, and the indicator between them."""
    central.open("/")
    central.click("Mål och indikatorer")
    central.click("Källor")
    central.click("Registrera en källa")
    central.put_all({"Titel": SURVEY, "Utgivare": "Polismyndigheten", "År": "2024"})
    central.put("Vad den inte kan visa", "Når inte alla som bor i området.")
    central.tick("Inte bedömt")
    central.press("Registrera källan")
    central.click("Mål och indikatorer")
    central.click("Målsättningar")
    central.click("Lägg till ett delmål")
    central.put_all({"Prioriterat område": AREA, "Delmål": f"{SUB_GOAL} på kvällen"})
    central.tick("Mätbart direkt", f"Polismyndigheten: {SURVEY}")
    central.press("Lägg till delmålet")
    central.click("Definiera en indikator")
    central.put_all(
        {
            "Namn": AVOID,
            "Definition": "Andel svarande i stadsdelen som undviker torget efter klockan 18",
            "Vad som räknas": "svarande",
            "Vad den kan visa": "Om de som svarar undviker torget.",
            "Vad den inte kan visa": "Hur många brott som begås där.",
        }
    )
    central.tick("Andel, i procent", "Lägre är bättre")
    central.press("Definiera indikatorn")
    central.told("Indikatorn är definierad")


def the_place_gets_a_name_and_a_coordinator(district: Citizen) -> None:
    """Register the square, with what in it makes it easy to commit crimes."""
    district.open("/")
    district.click("Platser")
    district.click("Registrera en plats")
    district.put_all(
        {
            "Vad platsen heter": "Skärholmens torg",
            "Var den börjar och slutar": "Torget och trappan mot busstorget",
            "Undanskymda hörn": "Trappan syns inte från torget.",
            "Organisation som samordnar": DISTRICT,
            "Samordnande funktion": "Trygghetssamordnare",
        }
    )
    district.tick("Öppen narkotikaförsäljning")
    district.press("Registrera platsen")
    district.told("Platsen är registrerad")


def write_line(by: Citizen, text: str, block: str) -> None:
    """Write one line in the own room."""
    by.click("Skriv vad ni ser")
    by.put_all({"Vad ni ser": text, "Prioriterat område": AREA, "Plats (": "Skärholmens torg"})
    by.tick(block, f"Polismyndigheten: {SURVEY}")
    by.press("Spara i vårt eget rum")


def each_party_writes_in_its_own_room(district: Citizen, police: Citizen) -> None:
    """Open the year's picture; let each party write down what it sees by itself."""
    district.click("Lägesbilder")
    district.click("Öppna en lägesbild")
    district.press("Öppna lägesbilden")
    district.looks_right()
    district.click("Vårt eget rum")
    write_line(
        district, "Fritidsgården ser att torget töms på barnfamiljer efter klockan 18.", "Kartläggning: omfattning"
    )
    write_line(district, "Äldre låter bli att handla på eftermiddagen.", "Kartläggning: konsekvenser")
    write_line(district, "Butikerna berättar om mer skadegörelse.", "Annan information")
    police.open("/")
    police.click("Lägesbilder")
    police.click(DISTRICT)
    police.click("Vårt eget rum")
    police.told("Inget är skrivet här")
    write_line(police, "Öppen handel vid trappan, tisdag till lördag.", "Kartläggning: omfattning")
    write_line(police, "Torget saknar vuxna med ansvar när butikerna har stängt.", "Analys")
    write_line(police, "Arbetsplanering som stannar i rummet.", "Annan information")
    police.looks_right()


def both_share_what_the_other_needs(district: Citizen, police: Citizen) -> None:
    """Share chosen lines, having seen what sharing means; what is not chosen stays."""
    for sharing, to, chosen in (
        (district, "polisen", ("Fritidsgården", "Äldre låter bli", "Butikerna berättar")),
        (police, "kommunen", ("Öppen handel", "Torget saknar vuxna")),
    ):
        for beginning in chosen:
            sharing.page.get_by_role("checkbox", name=beginning).check()
        sharing.press("Dela de valda raderna")
        sharing.told("Detta kan inte tas tillbaka")
        sharing.press(f"Dela: det blir en inkommen handling hos {to}")
    assert not district.sees("Arbetsplanering som stannar")


def the_two_pictures_become_one(district: Citizen) -> None:
    """Join lines side by side into joint statements; one is kept with both views."""
    district.click("Vårt eget rum")
    district.page.go_back()
    district.looks_right()
    for lines, text, agreement in (
        (
            ("Fritidsgården", "Öppen handel"),
            "Torget töms efter klockan 18 medan handel pågår vid trappan.",
            "Parterna är överens",
        ),
        (("Äldre låter bli",), "Äldre låter bli att handla på torget.", "Parterna är överens"),
        (("Butikerna berättar",), "", "Parterna är inte överens"),
        (("Torget saknar vuxna",), "Ingen svarar för torget när butikerna har stängt.", "Parterna är överens"),
    ):
        for line in lines:
            district.page.get_by_role("checkbox", name=line).check()
        district.press("Foga samman till en utsaga")
        district.put("Gemensam utsaga", text)
        district.tick(agreement, AVOID)
        if not text:
            district.put("Kommunens uppfattning", "Skadegörelsen ökar.")
            district.put("Polisens uppfattning", "Anmälningarna om skadegörelse ökar inte.")
        district.press("Spara den gemensamma utsagan")
    district.told("Båda uppfattningarna står kvar")
    district.looks_right()


def what_is_not_touched_is_explained(district: Citizen) -> None:
    """Say why the other areas are not in this year's picture."""
    district.click("Till lägesbilden")
    for area in OTHER_AREAS:
        district.click(f"Inte aktuellt? Säg varför : {area}")
        district.put("Varför det inte är aktuellt", "Inget underlag i år.")
        district.press("Spara skälet")
    district.told("Inget hindrar ett beslut")


def a_problem_is_raised_and_comes_first(district: Citizen, police: Citizen) -> None:
    """Derive a problem from what both see, weigh it, and settle the order when both have seen it."""
    district.click("Torget töms efter klockan 18")
    district.click("Ta upp ett problem")
    district.put_all(
        {"Problemet på en rad": PROBLEM, "Beskrivning": "Handel vid trappan, tisdag till lördag på kvällen."}
    )
    district.put_all({"Organisation som svarar": DISTRICT, "Funktion som svarar": "Trygghetssamordnare"})
    district.tick("Ingen svarar för torget när butikerna")
    district.press("Ta upp problemet")
    district.looks_right()
    district.click("Prioriteringar 2025")
    for criterion, points in (
        ("Hur mycket det finns av det", "4"),
        ("Hur stor skada det gör", "3"),
        ("Hur stor rädsla det skapar", "4"),
        ("Om det ökar", "3"),
        ("Om vi kan påverka det", "4"),
        ("Om det är vår sak att hantera", "4"),
    ):
        district.page.get_by_role("group", name=PROBLEM).get_by_label(criterion).fill(points)
    district.page.get_by_role("group", name=PROBLEM).get_by_label("Vad betygen vilar på").fill(
        "Enkäten och polisens iakttagelser."
    )
    district.press("Spara poäng och vikter")
    district.press("Vår part har sett ordningen")
    police.click("Problem och prioriteringar")
    police.click("Prioriteringar 2025")
    police.press("Vår part har sett ordningen")
    police.looks_right()
    police.press("Fastställ ordningen")
    police.told("Ordningen är fastställd")


def the_picture_is_frozen_and_sent_to_decision(district: Citizen) -> None:
    """Freeze the picture: it becomes a version of the agreement's annex, and waits."""
    district.click("Lägesbilder")
    district.click(DISTRICT)
    district.click("Frys och lämna till beslut")
    district.put("Vad som är nytt", "Den första gemensamma lägesbilden: handeln vid trappan är problem ett.")
    district.press("Frys och lämna till beslut")
    district.looks_right()
    assert district.sees("Väntar på beslut")


def the_steering_group_decides(district: Citizen, city: City, day: str, text: str) -> None:
    """Send the matter on, hold the meeting on a later day and enter the decision."""
    district.click("Öppna ärendet")
    district.put("Rekommendation", "Beredningsgruppen tillstyrker.")
    district.press(f"Skicka vidare till {STEERING}")
    city.becomes(day)
    district.click("Möten")
    district.click("Boka ett möte")
    district.put_all({"Grupp": STEERING, "Dag": day, "Börjar": "13:00"})
    district.press("Boka mötet")
    district.press("Bygg dagordningen")
    district.press("Öppna mötet")
    district.press("Spara närvaron")
    if district.page.get_by_role("button", name="Justera protokollet").count():
        district.press("Justera protokollet")
    district.put("Beslutet", text)
    district.put("Vem som genomför", "Stadsdelsdirektör")
    district.press("Skriv in beslutet")
    district.press("Avsluta mötet")
    district.told("protokollet är låst")


# The first year: why it happens, and what they do.


def a_workshop_is_held_by_three_browsers(district: Citizen, police: Citizen, city: City) -> None:
    """Open the analysis and a workshop about it; three people write at once and each sees what the others write."""
    district.click("Orsaksanalyser")
    district.told("Ett prioriterat problem saknar orsaksanalys")
    district.click("Öppna en analys")
    district.put("Vad analysen heter", ANALYSIS)
    district.press("Öppna analysen")
    district.click("Håll en verkstad om den")
    district.press("Öppna verkstaden")
    code = district.page.url.rstrip("/").rsplit("/", 1)[-1]
    police.click("Verkstäder")
    police.click(ANALYSIS)
    police.press("Anslut")
    guest = city.seat("guest", is_guest=True)
    guest.open(reverse("workshops:find"))
    guest.put("Koden på skärmen", code.lower())
    guest.press("Gå vidare")
    guest.put("Du är med som", "Fritidsledare")
    guest.tick("Kommunen")
    guest.press("Anslut")
    members = (district, police, guest)

    def next_step(title: str) -> None:
        district.press("Nästa steg")
        for member in members:
            expect(member.page.locator(".now__title")).to_have_text(title)

    def put_up(by: Citizen, text: str, side: str = "") -> None:
        by.page.locator("#write-text").fill(text)
        if side:
            by.page.get_by_role("group", name="På vilken sida?").get_by_label(side).check()
        by.press("Sätt upp på tavlan")

    next_step("Vad vet vi?")
    next_step("Vad händer, steg för steg?")
    put_up(guest, "De kommer när butikerna stänger")
    next_step("Varför händer det?")
    put_up(district, NOBODY, "Kontroll")
    put_up(police, DARK, "Offer eller mål")
    put_up(guest, "Någon hämtar ut sin lön på torsdagar")
    for member in members:
        for text in (NOBODY, DARK, "Någon hämtar ut"):
            expect(member.page.locator(".note__text", has_text=text)).to_have_count(1)
    next_step("Varför är det så?")
    next_step("Vad skulle vi se om den är sann?")
    police.put("Om orsaken", NOBODY)
    put_up(police, "Inget ärende om torget tas om hand efter klockan 18")
    next_step("Vad väger tyngst?")
    for member, points in ((district, "3"), (police, "3"), (guest, "2")):
        member.within(".note", NOBODY, points, "button")
    district.looks_right()
    district.press("Nästa steg")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("Verkstaden är slut")
    guest.page.close()
    district.click("Spara i analysen")
    district.untick(DARK)
    district.untick("Någon hämtar ut")
    district.press("Spara i analysen")
    district.told("Sparat i analysen")


def the_cause_is_a_hypothesis_that_holds(district: Citizen, police: Citizen) -> None:
    """Put evidence to the cause, test it, propose a measure with consequences, and settle the analysis together."""
    district.click("Inget talar för eller emot den än")
    district.tick("Statistik", "för orsaken")
    district.put_all(
        {
            "Vad det visar": "Fyra av tio undviker torget efter klockan 18.",
            "Källa": SURVEY,
            "Indikator": AVOID,
            "Gemensam utsaga": "Ingen svarar för torget",
        }
    )
    district.press("Spara belägget")
    district.click("Anteckna resultatet")
    district.tick("Stöds")
    district.put_all({"Vad ni såg": "Inget av tolv ärenden togs om hand.", "Dag för prövningen": "2025-03-03"})
    district.press("Spara resultatet")
    district.looks_right()
    district.click(ANALYSIS)
    district.click("Föreslå en åtgärd")
    district.put_all({"Föreslagen åtgärd": "Samma vuxna på torget varje kväll"})
    district.put("Konsekvenser", "Fler vuxna på torget. Handeln kan flytta till busstorget.")
    district.tick(f"{NOBODY}")
    district.press("Spara förslaget")
    district.click("Slutsatsen är inte skriven")
    district.put("Slutsats", "Ingen svarar för torget när butikerna har stängt. Det kan parterna ändra.")
    district.press("Spara")
    district.looks_right()
    district.press("Fastställ för min part")
    police.click("Orsaksanalyser")
    police.click(ANALYSIS)
    police.press("Fastställ för min part")
    police.told("Båda parter har fastställt analysen")


def say_half(by: Citizen, what: str, unit: str, owner: str, due_on: str, dose: tuple[int, str]) -> None:
    """Say what the own party does, how much of it and by when."""
    by.click("Säg halvan")
    by.put_all({"Vad ni gör": what, "Enhet som": unit, "Funktion som": owner, "Klart senast": due_on})
    by.put_all({"Hur mycket": str(dose[0]), "Av vad": dose[1], "I ordinarie planering": "I verksamhetsplan och budget"})
    by.press("Spara halvan")


def measures_get_two_halves(district: Citizen, police: Citizen) -> None:
    """Open the plan and draft two measures: one with both parties, one with the municipality alone."""
    district.click("Orsaksanalyser")
    district.click(ANALYSIS)
    district.click("Öppna en åtgärdsplan")
    district.put("För", DISTRICT)
    district.press("Öppna planen")
    common = {
        "Prioriterat område": AREA,
        "Orsaken som den möter": NOBODY,
        "Målet som den tjänar": SUB_GOAL,
        "Börjar": "2025-04-01",
        "Vem den gagnar": "Båda könen",
    }
    for title, what, kind, side in (
        (HOSTS, "Samma vuxna på torget tisdag till lördag kl. 18–22.", "Platsaktivering", "Frånvaro av kontroll"),
        (LIGHTS, "Nya lampor vid trappan.", "Annan", "Lämpligt offer"),
    ):
        district.click("Ny åtgärd")
        district.put_all({"Vad åtgärden heter": title, "Vad som görs": what, **common, "Typ": kind})
        district.put("Plats (", "Skärholmens torg")
        district.tick(side, "Universell", "Situationell", "Kort sikt", "Fysisk miljö")
        if title == HOSTS:
            district.put("Hur den är tänkt att verka", "Någon ser, hälsar och ringer.")
            district.put("Föreslagen i orsaksanalysen", "Samma vuxna")
        district.press("Spara utkastet")
        if title == HOSTS:
            say_half(district, "Värdar fem kvällar", DISTRICT, "Enhetschef", "2025-10-31", (40, "kvällspass"))
            district.looks_right()
        else:
            say_half(district, "Byter åtta lampor", "Trafikkontoret", "Projektledare", "2025-11-30", (8, "lampor"))
        district.click("Åtgärdsplan 2025")
    police.click(
        "Åtgärdsplaner" if police.page.get_by_role("link", name="Åtgärdsplaner").count() else "Planer och åtgärder"
    )
    police.click(DISTRICT)
    police.click(HOSTS)
    say_half(police, "Gående patrull samma kvällar", LOCAL_POLICE, "Gruppchef", "2025-10-31", (40, "kvällspass"))
    police.click("Åtgärdsplan 2025")
    police.click(LIGHTS)
    police.click("Ingen del")
    police.put("Varför parten inte", "Belysningen är kommunens.")
    police.press("Spara")


def the_plan_is_frozen_and_sent_to_decision(district: Citizen) -> None:
    """Say what the plan starts from, write its parts and why it leaves areas out; freeze it."""
    district.page.reload()
    district.click("Säg vad den utgår från")
    district.put("Lägesbild", "2025")
    district.tick(ANALYSIS)
    district.press("Spara")
    for part in ("Inriktning", "Fokusområden", "Målsättningar", "Hur det följs upp"):
        district.click(f"Skriv : {part}")
        district.put("Text", f"{part}: torget ska vara någons på kvällen.")
        district.press("Spara")
    for area in OTHER_AREAS:
        district.click(f"Säg hur planen tar upp det, eller varför inte : {area}")
        district.put("Varför planen inte", "Inget underlag i år.")
        district.press("Spara")
    district.looks_right()
    district.click("Lämna planen till beslut")
    district.put("Vad som är nytt", "Den första planen: två åtgärder vid trappan.")
    district.press("Frys och lämna till beslut")
    assert district.sees("Väntar på beslut")


# What was done, and whether it helped.


def deliver(by: Citizen, amount: int, day: str) -> None:
    """Register a delivery of the own half."""
    by.click("Registrera leverans")
    by.put_all({"Hur mycket": str(amount), "Dag": day})
    by.press("Registrera")


def report_done(by: Citizen, outcome: str, day: str) -> None:
    """Report that the own half has been carried out."""
    by.click("Rapportera klar")
    by.put_all({"Vad som gjordes": outcome, "Dag då": day})
    by.press("Rapportera klar")


def both_halves_are_carried_out(district: Citizen, police: Citizen, city: City) -> None:
    """Register deliveries in June; report both halves in October: only then is the measure carried out."""
    city.becomes("2025-06-10")
    for by, amount in ((district, 40), (police, 24)):
        by.click("Planer och åtgärder")
        by.click(DISTRICT)
        by.click(HOSTS)
        deliver(by, amount, "2025-06-09")
    city.becomes("2025-10-28")
    for by in (district, police):
        by.click("Planer och åtgärder")
        by.click(DISTRICT)
        by.click(HOSTS)
    report_done(district, "Fyrtio pass hölls.", "2025-10-25")
    assert not district.sees("Genomförd av båda parterna")
    deliver(police, 14, "2025-10-25")
    report_done(police, "Trettioåtta pass hölls.", "2025-10-25")
    police.told("Genomförd av båda parterna")
    police.looks_right()


def it_is_judged_whether_it_helped(district: Citizen, police: Citizen) -> None:
    """Weigh what happened against a comparison on the effect card; both parties settle it."""
    district.click("Uppföljning")
    district.click(HOSTS)
    district.press("Påbörja ett effektkort")
    district.put_all(
        {
            "Fungerar den så som": "Fungerar så som det var tänkt",
            "Hur vi vet det": "Butikerna berättar det.",
            "Indikator": AVOID,
            "Källa till siffrorna": SURVEY,
            "Före: första dag": "2024-04-01",
            "Före: sista dag": "2024-10-31",
            "Efter: första dag": "2025-04-01",
            "Efter: sista dag": "2025-10-31",
            "Här, före": "120",
            "Här, efter": "60",
            "Jämförs med": "Sätra centrum",
            "I jämförelsen, före": "110",
            "I jämförelsen, efter": "108",
            "Område intill": "Busstorget",
            "Intill, före": "40",
            "Intill, efter": "41",
            "Rekommenderas": "Fortsätt",
            "Vad andra kan lära": "Samma vuxna varje kväll gör skillnad.",
        }
    )
    district.press("Spara kortet")
    district.told("Fungerar troligen")
    district.looks_right()
    district.click("Fastställ för er part")
    district.press("Fastställ för Kommunen")
    police.click("Uppföljning")
    police.click(HOSTS)
    police.click("Effektkort 1")
    police.click("Fastställ för er part")
    police.press("Fastställ för Polisen")
    police.told("Kortet är fastställt")


def what_was_not_done_is_asked_about_again(district: Citizen) -> None:
    """Answer whether the late measure still is the most relevant one; the start page asks."""
    district.click("Min vecka")
    district.click(LIGHTS)
    if district.page.get_by_role("link", name="Fortfarande mest relevant?").count():
        district.click("Fortfarande mest relevant?")
    district.tick("Fortfarande den mest relevanta")
    district.put_all({"Varför": "Lamporna är försenade och behövs.", "Fråga igen": "2026-06-30"})
    district.press("Spara svaret")
    district.told("Svaret är sparat")


def the_year_is_measured(central: Citizen) -> None:
    """Write down what the survey said before and after."""
    central.click("Mål och indikatorer")
    central.click(AVOID)
    central.put("Läs för", DISTRICT)
    central.press("Visa")
    for year, avoiding in ((2024, 400), (2025, 310)):
        central.click("Anteckna en siffra")
        central.put_all({"Mätt i": DISTRICT, "Från och med": f"{year}-01-01", "Till och med": f"{year}-12-31"})
        central.put_all({"Antal": str(avoiding), "Av hur många": "1000", "Källa": SURVEY})
        central.tick("Polisen")
        central.press("Anteckna siffran")
    central.told("Siffran är antecknad")


# The second year: reported, compiled, answered, and begun anew.


WORDS_OF_THE_REPORT = {
    "summary": "Torget är någons igen: kvällsvärdar och patrull höll sina pass.",
    "implementation": "En åtgärd av två genomfördes.",
    "effect": "Händelserna halverades jämfört med Sätra centrum.",
    "situation": "Färre undviker torget.",
    "not_done": "Lamporna är försenade.",
    "development": "Vi behöver räkna händelser även på busstorget.",
    "next_year": "Lamporna först.",
}
PERSPECTIVES = ("gender", "child_rights", "accessibility")


def write_part(by: Citizen, kind: str, label: str, text: str) -> None:
    """Write one part of the report where it stands."""
    part = by.page.locator(f"section.reporting-part[aria-labelledby='{kind}']")
    by.clicks += 2
    part.locator("summary").last.click()
    part.get_by_label(re.compile(rf"^{label}")).fill(text)
    part.get_by_role("button", name="Spara").click()
    by.page.wait_for_load_state()


def the_report_is_written_and_handed_in(district: Citizen, police: Citizen, central: Citizen) -> None:
    """Open the period; let the district write its report, both parties agree to it, and hand it in."""
    central.click("Rapporter")
    central.click("Öppna en rapportperiod")
    central.tick("År")
    central.put_all({"År": "2025", "Rapporteringen öppnar": AFTER_THE_YEAR, "Rapporterna ska": "2026-02-15"})
    central.press("Öppna perioden")
    district.click("Rapporter")
    district.click(DISTRICT)
    district.told(HOSTS)
    district.looks_right()
    for kind, text in WORDS_OF_THE_REPORT.items():
        write_part(district, kind, "Text", text)
    for kind in PERSPECTIVES:
        write_part(district, kind, "Eller", "Underlaget är inte uppdelat.")
    district.press("Instäm för min part")
    police.click("Rapporter")
    police.click(DISTRICT)
    police.press("Instäm för min part")
    police.press("Lämna in rapporten")


def it_comes_back_and_is_handed_in_again(district: Citizen, police: Citizen, central: Citizen) -> None:
    """Return the report with a question; answer it, agree anew, hand in anew; accept and freeze it."""
    question = "Hur vet ni att handeln inte har flyttat till busstorget?"
    central.click("Rapporter")
    central.click(DISTRICT)
    central.click("Skicka tillbaka med frågor")
    central.put("Vad som efterfrågas", question)
    central.press("Skicka tillbaka rapporten")
    district.page.reload()
    district.told(question)
    write_part(district, "effect", "Text", "Händelserna halverades, och på busstorget är de lika många som förut.")
    district.press("Instäm för min part")
    police.page.reload()
    police.press("Instäm för min part")
    police.press("Lämna in rapporten")
    central.page.reload()
    central.press("Godkänn rapporten")
    central.told("Rapporten är godkänd")
    central.looks_right()


def the_city_compiles_and_answers(district: Citizen, central: Citizen) -> None:
    """Let the compilation draft itself, settle it, and read the letter that the district gets back."""
    central.click("Rapporter")
    central.press("Gör ett utkast till sammanställning")
    central.told("Stadens sammanställning 2025")
    central.looks_right()
    central.click("Fastställ och skicka")
    central.tick("Styckena och breven")
    central.press("Fastställ och skicka")
    central.told("Sammanställningen är fastställd")
    central.told("Det som blev ogjort har förts in")
    district.click("Meddelanden")
    district.click("Stadens sammanställning för 2025, med ett brev")
    district.told("Ta upp i nästa års plan det som blev ogjort")
    district.click("Öppna det som meddelandet gäller")
    district.looks_right()


def the_next_year_opens_with_what_was_left_undone(district: Citizen, central: Citizen) -> None:
    """Open the district's next plan from the letter: the lamps go on. The city's plan lists them, and is answered."""
    district.click("Öppna planen för 2026")
    district.press("Öppna nästa års plan")
    district.told("Åtgärdsplan 2026")
    assert not district.sees(HOSTS)
    district.looks_right()
    district.click(LIGHTS)
    district.told("0 av 8 lampor")
    central.click("Handlingsplan 2026")
    central.told("Inte genomfört året före")
    central.looks_right()
    central.click("Säg vad det blir av det")
    central.put("Vad det blir av det", "Lamporna tas först i stadsdelens plan.")
    central.press("Spara")
    central.told("Lamporna tas först i stadsdelens plan.")


def everything_made(district: Unit) -> dict[str, set[int]]:
    """Return the keys of all that the story made in the district, kind by kind, as the thread names the kinds."""
    made = {
        NodeKind.SOURCE: Source.objects.all(),
        NodeKind.SUB_GOAL: SubGoal.objects.all(),
        NodeKind.INDICATOR: Indicator.objects.all(),
        NodeKind.READING: Reading.objects.filter(unit=district),
        NodeKind.PICTURE: Picture.objects.filter(unit=district),
        NodeKind.PICTURE_VERSION: PictureVersion.objects.all(),
        NodeKind.LINE: Line.objects.filter(shared_at__isnull=False),
        NodeKind.STATEMENT: Statement.objects.all(),
        NodeKind.PROBLEM: Problem.objects.all(),
        NodeKind.ANALYSIS: Analysis.objects.all(),
        NodeKind.CAUSE: Cause.objects.all(),
        NodeKind.EVIDENCE: Evidence.objects.all(),
        NodeKind.PROPOSAL: Proposal.objects.all(),
        NodeKind.MEASURE: Measure.objects.filter(plan__year=2025),
        NodeKind.HALF: Half.objects.filter(measure__plan__year=2025),
        NodeKind.PLAN_VERSION: PlanVersion.objects.all(),
        NodeKind.ANNEX_VERSION: AnnexVersion.objects.filter(decision__isnull=False),
        NodeKind.DECISION: Decision.objects.all(),
        NodeKind.EFFECT_CARD: EffectCard.objects.all(),
        NodeKind.REVIEW: Review.objects.all(),
        NodeKind.REPORT: Report.objects.filter(unit=district),
        NodeKind.COMPILATION: Compilation.objects.all(),
    }
    return {kind.value: keys(rows) for kind, rows in made.items()}


def nodes_on(page: Citizen) -> set[tuple[str, int]]:
    """Return kind and key of every node that a page of the thread leads to."""
    addresses = page.page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
    found = [resolve(address) for address in addresses if re.fullmatch(r"/rodatraden/[a-z]+/\d+/", address or "")]
    return {(match.kwargs["kind"].value, match.kwargs["key"]) for match in found}


def keys(rows: QuerySet[Any]) -> set[int]:
    """Return the keys of the rows."""
    return set(rows.values_list("pk", flat=True))


def every_id_is_traceable_to_the_end(district: Citizen, city: City) -> None:
    """From the measure: its page of the thread names what it rests on and what came of it, each a link. What was
    decided about the picture is one step away, and in the downloaded thread every id hangs together with it."""
    made = everything_made(city.district)
    assert all(made.values()), {kind: found for kind, found in made.items() if not found}
    measure = Measure.objects.get(title=HOSTS, plan__year=2025)
    assert measure.main_cause is not None
    district.click("Planer och åtgärder")
    district.click("2025")
    district.click(DISTRICT)
    district.click(HOSTS)
    district.click("Se det i röda tråden")
    district.looks_right()
    beside: dict[str, set[int]] = {
        NodeKind.LINE: keys(Line.objects.exclude(statements__problems=measure.main_cause.analysis.problem_id)),
        NodeKind.STATEMENT: keys(Statement.objects.filter(problems__isnull=True)),
        NodeKind.PICTURE: made[NodeKind.PICTURE],
        NodeKind.PICTURE_VERSION: made[NodeKind.PICTURE_VERSION],
        NodeKind.ANNEX_VERSION: keys(AnnexVersion.objects.filter(annex__kind=AnnexKind.SITUATION_PICTURE)),
        NodeKind.DECISION: keys(Decision.objects.filter(decided_on=DRAWN_UP)),
        NodeKind.MEASURE: keys(Measure.objects.all()),
        NodeKind.HALF: keys(Half.objects.exclude(measure=measure)),
        NodeKind.REVIEW: keys(Review.objects.exclude(measure=measure)),
    }
    named = nodes_on(district)
    for kind, found in made.items():
        missing = {key for key in found - beside.get(kind, set()) if (kind, key) not in named}
        assert not missing, f"the measure's page does not lead to {kind} {missing}"
    district.click("Torget töms efter klockan 18")
    named = nodes_on(district)
    for kind in (NodeKind.PICTURE, NodeKind.PICTURE_VERSION, NodeKind.DECISION):
        assert {(kind.value, key) for key in made[kind] & beside[kind]} <= named, f"the statement leads to no {kind}"

    address = f"{reverse('thread:download')}?enhet={city.district.pk}&ar=2025"
    data = json.loads(district.context.request.get(district.address + address).text())
    linked: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for link in data["links"]:
        one, other = ((link[end]["kind"], link[end]["key"]) for end in ("from", "to"))
        linked.setdefault(one, set()).add(other)
        linked.setdefault(other, set()).add(one)
    reached, waiting = set(), {(NodeKind.MEASURE.value, measure.pk)}
    while waiting:
        at = waiting.pop()
        reached.add(at)
        waiting |= linked.get(at, set()) - reached
    for kind, found in made.items():
        loose = {key for key in found if (kind, key) not in reached}
        assert not loose, f"{kind} {loose} hang loose in the downloaded thread"


@pytest.mark.browser
@pytest.mark.req("SIT-03", "SIT-06", "CAU-12", "CAU-13", "ACT-08", "FOL-01", "REP-01", "REP-02")
def test_two_years_from_two_pictures_of_a_square_to_next_years_plan(city: City) -> None:
    central, district, police = (
        city.seat(name) for name in ("central", "samordnare.skarholmen", "kommunpolis.skarholmen")
    )

    the_city_says_what_it_wants_to_measure(central)
    the_place_gets_a_name_and_a_coordinator(district)
    city.count("mål och plats")
    each_party_writes_in_its_own_room(district, police)
    both_share_what_the_other_needs(district, police)
    the_two_pictures_become_one(district)
    what_is_not_touched_is_explained(district)
    a_problem_is_raised_and_comes_first(district, police)
    the_picture_is_frozen_and_sent_to_decision(district)
    city.count("lägesbild")
    the_steering_group_decides(district, city, DRAWN_UP, "Styrgruppen fastställer lägesbilden.")
    city.count("beslut om lägesbilden")

    city.becomes("2025-03-03")
    a_workshop_is_held_by_three_browsers(district, police, city)
    city.count("verkstad")
    the_cause_is_a_hypothesis_that_holds(district, police)
    city.count("orsak")
    measures_get_two_halves(district, police)
    the_plan_is_frozen_and_sent_to_decision(district)
    city.count("åtgärder")
    the_steering_group_decides(district, city, IN_FORCE, "Styrgruppen fastställer åtgärdsplanen.")
    city.count("beslut om planen")

    both_halves_are_carried_out(district, police, city)
    city.count("leveranser")
    city.becomes(AFTER_THE_YEAR)
    it_is_judged_whether_it_helped(district, police)
    what_was_not_done_is_asked_about_again(district)
    the_year_is_measured(central)
    city.count("uppföljning")

    the_report_is_written_and_handed_in(district, police, central)
    it_comes_back_and_is_handed_in_again(district, police, central)
    city.count("rapport")
    the_city_compiles_and_answers(district, central)
    the_next_year_opens_with_what_was_left_undone(district, central)
    city.count("sammanställning och nästa år")
    every_id_is_traceable_to_the_end(district, city)

    complaints = [line for citizen in city.seated for line in citizen.complaints]
    assert not complaints, complaints
    assert Plan.objects.filter(year=2026).exists()
