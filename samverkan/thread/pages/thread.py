"""The whole thread of a district: as a picture, as a table, and what is not tied to anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.thread.forms import ThreadForm
from samverkan.thread.pages.drawing import MOST_DRAWN, Drawing, Lane, common, counts_drawn, lanes_by, nodes_drawn
from samverkan.thread.pages.links import NodeLink, node_address, with_query
from samverkan.thread.rules.graph import Graph, Node, NodeId
from samverkan.thread.rules.search import best
from samverkan.thread.words import FEEDBACK, NodeKind, Relation

PROBLEMS_A_PAGE = 20
FEW_PROBLEMS = 12
"""A whole district with at most so many problems is drawn problem by problem, else area by area."""
NAMED = 4
"""So many things of a kind are named in a cell; how many more there are is said."""
MOST_FOUND = 50
MOST_LOOSE = 12


@dataclass(frozen=True, slots=True)
class Few:
    """The first few of some things, and how many more there are."""

    links: tuple[NodeLink, ...]
    more: int

    @classmethod
    def of(cls, nodes: Sequence[Node], most: int = NAMED) -> Few:
        """Name the first few."""
        return cls(tuple(NodeLink.of(node) for node in nodes[:most]), max(0, len(nodes) - most))


@dataclass(frozen=True, slots=True)
class Strand:
    """The thread of one problem, on one row."""

    problem: NodeLink
    seen: int
    sources: int
    analyses: Few
    causes: Few
    measures: Few
    aims: Few
    readings: int
    results: Few

    @classmethod
    def of(cls, graph: Graph, problem: NodeId) -> Strand:
        """Gather what led to the problem and what came of it."""
        before = Counter(kind for kind, _ in graph.ancestors(problem, without=FEEDBACK))
        after: dict[NodeKind, list[Node]] = {}
        for node_id in graph.descendants(problem, without=FEEDBACK):
            after.setdefault(node_id[0], []).append(graph.nodes[node_id])
        return cls(
            problem=NodeLink.of(graph.nodes[problem]),
            seen=before[NodeKind.STATEMENT] or before[NodeKind.LINE],
            sources=before[NodeKind.SOURCE],
            analyses=Few.of(after.get(NodeKind.ANALYSIS, [])),
            causes=Few.of(after.get(NodeKind.CAUSE, [])),
            measures=Few.of([node for node in after.get(NodeKind.MEASURE, []) if not _is_carried_on(graph, node)]),
            aims=Few.of([*after.get(NodeKind.SUB_GOAL, []), *after.get(NodeKind.INDICATOR, [])]),
            readings=len(after.get(NodeKind.READING, [])),
            results=Few.of(after.get(NodeKind.EFFECT_CARD, [])),
        )


def _is_carried_on(graph: Graph, node: Node) -> bool:
    return any(edge.relation == Relation.CONTINUED_BY for edge in graph.later.get(node.id, ()))


@dataclass(frozen=True, slots=True)
class Loose:
    """Things of one kind that no problem leads to, and that lead to no problem."""

    kind: NodeKind
    few: Few
    count: int


TIED = (NodeKind.STATEMENT, NodeKind.MEASURE, NodeKind.PROPOSAL)
"""What ought to be tied to a problem. Sources, goals and papers serve more than problems."""
UNDRAWN = frozenset({NodeKind.SUB_GOAL, NodeKind.GOAL, NodeKind.INDICATOR, NodeKind.SOURCE})
"""What is common to the municipality is shown in a district's thread only where something is tied to it."""


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """The thread of a unit and a year."""

    form: ThreadForm
    unit: str
    year: int
    count: int
    links: int
    drawing: Drawing | None
    strands: tuple[Strand, ...]
    paging: Page[Any]
    loose: tuple[Loose, ...]
    found: tuple[NodeLink, ...] | None
    asked: str
    query: str
    data_address: str
    lamps_address: str
    is_filtered: bool
    is_by_problem: bool
    picture_address: str

    @classmethod
    def of(
        cls, graph: Graph, form: ThreadForm, unit: Unit, year: int, areas: Iterable[Area], *, asked: str, page: str
    ) -> ThreadPage:
        """Show the thread, narrowed by the filters that the form holds."""
        area_id, problem = form.cleaned_data.get("omrade"), form.cleaned_data.get("problem")
        graph = _narrowed(graph, area_id, problem)
        problems = sorted(
            (node_id for node_id in graph.nodes if node_id[0] == NodeKind.PROBLEM),
            key=lambda node_id: graph.nodes[node_id].title.casefold(),
        )
        paging = Paginator(problems, PROBLEMS_A_PAGE).get_page(page)
        strands = tuple(Strand.of(graph, node_id) for node_id in paging)
        by_problem = area_id is not None or 0 < len(problems) <= FEW_PROBLEMS
        asked_for = {"enhet": unit.pk, "ar": year}
        query = {**asked_for, "omrade": area_id, "problem": problem}
        return cls(
            form=form,
            unit=unit.name,
            year=year,
            count=len(graph),
            links=graph.edge_count,
            drawing=_drawn(graph, problems, problem, areas, asked_for, by_problem=by_problem),
            strands=strands,
            paging=paging,
            loose=_loose(graph, problems),
            found=_found(graph, asked) if asked else None,
            asked=asked,
            query=f"{with_query('', **query, sok=asked).removeprefix('?')}&",
            data_address=with_query(reverse("thread:download"), **asked_for),
            lamps_address=with_query(reverse("thread:lamps"), enhet=unit.pk),
            is_by_problem=by_problem,
            is_filtered=area_id is not None or problem is not None,
            picture_address=with_query(reverse("thread:thread"), **asked_for),
        )


