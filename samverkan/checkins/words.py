"""Lines of the weekly check-in."""

from __future__ import annotations

from samverkan.ground.words import Word


class LineKind(Word):
    """What a line of the weekly check-in is (SIT-12)."""

    SEEN = "seen", "Seen this week"
    AGREED = "agreed", "To be done"
    EXPECTED = "expected", "Expected next week"
