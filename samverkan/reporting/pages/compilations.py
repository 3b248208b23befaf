"""What the pages of compilations and letters are given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samverkan.measures.services.pointers import plan_pointer
from samverkan.reporting.models import Compilation, Paragraph, ReturnLetter
from samverkan.reporting.services.pointers import period_title
from samverkan.reporting.words import CompilationState
from samverkan.ui.forms import Form

FEW = 15
"""So many sources are listed beside a paragraph; more stand on its own page."""


def _opened(place: Mapping[str, Any], closed: Collection[tuple[str, str]]) -> Mapping[str, Any]:
    return {**place, "address": ""} if (place["kind"], place["key"]) in closed else place


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph with its figures and what they rest on."""

    id: int
    heading: str
    text: str
    is_drafted: bool
    is_stale: bool
    figures: tuple[Mapping[str, Any], ...]
    sources: tuple[Mapping[str, Any], ...]
    more_sources: int
    drafted_text: str

    @classmethod
    def of(
        cls, paragraph: Paragraph, *, is_stale: bool, is_whole: bool = False, closed: Collection[tuple[str, str]] = ()
    ) -> ParagraphView:
        """Return the paragraph; `is_whole` with all its sources. What is `closed` is named, not linked."""
        shown = paragraph.sources if is_whole else paragraph.sources[:FEW]
        return cls(
            id=paragraph.pk,
            heading=paragraph.heading,
            text=paragraph.text,
            is_drafted=paragraph.is_drafted,
            is_stale=is_stale,
            figures=tuple(
                {**figure, "parts": [_opened(part, closed) for part in figure["parts"]]} for figure in paragraph.figures
            ),
            sources=tuple(_opened(source, closed) for source in shown),
            more_sources=len(paragraph.sources) - len(shown),
            drafted_text=paragraph.drafted_text,
        )


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the list of them."""

    id: int
    unit: str
    is_drafted: bool
    sent_at: datetime | None

    @classmethod
    def of(cls, letter: ReturnLetter) -> LetterRow:
        """Return the row. Wants `unit` selected."""
        return cls(letter.pk, letter.unit.name, letter.is_drafted, letter.sent_at)


@dataclass(frozen=True, slots=True)
class CompilationPage:
    """The compilation with its sources beside each paragraph."""

    id: int
    period: str
    period_id: int
    municipality: str
    is_settled: bool
    drafted_at: datetime
    settled_on: date | None
    sealed: str
    paragraphs: tuple[ParagraphView, ...]
    letters: tuple[LetterRow, ...]
    next_plan: str
    next_plan_address: str
    may_run: bool

    @classmethod
    def of(
        cls,
        compilation: Compilation,
        paragraphs: Iterable[ParagraphView],
        letters: Iterable[ReturnLetter],
        *,
        may_run: bool,
        closed: Collection[tuple[str, str]] = (),
    ) -> CompilationPage:
        """Return the page. Wants the period's municipality and the next plan, with its unit, selected."""
        plan = plan_pointer(compilation.next_plan) if compilation.next_plan else None
        return cls(
            id=compilation.pk,
            period=period_title(compilation.period),
            period_id=compilation.period_id,
            municipality=compilation.period.municipality.name,
            is_settled=compilation.state == CompilationState.SETTLED,
            drafted_at=compilation.drafted_at,
            settled_on=compilation.settled_on,
            sealed=compilation.sealed,
            paragraphs=tuple(paragraphs),
            letters=tuple(LetterRow.of(letter) for letter in letters),
            next_plan=plan.title if plan else "",
            next_plan_address=plan.address if plan and (plan.kind, plan.key) not in closed else "",
            may_run=may_run and compilation.state == CompilationState.DRAFT,
        )


@dataclass(frozen=True, slots=True)
class ParagraphPage:
    """One paragraph: every figure's parts and every source, and the form to rewrite its words."""

    paragraph: ParagraphView
    compilation_id: int
    period: str
    form: Form | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to a district."""

    id: int
    unit: str
    period: str
    text: str
    sent_at: datetime | None
    told: int
    compilation_id: int
    may_write: bool
