"""The `samverkan` command: Django's, with our settings and hyphens in the names of commands."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command. `import-agreement` and `import_agreement` are the same one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.site.settings")
    arguments = list(sys.argv)
    if len(arguments) > 1 and not arguments[1].startswith("-"):
        arguments[1] = arguments[1].replace("-", "_")
    execute_from_command_line(arguments)
