"""What the pages of a picture are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.agreements.services.annexes import annex_version_pointer
from samverkan.agreements.words import AnnexState
from samverkan.ground.words import Party
from samverkan.priorities.models import Area
from samverkan.situation.models import Picture, PictureVersion, Statement, Table
from samverkan.situation.pages.texts import Figures, StatementRow
from samverkan.situation.rules.completeness import Gap, Lack, stopping
from samverkan.situation.services.pointers import picture_version_pointer
from samverkan.situation.services.versions import frozen_table
from samverkan.situation.words import Block
from samverkan.ui.pages import NavigationItem

SHOWN_AT_ONCE = 12
"""How many remarks of one kind are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture in the list."""

    title: str
    unit: str
    year: int
    address: str
    state: str
    version: int | None
    version_address: str
    decided_on: date | None

    @classmethod
    def of(cls, picture: Picture) -> PictureRow:
        """Return the row. Wants the unit selected and the newest version prefetched as `frozen`."""
        frozen: list[PictureVersion] = picture.frozen  # type: ignore[attr-defined]  # prefetched by the query
        version = frozen[0] if frozen else None
        state = version.annex_version.state if version else "open"
        return cls(
            title=str(picture),
            unit=picture.unit.name,
            year=picture.year,
            address=reverse("situation:picture", args=[picture.pk]),
            state=state,
            version=version.number if version else None,
            version_address=reverse("situation:version", args=[version.pk]) if version else "",
            decided_on=version.annex_version.dated_on if version else None,
        )

    @classmethod
    def of_version(cls, version: PictureVersion) -> PictureRow:
        """Return the row of a decided version, for those who see nothing else."""
        address = reverse("situation:version", args=[version.pk])
        picture = version.picture
        return cls(
            title=str(picture),
            unit=picture.unit.name,
            year=picture.year,
            address=address,
            state=version.annex_version.state,
            version=version.number,
            version_address=address,
            decided_on=version.annex_version.dated_on,
        )


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """The pictures that the person may see, a page at a time."""

    rows: tuple[PictureRow, ...]
    paging: Any
    may_open: bool
    may_see_city: bool
    may_contribute: bool
    only_decided: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """One thing that is missing, with a way to mend it."""

    lack: Lack
    block: Block | None
    area: str
    address: str


@dataclass(frozen=True, slots=True)
class Square:
    """How many statements an area has in a block."""

    block: Block
    count: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area of the list in force, and what the picture says of it."""

    pk: int | None
    name: str
    squares: tuple[Square, ...]
    reason: str
    is_missing: bool
    note_address: str


