"""Appointing working groups, and the forums that exist already."""
