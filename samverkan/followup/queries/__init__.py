"""Questions about follow-up. What other packages ask most can be asked here."""

from samverkan.followup.queries.bank import examples
from samverkan.followup.queries.cards import cards_of, latest_verdicts
from samverkan.followup.queries.reviews import reviews_due

__all__ = ["cards_of", "examples", "latest_verdicts", "reviews_due"]
