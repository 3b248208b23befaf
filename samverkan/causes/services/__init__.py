"""Deeds: one function each, permitted, validated, stored and traced."""

from __future__ import annotations

from samverkan.causes.services.pointers import analysis_pointer, cause_pointer

__all__ = ["analysis_pointer", "cause_pointer"]
