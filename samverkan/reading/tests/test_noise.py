"""Whatever happens to a text, reading ends in a draft or a refusal, and nothing in a draft is invented."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.ground.refusals import Refused
from samverkan.reading.agreement import AgreementDraft, read_agreement
from samverkan.reading.amounts import MONTHS, NUMBER_WORDS, amount_of, dates_in, fold
from samverkan.reading.document import Document
from samverkan.reading.files import read_document
from samverkan.reading.tests.build import NORRVIK, docx_of, pdf_of, shared_text

LIMIT = 2_000_000
TEXTS = [path.read_text() for path in (NORRVIK, shared_text()) if path is not None]
DRESSED = [docx_of(TEXTS[0], whole_paragraphs=True), pdf_of(TEXTS[0]), TEXTS[0].encode()]
WRONG_LETTERS = str.maketrans({"l": "1", "o": "0", "i": "í", "e": "c", "å": "a", "ö": "o", "m": "rn", "5": "S"})

a_text = st.sampled_from(TEXTS)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A text with lines cut, swapped, doubled, joined or scanned badly."""
    lines = draw(a_text).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(at, min(len(lines), at + 12)))
        deed = draw(st.sampled_from(["cut", "swap", "double", "join", "scan", "break", "digits"]))
        part = lines[at:to]
        if deed == "cut":
            lines[at:to] = []
        elif deed == "swap":
            place = draw(st.integers(0, len(lines)))
            lines = lines[:at] + lines[to:]
            lines[place:place] = part
        elif deed == "double":
            lines[to:to] = part
        elif deed == "join":
            lines[at:to] = [" ".join(part)]
        elif deed == "scan":
            lines[at:to] = [line.translate(WRONG_LETTERS) for line in part]
        elif deed == "break":
            lines[at:to] = [piece for line in part for piece in re.split(r"(?<=\w{6})(?=\w)", line, maxsplit=1)]
        else:
            lines[at:to] = [re.sub(r"\d", lambda _: str(draw(st.integers(0, 9))), line) for line in part]
        lines = lines or [""]
    return "\n".join(lines)


INTERVALS = {6: "halvar", 12: "ar", 24: "vartannat ar", 36: "vart tredje ar", 48: "vart fjarde ar"}


def assert_nothing_is_invented(draft: AgreementDraft, document: Document) -> None:
    seen: set[str] = set()
    for fact in draft.facts:
        assert fact.key not in seen
        seen.add(fact.key)
        assert fact.place is not None
        assert fact.quote
        assert document.quote(fact.place.start, fact.place.end) == fact.quote
        assert_value_stands_in_quote(fact.key, fact.value, fact.quote)
    for item in draft.missing:
        assert item.key not in seen
        seen.add(item.key)
        assert item.looked_for
    for contradiction in draft.contradictions:
        assert contradiction.key not in seen
        assert len({reading.value for reading in contradiction.readings}) > 1


def assert_value_stands_in_quote(key: str, value: object, quote: str) -> None:
    folded = fold(quote)
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        if key.endswith(".months"):
            assert INTERVALS[value] in folded or "arligen" in folded
        elif key.endswith(".number"):
            return  # a number by order is checked by its basis
        else:
            words = [word for word, number in NUMBER_WORDS.items() if number == value]
            assert re.search(rf"\b(?:{value}|{'|'.join(words) or value})\b", folded)
        return
    assert isinstance(value, str)
    if key in ("agreement.valid_from", "agreement.last_day", "agreement.signing_date"):
        year, month, day = value.split("-")
        name = next(name for name, number in MONTHS.items() if number == int(month))
        assert value in quote or (year in folded and name in folded and str(int(day)) in folded)
    elif key.endswith((".name", ".title", ".text", ".label", ".postal_address", ".body", ".purpose")):
        assert " ".join(value.split()) in " ".join(quote.split()) or value in quote.replace("- ", "-")
    elif key.endswith(".organisation_number"):
        assert value in re.sub(r"(?<=\d) ?- ?(?=\d)", "-", quote)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_a_damaged_text_never_gives_an_invented_fact(text: str) -> None:
    try:
        document = read_document(text.encode(), "a", size_limit=LIMIT)
        draft = read_agreement(document)
    except Refused:
        return
    assert_nothing_is_invented(draft, document)
    assert draft.terms() == draft.terms()
    assert all(term.parameters for term in draft.terms())


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(DRESSED),
    st.integers(0, 40_000),
    st.lists(st.tuples(st.integers(0, 40_000), st.binary(max_size=6)), max_size=4),
)
def test_torn_and_overwritten_files_are_read_or_refused(
    data: bytes, length: int, overwritten: list[tuple[int, bytes]]
) -> None:
    torn = bytearray(data[:length])
    for at, piece in overwritten:
        torn[at : at + len(piece)] = piece
    try:
        document = read_document(bytes(torn), "a", size_limit=LIMIT)
        draft = read_agreement(document)
    except Refused:
        return
    assert_nothing_is_invented(draft, document)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"Lokal samverkans\xc3\xb6verenskommelse\n"):
        try:
            read_agreement(read_document(start + data, "a", size_limit=LIMIT))
        except Refused:
            continue


@given(st.text(max_size=300))
def test_any_text_keeps_its_places(text: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "ignore"), "a", size_limit=LIMIT)
    except Refused:
        return
    assert document.text == "\n".join(line.text for line in document.lines)
    for line in document.lines:
        assert document.text[line.start : line.end] == line.text
        assert line.is_blank or document.line_at(line.start) == line


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("words", "value", "other"),
    [("tva (2)", 2, None), ("tolv", 12, None), ("3", 3, None), ("3 (tre)", 3, None), ("fyra (5)", 4, 5)],
)
def test_numbers_in_words_figures_and_both(words: str, value: int, other: int | None) -> None:
    amount = amount_of(words)
    assert amount is not None
    assert (amount.value, amount.other) == (value, other)


@pytest.mark.parametrize("words", ["manga", "tva tre", "2,5", "", "hundra"])
def test_what_is_no_plain_number_is_none(words: str) -> None:
    assert amount_of(words) is None


@given(st.dates())
def test_days_are_read_in_figures_and_in_words(day: date) -> None:
    month = next(name for name, number in MONTHS.items() if number == day.month)
    for words in (day.isoformat(), f"den {day.day} {month} {day.year:04}"):
        assert [found.day for found in dates_in(words)] == [day]
