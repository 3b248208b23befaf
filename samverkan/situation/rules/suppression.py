"""Small numbers are not shown, and cannot be worked out from the sums either.

A table is rows (age, part of the district) by columns (sex) with sums. A number under `LIMIT` is hidden; then so
much more that no hidden number follows from a sum and the others of its line (secondary suppression).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LIMIT = 5
"""Numbers below this are hidden."""


class Shown(dict[tuple[int, int], int | None]):
    """Number by row and column, none where it is hidden. Row or column `SUM` holds the sums, where they are shown."""


SUM = -1
"""The row and column of the sums."""


def shown(numbers: Mapping[tuple[int, int], int]) -> Shown:
    """Return the table as it may be shown, with sums; hidden numbers are none.

    Sums along a line of one number only are left out: they would say the same. A missing combination is not
    known, and then its line has no sum.

    >>> table = shown({(0, 0): 3, (0, 1): 20, (1, 0): 30, (1, 1): 40})
    >>> [table[0, 0], table[0, 1], table[1, SUM], table[SUM, SUM]]
    [None, None, 70, 93]
    """
    rows = sorted({row for row, _ in numbers})
    columns = sorted({column for _, column in numbers})
    whole = dict(numbers)
    lines: list[tuple[tuple[tuple[int, int], ...], tuple[int, int]]] = []

    def add(parts: Sequence[tuple[int, int]], total: tuple[int, int]) -> None:
        if len(parts) > 1 and all(part in whole for part in parts):
            whole[total] = sum(whole[part] for part in parts)
            lines.append((tuple(parts), total))

    for row in rows:
        add([(row, column) for column in columns], (row, SUM))
    for column in columns:
        add([(row, column) for row in rows], (SUM, column))
    add([(row, SUM) for row in rows], (SUM, SUM))
    add([(SUM, column) for column in columns], (SUM, SUM))
    hidden = {place for place, number in whole.items() if number < LIMIT}
    while more := _next_to_hide(whole, lines, hidden):
        hidden.add(more)
    return Shown({place: None if place in hidden else number for place, number in whole.items()})


def _next_to_hide(
    whole: Mapping[tuple[int, int], int],
    lines: Sequence[tuple[tuple[tuple[int, int], ...], tuple[int, int]]],
    hidden: set[tuple[int, int]],
) -> tuple[int, int] | None:
    """Return one more place to hide, or none when nothing hidden follows from the rest."""
    for parts, total in lines:
        gone = [part for part in parts if part in hidden]
        left = [part for part in parts if part not in hidden]
        if total in hidden:
            if not gone and left:
                return min(left, key=lambda place: (whole[place], place))
        elif gone and (len(gone) == 1 or sum(whole[part] for part in gone) < LIMIT):
            # all parts hidden under a sum that is shown is no harm: then only their sum is known, and it is large
            return min(left, key=lambda place: (whole[place], place)) if left else total
    return None
