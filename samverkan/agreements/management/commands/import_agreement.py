"""The command `import-agreement`: read a signed local agreement into a draft."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext

from samverkan.access.actor import system_actor
from samverkan.agreements.pages.read import draft_as_json, draft_as_text
from samverkan.agreements.services.drafts import import_agreement, read_import
from samverkan.ground.refusals import Refused


class Command(BaseCommand):
    """Read the file, store the draft unless it is a dry run, and print what was read.

    Exit status 0 when it was read; 1 with one line on standard error when it was refused, and then nothing
    has been stored; 2 when the command was called in a wrong way.
    """

    help = "Read a signed local agreement (text, DOCX or PDF) into a draft for a person to review."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whether to store, and the form of the answer."""
        parser.add_argument("file", metavar="FILE", help="the file with the agreement")
        parser.add_argument("--dry-run", action="store_true", help="read and print, but store nothing")
        parser.add_argument("--json", action="store_true", help="print all that was read as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, store and print."""
        path = Path(options["file"])
        try:
            data = read_bytes(path)
            document, draft = read_import(data, path.name)
            draft_id = None
            if not options["dry_run"]:
                draft_id = import_agreement(by=system_actor("import-agreement"), data=data, name=path.name).pk
        except Refused as refused:
            self._refuse(sentence(refused))
        except (OperationalError, ProgrammingError):
            self._refuse(gettext("The database is not set up: run samverkan migrate first."))
        if options["json"]:
            self.stdout.write(json.dumps(draft_as_json(document, draft, draft_id), ensure_ascii=False, indent=2))
            return
        for line in draft_as_text(document, draft, draft_id):
            self.stdout.write(line)

    def _refuse(self, line: str) -> NoReturn:
        self.stderr.write(" ".join(line.split()))
        sys.exit(1)


def sentence(refused: Refused) -> str:
    """Return the refusal and the way on in the language in use."""
    values = {
        name: gettext(value) if name == "kind" and isinstance(value, str) else value
        for name, value in refused.values.items()
    }
    parts = [gettext(part) for part in (refused.reason, refused.way_on) if part]
    return " ".join(part % values if values else part for part in parts)


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes, at most as many as are accepted, or raise `Refused` with one sentence."""
    limit = settings.DOCUMENT_SIZE_LIMIT
    try:
        if path.is_dir():
            raise Refused("%(name)s is a folder, not a file.", name=path.name or str(path))
        if path.is_file() and path.stat().st_size > limit:
            raise Refused(
                "The file %(name)s is %(size)s bytes; the limit is %(limit)s bytes.",
                name=path.name,
                size=path.stat().st_size,
                limit=limit,
            )
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Refused("There is no file %(name)s.", name=str(path)) from None
    except (OSError, ValueError):
        raise Refused("The file %(name)s cannot be read.", name=str(path)) from None
