"""Numbers as people write them, in the language in use."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

GROUPED_FROM = 10_000
"""From here on digits stand in groups of three."""


def written_number(value: float, decimals: int = 0) -> str:
    """Write a number rounded half up: Django's `number_format` alone cuts decimals off."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(number_format(rounded, decimals, use_l10n=True, force_grouping=abs(value) >= GROUPED_FROM))
