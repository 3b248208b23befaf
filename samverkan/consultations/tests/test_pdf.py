"""The PDF of a compilation: fit for an archive (PDF/A-3a) and for a screen reader (PDF/UA-1), by an outside checker."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import page as checker
import pytest
from pypdf import PdfReader

from samverkan.consultations.queries.report import council_report
from samverkan.consultations.rules.compilation.blocks import Document
from samverkan.consultations.rules.compilation.composing import compose
from samverkan.consultations.rules.compilation.pdf import as_pdf
from samverkan.consultations.rules.report import Footnote
from samverkan.consultations.services.past import import_report
from samverkan.consultations.tests.reports import invented
from samverkan.ground.refusals import Refused
from tests.cast import TODAY, Cast

BODIES = [
    "Stadsledningskontoret",
    "Socialnämnden",
    "Norrviks stadsdelsnämnd",
    "Årby stadsdelsnämnd",
    "Ekstads Stadshus AB",
]
STANDARDS = [checker.ValidationProfile.PDF_A_3A, checker.ValidationProfile.PDF_UA_1]


def faults(document: Document, standard: checker.ValidationProfile) -> list[str]:
    """Return what an outside checker of the two standards has against the file."""
    report = checker.validate_pdf_bytes(as_pdf(document), profile=standard)
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_outside_checker_finds_nothing_against_the_file(standard: checker.ValidationProfile) -> None:
    with_address = Footnote("1", "Statistik.", "https://www.example.se/brott?ar=2028")
    first = replace(invented().bodies[0], footnotes=(with_address,))
    report = replace(invented(), bodies=(first, *invented().bodies[1:]))
    assert faults(compose(report), standard) == []


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.django_db
def test_nor_against_the_real_report_compiled_again(
    cast: Cast, shared: Path, standard: checker.ValidationProfile
) -> None:
    data = (shared / "seeds" / "003_41df3c59e6282b61.txt").read_bytes()
    town = cast.units["town"]
    round_, _new = import_report(by=cast.gustav, data=data, name="a.txt", municipality=town, today=TODAY)
    assert faults(compose(council_report(round_)), standard) == []


def test_the_checker_does_find_faults() -> None:
    torn = as_pdf(compose(invented())).replace(b"/MarkInfo", b"/MarkInfa")
    assert not checker.validate_pdf_bytes(torn, profile=checker.ValidationProfile.PDF_UA_1).is_compliant


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(compose(invented()))))


def test_the_pdf_is_tagged_and_says_its_title_and_language(pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Överenskommelse om samverkan i Ekstad"
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", xmp, re.DOTALL)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert "2028-11-29" in xmp


def test_the_pdf_has_headings_lists_and_a_contents_list_in_its_tags(pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    found: list[str] = []
    waiting = [root["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(str(node.get("/S", "")))
            waiting.append(node.get("/K", []))
    tags = set(found)
    assert {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/TOC", "/TOCI", "/Link"} <= tags


@pytest.mark.req("REM-18")
def test_the_contents_list_has_the_pages_where_the_bodies_begin(pdf: PdfReader) -> None:
    pages = [page.extract_text() for page in pdf.pages]
    listed = "\n".join(pages).split("Innehållsförteckning")[1]
    for name in BODIES:
        found = re.search(rf"{name}(?: \.)+ (\d+)\n", listed)
        assert found is not None
        assert name in pages[int(found[1]) - 1]


@pytest.mark.req("REM-31")
def test_a_web_address_is_a_link_and_a_note_has_its_raised_mark() -> None:
    note = Footnote("1", "Statistik.", "https://www.example.se/brott")
    report = replace(invented(), bodies=(replace(invented().bodies[0], footnotes=(note,)), *invented().bodies[1:]))
    pages = PdfReader(io.BytesIO(as_pdf(compose(report)))).pages
    leads: list[str] = []
    for one in pages:
        annotations: Any = one.get("/Annots") or ()
        leads += [str(a.get_object().get("/A", {}).get("/URI", "")) for a in annotations]
    assert "https://www.example.se/brott" in leads
    assert "¹ Statistik. https://www.example.se/brott" in " ".join(one.extract_text() for one in pages)


@pytest.mark.parametrize("sign", ["\U0001f9ff", "\ue000"])
def test_a_sign_that_the_pdf_cannot_show_is_named_rather_than_going_missing(sign: str) -> None:
    with pytest.raises(Refused, match="cannot show the sign"):
        as_pdf(compose(invented(title=f"Samverkan {sign}")))


def test_the_signs_that_people_type_can_be_shown() -> None:
    said = "✓ → ☐ • “citat” ’apostrof’ – — … € § ½ é Ł ş ž"
    assert as_pdf(compose(invented(title=said)))
