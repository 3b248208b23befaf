"""The pages: what they show, what they let a person do, and that their number of questions is fixed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from re import findall, sub

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from samverkan.agreements.models import Agreement, Fact
from samverkan.agreements.pages.sources import Mark, segments_of
from samverkan.agreements.services.agreements import record_consultation, record_signature
from samverkan.agreements.services.drafts import import_agreement
from samverkan.agreements.tests.texts import BJORKASA, adopted, imported
from samverkan.agreements.words import AgreementState, FactState
from tests.cast import Cast

Clients = Callable[[str], Client]


@given(
    st.text(alphabet="ab å\n.", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), max_size=8),
)
def test_the_pieces_of_a_marked_text_give_the_text_again(text: str, spans: list[tuple[int, int, bool]]) -> None:
    marks = [Mark(start, end, f"f{index}", "x", done) for index, (start, end, done) in enumerate(spans)]

    segments = segments_of(text, marks)

    again = ""
    for piece in (piece for segment in segments for piece in segment.pieces):
        again += ("\n" if piece.line > 1 else "") + piece.text
    assert again == text
    lines = [piece.line for segment in segments for piece in segment.pieces if piece.line]
    assert lines == list(range(1, text.count("\n") + 2)) if text else lines == []
    marked = {segment.id for segment in segments if segment.anchor}
    assert all(f"s{start}" in marked for start, end, _ in spans if start < end <= len(text))


def post(client: Client, name: str, *arguments: object, **data: object) -> int:
    """Post and return the status."""
    return client.post(reverse(name, args=arguments), data).status_code


@pytest.mark.django_db
def test_a_file_is_uploaded_reviewed_and_put_in_force(cast: Cast, client_of: Clients) -> None:
    client = client_of("amina")
    file = SimpleUploadedFile("bjorkasa.txt", BJORKASA.encode())
    answer = client.post(reverse("agreements:import"), {"file": file})
    draft = Agreement.objects.get()
    assert answer.headers["Location"] == reverse("agreements:draft", args=[draft.pk])

    start = Fact.objects.get(key="agreement.valid_from")
    prefix = f"f{start.order + 1}"
    assert post(client, "agreements:confirm", draft.pk, key="agreement.title") == 302
    data = {"key": start.key, f"{prefix}-value": "2025-03-01"}
    assert post(client, "agreements:correct", draft.pk, **data) == 302
    assert post(client, "agreements:confirm", draft.pk) == 302
    start.refresh_from_db()
    assert (start.value, start.state) == ("2025-03-01", FactState.CORRECTED)
    assert not Fact.objects.filter(state=FactState.READ).exists()
    assert post(client, "agreements:adopt", draft.pk) == 422
    assert post(client, "agreements:adopt", draft.pk, acknowledge_no_overall="on") == 302
    draft.refresh_from_db()
    assert (draft.state, draft.valid_from) == (AgreementState.ADOPTED, date(2025, 3, 1))


@pytest.mark.django_db
def test_a_file_that_is_no_agreement_is_answered_with_one_sentence_at_the_field(cast: Cast, client_of: Clients) -> None:
    file = SimpleUploadedFile("lista.txt", b"Milk, bread and butter.")

    answer = client_of("amina").post(reverse("agreements:import"), {"file": file})

    assert answer.status_code == 422
    assert "lista.txt" in answer.content.decode()
    assert not Agreement.objects.exists()


@pytest.mark.django_db
def test_a_correction_that_is_not_understood_is_told_at_its_fact(cast: Cast, client_of: Clients) -> None:
    draft = imported(cast.amina)
    fact = draft.facts.get(key="agreement.valid_from")
    prefix = f"f{fact.order + 1}"

    answer = client_of("amina").post(
        reverse("agreements:correct", args=[draft.pk]), {"key": fact.key, f"{prefix}-value": "i våras"}
    )

    assert answer.status_code == 422
    assert f'id="id_{prefix}-value_error"' in answer.content.decode()


@pytest.mark.django_db
def test_each_fact_leads_to_its_sentence_and_each_sentence_to_a_fact(cast: Cast, client_of: Clients) -> None:
    draft = imported(cast.amina)

    page = client_of("amina").get(reverse("agreements:draft", args=[draft.pk])).content.decode()

    ids = set(findall(r'id="([^"]+)"', page))
    assert set(findall(r'href="#([^"]+)"', page)) <= ids
    for fact in draft.facts.exclude(start=None):
        assert f"s{fact.start}" in ids
        assert f"f{fact.order + 1}" in ids
    source = page[page.index('<div class="source"') :]
    source = source[source.index(">") + 1 : source.index("</div>")]
    shown = unescape(sub(r"<[^>]+>", "", sub(r'<span class="source__line"[^>]*>\d+</span>', "", source)))
    assert draft.source is not None
    assert shown == draft.source.text


@pytest.mark.django_db
@pytest.mark.req("AGR-36")
def test_the_agreement_is_shown_as_it_stood_on_any_day(cast: Cast, client_of: Clients) -> None:
    agreement = adopted(cast.amina)
    row = agreement.party_units.first()
    assert row is not None
    record_signature(
        by=cast.amina,
        agreement=agreement,
        party_unit=row,
        name="Doris Rönn",
        function="Stadsdelsdirektör",
        signed_on=date(2025, 5, 5),
    )
    client = client_of("hanna")
    address = reverse("agreements:agreement", args=[agreement.pk])

    assert "Doris Rönn" not in client.get(address + "?datum=2025-05-04").content.decode()
    assert "Doris Rönn" in client.get(address + "?datum=2025-05-05").content.decode()
    assert client.get(address + "?datum=nonsens").status_code == 200
    assert client.get(reverse("agreements:dossier", args=[agreement.pk])).status_code == 200


@pytest.mark.django_db
def test_a_draft_opened_as_an_agreement_leads_to_its_review(cast: Cast, client_of: Clients) -> None:
    draft = imported(cast.amina)

    answer = client_of("amina").get(reverse("agreements:agreement", args=[draft.pk]))

    assert answer.headers["Location"] == reverse("agreements:draft", args=[draft.pk])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("record_consultation", {"held_on": "2026-01-10", "municipality_by": "A", "police_by": "B", "result": "C"}),
        ("end_agreement", {"last_day": "2026-12-31", "because": "Beslut 2026-02-10"}),
    ],
)
def test_deeds_are_done_by_form_and_told(cast: Cast, client_of: Clients, name: str, data: dict[str, str]) -> None:
    agreement = adopted(cast.amina)
    client = client_of("amina")
    address = reverse(f"agreements:{name}", args=[agreement.pk])

    assert client.post(address, {}).status_code == 422
    answer = client.post(address, data, follow=True)
    assert answer.redirect_chain == [(reverse("agreements:agreement", args=[agreement.pk]), 302)]


PAGES = ("agreements:list", "agreements:timeline")


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_same_number_of_questions_at_one_and_at_many_rows(
    cast: Cast, client_of: Clients, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    client = client_of("amina")
    adopted(cast.amina, start=date(2024, 2, 1))
    count = questions(client, reverse(name))

    for month in range(3, 10):
        imported(cast.amina)
        agreement = adopted(cast.amina, start=date(2024, month, 1))
        record_consultation(
            by=cast.amina,
            agreement=agreement,
            held_on=date(2025, 3, 1),
            municipality_by="A",
            police_by="B",
            result="C",
        )
    with django_assert_num_queries(count):
        client.get(reverse(name))


@pytest.mark.django_db
def test_the_review_and_the_agreement_ask_a_fixed_number_of_questions(
    cast: Cast, client_of: Clients, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("amina")
    short = BJORKASA.replace("samt Trafikkontoret\n", "").replace("• Kommunikationsplan\n• Kontaktuppgifter\n", "")
    small, large = imported(cast.amina, text=short), imported(cast.amina)
    count = questions(client, reverse("agreements:draft", args=[small.pk]))
    with django_assert_num_queries(count):
        client.get(reverse("agreements:draft", args=[large.pk]))

    agreement = adopted(cast.amina)
    address = reverse("agreements:agreement", args=[agreement.pk])
    count = questions(client, address)
    for row in agreement.party_units.all():
        record_signature(
            by=cast.amina, agreement=agreement, party_unit=row, name="A", function="B", signed_on=date(2025, 1, 1)
        )
    for month in range(1, 9):
        record_consultation(
            by=cast.amina,
            agreement=agreement,
            held_on=date(2025, month, 1),
            municipality_by="A",
            police_by="B",
            result="C",
        )
    with django_assert_num_queries(count):
        client.get(address)


def questions(client: Client, address: str) -> int:
    """Return how many questions the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_file_comes_back_as_it_was_and_is_never_shown_as_a_page(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    draft = import_agreement(by=cast.amina, data=BJORKASA.encode(), name="avtal å.txt")
    answer = client_of("amina").get(reverse("agreements:agreement_file", args=[draft.pk]))
    assert answer.content.decode() == BJORKASA
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''avtal%20%C3%A5.txt"
    assert client_of("cecilia").get(reverse("agreements:agreement_file", args=[draft.pk])).status_code == 404
