"""What the pages of groups are given."""
