"""What the pages are given."""
