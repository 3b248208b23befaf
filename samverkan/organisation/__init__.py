"""Organisations and units, their pairings and successions, all with dates."""
