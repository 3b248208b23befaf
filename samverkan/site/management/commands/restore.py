"""`samverkan restore DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from samverkan.ground.refusals import Refused
from samverkan.site.archive import restore


class Command(BaseCommand):
    """Restore a backup into an empty database."""

    help = "Restore a backup into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the argument."""
        parser.add_argument("folder", type=Path, help="the backup's folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one line why not."""
        try:
            manifest = restore(options["folder"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Restored {manifest['rows']} rows and {len(manifest['files']) - 1} documents.")
