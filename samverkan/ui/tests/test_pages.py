"""The frame around every page, and the open pages of the look."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from samverkan.ui.http import part
from samverkan.ui.pages import Frame, NavigationItem, NavigationSection, Person

FRAME = Frame(
    navigation=(
        NavigationSection(
            "", (NavigationItem("Avtal", "/avtal/", is_current=True), NavigationItem("Möten", "/moten/"))
        ),
    ),
    person=Person("Amina Lind", "Trygghetssamordnare", "municipality"),
    is_demo=True,
    today=date(2026, 3, 10),
    log_out_address="/logga-ut/",
)


def drawn(frame: Frame | None) -> str:
    """Draw the base page in the frame."""
    request = RequestFactory().get("/avtal/?sida=2")
    return render_to_string("ui/base.html", {"frame": frame, "request": request})


def test_the_navigation_marks_where_the_reader_is() -> None:
    assert '<a href="/avtal/" aria-current="page">Avtal</a>' in drawn(FRAME)


def test_the_person_can_log_out_by_a_form() -> None:
    assert '<form action="/logga-ut/" method="post">' in drawn(FRAME)


def test_nobody_is_offered_to_log_out() -> None:
    assert "Logga ut" not in drawn(Frame(log_out_address="/logga-ut/"))


@pytest.mark.parametrize(("is_demo", "times"), [(True, 1), (False, 0)])
def test_the_demo_says_on_every_page_that_it_is_invented(is_demo: bool, times: int) -> None:
    assert drawn(Frame(is_demo=is_demo)).count("påhittade personer och siffror") == times


def test_the_language_switch_comes_back_to_the_same_page() -> None:
    assert '<input type="hidden" name="next" value="/avtal/?sida=2">' in drawn(FRAME)


def test_a_page_without_a_frame_can_be_drawn() -> None:
    assert '<main id="main"' in drawn(None)


def test_the_page_tells_its_language_and_has_one_heading() -> None:
    html = drawn(FRAME)
    assert '<html lang="sv"' in html
    assert html.count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/stil/", "/tillganglighet/"])
def test_the_open_pages_ask_the_database_nothing_of_their_own(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(1):
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_language_is_switched_and_kept(client: Client) -> None:
    assert "Stilsida" in client.get("/stil/").content.decode()

    client.post("/sprak/", {"language": "en", "next": "/stil/"})

    assert "Style page" in client.get("/stil/").content.decode()


@pytest.mark.django_db
def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/sprak/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"


class Asked:
    """What htmx says about a request."""

    def __init__(self, *, boosted: bool = False) -> None:
        self.boosted = boosted


def request_with(htmx: object) -> HttpRequest:
    """Return a request that htmx has, or has not, sent."""
    request = RequestFactory().get("/")
    request.htmx = htmx  # type: ignore[attr-defined]
    return request


def test_a_part_is_answered_only_to_htmx() -> None:
    assert part(request_with(Asked()), "rows") == "#rows"
    assert part(request_with(None), "rows") == ""
    assert part(request_with(Asked(boosted=True)), "rows") == ""
    assert part(RequestFactory().get("/"), "rows") == ""
