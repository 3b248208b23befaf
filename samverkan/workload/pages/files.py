"""The figures as tables, and tables as files: CSV and a workbook."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from samverkan.ground.cells import Value, guarded
from samverkan.ground.words import GroupKind
from samverkan.workload.pages.costs import CLASHES
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.cost import Cost, fte, total_by


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a stable name and stable columns (docs/reference/time-in-meetings.md)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


COST = ("kallelser", "motestimmar", "for_och_efterarbete_timmar", "restimmar", "timmar", "arsarbeten")
REST = ("vakanta_kallelser", "vakanta_timmar", "utan_uppgift_om_arbete", "utan_uppgift_om_restid", "noterad_franvaro")


def _hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def _cost(cost: Cost, ledger: Ledger) -> tuple[Value, ...]:
    return (
        *(cost.calls, _hours(cost.meeting), _hours(cost.around), _hours(cost.travel), _hours(cost.total)),
        *(round(fte(cost.total, ledger.basis.fte_hours), 4), cost.vacant_calls, _hours(cost.vacant)),
        *(cost.without_around, cost.without_travel, cost.absent),
    )


def organisations(ledger: Ledger) -> Table:
    """Return the sums by organisation and kind of group."""
    sums = total_by(ledger.lines, lambda call: (call.unit, call.kind))
    order = list(GroupKind)
    rows = [
        (ledger.first.year, ledger.units[unit][0], ledger.units[unit][1].value, kind.value, *_cost(cost, ledger))
        for (unit, kind), cost in sorted(
            sums.items(), key=lambda one: (ledger.units[one[0][0]][0], order.index(one[0][1]))
        )
    ]
    return Table("organisationer", ("ar", "organisation", "part", "gruppslag", *COST, *REST), tuple(rows))


def functions(ledger: Ledger) -> Table:
    """Return the sums by function and group: functions by title, never a person's name."""
    sums = total_by(ledger.lines, lambda call: (call.unit, call.holder, call.group))
    clashes: dict[tuple[int, int], int] = defaultdict(int)
    for one in ledger.collisions:
        if one.kind in CLASHES:
            for group in {one.first.group, one.second.group}:
                clashes[one.holder, group] += 1
    rows = [
        (
            ledger.first.year,
            ledger.units[unit][0],
            ledger.title(unit, holder) if holder else "",
            ledger.groups[group][0],
            ledger.groups[group][1].value,
            *_cost(cost, ledger),
            clashes[holder or 0, group],
        )
        for (unit, holder, group), cost in sums.items()
    ]
    columns = ("ar", "organisation", "funktion", "grupp", "gruppslag", *COST, *REST, "krockar")
    return Table("funktioner", columns, tuple(sorted(rows, key=lambda row: [str(cell) for cell in row[1:4]])))


def collisions(ledger: Ledger) -> Table:
    """Return the collisions; a meeting that is not open to the reader is a time without a group."""
    rows = []
    for one in ledger.collisions:
        named = one.first if one.first.is_open else one.second
        sides = [
            (ledger.groups[call.group][0] if call.is_open else "", call.starts.isoformat(), call.ends.isoformat())
            for call in (one.first, one.second)
        ]
        rows.append(
            (
                f"{one.week[0]}-V{one.week[1]:02}",
                ledger.units[named.unit][0],
                ledger.title(named.unit, one.holder),
                one.kind.value,
                one.lacking,
                *sides[0],
                *sides[1],
            )
        )
    columns = ("vecka", "organisation", "funktion", "slag", "minuter_som_fattas")
    sides_columns = ("grupp_1", "borjar_1", "slutar_1", "grupp_2", "borjar_2", "slutar_2")
    return Table("krockar", (*columns, *sides_columns), tuple(rows))


def as_csv(table: Table) -> bytes:
    """Write one table: UTF-8 with a byte order mark and semicolons, as Swedish spreadsheets expect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(tables: Sequence[Table]) -> bytes:
    """Write the tables, one sheet each. Texts are stored as texts: never as formulas, links or numbers."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, name, bold)
            sheet.set_column(0, len(table.columns) - 1, 18)
            for line, row in enumerate(table.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value)
                    elif value is not None:
                        sheet.write_number(line, column, value)
    return data.getvalue()
