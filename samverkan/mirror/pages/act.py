"""The act mirror: the sections with their text and what can be shown of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.access.actor import Actor
from samverkan.mirror.forms import DayForm
from samverkan.mirror.pages.agreement import Line, StatusCount, way_title
from samverkan.mirror.pages.speech import address_of, offered, spoken
from samverkan.mirror.rules.act import NO_DUTY, ActFacts, Check, judge_act
from samverkan.mirror.rules.statutes import Section, Statute, act, reserved_for_boards
from samverkan.mirror.words import ORDER, Status


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One demand of a section and what is said of it."""

    says: str
    status: str
    due_date: date | None
    evidence: tuple[Line, ...]
    way_address: str
    way_title: str

    @classmethod
    def of(cls, made: Check, actor: Actor) -> CheckRow:
        """Return the check as a row."""
        way = offered(made.way_on, actor) if made.status != Status.FULFILLED else None
        return cls(
            says=spoken(made.says),
            status=made.status.value if made.status else "not_applicable",
            due_date=made.due_date,
            evidence=tuple(Line.of(sentence, actor) for sentence in made.evidence),
            way_address=address_of(way),
            way_title=way_title(way),
        )


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: its number, its text in paragraphs, and its checks or why it has none."""

    number: str
    text: tuple[str, ...]
    checks: tuple[CheckRow, ...]
    why_no_check: str

    @classmethod
    def of(cls, section: Section, checks: Iterable[Check], actor: Actor) -> SectionRow:
        """Return the section with its checks."""
        why = NO_DUTY.get(section.number)
        return cls(
            section.number,
            tuple(section.text.split("\n\n")),
            tuple(CheckRow.of(made, actor) for made in checks),
            spoken(why) if why else "",
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections under one heading of the statute."""

    heading: str
    sections: tuple[SectionRow, ...]


@dataclass(frozen=True, slots=True)
class StatuteView:
    """A statute with its source."""

    title: str
    sfs: str
    in_force_from: date
    read_on: date
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, statute: Statute, facts: ActFacts, on: date, actor: Actor) -> StatuteView:
        """Return the statute, judged for the municipality and the day."""
        chapters: dict[str, list[SectionRow]] = {}
        for section in statute.sections:
            row = SectionRow.of(section, judge_act(section.number, facts, on), actor)
            chapters.setdefault(section.heading, []).append(row)
        return cls(
            statute.title,
            statute.sfs,
            statute.in_force_from,
            statute.read_on,
            tuple(Chapter(heading, tuple(rows)) for heading, rows in chapters.items()),
        )


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    """A municipality and the statutes, judged."""

    name: str
    counts: tuple[StatusCount, ...]
    statutes: tuple[StatuteView, ...]


@dataclass(frozen=True, slots=True)
class ActPage:
    """The act mirror."""

    form: DayForm
    on: date
    is_today: bool
    municipalities: tuple[MunicipalityView, ...]

    @classmethod
    def of(cls, municipalities: Iterable[ActFacts], *, actor: Actor, form: DayForm, on: date, today: date) -> ActPage:
        """Return the page. Before the Act was in force there is nothing to judge."""
        views = []
        for facts in municipalities:
            made = [
                found
                for section in act().sections
                for found in judge_act(section.number, facts, on)
                if found.status is not None
            ]
            views.append(
                MunicipalityView(
                    facts.municipality,
                    tuple(StatusCount(status, sum(each.status == status for each in made)) for status in ORDER),
                    tuple(
                        StatuteView.of(statute, facts, on, actor)
                        for statute in (act(), reserved_for_boards())
                        if on >= statute.in_force_from
                    ),
                )
            )
        return cls(form, on, on == today, tuple(views))
