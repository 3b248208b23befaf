"""A workshop held by three browsers at once: what one writes all see, and a lost connection loses nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from samverkan.workshops.models import Card, Workshop
from samverkan.workshops.services.sessions import open_workshop, step
from samverkan.workshops.words import Phase
from tests.browser import Somebody
from tests.cast import Cast
from tests.red_thread import NOW, an_analysis

TWO_SECONDS = 2_000


def write(page: Page, text: str) -> None:
    page.locator("#write-text").fill(text)
    page.get_by_role("button", name="Sätt upp på tavlan").click()


def sees(page: Page, text: str, within: int = TWO_SECONDS) -> None:
    expect(page.locator(".note__text", has_text=text)).to_have_count(1, timeout=within)


@pytest.mark.browser
@pytest.mark.req("CAU-12")
@pytest.mark.django_db(transaction=True)
def test_three_browsers_hold_a_workshop_and_a_lost_connection_loses_nothing(
    somebody: Callable[[str], Somebody], chromium: Browser, live_server: LiveServer, cast: Cast
) -> None:
    actor = cast.actor("amina", on=NOW.date())
    workshop = open_workshop(by=actor, analysis=an_analysis(cast), now=NOW)
    for at in (Phase.LOBBY, Phase.PICTURE, Phase.CHAIN):
        step(by=actor, workshop=workshop, at=at, forward=True, now=NOW)
    amina, bertil = somebody("amina"), somebody("bertil")
    guest_context = chromium.new_context(locale="sv", viewport={"width": 375, "height": 740})
    guest = Somebody(guest_context.new_page(), live_server.url, "guest")
    guest.page.set_default_timeout(10_000)
    board = reverse("workshops:board", args=[workshop.code])

    amina.open(board)
    bertil.open(board)
    bertil.press("Anslut")
    guest.open(reverse("workshops:find"))
    guest.fill("Koden på skärmen", workshop.code.lower())
    guest.press("Gå vidare")
    guest.fill("Du är med som", "Fritidsledare")
    guest.page.get_by_label("Kommunen").check()
    guest.press("Anslut")
    screens = [amina.page, bertil.page, guest.page]

    for number, page in enumerate(screens):
        start = time.monotonic()
        write(page, f"Orsak från skärm {number}")
        for other in screens:
            sees(other, f"Orsak från skärm {number}")
        assert time.monotonic() - start < 2 + 1, "two seconds, and one for the browsers of the test"

    guest_context.set_offline(True)
    for number in range(3):
        write(guest.page, f"Skrivet utan kontakt {number}")
    expect(guest.page.locator("[data-outbox-shown]")).to_contain_text("Inte skickat än: 3")
    write(bertil.page, "Under tiden skrev en annan")
    sees(amina.page, "Under tiden skrev en annan")
    assert Card.objects.filter(text__startswith="Skrivet utan").count() == 0
    guest_context.set_offline(False)
    for page in screens:
        for number in range(3):
            sees(page, f"Skrivet utan kontakt {number}", within=10_000)
        sees(page, "Under tiden skrev en annan", within=10_000)
    expect(guest.page.locator("[data-outbox-shown]")).to_contain_text("Allt du har skrivit är skickat")
    texts = list(Card.objects.values_list("text", flat=True))
    assert len(texts) == len(set(texts)) == 7

    amina.press("Nästa steg")
    expect(guest.page.locator(".now__title")).to_have_text("Varför är det så?", timeout=4_000)
    amina.looks_right()
    guest.looks_right()
    amina.open(reverse("workshops:wall", args=[workshop.code]))
    sees(amina.page, "Skrivet utan kontakt 2")
    expect(amina.page.locator("main button")).to_have_count(0)
    amina.looks_right()
    assert Workshop.objects.get().members.count() == 3
    guest_context.close()
