"""What the pages of the package share: sentences that were kept, clocks, and tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samverkan.scheduling.rules.rows import key_of
from samverkan.ui.pages import Tab


def told(kept: Sequence[Any]) -> str:
    """Return a kept sentence, a message id with its values, in the reader's language."""
    return str(_(kept[0]) % kept[1])


def hours(value: float) -> str:
    """Return hours, or trips, as people write them."""
    decimals = 1 if value < 100 and value != int(value) else 0
    return number_format(round(value, decimals), decimals, force_grouping=True)


def posts(value: float) -> str:
    """Return full-time posts with two decimals."""
    return number_format(value, 2)


def group_address(name: str) -> str:
    """Return where the group behind an id can be opened."""
    return reverse("groups:group", args=[key_of(name)])


def tabs(current: str, *, plans: bool) -> tuple[Tab, ...]:
    """Return the tabs of the basis; those who only lead groups see fewer."""
    rows = [
        ("basis", _("What is missing"), plans),
        ("cadences", _("Cadences"), True),
        ("venues", _("Venues and rooms"), True),
        ("holders", _("Functions' time"), plans),
        ("calendar", _("Calendar"), True),
        ("wishes", _("Wishes"), True),
    ]
    return tuple(Tab(title, reverse(f"scheduling:{name}"), name == current) for name, title, shown in rows if shown)
