"""The paragraphs of a document of a consultation, whatever its lines went through.

Lines are joined where a sentence runs on (over a page break too), running heads and page numbers are left
out wherever they stand, and a line that begins one of the kinds' set phrases begins a paragraph. Time grows
linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.reading.amounts import fold
from samverkan.reading.consultation.draft import Spot
from samverkan.reading.consultation.phrases import VOCABULARY
from samverkan.reading.document import HEADS_SHARE, Document, Line, join
from samverkan.reading.mending import Mended

QUOTE_LENGTH = 300
"""The longest quote of a place; longer ones are cut."""

_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=[\[\]()*_.])|^#{1,6} +|^(?:> ?)+|^\| *| *\|$")
_MARKER = re.compile(r"^(?:§ ?)?(?P<number>\d{1,2})[.)] +(?=\S)|^(?P<letter>[a-h])\) +(?=\S)")
FOOTNOTE = re.compile(r"^(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}) ?(?=\S)")
"""The raised figure that a note under a page begins with."""
_ENDS = re.compile(r"[.!?:;]['\"”»)\]]?$")
_CONTINUES = re.compile(
    r"(?:(?<![\w.@/-])(?:och|eller|samt|se|enligt|fran|for|i|av|med|till|som|vid|pa|den|det|de|en|ett|att|har|ska|om|inom|mellan|under|nr"
    r"|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|[,-])$"
)
_CLOSES = re.compile(r"(?:\bfoljande lydelse|\bfoljande|\breservationer m\.m|\bbilaga \d)[.:]$")
"""What ends a set phrase ends the paragraph, however far the line reaches."""

_BORDER_REACH = 3
"""So many lines on each side of a page border are searched for running heads."""

_FURNITURE_LENGTH = 90
_FIRST_LINES = 12
_PAGE_AT_END = re.compile(r"\b[Ss]id(?:a|an)?\.? ?\d{1,3}(?: ?(?:\(\d{1,3}\)|av \d{1,3}|/ ?\d{1,3}))$")
_REGISTRY_LINE = re.compile(r"^(?:dnr|diarienummer|diarienr)\b")


class Shape(StrEnum):
    """What a line is by itself, when it is one of the kinds' set phrases."""

    HEADING = "heading"
    """The whole line is a paragraph."""
    BEGINS = "begins"
    """The line begins a paragraph, which may run on."""


ShapeOf = Callable[[Mended], Shape | None]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with its place. `key` is `text` folded and mended, for the grammar.

    `marker` is the number of a numbered item, `is_item` tells of a bullet or number, `heading` that the file
    itself says so.
    """

    mended: Mended
    spot: Spot
    first: int
    last: int
    marker: str = ""
    is_item: bool = False
    heading: bool = False
    after_gap: bool = True

    @property
    def text(self) -> str:
        return self.mended.text

    @property
    def key(self) -> str:
        return self.mended.key


@dataclass(frozen=True, slots=True)
class _Piece:
    line: Line
    text: str
    mended: Mended
    gap: bool
    turned: bool
    shape: Shape | None


def paragraphs_of(document: Document, shape_of: ShapeOf) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document; `shape_of` tells which lines are set phrases."""
    lines = [line for line in document.lines if not line.noise]
    furniture = _furniture(document)
    kept = [line for line in lines if line.number not in furniture]
    pieces = _pieces(kept, shape_of)
    wrapped, width = _is_wrapped(pieces)
    paged = document.lines[-1].page > 0 if document.lines else False
    made: list[Paragraph] = []
    open_: list[_Piece] = []
    for piece in pieces:
        if open_ and not _runs_on(open_, piece, wrapped=wrapped, width=width):
            made.append(_paragraph(open_, paged=paged))
            open_ = []
        open_.append(piece)
    if open_:
        made.append(_paragraph(open_, paged=paged))
    return tuple(paragraph for paragraph in made if paragraph.text)


def lines_of(document: Document, before: int) -> tuple[Paragraph, ...]:
    """Return the lines before a line number as paragraphs of their own, as the head of a letter is read."""
    furniture = _furniture(document)
    paged = document.lines[-1].page > 0
    return tuple(
        Paragraph(
            mended=(made := Mended(text, VOCABULARY)),
            spot=spot_of(made.text, line.number, line.number, line.page + 1 if paged else None),
            first=line.number,
            last=line.number,
        )
        for line in document.lines[: before - 1]
        if not line.noise
        and line.number not in furniture
        and (text := _EMPHASIS.sub("", line.text[line.body :]).strip())
    )


def spot_of(quote: str, first: int, last: int, page: int | None) -> Spot:
    return Spot(first, last, quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1] + "…", page)


