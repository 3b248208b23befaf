"""Matters, decisions, mandates and delegations."""
