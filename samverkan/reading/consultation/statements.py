"""Statements: how they are announced, how they are printed, and whether the two agree (REM-12 to -16, -26)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from samverkan.reading.amounts import NUMBER_WORDS, fold
from samverkan.reading.consultation.draft import Person, Spot, StatementType
from samverkan.reading.consultation.names import near_names
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.people import persons_at
from samverkan.reading.consultation.phrases import (
    ANNOUNCED,
    ANNOUNCED_BY,
    IDENTICAL,
    JOINS,
    KIND_ALONE,
    OWN_STAND,
    POINTER,
    REFERS,
    RESERVED,
)
from samverkan.reading.mending import distance

HEADING_LENGTH = 1_200
LONG_NAME = 9
REFERENCE_LENGTH = 300
"""A printed text longer than this is a text of its own, whatever it refers to."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line that says whose statement there is. `tail` is what it says after the persons, mended."""

    type: StatementType
    persons: tuple[Person, ...]
    spot: Spot
    tail: str = ""
    tail_text: str = ""
    count: int | None = 1
    """How many statements; `None` for a plural without a number."""

    @property
    def promises_text(self) -> bool:
        """A text is to be found somewhere: it is pointed to, or a special statement, which always has one."""
        if OWN_STAND.search(self.tail):
            return False
        if POINTER.search(self.tail):
            return True
        return self.type is not StatementType.RESERVATION and not self.joins

    @property
    def follows(self) -> bool:
        """The text comes directly after the line."""
        return bool(re.search(r"\benligt foljande", self.tail))

    @property
    def refers(self) -> str:
        """The words that refer to another statement, empty when there are none."""
        return self.tail_text if refers_elsewhere(self.tail) or IDENTICAL.search(self.tail) else ""

    @property
    def is_identical(self) -> bool:
        return bool(IDENTICAL.search(self.tail))

    @property
    def joins(self) -> str:
        """The words that say whose reservation is joined, empty when none is."""
        found = JOINS.search(self.tail)
        if found is None:
            return ""
        at = self.tail.find(found["to"], found.start())
        return re.split(r" samt | och avg", self.tail_text[at:])[0].rstrip(" .,")


@dataclass(slots=True)
class Printed:
    """A statement as printed: its heading and the paragraphs under it."""

    heading: Announcement
    paragraphs: list[Paragraph] = field(default_factory=list)


def refers_elsewhere(key: str) -> bool:
    """Tell whether mended words refer to a statement of another body or level, not to a place in the report."""
    found = REFERS.search(key)
    return found is not None and not re.match(r"se reservationer\b(?! (?:i|av|under|vid|fran)\b)", found[0])


def announcement_of(paragraph: Paragraph) -> Announcement | None:
    """Read a paragraph as an announcement or heading of a statement, `None` when it is none."""
    key = paragraph.key
    if len(key) > HEADING_LENGTH:
        return None
    begun = ANNOUNCED.match(key) or RESERVED.match(key)
    if begun is None:
        return _reversed(paragraph)
    kind = begun.groupdict().get("kind") or "reservation"
    _, at = paragraph.mended.span(begun.start(), begun.end())
    named = persons_at(paragraph.text, at)
    if not named.persons and not _is_heading(paragraph.text, at):
        return None
    return _made(paragraph, kind, begun.groupdict().get("count"), named.persons, named.end)


def _is_heading(text: str, at: int) -> bool:
    """Tell whether a line that names no person is a heading all the same, and not the start of a sentence."""
    return len(text) < 120 and text[at:].lstrip()[:1].isupper() and not text.endswith((".", ",", ";"))


def _reversed(paragraph: Paragraph) -> Announcement | None:
    """Read `Eva Ask m.fl. (M) reserverar sig mot beslutet`."""
    found = ANNOUNCED_BY.search(paragraph.key[:400])
    if found is None:
        return None
    start, _ = paragraph.mended.span(found.start(), found.end())
    named = persons_at(paragraph.text[:start])
    if not named.persons or paragraph.text[named.end : start].strip(" ,"):
        return None
    _, end = paragraph.mended.span(found.start(), found.end())
    return _made(paragraph, found["kind"] or "reservation", None, named.persons, end, count=1)


