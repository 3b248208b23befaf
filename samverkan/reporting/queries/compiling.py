"""The compilation that drafts itself: accepted reports in, paragraphs with figures and sources out (REP-02, FOL-01).

One query for the reports, two for the areas and two for the top outcomes; all else is counted from the frozen
reports, so the cost grows with their number and no faster. Texts are in the language of the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from samverkan.followup.words import Verdict
from samverkan.indicators.rules.coverage import TOP_OUTCOMES
from samverkan.priorities.queries import area_list_on
from samverkan.reporting.models import ReportingPeriod
from samverkan.reporting.queries.figures import (
    figure,
    indicator_figure,
    indicator_sentence,
    lines_of,
    outcome_figures,
    outcome_sentence,
    undone_line,
)
from samverkan.reporting.queries.letters import letter_to
from samverkan.reporting.queries.outcomes import outcomes_until
from samverkan.reporting.rules.facts import left_undone, tally, tally_of_all
from samverkan.reporting.rules.reports import PERSPECTIVES
from samverkan.reporting.rules.sums import Part, Reporter, Sum, add_readings, add_up
from samverkan.reporting.words import ParagraphKind, ReportState, SectionKind
from samverkan.ui.numbers import written_number

QUOTED = (SectionKind.DEVELOPMENT.value, SectionKind.NEXT_YEAR.value)
"""The parts of the reports whose words stand in the compilation."""
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted report: whose it is and what it says."""

    reporter: Reporter
    unit_id: int
    content: Facts


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph as the reports give it. `figures` and `sources` are JSON values (see `models.Paragraph`)."""

    kind: ParagraphKind
    area_id: int | None
    heading: str
    text: str
    figures: tuple[dict[str, Any], ...]
    sources: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter to one district as the reports give it."""

    unit_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The compilation as the accepted reports give it on a day. `missing` are the districts without such a report."""

    paragraphs: tuple[ParagraphDraft, ...]
    letters: tuple[LetterDraft, ...]
    missing: tuple[str, ...]
    accepted: tuple[Accepted, ...]
    drafted_on: date


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area as it is written in the compilation."""

    id: int
    number: int
    name: str


def compile_period(period: ReportingPeriod, now: datetime) -> Draft:
    """Draft the compilation of the period and the letters back from the reports accepted by now."""
    with translation.override(settings.LANGUAGE_CODE):
        accepted, missing = _reports_of(period)
        areas = _areas_of(period, accepted)
        tallies = [(one.reporter, tally(one.content)) for one in accepted]
        paragraphs = [_reported(accepted, missing), _overall(accepted), _outcomes(period, accepted, missing)]
        for area in areas:
            sums = add_up((reporter, counts[area.id]) for reporter, counts in tallies if area.id in counts)
            paragraphs.append(_implementation(area, sums))
            paragraphs += _effect(area, sums, accepted)
            paragraphs += _indicators(area, accepted)
            paragraphs += _undone(area, accepted)
        paragraphs += _indicators(None, accepted)
        paragraphs.append(_perspectives(accepted))
        paragraphs += _development(accepted)
        everything = add_up((one.reporter, tally_of_all(one.content)) for one in accepted)
        by_unit = {one.unit_id: one for one in accepted}
        letters = [
            LetterDraft(unit_id, letter_to(by_unit[unit_id].content if unit_id in by_unit else None, everything))
            for unit_id in [*by_unit, *(key for key, _ in missing)]
        ]
    names = tuple(name for _, name in missing)
    return Draft(tuple(paragraphs), tuple(letters), names, tuple(accepted), localdate(now))


def _reports_of(period: ReportingPeriod) -> tuple[list[Accepted], list[tuple[int, str]]]:
    """Return the accepted reports, and the units that have none: one query."""
    rows = period.reports.order_by("unit__name", "pk").values_list("pk", "unit_id", "unit__name", "state", "content")
    accepted, missing = [], []
    for pk, unit_id, name, state, content in rows:
        if state == ReportState.ACCEPTED:
            reporter = Reporter(str(pk), name, reverse("reporting:report", args=[pk]))
            accepted.append(Accepted(reporter, unit_id, content or {}))
        else:
            missing.append((unit_id, name))
    return accepted, missing


