"""Chromium for tests: one browser a session, a page for somebody of the cast, axe and the floor of 320 px."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

from samverkan.accounts.models import User
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
TICKED = "input[type=radio], input[type=checkbox]"
WRITTEN = "select, textarea, input:not([type=radio], [type=checkbox])"
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


class Citizen(Somebody):
    """A person at a browser who fills in fields by their Swedish labels, and whose console is read."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        page = context.new_page()
        page.set_default_timeout(30_000)
        super().__init__(page, address, name)
        self.context = context
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda fault: self.complaints.append(f"{page.url}: {fault}"))

    def _hear(self, message: ConsoleMessage) -> None:
        lost_contact = "Failed to load resource" in message.text and "/verkstad/" in self.page.url
        if message.type == "error" and not lost_contact:  # a workshop's screen asks again when it had no answer
            self.complaints.append(f"{self.page.url}: {message.text}")

    def log_in_anew(self) -> None:
        """Begin a new session: the old one has run out in the years between."""
        client = Client()
        client.force_login(User.objects.get(email=f"{self.name}@demo.example"))
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: "sv",
        }
        self.context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    def field(self, label: str, kind: str = WRITTEN) -> Locator:
        """Return the field whose label begins so."""
        found = self.page.locator("main").get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
        return found.and_(self.page.locator(kind)).first

    def put(self, label: str, value: str) -> None:
        """Write the value in a field, or choose the option that holds it."""
        found = self.field(label)
        if found.evaluate("field => field.tagName") == "SELECT":
            options = found.locator("option").all_inner_texts()
            chosen = [option for option in options if value in option]
            assert chosen, f"{label!r} offers {options}, not {value!r}"
            found.select_option(label=chosen[0])
        else:
            found.fill(value)

    def put_all(self, values: dict[str, str]) -> None:
        """Write in several fields by label."""
        for label, value in values.items():
            self.put(label, value)

    def tick(self, *labels: str) -> None:
        """Tick boxes and choose among buttons, by the beginning of their labels."""
        for label in labels:
            self.field(label, TICKED).check()

    def untick(self, label: str) -> None:
        """Leave out what was ticked beforehand."""
        self.field(label, TICKED).uncheck()

    def told(self, text: str) -> None:
        """Fail unless the page says it."""
        expect(self.page.locator("main")).to_contain_text(text)

    def within(self, selector: str, text: str, name: str, role: str = "link") -> None:
        """Click what has the name within the part of the page that has the text, and count it."""
        self.clicks += 1
        part = self.page.locator(selector, has_text=text).first
        part.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()


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
