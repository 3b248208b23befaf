"""Tables of a period's measures and figures for ordinary planning, budget and annual reports (REP-12).

Column names are stable and described in docs/reference/exports.md. Three to twelve queries, whatever the districts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samverkan.access.actor import Actor
from samverkan.indicators.rules.figures import value_of
from samverkan.indicators.rules.small import hidden_parts
from samverkan.indicators.words import IndicatorKind
from samverkan.reporting.models import Report, ReportingPeriod
from samverkan.reporting.queries.facts import facts_of
from samverkan.reporting.queries.reports import reports_visible_to
from samverkan.reporting.rules.exports import Value
from samverkan.reporting.rules.facts import tally
from samverkan.reporting.rules.sums import amount_of
from samverkan.reporting.words import ReportState, Sheet

COLUMNS: dict[Sheet, tuple[str, ...]] = {
    Sheet.HALVES: (
        "period_fran",
        "period_till",
        "stadsdel",
        "omrade",
        "atgard_nr",
        "atgard",
        "atgard_lage",
        "part",
        "enhet",
        "ansvarig_funktion",
        "del_lage",
        "klar_senast",
        "klar_den",
        "dos_planerad",
        "dos_levererad",
        "dos_enhet",
        "i_planering",
        "budgetrad",
        "planeringsreferens",
        "uppdrag",
        "utfall",
        "effektbedomning",
        "kalla",
        "uttaget_den",
    ),
    Sheet.FIGURES: (
        "period_fran",
        "period_till",
        "stadsdel",
        "omrade",
        "indikator",
        "gemensam",
        "slag",
        "kon",
        "matt_fran",
        "matt_till",
        "taljare",
        "namnare",
        "varde",
        "undertryckt",
        "preliminar",
        "matkalla",
        "kalla",
        "uttaget_den",
    ),
    Sheet.TOTALS: (
        "period_fran",
        "period_till",
        "omrade",
        "matt",
        "antal",
        "antal_rapporter",
        "kalla",
        "uttaget_den",
    ),
}
ACCEPTED, HANDED_IN, TODAY = "godkand_rapport", "inlamnad_rapport", "dagslage"
"""Where a row comes from: a frozen accepted report, one that waits for an answer, or the facts as they stand."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written to a file."""

    sheet: Sheet
    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]


def tables_for(actor: Actor, period: ReportingPeriod, *, today: date) -> tuple[Table, ...]:
    """Return the three tables of what the actor may see of the period."""
    reports = list(reports_visible_to(actor).filter(period=period).order_by("unit__name"))
    alive = facts_of(report for report in reports if report.content is None)
    contents = [(report, report.content or alive[report.pk]) for report in reports]
    dates: dict[str, Value] = {"period_fran": period.starts_on.isoformat(), "period_till": period.ends_on.isoformat()}
    taken: dict[str, Value] = {"uttaget_den": today.isoformat()}
    made = {
        Sheet.HALVES: [
            dates | row | taken for report, content in contents for row in _halves(content, source_of(report))
        ],
        Sheet.FIGURES: [dates | row | taken for row in _figures(contents)],
        Sheet.TOTALS: [
            dates | row | taken
            for row in _totals(content for report, content in contents if report.state == ReportState.ACCEPTED)
        ],
    }
    return tuple(
        Table(sheet, COLUMNS[sheet], tuple({name: row[name] for name in COLUMNS[sheet]} for row in made[sheet]))
        for sheet in Sheet
    )


def source_of(report: Report) -> str:
    """Return where a report's rows come from."""
    if report.state == ReportState.ACCEPTED:
        return ACCEPTED
    return HANDED_IN if report.content is not None else TODAY


def _halves(content: Mapping[str, Any], source: str) -> Iterable[dict[str, Value]]:
    for measure in content["measures"]:
        for half in measure["halves"]:
            yield {
                "stadsdel": content["unit"]["name"],
                "omrade": measure["area_name"],
                "atgard_nr": measure["number"],
                "atgard": measure["title"],
                "atgard_lage": measure["state"],
                "part": half["party"],
                "enhet": half["unit"],
                "ansvarig_funktion": half["owner"],
                "del_lage": half["state"],
                "klar_senast": half["due_on"],
                "klar_den": half["done_on"],
                "dos_planerad": half["dose"],
                "dos_levererad": half["delivered"],
                "dos_enhet": half["dose_unit"],
                "i_planering": half["in_planning"],
                "budgetrad": half["budget_line"],
                "planeringsreferens": half["planning_reference"],
                "uppdrag": half["assignment"],
                "utfall": half["outcome"],
                "effektbedomning": measure["verdict"]["verdict"] if measure["verdict"] else "",
                "kalla": source,
            }


def _hidden(rows: list[tuple[str, str, Mapping[str, Any]]]) -> set[int]:
    """Return the rows whose numbers are left out: small ones, and those that would give a small one away.

    The districts of an indicator add up to the city's figure, and women and men to the district's.
    """
    hidden: set[int] = set()
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, (unit, _, reading) in enumerate(rows):
        groups["city", reading["key"], reading["sex"]].append(place)
        if reading["sex"]:
            groups["unit", unit, reading["key"]].append(place)
    for places in groups.values():
        kind = IndicatorKind(rows[places[0]][2]["kind"])
        amounts = [amount_of(rows[place][2]) for place in places]
        if all(amount.numerator is not None for amount in amounts):
            hidden |= {places[at] for at in hidden_parts(kind, amounts, total_is_shown=True)}
    return hidden


def _figures(contents: Iterable[tuple[Report, Mapping[str, Any]]]) -> Iterable[dict[str, Value]]:
    rows = [
        (content["unit"]["name"], source_of(report), reading)
        for report, content in contents
        for reading in content["readings"]
    ]
    hidden = _hidden(rows)
    for place, (unit, source, reading) in enumerate(rows):
        is_hidden = place in hidden
        value = value_of(IndicatorKind(reading["kind"]), amount_of(reading), reading["per"])
        yield {
            "stadsdel": unit,
            "omrade": reading["area_name"],
            "indikator": reading["name"],
            "gemensam": "ja" if reading["is_common"] else "nej",
            "slag": reading["kind"],
            "kon": reading["sex"] or "alla",
            "matt_fran": reading["starts_on"],
            "matt_till": reading["ends_on"],
            "taljare": None if is_hidden else reading["numerator"],
            "namnare": None if is_hidden else reading["denominator"],
            "varde": None if is_hidden else value,
            "undertryckt": "ja" if is_hidden else "nej",
            "preliminar": "ja" if reading["is_preliminary"] else "nej",
            "matkalla": reading["source"],
            "kalla": source,
        }


def _totals(contents: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Value]]:
    """Add the accepted reports up by area and measure of work, as the compilation does."""
    names: dict[int, tuple[int, str]] = {}
    sums: dict[tuple[int, str], list[int]] = defaultdict(list)
    for content in contents:
        for measure in content["measures"]:
            names[measure["area"]] = (measure["area_number"], measure["area_name"])
        for area, counts in tally(content).items():
            for code, number in counts.items():
                sums[area, code].append(number)
    for (area, code), numbers in sorted(sums.items(), key=lambda item: (names[item[0][0]], item[0][1])):
        yield {
            "omrade": names[area][1],
            "matt": code,
            "antal": sum(numbers),
            "antal_rapporter": len(numbers),
            "kalla": ACCEPTED,
        }
