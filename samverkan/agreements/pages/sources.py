"""A source text cut into stretches, so that the sentence behind each fact can be marked and linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a fact rests on; `anchor` is the fact's row."""

    start: int
    end: int
    anchor: str
    label: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a stretch; `line` is the number of the line that begins with it, 0 within a line."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch under the same marks. `anchor` is empty for text that no fact rests on."""

    id: str
    pieces: tuple[Piece, ...]
    anchor: str = ""
    labels: str = ""
    is_done: bool = False


def segments_of(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut the text where marks begin and end. Joined, the pieces give the text again.

    A stretch under several marks leads back to the shortest of them. Marks outside the text are left out.
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    by_start = sorted(inside, key=lambda mark: mark.start)
    segments: list[Segment] = []
    over: list[Mark] = []
    waiting, line = 0, 1
    for start, end in pairwise(cuts):
        while waiting < len(by_start) and by_start[waiting].start <= start:
            over.append(by_start[waiting])
            waiting += 1
        over = [mark for mark in over if mark.end > start]
        pieces = _pieces(text[start:end], line, is_first=start == 0)
        line += text.count("\n", start, end)
        segments.append(_segment(start, pieces, over))
    return tuple(segments)


def _pieces(text: str, line: int, *, is_first: bool) -> tuple[Piece, ...]:
    first, *rest = text.split("\n")
    pieces = [Piece(first, line if is_first else 0)]
    pieces += [Piece(words, line + offset) for offset, words in enumerate(rest, start=1)]
    return tuple(pieces)


def _segment(start: int, pieces: tuple[Piece, ...], over: Sequence[Mark]) -> Segment:
    if not over:
        return Segment(f"s{start}", pieces)
    nearest = min(over, key=lambda mark: (mark.end - mark.start, mark.start))
    return Segment(
        id=f"s{start}",
        pieces=pieces,
        anchor=nearest.anchor,
        labels=", ".join(dict.fromkeys(mark.label for mark in over)),
        is_done=all(mark.is_done for mark in over),
    )
