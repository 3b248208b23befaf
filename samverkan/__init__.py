"""Samverkan: the joint crime-prevention work of a municipality and the police."""

__version__ = "0.1.0"
