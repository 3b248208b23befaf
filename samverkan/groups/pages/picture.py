"""The picture of the structure as shapes: where each group, line and mark stands (ORG-39).

Two pictures are drawn of the same groups, a wide one and a narrow one for phones; the page shows the one
that fits. Lengths are in CSS pixels at full size.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from samverkan.ground.words import Party
from samverkan.groups.pages.group import GroupRow, SeatRow
from samverkan.ui.drawing import TextLine, wrapped

MARK, MARK_GAP = 9, 5
LONG = 14
"""From how many letters a last word, such as the one for district administration, takes a line of its own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A seat: its party by shape and colour, hollow when vacant."""

    x: int
    y: int
    party: Party
    is_vacant: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A group, or a count of groups, that can be opened. `spoken` is its name for those who listen."""

    x: int
    y: int
    width: int
    height: int
    look: str
    lines: tuple[TextLine, ...]
    note: TextLine
    marks: tuple[Mark, ...]
    address: str
    spoken: str
    has_fault: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The field of one level or district, with its name, which may be a link."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]
    address: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes of one picture."""

    name: str
    width: int
    height: int
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    arrows: tuple[str, ...]
    headings: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """The groups of one district. `address` chooses it; `toggle_address` shows or folds its working groups."""

    key: str
    name: str
    steering: tuple[GroupRow, ...]
    preparation: tuple[GroupRow, ...]
    working: tuple[GroupRow, ...]
    address: str
    toggle_address: str
    is_expanded: bool

    @property
    def name_lines(self) -> tuple[str, ...]:
        """Return the name on lines that fit beside the boxes, a long last word on its own line."""
        first, _, last = self.name.rpartition(" ")
        return (*wrapped(first, 132), last) if first and len(last) > LONG else wrapped(self.name, 132, 3)


def seats_note(row: GroupRow) -> str:
    """Say how many seats there are and how many are vacant."""
    count = row.held + row.vacant
    parts = [ngettext("%(count)s seat", "%(count)s seats", count) % {"count": count}]
    if row.vacant:
        parts.append(ngettext("%(count)s vacant", "%(count)s vacant", row.vacant) % {"count": row.vacant})
    if row.faults:
        parts.append(ngettext("%(count)s fault", "%(count)s faults", row.faults) % {"count": row.faults})
    return ", ".join(parts)


def group_box(row: GroupRow, x: int, y: int, width: int) -> Box:
    """Draw a group: its name, a mark for each seat, and in words how many."""
    lines = tuple(TextLine(x + 12, y + 21 + 16 * n, text) for n, text in enumerate(wrapped(row.name, width - 40)))
    height = BOX + 16 * (len(lines) - 1)
    return Box(
        x=x,
        y=y,
        width=width,
        height=height,
        look=row.kind.value,
        lines=lines,
        note=TextLine(x + 12, y + height - 10, seats_note(row)),
        marks=_marks(row.seats, x + 12, y + height - 37, width - 24),
        address=row.address,
        spoken=f"{row.name}: {seats_note(row)}",
        has_fault=bool(row.faults or row.vacant),
    )


BOX = 70
"""Height of a group with a name of one line."""
FOLDED = 54


def folded_box(district: District, x: int, y: int, width: int, anchor: str) -> Box:
    """Draw the working groups of a district as one count that can be opened."""
    count = len(district.working)
    title = ngettext("%(count)s working group", "%(count)s working groups", count) % {"count": count}
    attention = sum(bool(row.vacant or row.faults) for row in district.working)
    note = gettext("Show them")
    if attention:
        note = ngettext("%(count)s to look at", "%(count)s to look at", attention) % {"count": attention}
    return Box(
        x=x,
        y=y,
        width=width,
        height=FOLDED,
        look="folded",
        lines=(TextLine(x + 12, y + 22, title),),
        note=TextLine(x + 12, y + FOLDED - 12, note),
        marks=(),
        address=f"{district.toggle_address}#{anchor}",
        spoken=f"{title}, {district.name}: {note}",
        has_fault=bool(attention),
    )


def missing_box(text: str, x: int, y: int, width: int) -> Box:
    """Draw the place of a group that is not there."""
    return Box(
        x=x,
        y=y,
        width=width,
        height=FOLDED,
        look="missing",
        lines=(TextLine(x + 12, y + 22, text),),
        note=TextLine(x + 12, y + FOLDED - 12, gettext("Not founded")),
        marks=(),
        address="",
        spoken=text,
    )


def _marks(seats: Sequence[SeatRow], x: int, y: int, width: int) -> tuple[Mark, ...]:
    order = list(Party)
    ordinary = sorted((seat for seat in seats if not seat.is_co_opted), key=lambda seat: order.index(seat.party))
    most = max(1, width // (MARK + MARK_GAP))
    return tuple(
        Mark(x + n * (MARK + MARK_GAP), y, seat.party, not seat.holder) for n, seat in enumerate(ordinary[:most])
    )


def _stack(rows: Sequence[GroupRow], missing: str, x: int, y: int, width: int) -> list[Box]:
    if not rows:
        return [missing_box(missing, x, y, width)]
    boxes = list[Box]()
    for row in rows:
        boxes.append(group_box(row, x, y, width))
        y += boxes[-1].height + 12
    return boxes


def _height(boxes: Iterable[Box]) -> int:
    return sum(box.height + 12 for box in boxes) - 12


def _working(district: District, x: int, y: int, width: int, anchor: str) -> list[Box]:
    if not district.working:
        return [missing_box(gettext("No working groups"), x, y, width)]
    if not district.is_expanded and len(district.working) > 1:
        return [folded_box(district, x, y, width, anchor)]
    return _stack(district.working, "", x, y, width)


def wide(
    steering: Sequence[GroupRow], preparation: Sequence[GroupRow], districts: Sequence[District], *, city: str
) -> Picture:
    """Draw levels from top to bottom and, in each, who steers, prepares and works from left to right."""
    bands, boxes = list[Band](), list[Box]()
    paths, arrows = list[str](), list[str]()
    label, first, second, third, span = 40, 204, 446, 688, 222

    def row(names: tuple[str, ...], address: str, anchor: str, columns: Sequence[list[Box]], y: int) -> int:
        inner = max(_height(column) for column in columns if column)
        height = inner + 32
        lines = tuple(TextLine(label + 16, y + 30 + 17 * n, text) for n, text in enumerate(names))
        bands.append(Band(label, y, 884, height, lines, address, anchor))
        for left, right in itertools.pairwise(columns):
            target = left[0]
            middle = target.x + target.width + 10
            line = target.y + 27
            for box in right:
                at = box.y + 27
                start = f"M{box.x} {at}H{middle}V{line}" if at != line else f"M{box.x} {line}"
                paths.append(f"{start}H{target.x + target.width + 6}")
            if right:
                tip = target.x + target.width + 2
                arrows.append(f"M{tip} {line}l7 -4v8z")
        for column in columns:
            boxes.extend(column)
        return y + height

    top = 34
    central = [
        _stack(steering, gettext("Overall steering group"), first, top + 16, span),
        _stack(preparation, gettext("Overall preparation group"), second, top + 16, span),
    ]
    bottom = row(wrapped(city, 132, 3), "", "", central, top)
    joints = []
    for district in districts:
        y = bottom + 14
        columns = [
            _stack(district.steering, gettext("Steering group"), first, y + 16, span),
            _stack(district.preparation, gettext("Preparation group"), second, y + 16, span),
            _working(district, third, y + 16, span, f"stadsdel-{district.key}"),
        ]
        bottom = row(district.name_lines, district.address, f"stadsdel-{district.key}", columns, y)
        joints.append(y + 43)
    if joints:
        paths.append(f"M{label} {top + 43}H20V{joints[-1]}")
        paths += [f"M20 {joint}H{label}" for joint in joints]
    headings = (
        TextLine(first + 2, 22, gettext("Steers")),
        TextLine(second + 2, 22, gettext("Prepares")),
        TextLine(third + 2, 22, gettext("Works")),
    )
    return Picture("wide", 926, bottom + 4, tuple(bands), tuple(boxes), tuple(paths), tuple(arrows), headings)


def narrow(
    steering: Sequence[GroupRow], preparation: Sequence[GroupRow], districts: Sequence[District], *, city: str
) -> Picture:
    """Draw everything under each other, from the top down."""
    bands, boxes = list[Band](), list[Box]()
    paths, arrows = list[str](), list[str]()
    left, span, width = 30, 282, 328

    def level(name: str, address: str, anchor: str, columns: Sequence[list[Box]], y: int) -> int:
        height = 48 + sum(_height(column) for column in columns if column) + 28 * (len(columns) - 1)
        lines = (TextLine(left, y + 28, wrapped(name, 250, 1)[0] if len(name) < 40 else f"{name[:38]}…"),)
        bands.append(Band(16, y, width - 18, height, lines, address, anchor))
        for column, after in itertools.pairwise(columns):
            if column and after:
                end = column[-1].y + column[-1].height
                paths.append(f"M{left + 24} {after[0].y}V{end + 8}")
                arrows.append(f"M{left + 24} {end + 2}l-4 7h8z")
        for column in columns:
            boxes.extend(column)
        return y + height

    def columns_of(builders: Sequence[tuple[Sequence[GroupRow], str]], y: int) -> list[list[Box]]:
        columns = []
        for rows, missing in builders:
            column = _stack(rows, missing, left, y, span)
            columns.append(column)
            y += _height(column) + 28
        return columns

    central = columns_of(
        [(steering, gettext("Overall steering group")), (preparation, gettext("Overall preparation group"))], 40
    )
    bottom = level(city, "", "", central, 0)
    joints = []
    for district in districts:
        y = bottom + 16
        columns = columns_of(
            [(district.steering, gettext("Steering group")), (district.preparation, gettext("Preparation group"))],
            y + 40,
        )
        end = columns[-1][-1]
        columns.append(_working(district, left, end.y + end.height + 28, span, f"smal-{district.key}"))
        bottom = level(district.name, district.address, f"smal-{district.key}", columns, y)
        joints.append(y + 24)
    if joints:
        paths.append(f"M16 24H6V{joints[-1]}")
        paths += [f"M6 {joint}H16" for joint in joints]
    return Picture("narrow", width, bottom + 4, tuple(bands), tuple(boxes), tuple(paths), tuple(arrows))
