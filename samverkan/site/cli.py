"""The `samverkan` command: Django's, with our settings and hyphens in the names of commands."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import django
from django.core.management import execute_from_command_line, get_commands
from django.db.utils import OperationalError, ProgrammingError

DJANGOS_OWN = {"help", "version"}
"""Words that Django answers itself."""


def stop(message: str, status: int) -> NoReturn:
    """Say one line on standard error and end."""
    sys.stderr.write(f"{message}\n")
    raise SystemExit(status)


def main() -> None:
    """Run a command. `import-agreement` and `import_agreement` are the same one.

    Ends with 0, with 1 and one line where the input or the database does not allow it, with 2 on wrong usage.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.site.settings")
    arguments = list(sys.argv)
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
        django.setup()  # the commands are those of the installed packages
        if arguments[1] not in {*get_commands(), *DJANGOS_OWN}:
            stop(f"samverkan: there is no command {sys.argv[1]!r}; `samverkan help` lists them.", 2)
    try:
        execute_from_command_line(arguments)
    except (OperationalError, ProgrammingError) as fault:
        if "no such table" in str(fault) or "does not exist" in str(fault):
            stop("The database is not set up: run `samverkan migrate` first.", 1)
        stop(f"The database cannot be used: {str(fault).splitlines()[0]}", 1)
