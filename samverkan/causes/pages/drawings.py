"""The crime triangle and the cause tree as drawings: where each mark stands, and the text beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from samverkan.causes.models import Cause
from samverkan.causes.rules import tree
from samverkan.causes.words import Factor, Side
from samverkan.ui.drawing import TextLine, wrapped

MOST_MARKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A cause beside a side of the triangle: a dot as large as its weight, and its words as a link."""

    address: str
    lines: tuple[TextLine, ...]
    x: int
    y: int
    radius: int
    is_protective: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A side of the triangle with its name and causes."""

    side: Side
    x1: int
    y1: int
    x2: int
    y2: int
    title_x: int
    title_y: int
    marks: tuple[Mark, ...]
    more: int
    more_x: int
    more_y: int


@dataclass(frozen=True, slots=True)
class Triangle:
    """The crime triangle as a drawing: 900 by 560."""

    edges: tuple[Edge, ...]

    @classmethod
    def of(cls, causes: Iterable[Cause]) -> Triangle:
        """Draw the kept causes, at most four a side; the lists beside hold them all."""
        kept = [cause for cause in causes if cause.set_aside_on is None]
        places = {
            Side.OFFENDER: (450, 60, 310, 330, 20, 100),
            Side.TARGET: (450, 60, 590, 330, 650, 100),
            Side.GUARDIAN: (310, 330, 590, 330, 335, 376),
        }
        return cls(tuple(_edge(side, [one for one in kept if one.side == side], *at) for side, at in places.items()))


def _edge(side: Side, causes: list[Cause], x1: int, y1: int, x2: int, y2: int, left: int, top: int) -> Edge:
    marks: list[Mark] = []
    y = top + 28
    for cause in causes[:MOST_MARKS]:
        lines = wrapped(cause.text, 205)
        marks.append(
            Mark(
                address=reverse("causes:cause", args=[cause.pk]),
                lines=tuple(TextLine(left + 26, y + 18 * number, text) for number, text in enumerate(lines)),
                x=left + 9,
                y=y - 5,
                radius=3 + cause.weight,
                is_protective=cause.factor == Factor.PROTECTIVE,
                spoken=cause.text,
            )
        )
        y += 18 * len(lines) + 12
    return Edge(side, x1, y1, x2, y2, left, top, tuple(marks), max(0, len(causes) - MOST_MARKS), left + 26, y)


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the drawn tree. `path` is the line from what it explains."""

    x: int
    y: int
    lines: tuple[TextLine, ...]
    address: str
    spoken: str
    path: str
    is_aside: bool


@dataclass(frozen=True, slots=True)
class TreeDrawing:
    """The cause tree: the problem to the left, causes in columns to the right of what they explain."""

    width: int
    height: int
    problem: Node
    nodes: tuple[Node, ...]

    BOX, GAP, ROW = 210, 40, 60

    @classmethod
    def of(cls, problem: str, causes: Sequence[Cause]) -> TreeDrawing:
        """Draw the tree; every cause has a row of its own."""
        by_key = {cause.pk: cause for cause in causes}
        branches = tree({cause.pk: cause.parent_id for cause in causes})
        height = max(1, len(branches)) * cls.ROW
        middle = height // 2 - 24
        root = Node(0, middle, _lines(problem, 0, middle), "", problem, "", is_aside=False)
        at: dict[int, tuple[int, int]] = {}
        nodes: list[Node] = []
        for row, branch in enumerate(branches):
            cause = by_key[branch.key]
            x, y = (branch.depth + 1) * (cls.BOX + cls.GAP), row * cls.ROW + 6
            from_x, from_y = at[cause.parent_id] if branch.depth and cause.parent_id else (0, middle)
            start, half = from_x + cls.BOX, cls.GAP // 2
            path = f"M{start} {from_y + 24}h{half}V{y + 24}h{x - start - half}"
            address = reverse("causes:cause", args=[cause.pk])
            aside = cause.set_aside_on is not None
            nodes.append(Node(x, y, _lines(cause.text, x, y), address, cause.text, path, is_aside=aside))
            at[cause.pk] = (x, y)
        deepest = max((branch.depth for branch in branches), default=0)
        return cls((deepest + 2) * (cls.BOX + cls.GAP) - cls.GAP, height + 6, root, tuple(nodes))


def _lines(text: str, x: int, y: int) -> tuple[TextLine, ...]:
    lines = wrapped(text, 190)
    first = y + 29 if len(lines) == 1 else y + 20
    return tuple(TextLine(x + 10, first + 18 * number, line) for number, line in enumerate(lines))
