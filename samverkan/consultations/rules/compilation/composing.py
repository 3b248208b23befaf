"""From a round to the blocks of its report to the council, in the fixed order (REM-18 to -20, REM-32)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from samverkan.consultations.rules.compilation import phrases
from samverkan.consultations.rules.compilation.blocks import (
    Block,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Tone,
)
from samverkan.consultations.rules.compilation.passages import blocks_of
from samverkan.consultations.rules.report import (
    BodyReport,
    CouncilReport,
    Level,
    Section,
    Statement,
    SubReferral,
    TextChange,
)
from samverkan.consultations.words import BodyKind, CaseTextKind, ChainLevel, SectionKind, TextKind

UNDATED = date(2000, 1, 1)
"""The day of a file whose report has no day at all."""
LEFT_OUT = frozenset({SectionKind.BACKGROUND, SectionKind.MATTER, SectionKind.PREPARATION, SectionKind.ANNEXES})
"""Parts that retell the case: printed only where the one who compiles has chosen an extract (REM-32)."""
LEADS_TO_POINTS = re.compile(r"\b(?:föreslår|yrkar|beslut\w*)\b[^.]{0,120}\bföljande\s*[.:]?$", re.IGNORECASE)
QUIET_LEVELS = frozenset({ChainLevel.EXECUTIVE_OFFICE, ChainLevel.CONSULTATION, ChainLevel.VICE_MAYORS})
"""Levels that the report tells of elsewhere, unless somebody dissents in them."""


def compose(report: CouncilReport, *, in_place: bool = True) -> Document:
    """Return the report to the council as blocks. Wants a report that has been `resolved`.

    With `in_place`, a statement that refers to another shows its words below the reference (REM-15); without, the
    reference alone stands there, as reports have been printed. What the round lacks is left out, never made up.
    """
    blocks = tuple(_Composer(report, in_place=in_place).blocks())
    keys = {block.key for block in blocks if isinstance(block, Heading)}
    blocks = tuple(
        replace(block, to="") if isinstance(block, Paragraph) and block.to and block.to not in keys else block
        for block in blocks
    )
    days = [level.decided_on for level in report.levels if level.decided_on]
    return Document(
        title=report.title,
        subject=", ".join(report.registry_numbers),
        day=max(days, default=None) or report.deadline or report.sent_on or UNDATED,
        blocks=blocks,
    )


def printed_statements(body: BodyReport) -> tuple[Statement, ...]:
    """Return the statements of a body whose words, or reference to words, are printed in the last part."""
    return tuple(one for one in body.statements if _is_printed(one))


def _is_printed(statement: Statement) -> bool:
    if statement.text_kind in {TextKind.MISSING, TextKind.NONE} or not statement.is_printed:
        return False
    return bool(statement.text or statement.points or statement.refers_to)


class _Composer:
    def __init__(self, report: CouncilReport, *, in_place: bool) -> None:
        self.report = report
        self.in_place = in_place
        everywhere = [one for body in report.bodies for one in body.statements]
        everywhere += [one for level in report.levels for one in level.statements]
        self.by_key = {one.key: one for one in everywhere}

    def blocks(self) -> Iterator[Block]:
        yield from self._front()
        for level in self.report.levels:
            yield from self._level(level)
        if matter := self.report.text(CaseTextKind.MATTER):
            yield Heading(2, "Ärendet", "arendet")
            yield from blocks_of(matter, level=3, key="arendet")
        yield Heading(2, "Remissammanställning", "sammanstallning")
        yield from self._referred()
        yield Heading(3, "Innehållsförteckning", "innehall")
        yield Contents()
        for body in self.report.bodies:
            yield from self._body(body)
        yield from self._dissent()

    # Before the answers

    def _front(self) -> Iterator[Block]:
        report = self.report
        yield Heading(1, report.title, "titel")
        if report.registry_numbers:
            yield Paragraph(f"Dnr {', '.join(report.registry_numbers)}", Tone.NOTE)
        if report.proposal:
            yield Heading(2, "Förslag till beslut", "forslag")
            yield Paragraph("Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.", Tone.LEAD)
            yield Listing(report.proposal, is_numbered=True)
        if line := phrases.responsible(report.responsible):
            yield Paragraph(line, Tone.LEAD)
        if summary := report.text(CaseTextKind.SUMMARY):
            yield Heading(2, "Sammanfattning av ärendet", "sammanfattning")
            yield from blocks_of(summary, level=3, key="sammanfattning")
        yield Heading(2, "Beredning", "beredning")
        yield from self._referred()
        for body in report.bodies:
            if body.summary:
                yield from self._paragraph_of(body)
        if report.missing and not report.is_past:
            yield Paragraph(f"Svar har inte kommit från {phrases.enumerated(_inside(report.missing))}.")
        yield from self._views()
        if report.annexes:
            yield Heading(2, "Bilagor" if len(report.annexes) > 1 else "Bilaga", "bilagor")
            yield Listing(
                tuple(
                    f"{annex.title}, dnr {annex.registry_number}" if annex.registry_number else annex.title
                    for annex in report.annexes
                ),
                is_numbered=True,
            )

    def _referred(self) -> Iterator[Block]:
        """Say who began the case and whom it was sent to, and on to (REM-01 to -04)."""
        report = self.report
        office = report.initiator.casefold()
        asked = [one for one in report.bodies if one.kind is not BodyKind.EXECUTIVE_OFFICE]
        asked = [one for one in asked if one.name.casefold() != office]
        passing = [one for one in asked if _asked_in_turn(one)]
        names = [
            *(one.name for one in asked if one not in passing),
            *report.missing,
            *(one.name for one in passing),
        ]
        begun = f"initierats av {phrases.inside(report.initiator)}" if report.initiator else ""
        sent = f"remitterats till {phrases.enumerated(_inside(names))}" if names else ""
        if len(passing) == 1:
            sent += f", som i sin tur remitterat vidare till {_sub_names(passing[0])}"
        said = " och ".join(part for part in (begun, sent) if part)
        more = [f" {one.name} har i sin tur remitterat vidare till {_sub_names(one)}." for one in passing]
        if said:
            yield Paragraph(f"Ärendet har {said}.{''.join(more) if len(passing) > 1 else ''}")
        if report.deadline:
            yield Paragraph(f"Remisstiden pågick till och med den {phrases.day_in_words(report.deadline)}.")

    def _paragraph_of(self, body: BodyReport) -> Iterator[Block]:
        """Give the body its paragraph, which names it (REM-19)."""
        said = " ".join(body.summary.split())
        yield Paragraph(said if said.casefold().startswith(body.name.casefold()) else f"{body.name}: {said}")

    def _views(self) -> Iterator[Block]:
        report = self.report
        views = report.text(CaseTextKind.VICE_MAYORS_VIEWS)
        said = " ".join(views.split())
        # A change whose wordings the views already tell is not told twice.
        changes = [one for one in report.changes if not (one.old in said and one.new in said)]
        if views or changes:
            yield Heading(2, phrases.views_heading(report.responsible), "synpunkter")
            yield from blocks_of(views, level=3, key="synpunkter")
        if changes:
            yield Heading(3, "Ändringar efter remissen", "andringar")
            for change in changes:
                yield from _change(change)

    def _level(self, level: Level) -> Iterator[Block]:
        """Tell what a level decided, who signed it, and who dissented there (REM-22)."""
        says = level.decision or level.points or level.statements or (level.decided_on and level.chair)
        if level.level in QUIET_LEVELS and not level.statements:
            return
        if not says and level.decided_on is None:
            return
        key, name = f"niva-{level.level.value}", phrases.level_name(level)
        yield Heading(2, name, key)
        if level.decision:
            yield from blocks_of(level.decision, level=0, key=key)
        if level.points:
            yield Listing(level.points, is_numbered=True)
        if level.decided_on:
            yield Paragraph(f"{level.place or name} den {phrases.day_in_words(level.decided_on)}")
        if level.chair:
            for line in (level.chair.name, level.chair.function):
                if line:
                    yield Paragraph(line)
        for statement in level.statements:
            yield from self._upper(statement)

    def _upper(self, statement: Statement) -> Iterator[Block]:
        """Print a statement above the bodies, with its words directly below."""
        if statement.text_kind in {TextKind.IDENTICAL, TextKind.REFERENCE}:
            other = self.by_key.get(statement.refers_to_key)
            yield Heading(3, phrases.identical(statement, other), statement.key)
            yield from self._shown_in_place(statement)
            return
        heading = phrases.statement_heading(statement)
        if not (statement.text or statement.points):
            yield Heading(3, f"{heading}.", statement.key)
            return
        yield Heading(3, f"{heading} enligt följande.", statement.key)
        yield from self._words(statement, level=4)

    # The answers

    def _body(self, body: BodyReport) -> Iterator[Block]:
        yield Heading(3, body.name, body.key, is_listed=True)
        yield from self._decision(body)
        printed = {one.key for one in printed_statements(body)}
        for statement in body.statements:
            if not statement.is_announced:
                continue
            is_printed = statement.key in printed
            to = statement.key if is_printed else ""
            yield Paragraph(phrases.announcement(statement, is_printed=is_printed), to=to)
        yield from self._report_of(body)
        for footnote in body.footnotes:
            yield Paragraph(phrases.footnote(footnote), Tone.NOTE)
        if body.sub_referrals:
            yield Heading(4, phrases.SUB_REFERRALS, f"{body.key}-under", is_listed=True)
            for place, sub in enumerate(body.sub_referrals):
                yield from self._sub(sub, f"{body.key}-under-{place}")

    def _decision(self, body: BodyReport) -> Iterator[Block]:
        if not body.decision_date and not body.decision_points:
            return
        day = f" den {phrases.day_in_words(body.decision_date)}" if body.decision_date else ""
        yield Paragraph(f"{body.name} beslutade vid sitt sammanträde{day} följande.", Tone.LEAD)
        points = list(body.decision_points)
        if body.immediate and not any("juster" in point.casefold() for point in points):
            because = f" {body.immediate_reason}" if body.immediate_reason else ""
            points.append(f"Paragrafen justeras omedelbart.{because}")
        if len(points) == 1:
            yield Paragraph(points[0])
        elif points:
            yield Listing(tuple(points), is_numbered=True)

    def _report_of(self, body: BodyReport) -> Iterator[Block]:
        is_past = self.report.is_past
        sections = printed_sections(body, is_past=is_past)
        if not sections and not body.report_date:
            return
        is_whole = not is_past and not body.is_in_substance and len(sections) == len(body.sections)
        # An old report may print words that are nobody's report, such as that the body abstains.
        if body.report_by or body.report_date or not is_past:
            word = phrases.REPORT_WORDS[body.report_type]
            yield Paragraph(
                _report_sentence(body.report_by or body.name, word, body.report_date, is_whole=is_whole), Tone.LEAD
            )
        for place, section in enumerate(sections):
            key = f"{body.key}-{place}"
            heading = section.heading or phrases.SECTION_HEADINGS.get(section.kind, "")
            if heading:
                yield Heading(4, heading, key)
            yield from blocks_of(section.printed, level=5 if heading else 4, key=key)

    def _sub(self, sub: SubReferral, key: str) -> Iterator[Block]:
        yield Heading(
            5,
            _report_sentence(
                sub.name,
                phrases.REPORT_WORDS[sub.report_type],
                sub.date,
                is_whole=not self.report.is_past and not sub.is_in_substance,
            ),
            key,
        )
        yield from blocks_of(sub.text, level=6, key=key)

    # Statements

    def _dissent(self) -> Iterator[Block]:
        dissenting = [body for body in self.report.bodies if printed_statements(body)]
        if not dissenting:
            return
        yield Heading(2, phrases.DISSENT, "reservationer", is_listed=True)
        for body in dissenting:
            yield Heading(3, body.name, f"{body.key}-reservationer")
            for statement in printed_statements(body):
                yield Heading(4, phrases.statement_heading(statement), statement.key)
                if statement.text_kind in {TextKind.REFERENCE, TextKind.IDENTICAL} and statement.refers_to:
                    yield Paragraph(phrases.reference(statement), to=statement.refers_to_key)
                    yield from self._shown_in_place(statement)
                else:
                    yield from self._words(statement, level=5)

    def _words(self, statement: Statement, *, level: int) -> Iterator[Block]:
        yield from _said(statement.points, statement.text, level=level, key=statement.key, tone=Tone.BODY)

    def _shown_in_place(self, statement: Statement) -> Iterator[Block]:
        if not self.in_place:
            return
        words = statement.resolved_points, statement.resolved_text
        yield from _said(*words, level=0, key=statement.key, tone=Tone.INSET)


def _said(points: tuple[str, ...], text: str, *, level: int, key: str, tone: Tone) -> Iterator[Block]:
    """Return points and text; a first paragraph that leads to the points ("we propose the following") goes before."""
    first, gap, rest = text.partition("\n\n")
    if points and LEADS_TO_POINTS.search(first):
        yield Paragraph(" ".join(first.split()), tone)
        text = rest if gap else ""
    if points:
        yield Listing(points, is_numbered=True, tone=tone)
    yield from blocks_of(text, level=level, key=key, tone=tone)


def printed_sections(body: BodyReport, *, is_past: bool) -> tuple[Section, ...]:
    """Return the parts of an answer that the compilation prints: all of an old one, else those that are its views."""
    if is_past:
        return body.sections
    chosen = tuple(one for one in body.sections if one.kind not in LEFT_OUT or one.extract)
    return chosen or body.sections


def _report_sentence(by: str, word: str, day: date | None, *, is_whole: bool) -> str:
    dated = f" daterat den {phrases.day_in_words(day)}" if day else ""
    return f"{phrases.genitive(by)} {word}{dated} har {'' if is_whole else 'i huvudsak '}följande lydelse."


def _inside(names: tuple[str, ...] | list[str]) -> list[str]:
    return [phrases.inside(name) for name in names]


def _sub_names(body: BodyReport) -> str:
    return phrases.enumerated(_asked_in_turn(body))


def _asked_in_turn(body: BodyReport) -> list[str]:
    return [*(sub.name for sub in body.sub_referrals), *body.unanswered_subs]


def _change(change: TextChange) -> Iterator[Block]:
    """Show a wording changed after the consultation, with the reason (REM-21)."""
    under = f", under rubriken {change.heading}," if change.heading else ""
    where = f"I {change.material}{under}" if change.material else "Efter remissen"
    day = f" den {phrases.day_in_words(change.changed_on)}" if change.changed_on else ""
    reason = f" Skäl: {change.reason}" if change.reason else ""
    yield Paragraph(f"{where} har en formulering ändrats{day}.{reason}")
    yield Listing((f"Tidigare lydelse: {change.old}", f"Ny lydelse: {change.new}"))
