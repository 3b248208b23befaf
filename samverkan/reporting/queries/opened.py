"""Which of the things that a page rests on its reader may open, so that no link leads to a closed door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from samverkan.access.actor import Actor
from samverkan.followup.queries.cards import cards_visible_to
from samverkan.indicators.queries.indicators import indicators_visible_to
from samverkan.measures.queries.measures import measures_visible_to
from samverkan.measures.queries.plans import plan_versions_visible_to, plans_visible_to
from samverkan.reporting.models import Paragraph
from samverkan.reporting.queries.reports import reports_visible_to
from samverkan.situation.queries.versions import versions_visible_to

GATES: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "reporting.report": reports_visible_to,
    "measures.measure": measures_visible_to,
    "measures.plan": plans_visible_to,
    "measures.plan_version": plan_versions_visible_to,
    "followup.card": cards_visible_to,
    "indicators.indicator": indicators_visible_to,
    "situation.picture_version": versions_visible_to,
}
"""The gate of each kind of thing; what is of another kind is open to all who may see the page."""

Place = tuple[str, str]
"""Kind and key of a pointer."""


def closed_to(actor: Actor, places: Iterable[Place]) -> frozenset[Place]:
    """Return those of the places that would answer the actor as if they did not exist: a query for each kind."""
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in places:
        if kind in GATES and key:
            keys[kind].add(key)
    closed: set[Place] = set()
    for kind, wanted in keys.items():
        found = GATES[kind](actor).filter(pk__in=[int(key) for key in wanted]).order_by().values_list("pk", flat=True)
        closed |= {(kind, key) for key in wanted - {str(pk) for pk in found}}
    return frozenset(closed)


def places_in(content: Mapping[str, Any]) -> Iterable[Place]:
    """Return the places that a report's content names."""
    if content["plan"]:
        yield "measures.plan", content["plan"]["key"]
    for measure in content["measures"]:
        yield measure["kind"], measure["key"]
        if measure["verdict"]:
            yield measure["verdict"]["kind"], measure["verdict"]["key"]
    for reading in content["readings"]:
        yield "indicators.indicator", reading["key"]
    for picture in content["pictures"]:
        yield picture["kind"], picture["key"]


def places_behind(paragraph: Paragraph, most: int | None = None) -> Iterable[Place]:
    """Return the places that a paragraph rests on; with `most` only so many of its sources, and no figures' parts."""
    for source in paragraph.sources[:most]:
        yield source["kind"], source["key"]
    if most is None:
        for figure in paragraph.figures:
            for part in figure["parts"]:
                yield part["kind"], part["key"]


def without_closed(actor: Actor, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report's content with no address that the actor cannot open. What is frozen stays as it is."""
    closed = closed_to(actor, places_in(content))

    def opened(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
        return {**row, "address": "" if (kind, row["key"]) in closed else row["address"]}

    return {
        **content,
        "plan": opened(content["plan"], "measures.plan") if content["plan"] else None,
        "measures": [
            opened(one, one["kind"])
            | {"verdict": opened(one["verdict"], one["verdict"]["kind"]) if one["verdict"] else None}
            for one in content["measures"]
        ],
        "readings": [opened(one, "indicators.indicator") for one in content["readings"]],
        "pictures": [opened(one, one["kind"]) for one in content["pictures"]],
    }
