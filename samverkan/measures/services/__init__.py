"""Deeds: one function each, permitted, validated, stored and traced. Pointers are gathered here for others."""

from __future__ import annotations

from samverkan.measures.services.pointers import half_pointer, measure_pointer, plan_pointer, plan_version_pointer

__all__ = ["half_pointer", "measure_pointer", "plan_pointer", "plan_version_pointer"]
