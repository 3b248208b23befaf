"""Refusals in the reader's language, for whoever shows them."""

from __future__ import annotations

from django.utils.translation import gettext

from samverkan.ground.refusals import Refused


def told(refused: Refused) -> tuple[str, str]:
    """Return why the deed was refused and what can be done instead; the second is empty when nothing is known."""
    reason, way_on = gettext(refused.reason), gettext(refused.way_on) if refused.way_on else ""
    if refused.values:
        return reason % refused.values, way_on % refused.values
    return reason, way_on


def told_in_one(refused: Refused) -> str:
    """Return why and what instead, as one text."""
    return " ".join(part for part in told(refused) if part)
