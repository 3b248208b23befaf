"""Pages and deeds of goals, indicators, readings and sources."""
