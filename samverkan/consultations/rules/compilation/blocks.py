"""A document as blocks: what every drawing of a compilation shares, so that order and words are decided once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tone(StrEnum):
    """How a paragraph is meant."""

    BODY = "body"
    LEAD = "lead"
    """A sentence that says what follows: who decided, whose report it is, who dissents."""
    NOTE = "note"
    """A word of the one who compiles, or a footnote."""
    INSET = "inset"
    """Words that stand elsewhere too, shown here in place."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Levels begin at 1 and none is skipped; `key` is unique, `is_listed` puts it in the contents."""

    level: int
    text: str
    key: str
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `to` is the key of the heading that it leads to, where it is a reference."""

    text: str
    tone: Tone = Tone.BODY
    to: str = ""

    @property
    def parted(self) -> tuple[str, str]:
        """Return the words and the full stop that ends them, between which the page of a reference is put.

        The stop of a short form belongs to its word.
        """
        if self.text.endswith(".") and not self.text.endswith("m.m."):
            return self.text[:-1], "."
        return self.text, ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered from 1 or with signs."""

    items: tuple[str, ...]
    is_numbered: bool = False
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the contents list: the listed headings of the document, with pages where there are pages."""


Block = Heading | Paragraph | Listing | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A document. `day` dates the file itself, so that it does not depend on when it was made."""

    title: str
    subject: str
    day: date
    blocks: tuple[Block, ...]
    language: str = "sv"

    @property
    def listed(self) -> Iterator[Heading]:
        """Return the headings of the contents list, in order."""
        return (block for block in self.blocks if isinstance(block, Heading) and block.is_listed)
