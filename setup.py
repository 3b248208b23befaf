"""Compile the Swedish catalogues while the package is built, so that an installed copy speaks Swedish."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """The ordinary build, after every `django.po` has its `django.mo` beside it."""

    def run(self) -> None:
        """Compile, then build."""
        for source in Path("samverkan").glob("*/locale/*/LC_MESSAGES/django.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=source.parents[1].name))
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
