"""Unsafe and crime-exposed places, the built environment and who coordinates."""
