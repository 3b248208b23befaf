"""What the pages of follow-up are given."""
