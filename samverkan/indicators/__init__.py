"""Sources, goals broken down, indicators, and what was measured."""
