"""Swedish is complete: every text a person can meet has a Swedish one."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

import samverkan
from samverkan.ground.words import Word

HOUSE = Path(samverkan.__file__).parent
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "_", "pgettext", "ngettext"}
SENTENCES = {"Refused", "NotAllowed", "demand", "say"}
SAME_IN_BOTH = {""}


def catalogue() -> dict[str, str]:
    """Return all Swedish texts by their English ids."""
    texts: dict[str, str] = {}
    for path in HOUSE.glob("*/locale/sv/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv"):
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                fuzzy = "fuzzy" in message.flags
                for number, identity in enumerate(ids):  # the singular, and the plural with its own text
                    text = strings[min(number, len(strings) - 1)]
                    texts[str(identity)] = "" if fuzzy or not all(strings) else str(text)
    return texts


def texts_of_code() -> Iterator[tuple[str, str]]:
    """Yield each literal that code hands to gettext or to a refusal, with its file."""
    for path in HOUSE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            literals = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in CALLS:
                yield from ((text, str(path)) for text in literals[: 2 if name == "ngettext" else 1])
            elif name in SENTENCES:
                literals += [
                    str(keyword.value.value)
                    for keyword in node.keywords
                    if keyword.arg == "way_on" and isinstance(keyword.value, ast.Constant)
                ]
                yield from ((text, str(path)) for text in literals)


def texts_of_templates() -> Iterator[tuple[str, str]]:
    """Yield each text of `{% translate %}` and `{% blocktranslate trimmed %}`, with its file."""
    for path in HOUSE.glob("*/templates/**/*.html"):
        template = path.read_text()
        for double, single in re.findall(r"{%\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')", template):
            yield double or single, str(path)
        for _, body in re.findall(r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*endblocktranslate", template, re.DOTALL):
            for text in re.split(r"{%\s*plural\s*%}", body):
                trimmed = " ".join(line.strip() for line in text.strip().splitlines())
                yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", trimmed), str(path)


def words() -> Iterator[tuple[str, str]]:
    """Yield the label of every word of every vocabulary."""
    for package in pkgutil.walk_packages([str(HOUSE)], "samverkan."):
        if not {"tests", "migrations", "management", "wsgi"} & set(package.name.split(".")):
            importlib.import_module(package.name)  # a vocabulary may stand anywhere
    for vocabulary in Word.__subclasses__():
        yield from ((word.label, vocabulary.__module__) for word in vocabulary)


def test_every_text_of_the_code_has_a_swedish_one() -> None:
    swedish = catalogue()
    missing = {text: path for text, path in texts_of_code() if not swedish.get(text) and text not in SAME_IN_BOTH}
    assert not missing


def test_every_text_of_the_templates_has_a_swedish_one() -> None:
    swedish = catalogue()
    missing = {text: path for text, path in texts_of_templates() if not swedish.get(text)}
    assert not missing


def test_every_word_has_a_swedish_label() -> None:
    swedish = catalogue()
    missing = {label: module for label, module in words() if not swedish.get(label)}
    assert not missing


def test_no_catalogue_keeps_marks_that_its_text_does_not_have() -> None:
    wrong = {
        english: text
        for english, text in catalogue().items()
        if set(re.findall(r"%\((\w+)\)", text)) - set(re.findall(r"%\((\w+)\)", english))
    }
    assert not wrong
