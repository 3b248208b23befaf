"""Where nodes are shown in the thread, and where the things themselves are opened."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from samverkan.ground.words import Word
from samverkan.thread.rules.graph import Graph, Node, NodeId
from samverkan.thread.rules.lamps import PLACE
from samverkan.thread.words import NodeKind

OPENED = {
    NodeKind.SOURCE.value: "indicators:source",
    NodeKind.STATEMENT.value: "situation:statement",
    NodeKind.PROBLEM.value: "situation:problem",
    NodeKind.ANALYSIS.value: "causes:analysis",
    NodeKind.CAUSE.value: "causes:cause",
    NodeKind.MEASURE.value: "measures:measure",
    NodeKind.SUB_GOAL.value: "indicators:sub_goal",
    NodeKind.INDICATOR.value: "indicators:indicator",
    NodeKind.EFFECT_CARD.value: "followup:card",
    NodeKind.REPORT.value: "reporting:report",
    NodeKind.COMPILATION.value: "reporting:compilation",
    NodeKind.PICTURE.value: "situation:picture",
    NodeKind.PICTURE_VERSION.value: "situation:version",
    NodeKind.PLAN_VERSION.value: "measures:plan_version",
    NodeKind.ANNEX_VERSION.value: "agreements:annex_version",
    NodeKind.DECISION.value: "decisions:decision",
    PLACE: "places:place",
}
"""The pages of the things themselves."""
TOLD_BY_YEAR = frozenset({NodeKind.LINE, NodeKind.STATEMENT, NodeKind.MEASURE, NodeKind.EFFECT_CARD})
"""What often says the same year after year, so that its year is told beside it."""
HELD_BY = {
    NodeKind.HALF: NodeKind.MEASURE,
    NodeKind.REVIEW: NodeKind.MEASURE,
    NodeKind.EVIDENCE: NodeKind.CAUSE,
    NodeKind.PROPOSAL: NodeKind.ANALYSIS,
    NodeKind.READING: NodeKind.INDICATOR,
}
"""What has no page of its own is shown on the page of that which holds it."""


def node_address(node_id: NodeId) -> str:
    """Return where the node is shown in the thread."""
    return reverse("thread:node", args=[node_id[0], node_id[1]])


def page_address(name: str, *arguments: int) -> str:
    """Return where a page of a package below lies; nothing while there is no such page."""
    try:
        return reverse(name, args=arguments) if name else ""
    except NoReverseMatch:
        return ""


def thing_address(kind: str, key: int, area_id: int | None = None) -> str:
    """Return where the thing itself is opened; nothing where it has no page. A goal is shown on its area's page."""
    if kind == NodeKind.GOAL:
        return reverse("priorities:area", args=[area_id]) if area_id else ""
    return page_address(OPENED.get(kind, ""), key)


def opened_at(graph: Graph, node: Node) -> str:
    """Return where the node's thing is opened, or the page of that which holds it."""
    holder = HELD_BY.get(node.kind)
    if holder is None:
        return thing_address(node.kind, node.key, node.area_id)
    for edge in [*graph.earlier.get(node.id, ()), *graph.later.get(node.id, ())]:
        for kind, key in (edge.start, edge.end):
            if kind == holder:
                return thing_address(kind, key)
    return ""


def with_query(address: str, **values: str | int | None) -> str:
    """Return the address with the values that say something."""
    asked = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{address}?{urlencode(asked)}" if asked else address


@dataclass(frozen=True, slots=True)
class NodeLink:
    """A node in a list: what it is, what it is called, where it is shown and how it stands."""

    kind: NodeKind
    title: str
    address: str
    state: Word | None = None
    party: str = ""
    note: str = ""
    year: int | None = None

    @classmethod
    def of(cls, node: Node) -> NodeLink:
        """Show a node."""
        year = node.year if node.kind in TOLD_BY_YEAR else None
        return cls(node.kind, node.title, node_address(node.id), node.state, node.party, node.note, year)
