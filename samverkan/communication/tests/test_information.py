"""The duty to inform, from something that happened to an answer with proof."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from samverkan.audit.models import Entry
from samverkan.communication import queries, services
from samverkan.communication.models import Delivery, Information
from samverkan.communication.rules import LONGEST_TITLE, days_waited, other_party, reach, title_of
from samverkan.communication.words import Concerns, Reach
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.groups.models import Seat
from samverkan.notices.models import Notice
from samverkan.organisation.models import Post
from tests.cast import TODAY, Cast

NOW = TODAY.isoformat() + "T09:00:00+01:00"


def told(cast: Cast, by: str = "amina", **change: Any) -> Information:
    """Let somebody inform, with what is said changed as the test wants."""
    said: dict[str, Any] = {
        "unit": cast.units["bjorkasa"],
        "happened_on": TODAY,
        "event": "Torgets ombyggnad flyttas till hösten.\nBeskedet kom i dag.",
        "concerns": Concerns.MEASURES_PLAN,
        "materiality": "Åtgärden i planen kan inte börja i maj.",
        "today": TODAY,
    } | change
    return services.send_information(by=cast.actor(by), **said)


@pytest.mark.req("COM-01", "COM-02", "COM-03")
@pytest.mark.parametrize(("sender", "recipient"), [("amina", "erik"), ("bertil", "doris")])
def test_each_party_tells_the_decision_makers_of_the_other_and_nobody_else(
    cast: Cast, sender: str, recipient: str
) -> None:
    information = told(cast, sender)
    delivery = Delivery.objects.get(information=information)
    assert delivery.notice.recipient == cast.users[recipient]
    assert delivery.notice.receipt_wanted
    assert delivery.notice.title == "Underrättelse från den andra parten: Torgets ombyggnad flyttas till hösten."
    assert delivery.notice.address == reverse("communication:information", args=[information.pk])
    assert [(entry.event, entry.key) for entry in Entry.objects.all()] == [
        ("communication.informed", str(information.pk))
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event": " "}, "event"),
        ({"materiality": ""}, "materiality"),
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"event": "Ring 070-123 45 67"}, "event"),
        ({"materiality": "Gäller 811218-9876"}, "materiality"),
    ],
)
def test_information_that_lacks_its_reason_or_names_a_person_is_refused(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        told(cast, **change)
    assert refused.value.field == field
    assert not Information.objects.exists()
    assert not Notice.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.req("COM-02")
def test_without_a_decision_maker_to_tell_it_is_refused_with_a_way_on(cast: Cast) -> None:
    Seat.objects.filter(pk=cast.seats["erik"].pk).update(holder=None)
    with pytest.raises(Refused, match="No decision-maker") as refused:
        told(cast)
    assert "fill the seat" in refused.value.way_on
    assert not Information.objects.exists()


@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_nobody_informs_on_behalf_of_a_district_that_is_not_theirs(cast: Cast, person: str) -> None:
    with pytest.raises(NotAllowed):
        told(cast, person)
    assert not Information.objects.exists()


def test_from_something_happened_to_sent_takes_three_clicks_and_no_choice_of_recipients(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    """One click on the start page opens the form; then one for what it concerns, and one to send."""
    client = client_of("amina")
    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("communication:inform")).context["page"]
        assert [one.name for place in page.places for one in place.reached] == ["Erik Björk"]
        hidden = {"unit": page.form["unit"].value(), "happened_on": page.form["happened_on"].value()}
        typed = {"event": "Torget byggs om.", "materiality": "Planen ändras.", "concerns": "measures_plan"}
        answer = client.post(reverse("communication:inform"), hidden | typed, follow=True)
    assert answer.status_code == 200
    assert "Erik Björk" in answer.content.decode()
    assert Information.objects.get().unit == cast.units["bjorkasa"]


def test_who_serves_several_districts_chooses_which(cast: Cast, client_of: Callable[[str], Client]) -> None:
    post = Post.objects.get(user=cast.users["amina"])
    Post.objects.create(user=post.user, unit=cast.units["granvik"], role=post.role, valid_from=date(2025, 1, 1))
    page = client_of("amina").get(reverse("communication:inform")).context["page"]
    assert [place.unit_name for place in page.places] == [
        "Björkåsa stadsdelsförvaltning",
        "Granviks stadsdelsförvaltning",
    ]
    assert [bool(place.reached) for place in page.places] == [True, False]
    answer = client_of("amina").post(reverse("communication:inform"), {"unit": cast.units["granvik"].pk})
    assert answer.status_code == 200
    assert "event" in answer.context["page"].form.errors


def test_a_vacant_decision_makers_seat_is_shown_before_sending(cast: Cast, client_of: Callable[[str], Client]) -> None:
    Seat.objects.filter(pk=cast.seats["erik"].pk).update(holder=None)
    answer = client_of("amina").get(reverse("communication:inform"))
    assert answer.context["page"].nobody_to_tell
    assert "vakant" in answer.content.decode()


@pytest.mark.req("COM-02", "COM-14")
def test_the_receipt_is_given_once_by_the_one_who_was_told(cast: Cast, client_of: Callable[[str], Client]) -> None:
    information = told(cast)
    address = reverse("communication:acknowledge", args=[information.pk])
    assert client_of("amina").post(address).status_code == 404
    assert client_of("cecilia").post(address).status_code == 404
    assert [delivery.pk for delivery in queries.unreceived_of(cast.amina)] == [Delivery.objects.get().pk]
    assert client_of("erik").post(address).status_code == 302
    assert Notice.objects.get().received_at is not None
    assert client_of("erik").post(address).status_code == 409
    assert not queries.unreceived_of(cast.amina)
    assert [entry.event for entry in Entry.objects.all()] == ["communication.informed", "communication.received"]


def test_an_answer_is_a_receipt_too_and_goes_back_to_the_sender(cast: Cast, client_of: Callable[[str], Client]) -> None:
    information = told(cast)
    address = reverse("communication:answer", args=[information.pk])
    erik = client_of("erik")
    assert erik.post(address, {"answer": ""}).context["page"].form.errors
    assert erik.post(address, {"answer": "Ring 070-123 45 67"}).context["page"].form.errors
    assert Notice.objects.get().received_at is None
    assert erik.post(address, {"answer": "Vi tar upp det i styrgruppen."}).status_code == 302
    delivery = Delivery.objects.get()
    assert delivery.notice.received_at is not None
    assert delivery.answer == "Vi tar upp det i styrgruppen."
    back = Notice.objects.get(recipient=cast.users["amina"])
    assert back.title == "Svar på din underrättelse: Torgets ombyggnad flyttas till hösten."
    with pytest.raises(Refused, match="already answered"):
        services.answer_information(by=cast.erik, delivery=delivery, answer="Igen")
    with pytest.raises(NotAllowed):
        services.answer_information(by=cast.doris, delivery=delivery, answer="Jag")
    assert [entry.event for entry in Entry.objects.all()] == ["communication.informed", "communication.answered"]


@pytest.mark.req("COM-14")
def test_the_list_shows_for_how_many_days_a_notice_has_waited(cast: Cast, client_of: Callable[[str], Client]) -> None:
    with time_machine.travel(NOW, tick=False):
        told(cast)
    with time_machine.travel("2026-03-14T09:00:00+01:00", tick=False):
        page = client_of("amina").get(reverse("communication:list"))
    (row,) = page.context["page"].rows
    assert [(delivery.reach, delivery.days) for delivery in row.waiting] == [(Reach.SENT, 4)]
    assert not row.is_received
    assert not row.is_answered
    assert "har väntat 4 dagar" in page.content.decode()


def test_the_page_shows_the_proof_in_order(cast: Cast, client_of: Callable[[str], Client]) -> None:
    information = told(cast)
    Notice.objects.update(mailed_at=datetime.fromisoformat("2030-01-01T08:00:00+01:00"))
    services.answer_information(by=cast.erik, delivery=Delivery.objects.get(), answer="Tack")
    page = client_of("doris").get(reverse("communication:information", args=[information.pk])).context["page"]
    assert [event.title.split()[0] for event in page.proof] == ["Skickad", "Öppnad", "Mottagen", "Besvarad", "Mejlad"]
    assert page.form is None
    assert not page.may_acknowledge


@pytest.mark.parametrize("person", ["cecilia", "fatima", "gustav", "hanna", "ivar", "nils"])
def test_others_see_nothing_of_it(cast: Cast, person: str) -> None:
    told(cast)
    assert not queries.information_visible_to(cast.actor(person)).exists()


def test_the_list_asks_as_many_questions_for_many_as_for_few(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("amina")
    for more in (1, 12):
        for number in range(more):
            told(cast, event=f"Händelse {number}")
        with django_assert_num_queries(9):
            page = client.get(reverse("communication:list")).context["page"]
        with django_assert_num_queries(8):
            client.get(reverse("communication:inform"))
    assert len(page.rows) == 13


@given(st.text(max_size=300))
def test_a_title_is_one_line_of_bounded_length(event: str) -> None:
    title = title_of(event)
    assert len(title) <= LONGEST_TITLE
    assert title == " ".join(title.split())


moments = st.none() | st.datetimes()


@given(moments, moments, moments)
def test_the_reach_never_passes_what_has_happened(
    read: datetime | None, received: datetime | None, answered: datetime | None
) -> None:
    how_far = reach(read, received, answered)
    assert (how_far is Reach.ANSWERED) is (answered is not None)
    if how_far is Reach.SENT:
        assert read is None
        assert received is None


@given(st.dates(), st.none() | st.dates(), st.dates())
def test_days_are_never_negative(sent: date, received: date | None, today: date) -> None:
    assert days_waited(sent, received, today) >= 0


def test_an_outsider_has_no_other_party() -> None:
    assert other_party(Party.EXTERNAL) is None
    assert other_party(Party.MUNICIPALITY) is Party.POLICE
