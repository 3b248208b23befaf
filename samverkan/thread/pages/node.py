"""One node: why it is there, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from samverkan.ground.words import Word
from samverkan.organisation.models import Unit
from samverkan.thread.pages.drawing import Drawing, nodes_drawn
from samverkan.thread.pages.links import NodeLink, opened_at, with_query
from samverkan.thread.rules.graph import Graph, Node, NodeId, Twig, Walk
from samverkan.thread.words import FEEDBACK, LAYER_OF, Layer, Named, NodeKind, Relation

MOST_LINES = 150
"""A walk in words is at most so long; how many nodes were left out is said."""
MOST_TOOK_PART = 60


@dataclass(frozen=True, slots=True)
class TwigRow:
    """One line of a walk."""

    phrase: Word
    named: Named
    link: NodeLink
    is_repeat: bool
    opens: bool
    closes: range

    @classmethod
    def of(cls, twig: Twig) -> TwigRow:
        """Show one line."""
        return cls(
            phrase=twig.phrase,
            named=Named(twig.node.kind.value),
            link=NodeLink.of(twig.node),
            is_repeat=twig.is_repeat,
            opens=twig.opens,
            closes=range(twig.closes),
        )


@dataclass(frozen=True, slots=True)
class WalkBlock:
    """A walk in words."""

    rows: tuple[TwigRow, ...]
    left_out: int

    @classmethod
    def of(cls, walk: Walk) -> WalkBlock:
        """Show a walk."""
        return cls(tuple(TwigRow.of(twig) for twig in walk.twigs), walk.left_out)


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of the shortest reason: the thing, and how it leads to the next."""

    link: NodeLink
    phrase: Relation | None


@dataclass(frozen=True, slots=True)
class TookPart:
    """An organisation or function that took part, and in what."""

    who: str
    kinds: tuple[NodeKind, ...]


@dataclass(frozen=True, slots=True)
class NodePage:
    """A node with its reasons and its consequences, as text and as a picture."""

    kind: NodeKind
    title: str
    state: Word | None
    note: str
    party: str
    unit: str
    year: int | None
    address: str
    thread_address: str
    thread_title: str
    why: WalkBlock
    outcome: WalkBlock
    chain: tuple[ChainStep, ...]
    who: tuple[TookPart, ...]
    drawing: Drawing | None

    @classmethod
    def of(cls, graph: Graph, node_id: NodeId, units: Iterable[Unit]) -> NodePage:
        """Show the node."""
        node = graph.nodes[node_id]
        own = graph.part(graph.around(node_id))
        names = {unit.pk: unit.name for unit in units}
        year = node.year if node.unit_id in names else None
        return cls(
            kind=node.kind,
            title=node.title,
            state=node.state,
            note=node.note,
            party=node.party,
            unit=names.get(node.unit_id or 0, ""),
            year=node.year,
            address=opened_at(graph, node),
            thread_address=with_query(reverse("thread:thread"), enhet=node.unit_id, ar=year),
            thread_title=names.get(node.unit_id or 0, ""),
            why=WalkBlock.of(graph.walk(node_id, up=True, most=MOST_LINES)),
            outcome=WalkBlock.of(graph.walk(node_id, up=False, most=MOST_LINES)),
            chain=_chain(graph, node_id),
            who=_who(own, node),
            drawing=nodes_drawn(own, node_id) if len(own) > 1 else None,
        )


def _chain(graph: Graph, node_id: NodeId) -> tuple[ChainStep, ...]:
    """Return the shortest way to the node from what it rests on, through the problem that it is there for.

    It begins at the nearest source, else at the earliest step.
    """
    through = _problem_behind(graph, node_id)
    reasons = graph.ancestors(through, without=FEEDBACK)
    order = list(Layer)
    begins = min(
        reasons,
        key=lambda reason: (order.index(LAYER_OF[reason[0]]), reasons[reason], reason[1]),
        default=None,
    )
    links = (*(graph.chain(begins, through) if begins else ()), *graph.chain(through, node_id))
    if not links or (len(links) < 2 and through == node_id):
        return ()
    steps = [ChainStep(NodeLink.of(graph.nodes[edge.start]), edge.relation) for edge in links]
    return (*steps, ChainStep(NodeLink.of(graph.nodes[node_id]), None))


def _problem_behind(graph: Graph, node_id: NodeId) -> NodeId:
    """Return the nearest problem that led to the node; the node itself where none did."""
    reasons = graph.ancestors(node_id, without=FEEDBACK)
    problems = [each for each in reasons if each[0] == NodeKind.PROBLEM]
    return min(problems, key=lambda each: (reasons[each], each[1]), default=node_id)


def _who(own: Graph, node: Node) -> tuple[TookPart, ...]:
    """Return who took part in what led here and what came of it, with what they did (REP-09)."""
    found: dict[str, list[NodeKind]] = {}
    for each in (node, *own.nodes.values()):
        for who in filter(None, each.who):
            kinds = found.setdefault(who, [])
            if each.kind not in kinds:
                kinds.append(each.kind)
    return tuple(TookPart(who, tuple(kinds)) for who, kinds in sorted(found.items()))[:MOST_TOOK_PART]