def _made(
    paragraph: Paragraph,
    kind: str,
    number: str | None,
    persons: tuple[Person, ...],
    end: int,
    *,
    count: int | None = None,
) -> Announcement:
    text = paragraph.text[end:].strip(" ,")
    if count is None:
        count = _count(kind, number)
    # The tail's mended words: the end of the key, found from the right so that mended lengths do not matter.
    return Announcement(
        type=type_of(kind),
        persons=persons,
        spot=paragraph.spot,
        tail=_key_from(paragraph, end),
        tail_text=text,
        count=count,
    )


def _key_from(paragraph: Paragraph, at: int) -> str:
    key = paragraph.key
    low, high = 0, len(key)
    while low < high:
        middle = (low + high) // 2
        if paragraph.mended.span(middle, middle + 1)[0] < at:
            low = middle + 1
        else:
            high = middle
    return key[low:].strip(" ,")


def _count(kind: str, number: str | None) -> int | None:
    if number:
        return int(number) if number.isdigit() else NUMBER_WORDS.get(number, NUMBER_WORDS["tva"])
    plural = re.match(r"reservationer|sarskilda|ersattaryttranden", kind)
    return None if plural else 1


def kind_alone(key: str) -> StatementType | None:
    """Return the kind of statement that a line is the bare name of."""
    found = KIND_ALONE.match(key)
    return type_of(found["kind"]) if found else None


def type_of(kind: str) -> StatementType:
    if kind.startswith("reserv"):
        return StatementType.RESERVATION
    return StatementType.SPECIAL_STATEMENT if kind.startswith("sarskil") else StatementType.SUBSTITUTE_STATEMENT


def points_in(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the numbered points that a statement begins with (REM-12, -27)."""
    points: list[str] = []
    for paragraph in paragraphs:
        if paragraph.marker == str(len(points) + 1):
            points.append(paragraph.text)
        elif points:
            break
    return tuple(points)


def same_person(one: Person, other: Person) -> bool:
    """Tell whether two printed names are one person's, give or take a letter and what scanners do."""
    if fold(one.name) == fold(other.name):
        return True
    names = one.name.lower().replace(" ", ""), other.name.lower().replace(" ", "")
    if near_names(*names) or (min(map(len, names)) >= LONG_NAME and distance(*names, 1.0) <= 1.0):
        return True
    shared = set(fold(one.name).split()) & set(fold(other.name).split())
    return bool(shared) and one.party == other.party and distance(*names, 2.0) <= 2.0


def likeness(one: Sequence[Person], other: Sequence[Person]) -> float:
    """Return how far two lists of persons are the same, 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum(any(same_person(person, candidate) for candidate in other) for person in one)
    return shared / max(len(one), len(other))


@dataclass(frozen=True, slots=True)
class Pair:
    """An announcement and what is printed of it; one of them may be lacking."""

    announced: Announcement | None
    printed: Printed | None


def paired(announced: Sequence[Announcement], printed: Sequence[Printed]) -> list[Pair]:
    """Match announcements with prints: the same persons, first of the same kind, then of another.

    A plural announcement takes all prints of its person and kind. The order is that of the announcements,
    then what is printed without having been announced.
    """
    free = list(printed)
    taken: dict[int, list[Printed]] = {index: [] for index in range(len(announced))}
    for same_kind, least in ((True, 0.99), (True, 0.34), (False, 0.5)):
        for index, announcement in enumerate(announced):
            wanted = len(free) if announcement.count is None else announcement.count
            fitting = sorted(
                (
                    one
                    for one in free
                    if likeness(announcement.persons, one.heading.persons) >= least
                    and (not same_kind or one.heading.type is announcement.type)
                ),
                key=lambda one: -likeness(announcement.persons, one.heading.persons),
            )
            if announcement.count is None and taken[index]:
                fitting = []
            for one in fitting[: max(0, wanted - len(taken[index]))]:
                taken[index].append(one)
                free.remove(one)
    pairs: list[Pair] = []
    for index, announcement in enumerate(announced):
        found = sorted(taken[index], key=lambda one: one.heading.spot.first_line)
        lacking = max(announcement.count or 1, 1) - len(found)
        pairs += [Pair(announcement, one) for one in found]
        pairs += [Pair(announcement, None)] * max(0, lacking)
    return pairs + [Pair(None, one) for one in free]
