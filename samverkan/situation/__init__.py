"""Situation pictures: two rooms, one joint picture, problems and their order of priority."""
