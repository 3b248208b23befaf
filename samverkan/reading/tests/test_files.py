"""Files are read by what they hold, and every bad one is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pypdf
import pytest
from reportlab.pdfgen import canvas

from samverkan.ground.refusals import Refused
from samverkan.reading.agreement import read_agreement
from samverkan.reading.document import DocumentKind
from samverkan.reading.files import UNPACKED_LIMIT, read_document
from samverkan.reading.tests.build import NORRVIK, docx_of, pdf_of, pdf_set_anew, shared_text, what_is_read

LIMIT = 2_000_000
TEXT = NORRVIK.read_text()

DRESSES: dict[str, Callable[[str], bytes]] = {
    "docx, line by line": lambda text: docx_of(text, whole_paragraphs=False),
    "docx, whole paragraphs": lambda text: docx_of(text, whole_paragraphs=True),
    "pdf, as printed": pdf_of,
    "pdf, many short pages": lambda text: pdf_of(text, lines_a_page=23),
    "pdf, set anew": pdf_set_anew,
    "text with a byte order mark": lambda text: text.encode("utf-8-sig"),
    "text in Windows-1252": lambda text: text.encode("cp1252"),
    "text in UTF-16": lambda text: text.encode("utf-16"),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_same_words_give_the_same_draft_in_any_dress(dress: str) -> None:
    plain = read_agreement(read_document(TEXT.encode(), "a.txt", size_limit=LIMIT))
    dressed = read_agreement(read_document(DRESSES[dress](TEXT), "a", size_limit=LIMIT))
    assert what_is_read(dressed) == what_is_read(plain)


@pytest.mark.skipif(shared_text() is None, reason="the signed agreement is not beside the repository (shared/seeds)")
@pytest.mark.parametrize("dress", DRESSES)
def test_the_signed_agreement_gives_the_same_draft_in_any_dress(dress: str) -> None:
    path = shared_text()
    assert path is not None
    plain = read_agreement(read_document(path.read_bytes(), "a.txt", size_limit=LIMIT))
    dressed = read_agreement(read_document(DRESSES[dress](path.read_text()), "a", size_limit=LIMIT))
    assert what_is_read(dressed) == what_is_read(plain)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Avtal", DocumentKind.TEXT),
        (docx_of("Avtal", whole_paragraphs=True), DocumentKind.DOCX),
        (pdf_of("Avtal"), DocumentKind.PDF),
    ],
)
def test_the_kind_is_told_by_content_and_not_by_name(data: bytes, kind: DocumentKind) -> None:
    for name in ("a.txt", "a.pdf", "a.docx"):
        document = read_document(data, name, size_limit=LIMIT)
        assert (document.kind, document.lines[0].text) == (kind, "Avtal")


def test_a_docx_table_is_read_in_its_place() -> None:
    made = docx.Document()
    made.add_paragraph("Före")
    table = made.add_table(rows=2, cols=2)
    for number, title in enumerate(("Lägesbild", "Åtgärdsplan"), start=1):
        table.cell(number - 1, 0).text = str(number)
        table.cell(number - 1, 1).text = title
    made.add_paragraph("Efter")
    document = read_document(saved(made), "a", size_limit=LIMIT)
    assert document.text.split("\n") == ["Före", "1 Lägesbild", "2 Åtgärdsplan", "Efter"]


def test_counted_lines_of_a_docx_have_their_numbers_and_bulleted_ones_a_bullet() -> None:
    made = docx.Document()
    counted, bulleted = numbering_of(made, "List Number"), numbering_of(made, "List Bullet")
    lines = (("Nämnden godkänner.", counted), ("Paragrafen justeras.", counted), ("Stadsdelsdirektör", bulleted))
    for text, number in lines:
        properties = made.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
    made.add_paragraph("Förslaget avslås.", style="List Number")
    made.add_heading("Lokal styrgrupp")
    assert read_document(saved(made), "a", size_limit=LIMIT).text.split("\n") == [
        *("1. Nämnden godkänner.", "2. Paragrafen justeras.", "• Stadsdelsdirektör", "3. Förslaget avslås."),
        "Lokal styrgrupp",
    ]


def numbering_of(made: docx.document.Document, style: str) -> int:
    """Return the list that a style of the usual template belongs to."""
    return int(made.styles[style].element.pPr.numPr.numId.val)


def test_a_cell_that_claims_to_span_a_million_columns_is_read_once() -> None:
    made = docx.Document()
    cell = made.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Avtal"
    cell._tc.grid_span = 1_000_000
    assert read_document(saved(made), "a", size_limit=LIMIT).text == "Avtal"


def test_a_text_in_utf_8_with_one_torn_letter_keeps_its_other_letters() -> None:
    data = TEXT.encode()[:-200] + b"\xc3"
    assert "Lokal lägesbild" in read_document(data, "a", size_limit=LIMIT).text


def test_page_numbers_and_running_heads_are_in_no_quote() -> None:
    pages = ["Kommunens ärende\nBeslutet fattas av\n1", "Kommunens ärende\nnämnden.\n2", "Kommunens ärende\nSlut.\n3"]
    document = read_document("\f\n".join(pages).encode(), "a", size_limit=LIMIT)
    start, end = document.text.index("Beslutet"), document.text.index("nämnden.") + len("nämnden.")
    assert document.quote(start, end) == "Beslutet fattas av nämnden."
    assert [line.number for line in document.lines if line.noise] == [3, 4, 6, 7, 9]


def test_a_sentence_that_ends_two_of_many_pages_is_no_running_head() -> None:
    last = {number: f"Sist {'abcdefghi'[number]} här" for number in range(9)} | dict.fromkeys((2, 6), "Samma mening.")
    pages = [f"Först {'abcdefghi'[number]}\n{last[number]}" for number in range(9)]
    document = read_document("\f".join(pages).encode(), "a", size_limit=LIMIT)
    assert not any(line.noise for line in document.lines)


def saved(made: docx.document.Document) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of("Avtal")))
    writer.encrypt("lösen", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def scanned_pdf() -> bytes:
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.rect(10, 10, 200, 200, fill=1)
    page.showPage()
    page.save()
    return file.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of_docx() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx_of("Avtal", whole_paragraphs=True))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx_with_entities() -> bytes:
    parts = parts_of_docx()
    xml = parts["word/document.xml"].decode()
    entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    head, _, rest = xml.partition("?>")
    parts["word/document.xml"] = f"{head}?>{entity}{rest.replace('Avtal', '&e;')}".encode()
    return zipped(parts)


def docx_bomb() -> bytes:
    return zipped({**parts_of_docx(), "word/media/a.bin": b"\0" * (UNPACKED_LIMIT + 1)})


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "is empty"),
    "only blanks": (lambda: b" \n\t\n\x0c\n", "holds no text"),
    "too large": (lambda: b"a" * (LIMIT + 1), f"the limit is {LIMIT} bytes"),
    "noise": (lambda: bytes(range(256)) * 4, "is not text, DOCX or PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"IHDR" * 20, "is not text, DOCX or PDF"),
    "rich text": (lambda: b"{\\rtf1 Avtal}", "is not text, DOCX or PDF"),
    "an encrypted DOCX": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "an old DOC": (lambda: OLE, "old Office format"),
    "another zip": (lambda: zipped({"a.txt": b"Avtal"}), "is not text, DOCX or PDF"),
    "a torn DOCX": (lambda: docx_of(TEXT, whole_paragraphs=True)[:9_000], "is broken"),
    "a DOCX without its parts": (lambda: zipped({"word/document.xml": b"<a/>"}), "is broken"),
    "a DOCX that fetches": (docx_with_entities, "is broken"),
    "a DOCX that swells": (docx_bomb, "unpacks to more"),
    "an encrypted PDF": (encrypted_pdf, "is encrypted"),
    "a scanned PDF": (scanned_pdf, "probably scanned"),
    "a torn PDF": (lambda: pdf_of(TEXT)[:400], "is broken"),
    "a PDF in name only": (lambda: b"%PDF-1.7\n" + b"x" * 500, "is broken"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_one_sentence(case: str) -> None:
    make, words = REFUSED[case]
    with pytest.raises(Refused, match=words) as refused:
        read_document(make(), "fil.bin", size_limit=LIMIT)
    assert "fil.bin" in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_text_that_is_too_long_for_an_agreement_is_refused() -> None:
    document = read_document(b"Lokal styrgrupp\n" * 40_000, "a", size_limit=LIMIT)
    with pytest.raises(Refused, match="at most 400000"):
        read_agreement(document)


@pytest.mark.parametrize(
    "piece",
    ["Lokal styrgrup\n", "- \n", "org.nr ", "(" * 50, "minst två (2 ", ". \"", "bilaga 1 ", "a-\n",
     "1. ", "Postadress: ", "\n"],
)  # fmt: skip
def test_long_monotonous_texts_are_read_or_refused_without_delay(piece: str) -> None:
    text = TEXT + piece * (390_000 // len(piece) // 1)
    try:
        document = read_document(text[:395_000].encode(), "a", size_limit=LIMIT)
        draft = read_agreement(document)
    except Refused:
        return
    assert draft.facts
