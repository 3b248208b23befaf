"""Plain help for pictures drawn on the server: lines of text that fit. Lengths are CSS pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass

import segno

CHARACTER = 6.9
"""Width of an average character of a picture's 13 px text."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and where its baseline stands."""

    x: int
    y: int
    text: str


def wrapped(text: str, width: int, most: int = 2) -> tuple[str, ...]:
    """Break the text into at most so many lines of the width; what does not fit is cut with an ellipsis.

    >>> wrapped("Beredningsgrupp Enskede-Årsta-Vantör", 160)
    ('Beredningsgrupp', 'Enskede-Årsta-Vantör')
    """
    fits = max(4, int(width / CHARACTER))
    lines: list[str] = []
    for word in re.findall(r"[^\s-]+-?|-", text):
        joint = "" if lines and lines[-1].endswith("-") else " "
        if lines and len(lines[-1]) + len(joint) + len(word) <= fits:
            lines[-1] += joint + word
        else:
            lines.append(word)
    cut = lines[:most]
    if len(lines) > most:
        cut[-1] = f"{cut[-1]} …"
    return tuple(line if len(line) <= fits else f"{line[: fits - 1]}…" for line in cut)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as a path in a square of `size` units."""

    size: int
    path: str

    @classmethod
    def of(cls, address: str) -> Code:
        """Draw the address."""
        drawn = segno.make(address, error="m", micro=False)
        path: list[str] = []
        size = 0
        for y, row in enumerate(list(line) for line in drawn.matrix_iter(border=4)):
            size = max(size, len(row))
            x = 0
            while x < len(row):
                wide = 0
                while x + wide < len(row) and row[x + wide]:
                    wide += 1
                if wide:
                    path.append(f"M{x} {y}h{wide}v1h-{wide}z")
                x += wide or 1
        return cls(size, "".join(path))
