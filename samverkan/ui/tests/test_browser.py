"""The style page in a real browser: no axe violation, no sideways scrolling, keyboard, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Scheme = Literal["light", "dark"]
WIDTHS = [(1280, 900), (820, 1100), (320, 720)]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a fresh Swedish page."""
    context = chromium.new_context(locale="sv-SE")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/stil/", "/tillganglighet/"])
def test_the_look_has_no_known_fault_at_any_width(
    page: Page, live_server: LiveServer, path: str, scheme: Scheme
) -> None:
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if "Security Policy" in message.text else None)
    page.emulate_media(color_scheme=scheme)
    faults = []
    for across, down in WIDTHS:
        page.set_viewport_size({"width": across, "height": down})
        page.goto(live_server.url + path)
        answer = Axe().run(page)
        faults += [f"{across}: {violation['id']}" for violation in answer.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{across}: the page scrolls sideways")
    assert not faults
    assert not broken


def test_the_first_tab_leads_past_the_head(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/tillganglighet/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_light_or_dark_is_chosen_and_remembered(page: Page, live_server: LiveServer) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{live_server.url}/stil/")
    page.get_by_role("button", name="Mörkt").first.click()
    page.goto(f"{live_server.url}/tillganglighet/")
    assert page.evaluate("document.documentElement.dataset.colorScheme") == "dark"


def test_paper_shows_no_navigation(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/stil/")
    page.emulate_media(media="print")
    assert not page.locator(".head").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
