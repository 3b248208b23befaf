"""A frozen plan as running text, in the language of the records: what the annex says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverkan.causes.words import Side
from samverkan.ground.words import Party
from samverkan.measures.words import Benefits, DirectedAt, InPlanning, Kind, Level, MeasureType, PartKind, TermLength


def text_of(content: dict[str, Any]) -> str:
    """Return the plan as text: parts, areas, and measure by measure why, what, who, when and how it is followed up.

    How measures are followed up stands in it as a part of its own and with each measure's goal (ACT-07).
    """
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [content["title"], *_parts(content), *_areas(content), *_carried(content)]
        if content["measures"]:
            blocks.append(_("MEASURES"))
            blocks += [_measure(one) for one in content["measures"]]
        blocks.append(_uncovered(content))
        blocks.append(_exceptions(content))
        return "\n\n".join(block for block in blocks if block)


def _line(label: str, value: object) -> str:
    return f"{label}: {value}" if value not in {"", None} else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _parts(content: dict[str, Any]) -> list[str]:
    blocks = []
    if content["starts_from"]["picture"] or content["starts_from"]["analyses"]:
        blocks.append(
            _lines(
                _("THE PLAN STARTS FROM"),
                content["starts_from"]["picture"],
                *(_("Cause analysis: %(title)s") % {"title": title} for title in content["starts_from"]["analyses"]),
            )
        )
    blocks += [f"{_(PartKind(part['kind']).label).upper()}\n{part['text']}" for part in content["parts"]]
    return blocks


def _areas(content: dict[str, Any]) -> list[str]:
    noted = [area for area in content["areas"] if area["how"] or area["not_relevant"]]
    if not noted:
        return []
    lines = [_("THE PRIORITY AREAS")]
    for area in noted:
        if area["how"]:
            lines.append(f"{area['number']}. {area['name']}: {area['how']}")
        if area["not_relevant"]:
            lines.append(
                _("%(number)s. %(name)s is not taken up: %(reason)s")
                % {"number": area["number"], "name": area["name"], "reason": area["not_relevant"]}
            )
    return ["\n".join(lines)]


def _carried(content: dict[str, Any]) -> list[str]:
    if not content["carried"]:
        return []
    return [
        _lines(
            _("LEFT UNDONE THE YEAR BEFORE"),
            *(f"– {one['text']}" + (f" {one['answer']}" if one["answer"] else "") for one in content["carried"]),
        )
    ]


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), "j F Y") if text else ""


def _half(half: dict[str, Any]) -> str:
    party = _(Party(half["party"]).label)
    if half["no_part_because"]:
        return _("%(party)s has no part: %(reason)s") % {"party": party, "reason": half["no_part_because"]}
    what = f"{party} ({half['unit']}, {half['owner']}): {half['text']}"
    details = [
        f"{half['dose']} {half['dose_unit']}" if half["dose"] else "",
        _("at the latest %(day)s") % {"day": _day(half["due_on"])} if half["due_on"] else "",
        _("with %(others)s") % {"others": ", ".join(half["co_actors"])} if half["co_actors"] else "",
        _(InPlanning(half["in_planning"]).label),
        _line(_("budget line"), half["budget_line"]),
        _line(_("planning reference"), half["planning_reference"]),
        _line(_("assignment"), half["assignment"]),
        _line(_("resources"), half["resources"]),
    ]
    return f"{what} ({'; '.join(one for one in details if one)})"


def _measure(one: dict[str, Any]) -> str:
    cause = one["cause"] or _("none analysed: %(reason)s") % {"reason": one["no_cause_because"]}
    goal = one["goal"] or _("none that is followed up: %(reason)s") % {"reason": one["no_goal_because"]}
    followed = ", ".join(one["indicators"]) or one["how_measured"] or one["no_goal_because"]
    labels = (
        *(MeasureType(one["measure_type"]), Level(one["level"]), Kind(one["kind"])),
        *(TermLength(one["term_length"]), DirectedAt(one["directed_at"])),
    )
    benefits = _(Benefits(one["benefits"]).label) + (f". {one['benefits_note']}" if one["benefits_note"] else "")
    return _lines(
        f"{one['number']}. {one['title']}",
        one["description"],
        _line(_("Area"), one["area"]),
        _line(_("Place"), one["place"]),
        _line(_("Problem"), one["problem"]),
        _line(_("Cause"), cause),
        _line(_("Goal"), goal),
        _line(_("Followed up by"), followed),
        _line(_("How it is meant to work"), one["mechanism"]),
        _line(_("Sides of the crime triangle"), ", ".join(_(Side(side).label) for side in one["sides"])),
        _line(_("Kind"), "; ".join(_(word.label) for word in labels)),
        _line(_("Whom it benefits"), benefits),
        _line(_("Starts"), _day(one["starts_on"])),
        _line(_("Continues"), one["continues"]),
        _line(_("Purpose and proportionality"), one["proportionality"]),
        _line(_("Resources needed"), one["resources_needed"]),
        *(_half(half) for half in one["halves"]),
    )


def _uncovered(content: dict[str, Any]) -> str:
    """Return the sides of the crime triangle that no measure addresses, problem by problem (ACT-18)."""
    lines = [
        f"{one['problem']}: {', '.join(_(Side(side).label).lower() for side in one['sides'])}"
        for one in content["uncovered"]
    ]
    return _lines(_("SIDES OF THE CRIME TRIANGLE THAT NO MEASURE ADDRESSES"), *lines) if lines else ""


def _exceptions(content: dict[str, Any]) -> str:
    counted = content["exceptions"]
    if not (counted["cause"] or counted["goal"]):
        return ""
    return _lines(
        _("EXCEPTIONS"),
        _("Measures without an analysed cause: %(number)s.") % {"number": counted["cause"]},
        _("Measures without a goal that is followed up: %(number)s.") % {"number": counted["goal"]},
    )
