"""What the pages of the compilation are given: what is missing, and the report itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from django.urls import reverse

from samverkan.consultations.models import Round
from samverkan.consultations.pages.rounds import tabs_of
from samverkan.consultations.rules.compilation.blocks import (
    Block,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Tone,
)
from samverkan.consultations.rules.compilation.lacks import Missing
from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import CouncilReport, Finding
from samverkan.consultations.words import FindingCode, Lack
from samverkan.ui.pages import Tab

LONGEST = 1_000_000
"""Signs that a page may hold; a longer report is read as a file, and the page shows what stands before the answers."""
CASE_FORMS = frozenset({Lack.REGISTRY_NUMBER, Lack.PROPOSAL})
CASE_TEXTS = {Lack.SUMMARY: "summary", Lack.VIEWS: "vice_mayors_views", Lack.MATTER: "matter"}


@dataclass(frozen=True, slots=True)
class LackRow:
    """Something that is missing, and where it is put right; no address for what the sender cannot put right."""

    lack: Lack
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something that does not agree, and whose statement it is."""

    code: FindingCode
    where: str
    persons: str
    address: str


@dataclass(frozen=True, slots=True)
class CompilePage:
    """Before compiling: what is missing, what does not agree, and the ways to take the report."""

    pk: int
    case: str
    case_address: str
    number: int
    is_past: bool
    bodies: int
    sub_answers: int
    statements: int
    missing: tuple[LackRow, ...]
    findings: tuple[FindingRow, ...]
    in_place: bool
    query: str
    tabs: tuple[Tab, ...]

    @classmethod
    def of(
        cls,
        round_: Round,
        report: CouncilReport,
        missing: tuple[Missing, ...],
        findings: tuple[Finding, ...],
        *,
        in_place: bool,
    ) -> CompilePage:
        """Return the page. Wants the round's case selected."""
        keys = {body.name: body.key for body in report.bodies}
        return cls(
            pk=round_.pk,
            case=round_.case.title,
            case_address=reverse("consultations:case", args=[round_.case_id]),
            number=round_.number,
            is_past=round_.case.is_past,
            bodies=len(report.bodies),
            sub_answers=sum(len(body.sub_referrals) for body in report.bodies),
            statements=sum(len(body.statements) for body in report.bodies)
            + sum(len(level.statements) for level in report.levels),
            missing=tuple(LackRow(one.lack, one.where, _way_on(round_, one)) for one in missing),
            findings=tuple(
                FindingRow(one.code, one.where, written(one.persons), _answer_address(keys.get(one.where, "")))
                for one in findings
            ),
            in_place=in_place,
            query="" if in_place else "?korta=1",
            tabs=tabs_of(round_.pk, "compile") if round_.sent_on else (),
        )


def _answer_address(key: str) -> str:
    return reverse("consultations:answer", args=[int(key.removeprefix("r"))]) if key else ""


def _way_on(round_: Round, missing: Missing) -> str:
    """Return where the sender puts it right. Old reports are not changed."""
    case = round_.case
    if case.is_past:
        return ""
    if missing.lack in CASE_FORMS:
        return reverse("consultations:edit_case", args=[case.pk])
    if missing.lack in CASE_TEXTS:
        return reverse("consultations:case_text", args=[case.pk, CASE_TEXTS[missing.lack]])
    if missing.lack is Lack.EXECUTIVE_BOARD:
        return reverse("consultations:step", args=[case.pk, "executive_board"])
    if missing.lack is Lack.PARAGRAPH:
        return reverse("consultations:summary", args=[int(missing.key.removeprefix("r"))])
    if missing.lack in {Lack.ANSWER, Lack.NOBODY}:
        return reverse("consultations:remind", args=[round_.pk]) if round_.sent_on else ""
    return _answer_address(missing.key)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block as the page draws it. `kind` is heading, paragraph, list, numbers or contents."""

    kind: str
    text: str = ""
    key: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    tone: Tone = Tone.BODY
    to: str = ""
    entries: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report to the council as a page."""

    pk: int
    number: int
    case_address: str
    document: Document
    blocks: tuple[Drawn, ...]
    is_cut: bool

    @classmethod
    def of(cls, round_: Round, document: Document, *, longest: int = LONGEST) -> ReportPage:
        """Return the page. The title is the page's own heading, so its block is left out."""
        is_cut = _signs(document) > longest
        return cls(
            pk=round_.pk,
            number=round_.number,
            case_address=reverse("consultations:case", args=[round_.case_id]),
            document=document,
            blocks=tuple(_drawn(_before_answers(document) if is_cut else document)),
            is_cut=is_cut,
        )


def _signs(document: Document) -> int:
    return sum(
        sum(map(len, block.items)) if isinstance(block, Listing) else len(getattr(block, "text", ""))
        for block in document.blocks
    )


def _before_answers(document: Document) -> Document:
    first = next((block.key for block in document.listed), "")
    kept = takewhile(lambda block: not (isinstance(block, Heading) and block.key == first), document.blocks)
    return replace(document, blocks=tuple(block for block in kept if not isinstance(block, Contents)))


def _drawn(document: Document) -> Iterator[Drawn]:
    for block in document.blocks:
        if not (isinstance(block, Heading) and block.level == 1):
            yield _draw(block, document)


def _draw(block: Block, document: Document) -> Drawn:
    match block:
        case Heading():
            return Drawn("heading", block.text, block.key, block.level)
        case Listing():
            return Drawn("numbers" if block.is_numbered else "list", items=block.items, tone=block.tone)
        case Contents():
            return Drawn("contents", entries=tuple(document.listed))
        case Paragraph():
            return Drawn("paragraph", block.text, tone=block.tone, to=block.to)
