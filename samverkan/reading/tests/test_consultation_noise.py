"""Whatever happens to a document of a consultation, reading ends in a draft or a refusal, and invents nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.ground.refusals import Refused
from samverkan.reading.amounts import MONTHS, fold
from samverkan.reading.consultation import (
    BodyKind,
    ConsultationDraft,
    DecisionType,
    Person,
    SourceKind,
    StatementText,
    as_json,
    read_consultation,
)
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.people import PARTIES, persons_at
from samverkan.reading.files import read_document
from samverkan.reading.lookalikes import latin
from samverkan.reading.mending import Vocabulary, distance
from samverkan.reading.tests.build import HERE, docx_of, pdf_of, shared_text

LIMIT = 2_000_000
DATA = sorted((HERE / "data" / "consultation").glob("*.txt"))
REAL = [shared_text(Path(name)) for name in ("003_41df3c59e6282b61.txt", "000_b45090c122741a22.txt")]
TEXTS = [path.read_text() for path in [*DATA, *filter(None, REAL)]]
SMALL = [path.read_text() for path in DATA]
DRESSED = [docx_of(SMALL[0], whole_paragraphs=False), pdf_of(SMALL[0]), SMALL[0].encode()]
WRONG_LETTERS = str.maketrans(
    {"l": "1", "o": "0", "i": "í", "e": "c", "å": "§", "ä": "d", "ö": "é", "m": "rn", "5": "S", "a": "а", "р": "p"}
)
FIGURES = str.maketrans("lI|Oo", "11100")

DEEDS = ["cut", "swap", "double", "join", "scan", "break", "digits", "head", "hyphen", "upper"]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A text with lines cut, swapped, doubled, joined, scanned badly, broken, or with heads in their midst."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        to = draw(st.integers(at, min(len(lines), at + draw(st.sampled_from([3, 12, 80])))))
        deed = draw(st.sampled_from(DEEDS))
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
        elif deed == "hyphen":
            lines[at:to] = [re.sub(r"(?<=\w{5})(?=\w{4})", "-\n", line, count=1) for line in part]
        elif deed == "head":
            lines[at:at] = ["Utlåtande 2023:45", str(draw(st.integers(1, 99)))]
        elif deed == "upper":
            lines[at:to] = [line.upper() for line in part]
        else:
            lines[at:to] = [re.sub(r"\d", lambda _: str(draw(st.integers(0, 9))), line) for line in part]
        lines = lines or [""]
    return "\n".join(lines)


def persons_of(draft: ConsultationDraft) -> Iterator[Person]:
    for body in draft.bodies:
        for one in body.statements:
            yield from (*one.persons, *one.printed_persons)
    for upper in draft.upper_level_statements:
        yield from upper.persons


def days_of(draft: ConsultationDraft) -> Iterator[date]:
    found = [draft.executive_board_date, draft.valid_from, draft.valid_until, draft.deadline]
    for body in draft.bodies:
        found += [body.decision_date, body.report_date, *(sub.date for sub in body.sub_referrals)]
    return (day for day in found if day is not None)


def words_of(text: str) -> str:
    """Return the text as one line, words broken by a hyphen both ways, as the reader may have taken them."""
    flat = " ".join(latin(text).replace("*", "").split())
    return flat + " " + re.sub(r"- (?=\w)", "", flat) + " " + re.sub(r"- (?=\w)", "-", flat)


def assert_nothing_is_invented(draft: ConsultationDraft, text: str) -> None:
    said = words_of(text)
    # Page numbers and running heads in the midst of a name are passed over.
    without_furniture = words_of(
        "\n".join(
            line
            for line in text.split("\n")
            if not re.fullmatch(r"\s*(?:\d{1,3}|.{0,60}\d{4}:\d+|.*Sida \d.*)\s*", line)
        )
    )
    for person in persons_of(draft):
        assert person.name in said or person.name in without_furniture, person
        if person.party is not None:
            assert_party_stands(person.party, said)
    for name in [*draft.responsible, *(one.name for body in draft.bodies for one in body.signed_by)]:
        assert name in said or name in without_furniture, name
    for day in days_of(draft):
        assert_day_stands(day, said + " " + without_furniture)
    for number in draft.registry:
        assert number.translate(FIGURES) in said.translate(FIGURES) + without_furniture.translate(FIGURES)


def assert_party_stands(party: str, said: str) -> None:
    small = {known for known, name in PARTIES.items() if name == party} | {party.lower()}
    printed = {"1", "i", "|"} if party == "L" else {"5", "5d"} if party in ("S", "SD") else set()
    folded = said.lower()
    assert any(re.search(rf"[(\[{{]\s*(?:\w+ ){{0,2}}{re.escape(one)}\s*[)\]}}]", folded) for one in small | printed), (
        party
    )


def assert_day_stands(day: date, said: str) -> None:
    """The day, month and year stand one after the other, look-alike figures folded."""
    month = next(name for name, number in MONTHS.items() if number == day.month)
    figures = said.translate(FIGURES)
    if day.isoformat() in figures:
        return
    for found in re.finditer(rf"\b0?{day.day}\S{{0,2}} ?(\S{{3,11}}) {day.year}\b", figures):
        word = found[1].lower().translate(str.maketrans("10", "lo"))
        if word == month or distance(month, word, 2.0) <= 2.0 or distance(month, fold(word), 2.0) <= 2.0:
            return
    raise AssertionError(day)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_a_damaged_document_never_gives_an_invented_person_or_day(text: str) -> None:
    try:
        draft = read_consultation(read_document(text.encode(), "a", size_limit=LIMIT))
    except Refused:
        return
    assert_nothing_is_invented(draft, text)
    shown = json.loads(json.dumps(as_json(draft)))
    assert shown["kind"] in set(SourceKind)
    for body in shown["bodies"]:
        assert body["kind"] is None or body["kind"] in set(BodyKind)
        assert body["decision_type"] is None or body["decision_type"] in set(DecisionType)
        for statement in body["statements"]:
            assert statement["text"] in set(StatementText)
            assert statement["announced"] or statement["printed_as"]
    if draft.kind is not SourceKind.COUNCIL_REPORT:
        assert len(draft.bodies) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(DRESSED),
    st.integers(0, 60_000),
    st.lists(st.tuples(st.integers(0, 60_000), st.binary(max_size=6)), max_size=4),
)
def test_torn_files_are_read_or_refused(data: bytes, length: int, overwritten: list[tuple[int, bytes]]) -> None:
    torn = bytearray(data[:length])
    for at, piece in overwritten:
        torn[at : at + len(piece)] = piece
    try:
        as_json(read_consultation(read_document(bytes(torn), "a", size_limit=LIMIT)))
    except Refused:
        return


HEADS = [
    *("Remissammanställning", "Innehållsförteckning", "Socialnämnden", "Reservationer m.m.", "Underremisser"),
    *("Särskilt uttalande", "Två särskilda uttalanden av Eva Ask (M)", "Kommunstyrelsen delar förslaget."),
    *("Socialnämnden beslutade vid sitt sammanträde den 1 maj 2020 följande.", "Förslag till beslut", "Bilagor"),
    *(
        "Socialförvaltningens tjänsteutlåtande daterat den 2 april 2020 har i huvudsak följande lydelse.",
        "1. Nämnden godkänner.",
    ),
    *("Reservation av Bo By (L), se Reservationer m.m.", "Farsta stadsdelsnämnd", "Farsta stadsdelsnämnd 12", "Text."),
    *("Tjänsteutlåtande", "Förvaltningens synpunkter och förslag", "Se reservation anförd under socialnämnden.", ""),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(HEADS) | st.text(max_size=40), max_size=40))
def test_set_phrases_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    try:
        draft = read_consultation(read_document(text.encode("utf-8", "ignore"), "a", size_limit=LIMIT))
    except Refused:
        return
    assert {person.name for person in persons_of(draft)} <= {"Eva Ask", "Bo By"} | set(re.findall(r"[^()]+", text))


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_days_are_read_through_look_alike_figures(day: date) -> None:
    month = next(name for name, number in MONTHS.items() if number == day.month)
    for words in (f"den {day.day} {month} {day.year}", day.isoformat()):
        assert [found.day for found in days_in(words)] == [day]
    scanned = f"den {day.day} {month} {str(day.year).replace('0', 'O', 1)}"
    assert [found.day for found in days_in(scanned)] == [day]


@pytest.mark.parametrize("words", ["den 31 april 2020", "den 1 9 oktober 2023", "den 45 maj 2020"])
def test_a_day_that_cannot_be_told_is_none(words: str) -> None:
    assert [found.day for found in days_in(words)] in ([None], [])


@pytest.mark.parametrize("words", ["I oktober 2023", "oktober 2023", "12 oktober", "12 stolar 2023"])
def test_what_is_no_day_is_not_found(words: str) -> None:
    assert days_in(words) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Jan Ek (L), Eva Ask m.fl. (M) och Bo By (C), se Reservationer", ["Jan Ek L -", "Eva Ask M +", "Bo By C -"]),
        (
            "Anna Ek, Bo By och Cia Dal (alla M) och Dan Ek (L)",
            ["Anna Ek M -", "Bo By M -", "Cia Dal M -", "Dan Ek L -"],
        ),
        ("borgarråden Anna Ek och Bo By (båda M) enligt", ["Anna Ek M -", "Bo By M -"]),
        ("vice ordföranden Olof von Ask (SD) m.fl.", ["Olof von Ask SD +"]),
        ("Anna-Karin Ek med flera (mp) samt André Ask (VägV)", ["Anna-Karin Ek MP +", "André Ask VägV -"]),
        ("Anna Ek och Bo By (M)", ["Anna Ek None -", "Bo By M -"]),
        ("Anna Ek [M) och Bo By (1)", ["Anna Ek M -", "Bo By L -"]),
        ("platser ska ske senast fredag", []),
    ],
)
def test_persons_are_read_as_they_are_listed(words: str, shown: list[str]) -> None:
    assert [f"{p.name} {p.party} {'+' if p.et_al else '-'}" for p in persons_at(words).persons] == shown


def test_a_sound_word_is_never_mended() -> None:
    vocabulary = Vocabulary(["reservation", "nämnden"])
    assert vocabulary.mend("nämnder") == "namnder"
    assert vocabulary.mend("Ndmnden") == "namnden"
    assert vocabulary.mend("reservalion") == "reservation"
    assert vocabulary.mend("observation") == "observation"