def _areas_of(period: ReportingPeriod, accepted: Iterable[Accepted]) -> list[AreaName]:
    """Return the areas in force when the period ended, and those that the reports name besides."""
    found: dict[int, AreaName] = {}
    listed = area_list_on(period.municipality_id, period.ends_on)
    for area in listed.areas.all() if listed else ():
        found[area.pk] = AreaName(area.pk, area.number, area.name)
    for one in accepted:
        for row in [*one.content["measures"], *one.content["readings"]]:
            if row["area"] is not None:
                found.setdefault(row["area"], AreaName(row["area"], row["area_number"], row["area_name"]))
    return sorted(found.values(), key=lambda area: (area.number, area.name))


def source_of(reporter: Reporter) -> dict[str, str]:
    """Return the report as a pointer in plain values."""
    return {"kind": "reporting.report", "key": reporter.key, "title": reporter.title, "address": reporter.address}


def _sources(sums: Iterable[Sum | None]) -> tuple[dict[str, str], ...]:
    reporters = {part.reporter: None for found in sums if found for part in found.parts}
    return tuple(source_of(reporter) for reporter in sorted(reporters, key=lambda one: one.title))


def _value(sums: Mapping[str, Sum], code: str) -> int:
    return sums[code].value if code in sums else 0


def _reported(accepted: Sequence[Accepted], missing: Sequence[tuple[int, str]]) -> ParagraphDraft:
    expected = len(accepted) + len(missing)
    text = gettext("Accepted reports: %(count)s of %(all)s.") % {"count": len(accepted), "all": expected}
    if missing:
        names = ", ".join(name for _, name in missing)
        text += " " + gettext("Not in the compilation, since no report has been accepted: %(names)s.") % {
            "names": names
        }
    found = Sum("reported", tuple(Part(one.reporter, 1) for one in accepted))
    shown = figure(gettext("Accepted reports"), found) | {"denominator": expected}
    heading = gettext(ParagraphKind.REPORTED.label)
    return ParagraphDraft(ParagraphKind.REPORTED, None, heading, text, (shown,), _sources([found]))


def _carried_out(sums: Mapping[str, Sum]) -> tuple[str, list[dict[str, Any]]]:
    """Return the sentences and figures of what was carried out."""
    text = gettext("Of %(planned)s planned measures, both parties have carried out %(done)s.") % {
        "planned": _value(sums, "planned"),
        "done": _value(sums, "done"),
    }
    text += " " + gettext("Stopped: %(stopped)s. Not finished: %(open)s.") % {
        "stopped": _value(sums, "stopped"),
        "open": _value(sums, "open"),
    }
    text += " " + gettext("The municipality has done %(done)s of its %(all)s parts.") % {
        "done": _value(sums, "half.municipality.done"),
        "all": _value(sums, "half.municipality"),
    }
    text += " " + gettext("The police have done %(done)s of their %(all)s parts.") % {
        "done": _value(sums, "half.police.done"),
        "all": _value(sums, "half.police"),
    }
    labels = (
        ("planned", gettext("Planned measures")),
        ("done", gettext("Carried out by both parties")),
        ("stopped", gettext("Stopped")),
        ("open", gettext("Not finished")),
        ("half.municipality", gettext("The municipality's parts")),
        ("half.municipality.done", gettext("The municipality's parts that are done")),
        ("half.police", gettext("The police's parts")),
        ("half.police.done", gettext("The police's parts that are done")),
    )
    return text, [figure(label, sums.get(code)) for code, label in labels]


def _overall(accepted: Sequence[Accepted]) -> ParagraphDraft:
    sums = add_up((one.reporter, tally_of_all(one.content)) for one in accepted)
    text, figures = _carried_out(sums)
    heading = gettext(ParagraphKind.OVERALL.label)
    return ParagraphDraft(ParagraphKind.OVERALL, None, heading, text, tuple(figures), _sources(sums.values()))


