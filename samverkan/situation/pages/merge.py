"""What the merge and a joint statement are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.ground.words import Party
from samverkan.situation.models import Line, Picture, Problem, Statement
from samverkan.situation.pages.pictures import crumbs_of
from samverkan.situation.pages.texts import LineRow, StatementRow
from samverkan.situation.services.pointers import problem_pointer
from samverkan.situation.words import Agreement, Block
from samverkan.ui.pages import NavigationItem, Tab

ALL, DIFFERENCES, UNSETTLED = "", "skillnader", "ej-klart"


@dataclass(frozen=True, slots=True)
class MergeBlock:
    """One block of an area: joint statements, and what each party alone has shared."""

    block: Block
    statements: tuple[StatementRow, ...]
    municipality: tuple[LineRow, ...]
    police: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class MergeArea:
    """An area of the merge; an empty name is all of the district."""

    name: str
    blocks: tuple[MergeBlock, ...]


@dataclass(frozen=True, slots=True)
class MergePage:
    """The two parties' pictures side by side."""

    picture_id: int
    title: str
    crumbs: tuple[NavigationItem, ...]
    tabs: tuple[Tab, ...]
    areas: tuple[MergeArea, ...]
    may_prepare: bool
    room: Party | None
    unshared: int
    only_municipality: int
    only_police: int
    both: int
    is_narrowed: bool
    has_loose: bool
    is_settled: bool
    """Nothing that has been shared waits: every line is joined, every statement settled."""

    @classmethod
    def of(
        cls,
        picture: Picture,
        statements: Sequence[Statement],
        loose: Sequence[Line],
        *,
        show: str,
        may_prepare: bool,
        room: Party | None,
        unshared: int,
    ) -> MergePage:
        """Build the page; `show` is one of the three views."""
        rows = [StatementRow.of(statement) for statement in statements]
        lines = [LineRow.of(line) for line in loose]
        chosen = {
            DIFFERENCES: [row for row in rows if row.is_difference],
            UNSETTLED: [row for row in rows if row.agreement == Agreement.NOT_YET],
        }
        titles = {ALL: _("All"), DIFFERENCES: _("Differences"), UNSETTLED: _("Not settled")}
        counts = {name: len(lines) + len(chosen.get(name, rows)) for name in titles}
        address = reverse("situation:merge", args=[picture.pk])
        return cls(
            picture_id=picture.pk,
            title=str(picture),
            crumbs=crumbs_of(picture),
            tabs=tuple(
                Tab(title, f"{address}?visa={name}" if name else address, name == show, counts[name])
                for name, title in titles.items()
            ),
            areas=_areas(chosen.get(show, rows), lines),
            may_prepare=may_prepare,
            room=room,
            unshared=unshared,
            only_municipality=sum(row.seen == "municipality" for row in rows)
            + sum(line.room == Party.MUNICIPALITY for line in lines),
            only_police=sum(row.seen == "police" for row in rows) + sum(line.room == Party.POLICE for line in lines),
            both=sum(row.seen == "both" for row in rows),
            is_narrowed=bool(show),
            has_loose=bool(lines),
            is_settled=bool(rows) and not lines and not chosen[UNSETTLED],
        )


def _areas(rows: Sequence[StatementRow], lines: Sequence[LineRow]) -> tuple[MergeArea, ...]:
    names = sorted({row.area for row in rows} | {line.area for line in lines}, key=lambda name: (name == "", name))
    areas = []
    for name in names:
        blocks = []
        for block in Block:
            statements = tuple(row for row in rows if (row.area, row.block) == (name, block))
            mine = [line for line in lines if (line.area, line.block) == (name, block)]
            if statements or mine:
                municipality = tuple(line for line in mine if line.room == Party.MUNICIPALITY)
                police = tuple(line for line in mine if line.room == Party.POLICE)
                blocks.append(MergeBlock(block, statements, municipality, police))
        areas.append(MergeArea(name, tuple(blocks)))
    return tuple(areas)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One joint statement with what it rests on and what has been derived from it."""

    row: StatementRow
    crumbs: tuple[NavigationItem, ...]
    may_change: bool
    came_from: str
    came_from_address: str
    problems: tuple[NavigationItem, ...]

    @classmethod
    def of(cls, statement: Statement, problems: Sequence[Problem], *, may_prepare: bool) -> StatementPage:
        """Build the page."""
        picture, before = statement.picture, statement.carried_from
        merge = NavigationItem(_("Merge"), reverse("situation:merge", args=[picture.pk]))
        pointers = [problem_pointer(problem) for problem in problems]
        return cls(
            row=StatementRow.of(statement),
            crumbs=crumbs_of(picture, merge),
            may_change=may_prepare and statement.removed_at is None,
            came_from=str(before.picture.year) if before else "",
            came_from_address=reverse("situation:statement", args=[before.pk]) if before else "",
            problems=tuple(NavigationItem(one.title, one.address) for one in pointers),
        )
