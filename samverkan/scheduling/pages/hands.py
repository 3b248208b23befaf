"""What pages say of meetings that people moved or cancelled by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.scheduling.pages.common import group_address, told
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.rows import key_of


@dataclass(frozen=True, slots=True)
class HandRow:
    """A meeting that stays as people left it, and whether the reader may let it go."""

    meeting: int
    group: str
    address: str
    day: date
    when: str
    place: str
    moved: date
    is_cancelled: bool
    why: str
    """What about it the planner cannot express, if anything."""
    may_let_go: bool

    @classmethod
    def rows(
        cls,
        kept: Iterable[Mapping[str, Any]],
        labels: Mapping[str, str],
        *,
        shown: Collection[str],
        run: Collection[int],
        held: Collection[int],
    ) -> tuple[HandRow, ...]:
        """Return the rows of the groups shown; `run` are the groups the reader runs, `held` what is not let go yet."""
        return tuple(
            cls(
                meeting=row["meeting"],
                group=labels.get(row["group"], ""),
                address=group_address(row["group"]),
                day=date.fromisoformat(row["date"]),
                when=f"{clock(row['start'])}–{clock(row['end'])}",
                place=row["place"],
                moved=date.fromisoformat(row["moved"]),
                is_cancelled=row["cancelled"],
                why=told(row["why"]) if row["why"] else "",
                may_let_go=key_of(row["group"]) in run and row["meeting"] in held,
            )
            for row in kept
            if row["group"] in shown
        )
