"""Queries of the package, one file per noun."""
