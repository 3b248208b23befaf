"""Deeds: one function each, permitted, validated, stored and traced."""

from __future__ import annotations

from samverkan.workshops.services.sessions import workshop_pointer

__all__ = ["workshop_pointer"]
