"""What the page of a party's own room is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.ground.words import Party
from samverkan.situation.models import Line, Picture
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.texts import LineRow
from samverkan.situation.words import Block
from samverkan.ui.pages import NavigationItem


@dataclass(frozen=True, slots=True)
class RoomBlock:
    """The lines of one block."""

    block: Block
    rows: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The own room: what only the own party sees, and what it has shared."""

    picture_id: int
    title: str
    room: Party
    crumbs: tuple[NavigationItem, ...]
    blocks: tuple[RoomBlock, ...]
    shared: tuple[LineRow, ...]
    to_carry: int
    year_before: int | None

    @classmethod
    def of(
        cls, picture: Picture, room: Party, lines: Sequence[Line], *, to_carry: int, year_before: int | None
    ) -> RoomPage:
        """Build the page."""
        rows = [LineRow.of(line) for line in lines]
        own = [row for row in rows if row.shared_at is None]
        blocks = (RoomBlock(block, tuple(row for row in own if row.block == block)) for block in Block)
        return cls(
            picture_id=picture.pk,
            title=str(picture),
            room=room,
            crumbs=crumbs_of(picture),
            blocks=tuple(block for block in blocks if block.rows),
            shared=tuple(row for row in rows if row.shared_at is not None),
            to_carry=to_carry,
            year_before=year_before,
        )
