"""Template tags of the look: words in the reader's language, days and moments, icons."""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samverkan.ui.words import Look, look_of

register = template.Library()

NO_BREAK = "\u00a0"


@register.filter(name="word")
def word_filter(value: Any) -> str:
    """Return the label of a `Word` in the reader's language; other values as they are, none as nothing."""
    if hasattr(value, "label"):
        return gettext(value.label)
    return "" if value is None or value == "" else gettext(str(value))


@register.simple_tag
def word(value: Any) -> str:
    """Return the label of a `Word` in the reader's language."""
    return word_filter(value)


def written_day(value: date, pattern_sv: str, pattern_en: str) -> str:
    """Write a day after the pattern of the language in use."""
    pattern = pattern_sv if (translation.get_language() or "sv").startswith("sv") else pattern_en
    return date_format(value, pattern)


def local_day(value: date | datetime) -> date:
    """Return the day a moment falls on here."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day in full: "5 december 2024", in English "5 December 2024"; none as nothing."""
    return written_day(local_day(value), "j F Y", "j F Y").replace(" ", NO_BREAK) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Write a day shortly: "5 dec 2024", in English "5 Dec 2024"; none as nothing."""
    return written_day(local_day(value), "j b Y", "j M Y").replace(" ", NO_BREAK) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment with the clock: "5 december 2024 kl. 14.30", in English "5 December 2024, 14:30"."""
    if not value:
        return ""
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    return written_day(here, r"j F Y \k\l. H.i", r"j F Y, H:i").replace(" ", NO_BREAK)


@register.filter
def iso(value: date | datetime | None) -> str:
    """Return the value for the `datetime` attribute of a `<time>` element."""
    return value.isoformat() if value else ""


@register.filter
def percent_of(part: float, whole: float) -> int:
    """Return how much of a whole, as a whole number of per cent from 0 to 100; an empty whole gives 0.

    >>> percent_of(3, 4)
    75
    """
    return max(0, min(100, round(100 * part / whole))) if whole else 0


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Draw an icon of the sprite in the colour of the text around it.

    Without a title it is decoration and hidden from assistive technology.
    """
    address = static("ui/icons.svg")
    if title:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}" focusable="false"><use href="{}#{}"></use></svg>',
            title,
            address,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', address, name
    )


@register.filter
def look(value: Any) -> Look:
    """Return how a state is drawn: tone and icon."""
    return look_of(str(value))


@register.filter
def state_label(value: Any) -> str:
    """Return what a state is called in the reader's language.

    A `Word` brings its own label; a bare code has the one of `ui.words`.
    """
    if hasattr(value, "label"):
        return gettext(value.label)
    label = look_of(str(value)).label
    return gettext(label) if label else str(value)


def pieces(text: str) -> list[str]:
    """Split a text into words and signs, each with the blanks after it."""
    return re.findall(r"\w+\s*|[^\w\s]\s*", text)


def marked_words(text: str, other: str, mark: str) -> SafeString:
    """Return the text with the words that the other text lacks in `<del>` or `<ins>`."""
    ours, theirs = pieces(text), pieces(other)
    alike = SequenceMatcher(None, [p.strip() for p in ours], [p.strip() for p in theirs], autojunk=False)
    said = gettext("removed") if mark == "del" else gettext("added")
    shape = '<{0}><span class="only-heard">[{1}: </span>{2}<span class="only-heard">]</span></{0}>{3}'
    parts: list[SafeString] = []
    for kind, start, end, _, _ in alike.get_opcodes():
        words = "".join(ours[start:end])
        if kind == "equal":
            parts.append(format_html("{}", words))
        elif words:
            bare = words.rstrip()
            parts.append(format_html(shape, mark, said, bare, words[len(bare) :]))
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def removed_against(before: str, after: str) -> SafeString:
    """Mark the words of the earlier text that the later one lacks."""
    return marked_words(str(before or ""), str(after or ""), "del")


@register.filter
def added_against(after: str, before: str) -> SafeString:
    """Mark the words of the later text that the earlier one lacks."""
    return marked_words(str(after or ""), str(before or ""), "ins")


@register.inclusion_tag("ui/_breadcrumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """Draw breadcrumbs from titles and addresses in turn: `{% crumbs title address title address %}`."""
    titles, addresses = pairs[::2], pairs[1::2]
    return {"crumbs": [{"title": title, "address": to} for title, to in zip(titles, addresses, strict=True)]}
