"""Cells of exported tables, as the house guards them (REP-12)."""

from __future__ import annotations

from samverkan.ground.cells import BEGINS_A_FORMULA, Value, guarded

__all__ = ["BEGINS_A_FORMULA", "Value", "guarded"]
