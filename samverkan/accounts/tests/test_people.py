"""What a person and an administrator do with accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samverkan.accounts import services
from samverkan.accounts.models import User
from samverkan.ground.refusals import NotAllowed, Refused
from tests.cast import PASSWORD, Cast

GOOD = "mossa-sten-och-barr"


def test_a_person_changes_the_password_and_stays_logged_in(
    cast: Cast, client_of: Callable[[str], Client], rung: list[str]
) -> None:
    client = client_of("amina")
    posted = {"old_password": PASSWORD, "new_password": GOOD}
    assert client.post(reverse("accounts:change_password"), posted).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200
    assert User.objects.get(pk=cast.users["amina"].pk).check_password(GOOD)
    assert rung == ["accounts.password_changed"]


@pytest.mark.parametrize(("old", "new", "field"), [("wrong", GOOD, "old_password"), (PASSWORD, "kort", "new_password")])
def test_a_bad_change_of_password_changes_nothing(
    cast: Cast, client_of: Callable[[str], Client], old: str, new: str, field: str, rung: list[str]
) -> None:
    answer = client_of("amina").post(reverse("accounts:change_password"), {"old_password": old, "new_password": new})
    assert answer.status_code == 200
    assert list(answer.context["page"].form.errors) == [field]
    assert User.objects.get(pk=cast.users["amina"].pk).check_password(PASSWORD)
    assert not rung


def test_the_chosen_language_is_kept_and_used_at_once(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("amina")
    answer = client.post(reverse("accounts:choose_language"), {"language": "en"})
    assert answer.cookies["django_language"].value == "en"
    assert User.objects.get(pk=cast.users["amina"].pk).language == "en"
    assert "My posts" in client.get(reverse("accounts:me")).content.decode()


def test_a_language_nobody_has_written_is_refused(
    cast: Cast, client_of: Callable[[str], Client], rung: list[str]
) -> None:
    answer = client_of("amina").post(reverse("accounts:choose_language"), {"language": "xx"})
    assert answer.context["page"].language_form.errors
    with pytest.raises(Refused):
        services.choose_language(by=cast.amina, user=cast.users["amina"], language="xx")
    assert not rung


def test_my_page_shows_my_posts_and_seats(client_of: Callable[[str], Client]) -> None:
    text = client_of("amina").get(reverse("accounts:me")).content.decode()
    assert "Björkåsa stadsdelsförvaltning" in text
    assert "Beredningsgrupp Björkåsa" in text


def test_an_administrator_adds_a_person_who_can_log_in(
    cast: Cast, client_of: Callable[[str], Client], rung: list[str]
) -> None:
    posted = {"name": "Sara Åsen", "email": "Sara@Example.org", "language": "sv", "password": GOOD}
    answer = client_of("ivar").post(reverse("accounts:add_person"), posted)
    user = User.objects.get(email="sara@example.org")
    assert answer.headers["Location"] == reverse("accounts:person", args=[user.pk])
    assert Client().login(username="sara@example.org", password=GOOD)
    assert rung == ["accounts.person_added"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "AMINA@example.org"}, "email"),
        ({"password": "kort"}, "password"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_person_who_cannot_be_added_is_not(cast: Cast, change: dict[str, str], field: str, rung: list[str]) -> None:
    given: dict[str, Any] = {"name": "Sara Åsen", "email": "sara@example.org", "password": GOOD} | change
    before = User.objects.count()
    with pytest.raises(Refused) as refused:
        services.add_person(by=cast.ivar, **given)
    assert refused.value.field == field
    assert (User.objects.count(), rung) == (before, [])


def test_a_closed_account_ends_the_open_session_and_can_be_opened_again(
    cast: Cast, client_of: Callable[[str], Client], rung: list[str]
) -> None:
    amina, ivar = client_of("amina"), client_of("ivar")
    address = [cast.users["amina"].pk]
    assert ivar.post(reverse("accounts:deactivate_person", args=address)).status_code == 302
    assert amina.get(reverse("accounts:me")).status_code == 302
    assert ivar.post(reverse("accounts:deactivate_person", args=address)).status_code == 409
    assert ivar.post(reverse("accounts:reactivate_person", args=address)).status_code == 302
    assert ivar.post(reverse("accounts:reactivate_person", args=address)).status_code == 409
    assert rung == [
        "accounts.person_deactivated",
        "accounts.person_reactivated",
    ]


def test_an_administrator_cannot_close_the_own_account(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.deactivate_person(by=cast.ivar, user=cast.users["ivar"])
    assert User.objects.get(pk=cast.users["ivar"].pk).is_active


def test_a_new_password_ends_the_persons_sessions(cast: Cast, client_of: Callable[[str], Client]) -> None:
    amina, ivar = client_of("amina"), client_of("ivar")
    address = reverse("accounts:set_password", args=[cast.users["amina"].pk])
    assert ivar.post(address, {"password": "kort"}).context["page"].form.errors
    assert amina.get(reverse("accounts:me")).status_code == 200
    assert ivar.post(address, {"password": GOOD}).status_code == 302
    assert amina.get(reverse("accounts:me")).status_code == 302


@pytest.mark.parametrize(
    "deed",
    [
        lambda by, user: services.add_person(by=by, name="A", email="a@example.org", password=GOOD),
        lambda by, user: services.deactivate_person(by=by, user=user),
        lambda by, user: services.reactivate_person(by=by, user=user),
        lambda by, user: services.set_password(by=by, user=user, password=GOOD),
        lambda by, user: services.choose_language(by=by, user=user, language="en"),
        lambda by, user: services.change_password(by=by, user=user, old_password=PASSWORD, new_password=GOOD),
    ],
)
def test_nobody_but_an_administrator_touches_the_account_of_another(
    cast: Cast, deed: Callable[..., Any], rung: list[str]
) -> None:
    before = list(User.objects.order_by("pk").values())
    with pytest.raises(NotAllowed):
        deed(cast.amina, cast.users["doris"])
    assert list(User.objects.order_by("pk").values()) == before
    assert not rung


def test_the_list_of_people_asks_as_many_questions_for_many_as_for_few(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("ivar")
    for more in (0, 60):
        User.objects.bulk_create(User(email=f"{number}@example.org", name=f"Person {number}") for number in range(more))
        with django_assert_num_queries(8):
            page = client.get(reverse("accounts:people")).context["page"]
    assert len(page.rows) == 50
    found = client.get(reverse("accounts:people"), {"sok": "amina"}).context["page"]
    assert [row.name for row in found.rows] == ["Amina Lind"]
