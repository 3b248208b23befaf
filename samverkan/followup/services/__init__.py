"""Deeds of follow-up. Where a card can be opened is asked by packages above."""

from samverkan.followup.services.cards import effect_card_pointer

__all__ = ["effect_card_pointer"]
