"""A frozen picture as readable text: what becomes the agreement's annex, in the language of the records."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from samverkan.indicators.words import Sex
from samverkan.situation.rules.snapshot import FrozenStatement, FrozenTable, Snapshot, area_names
from samverkan.situation.words import Agreement, Block


def annex_text(snapshot: Snapshot) -> str:
    """Return the picture block by block and area by area, with figures, problems, indicators and sources."""
    with translation.override(settings.LANGUAGE_CODE):
        sources = {source.key: f"{source.publisher}: {source.title} ({source.year})" for source in snapshot.sources}
        parts = [
            gettext("Joint situation picture %(year)s, %(unit)s") % {"year": snapshot.year, "unit": snapshot.unit},
            gettext("Drawn up jointly by %(units)s.") % {"units": ", ".join(snapshot.authors)},
            gettext("Delimitation: %(text)s") % {"text": snapshot.delimitation},
        ]
        for block in Block:
            parts.append("\n" + gettext(block.label).upper())
            for area in area_names(snapshot):
                statements = [one for one in snapshot.statements if (one.block, one.area) == (block, area)]
                tables = [one for one in snapshot.tables if (one.block, one.area) == (block, area)]
                if statements or tables:
                    parts.append("\n" + (area or gettext("All of the district")))
                parts += [_statement(one, sources) for one in statements]
                parts += [_table(one, sources) for one in tables]
        parts += _rest(snapshot)
        return "\n".join(parts).strip()


def _statement(statement: FrozenStatement, sources: dict[int, str]) -> str:
    text = f"{statement.place}: {statement.text}" if statement.place and statement.text else statement.text
    lines = [f"– {text}"] if text else []
    if statement.agreement == Agreement.DISAGREED:
        lines.append("  " + gettext("The municipality's view: %(text)s") % {"text": statement.municipality_view})
        lines.append("  " + gettext("The police's view: %(text)s") % {"text": statement.police_view})
    for hidden in statement.hidden:
        lines.append("  " + gettext("May be hidden: %(text)s") % {"text": hidden})
    if statement.sources:
        cited = "; ".join(sources[key] for key in statement.sources if key in sources)
        lines.append("  " + gettext("Sources: %(sources)s") % {"sources": cited})
    return "\n".join(lines)


def _table(table: FrozenTable, sources: dict[int, str]) -> str:
    lines = [f"{table.title}, {table.period}"]
    for cell in table.cells:
        named = ", ".join(part for part in (cell.part, cell.age, gettext(Sex(cell.sex).label)) if part)
        number = gettext("fewer than 5, or hidden") if cell.number is None else str(cell.number)
        lines.append(f"  {named}: {number}")
    if table.why_not_split:
        lines.append("  " + gettext("Not split by sex: %(why)s") % {"why": table.why_not_split})
    lines.append("  " + gettext("Sources: %(sources)s") % {"sources": sources.get(table.source, "")})
    return "\n".join(lines)


def _rest(snapshot: Snapshot) -> list[str]:
    parts: list[str] = []
    not_relevant = [f"– {area.name}: {area.not_relevant}" for area in snapshot.areas if area.not_relevant]
    if not_relevant:
        parts += ["\n" + gettext("Areas that are not relevant this year").upper(), *not_relevant]
    if snapshot.problems:
        parts.append("\n" + gettext("Problems in order of priority").upper())
        for problem in snapshot.problems:
            said = f"{problem.place}. " if problem.place is not None else "– "
            more = ", " + gettext("prioritised") if problem.is_prioritised else ""
            parts.append(f"{said}{problem.title} ({problem.area}){more}")
    if snapshot.indicators:
        parts.append("\n" + gettext("Indicators").upper())
        parts += [f"– {one.name}" + (f" ({one.source})" if one.source else "") for one in snapshot.indicators]
    if snapshot.contributions:
        parts.append("\n" + gettext("Contributions from other actors").upper())
        parts += [f"– {one.sender}: {one.field}" for one in snapshot.contributions]
    if snapshot.sources:
        parts.append("\n" + gettext("Sources").upper())
        for source in snapshot.sources:
            limits = f" {source.limits}" if source.limits else ""
            parts.append(f"– {source.publisher}: {source.title} ({source.year}).{limits}")
    return parts