def _outcomes(
    period: ReportingPeriod, accepted: Iterable[Accepted], missing: Iterable[tuple[int, str]]
) -> ParagraphDraft:
    """Say how safety and actual crime have moved in the whole city, and what has not been measured (FOL-20)."""
    units = {one.unit_id: one.reporter.title for one in accepted} | dict(missing)
    series = [found for found in outcomes_until(period, units) if found.periods]
    lines = []
    for outcome in TOP_OUTCOMES:
        lines.append(gettext(outcome.label))
        mine = [found for found in series if found.outcome == outcome]
        lines += [f"– {outcome_sentence(found)}" for found in mine]
        if not mine:
            lines.append("– " + gettext("Nothing has been measured that shows it."))
    figures = tuple(shown for found in series for shown in outcome_figures(found))
    sources = [
        {"kind": "indicators.indicator", "key": one.key, "title": one.name, "address": one.address}
        for one in (found.periods[-1] for found in series)
    ]
    if sources:
        address = f"{reverse('indicators:outcomes')}?enhet={period.municipality_id}"
        sources.append(
            {"kind": "indicators.outcomes", "key": "", "title": gettext("The two top outcomes"), "address": address}
        )
    heading = gettext(ParagraphKind.OUTCOMES.label)
    return ParagraphDraft(ParagraphKind.OUTCOMES, None, heading, "\n".join(lines), figures, tuple(sources))


def _implementation(area: AreaName, sums: Mapping[str, Sum]) -> ParagraphDraft:
    heading = gettext("%(area)s: what was carried out") % {"area": area.name}
    if "planned" not in sums:
        text = gettext("No accepted report has a decided measure in this area.")
        nought = figure(gettext("Planned measures"), None)
        return ParagraphDraft(ParagraphKind.IMPLEMENTATION, area.id, heading, text, (nought,), ())
    text, figures = _carried_out(sums)
    doses = sorted(code.removeprefix("dose:") for code in {*sums} if code.startswith("dose:"))
    doses += sorted(
        code.removeprefix("delivered:")
        for code in sums
        if code.startswith("delivered:") and f"dose:{code.removeprefix('delivered:')}" not in sums
    )
    for unit in doses:
        text += " " + gettext("Delivered of %(what)s: %(delivered)s of %(planned)s.") % {
            "what": unit,
            "delivered": written_number(_value(sums, f"delivered:{unit}")),
            "planned": written_number(_value(sums, f"dose:{unit}")),
        }
        figures.append(figure(gettext("%(what)s, planned") % {"what": unit}, sums.get(f"dose:{unit}")))
        figures.append(figure(gettext("%(what)s, delivered") % {"what": unit}, sums.get(f"delivered:{unit}")))
    return ParagraphDraft(ParagraphKind.IMPLEMENTATION, area.id, heading, text, tuple(figures), _sources(sums.values()))


def _effect(area: AreaName, sums: Mapping[str, Sum], accepted: Iterable[Accepted]) -> list[ParagraphDraft]:
    """Say what the effect cards say, apart from what was carried out (FOL-11, FOL-13)."""
    codes = [f"verdict:{verdict}" for verdict in Verdict]
    if not any(code in sums for code in [*codes, "unjudged"]):
        return []
    verdicts = [(gettext(verdict.label), sums.get(f"verdict:{verdict}")) for verdict in Verdict]
    judged = sum(found.value for _, found in verdicts if found)
    text = ngettext(
        "The effect has been judged for %(count)s measure.",
        "The effect has been judged for %(count)s measures.",
        judged,
    ) % {"count": judged}
    if judged:
        text += " " + "; ".join(f"{label}: {found.value if found else 0}" for label, found in verdicts) + "."
    text += " " + gettext("Carried out without a judgement of the effect: %(count)s.") % {
        "count": _value(sums, "unjudged")
    }
    figures = [figure(label, found) for label, found in verdicts]
    figures.append(figure(gettext("Carried out, effect not judged"), sums.get("unjudged")))
    cards = tuple(
        {key: measure["verdict"][key] for key in ("kind", "key", "title", "address")}
        for one in accepted
        for measure in one.content["measures"]
        if measure["verdict"] and measure["area"] == area.id
    )
    heading = gettext("%(area)s: what it led to") % {"area": area.name}
    reports = _sources([*(found for _, found in verdicts), sums.get("unjudged")])
    return [ParagraphDraft(ParagraphKind.EFFECT, area.id, heading, text, tuple(figures), (*cards, *reports))]


