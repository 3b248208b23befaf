"""How an old area became a new one."""

from __future__ import annotations

from samverkan.ground.words import Word


class Change(Word):
    """What happened to an area between two lists (PRI-05)."""

    CONTINUED = "continued", "Continued"
    RENAMED = "renamed", "Renamed"
    BROADENED = "broadened", "Broadened"
    MERGED = "merged", "Merged into another area"
    ORDINARY_WORK = "ordinary_work", "Moved to ordinary line work"
    DROPPED = "dropped", "Dropped"
    NEW = "new", "New"
