"""Checks of a council report against itself: its contents list, its pages, its letters, and those it asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from samverkan.reading.consultation import names
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.paragraphs import spot_of
from samverkan.reading.consultation.parts import Report
from samverkan.reading.consultation.phrases import ANNEX_PREFIX, Head, head_of
from samverkan.reading.consultation.sentences import Entry
from samverkan.reading.document import Document
from samverkan.reading.lookalikes import has_lookalikes

_COLLECTIVE = re.compile(r"^(?:samtliga|alla|ovriga|stadens|de |berorda)\b|namnderna?\b|namnder\b")


def check_consultees(asked: Sequence[str], bodies: Sequence[str], findings: Findings) -> tuple[str, ...]:
    """Return those who were asked by name and have no answer in the report."""
    unanswered = []
    for name in asked:
        made = names.mended(name[:1].upper() + name[1:])
        if _COLLECTIVE.search(made.key) and not names.is_board(made.key):
            continue
        if not (names.has_form(made) or names.has_other_form(made)) or names.find(name, bodies) is not None:
            continue
        findings.add("consultee_without_answer", None, None, name=name)
        unanswered.append(name)
    return tuple(unanswered)


def entry_for(name: str, contents: Sequence[Entry]) -> Entry | None:
    found = names.find(name, (entry.name for entry in contents))
    return next((entry for entry in contents if entry.name == found), None)


def check_contents(document: Document, report: Report, called: dict[int, str], findings: Findings) -> None:
    if not report.contents:
        return
    listed = [entry.name for entry in report.contents]
    for answer in report.answers:
        if names.find(called[id(answer)], listed) is None:
            findings.add(
                "not_in_contents", None, answer.heading.spot if answer.heading else None, name=called[id(answer)]
            )
    for entry in report.contents:
        is_heading = _head_listed(entry) is not None
        if not is_heading and names.find(entry.name, called.values()) is None:
            findings.add("in_contents_only", None, entry.paragraph.spot, name=entry.name)
    headings = [answer.sub_heading for answer in report.answers if answer.sub_heading]
    for heading in [*headings, *([report.statements_heading] if report.statements_heading else [])]:
        head = head_of(ANNEX_PREFIX.sub("", heading.key))
        if not any(_head_listed(entry) is head for entry in report.contents):
            findings.add("contents_omits", None, heading.spot, heading=heading.text.rstrip(":"))
    before = 0
    for entry in report.contents:
        if entry.page is not None and entry.page < before:
            findings.add(
                "contents_pages_unordered", entry.name, entry.paragraph.spot, listed=str(entry.page), before=str(before)
            )
        before = entry.page or before
    _check_pages(document, report, called, findings)


def _head_listed(entry: Entry) -> Head | None:
    """Return the part of a report that an entry of the contents list is."""
    return head_of(ANNEX_PREFIX.sub("", names.mended(entry.name).key))


def _check_pages(document: Document, report: Report, called: dict[int, str], findings: Findings) -> None:
    """Compare the contents list with the pages where answers begin, where the file has pages of its own."""
    printed = _printed_pages(document)
    for answer in report.answers:
        entry = entry_for(called[id(answer)], report.contents)
        if entry is None or entry.page is None or answer.heading is None:
            continue
        found = printed(answer.heading.first)
        if found and entry.page not in found:
            findings.add(
                "contents_page_differs",
                called[id(answer)],
                answer.heading.spot,
                listed=str(entry.page),
                found="/".join(map(str, found)),
            )


def _printed_pages(document: Document) -> Callable[[int], tuple[int, ...]]:
    """Return a function from a line to the page numbers it may have, empty where pages are not known."""
    numbers = [
        (line.number, line.page, int(found[0]))
        for line in document.lines
        if line.noise and (found := re.search(r"\d+", line.text)) is not None
    ]
    last = document.lines[-1].page
    if last > 0:
        offsets = [number - page for _, page, number in numbers]
        offset = max(set(offsets), key=offsets.count) if offsets else 1
        return lambda line: (document.lines[line - 1].page + offset,)

    rising = [(line, number) for line, _, number in numbers]
    is_rising = len(rising) >= 3 and all(after[1] - before[1] == 1 for before, after in pairwise(rising))

    def between(line: int) -> tuple[int, ...]:
        before = [number for at, number in rising if at < line]
        after = [number for at, number in rising if at > line]
        return (before[-1], after[0]) if before and after else ()

    return between if is_rising else lambda _: ()


def note_lookalikes(document: Document, findings: Findings) -> None:
    lines = [line for line in document.lines if has_lookalikes(line.text)]
    if lines:
        first = lines[0]
        findings.add(
            "lookalike_letters", None, spot_of(first.text, first.number, first.number, None), count=str(len(lines))
        )
