"""Deeds: one function each, permitted, validated, stored and traced."""
