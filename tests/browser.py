"""Chromium for tests: one browser a session, a page for somebody of the cast, axe and the floor of 320 px."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"desktop": (1280, 900), "phone": (320, 720)}
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "guide" / "pictures"


def chromium_path() -> str | None:
    """Return where Chromium is installed, if it is."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium, or skip."""
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop lives in this thread; ours is the test's
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Somebody:
    """A person at a browser: goes to addresses, counts clicks, and is looked at by axe."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        self.address = address
        self.name = name
        self.clicks = 0

    def open(self, path: str) -> None:
        """Go to a path of the site."""
        self.page.goto(self.address + path)

    def click(self, text: str, *, role: str = "link", exact: bool = False) -> None:
        """Click the link or button with the text, and count it."""
        self.clicks += 1
        try:
            self.page.get_by_role(role, name=text, exact=exact).first.click()  # type: ignore[arg-type]
        except PlaywrightError as fault:
            here = self.page.locator("main").inner_text()
            raise AssertionError(f"{self.name} finds no {role} {text!r} at {self.page.url}:\n{here}") from fault
        self.page.wait_for_load_state()

    def press(self, text: str) -> None:
        """Click a button."""
        self.click(text, role="button")

    def unfold(self, text: str) -> None:
        """Click what unfolds, and count it; leave it alone if it is open."""
        found = self.page.locator("summary", has_text=text).first
        if not found.evaluate("summary => summary.parentElement.open"):
            self.clicks += 1
            found.click()

    def choose(self, label: str, value: str) -> None:
        """Choose the option whose text holds the value."""
        field = self.page.get_by_label(label).first
        options = field.locator("option").all_inner_texts()
        field.select_option(label=next(option for option in options if value in option))

    def fill(self, label: str, value: str) -> None:
        """Write in the field with the label."""
        self.page.get_by_label(label).first.fill(value)

    def sees(self, text: str) -> bool:
        """Tell whether the text is on the page."""
        return self.page.get_by_text(text).first.is_visible()

    def looks_right(self, picture: str = "", *, phone: bool = False) -> None:
        """Fail on an axe violation or sideways scrolling, at desktop and at phone width; take a picture if asked.

        Pictures, of the phone only when that is asked for too, are written when DOCS=write (`make docs`).
        """
        if os.environ.get("FAST"):
            return
        faults = []
        for width, (across, down) in WIDTHS.items():
            self.page.set_viewport_size({"width": across, "height": down})
            answer = Axe().run(self.page)
            faults += [
                f"{width}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
                for violation in answer.response["violations"]
            ]
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                faults.append(f"{width}: the page scrolls sideways")
            if picture and (phone or width == "desktop"):
                self.takes_picture(f"{picture}-{width}")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        assert not faults, f"{self.page.url}: {faults}"

    def takes_picture(self, name: str) -> None:
        """Write what is on the screen as a picture of the guide, when DOCS=write."""
        if os.environ.get("DOCS") == "write":
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def somebody(chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Callable[[str], Somebody]]:
    """Return a function that seats a person of the cast at a browser of their own, logged in."""
    contexts = []

    def seat(name: str, language: str = "sv") -> Somebody:
        context = chromium.new_context(locale=language, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        client = Client()
        client.force_login(cast.users[name])
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                },
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        return Somebody(page, live_server.url, name)

    yield seat
    for context in contexts:
        context.close()
