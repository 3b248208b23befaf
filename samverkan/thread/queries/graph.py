"""The whole graph of one reach, and the unit in which a node lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from django.db import models
from django.http import Http404

from samverkan.agreements.models import AnnexVersion
from samverkan.causes.models import Analysis, Cause, Evidence, Proposal
from samverkan.decisions.models import Decision
from samverkan.followup.models import EffectCard, Review
from samverkan.indicators.models import Indicator, Reading, Source, SubGoal
from samverkan.measures.models import Half, Measure, PlanVersion
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Goal
from samverkan.reporting.models import Compilation, Report
from samverkan.situation.models import Contribution, Line, Picture, PictureVersion, Problem, Statement
from samverkan.thread.queries import aims, causes, links, measures, results, seen
from samverkan.thread.queries.reach import Reach
from samverkan.thread.rules.graph import Edge, Graph, Node, NodeId
from samverkan.thread.words import NodeKind

ROOTS: dict[NodeKind, tuple[type[models.Model], str, str]] = {
    NodeKind.SOURCE: (Source, "municipality_id", ""),
    NodeKind.CONTRIBUTION: (Contribution, "picture__unit_id", "picture__year"),
    NodeKind.LINE: (Line, "picture__unit_id", "picture__year"),
    NodeKind.STATEMENT: (Statement, "picture__unit_id", "picture__year"),
    NodeKind.PROBLEM: (Problem, "unit_id", ""),
    NodeKind.ANALYSIS: (Analysis, "problem__unit_id", ""),
    NodeKind.CAUSE: (Cause, "analysis__problem__unit_id", ""),
    NodeKind.EVIDENCE: (Evidence, "cause__analysis__problem__unit_id", ""),
    NodeKind.PROPOSAL: (Proposal, "analysis__problem__unit_id", ""),
    NodeKind.MEASURE: (Measure, "plan__unit_id", "plan__year"),
    NodeKind.HALF: (Half, "measure__plan__unit_id", "measure__plan__year"),
    NodeKind.SUB_GOAL: (SubGoal, "unit_id", ""),
    NodeKind.GOAL: (Goal, "area__area_list__municipality_id", ""),
    NodeKind.INDICATOR: (Indicator, "unit_id", ""),
    NodeKind.READING: (Reading, "unit_id", "ends_on__year"),
    NodeKind.EFFECT_CARD: (EffectCard, "measure__plan__unit_id", "measure__plan__year"),
    NodeKind.REVIEW: (Review, "measure__plan__unit_id", "measure__plan__year"),
    NodeKind.REPORT: (Report, "unit_id", "period__year"),
    NodeKind.COMPILATION: (Compilation, "period__municipality_id", "period__year"),
    NodeKind.PICTURE: (Picture, "unit_id", "year"),
    NodeKind.PICTURE_VERSION: (PictureVersion, "picture__unit_id", "picture__year"),
    NodeKind.PLAN_VERSION: (PlanVersion, "plan__unit_id", "plan__year"),
    NodeKind.ANNEX_VERSION: (AnnexVersion, "annex__agreement__unit_id", "dated_on__year"),
    NodeKind.DECISION: (Decision, "group__unit_id", "year"),
}
"""Where each kind of node is stored, and the ways to the unit and to the year that it belongs to, if it has one."""


def graph(reach: Reach, asked: NodeId | None = None) -> Graph:
    """Return everything of the reach that the actor may see, with all links: twenty-five queries at most.

    `asked` is a node that is shown even if nothing rests on it yet.
    """
    nodes: list[Node] = []
    edges: list[Edge] = list(links.links(reach))

    def take(things: Iterable[Node | Edge]) -> None:
        for thing in things:
            if isinstance(thing, Node):
                nodes.append(thing)
            else:
                edges.append(thing)

    take(chain(seen.nodes(reach), causes.nodes(reach), measures.nodes(reach), aims.nodes(reach), results.nodes(reach)))
    take(results.annexes(reach, [edge.end for edge in edges]))
    take(results.decisions(reach, [edge.end for edge in edges]))
    take(aims.sources(reach, [edge.start for edge in edges] + ([asked] if asked else [])))
    return Graph(nodes, edges)


def place_of(node_id: NodeId, units: list[Unit], *, on: date) -> tuple[list[Unit], int | None]:
    """Return the units and the year in which the node's thread lies: one query.

    A node of a district is shown with all its years. One that is common to a municipality is shown with all
    districts that are open, and one year: its own, or that of the day. A node of a unit that is not among the open
    ones answers as if it did not exist.
    """
    model, way, year_way = ROOTS[node_id[0]]
    row = model._default_manager.filter(pk=node_id[1]).values_list(way, year_way or "pk").first()
    unit = next((unit for unit in units if row is not None and unit.pk == row[0]), None)
    if unit is None or row is None:
        raise Http404
    if unit.municipality_id is not None:
        return [unit], None
    below = [other for other in units if other.pk == unit.pk or other.municipality_id == unit.pk]
    return below, (row[1] if year_way else None) or on.year
