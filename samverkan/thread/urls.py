"""Addresses of this package."""

from __future__ import annotations

from django.urls import path, register_converter

from samverkan.thread import views
from samverkan.thread.words import NodeKind

WORDS: dict[NodeKind, str] = {
    NodeKind.SOURCE: "kalla",
    NodeKind.CONTRIBUTION: "bidrag",
    NodeKind.LINE: "iakttagelse",
    NodeKind.STATEMENT: "utsaga",
    NodeKind.PROBLEM: "problem",
    NodeKind.ANALYSIS: "orsaksanalys",
    NodeKind.CAUSE: "orsak",
    NodeKind.EVIDENCE: "belagg",
    NodeKind.PROPOSAL: "forslag",
    NodeKind.MEASURE: "atgard",
    NodeKind.HALF: "halva",
    NodeKind.SUB_GOAL: "delmal",
    NodeKind.GOAL: "mal",
    NodeKind.INDICATOR: "indikator",
    NodeKind.READING: "matvarde",
    NodeKind.EFFECT_CARD: "effektkort",
    NodeKind.REVIEW: "omprovning",
    NodeKind.REPORT: "rapport",
    NodeKind.COMPILATION: "sammanstallning",
    NodeKind.PICTURE: "lagesbild",
    NodeKind.PICTURE_VERSION: "lagesbildsversion",
    NodeKind.PLAN_VERSION: "planversion",
    NodeKind.ANNEX_VERSION: "bilageversion",
    NodeKind.DECISION: "beslut",
}
KINDS = {word: kind for kind, word in WORDS.items()}


class KindConverter:
    """A kind of node as a Swedish word in the address. `reverse` takes a `NodeKind` or the kind of a pointer."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> NodeKind:
        """Return the kind."""
        return KINDS[value]

    def to_url(self, value: str) -> str:
        """Return the word."""
        return WORDS[NodeKind(value)]


register_converter(KindConverter, "nodslag")

app_name = "thread"
urlpatterns = [
    path("", views.thread, name="thread"),
    path("stadsbilden/", views.city, name="city"),
    path("lampor/", views.lamps, name="lamps"),
    path("data/", views.download, name="download"),
    path("<nodslag:kind>/<int:key>/", views.node, name="node"),
]
