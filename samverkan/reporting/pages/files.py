"""Tables written as files: CSV, a workbook and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import xlsxwriter

from samverkan.reporting.queries.exports import Table
from samverkan.reporting.rules.exports import guarded


def as_csv(table: Table) -> bytes:
    """Write one table: UTF-8 with a byte order mark and semicolons, as Swedish spreadsheets expect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([guarded(row[name]) for name in table.columns] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(tables: Sequence[Table]) -> bytes:
    """Write all tables, one sheet each. Texts are stored as texts: never as formulas, links or numbers."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for table in tables:
            sheet = workbook.add_worksheet(table.sheet.value)
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                sheet.write_string(0, column, name, bold)
            sheet.set_column(0, len(table.columns) - 1, 18)
            for line, row in enumerate(table.rows, start=1):
                for column, name in enumerate(table.columns):
                    value = row[name]
                    if isinstance(value, str):
                        sheet.write_string(line, column, value)
                    elif value is not None:
                        sheet.write_number(line, column, value)
    return data.getvalue()


def as_json(tables: Sequence[Table]) -> bytes:
    """Write all tables as one object: the name of the table and its rows."""
    content = {table.sheet.value: list(table.rows) for table in tables}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
