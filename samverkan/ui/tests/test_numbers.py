"""How numbers are written."""

from __future__ import annotations

import pytest
from django.utils import translation

from samverkan.ui.numbers import written_number


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (39.06, 1, "39,1", "39.1"),
        (0.05, 1, "0,1", "0.1"),
        (2.5, 0, "3", "3"),
        (9999, 0, "9999", "9999"),
        (1234567, 0, "1\xa0234\xa0567", "1,234,567"),
        (-12.34, 1, "-12,3", "-12.3"),
    ],
)
def test_numbers_are_rounded_and_written_in_the_language_in_use(
    value: float, decimals: int, swedish: str, english: str
) -> None:
    with translation.override("sv"):
        assert written_number(value, decimals) == swedish
    with translation.override("en"):
        assert written_number(value, decimals) == english
