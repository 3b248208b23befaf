"""The weekly check-in between district and police, on one screen."""
