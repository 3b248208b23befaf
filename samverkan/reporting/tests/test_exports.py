"""The exported tables are what docs/reference/exports.md says, in all three forms, and give no small number away."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samverkan.followup.words import Verdict
from samverkan.indicators.models import Indicator, Source
from samverkan.indicators.words import IndicatorKind, Sex
from samverkan.measures.models import Delivery, Half, Measure
from samverkan.measures.words import HalfState, InPlanning, MeasureState
from samverkan.reporting.queries.exports import ACCEPTED, COLUMNS, HANDED_IN, TODAY, tables_for
from samverkan.reporting.tests.story import NOW, Story, a_reading
from samverkan.reporting.words import Sheet
from tests import cast as told

pytestmark = [pytest.mark.django_db, pytest.mark.req("REP-12")]

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "exports.md"
SOURCES = {ACCEPTED, HANDED_IN, TODAY}
YES_NO = {"ja", "nej"}
VOCABULARY: dict[str, set[str]] = {
    "atgard_lage": {state.value for state in MeasureState} - {"withdrawn"},
    "part": {"municipality", "police"},
    "del_lage": {state.value for state in HalfState},
    "i_planering": {answer.value for answer in InPlanning},
    "effektbedomning": {verdict.value for verdict in Verdict},
    "gemensam": YES_NO,
    "slag": {kind.value for kind in IndicatorKind},
    "kon": {sex.value or "alla" for sex in Sex},
    "undertryckt": YES_NO,
    "preliminar": YES_NO,
}
"""What the words of the house allow; a withdrawn measure was never in force, so no report holds it."""


@dataclass
class Column:
    """A row of a table in the reference."""

    name: str
    form: str
    meaning: str

    @property
    def codes(self) -> set[str]:
        return set(re.findall(r"`([^`]+)`", self.form))

    def allows(self, value: Any) -> bool:
        """Tell whether the reference allows the value."""
        if value in ("", None):
            return "may be empty" in self.form
        if self.codes:
            return value in self.codes
        kind = self.form.split(",")[0]
        if kind == "day":
            return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        if kind == "whole number":
            return isinstance(value, int)
        return isinstance(value, int | float) if kind == "number" else isinstance(value, str)


def described() -> dict[str, list[Column]]:
    """Return the columns that the reference describes, by table."""
    found: dict[str, list[Column]] = {}
    table = ""
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            table = line.strip("# `")
        row = re.fullmatch(r"\| `(\w+)` \| (.+?) \| (.+) \|", line)
        if row:
            found.setdefault(table, []).append(Column(*row.groups()))
    return found


@pytest.fixture
def rich(story: Story) -> Story:
    """Return the story with doses, a small number split by sex, an index and a text like a formula."""
    Half.objects.update(dose=10, dose_unit="pass")
    for half in Half.objects.all():
        Delivery.objects.create(half=half, on=date(2025, 5, 1), amount=4, recorded_by="Samordnare", recorded_at=NOW)
    Measure.objects.filter(pk=story.undone.pk).update(title="=HYPERLINK(1)")
    indicator, source = Indicator.objects.get(), Source.objects.get()
    for sex, numerator in (("women", 3), ("men", 27)):
        a_reading(
            story.cast, indicator, source, story.cast.units["bjorkasa"], sex=sex, numerator=numerator, denominator=60
        )
    story.accept()
    return story


def exported(client: Client, story: Story, shape: str, sheet: str = "halves") -> bytes:
    answer = client.get(reverse("reporting:export", args=[story.period.pk, shape]), {"tabell": sheet})
    assert answer.status_code == 200
    return bytes(answer.content)


def test_the_reference_names_every_column_in_its_order_and_no_other() -> None:
    names = {sheet: [column.name for column in columns] for sheet, columns in described().items()}
    assert names == {sheet.value: list(columns) for sheet, columns in COLUMNS.items()}


def test_the_reference_names_every_value_of_a_closed_column() -> None:
    for sheet, columns in described().items():
        for column in columns:
            if column.name == "kalla":
                assert column.codes == ({ACCEPTED} if sheet == "totals" else SOURCES)
            else:
                assert column.codes == VOCABULARY.get(column.name, set()), column.name


def test_every_exported_cell_has_the_form_that_the_reference_says(
    rich: Story, client_of: Callable[[str], Client]
) -> None:
    tables = json.loads(exported(client_of("gustav"), rich, "json"))
    assert set(tables) == {sheet.value for sheet in Sheet}
    reference = described()
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            for column in reference[name]:
                assert column.allows(row[column.name]), (name, column.name, row[column.name])


def test_what_is_counted_in_the_totals_is_described(rich: Story) -> None:
    text = DOCS.read_text(encoding="utf-8").split("What `matt` can be:")[1]
    codes = set(re.findall(r"`([^`]+)`", text))
    totals = tables_for(rich.cast.gustav, rich.period, today=told.TODAY)[2]
    for row in totals.rows:
        code = str(row["matt"])
        assert code.removesuffix(".done") in codes or f"{code.split(':')[0]}:" in codes, code


def test_totals_equal_the_rows_that_they_are_made_from(rich: Story) -> None:
    rich.accept("granvik")
    halves, _, totals = tables_for(rich.cast.gustav, rich.period, today=told.TODAY)
    total = {row["matt"]: row["antal"] for row in totals.rows}
    for party in ("municipality", "police"):
        mine = [row for row in halves.rows if row["part"] == party]
        assert total[f"half.{party}"] == len(mine)
        assert total[f"half.{party}.done"] == sum(row["del_lage"] == "done" for row in mine)
    assert total["dose:pass"] == sum(int(row["dos_planerad"] or 0) for row in halves.rows)
    assert total["delivered:pass"] == sum(int(row["dos_levererad"] or 0) for row in halves.rows)


def test_the_three_forms_hold_the_same(rich: Story, client_of: Callable[[str], Client]) -> None:
    client = client_of("gustav")
    tables = json.loads(exported(client, rich, "json"))
    for sheet in Sheet:
        data = exported(client, rich, "csv", sheet.value)
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
        for row, same in zip(rows, tables[sheet.value], strict=True):
            for name, value in row.items():
                wanted = "" if same[name] is None else str(same[name])
                assert value.removeprefix("'") == wanted
    with zipfile.ZipFile(io.BytesIO(exported(client, rich, "xlsx"))) as book:
        names = book.read("xl/workbook.xml").decode()
        assert [f'name="{sheet.value}"' in names for sheet in Sheet] == [True] * 3
        sheets = "".join(book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3))
        assert "<f>" not in sheets
        assert "=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()
    assert "'=HYPERLINK(1)" in exported(client, rich, "csv").decode("utf-8-sig")


def test_a_small_number_and_what_would_give_it_away_are_left_out(rich: Story) -> None:
    figures = tables_for(rich.cast.gustav, rich.period, today=told.TODAY)[1]
    by_sex = {row["kon"]: row for row in figures.rows if row["stadsdel"] == "Björkåsa stadsdelsförvaltning"}
    for sex in ("women", "men"):
        assert by_sex[sex]["undertryckt"] == "ja"
        assert [by_sex[sex][name] for name in ("taljare", "namnare", "varde")] == [None] * 3
    assert (by_sex["alla"]["taljare"], by_sex["alla"]["undertryckt"]) == (30, "nej")


@pytest.mark.req("REP-13")
def test_who_is_elected_gets_rows_of_accepted_reports_only(story: Story, client_of: Callable[[str], Client]) -> None:
    story.submit()
    assert json.loads(exported(client_of("hanna"), story, "json"))["halves"] == []
    assert {row["kalla"] for row in json.loads(exported(client_of("amina"), story, "json"))["halves"]} == {HANDED_IN}


def test_an_export_that_does_not_exist_is_answered_so(story: Story, client_of: Callable[[str], Client]) -> None:
    address = reverse("reporting:export", args=[story.period.pk, "pdf"])
    assert client_of("gustav").get(address).status_code == 404
    address = reverse("reporting:export", args=[story.period.pk, "csv"])
    assert client_of("gustav").get(address, {"tabell": "annat"}).status_code == 404
