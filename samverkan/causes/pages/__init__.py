"""What templates of the causes are given."""