@dataclass(frozen=True, slots=True)
class AreaPart:
    """What one block says of one area; an empty name is all of the district."""

    name: str
    statements: tuple[StatementRow, ...]
    tables: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class BlockPart:
    """One block of the picture."""

    block: Block
    parts: tuple[AreaPart, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A frozen version in a list."""

    number: int
    year: int
    title: str
    address: str
    state: AnnexState
    frozen_at: Any
    decided_on: date | None
    annex_address: str

    @classmethod
    def of(cls, version: PictureVersion) -> VersionRow:
        """Return the row. Wants picture and annex version selected."""
        annex_version = version.annex_version
        return cls(
            number=version.number,
            year=version.picture.year,
            title=picture_version_pointer(version).title,
            address=reverse("situation:version", args=[version.pk]),
            state=AnnexState(annex_version.state),
            frozen_at=version.frozen_at,
            decided_on=annex_version.dated_on,
            annex_address=annex_version_pointer(annex_version).address,
        )


@dataclass(frozen=True, slots=True)
class PicturePage:
    """One picture: how far it has come, what it lacks, and what the parties say together."""

    pk: int
    title: str
    unit_id: int
    unit: str
    year: int
    delimitation: str
    police: tuple[str, ...]
    may_prepare: bool
    room: Party | None
    unshared: int
    loose: int
    waiting: int
    """Contributions from other actors that nobody has dealt with."""
    stopping: tuple[GapRow, ...]
    remarks: tuple[GapRow, ...]
    more_remarks: int
    areas: tuple[AreaRow, ...]
    blocks: tuple[BlockPart, ...]
    has_statements: bool
    versions: tuple[VersionRow, ...]
    is_submitted: bool

    @classmethod
    def of(
        cls,
        picture: Picture,
        *,
        areas: Sequence[Area],
        statements: Sequence[Statement],
        tables: Sequence[Table],
        reasons: dict[int, str],
        gaps: Sequence[Gap],
        versions: Sequence[PictureVersion],
        police: Iterable[str],
        may_prepare: bool,
        room: Party | None,
        unshared: int,
        loose: int,
        waiting: int,
    ) -> PicturePage:
        """Build the page from what the picture holds today."""
        rows = [StatementRow.of(statement) for statement in statements]
        stops = stopping(gaps)
        remarks = [gap for gap in gaps if not gap.is_stopping]
        names = {area.pk: area.name for area in areas}
        missing = {gap.area_id for gap in stops if gap.lack == Lack.AREA}
        return cls(
            pk=picture.pk,
            title=str(picture),
            unit_id=picture.unit_id,
            unit=picture.unit.name,
            year=picture.year,
            delimitation=picture.delimitation,
            police=tuple(police),
            may_prepare=may_prepare,
            room=room,
            unshared=unshared,
            loose=loose,
            waiting=waiting,
            stopping=tuple(_gap_row(picture, gap, names) for gap in stops),
            remarks=tuple(_gap_row(picture, gap, names) for gap in remarks[:SHOWN_AT_ONCE]),
            more_remarks=max(0, len(remarks) - SHOWN_AT_ONCE),
            areas=tuple(_area_row(picture, area, statements, reasons, missing) for area in areas),
            blocks=block_parts(rows, [Figures.of(frozen_table(one), str(one.source)) for one in tables], tables),
            has_statements=bool(rows or tables),
            versions=tuple(VersionRow.of(version) for version in versions),
            is_submitted=any(
                version.picture_id == picture.pk and version.annex_version.state in {"submitted", "signing"}
                for version in versions
            ),
        )


def _gap_row(picture: Picture, gap: Gap, names: dict[int, str]) -> GapRow:
    area = gap.area or (names.get(gap.area_id, "") if gap.area_id else "")
    if gap.lack == Lack.DELIMITATION:
        address = reverse("situation:delimit", args=[picture.pk])
    elif gap.statement_id is not None:
        address = reverse("situation:edit_statement", args=[gap.statement_id])
    elif gap.lack == Lack.AREA:
        address = reverse("situation:note_area", args=[picture.pk, gap.area_id])
    else:
        about = f"&area={gap.area_id}" if gap.area_id else ""
        address = f"{reverse('situation:write_statement', args=[picture.pk])}?block={gap.block}{about}"
    return GapRow(gap.lack, gap.block, area, address)


def _area_row(
    picture: Picture, area: Area, statements: Iterable[Statement], reasons: dict[int, str], missing: set[int | None]
) -> AreaRow:
    blocks = [statement.block for statement in statements if statement.area_id == area.pk]
    return AreaRow(
        pk=area.pk,
        name=area.name,
        squares=tuple(Square(block, blocks.count(block)) for block in Block),
        reason=reasons.get(area.pk, ""),
        is_missing=area.pk in missing,
        note_address=reverse("situation:note_area", args=[picture.pk, area.pk]),
    )


def block_parts(
    rows: Sequence[StatementRow], figures: Sequence[Figures], tables: Sequence[Table]
) -> tuple[BlockPart, ...]:
    """Return the blocks that say something, area by area in the order of the rows."""
    placed = [(Block(table.block), shown) for table, shown in zip(tables, figures, strict=True)]
    parts = []
    for block in Block:
        mine = [row for row in rows if row.block == block]
        counted = [shown for where, shown in placed if where == block]
        names = list(dict.fromkeys([*(row.area for row in mine), *(shown.area for shown in counted)]))
        names.sort(key=lambda name: name == "")  # what concerns all of the district comes last
        areas = tuple(
            AreaPart(
                name,
                tuple(row for row in mine if row.area == name),
                tuple(shown for shown in counted if shown.area == name),
            )
            for name in names
        )
        if areas:
            parts.append(BlockPart(block, areas))
    return tuple(parts)


def crumbs_of(picture: Picture | None = None, *more: NavigationItem) -> tuple[NavigationItem, ...]:
    """Return the way to a page within a picture; the titles are in the reader's language."""
    way = [NavigationItem(_("Situation pictures"), reverse("situation:pictures"))]
    if picture is not None:
        way.append(NavigationItem(str(picture), reverse("situation:picture", args=[picture.pk])))
    return (*way, *more)
