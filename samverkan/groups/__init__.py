"""Steering, preparation and working groups, and their seats."""
