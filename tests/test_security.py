"""What a security officer would ask: closed by default, also for those who post; headers; cookies; forged forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from samverkan.audit.models import Entry
from tests.cast import PASSWORD, TODAY, Cast
from tests.test_doors import doors

OWN = {
    "accounts:login",
    "accounts:logout",
    "accounts:choose_language",
    "accounts:change_password",
    "ui:language",
    "notices:choose_letters",
}
"""Addresses where everybody may change what is their own."""

CLOSED = {302, 403, 404, 405}


@pytest.mark.parametrize("name", sorted(set(doors()) - OWN))
def test_a_post_from_outside_changes_nothing(name: str, cast: Cast) -> None:
    door = doors()[name]
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        address = reverse(name, args=door.arguments(cast)) + door.query
        before = Entry.objects.count()
        for person in ("anonymous", "nils", "cecilia"):
            client = Client()
            if person != "anonymous":
                client.force_login(cast.users[person])
            answer = client.post(address, {}).status_code
            if person == "anonymous" and door.answer_for("anonymous") == 302:
                assert answer in CLOSED, (person, answer)
            if door.answer_for(person) == 404:
                assert answer in {404, 405}, (person, answer)
            assert answer < 500, (person, answer)
        outsiders_may = door.answer_for("cecilia") == 200
        if not outsiders_may:
            assert Entry.objects.count() == before


def test_every_page_lets_the_browser_load_only_what_is_ours(client_of: Callable[[str], Client]) -> None:
    for client in (Client(), client_of("amina")):
        policy = client.get("/", follow=True)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy


def test_pages_of_a_person_are_kept_by_no_cache_on_the_way(client_of: Callable[[str], Client]) -> None:
    assert client_of("amina").get("/")["Cache-Control"] == "private, no-store"


def test_no_page_may_be_framed_or_sniffed(client_of: Callable[[str], Client]) -> None:
    answer = client_of("amina").get("/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_forged_form_is_refused_and_nothing_is_done(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["amina"])
    before = Entry.objects.count()
    answer = client.post(reverse("communication:inform"), {"event": "x"})
    assert answer.status_code == 403
    assert "sparats" in answer.content.decode()
    assert Entry.objects.count() == before


def test_the_session_changes_name_when_somebody_logs_in(cast: Cast) -> None:
    client = Client()
    client.get(reverse("accounts:login"))
    client.post(reverse("accounts:login"), {"email": "amina@example.org", "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_after_logging_out_the_pages_are_closed(client_of: Callable[[str], Client]) -> None:
    client = client_of("amina")
    client.post(reverse("accounts:logout"))
    assert client.get("/").status_code == 302


def test_a_stranger_is_not_led_elsewhere_after_logging_in(cast: Cast) -> None:
    address = reverse("accounts:login") + "?next=https://example.net/"
    answer = Client().post(
        address, {"email": "amina@example.org", "password": PASSWORD, "next": "https://example.net/"}
    )
    assert answer.status_code == 302
    assert "example.net" not in answer["Location"]
