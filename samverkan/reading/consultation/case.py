"""What a council report says of the case itself: who began it, its title, its numbers, its annexes and its texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import AnnexDraft, Spot
from samverkan.reading.consultation.facts import registry_in, without_registry
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Report
from samverkan.reading.consultation.phrases import INITIATED, Head

_COUNCIL_REPORT_LINE = re.compile(
    r"^(?:utlatande|rotel|pm)\b.{0,60}$|^(?:dnr|diarie)\w*\b|^kommunstyrelsen$|^\d{4}-\d{2}-\d{2}$"
    r"|^(?:[\w-]+ )?(?:kommun|stad)\b(?: utlatande .{0,30})?$|^kommunstyrelsen \W*(?:dnr|datum|diarie)"
    r"|\butlatande (?:nr )?\d{4}:\d+\b"
)


def initiator_in(paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    for paragraph in paragraphs:
        found = INITIATED.search(paragraph.key)
        if found is not None:
            spots["initiator"] = paragraph.spot
            return paragraph.mended.cut(*found.span("by")).strip(" ,.")
    return None


def title_of(report: Report, spots: dict[str, Spot]) -> str | None:
    for place, paragraph in enumerate(report.title):
        key = paragraph.key.strip()
        if _COUNCIL_REPORT_LINE.match(key) or len(key) < 8 or (len(key) > 60 and key.endswith(".")):
            continue
        if days_in(paragraph.text) and len(paragraph.text) < 30:
            continue
        spots["case"] = paragraph.spot
        title = re.sub(r"^(?:Ärende|Ang(?:ående)?)[:.]? ", "", paragraph.text)
        below = report.title[place + 1 : place + 2]
        if paragraph.last > paragraph.first and below and not below[0].after_gap and below[0].text.isalpha():
            # A title set over several lines, the last of which is a name that looks like the beginning of a line.
            title = f"{title} {below[0].text}"
        return title.rstrip(" .")
    return None


def registry_of(report: Report, paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> list[str]:
    """Return the case's own registry numbers: in the title, with the annexes, else with the proposed points."""
    found: list[str] = []
    annexes = [paragraph for section, paragraph in report.front if section is Head.ANNEXES]
    for group in (report.title, annexes, report.points):
        for paragraph in group:
            for number in registry_in(paragraph.text, in_head=group is report.title):
                if number not in found:
                    spots[f"registry.{len(found)}"] = paragraph.spot
                    found.append(number)
        if found and group is not report.title:
            break
    return found


def annexes_of(report: Report) -> tuple[AnnexDraft, ...]:
    made = []
    for section, paragraph in report.front:
        if section is not Head.ANNEXES or not (paragraph.is_item or len(paragraph.text) < 200):
            continue
        registry = registry_in(paragraph.text, own=False)
        made.append(
            AnnexDraft(
                number=int(paragraph.marker) if paragraph.marker.isdigit() else None,
                title=without_registry(paragraph.text),
                registry=registry[0] if registry else None,
                spot=paragraph.spot,
            )
        )
    return tuple(made)


def summary_of(report: Report) -> list[Paragraph]:
    """Return the summary; in reports that tell the matter twice, the short one before the levels is the summary."""
    summary = _under(report, Head.SUMMARY)
    return summary or (_under(report, Head.MATTER) if report.matter else [])


def matter_of(report: Report) -> list[Paragraph]:
    """Return the part that tells the case at length, wherever the report has it."""
    return report.matter or _under(report, Head.MATTER)


def views_of(report: Report) -> list[Paragraph]:
    """Return the view of those who lay the case before the board."""
    return _under(report, Head.VIEWS)


def place_of(paragraphs: Sequence[Paragraph]) -> Spot:
    """Return the place of a text of several paragraphs, with the words it begins with."""
    first, last = paragraphs[0].spot, paragraphs[-1].spot
    return Spot(first.first_line, last.last_line, first.quote, first.page)


def _under(report: Report, section: Head) -> list[Paragraph]:
    return [paragraph for head, paragraph in report.front if head is section]
