"""The compilation: one order and one wording, drawn as text, DOCX and PDF, and read back to the same round."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from samverkan.consultations.pages.compiling import ReportPage
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.rules.compilation.blocks import Contents, Document, Heading, Listing, Paragraph, Tone
from samverkan.consultations.rules.compilation.composing import compose
from samverkan.consultations.rules.compilation.docx import as_docx
from samverkan.consultations.rules.compilation.lacks import lacks
from samverkan.consultations.rules.compilation.passages import blocks_of
from samverkan.consultations.rules.compilation.pdf import as_pdf
from samverkan.consultations.rules.compilation.text import as_text
from samverkan.consultations.rules.report import CouncilReport, Footnote, Person, findings, resolved
from samverkan.consultations.services import answers
from samverkan.consultations.services.past import import_report
from samverkan.consultations.tests import read_back, reports, town
from samverkan.consultations.tests.reports import invented, statement
from samverkan.consultations.words import BodyKind, FindingCode, Lack, StatementType, TextKind
from samverkan.reading.consultation import as_json
from tests.cast import TODAY, Cast

PARTS = [
    "Förslag till beslut",
    "Sammanfattning av ärendet",
    "Beredning",
    "Föredragande borgarrådens synpunkter",
    "Bilagor",
    "Borgarrådsberedningen",
    "Kommunstyrelsen",
    "Ärendet",
    "Remissammanställning",
    "Reservationer m.m.",
]
BODIES = [
    "Stadsledningskontoret",
    "Socialnämnden",
    "Norrviks stadsdelsnämnd",
    "Årby stadsdelsnämnd",
    "Ekstads Stadshus AB",
]


def headings(document: Document, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


# The order


@pytest.mark.req("REM-20")
def test_the_report_has_its_parts_in_the_fixed_order() -> None:
    document = compose(invented())
    assert headings(document, 1) == ["Överenskommelse om samverkan i Ekstad"]
    assert headings(document, 2) == PARTS


@pytest.mark.req("REM-18")
def test_the_contents_list_names_the_bodies_in_the_order_of_the_report() -> None:
    document = compose(invented())
    assert [one.text for one in document.listed] == [*BODIES, "Underremisser", "Reservationer m.m."]
    [place] = [index for index, block in enumerate(document.blocks) if isinstance(block, Contents)]
    first = document.blocks.index(next(document.listed))
    assert place < first


@pytest.mark.req("REM-19")
def test_every_body_has_a_paragraph_that_names_it() -> None:
    report = invented()
    bare = replace(report, bodies=tuple(replace(one, summary="Ser positivt på förslaget.") for one in report.bodies))
    said = [block.text for block in compose(bare).blocks if isinstance(block, Paragraph)]
    assert [f"{name}: Ser positivt på förslaget." for name in BODIES] == [
        one for one in said if one.endswith("på förslaget.") and ": Ser" in one
    ]


@pytest.mark.req("REM-32")
def test_an_extract_says_that_it_is_one_and_a_whole_report_does_not() -> None:
    text = as_text(compose(invented()))
    assert (
        "Socialförvaltningens tjänsteutlåtande daterat den 12 september 2028 har i huvudsak följande lydelse." in text
    )
    assert "Ekstads Stadshus AB:s yttrande daterat den 12 september 2028 har följande lydelse." in text
    assert "Ärendet har kommit på remiss." not in text


@pytest.mark.req("REM-34")
def test_a_body_that_has_not_answered_is_named() -> None:
    text = as_text(compose(invented(missing=("Trafiknämnden", "Lillåns stadsdelsnämnd"))))
    assert "Svar har inte kommit från trafiknämnden och Lillåns stadsdelsnämnd." in text


def test_no_heading_skips_a_level_and_every_key_is_its_own() -> None:
    for report in (invented(), invented(levels=(), changes=(), annexes=())):
        found = [block for block in compose(report).blocks if isinstance(block, Heading)]
        assert all(after.level <= before.level + 1 for before, after in pairwise(found))
        assert len({one.key for one in found}) == len(found)


def test_what_the_round_lacks_is_left_out() -> None:
    empty = CouncilReport("Tom", 1, (), "", (), "", "", (), (), ())
    assert as_text(compose(empty)) == "Tom\n\nBeredning\n\nRemissammanställning\n\nInnehållsförteckning\n\n\n"


# Statements


@pytest.mark.req("REM-15")
def test_a_reference_leads_to_the_other_statement_and_shows_its_words_in_place() -> None:
    document = compose(invented())
    [place] = [
        index
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.text == "Se reservation anförd under socialnämnden."
    ]
    reference, first, points = document.blocks[place : place + 3]
    assert isinstance(reference, Paragraph)
    assert reference.to == "s1"
    assert first == Paragraph("Vi föreslår att nämnden beslutar följande.", Tone.INSET)
    assert points == Listing(reports.POINTS, is_numbered=True, tone=Tone.INSET)


@pytest.mark.req("REM-15")
def test_a_short_report_refers_only() -> None:
    short = compose(invented(), in_place=False)
    assert not any(isinstance(one, Paragraph | Listing) and one.tone is Tone.INSET for one in short.blocks)
    assert as_text(short).count("vittnen bör nämnas") == 2
    assert as_text(compose(invented())).count("vittnen bör nämnas") == 4


@pytest.mark.req("REM-16")
def test_an_identical_statement_says_where_the_words_stand() -> None:
    assert (
        "Reservation av Ulf Ros (M), som är likalydande med reservationen i borgarrådsberedningen av (M) och (L)."
        in as_text(compose(invented()))
    )


def test_a_reference_that_leads_nowhere_is_no_link() -> None:
    lost = statement(
        "s1", Person("Eli Ek", "L"), kind=TextKind.REFERENCE, refers_to="Kulturnämnden", refers_to_key="s99"
    )
    report = invented(bodies=(reports.body("r1", "Socialnämnden", BodyKind.SPECIALIST_BOARD, lost),))
    [found] = [one for one in compose(report).blocks if isinstance(one, Paragraph) and "kulturnämnden" in one.text]
    assert found.to == ""
    assert FindingCode.REFERENCE_UNKNOWN in {one.code for one in findings(report)}


@pytest.mark.req("REM-26")
def test_an_announced_statement_without_words_is_announced_told_and_never_made_up() -> None:
    report = invented()
    text = as_text(compose(report))
    assert text.count("Ola Ask") == 1
    assert "Särskilt uttalande av Ola Ask (SD), se Reservationer m.m." in text
    assert [(one.code, one.where) for one in findings(report)] == [
        (FindingCode.TEXT_MISSING, "Norrviks stadsdelsnämnd")
    ]


@pytest.mark.req("REM-26")
def test_a_statement_is_printed_as_what_it_was_printed_as_and_announced_as_announced() -> None:
    turned = statement(
        "s1",
        Person("Cai Dahl", "KD", True),
        type=StatementType.SUBSTITUTE_STATEMENT,
        announced_as=StatementType.SUBSTITUTE_STATEMENT,
        printed_as=StatementType.SPECIAL_STATEMENT,
        announced_persons=(Person("Cai Dahl", "KD"),),
    )
    report = resolved(
        invented(bodies=(reports.body("r1", "Socialnämnden", BodyKind.SPECIALIST_BOARD, turned),), levels=())
    )
    text = as_text(compose(report))
    assert "Ersättaryttrande av Cai Dahl (KD), se Reservationer m.m." in text
    assert "\n\nSärskilt uttalande av Cai Dahl m.fl. (KD)\n\n" in text
    assert {one.code for one in findings(report)} == {FindingCode.TYPE_DIFFERS, FindingCode.ET_AL_DIFFERS}


# Read again


@pytest.mark.req("REM-18")
def test_the_invented_round_is_read_back_as_it_was_compiled() -> None:
    report = invented()
    read: Any = as_json(read_back.read(as_text(compose(report, in_place=False)).encode(), "utlatande.txt"))
    assert read["kind"] == "council_report"
    assert (read["case"], read["registry"]) == (report.title, ["KS 2028/17", "KS 2028/17-2"])
    assert (read["initiator"], read["responsible"]) == ("stadsledningskontoret", ["Vera Gran", "Leo Hav"])
    assert (read["deadline"], read["executive_board_date"]) == ("2028-10-31", "2028-11-29")
    assert read["valid_from"] == "2029-01-01"
    assert [one["name"] for one in read["bodies"]] == BODIES
    for compiled, found in zip(report.bodies, read["bodies"], strict=True):
        assert found["kind"] == compiled.kind.value
        assert found["decision_date"] == (compiled.decision_date.isoformat() if compiled.decision_date else None)
        assert found["decision_points"] == list(compiled.decision_points)
        assert found["decision_type"] == (compiled.decision_type.value if compiled.decision_type else None)
        assert (found["report_by"], found["immediate"]) == (compiled.report_by, compiled.immediate)
        assert [one["type"] for one in found["statements"]] == [one.type.value for one in compiled.statements]
        assert [one["text"] for one in found["statements"]] == [one.text_kind.value for one in compiled.statements]
        assert [[person["name"] for person in one["persons"]] for one in found["statements"]] == [
            [person.name for person in one.persons] for one in compiled.statements
        ]
        assert [(one["name"], one["date"]) for one in found["sub_referrals"]] == [
            (one.name, one.date.isoformat() if one.date else None) for one in compiled.sub_referrals
        ]
    assert read["bodies"][3]["statements"][0]["refers_to"] == "Socialnämnden"
    uppers = [(one["level"], one["text"], one["identical_to"]) for one in read["upper_level_statements"]]
    assert uppers == [("borgarrådsberedningen", "own", None), ("kommunstyrelsen", "identical", "borgarrådsberedningen")]


@pytest.mark.req("REM-18", "REM-20")
def test_the_real_round_lacks_nothing_that_a_report_has(cast: Cast, shared: Path) -> None:
    data = (shared / "seeds" / "003_41df3c59e6282b61.txt").read_bytes()
    town_, name = cast.units["town"], "utlatande.txt"
    round_, _new = import_report(by=cast.gustav, data=data, name=name, municipality=town_, today=TODAY)
    assert lacks(council_report(round_)) == ()


# The drawings


@pytest.mark.parametrize("draw", [as_docx, as_pdf, lambda document: as_text(document).encode()])
def test_the_same_report_gives_the_same_bytes(draw: Any) -> None:
    assert draw(compose(invented())) == draw(compose(invented()))


def test_no_word_of_an_answer_becomes_a_command_or_breaks_a_file() -> None:
    bad = 'Vi vill #import "x": * och $x^2$ <script> & ]]> \\u{41} \x0b "citat"'
    report = invented()
    first = replace(report.bodies[0], sections=(replace(report.bodies[0].sections[0], text=bad),))
    document = compose(replace(report, bodies=(first, *report.bodies[1:])))
    file = docx.Document(io.BytesIO(as_docx(document)))
    wanted = " ".join(bad.replace("\x0b", " ").split())
    assert any(" ".join(one.text.split()) == wanted for one in file.paragraphs)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(document))).pages)
    assert "#import" in text
    assert "$x^2$" in text


def test_the_list_signs_of_a_word_processor_make_a_list() -> None:
    [found] = blocks_of("\uf0b7 tydliga mål\n\uf0b7 gemensam uppföljning", level=4, key="k")
    assert found == Listing(("tydliga mål", "gemensam uppföljning"))


def test_the_sender_is_told_which_sign_stops_the_pdf(cast: Cast, client_of: Any) -> None:
    made = town.sent(cast, title="Samverkan \U0001f9ff")
    town.submit(made, "bjorkasa", cast.amina)
    answer = client_of("gustav").get(f"/remisser/omgang/{made.round.pk}/utlatande/pdf/")
    assert answer.status_code == 409
    assert "\U0001f9ff" in answer.content.decode()


def test_the_word_document_can_be_edited_with_real_headings_and_fields() -> None:
    document = compose(invented())
    file = docx.Document(io.BytesIO(as_docx(document)))
    assert file.core_properties.title == document.title
    assert file.core_properties.created.date() == date(2028, 11, 29)
    drawn = [(one.style.name, one.text) for one in file.paragraphs if one.style and one.style.name]
    for level in range(1, 6):
        assert [text for style, text in drawn if style == f"Heading {level}"] == headings(document, level)
    xml = file.element.xml
    assert xml.count(" TOC ") == 1
    assert xml.count(" TC ") == len(list(document.listed))
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml))
    assert set(re.findall(r"PAGEREF (\w+)", xml)) <= marks
    assert " PAGE " in file.sections[0].footer._element.xml
    numbered = [one for one in document.blocks if isinstance(one, Listing) and one.is_numbered]
    used = set(re.findall(r'<w:numId w:val="(\d+)"/>', xml)) - {"1"}
    assert len(used) == len(numbered)


def test_a_web_address_in_the_word_document_is_a_link() -> None:
    address = "https://www.example.se/brott?ar=2028&del=1"
    note = Footnote("1", "Statistik.", address)
    report = replace(invented(), bodies=(replace(invented().bodies[0], footnotes=(note,)), *invented().bodies[1:]))
    file = docx.Document(io.BytesIO(as_docx(compose(report))))
    assert any(one.text == f"¹ Statistik. {address}" for one in file.paragraphs)
    assert f' HYPERLINK "{address.replace("&", "&amp;")}" ' in file.element.xml


# Passages


@given(st.lists(st.text(st.sampled_from("ab. :\n-12"), max_size=30), max_size=6))
def test_no_word_of_a_text_is_lost_or_moved(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    said: list[str] = []
    for block in blocks_of(text, level=4, key="k"):
        if isinstance(block, Listing):
            said += block.items
        elif isinstance(block, Paragraph | Heading):
            said.append(block.text)
    kept = re.sub(r"[\s\d.\-]", "", "".join(said))
    assert kept == re.sub(r"[\s\d.\-]", "", text)


def test_lists_and_inner_headings_are_known_by_their_lines() -> None:
    found = list(blocks_of(f"{reports.VIEWS}\n\nEn rubrik\n\nEtt stycke efter.\n\n1. Ett\n2. Två", level=4, key="k"))
    assert found == [
        Paragraph("Förvaltningen är positiv till förslaget och vill lyfta följande:"),
        Listing(("tydliga uppdrag", "gemensam uppföljning")),
        Paragraph("Arbetet behöver följas upp varje år."),
        Heading(4, "En rubrik", "k-4"),
        Paragraph("Ett stycke efter."),
        Listing(("Ett", "Två"), is_numbered=True),
    ]


# What is missing


def test_a_whole_report_lacks_nothing_and_an_empty_one_is_told_part_by_part() -> None:
    assert lacks(invented()) == ()
    empty = CouncilReport("Tom", 1, (), "", (), "", "", (), (), (), missing=("Socialnämnden",))
    assert [one.lack for one in lacks(empty)] == [
        Lack.REGISTRY_NUMBER,
        Lack.PROPOSAL,
        Lack.SUMMARY,
        Lack.VIEWS,
        Lack.ANNEXES,
        Lack.EXECUTIVE_BOARD,
        Lack.MATTER,
        Lack.NOBODY,
        Lack.ANSWER,
    ]


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"decision_date": None}, Lack.DECISION),
        ({"decision_points": ()}, Lack.DECISION),
        ({"sections": ()}, Lack.REPORT),
        ({"summary": " "}, Lack.PARAGRAPH),
    ],
)
def test_what_a_body_lacks_is_told(change: dict[str, Any], lack: Lack) -> None:
    report = invented()
    changed = replace(report, bodies=(*report.bodies[:1], replace(report.bodies[1], **change), *report.bodies[2:]))
    assert [(one.lack, one.where) for one in lacks(changed)] == [(lack, "Socialnämnden")]


# The pages


def test_the_sender_compiles_what_has_been_handed_in(cast: Cast, client_of: Any) -> None:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    town.dissent(made, "bjorkasa", cast.hanna)
    town.decide(made, "bjorkasa", cast.amina)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    client = client_of("gustav")
    address = f"/remisser/omgang/{made.round.pk}"
    page = client.get(f"{address}/sammanstall/").content.decode()
    assert "Björkåsa" in page
    assert "Granviks stadsdelsnämnd" in page
    shown = client.get(f"{address}/utlatande/").content.decode()
    assert "Reservation av Hanna Oxel (L) och Eva Ek m.fl. (M)" in shown
    for shape, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("txt", b"\xc3\x96vergripande")):
        answer = client.get(f"{address}/utlatande/{shape}/")
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.content == client.get(f"{address}/utlatande/{shape}/").content
    assert client.get(f"{address}/utlatande/exe/").status_code == 404


def test_a_report_too_long_for_a_page_shows_what_stands_before_the_answers(cast: Cast) -> None:
    made = town.sent(cast)
    document = compose(invented())
    whole, cut = (ReportPage.of(made.round, document, longest=longest) for longest in (1_000_000, 1_000))
    assert (whole.is_cut, cut.is_cut) == (False, True)
    assert len(whole.blocks) == len(document.blocks) - 1
    assert [block.text for block in cut.blocks if block.level == 2] == PARTS[:-1]
    assert not any(block.kind == "contents" for block in cut.blocks)
