"""What the pages of priority areas are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.priorities.models import Area, AreaList, AreaMapping, Goal, LocalPriority, Theme, WordingChange
from samverkan.priorities.words import Change
from samverkan.ui.drawing import TextLine, wrapped


@dataclass(frozen=True, slots=True)
class AreaCard:
    """An area with how much is known about it."""

    number: int
    name: str
    address: str
    goals: int
    proposals: int
    themes: tuple[str, ...]
    is_attested: bool
    source: str

    @classmethod
    def of(cls, area: Area) -> AreaCard:
        """Return the card. Wants goals and themes prefetched."""
        goals = list(area.goals.all())
        return cls(
            number=area.number,
            name=area.name,
            address=address_of(area),
            goals=sum(not goal.is_proposal for goal in goals),
            proposals=sum(goal.is_proposal for goal in goals),
            themes=tuple(theme.name for theme in area.themes.all()),
            is_attested=area.is_attested,
            source=area.source,
        )


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One list with its areas, and whether a source claims more areas than it names."""

    name: str
    is_draft: bool
    valid_from: date
    last_day: date | None
    source: str
    consulted: str
    claimed: int | None
    attested: int
    named_later: int
    cards: tuple[AreaCard, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class MappingRow:
    """What became of an area."""

    change: Change
    old: str
    old_address: str
    old_list: str
    new: str
    new_address: str
    new_list: str
    is_inferred: bool
    source: str
    disputed_by: str

    @classmethod
    def of(cls, mapping: AreaMapping) -> MappingRow:
        """Return the row. Wants both areas and their lists selected."""
        old, new = mapping.old, mapping.new
        return cls(
            change=Change(mapping.change),
            old=old.name if old else "",
            old_address=address_of(old) if old else "",
            old_list=old.area_list.name if old else "",
            new=new.name if new else "",
            new_address=address_of(new) if new else "",
            new_list=new.area_list.name if new else "",
            is_inferred=mapping.is_inferred,
            source=mapping.source,
            disputed_by=mapping.disputed_by,
        )

    def speaks_of(self, text: str) -> bool:
        """Tell whether the row holds the text, in names, sources or criticism."""
        return text.casefold() in " ".join((self.old, self.new, self.source, self.disputed_by)).casefold()


@dataclass(frozen=True, slots=True)
class PictureBox:
    """An area in the picture."""

    x: int
    y: int
    lines: tuple[TextLine, ...]
    address: str
    is_attested: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class PicturePath:
    """A line from an old area to a new one, or a stub where an area ends."""

    d: str
    is_inferred: bool
    mark: TextLine | None = None
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All lists as columns, with lines for what became of each area."""

    width: int
    height: int
    headings: tuple[TextLine, ...]
    boxes: tuple[PictureBox, ...]
    paths: tuple[PicturePath, ...]


@dataclass(frozen=True, slots=True)
class AreasPage:
    """All lists of the municipality and what became of the areas."""

    municipality: str
    municipality_key: str
    current: ListBlock | None
    lists: tuple[ListBlock, ...]
    mappings: tuple[MappingRow, ...]
    picture: Picture | None
    search: str
    may_load: bool


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One area: goals, themes, wording, where it came from, how districts rank it."""

    area: Area
    list_name: str
    is_draft: bool
    holds: bool
    goals: tuple[Goal, ...]
    proposals: tuple[Goal, ...]
    themes: tuple[Theme, ...]
    wording_changes: tuple[WordingChange, ...]
    came_from: tuple[MappingRow, ...]
    became: tuple[MappingRow, ...]
    local: tuple[LocalPriority, ...]
    may_clarify: bool
    may_set_local: bool


def address_of(area: Area) -> str:
    """Return where the area can be opened."""
    return reverse("priorities:area", args=[area.pk])


def list_blocks(lists: Iterable[AreaList], on: date) -> tuple[ListBlock, ...]:
    """Return the lists, the newest first."""
    blocks = []
    for one in lists:
        cards = tuple(AreaCard.of(area) for area in one.areas.all())
        blocks.append(
            ListBlock(
                name=one.name,
                is_draft=one.is_draft,
                valid_from=one.valid_from,
                last_day=one.last_day,
                source=one.source,
                consulted=one.consulted,
                claimed=one.claimed_count,
                attested=sum(card.is_attested for card in cards),
                named_later=sum(not card.is_attested for card in cards),
                cards=cards,
                is_current=not one.is_draft and one.holds(on),
            )
        )
    return tuple(reversed(blocks))


WIDTH, GAP, ROW, BOX = 252, 84, 58, 46


def picture_of(lists: Sequence[AreaList], mappings: Iterable[AreaMapping]) -> Picture | None:
    """Draw the lists beside each other, the oldest to the left, with a line for what became of each area."""
    if not lists:
        return None
    places: dict[int, tuple[int, int]] = {}
    boxes, headings = list[PictureBox](), list[TextLine]()
    most = 0
    for column, one in enumerate(lists):
        x = column * (WIDTH + GAP)
        headings.append(TextLine(x, 16, one.name))
        areas = list(one.areas.all())
        most = max(most, len(areas))
        for row, area in enumerate(areas):
            y = 30 + row * ROW
            places[area.pk] = (x, y)
            lines = wrapped(f"{area.number}. {area.name}", WIDTH - 24)
            first = y + (27 if len(lines) == 1 else 19)
            boxes.append(
                PictureBox(
                    x=x,
                    y=y,
                    lines=tuple(TextLine(x + 12, first + 16 * n, text) for n, text in enumerate(lines)),
                    address=address_of(area),
                    is_attested=area.is_attested,
                    spoken=f"{one.name}: {area.name}",
                )
            )
    paths = []
    for mapping in mappings:
        start, end = places.get(mapping.old_id or 0), places.get(mapping.new_id or 0)
        disputed = bool(mapping.disputed_by)
        if start and end:
            x, y, to_x, to_y = start[0] + WIDTH, start[1] + BOX // 2, end[0], end[1] + BOX // 2
            middle = (x + to_x) // 2
            mark = TextLine(middle, (y + to_y) // 2 + 5, "?") if disputed else None
            paths.append(PicturePath(f"M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}", mapping.is_inferred, mark))
        elif start:
            x, y = start[0] + WIDTH, start[1] + BOX // 2
            paths.append(
                PicturePath(
                    f"M{x} {y}h14m0 -5v10",
                    mapping.is_inferred,
                    TextLine(x + 20, y + 4, gettext("dropped ?") if disputed else gettext("dropped")),
                    is_end=True,
                )
            )
    width = len(lists) * (WIDTH + GAP) - GAP
    return Picture(width, 30 + most * ROW, tuple(headings), tuple(boxes), tuple(paths))


def mapping_rows(mappings: Iterable[AreaMapping], lists: Sequence[AreaList]) -> tuple[MappingRow, ...]:
    """Return the rows, from the newest pair of lists to the oldest."""
    order = {one.name: number for number, one in enumerate(lists)}
    rows = [MappingRow.of(mapping) for mapping in mappings]
    return tuple(sorted(rows, key=lambda row: -max(order.get(row.new_list, 0), order.get(row.old_list, -1) + 1)))
