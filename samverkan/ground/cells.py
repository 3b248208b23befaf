"""Cells of exported tables: nothing that a spreadsheet would take for a formula (REP-12)."""

from __future__ import annotations

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Value = str | int | float | bool | None


def guarded(value: Value) -> Value:
    """Return the value so that a spreadsheet that opens the file shows it and never runs it.

    Numbers are left alone; a text that begins like a formula is given an apostrophe first (OWASP, CSV injection).

    >>> guarded("=1+1"), guarded("torget"), guarded(-3)
    ("'=1+1", 'torget', -3)
    """
    is_like_one = isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(BEGINS_A_FORMULA)
    return f"'{value}" if is_like_one else value
