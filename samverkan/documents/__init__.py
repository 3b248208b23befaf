"""Files and their text, stored once by their hash."""