def _indicators(area: AreaName | None, accepted: Iterable[Accepted]) -> list[ParagraphDraft]:
    wanted = area.id if area else None
    found = add_readings(
        (one.reporter, reading)
        for one in accepted
        for reading in one.content["readings"]
        if reading["area"] == wanted and reading["is_common"]
    )
    if not found:
        return []
    heading = (
        gettext("%(area)s: what the indicators show") % {"area": area.name} if area else gettext("Other indicators")
    )
    reporters = {part.reporter: None for one in found for part in one.parts} | {
        reporter: None for one in found for reporter in one.left_out
    }
    sources = [
        {"kind": "indicators.indicator", "key": one.key, "title": one.name, "address": one.address} for one in found
    ]
    sources += [source_of(reporter) for reporter in sorted(reporters, key=lambda one: one.title)]
    text = "\n".join(f"– {indicator_sentence(one)}" for one in found)
    figures = tuple(indicator_figure(one) for one in found)
    return [ParagraphDraft(ParagraphKind.INDICATORS, wanted, heading, text, figures, tuple(sources))]


def _undone(area: AreaName, accepted: Iterable[Accepted]) -> list[ParagraphDraft]:
    parts, rows, sources = [], [], []
    for one in accepted:
        undone = [measure for measure in left_undone(one.content["measures"]) if measure["area"] == area.id]
        if undone:
            parts.append(Part(one.reporter, len(undone)))
        for measure in undone:
            rows.append(f"{one.reporter.title}: {undone_line(measure)}")
            sources.append({key: measure[key] for key in ("kind", "key", "title", "address")})
    if not parts:
        return []
    found = Sum("undone", tuple(parts))
    heading = gettext("%(area)s: what was left undone") % {"area": area.name}
    text = gettext("Left undone, wholly or in part: %(count)s.") % {"count": found.value} + "\n" + lines_of(rows)
    figures = (figure(gettext("Left undone"), found),)
    reports = _sources([found])
    return [ParagraphDraft(ParagraphKind.UNDONE, area.id, heading, text, figures, (*sources, *reports))]


def _perspectives(accepted: Sequence[Accepted]) -> ParagraphDraft:
    """Say in how many reports each of the three analyses was made, and why not in the others (CRO-02 to -04)."""
    figures, sentences, rows, sums = [], [], [], []
    for kind in PERSPECTIVES:
        made = [one for one in accepted if one.content["sections"].get(kind.value, {}).get("text")]
        found = Sum(kind.value, tuple(Part(one.reporter, 1) for one in made))
        sums.append(found)
        figures.append(figure(gettext(kind.label), found) | {"denominator": len(accepted)})
        sentences.append(
            gettext("%(perspective)s: analysed in %(count)s of %(all)s reports.")
            % {"perspective": gettext(kind.label), "count": len(made), "all": len(accepted)}
        )
        for one in accepted:
            because = one.content["sections"].get(kind.value, {}).get("not_made_because")
            if because:
                rows.append(f"{one.reporter.title}, {gettext(kind.label).lower()}: {because}")
    text = " ".join(sentences)
    if rows:
        text += "\n" + gettext("Not made, because:") + "\n" + lines_of(rows)
    heading = gettext(ParagraphKind.PERSPECTIVES.label)
    sources = tuple(source_of(one.reporter) for one in accepted)
    return ParagraphDraft(ParagraphKind.PERSPECTIVES, None, heading, text, tuple(figures), sources)


def _development(accepted: Iterable[Accepted]) -> list[ParagraphDraft]:
    parts, rows, reporters = [], [], []
    for one in accepted:
        areas = one.content["development"]
        said = [one.content["sections"].get(kind, {}).get("text", "") for kind in QUOTED]
        texts = [*(area["text"] for area in areas), *(text for text in said if text)]
        if areas:
            parts.append(Part(one.reporter, len(areas)))
        if texts:
            reporters.append(one.reporter)
        rows += [f"{one.reporter.title}: {' '.join(text.split())}" for text in texts]
    if not rows:
        return []
    found = Sum("development", tuple(parts))
    text = gettext("Open development areas: %(count)s.") % {"count": found.value} + "\n" + lines_of(rows)
    figures = (figure(gettext("Open development areas"), found),)
    heading = gettext(ParagraphKind.DEVELOPMENT.label)
    sources = tuple(source_of(reporter) for reporter in reporters)
    return [ParagraphDraft(ParagraphKind.DEVELOPMENT, None, heading, text, figures, sources)]
