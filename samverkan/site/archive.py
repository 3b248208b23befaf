"""Backup and restore: every row and every document, with hashes, verified both ways.

A backup is a folder: `rows.jsonl` (one row a line, as Django serialises it, in an order that keys allow),
`documents/` as they lie on disk, and `manifest.json` with the SHA-256 of each file, the number of rows and the
head of the trail. It can be moved between SQLite and PostgreSQL.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers import sort_dependencies
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from samverkan import __version__
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.ground.refusals import Refused

FORMAT = "samverkan-backup/1"


class ExactEncoder(DjangoJSONEncoder):
    """Django's JSON, with moments kept to the microsecond: the trail's hashes are made of them."""

    def default(self, o: Any) -> Any:
        """Write a moment in full."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _tables() -> list[type[models.Model]]:
    """Return our models, those that others refer to first."""
    ours = [(app, list(app.get_models())) for app in apps.get_app_configs() if app.name.startswith("samverkan.")]
    return sort_dependencies(ours)


def _rows() -> Iterator[Any]:
    for table in _tables():
        yield from table._base_manager.order_by("pk").iterator(chunk_size=2000)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")


def back_up(folder: Path) -> dict[str, Any]:
    """Write a backup into a folder that is new or empty, and return its manifest.

    Raises `Refused` where the folder holds something or the trail does not hold.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("The folder %(folder)s is not empty.", folder=folder)
    entries, fault = verify_trail()
    if fault:
        raise Refused("The trail does not hold: %(fault)s.", fault=fault)
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic(), (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        serializers.serialize("jsonl", _rows(), stream=file, cls=ExactEncoder)
        head = Entry.objects.order_by("-number").values_list("entry_hash", flat=True).first() or ""
    documents = Path(settings.MEDIA_ROOT)
    if documents.is_dir():
        shutil.copytree(documents, folder / "documents")
    with (folder / "rows.jsonl").open("rb") as written:
        rows = sum(1 for _ in written)
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
        "rows": rows,
        "trail": {"entries": entries, "head": head},
        "files": {str(path.relative_to(folder)): _sha256(path) for path in _files(folder)},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
    return manifest


def verify(folder: Path) -> dict[str, Any]:
    """Return the manifest of a backup whose files are all there and unchanged, or raise `Refused`."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError) as fault:
        raise Refused("%(folder)s holds no backup.", folder=folder) from fault
    if manifest.get("format") != FORMAT:
        raise Refused("%(folder)s holds no backup of this kind.", folder=folder)
    there = {str(path.relative_to(folder)): _sha256(path) for path in _files(folder)}
    for name in sorted(set(manifest["files"]) | set(there)):
        if manifest["files"].get(name) != there.get(name):
            raise Refused("The backup's file %(name)s is missing or has been changed.", name=name)
    return manifest


def restore(folder: Path) -> dict[str, Any]:
    """Read a backup into an empty database and an empty folder of documents: all of it, or nothing."""
    manifest = verify(folder)
    call_command("migrate", verbosity=0, interactive=False)
    if any(table._base_manager.exists() for table in _tables()):
        raise Refused("The database is not empty; a backup is restored into an empty one.")
    documents = Path(settings.MEDIA_ROOT)
    if documents.is_dir() and any(documents.iterdir()):
        raise Refused("The folder of documents is not empty.")
    with transaction.atomic():
        with connection.constraint_checks_disabled(), (folder / "rows.jsonl").open(encoding="utf-8") as file:
            count = 0
            for row in serializers.deserialize("jsonl", file):
                row.save()
                count += 1
        connection.check_constraints()
        if count != manifest["rows"]:
            raise Refused(
                "The backup should hold %(told)s rows but holds %(count)s.", told=manifest["rows"], count=count
            )
        entries, fault = verify_trail()
        head = Entry.objects.order_by("-number").values_list("entry_hash", flat=True).first() or ""
        if fault or {"entries": entries, "head": head} != manifest["trail"]:
            raise Refused("The trail of the backup does not hold.")
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            with connection.cursor() as cursor:
                cursor.execute(statement)
        if (folder / "documents").is_dir():
            shutil.copytree(folder / "documents", documents, dirs_exist_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # without statistics of the new rows PostgreSQL plans badly
    return manifest
