"""What is true of calendars, cadences and plans, given plain values; no Django, no tables."""
