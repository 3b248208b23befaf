"""The sentences that mark the parts of a report: decisions, reports, entries of contents, the referral."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import Spot
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.phrases import DECISION, IN_SUBSTANCE, PASSED_ON, REFERRED, REPORT, head_of

_ENTRY = re.compile(r"^(?P<name>[^\d].{2,90}?)(?P<leader>[ .·…_|]+)(?P<page>\d{1,3})$")
_PRONOUN = re.compile(r"^(?:stadsdels)?(?:namnden|namnd|styrelsen|bolaget|radet)$")
_VERBS = re.compile(r"\b(?:ar|har|ska|att|som|anser|foreslar|godkanner|overlamnar|beslutar|enligt)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    name: str
    page: int | None
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that says what was decided or reported, and by whom; `by` is empty for a pronoun."""

    by: str
    day: date | None
    paragraph: Paragraph
    word: str = ""
    rest: str = ""
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Consultees:
    """Whom the case was referred to, and whom it was passed on to (REM-02, -03), in the words of the report."""

    asked: tuple[str, ...] = ()
    passed_on: tuple[str, ...] = ()
    spot: Spot | None = None


def decision_sentence(paragraph: Paragraph) -> Sentence | None:
    """Read `X-nämnden beslutade vid sitt sammanträde den D följande`."""
    found = DECISION.match(paragraph.key)
    if found is None:
        return None
    by = paragraph.mended.cut(*found.span("body"))
    _, at = paragraph.mended.span(found.start(), found.end())
    days = days_in(paragraph.text[at : at + 120])
    end = at + days[0].end if days else at
    rest = paragraph.text[end:].strip(" ,.:")
    return Sentence(
        by="" if _PRONOUN.match(found["body"]) else by,
        day=days[0].day if days else None,
        paragraph=paragraph,
        rest=rest,
        unreadable=paragraph.text[at : at + 60] if not days or days[0].day is None else "",
    )


def report_sentence(paragraph: Paragraph) -> Sentence | None:
    """Read `X-förvaltningens tjänsteutlåtande daterat den D har i huvudsak följande lydelse`."""
    key = paragraph.key
    found = REPORT.match(key)
    if found is None or len(key) > 400 or _VERBS.search(found["by"]):
        return None
    _, at = paragraph.mended.span(found.start(), found.end())
    days = days_in(paragraph.text[max(0, at - 6) : at + 40])
    if not days and not IN_SUBSTANCE.search(key):
        return None
    dated = "dater" in key[found.start("dated") : found.end() + 12]
    return Sentence(
        by=paragraph.mended.cut(*found.span("by")),
        day=days[0].day if days else None,
        paragraph=paragraph,
        word=names.spelled(paragraph.mended.cut(*found.span("type"))).lower(),
        unreadable=paragraph.text[at : at + 40] if (days and days[0].day is None) or (dated and not days) else "",
    )


def entry_of(paragraph: Paragraph, *, listed: bool = False) -> Entry | None:
    """Read a line of a contents list: a name, leaders, and a page; `listed` tells that the line stands in one."""
    found = _ENTRY.match(paragraph.text)
    if found is None or len(paragraph.text) > 110:
        return None
    name = names.cleaned(found["name"])
    leader = len(re.sub(r"\s", "", found["leader"])) > 1
    whole = Paragraph(names.mended(name), paragraph.spot, paragraph.first, paragraph.last)
    known = names.has_form(whole.mended) or names.has_other_form(whole.mended) or head_of(whole.key) is not None
    if not (leader or known or listed) or name.endswith((".", ",")) or _VERBS.search(whole.key):
        return None
    return Entry(name, int(found["page"]), paragraph)


def consultees_in(paragraphs: Sequence[Paragraph]) -> Consultees:
    """Read `Ärendet har remitterats till A, B och C, som i sin tur remitterat vidare till D`."""
    for paragraph in paragraphs:
        found = REFERRED.search(paragraph.key)
        if found is None:
            continue
        start, end = paragraph.mended.span(*found.span("to"))
        passed = PASSED_ON.search(paragraph.key)
        on: list[str] = []
        if passed is not None:
            named = _first_sentence(paragraph.mended.cut(*passed.span("to")))
            on = names.split_list(re.sub(r"^(?:dotterbolagen|dotterbolag|bolagen|bolaget)\s+", "", named))
            end = max(start, paragraph.mended.span(passed.start(), passed.end())[0])
        asked = names.split_list(_first_sentence(paragraph.text[start:end]))
        return Consultees(tuple(asked), tuple(on), paragraph.spot)
    return Consultees()


def _first_sentence(text: str) -> str:
    return re.split(r"\.(?= |$)", text)[0].strip(" ,")
