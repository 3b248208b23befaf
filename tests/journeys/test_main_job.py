"""The main job, end to end, in a real browser: a signed text becomes an agreement that keeps itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.ground.words import FunctionKind
from samverkan.groups.models import Seat
from samverkan.priorities.services import load_area_lists
from samverkan.site.town.agreements import TEXT
from tests.browser import Somebody
from tests.cast import START, TODAY, Cast

Seating = Callable[[str], Somebody]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Let the day be the cast's, at nine, with the clock running."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=True):
        yield


@pytest.fixture
def town(cast: Cast) -> Cast:
    """Return the cast's town under an overall agreement, everybody needed in their seats."""
    load_area_lists(by=cast.gustav, municipality=cast.units["town"])
    register_overall_agreement(
        by=cast.gustav,
        title="Övergripande samverkansöverenskommelse",
        registry_number="KS 2023/740",
        municipality=cast.units["town"],
        police=cast.units["region"],
        valid_from=START,
        rule_set="overall-2024",
    )
    for function, group, title in (
        (FunctionKind.MANDATED_MANAGER, "steering_b", "Enhetschef, Trafikkontoret"),
        (FunctionKind.PARTNER_REPRESENTATIVE, "prep_b", "Projektledare, Trafikkontoret"),
    ):
        Seat.objects.create(
            group=cast.groups[group],
            function=function,
            title=title,
            unit=cast.units["transport"],
            party="municipality",
            holder=cast.users["fatima"],
            has_mandate=True,
            valid_from=START,
        )
    return cast


@pytest.fixture
def signed_text(tmp_path: Path) -> Path:
    """Return the file with Björkåsa's signed agreement."""
    text = TEXT.read_text(encoding="utf-8").format(
        name="Björkåsa",
        administration="Björkåsa stadsdelsförvaltning",
        city_units="Trafikkontoret",
        police="Lokalpolisområde Björkåsa, org.nr 202100-0076\nPostadress: Polisen Björkåsa, Torget 2, 100 00 Lindstad",
        area="syd",
        start="2025-09-15",
    )
    path = tmp_path / "overenskommelse.txt"
    path.write_text(
        text.replace("Polisområde Stockholm syd", "Polisområde syd").replace("Stockholms stad", "Lindstads kommun")
    )
    return path


def picture_status() -> str:
    """Return what the mirror's command says of the yearly revision of the situation picture (SIT-02)."""
    answer = StringIO()
    call_command("mirror", "--json", stdout=answer)
    findings = json.loads(answer.getvalue())
    (found,) = [finding for finding in findings if "SIT-02" in finding["requirements"]]
    return str(found["status"])


@pytest.mark.browser
@pytest.mark.req("AGR-15", "AGR-16", "AGR-17", "AGR-18", "CRO-05")
def test_from_a_signed_text_to_a_decided_and_notified_annex(town: Cast, somebody: Seating, signed_text: Path) -> None:
    amina = somebody("amina")
    amina.open("/")
    amina.looks_right()

    # Import, review, put in force.
    amina.click("Överenskommelser")
    amina.click("Läs in en överenskommelse")
    amina.looks_right()
    amina.page.set_input_files("input[type=file]", signed_text)
    amina.press("Läs in överenskommelsen")
    amina.looks_right()
    amina.press("Bekräfta allt som lästes")
    amina.click("Sätt i kraft")
    amina.looks_right()
    amina.press("Sätt i kraft")
    amina.looks_right()

    # The mirror says what is due.
    amina.click("Avtalsspegeln")
    amina.looks_right()
    before = amina.page.locator("main").inner_text()
    assert "Gemensam lokal lägesbild" in before
    assert picture_status() == "due"

    # Book the steering group's meeting for today.
    amina.click("Möten")
    amina.click("Boka ett möte")
    amina.choose("Grupp", "Styrgrupp Björkåsa")
    amina.fill("Dag", TODAY.isoformat())
    amina.fill("Börjar", "13:00")
    amina.press("Boka mötet")
    amina.looks_right()

    # From the start page to a decided, dated, attached and notified annex.
    amina.open("/")
    amina.clicks = 0
    amina.click("Gemensam lokal lägesbild")
    amina.click("Upprätta en ny version")
    amina.fill("Bilagans text", "Kartläggning med konsekvenser, annan information och analys av läget i Björkåsa.")
    for box in amina.page.get_by_role("checkbox").all():
        box.check()
    amina.looks_right()
    amina.press("Spara utkastet")
    amina.looks_right()
    amina.press("Underställ för beslut")
    amina.looks_right()
    amina.fill("rekommendation", "Beredningsgruppen tillstyrker.")
    amina.press("Skicka vidare till Styrgrupp Björkåsa")
    amina.click("Min vecka")
    amina.click("Styrgrupp Björkåsa")
    amina.press("Bygg dagordningen")
    amina.press("Öppna mötet")
    amina.looks_right()
    amina.press("Spara närvaron")
    amina.looks_right("meeting-running")
    amina.fill("Beslutet", "Styrgruppen fastställer den gemensamma lokala lägesbilden.")
    amina.choose("Vem som genomför", "District director")
    amina.press("Skriv in beslutet")
    assert amina.clicks <= 12, amina.clicks
    amina.looks_right()
    amina.press("Avsluta mötet")
    amina.looks_right()

    # The central preparation group is told, and gives its receipt.
    gustav = somebody("gustav")
    gustav.open("/")
    gustav.looks_right()
    gustav.press("Bekräfta")

    # The mirror has turned.
    amina.click("Avtalsspegeln")
    amina.choose("Stadsdel", "Björkåsa")
    amina.press("Visa")
    amina.looks_right()
    assert picture_status() == "fulfilled"


@pytest.mark.browser
@pytest.mark.req("COM-01", "COM-02", "COM-03")
def test_from_something_has_happened_to_a_sent_notice_by_keyboard_in_five_clicks(town: Cast, somebody: Seating) -> None:
    bertil = somebody("bertil")
    bertil.open("/")
    keyboard = bertil.page.keyboard
    pressed = 0

    def reach(text: str) -> None:
        """Go with the tabulator to what has the text."""
        for _ in range(80):
            keyboard.press("Tab")
            name = bertil.page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")
            if text in name:
                return
        raise AssertionError(f"the keyboard never reaches {text!r}")

    def press(text: str, key: str = "Enter") -> None:
        """Reach what has the text and press it; what the mouse would have clicked is counted."""
        nonlocal pressed
        reach(text)
        pressed += 1
        keyboard.press(key)

    def write(field: str, text: str) -> None:
        """Reach the field and write in it."""
        reach(field)
        keyboard.type(text)

    press("Något har hänt")
    bertil.page.wait_for_url("**/ny/")
    bertil.looks_right()
    write("event", "Polisen förstärker närvaron kring torget under tre veckor.")
    write("happened_on", "03092026")  # the order of an English Chromium
    press("concerns", "Space")
    write("materiality", "Två åtgärder i planen behöver flyttas i tid.")
    press("Skicka underrättelsen")
    bertil.page.wait_for_url(re.compile(r"/underrattelser/\d+/$"))
    bertil.looks_right()
    assert pressed <= 5
    doris = somebody("doris")
    doris.open("/")
    assert doris.sees("Polisen förstärker närvaron")
