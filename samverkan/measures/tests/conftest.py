"""Fixtures of the package."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pytest_django import Settings

import samverkan
from samverkan.measures.tests.town import Town, build_town
from tests.cast import Cast


@pytest.fixture
def town(cast: Cast) -> Town:
    """Return Björkåsa ready for a plan."""
    return build_town(cast)


@pytest.fixture(scope="session")
def compiled_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the house's Swedish, as it stands in the sources, into a folder of its own."""
    house, folder = Catalog(locale="sv"), tmp_path_factory.mktemp("locale")
    for path in sorted(Path(samverkan.__file__).parent.glob("*/locale/sv/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv"):
                if message.id and message.string:
                    house.add(message.id, message.string, context=message.context)
    compiled = folder / "sv" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, house)
    return folder


@pytest.fixture
def swedish_words(compiled_words: Path, settings: Settings) -> None:
    """Let the Swedish of the sources be spoken, whether or not it has been compiled in the checkout."""
    settings.LOCALE_PATHS = [compiled_words]