def _pieces(lines: Sequence[Line], shape_of: ShapeOf) -> list[_Piece]:
    double = _is_double_spaced(lines)
    pieces: list[_Piece] = []
    blanks = 0
    previous: Line | None = None
    for line in lines:
        text = _EMPHASIS.sub("", line.text[line.body :]).strip()
        if not text:
            blanks += 1
            continue
        mended = Mended(text, VOCABULARY)
        turned = previous is not None and (
            # A page number or a running head was passed over.
            line.page != previous.page or line.number - previous.number > 1 + blanks
        )
        gap = blanks > 1 if double else blanks > 0
        shape = Shape.HEADING if line.heading else shape_of(mended)
        pieces.append(_Piece(line, text, mended, gap, turned, shape))
        previous, blanks = line, 0
    return pieces


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Tell whether every line is followed by an empty one, so that only several empty lines part paragraphs."""
    single = unended = 0
    for index, line in enumerate(lines[:-2]):
        if len(line.text) >= 40 and lines[index + 1].is_blank and not lines[index + 2].is_blank:
            single += 1
            unended += not _ENDS.search(line.text)
    return single >= 5 and unended > 0.5 * single


def _is_wrapped(pieces: Sequence[_Piece]) -> tuple[bool, int]:
    """Tell whether lines are cut at a width, and at which, or whether a line is a whole paragraph."""
    long = [piece for piece in pieces if len(piece.text) >= 40]
    if not long:
        return False, 0
    unended = sum(1 for piece in long if not _ENDS.search(piece.text))
    lengths = sorted(len(piece.text) for piece in long)
    width = lengths[int(len(lengths) * 0.9)]
    return unended > 0.3 * len(long) and width < 160, width


def _runs_on(open_: Sequence[_Piece], piece: _Piece, *, wrapped: bool, width: int) -> bool:
    """Tell whether a line continues the paragraph before it."""
    last = open_[-1]
    lower = piece.text[0].islower()
    if piece.line.is_bullet or _MARKER.match(piece.text) or _CLOSES.search(last.mended.key):
        return False
    if FOOTNOTE.match(piece.text):
        return False
    if last.shape is Shape.HEADING:
        return lower and not piece.gap
    if _ENDS.search(last.text):
        # A line that ends a sentence well before the margin ends the paragraph too.
        reaches = wrapped and not piece.gap and len(last.text) > 0.75 * width and not last.text.endswith(":")
        return reaches and piece.shape is None
    if lower or _CONTINUES.search(last.mended.key):
        # A set phrase in the midst of a sentence begins nothing.
        return True
    if piece.shape is not None or not wrapped or (piece.gap and not piece.turned):
        return False
    if last.text.endswith(")") and any(one.shape is Shape.BEGINS for one in open_):
        # The party of the last person ends the heading of a statement.
        return False
    return len(last.text) > (0.8 if piece.gap else 0.6) * width


def _paragraph(pieces: Sequence[_Piece], *, paged: bool) -> Paragraph:
    flow = join((piece.line.start, piece.text) for piece in pieces)
    first, last = pieces[0].line, pieces[-1].line
    marker = _MARKER.match(flow.text)
    text = flow.text[marker.end() :] if marker else flow.text
    mended = pieces[0].mended if len(pieces) == 1 and not marker else Mended(text, VOCABULARY)
    return Paragraph(
        mended=mended,
        spot=spot_of(mended.text, first.number, last.number, first.page + 1 if paged else None),
        first=first.number,
        last=last.number,
        marker=(marker["number"] or marker["letter"]) if marker else "",
        is_item=first.is_bullet or bool(marker),
        heading=first.heading,
        after_gap=pieces[0].gap,
    )


def _furniture(document: Document) -> frozenset[int]:
    """Return the numbers of lines that return beside page borders, such as the name of the report."""
    lines = document.lines
    borders = [
        index
        for index, line in enumerate(lines)
        if (line.noise and line.text) or (index and line.page != lines[index - 1].page)
    ]
    numbered = frozenset(
        line.number for line in lines if len(line.text) <= _FURNITURE_LENGTH and _PAGE_AT_END.search(line.text)
    )
    if len(borders) < 2:
        return numbered
    near: dict[str, list[tuple[int, int]]] = {}
    for border in borders:
        for step in (-1, 1):
            at, seen = border if step == 1 and not lines[border].noise else border + step, 0
            while 0 <= at < len(lines) and seen < _BORDER_REACH:
                line = lines[at]
                if line.noise and line.text:
                    break
                if line.text:
                    seen += 1
                    if _may_be_head(line):
                        near.setdefault(re.sub(r"\d+", "#", fold(line.text)), []).append((border, line.number))
                at += step
    least = max(2, HEADS_SHARE * len(borders))
    return numbered | frozenset(
        number
        for key, found in near.items()
        if len({border for border, _ in found}) >= least
        and len({number for _, number in found}) > 1
        and _may_return(key)
        for _, number in found
        # The head of the first page is the title.
        if number > _FIRST_LINES or _REGISTRY_LINE.match(key)
    )


def _may_be_head(line: Line) -> bool:
    """A running head is short and no end of a sentence."""
    text = line.text
    return len(text) <= _FURNITURE_LENGTH and not line.is_bullet and not text[0].islower() and not _ENDS.search(text)


def _may_return(key: str) -> bool:
    """Set phrases return in their own right, and are no running heads."""
    return not re.search(
        r"namnd|\bse reservation|^reservation|uttalande|yttrande|^bilag|perspektiv|analys|stallning|\bab$|kontoret$",
        key,
    )
