"""What the pages of consultations are given."""
