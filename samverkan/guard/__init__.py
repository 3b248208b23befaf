"""Person data is stopped before it is stored."""
