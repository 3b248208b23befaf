"""Deeds with tables of figures: split by sex and age unless there is a reason not to (SIT-09, SIT-10, CRO-01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Source
from samverkan.indicators.words import Sex
from samverkan.priorities.models import Area
from samverkan.situation.models import Cell, Picture, Table
from samverkan.situation.services.pictures import demand_preparing, last_saved_by
from samverkan.situation.services.rooms import demand_within_unit
from samverkan.situation.words import Block


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a table; empty `age` and `part` mean all ages and all of the district."""

    number: int
    sex: Sex = Sex.ALL
    age: str = ""
    part: str = ""


def table_pointer(table: Table) -> Pointer:
    """Return where the table can be opened."""
    return Pointer(
        "situation.table",
        str(table.pk),
        table.title,
        reverse("situation:picture", args=[table.picture_id]) + f"#table-{table.pk}",
    )


def _checked(
    picture: Picture,
    *,
    title: str,
    period: str,
    source: Source,
    area: Area | None,
    numbers: tuple[Number, ...],
    why_not_split: str,
) -> None:
    refuse_person_data(title=title, period=period, why_not_split=why_not_split)
    for field, text, reason in (
        ("title", title, "Write what is counted."),
        ("period", period, "Write which period the figures are for."),
    ):
        if not text.strip():
            raise Refused(reason, field=field)
    if not numbers:
        raise Refused("Write at least one row of figures.", field="rows")
    for number in numbers:
        refuse_person_data(rows=f"{number.part} {number.age}")
        if number.number < 0:
            raise Refused("A count cannot be below zero.", field="rows")
    places = {(number.part, number.age, number.sex) for number in numbers}
    if len(places) != len(numbers):
        raise Refused("Two rows are for the same age and part of the district.", field="rows")
    is_split = all(number.sex != Sex.ALL for number in numbers)
    if not is_split and any(number.sex != Sex.ALL for number in numbers):
        raise Refused("Split all rows by sex, or none of them.", field="rows")
    if not is_split and not why_not_split.strip():
        raise Refused(
            "Figures are split by sex. Write why these are not.",
            field="why_not_split",
            way_on="Ask the source for figures split by sex if they exist.",
        )
    demand_within_unit(picture, area=area, place=None, sources=(source,))


def _store_numbers(table: Table, numbers: Iterable[Number]) -> None:
    table.cells.all().delete()
    Cell.objects.bulk_create(
        Cell(table=table, sex=one.sex, age=one.age.strip(), part=one.part.strip(), number=one.number) for one in numbers
    )


@transaction.atomic
def add_table(
    *,
    by: Actor,
    picture: Picture,
    block: Block,
    area: Area | None = None,
    title: str,
    period: str,
    source: Source,
    numbers: Iterable[Number],
    why_not_split: str = "",
) -> Table:
    """Add a table of figures from one source and period. Small numbers are kept, but never shown."""
    demand_preparing(by, picture)
    numbers = tuple(numbers)
    _checked(
        picture,
        title=title,
        period=period,
        source=source,
        area=area,
        numbers=numbers,
        why_not_split=why_not_split,
    )
    is_split = all(number.sex != Sex.ALL for number in numbers)
    table = Table.objects.create(
        picture=picture,
        block=block,
        area=area,
        title=title.strip(),
        period=period.strip(),
        source=source,
        why_not_split="" if is_split else why_not_split.strip(),
    )
    _store_numbers(table, numbers)
    record(by=by, event="situation.table_added", on=table_pointer(table), details={"source": str(source)})
    return table


@transaction.atomic
def rewrite_table(
    *,
    by: Actor,
    table: Table,
    edition: int,
    block: Block,
    area: Area | None = None,
    title: str,
    period: str,
    source: Source,
    numbers: Iterable[Number],
    why_not_split: str = "",
) -> Table:
    """Correct a table. Raises `SavedMeanwhile` when somebody else saved first."""
    table = Table.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=table.pk)
    demand_preparing(by, table.picture)
    numbers = tuple(numbers)
    _checked(
        table.picture,
        title=title,
        period=period,
        source=source,
        area=area,
        numbers=numbers,
        why_not_split=why_not_split,
    )
    demand_edition(edition, table.edition, saved_by=last_saved_by(table_pointer(table)))
    is_split = all(number.sex != Sex.ALL for number in numbers)
    table.block, table.area, table.source = block, area, source
    table.title, table.period = title.strip(), period.strip()
    table.why_not_split = "" if is_split else why_not_split.strip()
    table.edition += 1
    table.save()
    _store_numbers(table, numbers)
    record(by=by, event="situation.table_rewritten", on=table_pointer(table), details={"edition": table.edition})
    return table


@transaction.atomic
def remove_table(*, by: Actor, table: Table) -> None:
    """Take a table out of the picture; frozen versions keep it."""
    table = Table.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=table.pk)
    demand_preparing(by, table.picture)
    pointer = table_pointer(table)
    table.cells.all().delete()
    table.delete()
    record(by=by, event="situation.table_removed", on=pointer)
