"""Links between two tables with a table of their own, read in one question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from samverkan.causes.models import Proposal
from samverkan.measures.models import Measure
from samverkan.situation.models import Line, Problem, Statement
from samverkan.thread.queries.reach import Reach
from samverkan.thread.rules.graph import Edge
from samverkan.thread.words import NodeKind, Relation

READ: tuple[tuple[Any, str, str, NodeKind, str, NodeKind, Relation], ...] = (
    (Line.sources.through, "line__picture__unit_id__in", "source_id", NodeKind.SOURCE, "line_id", NodeKind.LINE,
     Relation.SOURCE_OF),
    (Statement.sources.through, "statement__picture__unit_id__in", "source_id", NodeKind.SOURCE, "statement_id",
     NodeKind.STATEMENT, Relation.SOURCE_OF),
    (Statement.lines.through, "statement__picture__unit_id__in", "line_id", NodeKind.LINE, "statement_id",
     NodeKind.STATEMENT, Relation.MERGED_INTO),
    (Statement.indicators.through, "statement__picture__unit_id__in", "indicator_id", NodeKind.INDICATOR,
     "statement_id", NodeKind.STATEMENT, Relation.FEEDS),
    (Problem.statements.through, "problem__unit_id__in", "statement_id", NodeKind.STATEMENT, "problem_id",
     NodeKind.PROBLEM, Relation.SHOWS),
    (Proposal.causes.through, "proposal__analysis__problem__unit_id__in", "cause_id", NodeKind.CAUSE, "proposal_id",
     NodeKind.PROPOSAL, Relation.MET_BY),
    (Measure.causes.through, "measure__plan__unit_id__in", "cause_id", NodeKind.CAUSE, "measure_id", NodeKind.MEASURE,
     Relation.MET_BY),
)  # fmt: skip
"""Table, condition on the units, earlier column and kind, later column and kind, and the relation."""


def links(reach: Reach) -> Iterator[Edge]:
    """Yield the links of all the tables: one query. Ends that are not seen fall away in the graph."""
    parts: list[QuerySet[Any, Any]] = [
        through.objects.filter(**{where: reach.unit_ids})
        .annotate(place=Value(place, output_field=IntegerField()))
        .order_by()
        .values_list("place", earlier, later)
        for place, (through, where, earlier, _, later, _, _) in enumerate(READ)
    ]
    for place, start, end in parts[0].union(*parts[1:], all=True):
        _, _, _, earlier_kind, _, later_kind, relation = READ[place]
        yield Edge((earlier_kind, start), (later_kind, end), relation)
