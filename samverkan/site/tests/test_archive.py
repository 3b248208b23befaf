"""Backup and restore."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from samverkan.accounts.models import User
from samverkan.audit.models import Entry
from samverkan.documents.models import Document
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Seat
from samverkan.site.archive import back_up, restore, verify
from tests.cast import Cast


@pytest.fixture
def backup(cast: Cast, tmp_path: Path) -> Path:
    """Return a backup of the cast's town with one document."""
    store_document(by=cast.amina, name="avtal.txt", media_type="text/plain", data="Överenskommelse".encode())
    back_up(tmp_path / "kopia")
    return tmp_path / "kopia"


def empty_the_database(documents: Path) -> None:
    """Remove everything, as on a new machine."""
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else what waits to be checked bars emptying
            cursor.execute(f"TRUNCATE {tables} CASCADE")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f'DELETE FROM "{table}"')
    for path in documents.rglob("*"):
        if path.is_file():
            path.unlink()
    for path in sorted(documents.rglob("*"), reverse=True):
        path.rmdir()


def test_what_was_backed_up_comes_back_whole(backup: Path, documents_folder: Path) -> None:
    seats, entries = Seat.objects.count(), Entry.objects.count()
    empty_the_database(documents_folder)
    restore(backup)
    assert (Seat.objects.count(), Entry.objects.count()) == (seats, entries)
    document = Document.objects.get()
    with document.file.open() as file:
        assert file.read().decode() == "Överenskommelse"
    User.objects.create_user("ny@example.org", "Ny Person")  # numbering goes on after the highest


def test_a_changed_file_is_found_before_anything_is_restored(backup: Path, documents_folder: Path) -> None:
    rows = backup / "rows.jsonl"
    rows.write_text(rows.read_text().replace("Amina", "Anna"))
    with pytest.raises(Refused, match=r"rows\.jsonl"):
        verify(backup)


def test_a_backup_is_not_restored_over_something(backup: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(backup))


def test_a_backup_is_not_written_over_something(backup: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        call_command("backup", str(backup))


def test_a_folder_without_a_backup_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", str(tmp_path))
