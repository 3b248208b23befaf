"""Reading a file of somebody else's making: plain text, DOCX or PDF, told apart by content.

Every file either becomes a `Document` or is refused with one sentence. Nothing is fetched, no entity is
resolved, and the work is bounded whatever the file claims: by its size, by the unpacked size of its parts,
and by the number of drawing operations of a page.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
import docx.document
import docx.table
import docx.text.paragraph
import pypdf

from samverkan.ground.refusals import Refused
from samverkan.reading.document import Document, DocumentKind, make_document

SIZE_LIMIT = 10_000_000
"""The usual greatest size of a file, in bytes."""

UNPACKED_LIMIT = 60_000_000
PARTS_LIMIT = 3_000
PAGES_LIMIT = 400
PAGE_BYTES_LIMIT = 5_000_000
OPERATIONS_LIMIT = 3_000_000
NESTED_TABLES_LIMIT = 5
STYLES_LIMIT = 10

# Its remarks on torn files would stand beside our one sentence.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_LIST_STYLES = ("List Bullet", "List Number", "Punktlista", "Numrerad lista")
_COUNTED = re.compile(r"%1[.)]?")
"""How plain numbers are written; what counts within what, `%1.%2`, is a heading's."""
_NUMBER_CELL = re.compile(r"(?:bilaga )?\d{1,2}[.:)]?", re.IGNORECASE)


class _TooMuch(Exception):
    """The file asks for more work than any agreement needs."""


def read_document(data: bytes, name: str, *, size_limit: int = SIZE_LIMIT) -> Document:
    """Read the bytes of a file into a document.

    `size_limit` is in bytes. Raises `Refused` with one sentence when the file is empty, too large,
    encrypted, broken, without text, or of a kind that is not read.
    """
    if not data:
        raise Refused("The file %(name)s is empty.", name=name)
    if len(data) > size_limit:
        raise Refused(
            "The file %(name)s is %(size)s bytes; the limit is %(limit)s bytes.",
            name=name,
            size=len(data),
            limit=size_limit,
        )
    if data.startswith(_OLE):
        document = _refuse_ole(data, name)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        document = _read_docx(data, name)
    elif b"%PDF-" in data[:1024]:
        document = _read_pdf(data, name)
    else:
        document = make_document(name, DocumentKind.TEXT, [_decoded(data, name)])
    if not any(line.text for line in document.lines):
        raise Refused("The file %(name)s holds no text.", name=name)
    return document


def _refuse_ole(data: bytes, name: str) -> Document:
    if _ENCRYPTED_PACKAGE in data:
        raise Refused("The file %(name)s is encrypted; save it without a password and try again.", name=name)
    raise Refused(
        "The file %(name)s is in an old Office format; save it as DOCX, PDF or text and try again.", name=name
    )


