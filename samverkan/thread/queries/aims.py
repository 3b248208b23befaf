"""Goals and measurements: sub-goals, goals, indicators, readings and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from samverkan.indicators.models import Indicator, Reading, Source, SubGoal
from samverkan.thread.queries.reach import Reach
from samverkan.thread.queries.speech import period, reading_text, shortened
from samverkan.thread.rules.graph import Edge, Node, NodeId
from samverkan.thread.words import NodeKind, Relation


def sub_goals_seen(reach: Reach) -> QuerySet[SubGoal]:
    """Return the sub-goals of the units and those common to the municipality, whatever the year."""
    return SubGoal.objects.filter(unit_id__in=reach.common_ids)


def indicators_seen(reach: Reach) -> QuerySet[Indicator]:
    """Return the indicators of the units and those common to the municipality, whatever the year."""
    return Indicator.objects.filter(unit_id__in=reach.common_ids)


def readings_seen(reach: Reach) -> QuerySet[Reading]:
    """Return the readings of the whole unit that have not been replaced, of the year and the one before."""
    found = Reading.objects.filter(unit_id__in=reach.unit_ids, replaced_by__isnull=True, sex="", age="", part="")
    if reach.year:
        found = found.filter(ends_on__year__in=(reach.year - 1, reach.year))
    return found


def nodes(reach: Reach) -> Iterator[Node | Edge]:
    """Yield sub-goals, goals, indicators and readings with their links: three queries."""
    yield from _sub_goals(reach)
    yield from _indicators(reach)
    yield from _readings(reach)


def _sub_goals(reach: Reach) -> Iterator[Node | Edge]:
    rows = sub_goals_seen(reach).values_list(
        "pk", "text", "unit_id", "area_id", "due_year", "goal_id", "goal__text", "goal__area_id"
    )
    goals = set[int]()
    for pk, text, unit, area, year, goal, goal_text, goal_area in rows.order_by():
        here = (NodeKind.SUB_GOAL, pk)
        yield Node(*here, shortened(text), unit, area, year)
        if goal:
            if goal not in goals:
                goals.add(goal)
                yield Node(NodeKind.GOAL, goal, shortened(goal_text), area_id=goal_area)
            yield Edge(here, (NodeKind.GOAL, goal), Relation.PART_OF)


def _indicators(reach: Reach) -> Iterator[Node | Edge]:
    rows = indicators_seen(reach).values_list("pk", "name", "unit_id", "area_id", "sub_goal_id", "proxy_for_id")
    for pk, name, unit, area, goal, proxy_for in rows.order_by():
        here = (NodeKind.INDICATOR, pk)
        yield Node(*here, name, unit, area)
        if goal:
            yield Edge((NodeKind.SUB_GOAL, goal), here, Relation.MEASURED_BY)
        if proxy_for:
            yield Edge(here, (NodeKind.INDICATOR, proxy_for), Relation.STANDS_IN_FOR)


def _readings(reach: Reach) -> Iterator[Node | Edge]:
    rows = readings_seen(reach).values_list(
        "pk", "indicator_id", "indicator__area_id", "indicator__kind", "indicator__per", "indicator__unit_of_measure",
        "numerator", "denominator", "value", "starts_on", "ends_on", "unit_id", "source_id",
    )  # fmt: skip
    for pk, indicator, area, kind, per, counted, number, base, value, starts, ends, unit, source in rows.order_by():
        here = (NodeKind.READING, pk)
        said = f"{period(starts, ends)}: {reading_text(kind, per, number, base, value, counted)}"
        yield Node(*here, said, unit, area, ends.year)
        yield Edge((NodeKind.INDICATOR, indicator), here, Relation.SHOWED)
        yield Edge((NodeKind.SOURCE, source), here, Relation.SOURCE_OF)


def sources(reach: Reach, used: Iterable[NodeId]) -> Iterator[Node]:
    """Yield the sources of the municipalities that something rests on: one query."""
    wanted = {key for kind, key in used if kind == NodeKind.SOURCE}
    rows = Source.objects.filter(municipality_id__in=reach.municipality_ids).values_list(
        "pk", "publisher", "title", "year", "municipality_id", "limits"
    )
    for pk, publisher, title, year, municipality, limits in rows.order_by():
        if pk in wanted:
            yield Node(
                NodeKind.SOURCE, pk, f"{publisher}: {title} ({year})", municipality, year=year, note=shortened(limits)
            )