def _narrowed(graph: Graph, area_id: int | None, problem: int | None) -> Graph:
    if problem is not None:
        return graph.part(graph.around((NodeKind.PROBLEM, problem)))
    if area_id is not None:
        graph = graph.part(graph.tied_to(node.id for node in graph.nodes.values() if node.area_id == area_id))
        return graph.only(lambda node: node.area_id in (area_id, None))
    tied = {end for edge in graph.edges() for end in (edge.start, edge.end)}
    return graph.only(lambda node: node.kind not in UNDRAWN or node.id in tied)


def _drawn(
    graph: Graph,
    problems: Sequence[NodeId],
    problem: int | None,
    areas: Iterable[Area],
    asked_for: dict[str, Any],
    *,
    by_problem: bool,
) -> Drawing | None:
    """Draw every node where they fit, else how many there are: by problem where these are few, else by area."""
    if not len(graph):
        return None
    if len(graph) <= MOST_DRAWN or problem is not None:
        return nodes_drawn(graph.only(lambda node: node.kind != NodeKind.HALF))
    if by_problem:
        return counts_drawn([_lane(graph, each) for each in problems])
    address = reverse("thread:thread")
    titles: list[tuple[int | None, str, str]] = [
        (area.pk, area.name, with_query(address, **asked_for, omrade=area.pk)) for area in areas
    ]
    known = {key for key, _, _ in titles}
    titles.append((None, common(), ""))
    return counts_drawn(lanes_by(graph, lambda node: node.area_id if node.area_id in known else None, titles))


def _lane(graph: Graph, problem: NodeId) -> Lane:
    """Return the problem's row: how much leads to it and comes of it; what serves several problems counts in each."""
    steps = Counter(graph.nodes[each].layer for each in graph.tied_to([problem]))
    return Lane(graph.nodes[problem].title, node_address(problem), dict(steps))


def _loose(graph: Graph, problems: Iterable[NodeId]) -> tuple[Loose, ...]:
    tied = graph.tied_to(problems)
    found = []
    for kind in TIED:
        nodes = [
            node
            for node in graph.nodes.values()
            if node.kind == kind and node.id not in tied and not _is_carried_on(graph, node)
        ]
        if nodes:
            found.append(Loose(kind, Few.of(nodes, MOST_LOOSE), len(nodes)))
    return tuple(found)


def _found(graph: Graph, asked: str) -> tuple[NodeLink, ...]:
    nodes = list(graph.nodes.values())
    numbers = best(asked, ((number, node.title) for number, node in enumerate(nodes)), MOST_FOUND)
    return tuple(NodeLink.of(nodes[number]) for number in numbers)


def as_data(graph: Graph, unit: Unit, year: int) -> dict[str, Any]:
    """Return the graph as plain values for other systems: nodes with their keys, and links by those keys."""
    return {
        "unit": unit.name,
        "year": year,
        "nodes": [
            {
                "kind": node.kind.value,
                "key": node.key,
                "title": node.title,
                "layer": node.layer.value,
                "area": node.area_id,
                "year": node.year,
                "state": node.state.value if node.state else None,
                "party": node.party or None,
                "address": node_address(node.id),
            }
            for node in graph.nodes.values()
        ],
        "links": [
            {
                "from": {"kind": edge.start[0].value, "key": edge.start[1]},
                "to": {"kind": edge.end[0].value, "key": edge.end[1]},
                "relation": edge.relation.value,
            }
            for edge in graph.edges()
        ],
    }
