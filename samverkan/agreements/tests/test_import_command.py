"""The command import-agreement: what it prints, how it ends, and that a refusal leaves nothing behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from samverkan.agreements.models import Agreement, Fact
from samverkan.agreements.queries.agreements import drafts_visible_to
from samverkan.agreements.tests.texts import BJORKASA
from samverkan.audit.models import Entry
from samverkan.documents.models import Document
from tests.cast import Cast


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with the invented agreement."""
    path = tmp_path / "bjorkasa.txt"
    path.write_text(BJORKASA)
    return path


@pytest.mark.django_db
def test_the_command_stores_a_draft_and_prints_all_that_was_read(
    cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_agreement", str(file), "--json")

    read = json.loads(capsys.readouterr().out)
    draft = Agreement.objects.get()
    assert read["id"] == draft.pk
    assert [unit["name"] for party in read["parties"] for unit in party["units"]] == [
        "Björkåsa stadsdelsförvaltning",
        "Trafikkontoret",
        "Lokalpolisområde Björkåsa",
    ]
    assert read["valid_from"] == "2025-02-01"
    assert {group["kind"]: group.get("meetings_minimum") for group in read["groups"]} == {
        "local_steering": 2,
        "local_preparation": 4,
        "working": None,
    }
    assert [annex["number"] for annex in read["annexes"]] == [1, 2, 3, 4, 5]
    assert len(read["facts"]) + len(read["missing"]) == Fact.objects.count()
    assert all(fact["quote"] and fact["place"] for fact in read["facts"])
    assert draft in drafts_visible_to(cast.amina)


@pytest.mark.django_db
def test_without_json_the_command_prints_a_summary(cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_agreement", str(file))

    printed = capsys.readouterr()
    assert "Lokalpolisområde Björkåsa, 202100-0076" in printed.out
    assert not printed.err


def test_a_dry_run_needs_no_database(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_agreement", str(file), "--dry-run", "--json")

    read = json.loads(capsys.readouterr().out)
    assert "id" not in read
    assert read["copies"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"A list of groceries.", b"\x00\x01" * 90, b"%PDF-1.4 torn", None])
def test_a_refused_file_is_one_line_and_leaves_nothing(
    cast: Cast, tmp_path: Path, documents_folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "fil.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SystemExit) as ended:
        call_command("import_agreement", str(path))

    printed = capsys.readouterr()
    assert ended.value.code == 1
    assert not printed.out
    assert len(printed.err.strip().splitlines()) == 1
    assert "fil.txt" in printed.err
    assert not any(model.objects.exists() for model in (Agreement, Fact, Document, Entry))
    assert not documents_folder.exists() or not any(documents_folder.rglob("*"))


def test_a_folder_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_agreement", str(tmp_path), "--dry-run")

    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_set_up_is_told_in_one_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE organisation_unit RENAME TO organisation_unit_away")
    try:
        with pytest.raises(SystemExit) as ended:
            call_command("import_agreement", str(file))
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE organisation_unit_away RENAME TO organisation_unit")

    assert ended.value.code == 1
    assert "samverkan migrate" in capsys.readouterr().err
