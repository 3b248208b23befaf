"""The parts of a council report as they are found, before they are judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from samverkan.reading.consultation.days import FoundDay
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.phrases import Head
from samverkan.reading.consultation.sentences import Consultees, Entry, Sentence
from samverkan.reading.consultation.statements import Announcement, Printed


@dataclass
class Answer:
    """What is printed about one body, or about one company in a sub-referral."""

    name: str
    heading: Paragraph | None
    spellings: list[str] = field(default_factory=list)
    decision: Sentence | None = None
    points: list[Paragraph] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    own_texts: dict[int, Printed] = field(default_factory=dict)
    """Texts that follow directly on their announcement, by its index."""
    report: Sentence | None = None
    text: list[Paragraph] = field(default_factory=list)
    subs: list[Answer] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    abstained: bool = False
    unclear: list[Paragraph] = field(default_factory=list)
    """Lines before the report that name persons and parties, but are no announcement that can be read."""
    sub_heading: Paragraph | None = None


@dataclass
class Upper:
    """A statement above the bodies."""

    level: str | None
    printed: Printed


@dataclass
class Level:
    """What is said of a level above the bodies; `name` is `None` for a place and day without a level over them."""

    name: str | None
    heading: Paragraph
    said: list[Paragraph] = field(default_factory=list)
    signed: tuple[FoundDay, Paragraph] | None = None
    signers: list[Paragraph] = field(default_factory=list)
    """What stands under the place and the day."""


@dataclass
class Report:
    """The parts of a council report, before they are judged."""

    front: list[tuple[Head | None, Paragraph]] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    points: list[Paragraph] = field(default_factory=list)
    responsible: list[tuple[str, Paragraph]] = field(default_factory=list)
    responsible_title: str = ""
    levels: list[Level] = field(default_factory=list)
    uppers: list[Upper] = field(default_factory=list)
    matter: list[Paragraph] = field(default_factory=list)
    """The part about the matter after the levels, or under the compilation."""
    matter_heading: Paragraph | None = None
    signed: list[tuple[date | None, Paragraph]] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    contents_heading: Paragraph | None = None
    consultees: Consultees = field(default_factory=Consultees)
    answers: list[Answer] = field(default_factory=list)
    statements_heading: Paragraph | None = None
    strays: list[tuple[str, Printed]] = field(default_factory=list)
    """Statements printed under a body without an answer."""