def _decoded(data: bytes, name: str) -> str:
    """Return the text, in UTF-8, UTF-16 with a byte order mark, or Windows-1252."""
    text = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif data.startswith((b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")):
        raise _not_text(name)
    else:
        text = _decoded_by_trial(data)
    strange = sum(1 for character in text if _is_strange(character))
    if "\x00" in text or strange * 100 > len(text):
        raise _not_text(name)
    return text


def _decoded_by_trial(data: bytes) -> str:
    """Return the text in the encoding that fits; UTF-8 with a few torn letters stays UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        torn = data.decode("utf-8-sig", errors="replace")
    whole = sum(1 for character in torn if "\x80" <= character != "\ufffd")
    if torn.count("\ufffd") * 20 < whole:
        return torn
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_strange(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n\r\f\v") or 0x7F <= code < 0xA0 or code == 0xFFFD


def _not_text(name: str) -> Refused:
    return Refused("The file %(name)s is not text, DOCX or PDF.", name=name)


def _broken(name: str) -> Refused:
    return Refused("The file %(name)s is broken and cannot be read.", name=name)


def _too_much(name: str) -> Refused:
    return Refused("The file %(name)s unpacks to more than can be read safely.", name=name)


# DOCX


def _read_docx(data: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                raise _too_much(name)
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                raise _not_text(name)
            if any(part.flag_bits & 0x1 for part in parts):
                raise Refused("The file %(name)s is encrypted; save it without a password and try again.", name=name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive.read(part)):
                    raise _broken(name)
        paragraphs = list(_docx_paragraphs(docx.Document(io.BytesIO(data))))
    except Refused:
        raise
    except Exception as error:
        # A hostile or torn file can make the libraries below raise nearly anything.
        raise _broken(name) from error
    headings = frozenset(index for index, (_, is_heading) in enumerate(paragraphs) if is_heading)
    return make_document(name, DocumentKind.DOCX, (text for text, _ in paragraphs), headings=headings)


def _has_doctype(xml: bytes) -> bool:
    return any("<!DOCTYPE".encode(encoding) in xml for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _docx_paragraphs(document: docx.document.Document) -> Iterator[tuple[str, bool]]:
    """Yield the text of each paragraph in order, and whether its style says that it is a heading."""
    yield from _docx_blocks(document.iter_inner_content(), _Counters.of(document), depth=0)


@dataclass
class _Counters:
    """The counted lists of a document, and how far each has counted; the file itself holds no numbers.

    `abstract` says, by `numId`, which lists share a count, and `shown` how their first level is written: `%1.`.
    A list in `restarting` begins at 1 the first time it is met.
    """

    abstract: dict[int, str] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    restarting: set[int] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: docx.document.Document) -> _Counters:
        part = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if rel.reltype == _NUMBERING and not rel.is_external
            ),
            None,
        )
        made = cls()
        if part is None:
            return made
        root = part.element
        counting: dict[str, str] = {}
        for abstract in root.iterfind(f"{_W}abstractNum"):
            form, text = abstract.find(f"{_W}lvl/{_W}numFmt"), abstract.find(f"{_W}lvl/{_W}lvlText")
            if form is not None and form.get(_W + "val") != "bullet":
                is_plain = form.get(_W + "val") == "decimal" and text is not None
                counting[abstract.get(_W + "abstractNumId")] = text.get(_W + "val") or "" if is_plain else ""
        for number in root.iterfind(f"{_W}num"):
            found = number.find(f"{_W}abstractNumId")
            if found is not None and found.get(_W + "val") in counting:
                list_id = int(number.get(_W + "numId"))
                made.abstract[list_id] = found.get(_W + "val")
                made.shown[list_id] = counting[found.get(_W + "val")]
                if number.find(f"{_W}lvlOverride/{_W}startOverride") is not None:
                    made.restarting.add(list_id)
        return made

    def is_counted(self, list_id: int) -> bool:
        """Tell whether the list counts: headings are often numbered so, never bulleted."""
        return list_id in self.abstract

    def next(self, list_id: int) -> str:
        """Count one item, and return its number as the list writes it; nothing for letters and the like."""
        abstract = self.abstract[list_id]
        if list_id in self.restarting:
            self.restarting.remove(list_id)
            self.counts[abstract] = 0
        self.counts[abstract] = self.counts.get(abstract, 0) + 1
        shown = self.shown[list_id]
        return shown.replace("%1", str(self.counts[abstract])) if _COUNTED.fullmatch(shown) else ""


def _docx_blocks(blocks: Iterator[Any], counters: _Counters, *, depth: int) -> Iterator[tuple[str, bool]]:
    for block in blocks:
        if isinstance(block, docx.text.paragraph.Paragraph):
            yield _docx_paragraph(block, counters)
        elif isinstance(block, docx.table.Table) and depth < NESTED_TABLES_LIMIT:
            yield from _docx_table(block, counters, depth=depth + 1)


def _docx_paragraph(paragraph: docx.text.paragraph.Paragraph, counters: _Counters) -> tuple[str, bool]:
    """Return the text, with a bullet or number where it is an item of a list; a bold counted line may be a heading."""
    style = paragraph.style.name or "" if paragraph.style is not None else ""
    text = paragraph.text.strip()
    list_id, level = _list_of(paragraph)
    is_heading = style.startswith(("Heading", "Title", "Rubrik"))
    if is_heading or not text:
        return text, is_heading
    if list_id is not None and counters.is_counted(list_id):
        number = counters.next(list_id) if level == 0 else ""
        return f"{number} {text}" if number else text, False
    if list_id is not None or style.startswith(_LIST_STYLES):
        text = f"• {text}"
    return text, False


def _list_of(paragraph: docx.text.paragraph.Paragraph) -> tuple[int | None, int]:
    """Return the list that a paragraph itself, or else its style, is an item of, and at which level."""
    places: list[Any] = [paragraph._p.pPr]
    style: Any = paragraph.style
    for _ in range(STYLES_LIMIT):
        if style is None:
            break
        places.append(style.element.pPr)
        style = style.base_style
    for properties in places:
        numbers: Any = properties.numPr if properties is not None else None
        if numbers is not None and numbers.numId is not None:
            return numbers.numId.val, numbers.ilvl.val if numbers.ilvl is not None else 0
    return None, 0


def _docx_table(table: docx.table.Table, counters: _Counters, *, depth: int) -> Iterator[tuple[str, bool]]:
    """Yield each cell as a paragraph; a number such as that of an annex before its neighbour, or a page after it."""
    for row in table.rows:
        number = ""
        made: list[tuple[str, bool]] = []
        # Not `row.cells`, which repeats a cell for each column that it claims to span.
        for tc in row._tr.tc_lst:
            cell = docx.table._Cell(tc, table)
            for text, is_heading in _docx_blocks(cell.iter_inner_content(), counters, depth=depth):
                if _NUMBER_CELL.fullmatch(text.strip()):
                    number = text.strip()
                elif text.strip():
                    made.append((f"{number} {text}" if number else text, is_heading))
                    number = ""
        if number and made:
            made[-1] = (f"{made[-1][0]} {number}", made[-1][1])
        yield from made


# PDF


def _read_pdf(data: bytes, name: str) -> Document:
    operations = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > OPERATIONS_LIMIT:
            raise _TooMuch

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Refused("The file %(name)s is encrypted; save it without a password and try again.", name=name)
        pages = []
        for number, page in enumerate(reader.pages):
            if number >= PAGES_LIMIT:
                raise _TooMuch
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > PAGE_BYTES_LIMIT:
                raise _TooMuch
            pages.append(page.extract_text(visitor_operand_before=count) or "")
    except Refused:
        raise
    except _TooMuch as error:
        raise _too_much(name) from error
    except Exception as error:
        # A hostile or torn file can make the library raise nearly anything.
        raise _broken(name) from error
    if not any(character.isalpha() for text in pages for character in text):
        raise Refused(
            "The PDF file %(name)s holds no text; it is probably scanned. Read it with text recognition first.",
            name=name,
        )
    return make_document(name, DocumentKind.PDF, ["\f".join(pages)])
