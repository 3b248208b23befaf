"""Small pieces of pages that several share: lines, statements, figures, and the page where a text is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from samverkan.ground.words import Party
from samverkan.indicators.words import DarkFigure, Sex
from samverkan.situation.models import Line, Statement
from samverkan.situation.rules.rooms import is_difference, seen_by
from samverkan.situation.rules.snapshot import FrozenTable
from samverkan.situation.rules.wording import said
from samverkan.situation.words import Agreement, Block, SeenBy
from samverkan.ui.forms import Form
from samverkan.ui.pages import Difference, NavigationItem


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it is cited, with its limits and whether much may be hidden (SIT-08, SIT-13)."""

    title: str
    limits: str = ""
    is_large_dark_figure: bool = False
    hard_to_map: str = ""


def sources_of(thing: Line | Statement) -> tuple[SourceLine, ...]:
    """Return the sources of a line or statement. Wants them prefetched."""
    return tuple(
        SourceLine(str(source), source.limits, source.dark_figure == DarkFigure.LARGE, source.hard_to_map)
        for source in thing.sources.all()
    )


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a room."""

    pk: int
    room: Party
    block: Block
    area: str
    place: str
    text: str
    hidden: str
    sources: tuple[SourceLine, ...]
    shared_at: datetime | None
    shared_by: str
    is_carried: bool
    is_joined: bool

    @classmethod
    def of(cls, line: Line) -> LineRow:
        """Return the row. Wants area and place selected and sources prefetched."""
        return cls(
            pk=line.pk,
            room=Party(line.room),
            block=Block(line.block),
            area=line.area.name if line.area else "",
            place=line.place.name if line.place else "",
            text=line.text,
            hidden=line.dark_figure,
            sources=sources_of(line),
            shared_at=line.shared_at,
            shared_by=line.shared_by,
            is_carried=line.carried_from_id is not None,
            is_joined=bool(getattr(line, "is_joined", False)),
        )


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What one party's line says, under a joint statement."""

    party: Party
    text: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A joint statement with what each party saw."""

    pk: int
    address: str
    block: Block
    area: str
    place: str
    text: str
    words: str
    """What it is called in one line: the joint words, or both views where there are none."""
    seen: SeenBy
    agreement: Agreement
    municipality_view: str
    police_view: str
    municipality: tuple[str, ...]
    police: tuple[str, ...]
    hidden: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    indicators: tuple[str, ...]
    edition: int
    is_carried: bool
    is_difference: bool
    is_removed: bool
    removed_because: str

    @classmethod
    def of(cls, statement: Statement) -> StatementRow:
        """Return the row. Wants area and place selected; lines, sources and indicators prefetched."""
        lines = list(statement.lines.all())
        seen = seen_by(line.room for line in lines)
        return cls(
            pk=statement.pk,
            address=reverse("situation:statement", args=[statement.pk]),
            block=Block(statement.block),
            area=statement.area.name if statement.area else "",
            place=statement.place.name if statement.place else "",
            text=statement.text,
            words=said(statement.text, statement.municipality_view, statement.police_view),
            seen=seen,
            agreement=Agreement(statement.agreement),
            municipality_view=statement.municipality_view,
            police_view=statement.police_view,
            municipality=tuple(line.text for line in lines if line.room == Party.MUNICIPALITY),
            police=tuple(line.text for line in lines if line.room == Party.POLICE),
            hidden=tuple(line.dark_figure for line in lines if line.dark_figure),
            sources=sources_of(statement),
            indicators=tuple(indicator.name for indicator in statement.indicators.all()),
            edition=statement.edition,
            is_carried=statement.carried_from_id is not None,
            is_difference=is_difference(seen, statement.agreement),
            is_removed=statement.removed_at is not None,
            removed_because=statement.removed_because,
        )


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a table: its label, its numbers (none where hidden) and its sum if there is one."""

    label: str
    numbers: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures, as it may be shown."""

    pk: int
    title: str
    period: str
    source: str
    why_not_split: str
    area: str
    columns: tuple[Sex, ...]
    rows: tuple[FigureRow, ...]
    has_row_sums: bool
    column_sums: tuple[int | None, ...]
    total: int | None
    has_hidden: bool

    @classmethod
    def of(cls, table: FrozenTable, source: str) -> Figures:
        """Return the table with its numbers in rows."""
        numbers = {(cell.part, cell.age, cell.sex): cell.number for cell in table.cells}
        sums = table.row_sums or (None,) * len(table.rows)
        rows = tuple(
            FigureRow(
                label=", ".join(one for one in (age, part) if one),
                numbers=tuple(numbers.get((part, age, sex)) for sex in table.columns),
                total=total,
            )
            for (part, age), total in zip(table.rows, sums, strict=True)
        )
        return cls(
            pk=table.key,
            title=table.title,
            period=table.period,
            source=source,
            why_not_split=table.why_not_split,
            area=table.area,
            columns=tuple(Sex(sex) for sex in table.columns),
            rows=rows,
            has_row_sums=bool(table.row_sums),
            column_sums=table.column_sums,
            total=table.total,
            has_hidden=any(cell.number is None for cell in table.cells),
        )


@dataclass(frozen=True, slots=True)
class WritePage:
    """A page where one text is written. `other` holds both wordings where somebody else saved meanwhile."""

    title: str
    form: Form
    submit: str
    cancel_address: str
    crumbs: tuple[NavigationItem, ...]
    lead: str = ""
    effect: str = ""
    lines: tuple[LineRow, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()
    """Headings and texts to look at while writing."""
    other: tuple[Difference, ...] = ()
