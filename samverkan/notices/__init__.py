"""Messages to people: an outbox, receipts and letters."""
