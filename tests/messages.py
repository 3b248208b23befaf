"""Gather the texts of all packages into their Swedish catalogues: templates, code and words.

Labels of `Word`s and sentences of refusals are plain strings in code without Django, so xgettext is told of
the calls that carry them, and words are read from the vocabularies themselves.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Run makemessages in every package that has a catalogue."""
    for catalogue in sorted(ROOT.glob("samverkan/*/locale/sv/LC_MESSAGES/django.po")):
        package = catalogue.parents[3]
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "sv", "--no-location", "--keep-pot"],
            cwd=package,
            check=True,
        )
        (package / "locale" / "django.pot").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
