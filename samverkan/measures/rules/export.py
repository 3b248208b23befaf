"""A plan as rows for the ordinary planning system (ACT-20): one row a half, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from samverkan.ground.words import Party, Word
from samverkan.measures.words import InPlanning, MeasureState


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogues, as Django's function of the same name; rules need no Django."""
    return text


COLUMNS = (
    gettext_noop("Number"),
    gettext_noop("Measure"),
    gettext_noop("Area"),
    gettext_noop("Problem"),
    gettext_noop("Cause"),
    gettext_noop("Goal"),
    gettext_noop("State"),
    gettext_noop("Party"),
    gettext_noop("Unit"),
    gettext_noop("Function that answers for it"),
    gettext_noop("What the party does"),
    gettext_noop("Dose"),
    gettext_noop("Of what"),
    gettext_noop("Done by"),
    gettext_noop("In ordinary planning"),
    gettext_noop("Budget line"),
    gettext_noop("Reference in the planning system"),
    gettext_noop("Explicit assignment"),
    gettext_noop("Resources assigned"),
    gettext_noop("No part, because"),
)
"""The headings, as message ids."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """Return the value as a text that no spreadsheet takes for a formula (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless(12), harmless(" @x")
    ("'=1+1", '12', "' @x")
    """
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def export_rows(measures: Iterable[Mapping[str, Any]], say: Callable[[Word], str]) -> Iterable[list[str]]:
    """Yield one row for each half of the measures' contents; a measure without halves has one row."""
    for measure in measures:
        for half in measure["halves"] or [{}]:
            said = half.get("in_planning")
            row = [
                measure["number"],
                measure["title"],
                measure["area"],
                measure["problem"],
                measure["cause"] or measure["no_cause_because"],
                measure["goal"] or measure["no_goal_because"],
                say(MeasureState(measure["state"])),
                say(Party(half["party"])) if half else "",
                half.get("unit"),
                half.get("owner"),
                half.get("text"),
                half.get("dose"),
                half.get("dose_unit"),
                half.get("due_on"),
                say(InPlanning(said)) if said else "",
                half.get("budget_line"),
                half.get("planning_reference"),
                half.get("assignment"),
                half.get("resources"),
                half.get("no_part_because"),
            ]
            yield [harmless(value) for value in row]
