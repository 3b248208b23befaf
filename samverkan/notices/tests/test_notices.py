"""Reading notices and giving receipts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samverkan.audit.models import Entry
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.notices import queries, services
from samverkan.notices.models import Notice
from tests.cast import Cast

ABOUT = Pointer("agreements.annex_version", "7", "Lägesbild 2", "/avtal/bilagor/7/")


def told(cast: Cast, person: str = "gustav", *, receipt: bool = True, title: str = "Ny lägesbild") -> Notice:
    return services.tell([cast.users[person]], about=ABOUT, title=title, text="Läs den.", receipt_wanted=receipt)[0]


def test_opening_a_notice_marks_it_as_read_once_and_leaves_no_trace(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    notice = told(cast, receipt=False)
    client = client_of("gustav")
    assert [row.pk for row in queries.unread_for(cast.gustav)] == [notice.pk]
    text = client.get(reverse("notices:notice", args=[notice.pk])).content.decode()
    assert "/avtal/bilagor/7/" in text
    notice.refresh_from_db()
    first = notice.read_at
    client.get(reverse("notices:notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert first is not None
    assert notice.read_at == first
    assert not queries.unread_for(cast.gustav)
    assert [row.pk for row in queries.read_by(cast.gustav)] == [notice.pk]
    assert not Entry.objects.exists()


@pytest.mark.req("AGR-18")
def test_a_receipt_keeps_the_time_and_leaves_one_trace(cast: Cast, client_of: Callable[[str], Client]) -> None:
    notice = told(cast)
    assert [row.pk for row in queries.awaiting_receipt_for(cast.gustav)] == [notice.pk]
    answer = client_of("gustav").post(reverse("notices:give_receipt", args=[notice.pk]))
    assert answer.headers["Location"] == reverse("notices:notice", args=[notice.pk])
    proof = queries.receipts_of("agreements.annex_version", "7").get()
    assert proof.received_at is not None
    assert proof.read_at is not None
    assert [(entry.event, entry.kind, entry.key) for entry in Entry.objects.all()] == [
        ("notices.receipt_given", "agreements.annex_version", "7")
    ]
    assert not queries.awaiting_receipt_for(cast.gustav)


def test_a_receipt_can_be_given_from_a_list_and_leads_back_there(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    address = reverse("notices:give_receipt", args=[told(cast).pk])
    answer = client_of("gustav").post(address, {"next": reverse("overview:my_week")})
    assert answer.headers["Location"] == reverse("overview:my_week")


def test_a_receipt_given_twice_or_not_asked_for_or_by_another_changes_nothing(cast: Cast) -> None:
    notice, plain = told(cast), told(cast, receipt=False)
    services.give_receipt(by=cast.gustav, notice=notice)
    before = list(Notice.objects.order_by("pk").values())
    for by, what, wrong in (
        (cast.gustav, notice, "already"),
        (cast.gustav, plain, "no receipt"),
        (cast.amina, plain, "Only the person"),
    ):
        with pytest.raises(Refused, match=wrong):
            services.give_receipt(by=by, notice=what)
    with pytest.raises(NotAllowed):
        services.note_reading(by=cast.amina, notice=plain)
    assert list(Notice.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_letters_are_chosen_with_one_trace_a_time(cast: Cast, client_of: Callable[[str], Client]) -> None:
    client = client_of("amina")
    assert queries.wants_letters(cast.amina)
    client.post(reverse("notices:choose_letters"), {"letters": "no"})
    assert not queries.wants_letters(cast.amina)
    client.post(reverse("notices:choose_letters"), {"letters": "yes"})
    assert queries.wants_letters(cast.amina)
    assert [entry.event for entry in Entry.objects.all()] == ["notices.letters_chosen"] * 2


def test_failed_letters_are_shown_to_administrators_only(cast: Cast) -> None:
    Notice.objects.filter(pk=told(cast).pk).update(mail_error="refused", mail_attempts=1)
    assert len(queries.letters_that_failed(cast.ivar)) == 1
    with pytest.raises(NotAllowed):
        queries.letters_that_failed(cast.amina)


def test_the_list_asks_as_many_questions_for_many_as_for_few(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("gustav")
    for more in (1, 30):
        for number in range(more):
            told(cast, receipt=number % 2 == 0, title=f"Meddelande {number}")
            services.note_reading(by=cast.gustav, notice=told(cast, receipt=False))
        with django_assert_num_queries(11):
            page = client.get(reverse("notices:list")).context["page"]
    assert len(page.awaiting) == 16
    assert len(page.unread) == 15
    assert len(page.read) == 25
