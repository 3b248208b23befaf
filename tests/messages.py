"""Gather the texts of each package into its Swedish catalogue, and say what still lacks Swedish.

Texts stand in templates, in calls to gettext, in refusals and as labels of words; the last two no tool of
gettext's knows, so they are found the way tests/test_translations.py finds them. Nothing is removed: a text
that no longer stands anywhere is listed, for a person to take out.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import django
from babel.messages.pofile import read_po, write_po

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.site.settings")
django.setup()

from tests.test_translations import HOUSE, catalogue, texts_of_code, texts_of_templates, words  # noqa: E402

OWNER = {"ground": "ui"}
"""Packages whose texts another package's catalogue keeps."""


def package_of(place: str) -> str:
    """Return the package that a file or a module belongs to."""
    parts = place.split(".") if place.startswith("samverkan.") else Path(place).relative_to(HOUSE.parent).parts
    return OWNER.get(parts[1], parts[1])


def main() -> None:
    """Add what is missing to the catalogues, with empty Swedish, and report."""
    known = catalogue()
    wanted: dict[str, set[str]] = defaultdict(set)
    everything: set[str] = set()
    for text, place in [*texts_of_code(), *texts_of_templates(), *words()]:
        everything.add(text)
        if text and text not in known:
            wanted[package_of(place)].add(text)
    for package, texts in sorted(wanted.items()):
        path = HOUSE / package / "locale" / "sv" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
        with path.open("rb") as file:
            kept = read_po(file, locale="sv")
        for text in sorted(texts):
            kept.add(text)
        with path.open("wb") as file:
            write_po(file, kept, width=110, omit_header=False)
    lacking = sorted(text for text in everything if text and not known.get(text))
    for text in lacking:
        print(f"lacks Swedish: {text}")
    for text in sorted(set(known) - everything - {""}):
        print(f"not found in the code: {text}")


if __name__ == "__main__":
    main()
