"""A document as read: its text in whole lines, and places in it that a quote can be followed back to.

Guarantee: for every place, `document.quote(place.start, place.end)` gives the quote again. The text has
one line for each line (or paragraph) of the source, so that line numbers can be compared with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.ground.refusals import Refused

HEADS_SHARE = 0.25
"""A running head stands on at least this share of the pages."""
LINES_LIMIT = 100_000
CHARACTERS_LIMIT = 4_000_000

_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^(?:[•‣▪▫●○◦■□·∙\uf0b7\uf0a7\uf02d–—*-]|o(?= [A-ZÅÄÖ]))(?: +|$)")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–] ?\d{1,3} ?[-–]|(?:sida|sid\.?|s\.) ?\d{1,3}(?: ?(?:av|/|\() ?\d{1,3}\)?)?"
    r"|\d{1,3}(?: ?(?:av|/) ?\d{1,3}| ?\(\d{1,3}\))?)$",
    re.IGNORECASE,
)
_REPLACED = {
    0xAD: None,  # soft hyphen
    0x7F: "•",  # what some PDF files have for a bullet
    0x200B: None,
    0x200C: None,
    0x200D: None,
    0x2060: None,
    0xFEFF: None,
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
    0x0B: "\n",
}
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive)\b")


class DocumentKind(StrEnum):
    """What the content was, whatever the name of the file says."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: character offsets (end exclusive) and lines (1-based, inclusive)."""

    start: int
    end: int
    first_line: int
    last_line: int

    def as_json(self) -> dict[str, int]:
        return {
            "start": self.start,
            "end": self.end,
            "first_line": self.first_line,
            "last_line": self.last_line,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. `body` is where the words begin, after a bullet if there is one.

    `noise` marks page numbers and running heads, which stay in the text but in no quote; `heading` is
    set where the file itself says so; `page` counts from 0.
    """

    number: int
    start: int
    text: str
    body: int
    noise: bool = False
    heading: bool = False
    page: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_bullet(self) -> bool:
        return self.body > 0

    @property
    def is_blank(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text made of several lines, each character knowing its offset in the document."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document offsets of a part of the flow that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Document:
    """The normalised text of a file. Lines have single spaces, composed letters and `•` for bullets."""

    name: str
    kind: DocumentKind
    text: str
    lines: tuple[Line, ...]

    def line_at(self, offset: int) -> Line:
        index = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        return self.lines[max(index, 0)]

    def place(self, start: int, end: int) -> Place:
        return Place(start, end, self.line_at(start).number, self.line_at(max(start, end - 1)).number)

    def quote(self, start: int, end: int) -> str:
        """Return the words between two offsets as running text, without noise and broken words."""
        first, last = self.line_at(start).number, self.line_at(max(start, end - 1)).number
        pieces = []
        for line in self.lines[first - 1 : last]:
            if line.noise or line.is_blank:
                continue
            begin, stop = max(start, line.start), min(end, line.end)
            if begin < stop:
                pieces.append((begin, self.text[begin:stop]))
        return join(pieces).text.strip()


def join(pieces: Iterable[tuple[int, str]]) -> Flow:
    """Join lines into running text: a space between them, words broken by a hyphen made whole."""
    text: list[str] = []
    offsets: list[int] = []
    for start, piece in pieces:
        if not piece:
            continue
        if text:
            broken = text[-1] == "-" and len(text) > 1 and text[-2].isalpha()
            if broken and piece[0].islower() and not _SUSPENDED.match(piece):
                text.pop()
                offsets.pop()
            elif not (broken and piece[0].isupper()):
                text.append(" ")
                offsets.append(start)
        text.extend(piece)
        offsets.extend(range(start, start + len(piece)))
    return Flow("".join(text), tuple(offsets))


def make_document(
    name: str, kind: DocumentKind, paragraphs: Iterable[str], *, headings: frozenset[int] = frozenset()
) -> Document:
    """Make a document of raw paragraphs; a form feed in them begins a new page.

    `headings` holds the indexes of the paragraphs that the file marks as headings. Raises `Refused` when
    there is more text than any agreement or consultation has.
    """
    raw: list[tuple[str, bool, int]] = []
    page, size = 0, 0
    for index, paragraph in enumerate(paragraphs):
        for whole in _clean(paragraph).split("\n"):
            # A form feed at the edge of a line, or alone on it, makes no line of its own.
            pieces = whole.split("\f")
            kept = [number for number, piece in enumerate(pieces) if piece.strip()] or [len(pieces) - 1]
            for number in kept:
                line = _SPACES.sub(" ", pieces[number]).strip()
                size += len(line) + 1
                raw.append((line, index in headings, page + number))
                if len(raw) > LINES_LIMIT or size > CHARACTERS_LIMIT:
                    raise Refused(
                        "The text of %(name)s is too long to be read: more than %(lines)s lines or "
                        "%(characters)s characters.",
                        name=name,
                        lines=LINES_LIMIT,
                        characters=CHARACTERS_LIMIT,
                    )
            page += len(pieces) - 1
    raw = _with_whole_bullets(raw)
    noise = _running_heads([(text, page) for text, _, page in raw])
    lines, start = [], 0
    for index, (text, is_heading, page) in enumerate(raw):
        text, body = _with_plain_bullet(text)
        lines.append(
            Line(
                number=index + 1,
                start=start,
                text=text,
                body=body,
                noise=index in noise or bool(text and _PAGE_NUMBER.match(text)),
                heading=is_heading and bool(text),
                page=page,
            )
        )
        start += len(text) + 1
    return Document(name, kind, "\n".join(line.text for line in lines), tuple(lines))


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED))
    return "".join(
        character
        for character in text
        if character in "\n\f\t" or unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )


def _with_plain_bullet(text: str) -> tuple[str, int]:
    bullet = _BULLET.match(text)
    if bullet is None:
        return text, 0
    rest = text[bullet.end() :]
    return (f"• {rest}", 2) if rest else (text, 0)


def _with_whole_bullets(raw: Sequence[tuple[str, bool, int]]) -> list[tuple[str, bool, int]]:
    """Put a bullet that stands alone on its line before the next line, as some PDF files need."""
    result: list[tuple[str, bool, int]] = []
    waiting = False
    for text, is_heading, page in raw:
        if waiting and text:
            waiting = False
            # The empty line keeps the number of lines.
            result.append(("", False, page))
            result.append((text if _BULLET.match(text) else f"• {text}", is_heading, page))
        elif not waiting and _BULLET.fullmatch(text) and text in "•‣▪●○◦■·\uf0b7\uf0a7":
            waiting = True
        elif waiting:
            result.append((text, is_heading, page))
        else:
            result.append((text, is_heading, page))
    return result


def _running_heads(lines: Sequence[tuple[str, int]]) -> frozenset[int]:
    """Return the lines that stand first or last on several pages, save the first time.

    A sentence that happens to end two of many pages is none: a head returns on a good part of them.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, (text, page) in enumerate(lines):
        if text and not _PAGE_NUMBER.match(text):
            first.setdefault(page, index)
            last[page] = index
    noise: set[int] = set()
    for edge in (first, last):
        masked = {page: re.sub(r"\d+", "#", lines[index][0]) for page, index in edge.items()}
        counts = Counter(masked.values())
        seen: set[str] = set()
        for page in sorted(edge):
            text = masked[page]
            returns = counts[text] > 1 and counts[text] >= HEADS_SHARE * len(edge)
            if returns and len(text) < 120 and (text in seen or edge is last):
                noise.add(edge[page])
            seen.add(text)
    return frozenset(noise)
