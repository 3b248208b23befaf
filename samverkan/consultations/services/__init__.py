"""Deeds of the consultation: permitted, validated, stored, traced."""

from __future__ import annotations

from samverkan.consultations.services.common import case_pointer, referral_pointer, round_pointer

__all__ = ["case_pointer", "referral_pointer", "round_pointer"]
