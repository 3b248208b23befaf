"""Every key has a label, and every label and sentence of the reader has a Swedish text."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from samverkan.ground.terms import TermKind
from samverkan.reading.agreement import EXPECTED, LABELS, SECTIONS, AgreementDraft, read_agreement
from samverkan.reading.agreement.keys import label_of, looked_for, order_of, pattern_of, section_of, unreadable
from samverkan.reading.files import read_document
from samverkan.reading.tests.build import NORRVIK

PACKAGE = Path(__file__).parents[1]
TERMS = PACKAGE.parents[1] / "docs" / "reference" / "terms.md"


@pytest.fixture(scope="module")
def draft() -> AgreementDraft:
    return read_agreement(read_document(NORRVIK.read_bytes(), "a", size_limit=100_000))


def test_every_key_that_is_read_or_missing_is_known(draft: AgreementDraft) -> None:
    keys = [fact.key for fact in draft.facts] + [item.key for item in draft.missing] + list(EXPECTED)
    assert [key for key in keys if key not in LABELS and pattern_of(key) not in LABELS] == []
    assert all(label_of(key) != key and section_of(key) for key in keys)


def test_every_missing_thing_says_what_was_looked_for(draft: AgreementDraft) -> None:
    assert all(item.looked_for in {looked_for(item.key), unreadable()} for item in draft.missing)


def test_facts_come_in_the_order_of_their_sections(draft: AgreementDraft) -> None:
    order = [order_of(fact.key) for fact in draft.facts]
    assert order == sorted(order)
    keys = [fact.key for fact in draft.facts if fact.key.startswith("parties.police.units")]
    assert [key.split(".")[3] for key in keys] == sorted(key.split(".")[3] for key in keys)


def test_an_unknown_key_is_its_own_label() -> None:
    assert label_of("else.7.what") == "else.7.what"
    assert looked_for("else.7.what") == ""


def test_every_label_has_a_swedish_text() -> None:
    with (PACKAGE / "locale/sv/LC_MESSAGES/django.po").open("rb") as file:
        swedish = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    texts = {*LABELS.values(), *EXPECTED.values(), *(label for _, label in SECTIONS), unreadable()}
    assert {text for text in texts if not swedish.get(text)} == set()


@pytest.mark.skipif(not TERMS.exists(), reason="the documentation is not installed with the package")
def test_every_kind_of_term_is_documented() -> None:
    text = TERMS.read_text()
    assert [kind.value for kind in TermKind if f"## `{kind.value}`" not in text] == []
