"""The command `import-consultation`: read an old report, official report or statement into a round of the past."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.access.actor import system_actor
from samverkan.agreements.management.commands.import_agreement import read_bytes, sentence
from samverkan.consultations.pages.past import draft_as_text
from samverkan.consultations.queries.past import municipality_named
from samverkan.consultations.services.past import import_report, read_report
from samverkan.ground.refusals import Refused
from samverkan.reading.consultation import as_json


class Command(BaseCommand):
    """Read the file, store the round unless it is a dry run, and print what was read.

    Exit status 0 when it was read; 1 with one line on standard error when it was refused, and then nothing
    has been stored; 2 when the command was called in a wrong way.
    """

    help = "Read a council report, an official report or a statement into a consultation round of the past."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whether to store, the form of the answer and, among several, the municipality."""
        parser.add_argument("file", metavar="FILE", help="the file with the document")
        parser.add_argument("--dry-run", action="store_true", help="read and print, but store nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument("--municipality", metavar="NAME", help="which municipality it is of, if there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, store and print."""
        path = Path(options["file"])
        round_id, is_new = None, True
        try:
            data = read_bytes(path)
            document, draft = read_report(data, path.name)
            if not options["dry_run"]:
                named = options["municipality"]
                stored, is_new = import_report(
                    by=system_actor("import-consultation"),
                    data=data,
                    name=path.name,
                    municipality=municipality_named(named) if named else None,
                    today=localdate(),
                )
                round_id = stored.pk
        except Refused as refused:
            self._refuse(sentence(refused))
        except (OperationalError, ProgrammingError):
            self._refuse(gettext("The database is not set up: run samverkan migrate first."))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(draft), ensure_ascii=False, indent=2))
            return
        for line in draft_as_text(document, draft, round_id, is_new=is_new):
            self.stdout.write(line)

    def _refuse(self, line: str) -> NoReturn:
        self.stderr.write(" ".join(line.split()))
        sys.exit(1)
