"""The red thread as a directed graph. Links lead from reason to consequence.

Every walk is a loop over a queue: linear in nodes and links, without recursion, and cycles end by themselves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from samverkan.ground.words import Word
from samverkan.thread.words import FEEDBACK, LAYER_OF, Layer, NodeKind, Relation, Reverse

NodeId = tuple[NodeKind, int]
"""What a node is and its key in the database."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the thread.

    `area_id` is the priority area it belongs to, directly or through its problem; `year` the year of its picture,
    plan or period. `title` and `note` are already in the reader's language. `who` are organisations and functions
    that took part, never names of persons.
    """

    kind: NodeKind
    key: int
    title: str
    unit_id: int | None = None
    area_id: int | None = None
    year: int | None = None
    state: Word | None = None
    party: str = ""
    note: str = ""
    who: tuple[str, ...] = ()

    @property
    def id(self) -> NodeId:
        """Return what identifies it."""
        return (self.kind, self.key)

    @property
    def layer(self) -> Layer:
        """Return the step of the thread that it belongs to."""
        return LAYER_OF[self.kind]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from a reason to what came of it."""

    start: NodeId
    end: NodeId
    relation: Relation


@dataclass(frozen=True, slots=True)
class Twig:
    """One line of a walk in words. `depth` counts from 1; `opens` and `closes` say how lists are nested around it.

    `is_repeat` tells that the node has its own line elsewhere, so that what lies beyond it is written there.
    """

    depth: int
    node: Node
    phrase: Word
    is_repeat: bool
    opens: bool
    closes: int


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk from a node, nested, with how many nodes were left out because it became too long."""

    twigs: tuple[Twig, ...]
    left_out: int


class Graph:
    """Nodes and links. A link to or from a node that is not there (or may not be seen) is not there either."""

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self.nodes: dict[NodeId, Node] = {node.id: node for node in nodes}
        self.later: dict[NodeId, list[Edge]] = {}
        self.earlier: dict[NodeId, list[Edge]] = {}
        self.edge_count = 0
        seen = set[tuple[NodeId, NodeId, Relation]]()
        for edge in edges:
            start, end = edge.start, edge.end
            if start in self.nodes and end in self.nodes and (mark := (start, end, edge.relation)) not in seen:
                seen.add(mark)
                self.later.setdefault(start, []).append(edge)
                self.earlier.setdefault(end, []).append(edge)
                self.edge_count += 1

    def __contains__(self, node_id: object) -> bool:
        return node_id in self.nodes

    def __len__(self) -> int:
        return len(self.nodes)

    def edges(self) -> Iterator[Edge]:
        """Yield every link."""
        for edges in self.later.values():
            yield from edges

    def ancestors(self, node_id: NodeId, *, without: frozenset[Relation] = frozenset()) -> dict[NodeId, int]:
        """Return everything that led to the node, with how many links away: why are we doing this?"""
        return self._reached([node_id], up=True, without=without)

    def descendants(self, node_id: NodeId, *, without: frozenset[Relation] = frozenset()) -> dict[NodeId, int]:
        """Return everything that the node led to, with how many links away: what came of it?"""
        return self._reached([node_id], up=False, without=without)

    def tied_to(self, starts: Iterable[NodeId]) -> frozenset[NodeId]:
        """Return everything that leads to or comes of any of the nodes, themselves counted."""
        first = [start for start in starts if start in self.nodes]
        reasons = self._reached(first, up=True, without=FEEDBACK)
        return frozenset({*first, *reasons, *self._reached(first, up=False, without=FEEDBACK)})

    def _reached(self, starts: Iterable[NodeId], *, up: bool, without: frozenset[Relation]) -> dict[NodeId, int]:
        links = self.earlier if up else self.later
        found = {start: 0 for start in starts if start in self.nodes}
        queue = deque(found)
        first = frozenset(found)
        while queue:
            here = queue.popleft()
            for edge in links.get(here, ()):
                there = edge.start if up else edge.end
                if there not in found and edge.relation not in without:
                    found[there] = found[here] + 1
                    queue.append(there)
        return {node_id: steps for node_id, steps in found.items() if node_id not in first}

    def chain(self, start: NodeId, end: NodeId) -> tuple[Edge, ...]:
        """Return the shortest chain of links from one node to another; none where there is no chain."""
        if start not in self.nodes or end not in self.nodes:
            return ()
        came_by: dict[NodeId, Edge | None] = {start: None}
        queue = deque([start])
        while queue and end not in came_by:
            here = queue.popleft()
            for edge in self.later.get(here, ()):
                if edge.end not in came_by:
                    came_by[edge.end] = edge
                    queue.append(edge.end)
        links: list[Edge] = []
        edge_back = came_by.get(end)
        while edge_back is not None:
            links.append(edge_back)
            edge_back = came_by[edge_back.start]
        return tuple(reversed(links))

    def part(self, keep: Iterable[NodeId]) -> Graph:
        """Return the nodes that are kept, and the links between them."""
        kept = {node_id for node_id in keep if node_id in self.nodes}
        return Graph(
            (self.nodes[node_id] for node_id in self.nodes if node_id in kept),
            (edge for node_id in kept for edge in self.later.get(node_id, ()) if edge.end in kept),
        )

    def only(self, condition: Callable[[Node], bool]) -> Graph:
        """Return the nodes that meet a condition, and the links between them."""
        return self.part(node_id for node_id, node in self.nodes.items() if condition(node))

    def around(self, node_id: NodeId) -> frozenset[NodeId]:
        """Return the node's own thread: itself, all reasons and all consequences.

        Links of feedback are not followed: what cites the node, or is cited by it, belongs to another turn.
        """
        return self.tied_to([node_id])

    def walk(self, start: NodeId, *, up: bool, most: int) -> Walk:
        """Return the way up (why?) or down (what came of it?) as nested lines, at most so many.

        Each node has its own line once, where it lies nearest to the start, and is named again where it recurs. A
        node behind a link of feedback is named after the others, and the walk stops there. The lines come depth first,
        so that each stands under its reason.
        """
        links = self.earlier if up else self.later
        under: dict[NodeId, list[tuple[Edge, NodeId, bool]]] = {}
        placed = {start}
        queue = deque([start])
        written = left_out = 0
        while queue:
            here = queue.popleft()
            for edge in sorted(links.get(here, ()), key=lambda edge: edge.relation in FEEDBACK):
                there = edge.start if up else edge.end
                is_new = there not in placed
                is_feedback = edge.relation in FEEDBACK
                if there == start:
                    continue
                if written == most:
                    if is_new and not is_feedback:
                        placed.add(there)
                        left_out += 1
                        queue.append(there)
                    continue
                written += 1
                under.setdefault(here, []).append((edge, there, not is_new))
                if is_new and not is_feedback:
                    placed.add(there)
                    queue.append(there)
        return Walk(tuple(self._nested(start, under, up=up)), left_out)

    def _nested(self, start: NodeId, under: dict[NodeId, list[tuple[Edge, NodeId, bool]]], *, up: bool) -> list[Twig]:
        phrases = Reverse if up else Relation
        flat: list[tuple[int, Edge, NodeId, bool]] = []
        stack = [(1, *line) for line in reversed(under.get(start, []))]
        while stack:
            depth, edge, node_id, is_repeat = stack.pop()
            flat.append((depth, edge, node_id, is_repeat))
            if not is_repeat and edge.relation not in FEEDBACK:
                stack += [(depth + 1, *line) for line in reversed(under.get(node_id, []))]
        depths = [depth for depth, *_ in flat] + [1]
        return [
            Twig(
                depth=depth,
                node=self.nodes[node_id],
                phrase=phrases(edge.relation.value),
                is_repeat=is_repeat,
                opens=after > depth,
                closes=max(0, depth - after),
            )
            for (depth, edge, node_id, is_repeat), after in zip(flat, depths[1:], strict=True)
        ]
