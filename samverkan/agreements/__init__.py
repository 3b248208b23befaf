"""Agreements, annexes, versions, amendments, signatures and copies."""
