"""The migrations, run from the first to the last on an empty database of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import pytest
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def migrated(db: None, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Return a connection to a database that the migrations have built."""
    address = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    server: BaseDatabaseWrapper | None = None
    if connection.vendor == "postgresql":
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/migrated_{os.getpid()}").geturl()
        server = ConnectionHandler({"default": dj_database_url.parse(os.environ["DATABASE_URL"])})["default"]
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE migrated_{os.getpid()}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "SAMVERKAN_DATA_DIR": str(tmp_path)},
        check=True,
    )
    built = ConnectionHandler({"default": dj_database_url.parse(address)})["default"]
    yield built
    built.close()
    if server is not None:
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE migrated_{os.getpid()}")
        server.close()


def tables_of(database: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return each of our tables' columns and constraints, whatever the order in which they were added."""
    with database.cursor() as cursor:
        look = database.introspection
        return {
            name: (
                sorted((row.name, row.type_code, row.null_ok) for row in look.get_table_description(cursor, name)),
                sorted(
                    (  # SQLite numbers unnamed ones as they come
                        "" if key.startswith(("__", "fk_")) else key,
                        sorted(one["columns"] or ()),
                        one["unique"],
                        one["check"],
                        one["foreign_key"] or (),
                    )
                    for key, one in look.get_constraints(cursor, name).items()
                ),
            )
            for name in look.table_names(cursor)
            if not name.startswith(("auth_", "django_"))  # Django's own
        }


def test_the_migrations_build_the_tables_that_the_models_describe_and_close_the_trail(
    migrated: BaseDatabaseWrapper,
) -> None:
    assert tables_of(migrated) == tables_of(connection)
    with migrated.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry"
            " (number, at, actor_name, event, kind, key, title, details, previous_hash, entry_hash)"
            " VALUES (1, '2026-01-01', '', '', '', '', '', '{}', '', '')"
        )
        with pytest.raises(DatabaseError, match="entry of the trail cannot be"):
            cursor.execute("DELETE FROM audit_entry")
