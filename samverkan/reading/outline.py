"""The outline of a document: headings, paragraphs, items of lists, and their sentences.

Broken lines, broken words, page breaks and page numbers are mended here, so that a sentence reads the same
whether it came from a text file, a DOCX or a PDF. Time grows linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samverkan.reading.amounts import fold
from samverkan.reading.document import Document, Flow, Line, join

HEADING_LENGTH = 90
ITEM_LENGTH = 200
SENTENCE_LENGTH = 2_000
"""What is longer is no sentence of an agreement, and is not looked into."""

_ENDS = re.compile(r"[.!?:;][\"”»')\]]?$")
_CONTINUES = re.compile(
    r"(?:\b(?:och|eller|samt|fran|for|i|av|med|till|som|vid|pa|den|det|de|en|ett|att|har|ska|om|inom|mellan|under|nr|bilaga|januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december)|[,-])$"
)
_SENTENCE_END = re.compile(r"[.!?][\"”»')\]]*(?= +[\"“”»'(]?[A-ZÅÄÖÉ0-9§])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:t\.ex|bl\.a|s\.k|f\.d|fr\.o\.m|t\.o\.m|t\.v|m\.m|m\.fl|d\.v\.s|o\.s\.v|jfr|dnr|nr|ca|kap|st|tel|resp|inkl|exkl"
    r"|from|tom|org|osv|dvs)|(?:^|\s)[A-Za-zÅÄÖåäö])\.$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r" ?\d{1,2}\.")
_NUMBERED = re.compile(r"^(?:§ ?)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-h])(?: ?§|[.):])? +(?=\S)")
_NUMBERED_ITEM = re.compile(
    r"^(?:(?:\d{1,2}[.):]|[a-h]\)) +(?:bilaga \d{1,2} ?[:.–-]? +)?|bilaga \d{1,2} ?[:.–-]? +)(?=\S)", re.IGNORECASE
)


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its offsets in the document; `folded` is as long as `text`."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or item of a list.

    `clause` is the text of the heading it stands under, and `section` the code of that heading, empty for
    headings that nobody asked for. `marker` is the number of a numbered item.
    """

    kind: BlockKind
    flow: Flow
    clause: str
    section: str
    sentences: tuple[Sentence, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        return self.flow.text

    @property
    def start(self) -> int:
        return self.flow.offsets[0]

    @property
    def end(self) -> int:
        return self.flow.offsets[-1] + 1


HeadingCode = Callable[[str], str | None]
"""Told a line that may be a heading, gives its code, or `None` when the line is no known heading."""


@dataclass
class _Open:
    """A block being made."""

    kind: BlockKind
    lines: list[tuple[int, str]] = field(default_factory=list)
    marker: str = ""

    @property
    def last(self) -> str:
        return self.lines[-1][1]


ItemOfList = Callable[[str, str], bool]
"""Told a section and a line of a list in it, tells whether the line is an item in spite of its looks."""


def outline(document: Document, heading_code: HeadingCode, item_of_list: ItemOfList) -> tuple[Block, ...]:
    """Return the blocks of a document, headings found by `heading_code`, by style, or by their looks.

    `item_of_list` is asked about lines that have no bullet and stand in a list.
    """
    return tuple(_Outliner(document, heading_code, item_of_list).blocks())


class _Outliner:
    def __init__(self, document: Document, heading_code: HeadingCode, item_of_list: ItemOfList) -> None:
        self.lines = [line for line in document.lines if not line.noise]
        self.heading_code = heading_code
        self.item_of_list = item_of_list
        self.in_heading: int | None = None
        """The number of the line that ends a heading begun on the line before."""
        self.made: list[Block] = []
        self.open: _Open | None = None
        self.clause = ""
        self.section = ""
        self.listing = False
        """True after a colon, as long as the items of a list may follow, with bullets or without."""

    def blocks(self) -> Sequence[Block]:
        gap = page_turned = False
        following = _following(self.lines)
        previous: Line | None = None
        for index, line in enumerate(self.lines):
            if line.is_blank:
                gap = True
                continue
            page_turned = previous is not None and (
                line.page != previous.page
                # A page number was passed over.
                or (gap and line.number - previous.number > 1 + _blanks(self.lines, index))
            )
            self._add(line, gap, page_turned, following[index])
            previous, gap = line, False
        self._close()
        return self.made

    def _add(self, line: Line, gap: bool, page_turned: bool, following: Line | None) -> None:
        words = line.text[line.body :]
        if line.number == self.in_heading:
            return
        code = self._code_of_heading(line, gap, following)
        if code is not None:
            self.listing = False
            self._close()
            self._append_heading(line, words, code, following)
            return
        marker = self._marker(words, gap)
        if line.is_bullet or marker:
            self.listing = False
            skip = marker.end() if marker else 0
            self._close()
            self.open = _Open(
                BlockKind.ITEM,
                [(line.start + line.body + skip, words[skip:])],
                marker[0].strip() if marker else "",
            )
        elif not any(character.isalnum() for character in words):
            # A line to sign on, or an ornament.
            self._close()
            self._append(_Open(BlockKind.PARAGRAPH, [(line.start, words)]))
        elif self.open is not None and self._continues(self.open, words, gap, page_turned):
            self.open.lines.append((line.start, words))
        else:
            if self.open is not None:
                self.listing = self._lists(self.open, words)
            self._close()
            kind = BlockKind.ITEM if self.listing else BlockKind.PARAGRAPH
            self.open = _Open(kind, [(line.start, words)])

    def _append_heading(self, line: Line, words: str, code: str, following: Line | None) -> None:
        title = _NUMBERED.sub("", words).rstrip(" :.")
        skipped = words.find(title) if title else 0
        lines = [(line.start + line.body + skipped, title or words)]
        if following is not None and following.number == self.in_heading:
            lines.append((following.start, following.text.rstrip(" :.")))
        self.clause, self.section = join(lines).text, code
        self._append(_Open(BlockKind.HEADING, lines))

    def _code_over_two_lines(self, title: str, line: Line, following: Line | None) -> str | None:
        """Return the code of a heading that goes on in small letters on the next line."""
        if following is None or following.number != line.number + 1 or not following.text[:1].islower():
            return None
        whole = join([(line.start, title), (following.start, following.text)]).text
        if len(whole) > HEADING_LENGTH or whole.endswith((".", ",", ";")):
            return None
        code = self.heading_code(whole)
        self.in_heading = following.number if code is not None else None
        return code

    def _marker(self, words: str, gap: bool) -> re.Match[str] | None:
        """Return the number of an item, unless it is the end of a sentence that the line before began."""
        marker = _NUMBERED_ITEM.match(words)
        before = self.open
        if marker is None or before is None or gap or before.kind is BlockKind.ITEM:
            return marker
        first = re.search(r"\d+", marker[0])
        ended = _ENDS.search(before.last) or (first is not None and first[0] == "1")
        return marker if ended else None

    def _lists(self, before: _Open, words: str) -> bool:
        """Tell whether a line is an item of a list whose bullets are lost: short, after a colon or another."""
        after_colon = before.kind is BlockKind.PARAGRAPH and before.last.endswith(":")
        after_item = self.listing and not before.last.endswith((".", "!", "?"))
        return (after_colon or after_item) and len(words) < ITEM_LENGTH

    def _continues(self, block: _Open, words: str, gap: bool, page_turned: bool) -> bool:
        if _ENDS.search(block.last):
            return not gap and block.kind is BlockKind.PARAGRAPH and not block.last.endswith(":")
        if self.listing and block.last.endswith(",") and words[0].isupper():
            return False
        if words[0].islower() or _CONTINUES.search(fold(block.last)):
            return True
        if block.kind is BlockKind.ITEM:
            return False
        return not gap or page_turned

    def _code_of_heading(self, line: Line, gap: bool, following: Line | None) -> str | None:
        text = line.text
        if line.is_bullet or len(text) > HEADING_LENGTH:
            return None
        if line.heading:
            return self.heading_code(_NUMBERED.sub("", text)) or ""
        title = _NUMBERED.sub("", text)
        if not title[:1].isupper() or text.endswith((".", ",", ";")):
            return None
        before = self.open
        free = before is None or gap or before.kind is BlockKind.ITEM or bool(_ENDS.search(before.last))
        if not free or (before is not None and _CONTINUES.search(fold(before.last))):
            return None
        in_list = before is not None and (self.listing or before.last.endswith(":"))
        if in_list and self.item_of_list(self.section, title):
            return None
        code = self._code_over_two_lines(title, line, following)
        if code is None and not text.endswith("-"):
            code = self.heading_code(title)
        if code is not None or text.endswith("-"):
            return code
        looks = (
            len(title.split()) <= 7
            and not re.search(r"[\d,:()\"”»]", title)
            and (before is None or before.kind is BlockKind.ITEM or bool(_ENDS.search(before.last)))
            and not (before is not None and before.last.endswith(":"))
            and following is not None
            and (following.text[:1].isupper() or following.is_bullet)
            and _ends_soon(following)
            and gap
        )
        return "" if looks else None

    def _close(self) -> None:
        if self.open is not None:
            self._append(self.open)
            self.open = None

    def _append(self, block: _Open) -> None:
        flow = join(block.lines)
        if not flow.text.strip():
            return
        self.made.append(Block(block.kind, flow, self.clause, self.section, _sentences(flow), block.marker))


def _ends_soon(line: Line) -> bool:
    """A heading stands before running text or a list, not before another line of a block of addresses."""
    return line.is_bullet or len(line.text) > 40


def _following(lines: Sequence[Line]) -> list[Line | None]:
    """Return for each line the next one that is not blank."""
    result: list[Line | None] = [None] * len(lines)
    following: Line | None = None
    for index in range(len(lines) - 1, -1, -1):
        result[index] = following
        if not lines[index].is_blank:
            following = lines[index]
    return result


def _blanks(lines: Sequence[Line], index: int) -> int:
    count = 0
    while index - 1 - count >= 0 and lines[index - 1 - count].is_blank:
        count += 1
    return count


def _sentences(flow: Flow) -> tuple[Sentence, ...]:
    sentences, begin = [], 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(flow.text)), len(flow.text)]:
        # Only the end of what has been read is looked at, so that the time stays linear.
        said = flow.text[max(begin, end - 12) : end]
        if end != len(flow.text) and (_ABBREVIATION.search(said) or _ORDINAL.fullmatch(said)):
            continue
        sentence = make_sentence(flow, begin, end)
        if sentence is not None:
            sentences.append(sentence)
        begin = end
    return tuple(sentences)


def make_sentence(flow: Flow, begin: int, end: int) -> Sentence | None:
    """Return a part of a flow as a sentence, without the spaces around it."""
    while begin < end and flow.text[begin] == " ":
        begin += 1
    while end > begin and flow.text[end - 1] == " ":
        end -= 1
    if begin == end or end - begin > SENTENCE_LENGTH:
        return None
    text = flow.text[begin:end]
    return Sentence(text, fold(text), *flow.span(begin, end))
