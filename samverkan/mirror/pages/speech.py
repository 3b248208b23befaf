"""From sentences to text: translated, with days, words and names put in."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from samverkan.ground.words import Word
from samverkan.mirror.rules.findings import Sentence, Way
from samverkan.ui.templatetags.ui import day


def spoken(sentence: Sentence) -> str:
    """Return the sentence in the reader's language."""
    text = gettext(sentence.text)
    return text % {name: _value(value) for name, value in sentence.values.items()} if sentence.values else text


def _value(value: Any) -> Any:
    if isinstance(value, Word):
        return gettext(value.label)
    if isinstance(value, date):
        return day(value)
    return value


def address_of(way: Way | None) -> str:
    """Return the address that the way leads to, or nothing."""
    if way is None:
        return ""
    if way.key is None:
        return _address(way.name)
    start, _, end = _pattern(way.name).partition("0")
    return f"{start}{way.key}{end}" if start else ""


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _pattern(name: str) -> str:
    """Return the address with the key 0: asked for once, since a country has thousands of findings."""
    try:
        return reverse(name, args=[0])
    except NoReverseMatch:
        return ""
