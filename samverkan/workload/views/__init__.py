"""Pages and deeds of time in meetings."""
