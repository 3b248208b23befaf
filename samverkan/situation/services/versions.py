"""Freezing a picture and submitting it as the agreement's annex (SIT-01, SIT-02)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.agreements.services.annexes import draft_annex_version, submit_annex_version
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Indicator, Source
from samverkan.priorities.models import Area
from samverkan.situation.models import Contribution, Picture, PictureVersion, Problem, Score, Statement, Table
from samverkan.situation.queries.pictures import (
    annex_of,
    area_facts,
    areas_of,
    gaps_of,
    police_units_of,
    reasons_of,
    statement_facts,
    statements_of,
    tables_of,
)
from samverkan.situation.queries.versions import FROZEN, latest_sources, roots_of
from samverkan.situation.rules.completeness import areas_touched, stopping
from samverkan.situation.rules.rooms import seen_by
from samverkan.situation.rules.snapshot import (
    FrozenArea,
    FrozenCell,
    FrozenContribution,
    FrozenIndicator,
    FrozenProblem,
    FrozenSource,
    FrozenStatement,
    FrozenTable,
    Snapshot,
)
from samverkan.situation.rules.suppression import SUM, shown
from samverkan.situation.services.annex_text import annex_text
from samverkan.situation.services.pictures import demand_preparing
from samverkan.situation.services.pointers import picture_version_pointer
from samverkan.situation.words import ContributionState, ProblemState


@transaction.atomic
def freeze_and_submit(*, by: Actor, picture: Picture, what_is_new: str, today: date, now: datetime) -> PictureVersion:
    """Freeze the picture as it stands and submit it as the agreement's annex, drawn up by both parties.

    Refused with what is missing while the Act's blocks or the city's areas are (Act 2023:196 s. 4, SIT-05), and
    while anything is unsettled. It is not decided by this: the agreement's own term says by whom. When the annex
    version is sent back, the picture is changed and frozen anew.
    """
    picture = Picture.objects.select_for_update(of=("self",)).select_related("unit").get(pk=picture.pk)
    demand_preparing(by, picture)
    refuse_person_data(what_is_new=what_is_new)
    if not what_is_new.strip():
        raise Refused("Write what is new since the last version.", field="what_is_new")
    areas, statements, reasons = areas_of(picture, on=today), list(statements_of(picture)), reasons_of(picture)
    lacks = stopping(gaps_of(picture, areas, statements, reasons))
    if lacks:
        first = lacks[0]
        where = first.area or (gettext(first.block.label) if first.block else "")
        raise Refused(
            "%(count)s things are missing before the picture can go to decision. First: %(where)s %(lack)s",
            way_on="What is missing is listed in the picture, with a way to each.",
            count=len(lacks),
            where=where,
            lack=gettext(first.lack.label),
        )
    agreement, annex = annex_of(picture.unit, on=today)
    if agreement is None:
        raise Refused(
            "No local agreement of the unit is in force, so there is nothing that the picture can be an annex of.",
            way_on="Put the agreement in force first; the picture can be written meanwhile.",
        )
    if annex is None:
        raise Refused(
            "The agreement has no annex for the situation picture.",
            way_on="Amend the agreement so that its list of annexes has one.",
        )
    snapshot = snapshot_of(picture, areas, statements, list(tables_of(picture)), reasons, today)
    content = snapshot.content()
    annex_version = draft_annex_version(
        by=by,
        annex=annex,
        text=annex_text(snapshot),
        summary=what_is_new,
        authors=[Party.MUNICIPALITY, Party.POLICE],
        areas_touched=areas_touched(area_facts(areas), statement_facts(statements), reasons),
    )
    annex_version = submit_annex_version(by=by, version=annex_version, today=today)
    version = PictureVersion.objects.create(
        picture=picture,
        number=1 + (picture.versions.order_by("-number").values_list("number", flat=True).first() or 0),
        content=content,
        sealed=seal(content),
        annex_version=annex_version,
        frozen_at=now,
    )
    record(
        by=by,
        event=FROZEN,
        on=picture_version_pointer(version),
        details={"sealed": version.sealed, "annex_version": annex_version.pk},
    )
    return version


def snapshot_of(
    picture: Picture,
    areas: Sequence[Area],
    statements: Sequence[Statement],
    tables: Sequence[Table],
    reasons: dict[int, str],
    on: date,
) -> Snapshot:
    """Return the picture as plain values, as it stands now."""
    roots = roots_of(statements)
    sources: dict[int, Source] = {table.source_id: table.source for table in tables}
    indicators: dict[int, Indicator] = {}
    for statement in statements:
        sources |= {source.pk: source for source in statement.sources.all()}
        indicators |= {indicator.pk: indicator for indicator in statement.indicators.all()}
    return Snapshot(
        unit=picture.unit.name,
        year=picture.year,
        delimitation=picture.delimitation,
        authors=(picture.unit.name, *(unit.name for unit in police_units_of(picture.unit, on=on))),
        areas=tuple(FrozenArea(area.pk, area.number, area.name, reasons.get(area.pk, "")) for area in areas),
        statements=tuple(_frozen_statement(statement, roots[statement.pk]) for statement in statements),
        tables=tuple(frozen_table(table) for table in tables),
        problems=_frozen_problems(picture),
        indicators=_frozen_indicators(indicators, picture),
        sources=tuple(_frozen_source(sources[key]) for key in sorted(sources)),
        contributions=tuple(
            FrozenContribution(one.sender, one.field)
            for one in Contribution.objects.filter(picture=picture, state=ContributionState.USED)
        ),
    )


def _frozen_statement(statement: Statement, root: int) -> FrozenStatement:
    lines = list(statement.lines.all())
    return FrozenStatement(
        key=root,
        block=statement.block,
        area=statement.area.name if statement.area else "",
        place=statement.place.name if statement.place else "",
        text=statement.text,
        seen_by=seen_by(line.room for line in lines),
        agreement=statement.agreement,
        municipality_view=statement.municipality_view,
        police_view=statement.police_view,
        hidden=tuple(line.dark_figure for line in lines if line.dark_figure),
        sources=tuple(sorted(source.pk for source in statement.sources.all())),
    )


def frozen_table(table: Table) -> FrozenTable:
    """Return the table as it may be shown: small numbers are hidden, and what would give them away."""
    cells = list(table.cells.all())
    rows = list(dict.fromkeys((cell.part, cell.age) for cell in cells))
    columns = list(dict.fromkeys(cell.sex for cell in cells))
    places = {cell.pk: (rows.index((cell.part, cell.age)), columns.index(cell.sex)) for cell in cells}
    numbers = shown({places[cell.pk]: cell.number for cell in cells})
    has_row_sums = any((row, SUM) in numbers for row in range(len(rows)))
    has_column_sums = any((SUM, column) in numbers for column in range(len(columns)))
    return FrozenTable(
        key=table.pk,
        block=table.block,
        area=table.area.name if table.area else "",
        title=table.title,
        period=table.period,
        source=table.source_id,
        why_not_split=table.why_not_split,
        cells=tuple(FrozenCell(cell.part, cell.age, cell.sex, numbers[places[cell.pk]]) for cell in cells),
        row_sums=tuple(numbers.get((row, SUM)) for row in range(len(rows))) if has_row_sums else (),
        column_sums=tuple(numbers.get((SUM, column)) for column in range(len(columns))) if has_column_sums else (),
        total=numbers.get((SUM, SUM)),
    )


def _frozen_problems(picture: Picture) -> tuple[FrozenProblem, ...]:
    """Return the unit's open problems, those with a place in the order first."""
    scores = {score.problem_id: score for score in Score.objects.filter(ranking__picture=picture)}
    found = []
    for problem in Problem.objects.filter(unit=picture.unit, state=ProblemState.OPEN).select_related("area"):
        score = scores.get(problem.pk)
        found.append(
            FrozenProblem(
                key=problem.pk,
                area=problem.area.name,
                title=problem.title,
                is_prioritised=score is not None and score.is_prioritised,
                place=score.place_in_order if score else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.place is None, one.place or 0, one.title)))


def _frozen_indicators(indicators: dict[int, Indicator], picture: Picture) -> tuple[FrozenIndicator, ...]:
    latest = latest_sources(indicators.values(), picture.unit)
    nothing: tuple[str, int | None] = ("", None)
    return tuple(FrozenIndicator(key, indicators[key].name, *latest.get(key, nothing)) for key in sorted(indicators))


def _frozen_source(source: Source) -> FrozenSource:
    return FrozenSource(
        key=source.pk,
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        licence=source.licence,
        limits=source.limits,
        dark_figure=source.dark_figure,
        hard_to_map=source.hard_to_map,
    )
