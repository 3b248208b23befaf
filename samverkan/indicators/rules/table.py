"""Reading figures from a pasted table or a CSV file: either every row is understood, or each fault is told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.ground.refusals import Refused
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.words import Sex

MOST_ROWS = 5000
"""More at once is a slip, or a job for several files."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("indikator", "indicator"),
    "unit": ("enhet", "stadsdel", "unit", "district"),
    "year": ("år", "ar", "year"),
    "starts_on": ("från", "fran", "from"),
    "ends_on": ("till", "to"),
    "numerator": ("antal", "täljare", "number", "numerator"),
    "denominator": ("av", "nämnare", "out of", "denominator"),
    "value": ("värde", "varde", "value"),
    "low": ("lägst", "lagst", "low"),
    "high": ("högst", "hogst", "high"),
    "sex": ("kön", "kon", "sex"),
    "age": ("ålder", "alder", "age"),
    "part": ("del", "part"),
    "preliminary": ("preliminär", "preliminar", "preliminary"),
    "source": ("källa", "kalla", "source"),
}
"""What each column may be called, in any case. The source is passed over: it is chosen beside the table."""

SEXES: Mapping[str, Sex] = {
    "": Sex.ALL,
    "alla": Sex.ALL,
    "all": Sex.ALL,
    "kvinnor": Sex.WOMEN,
    "flickor": Sex.WOMEN,
    "kvinnor och flickor": Sex.WOMEN,
    "women": Sex.WOMEN,
    "women and girls": Sex.WOMEN,
    "män": Sex.MEN,
    "pojkar": Sex.MEN,
    "män och pojkar": Sex.MEN,
    "men": Sex.MEN,
    "men and boys": Sex.MEN,
}
YES = frozenset({"ja", "j", "x", "1", "yes", "y", "true", "sant"})
NO = frozenset({"", "nej", "n", "0", "no", "false", "falskt"})
EARLIEST, LATEST = 1900, 2199
LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class TableRow:
    """One understood row. `line` is counted from 1 as in the file, the heading being line 1."""

    line: int
    indicator: str
    unit: str
    starts_on: date
    ends_on: date
    amount: Amount
    sex: Sex = Sex.ALL
    age: str = ""
    part: str = ""
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong on a line: a message id and what fills it."""

    line: int
    reason: str
    values: Mapping[str, object]


class FaultyTable(Refused):
    """A table with faults; nothing of it has been stored. `faults` are all of them, in the order of lines."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__(
            "The table has faults. Nothing has been stored.",
            field="text",
            way_on="Correct the lines named below and send the whole table again.",
        )
        self.faults = faults


class _Fault(Exception):
    """A fault of a cell, on its way to the line."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def decoded(data: bytes) -> str:
    """Return the text of a file as spreadsheets write them: UTF-8, UTF-16 with its mark, or Windows' Latin letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise Refused("The file is not text. Save it as CSV and choose it again.", field="file") from fault
    if b"\x00" in data:
        raise Refused("The file is not text. Save it as CSV and choose it again.", field="file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(heading: str) -> str:
    return max(";\t,", key=heading.count)


def _columns(heading: list[str]) -> dict[str, int]:
    known = {name: column for column, names in COLUMNS.items() for name in names}
    found = dict[str, int]()
    for place, cell in enumerate(heading):
        name = " ".join(cell.split()).casefold()
        if not name:
            continue
        column = known.get(name)
        if column is None:
            raise Refused(
                "The heading “%(name)s” is not known.",
                field="text",
                way_on="Use the headings of the example above the form.",
                name=cell.strip()[:60],
            )
        if column in found:
            raise Refused("The heading “%(name)s” stands twice.", field="text", name=cell.strip()[:60])
        found[column] = place
    return found


def number_in(text: str) -> float | None:
    """Return the number in a cell, with decimal comma or point and blanks between thousands; none if empty.

    >>> number_in("1 234,5")
    1234.5
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-").removesuffix("%")
    if not bare:
        return None
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", bare):
        raise _Fault("“%(text)s” is not a number.", text=text[:40])
    number = float(bare.replace(",", "."))
    if abs(number) > LARGEST:
        raise _Fault("The number “%(text)s” is too large.", text=text[:40])
    return number


def _whole(text: str) -> int | None:
    number = number_in(text)
    if number is None:
        return None
    if number != int(number):
        raise _Fault("“%(text)s” is to be a whole number.", text=text[:40])
    return int(number)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as fault:
        raise _Fault("“%(text)s” is not a day written as 2025-12-31.", text=text[:40]) from fault
    if not EARLIEST <= found.year <= LATEST:
        raise _Fault("The day “%(text)s” lies outside the years 1900 to 2199.", text=text[:40])
    return found


def _period(cell: Mapping[str, str]) -> tuple[date, date]:
    year, start, end = cell["year"], cell["starts_on"], cell["ends_on"]
    if year and (start or end):
        raise _Fault("Write either the year or the days from and to, not both.")
    if year:
        if not re.fullmatch(r"\d{4}", year) or not EARLIEST <= int(year) <= LATEST:
            raise _Fault("“%(text)s” is not a year.", text=year[:40])
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if not start or not end:
        raise _Fault("The period is missing: write the year, or the days from and to.")
    first, last = _day(start), _day(end)
    if last < first:
        raise _Fault("The period ends before it starts.")
    return first, last


def _row(line: int, cell: Mapping[str, str]) -> TableRow:
    starts_on, ends_on = _period(cell)
    sex = SEXES.get(cell["sex"].casefold())
    if sex is None:
        raise _Fault("“%(text)s” is not a sex that figures are broken down by.", text=cell["sex"][:40])
    preliminary = cell["preliminary"].casefold()
    if preliminary not in YES | NO:
        raise _Fault("Write yes or no for preliminary, not “%(text)s”.", text=cell["preliminary"][:40])
    if len(cell["age"]) > 20 or len(cell["part"]) > 80:
        raise _Fault("The age or the part of the district is written too long.")
    return TableRow(
        line=line,
        indicator=cell["indicator"],
        unit=cell["unit"],
        starts_on=starts_on,
        ends_on=ends_on,
        amount=Amount(
            _whole(cell["numerator"]),
            _whole(cell["denominator"]),
            number_in(cell["value"]),
            number_in(cell["low"]),
            number_in(cell["high"]),
        ),
        sex=sex,
        age=cell["age"],
        part=cell["part"],
        is_preliminary=preliminary in YES,
    )


def read_table(text: str) -> tuple[TableRow, ...]:
    """Return the rows of the table. Empty lines are passed over.

    Raises `Refused` when the heading is not understood, `FaultyTable` with every faulty line otherwise.
    """
    text = text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise Refused("Paste the table, or choose a file.", field="text")
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=_delimiter(first))
    columns: dict[str, int] | None = None
    rows, faults = list[TableRow](), list[RowFault]()
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                continue
            if len(rows) + len(faults) >= MOST_ROWS:
                raise Refused("The table has more than %(most)s rows.", field="text", most=MOST_ROWS)
            places = columns
            cell = {
                name: " ".join(cells[places[name]].split()) if name in places and places[name] < len(cells) else ""
                for name in COLUMNS
            }
            try:
                rows.append(_row(reader.line_num, cell))
            except _Fault as fault:
                faults.append(RowFault(reader.line_num, fault.reason, fault.values))
    except csv.Error as fault:
        raise Refused("The table cannot be read from line %(line)s on.", field="text", line=reader.line_num) from fault
    if faults:
        raise FaultyTable(tuple(faults))
    if not rows:
        raise Refused("The table has a heading but no rows.", field="text")
    return tuple(rows)
