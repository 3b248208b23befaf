"""What the pages of the weekly check-in are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from samverkan.checkins.forms import FilterForm, LineForm
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.rules import MINUTES, Week, is_late
from samverkan.checkins.words import LineKind
from samverkan.ground.words import Party
from samverkan.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as it is shown."""

    pk: int
    party: Party
    text: str
    area: str
    place: str
    place_address: str
    by_function: str
    due_on: date | None
    is_late: bool
    done_on: date | None
    result: str
    dropped_because: str
    from_week: int | None
    """The week the line was carried from, if it was."""
    to_week: int | None
    """The week the line was carried to, if it was."""
    week: int

    @classmethod
    def of(cls, line: CheckInLine, *, today: date) -> LineRow:
        """Return the row. Wants check-in, area, place and the lines it was carried from and to selected."""
        old = line.carried_from
        new = getattr(line, "carried_to", None)
        return cls(
            pk=line.pk,
            party=Party(line.party),
            text=line.text,
            area=line.area.name if line.area else "",
            place=line.place.name if line.place else "",
            place_address=reverse("places:place", args=[line.place_id]) if line.place_id else "",
            by_function=line.by_function,
            due_on=line.due_on,
            is_late=line.due_on is not None and line.done_on is None and is_late(line.due_on, today),
            done_on=line.done_on,
            result=line.result,
            dropped_because=line.dropped_because,
            from_week=old.check_in.week if old else None,
            to_week=new.check_in.week if new else None,
            week=line.check_in.week,
        )

    @property
    def is_open(self) -> bool:
        """Tell whether the line stands: not done, struck out or carried on."""
        return not (self.done_on or self.dropped_because or self.to_week)


@dataclass(frozen=True, slots=True)
class Column:
    """What one party has seen, or expects."""

    party: Party
    rows: tuple[LineRow, ...]


def columns_of(lines: Iterable[CheckInLine], kind: LineKind, *, today: date) -> tuple[Column, ...]:
    """Return the two parties' lines of the kind, always both: an empty column says that nobody has written."""
    rows = [LineRow.of(line, today=today) for line in lines if line.kind == kind]
    return tuple(
        Column(party, tuple(row for row in rows if row.party == party)) for party in (Party.MUNICIPALITY, Party.POLICE)
    )


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """The one screen of the half hour."""

    check_in: CheckIn
    week: Week
    present: tuple[str, ...]
    waiting: tuple[LineRow, ...]
    settled: tuple[LineRow, ...]
    """What was agreed last time and is done or struck out."""
    seen: tuple[Column, ...]
    expected: tuple[Column, ...]
    agreed: tuple[LineRow, ...]
    form: LineForm | None
    functions: tuple[str, ...]
    may_write: bool
    may_reopen: bool
    next_week: int | None
    """The week that can be started now, when this one is closed and over."""
    minutes: int = MINUTES

    @classmethod
    def of(
        cls,
        check_in: CheckIn,
        *,
        lines: Sequence[CheckInLine],
        waiting: Iterable[CheckInLine],
        settled: Iterable[CheckInLine],
        form: LineForm | None,
        functions: Iterable[str],
        may_write: bool,
        has_newer: bool,
        today: date,
    ) -> CheckInPage:
        """Return the page. `has_newer` tells whether the week of today has a check-in already."""
        week, this = Week(check_in.year, check_in.week), Week.of(today)
        return cls(
            check_in=check_in,
            week=week,
            present=tuple(check_in.present),
            waiting=tuple(LineRow.of(line, today=today) for line in waiting),
            settled=tuple(LineRow.of(line, today=today) for line in settled),
            seen=columns_of(lines, LineKind.SEEN, today=today),
            expected=columns_of(lines, LineKind.EXPECTED, today=today),
            agreed=tuple(LineRow.of(line, today=today) for line in lines if line.kind == LineKind.AGREED),
            form=form,
            functions=tuple(functions),
            may_write=may_write,
            may_reopen=may_write and week == this and check_in.ended_at is not None,
            next_week=this.number if may_write and week < this and not has_newer else None,
        )

    @property
    def is_open(self) -> bool:
        """Tell whether lines may be written."""
        return self.may_write and self.check_in.ended_at is None

    @property
    def started_at(self) -> datetime:
        """Return when the half hour began."""
        return self.check_in.started_at

    @property
    def still_open(self) -> int:
        """Return how many lines nobody has done yet, this week's and those that wait."""
        return len(self.waiting) + sum(row.is_open for row in self.agreed)


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A check-in in the list."""

    pk: int
    unit: str
    year: int
    week: int
    is_ended: bool
    seen: int
    agreed: int
    done: int

    @classmethod
    def of(cls, check_in: Any) -> CheckInRow:
        """Return the row of a check-in of `queries.listed_check_ins`, which brings the numbers."""
        return cls(
            pk=check_in.pk,
            unit=check_in.unit.name,
            year=check_in.year,
            week=check_in.week,
            is_ended=check_in.ended_at is not None,
            seen=check_in.seen,
            agreed=check_in.agreed,
            done=check_in.done,
        )


@dataclass(frozen=True, slots=True)
class Startable:
    """A unit whose check-in of this week can be started or opened."""

    unit: Unit
    check_in_id: int | None
    is_ended: bool


@dataclass(frozen=True, slots=True)
class CheckInsPage:
    """All check-ins, and this week's."""

    week: Week
    startable: tuple[Startable, ...]
    filters: FilterForm
    has_units: bool
    paging: Page[Any]
    rows: tuple[CheckInRow, ...]
    query: str
