"""The meeting planner: a year of meetings for a whole city, for the people who sit everywhere. No Django, no tables."""
