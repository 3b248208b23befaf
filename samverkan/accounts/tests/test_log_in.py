"""Logging in and out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from samverkan.accounts.models import LoginFailures, User
from samverkan.accounts.rules import FREE_FAILURES, LONGEST, remaining_wait, wait_after
from samverkan.accounts.services import log_in
from samverkan.ground.refusals import Refused
from tests.cast import PASSWORD, Cast

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HOME = "127.0.0.1"


@given(st.integers(0, 10_000))
def test_the_wait_never_shrinks_with_more_failures_and_never_passes_a_quarter_of_an_hour(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST


@given(st.integers(0, 100), st.integers(0, 10_000))
def test_the_remaining_wait_ends(failures: int, seconds: int) -> None:
    left = remaining_wait(failures, NOW, NOW + timedelta(seconds=seconds))
    assert timedelta(0) <= left <= wait_after(failures)
    if timedelta(seconds=seconds) >= wait_after(failures):
        assert not left


def test_the_right_password_opens_a_session_and_leaves_one_trace(cast: Cast, rung: list[str]) -> None:
    client = Client()
    answer = client.post(reverse("accounts:login"), {"email": " Amina@Example.org ", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("overview:my_week"))
    assert client.get(reverse("accounts:me")).status_code == 200
    assert rung == ["accounts.logged_in"]


def test_logging_out_takes_a_post_and_leaves_one_trace(client_of: Callable[[str], Client], rung: list[str]) -> None:
    client = client_of("amina")
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout")).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 302
    assert rung == ["accounts.logged_out"]


def test_an_unknown_address_a_wrong_password_and_a_closed_account_get_the_same_answer(
    cast: Cast, rung: list[str]
) -> None:
    User.objects.filter(pk=cast.users["doris"].pk).update(is_active=False)
    answers = set()
    for email, password in (
        ("nobody@example.org", PASSWORD),
        ("amina@example.org", "wrong"),
        ("doris@example.org", PASSWORD),
    ):
        answer = Client().post(reverse("accounts:login"), {"email": email, "password": password})
        assert answer.status_code == 200
        assert "_auth_user_id" not in answer.client.session
        answers.add(str(answer.context["page"].form.errors))
    assert len(answers) == 1
    assert not rung


def test_after_five_failures_even_the_right_password_must_wait(cast: Cast, rung: list[str]) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(Refused, match="do not match"):
            log_in(email="amina@example.org", password="wrong", address=HOME, now=NOW)
    with pytest.raises(Refused, match="Wait 1 min"):
        log_in(email="amina@example.org", password=PASSWORD, address=HOME, now=NOW)
    assert not rung
    log_in(email="amina@example.org", password=PASSWORD, address="192.0.2.7", now=NOW)
    log_in(email="amina@example.org", password=PASSWORD, address=HOME, now=NOW + timedelta(minutes=1))
    assert LoginFailures.objects.count() == 0


def test_failures_of_yesterday_are_forgotten(cast: Cast) -> None:
    for minute in range(9):
        with pytest.raises(Refused):
            log_in(email="amina@example.org", password="wrong", address=HOME, now=NOW + timedelta(minutes=20 * minute))
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(Refused, match="do not match"):
        log_in(email="amina@example.org", password="wrong", address=HOME, now=tomorrow)
    assert LoginFailures.objects.get().failures == 1


def test_the_failures_keep_no_address_of_anybody(cast: Cast) -> None:
    with pytest.raises(Refused):
        log_in(email="amina@example.org", password="wrong", address=HOME, now=NOW)
    assert "amina" not in LoginFailures.objects.get().pair


def test_the_session_speaks_the_language_the_person_has_chosen(cast: Cast) -> None:
    User.objects.filter(pk=cast.users["amina"].pk).update(language="en")
    answer = Client().post(reverse("accounts:login"), {"email": "amina@example.org", "password": PASSWORD})
    assert answer.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    ("wanted", "got"),
    [("/jag/", "/jag/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("javascript:alert(1)", "/")],
)
def test_the_person_is_led_on_within_the_site_only(cast: Cast, wanted: str, got: str) -> None:
    posted = {"email": "amina@example.org", "password": PASSWORD, "next": wanted}
    assert Client().post(reverse("accounts:login"), posted).headers["Location"] == got


def test_the_login_page_lists_the_demo_only_where_the_demo_has_written_it(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.DEMO_LOGINS = tmp_path / "demo-logins.json"
    assert Client().get(reverse("accounts:login")).context["page"].demo_logins == ()
    row = {"role": "Samordnare", "name": "Amina Lind", "email": "amina@example.org", "password": PASSWORD}
    settings.DEMO_LOGINS.write_text(json.dumps([row]), encoding="utf-8")
    answer = Client().get(reverse("accounts:login"))
    assert answer.context["page"].demo_logins[0].role == "Samordnare"
    assert "amina@example.org" in answer.content.decode()


def test_failures_that_no_longer_count_are_not_kept(cast: Cast) -> None:
    for email, when in (("a@example.org", NOW), ("b@example.org", NOW + timedelta(hours=2))):
        with pytest.raises(Refused):
            log_in(email=email, password="wrong", address=HOME, now=when)
    assert LoginFailures.objects.count() == 1
