"""How the compilation writes figures: what is counted with its parts, and indicators for the whole city.

Texts are in the language in use; the caller chooses that of the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from samverkan.indicators.rules.small import hidden_parts
from samverkan.indicators.words import IndicatorKind
from samverkan.reporting.rules.facts import reason_of
from samverkan.reporting.rules.sums import IndicatorSum, Part, Sum
from samverkan.reporting.rules.trends import OutcomeSeries
from samverkan.ui.numbers import written_number

MOST_LINES = 40
"""So many things are listed by name in a paragraph; the rest are counted and stand in the reports."""


def figure(label: str, found: Sum | None) -> dict[str, Any]:
    """Return a counted figure with the reports' own."""
    parts = found.parts if found else ()
    value = found.value if found else 0
    return {
        "label": label,
        "value": value,
        "denominator": None,
        "shown": written_number(value),
        "note": "",
        "parts": [part_of(part, str(part.value)) for part in parts],
    }


def part_of(part: Part, shown: str) -> dict[str, Any]:
    reporter = part.reporter
    return {
        "kind": reporter.kind,
        "key": reporter.key,
        "title": reporter.title,
        "address": reporter.address,
        "value": part.value,
        "denominator": part.denominator,
        "shown": shown,
    }


def written_days(starts_on: str, ends_on: str) -> str:
    """Write the days of a figure: the year alone where they are a whole one."""
    first, last = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return str(first.year) if is_year else f"{starts_on} – {ends_on}"


def outcome_sentence(found: OutcomeSeries) -> str:
    """Write how an indicator of a top outcome has moved, bad news as plainly as good (FOL-20, FOL-25)."""
    name = found.periods[-1].name
    values = "; ".join(f"{written_days(one.starts_on, one.ends_on)}: {indicator_value(one)}" for one in found.periods)
    text = f"{name}. {values}. {gettext(found.trend.label)}."
    if len(found.comparable) < len(found.periods):
        text += " " + gettext("Periods in which other districts were measured are not compared.")
    return text


def outcome_figures(found: OutcomeSeries) -> list[dict[str, Any]]:
    """Return the periods of the indicator as figures, each with the districts' own."""
    return [
        indicator_figure(one) | {"label": f"{one.name}, {written_days(one.starts_on, one.ends_on)}"}
        for one in found.periods
    ]


def lines_of(rows: Sequence[str]) -> str:
    """Return the rows as a list in plain text, the rest counted."""
    listed = "\n".join(f"– {row}" for row in rows[:MOST_LINES])
    rest = len(rows) - MOST_LINES
    return listed + ("\n" + gettext("and %(count)s more in the reports.") % {"count": rest} if rest > 0 else "")


def undone_line(measure: Mapping[str, Any]) -> str:
    """Write what was left undone of a measure and why, as far as anybody has said."""
    reason = reason_of(measure) or gettext("no reason given")
    return f"{measure['title']} ({reason.rstrip('.')})"


def indicator_value(found: IndicatorSum) -> str:
    """Write the value of an indicator for the whole: a small one is not written out."""
    if found.kind == IndicatorKind.INDEX:
        values = sorted(found.values)
        if len(values) == 1:
            return written_number(values[0], 1)
        spread = {"low": written_number(values[0], 1), "high": written_number(values[-1], 1)} if values else {}
        return gettext("from %(low)s to %(high)s, not added up") % spread if values else gettext("no value")
    whole, value = found.whole, found.value
    if whole is None or value is None:
        return gettext("could not be added up")
    if found.is_hidden:
        return gettext("fewer than 5")
    if found.kind == IndicatorKind.COUNT:
        return written_number(value)
    written = {
        "value": written_number(value, 1),
        "numerator": written_number(whole.numerator or 0),
        "denominator": written_number(whole.denominator or 0),
        "per": written_number(found.per),
    }
    if found.kind == IndicatorKind.SHARE:
        return gettext("%(value)s per cent (%(numerator)s of %(denominator)s)") % written
    return gettext("%(value)s for every %(per)s (%(numerator)s of %(denominator)s)") % written


def indicator_sentence(found: IndicatorSum) -> str:
    """Write one line on an indicator, with how many districts it holds and what makes it unsure."""
    text = gettext("%(name)s: %(value)s. Districts: %(count)s. Source: %(sources)s.") % {
        "name": found.name,
        "value": indicator_value(found),
        "count": len(found.parts) or len(found.left_out),
        "sources": "; ".join(found.sources),
    }
    if found.kind != IndicatorKind.INDEX and found.left_out:
        text += " " + gettext("Left out, since it cannot be added up: %(count)s.") % {"count": len(found.left_out)}
    if found.is_uneven:
        text += " " + gettext("The districts' figures are not of the same days.")
    if found.is_preliminary:
        text += " " + gettext("Some figures are preliminary.")
    return text


def indicator_figure(found: IndicatorSum) -> dict[str, Any]:
    """Return the indicator as a figure; its parts are numerators and denominators, small ones hidden."""
    hidden = hidden_parts(found.kind, found.amounts, total_is_shown=not found.is_hidden)
    parts = []
    for place, part in enumerate(found.parts):
        shown = written_number(part.value)
        if part.denominator is not None:
            shown = gettext("%(numerator)s of %(denominator)s") % {
                "numerator": shown,
                "denominator": written_number(part.denominator),
            }
        parts.append(part_of(part, gettext("hidden: small numbers") if place in hidden else shown))
    whole = found.whole
    return {
        "label": found.name,
        "value": whole.numerator if whole else None,
        "denominator": whole.denominator if whole else None,
        "shown": indicator_value(found),
        "note": f"{found.starts_on} – {found.ends_on}. {'; '.join(found.sources)}",
        "parts": parts,
    }
