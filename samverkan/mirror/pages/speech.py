"""From sentences to text: translated, with days, words and names put in."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare, may_run_group
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


def offered(way: Way | None, actor: Actor) -> Way | None:
    """Return the way, or the way to the group where the actor may not do the deed that it leads to."""
    if way is None or way.group_id is None or way.unit_id is None:
        return way
    may = (
        may_run_group(actor, way.group_id, way.unit_id)
        if way.name == "meetings:book"
        else may_prepare(actor, way.unit_id)
    )
    return way if may else Way("groups:group", way.group_id)


def address_of(way: Way | None) -> str:
    """Return the address that the way leads to, or nothing."""
    if way is None:
        return ""
    if way.key is None:
        address = _address(way.name)
        return (
            f"{address}?group={way.group_id}" if address and way.name == "meetings:book" and way.group_id else address
        )
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
