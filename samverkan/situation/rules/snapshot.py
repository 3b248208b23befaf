"""What a frozen picture holds, as plain values that become canonical JSON (SIT-02).

The content never refers to rows that may change: names, sources and numbers are written out. Keys are kept so that
two versions can be compared; a statement's key is that of the row it was first written as, so that it is the same
from year to year. Small numbers are hidden before they are frozen, since a decided picture is public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
"""The shape of the content; raised when it changes."""


@dataclass(frozen=True, slots=True)
class FrozenSource:
    """A source with publisher, year, licence and limits (SIT-08, SIT-13)."""

    key: int
    title: str
    publisher: str
    year: int
    licence: str
    limits: str
    dark_figure: str
    hard_to_map: str


@dataclass(frozen=True, slots=True)
class FrozenArea:
    """An area of the list in force; `not_relevant` says why it is not touched (SIT-05)."""

    key: int
    number: int
    name: str
    not_relevant: str = ""


@dataclass(frozen=True, slots=True)
class FrozenStatement:
    """A joint statement: both views are kept where the parties differ. `area` is empty for all of the district."""

    key: int
    block: str
    area: str
    place: str
    text: str
    seen_by: str
    agreement: str
    municipality_view: str
    police_view: str
    hidden: tuple[str, ...]
    """What may be hidden, from the lines it merges (SIT-13)."""
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrozenCell:
    """A number of a table as it may be shown; none where it is hidden because it is small."""

    part: str
    age: str
    sex: str
    number: int | None


@dataclass(frozen=True, slots=True)
class FrozenTable:
    """A table of figures with its source and period.

    Rows and columns stand in the order in which their first number does. `row_sums` and `column_sums` are empty
    where there is nothing to sum; a sum is none where it is hidden.
    """

    key: int
    block: str
    area: str
    title: str
    period: str
    source: int
    why_not_split: str
    cells: tuple[FrozenCell, ...]
    row_sums: tuple[int | None, ...] = ()
    column_sums: tuple[int | None, ...] = ()
    total: int | None = None

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return part of the district and age of each row."""
        return tuple(dict.fromkeys((cell.part, cell.age) for cell in self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the sex of each column."""
        return tuple(dict.fromkeys(cell.sex for cell in self.cells))


@dataclass(frozen=True, slots=True)
class FrozenProblem:
    """A problem with its place in the order of priority; none where it has none yet."""

    key: int
    area: str
    title: str
    is_prioritised: bool
    place: int | None


@dataclass(frozen=True, slots=True)
class FrozenIndicator:
    """An indicator that statements rest on, with the source of its latest reading; empty where it has none."""

    key: int
    name: str
    source: str
    source_year: int | None


@dataclass(frozen=True, slots=True)
class FrozenContribution:
    """A contribution from another actor that was used (SIT-11)."""

    sender: str
    field: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole picture."""

    unit: str
    year: int
    delimitation: str
    authors: tuple[str, ...]
    """The units that drew it up together (SIT-01)."""
    areas: tuple[FrozenArea, ...] = ()
    statements: tuple[FrozenStatement, ...] = ()
    tables: tuple[FrozenTable, ...] = ()
    problems: tuple[FrozenProblem, ...] = ()
    indicators: tuple[FrozenIndicator, ...] = ()
    sources: tuple[FrozenSource, ...] = ()
    contributions: tuple[FrozenContribution, ...] = ()

    def content(self) -> dict[str, Any]:
        """Return the snapshot as JSON values, as it is sealed and stored."""
        return {"format": FORMAT, **_plain(asdict(self))}

    @classmethod
    def of(cls, content: dict[str, Any]) -> Snapshot:
        """Read stored content back; `Snapshot.of(snapshot.content()) == snapshot`."""
        return cls(
            unit=content["unit"],
            year=content["year"],
            delimitation=content["delimitation"],
            authors=tuple(content["authors"]),
            areas=tuple(FrozenArea(**row) for row in content["areas"]),
            statements=tuple(
                FrozenStatement(**row | {"hidden": tuple(row["hidden"]), "sources": tuple(row["sources"])})
                for row in content["statements"]
            ),
            tables=tuple(
                FrozenTable(
                    **row
                    | {
                        "cells": tuple(FrozenCell(**cell) for cell in row["cells"]),
                        "row_sums": tuple(row["row_sums"]),
                        "column_sums": tuple(row["column_sums"]),
                    }
                )
                for row in content["tables"]
            ),
            problems=tuple(FrozenProblem(**row) for row in content["problems"]),
            indicators=tuple(FrozenIndicator(**row) for row in content["indicators"]),
            sources=tuple(FrozenSource(**row) for row in content["sources"]),
            contributions=tuple(FrozenContribution(**row) for row in content["contributions"]),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def area_names(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the headings under which things stand: the areas in order, others that are used, and all of the district.

    The empty heading, of what concerns all of the district, comes last and only where something stands there.
    """
    named = [area.name for area in snapshot.areas]
    used = _in_order([*(one.area for one in snapshot.statements), *(one.area for one in snapshot.tables)])
    return (*named, *(name for name in used if name and name not in named), *([""] if "" in used else []))


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
