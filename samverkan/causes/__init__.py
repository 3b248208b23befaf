"""Cause analyses: hypotheses, evidence and the crime triangle."""
