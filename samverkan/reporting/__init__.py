"""Reports upward, the yearly compilation, letters back, and what boards are shown."""
