"""The user guide names pages and buttons as the Swedish catalogues write them, and shows only pictures that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))


def swedish_texts() -> set[str]:
    """Return every Swedish text of the catalogues, cut before its first placeholder."""
    texts: set[str] = set()
    for catalogue in ROOT.glob("samverkan/*/locale/sv/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                written = message.string if isinstance(message.string, str) else (message.string or ("",))[0]
                texts.add(re.split(r"%\(|%s|\{", written)[0].strip())
    return texts


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_guide_writes_in_bold_is_on_the_screen(page: Path) -> None:
    known = swedish_texts()
    bold = {text.rstrip(".") for text in re.findall(r"\*\*(.+?)\*\*", page.read_text(), re.DOTALL)}
    assert {text for text in (" ".join(text.split()) for text in bold) if text not in known} == set()


def test_every_picture_is_on_a_page_and_every_page_in_the_index() -> None:
    told = "\n".join(page.read_text() for page in [*PAGES, ROOT / "README.md"])
    assert {path.name for path in (GUIDE / "pictures").glob("*.png") if f"pictures/{path.name}" not in told} == set()
    index = (GUIDE / "README.md").read_text()
    assert {page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in index} == set()


def test_the_guide_does_not_shout() -> None:
    shouting = [page.name for page in PAGES if "!" in page.read_text().replace("![", "")]
    assert shouting == []
