"""The pages of the user guide in the demo city: free of axe violations and sideways scroll, and pictured on demand.

`make docs` writes the pictures to docs/guide/pictures; other runs only look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Amendment, Annex, AnnexVersion
from samverkan.communication.models import Information
from samverkan.decisions.models import Matter
from samverkan.ground.words import AnnexKind
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.meetings.words import MeetingState
from samverkan.site.town.build import build_town
from tests.browser import Somebody

TODAY = date(2026, 3, 10)
Seating = Callable[..., Somebody]


@pytest.fixture
def demo_city(db: None, tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[None]:
    """Build the demo city on a fixed morning, and let every page say that it is one."""
    settings.DEMO_LOGINS = tmp_path / "demo-logins.json"  # type: ignore[attr-defined]
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=True):
        build_town(progress=lambda told: None)
        settings.DEMO_LOGINS.write_text("[]", encoding="utf-8")  # type: ignore[attr-defined]
        yield


@pytest.fixture
def citizen(chromium: Browser, live_server: LiveServer, demo_city: None) -> Iterator[Seating]:
    """Return a function that seats somebody, by the first part of their address, at a browser of their own."""
    contexts: list[BrowserContext] = []

    def seat(key: str, *, dark: bool = False) -> Somebody:
        context = chromium.new_context(
            locale="sv", viewport={"width": 1280, "height": 900}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        client = Client()
        client.force_login(User.objects.get(email=f"{key}@demo.example"))
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: "sv",
        }
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(20_000)
        return Somebody(page, live_server.url, key)

    yield seat
    for context in contexts:
        context.close()


def group(name: str) -> int:
    """Return the key of the demo's group with the name."""
    return Group.objects.get(name=name).pk


@pytest.mark.browser
@pytest.mark.req("CRO-05")
def test_every_page_of_the_guide_looks_right_in_the_demo_city(citizen: Seating) -> None:
    agreement = Agreement.objects.get(title__contains="Skärholmen")
    picture = Annex.objects.get(agreement=agreement, kind=AnnexKind.SITUATION_PICTURE)
    steering = group("Styrgrupp Skärholmen")
    waiting = AnnexVersion.objects.filter(annex=picture).latest("number")
    coming = Meeting.objects.get(group_id=steering, title__contains="extra")
    held = Meeting.objects.filter(group_id=steering, state=MeetingState.HELD).latest("starts_at")
    matter = Matter.objects.get(title__startswith="Gemensam riktning")
    information = Information.objects.get(event__startswith="Polisen förstärker")
    amendment = Amendment.objects.get()

    faults = look(
        citizen("samordnare.skarholmen"),
        ("my-week", reverse("overview:my_week"), True),
        ("", reverse("agreements:list"), False),
        ("agreement", reverse("agreements:agreement", args=[agreement.pk]), False),
        ("", reverse("agreements:timeline"), False),
        ("annex", reverse("agreements:annex", args=[picture.pk]), False),
        ("annex-version", reverse("agreements:annex_version", args=[waiting.pk]), False),
        ("compare", f"{reverse('agreements:compare')}?what=annex&id={picture.pk}&before=2&after=3", False),
        ("", reverse("agreements:import"), False),
        ("", reverse("meetings:list"), False),
        ("meeting", reverse("meetings:meeting", args=[coming.pk]), False),
        ("minutes", reverse("meetings:meeting", args=[held.pk]), False),
        ("matter", reverse("decisions:matter", args=[matter.pk]), False),
        ("mandate", reverse("decisions:delimitation", args=[steering]), False),
        ("", reverse("decisions:list"), False),
        ("", reverse("groups:structure"), False),
        ("group", reverse("groups:group", args=[steering]), False),
        ("propose", reverse("working_groups:propose"), False),
        ("", reverse("working_groups:forums"), False),
        ("areas", reverse("priorities:areas"), False),
        ("", reverse("accounts:me"), False),
    )
    faults += look(
        citizen("kommunpolis.skarholmen"),
        ("inform", reverse("communication:inform"), True),
        ("", reverse("communication:information", args=[information.pk]), False),
    )
    draft = Agreement.objects.get(title__contains="Järva")
    faults += look(citizen("samordnare.jarva"), ("review", reverse("agreements:draft", args=[draft.pk]), False))
    faults += look(citizen("direktor.skarholmen"), ("", reverse("overview:my_week"), False))
    faults += look(citizen("namnd.skarholmen"), ("", reverse("overview:my_week"), False))
    faults += look(
        citizen("samordnare.sodermalm"), ("amendment", reverse("agreements:amendment", args=[amendment.pk]), False)
    )
    faults += look(
        citizen("central"),
        ("mirror", reverse("mirror:agreement"), True),
        ("act-mirror", reverse("mirror:act"), False),
        ("structure", reverse("groups:structure"), False),
    )
    faults += look(
        citizen("forvaltare"),
        ("", reverse("organisation:units"), False),
        ("", reverse("accounts:people"), False),
        ("", reverse("audit:trail"), False),
    )
    night = citizen("central", dark=True)
    faults += look(night, ("dark", reverse("mirror:agreement"), False), ("", reverse("overview:my_week"), False))
    assert not faults, "\n".join(faults)


def look(somebody: Somebody, *visits: tuple[str, str, bool]) -> list[str]:
    """Visit each address and return what is wrong; a name asks for a picture, the last value for a phone too."""
    faults = []
    for picture, address, phone in visits:
        somebody.open(address)
        try:
            somebody.looks_right(picture, phone=phone)
        except AssertionError as fault:
            faults.append(str(fault))
    return faults
