"""What the pages of the thread are given."""
