"""`samverkan backup DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from samverkan.ground.refusals import Refused
from samverkan.site.archive import back_up


class Command(BaseCommand):
    """Write a verified backup into an empty folder."""

    help = "Write a verified backup into an empty folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the argument."""
        parser.add_argument("folder", type=Path, help="the backup's folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one line why not."""
        try:
            manifest = back_up(options["folder"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Backed up {manifest['rows']} rows and {len(manifest['files']) - 1} documents.")
