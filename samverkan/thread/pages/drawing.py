"""The thread as a picture: nodes in columns by step, or counts by row and step where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from samverkan.thread.pages.links import node_address
from samverkan.thread.rules.graph import Graph, Node, NodeId
from samverkan.thread.words import FEEDBACK, Layer, NodeKind
from samverkan.ui.drawing import TextLine, wrapped
from samverkan.ui.templatetags.ui import word_filter

WIDTH, GAP, HEIGHT, ROW, TOP = 158, 34, 48, 58, 34
MOST_IN_A_LAYER = 16
"""So many nodes of a step are drawn; how many more there are is said."""
MOST_DRAWN = 40
"""Where the thread has more nodes, their numbers are drawn instead."""
MOST_LANES = 40
LOOKS = {NodeKind.PROPOSAL: "proposal"}
"""Kinds whose boxes have a look of their own: what is only proposed has a broken edge."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with text, a link where it has an address. `look` names its appearance."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]
    address: str = ""
    spoken: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes; `weight` is 1 to 3, or 0 for a broken one."""

    d: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture. `is_counted` tells that it shows numbers and not nodes; `hidden` how many nodes have no box."""

    width: int
    height: int
    headings: tuple[TextLine, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    is_counted: bool = False
    hidden: int = 0


def _columns(nodes: Iterable[Node]) -> dict[Layer, list[Node]]:
    by_layer: dict[Layer, list[Node]] = {layer: [] for layer in Layer}
    for node in nodes:
        by_layer[node.layer].append(node)
    return {layer: found for layer, found in by_layer.items() if found}


def _ordered(graph: Graph, columns: dict[Layer, list[Node]], first: NodeId | None) -> None:
    """Put each node near those that it comes from, so that fewer lines cross: one pass from left to right."""
    place: dict[NodeId, float] = {}
    for nodes in columns.values():
        wanted = {}
        for number, node in enumerate(nodes):
            near = [place[edge.start] for edge in graph.earlier.get(node.id, ()) if edge.start in place]
            linked = len(graph.earlier.get(node.id, ())) + len(graph.later.get(node.id, ()))
            wanted[node.id] = (
                node.id != first,
                sum(near) / len(near) if near else number * 1.0,
                -linked,
            )
        nodes.sort(key=lambda node: wanted[node.id])
        place |= {node.id: number * 1.0 for number, node in enumerate(nodes)}


def _label(node: Node) -> str:
    """Return what stands in the box. A measure often goes on year after year under the same name."""
    return f"{node.year}: {node.title}" if node.kind == NodeKind.MEASURE and node.year else node.title


def nodes_drawn(graph: Graph, current: NodeId | None = None) -> Drawing:
    """Draw the nodes in columns by step, with a line for each link between two that are drawn."""
    columns = _columns(graph.nodes.values())
    _ordered(graph, columns, current)
    places: dict[NodeId, tuple[int, int]] = {}
    boxes, headings = list[Box](), list[TextLine]()
    hidden = tallest = 0
    for number, (layer, nodes) in enumerate(columns.items()):
        x = number * (WIDTH + GAP)
        headings.append(TextLine(x, 18, word_filter(layer)))
        shown = nodes[:MOST_IN_A_LAYER]
        for row, node in enumerate(shown):
            y = TOP + row * ROW
            places[node.id] = (x, y)
            lines = wrapped(_label(node), WIDTH - 18)
            first = y + (29 if len(lines) == 1 else 21)
            boxes.append(
                Box(
                    x=x,
                    y=y,
                    width=WIDTH,
                    height=HEIGHT,
                    lines=tuple(TextLine(x + 10, first + 16 * n, text) for n, text in enumerate(lines)),
                    address=node_address(node.id),
                    spoken=f"{word_filter(node.kind)}: {node.title}",
                    look="current" if node.id == current else node.party or LOOKS.get(node.kind, ""),
                )
            )
        rows = len(shown)
        if left := len(nodes) - len(shown):
            hidden += left
            text = ngettext("and %(number)d more", "and %(number)d more", left) % {"number": left}
            headings.append(TextLine(x + 2, TOP + rows * ROW + 18, text))
            rows += 1
        tallest = max(tallest, rows)
    lines_drawn = []
    for edge in graph.edges():
        if edge.start in places and edge.end in places and edge.relation not in FEEDBACK:
            lines_drawn.append(Line(_between(places[edge.start], places[edge.end])))
    return Drawing(
        width=max(1, len(columns)) * (WIDTH + GAP) - GAP,
        height=TOP + max(1, tallest) * ROW,
        headings=tuple(headings),
        boxes=tuple(boxes),
        lines=tuple(lines_drawn),
        hidden=hidden,
    )


def _between(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the path of a line between two boxes: out to the right, or beside the column for two of the same step."""
    (x, y), (to_x, to_y) = start, end
    middle = HEIGHT // 2
    if to_x > x:
        here = x + WIDTH
        bend = (here + to_x) // 2 if to_x - here <= GAP else to_x - GAP // 2
        return f"M{here} {y + middle}C{bend} {y + middle} {bend} {to_y + middle} {to_x} {to_y + middle}"
    if to_x == x:
        return f"M{x + WIDTH} {y + middle}h8V{to_y + middle}h-8"
    return (
        f"M{x} {y + middle}C{x - GAP} {y + middle} {to_x + WIDTH + GAP} {to_y + middle} {to_x + WIDTH} {to_y + middle}"
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the picture of numbers: how many nodes of each step."""

    title: str
    address: str
    counts: dict[Layer, int]


LANE_WIDTH, CELL_WIDTH, CELL_GAP, CELL_HEIGHT, LANE_ROW = 204, 70, 22, 40, 54


def counts_drawn(lanes: Sequence[Lane]) -> Drawing:
    """Draw a row for each lane with its number of nodes in each step; a step with nothing breaks the thread."""
    shown = lanes[:MOST_LANES]
    layers = [layer for layer in Layer if any(lane.counts.get(layer) for lane in shown)]
    most = max((lane.counts.get(layer, 0) for lane in shown for layer in layers), default=1)
    boxes, drawn = list[Box](), list[Line]()
    headings = [
        TextLine(LANE_WIDTH + number * (CELL_WIDTH + CELL_GAP), 14 + 15 * row, text)
        for number, layer in enumerate(layers)
        for row, text in enumerate(wrapped(word_filter(layer), CELL_WIDTH + CELL_GAP - 4))
    ]
    for row, lane in enumerate(shown):
        y = 44 + row * LANE_ROW
        lines = wrapped(lane.title, LANE_WIDTH - 26)
        first = y + (25 if len(lines) == 1 else 17)
        boxes.append(
            Box(
                x=0,
                y=y,
                width=LANE_WIDTH - 18,
                height=CELL_HEIGHT,
                lines=tuple(TextLine(4, first + 16 * n, text) for n, text in enumerate(lines)),
                address=lane.address,
                spoken=_said(lane, layers),
                look="lane",
            )
        )
        for number, layer in enumerate(layers):
            count = lane.counts.get(layer, 0)
            x = LANE_WIDTH + number * (CELL_WIDTH + CELL_GAP)
            boxes.append(
                Box(
                    x=x,
                    y=y,
                    width=CELL_WIDTH,
                    height=CELL_HEIGHT,
                    lines=(TextLine(x + CELL_WIDTH // 2, y + 26, str(count) if count else "–"),),
                    look="count" if count else "none",
                )
            )
            if number:
                before = lane.counts.get(layers[number - 1], 0)
                least = min(before, count)
                weight = 0 if not least else 1 + (least * 8 > most) + (least * 2 > most)
                drawn.append(Line(f"M{x - CELL_GAP} {y + CELL_HEIGHT // 2}h{CELL_GAP}", weight))
    return Drawing(
        width=LANE_WIDTH + max(1, len(layers)) * (CELL_WIDTH + CELL_GAP) - CELL_GAP,
        height=44 + max(1, len(shown)) * LANE_ROW,
        headings=tuple(headings),
        boxes=tuple(boxes),
        lines=tuple(drawn),
        is_counted=True,
        hidden=len(lanes) - len(shown),
    )


def _said(lane: Lane, layers: Sequence[Layer]) -> str:
    counts = ", ".join(f"{word_filter(layer)} {lane.counts.get(layer, 0)}" for layer in layers)
    return f"{lane.title}: {counts}"


def lanes_by(
    graph: Graph, lane_of: Callable[[Node], int | None], titles: Sequence[tuple[int | None, str, str]]
) -> tuple[Lane, ...]:
    """Return the lanes in the order of the titles (key, title, address); those without nodes fall away."""
    counts: dict[int | None, dict[Layer, int]] = defaultdict(lambda: defaultdict(int))
    for node in graph.nodes.values():
        counts[lane_of(node)][node.layer] += 1
    return tuple(Lane(title, address, dict(counts[key])) for key, title, address in titles if counts.get(key))


def common() -> str:
    """Return the name of the lane for what belongs to no single area."""
    return gettext("Common to all areas")
