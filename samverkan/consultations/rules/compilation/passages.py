"""From the plain text of an answer to blocks: paragraphs, lists and inner headings, with every word kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samverkan.consultations.rules.compilation.blocks import Block, Heading, Listing, Paragraph, Tone

_GAP = re.compile(r"\n\s*\n")
_SIGN = re.compile(r"^\s*(?:[-–•*●▪◦]|[\uf000-\uf0ff])\s+(?=\S)")
"""The signs of lists, and those of a word processor's sign font, which text taken from its files still has."""
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2})[.)]\s+(?=\S)")
LINE_LENGTH = 120
HEADING_LENGTH = 80


def blocks_of(text: str, *, level: int, key: str, tone: Tone = Tone.BODY) -> Iterator[Block]:
    """Return the blocks of a text whose paragraphs are parted by an empty line.

    A short line without a full stop between longer paragraphs is a heading of `level` (0 for none), its key begun by
    `key`.

    Lines that begin with a sign or with rising numbers are lists; so are several short lines after a colon, for old
    reports lose their signs when they are read. Other lines of a paragraph are one text.
    """
    pieces = [piece for paragraph in _GAP.split(text) for piece in _pieces(paragraph)]
    place = 0
    while place < len(pieces):
        kind, said = pieces[place]
        end = place + 1
        if level and _is_heading(pieces, place):
            yield Heading(level, said, f"{key}-{place}")
        elif kind == "text":
            yield Paragraph(said, tone)
            if said.endswith(":"):
                while end < len(pieces) and pieces[end][0] == "text" and _is_short(pieces[end][1]):
                    end += 1
                if end - place > 2:
                    yield Listing(tuple(piece[1] for piece in pieces[place + 1 : end]), tone=tone)
                else:
                    end = place + 1
        else:
            while end < len(pieces) and pieces[end][0] == kind:
                end += 1
            yield Listing(tuple(piece[1] for piece in pieces[place:end]), is_numbered=kind == "number", tone=tone)
        place = end


def _is_heading(pieces: list[tuple[str, str]], place: int) -> bool:
    """Tell whether a piece is a heading: a short line over a longer text, and not the last of several short ones."""
    (kind, said), following = pieces[place], pieces[place + 1 : place + 2]
    if kind != "text" or len(said) > HEADING_LENGTH or not said[:1].isupper() or said[-1:] in ".!?,;:":
        return False
    if place and pieces[place - 1][0] == "text" and _is_short(pieces[place - 1][1]):
        return False
    return bool(following) and following[0][0] == "text" and following[0][1][-1:] in ".!?:"


def _is_short(line: str) -> bool:
    return len(line) <= LINE_LENGTH and not line.endswith((".", ":", "?", "!"))


def _pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """Return the paragraph's pieces: a text, or items of a list. Numbers that do not rise from 1 stay in the text."""
    loose: list[str] = []
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    numbers = [int(found["number"]) for line in lines if (found := _NUMBER.match(line))]
    is_counted = bool(numbers) and numbers == list(range(1, len(numbers) + 1))
    items: list[tuple[str, str]] = []
    for line in lines:
        if _SIGN.match(line):
            items.append(("sign", _SIGN.sub("", line)))
        elif is_counted and _NUMBER.match(line):
            items.append(("number", _NUMBER.sub("", line)))
        elif items:
            kind, said = items[-1]
            items[-1] = (kind, f"{said} {line}")
        else:
            loose.append(line)
    if loose:
        yield "text", " ".join(loose)
    yield from items
