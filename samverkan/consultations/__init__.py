"""Remiss: a draft sent out, the answers of bodies, and what became of them."""
