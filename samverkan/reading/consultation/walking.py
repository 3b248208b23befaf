"""Walking through a council report, from part to part.

The report is walked through once, paragraph by paragraph; each part knows which set phrases may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import days_in, signing_day
from samverkan.reading.consultation.facts import looks_like_heading
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer, Report, Upper
from samverkan.reading.consultation.people import names_at, parties_in
from samverkan.reading.consultation.phrases import ABSTAINED, LEVEL, LEVEL_ALONE, PROPOSES, RESPONSIBLE, Head, head_of
from samverkan.reading.consultation.sentences import (
    Entry,
    Sentence,
    consultees_in,
    decision_sentence,
    entry_of,
    report_sentence,
)
from samverkan.reading.consultation.statements import Announcement, Printed, announcement_of, kind_alone
from samverkan.reading.document import Document

_ANNEX_PREFIX = re.compile(r"^bilag(?:a|or) ?\d{0,2}[:.]? +(?=\w)")
_BESLUT = re.compile(r"^(?:[\w -]{0,60}s )?beslut(?:,? (?:den )?(?P<day>\S.{5,30}))?:?$")
_FOLLOWING = re.compile(r"(?:^|\s)foljande\W*$")


class Zone(StrEnum):
    """Where in the report we are."""

    FRONT = "front"
    UPPER = "upper"
    MATTER = "matter"
    COMPILATION = "compilation"
    ANSWERS = "answers"
    SUB_REFERRALS = "sub_referrals"
    STATEMENTS = "statements"


def walk(document: Document, paragraphs: Sequence[Paragraph]) -> Report:
    return _Walk(document, paragraphs).report


class _Walk:
    def __init__(self, document: Document, paragraphs: Sequence[Paragraph]) -> None:
        self.document = document
        self.paragraphs = paragraphs
        self.report = Report(consultees=consultees_in(paragraphs))
        self.zone = Zone.FRONT
        self.section: Head | None = None
        self.level: str | None = None
        self.upper: Upper | None = None
        self.answer: Answer | None = None
        self.stated: Answer | str | None = None
        """Under which body statements are being printed."""
        self.printed: Printed | None = None
        self.in_contents = False
        self.taking_points = False
        self.has_compilation = any(head_of(p.key) is Head.COMPILATION for p in paragraphs if len(p.key) < 60)
        for index, paragraph in enumerate(paragraphs):
            self._step(index, paragraph)

    # Where we are

    def _step(self, index: int, paragraph: Paragraph) -> None:
        head = self._head(paragraph)
        if head is Head.CONTENTS:
            self.in_contents, self.report.contents_heading = True, paragraph
            if self.zone in (Zone.FRONT, Zone.UPPER, Zone.MATTER):
                self.zone = Zone.COMPILATION
            return
        if self._takes_entry(index, paragraph):
            return
        if head is Head.COMPILATION and self.zone in (Zone.FRONT, Zone.UPPER, Zone.MATTER):
            self.zone, self.upper = Zone.COMPILATION, None
            return
        if head is Head.STATEMENTS and self._opens_statements(index, paragraph):
            self.zone, self.printed, self.stated = Zone.STATEMENTS, None, None
            self.report.statements_heading = self.report.statements_heading or paragraph
            self.in_contents = self.taking_points = False
            return
        if head is Head.SUB_REFERRALS and self.answer is not None:
            self.zone, self.taking_points = Zone.SUB_REFERRALS, False
            self.answer.sub_heading = paragraph
            return
        if self.zone is Zone.UPPER:
            self._in_upper(index, paragraph, head)
        elif self.zone is Zone.ANSWERS:
            self._in_answers(index, paragraph)
        elif self.zone is Zone.SUB_REFERRALS:
            self._in_sub_referrals(index, paragraph)
        elif self.zone is Zone.STATEMENTS:
            self._in_statements(index, paragraph)
        else:
            self._in_front(index, paragraph, head)

    def _head(self, paragraph: Paragraph) -> Head | None:
        key = paragraph.key
        if len(key) > 100:
            return None
        return head_of(key) or head_of(_ANNEX_PREFIX.sub("", key))

    def _following(self, index: int, count: int = 1) -> list[Paragraph]:
        return list(self.paragraphs[index + 1 : index + 1 + count])

    def _opens_statements(self, index: int, paragraph: Paragraph) -> bool:
        """Tell the heading over the printed statements from an annex of the same name in a list."""
        if self.report.answers:
            return True
        if paragraph.is_item or self.section is Head.ANNEXES:
            return False
        return any(announcement_of(following) is not None for following in self._following(index, 2))

    # The contents list

    def _takes_entry(self, index: int, paragraph: Paragraph) -> bool:
        entry = entry_of(paragraph, listed=self.in_contents)
        if entry is not None and (
            self.in_contents or self.zone in (Zone.FRONT, Zone.UPPER, Zone.MATTER, Zone.COMPILATION)
        ):
            self.report.contents.append(entry)
            return True
        if not self.in_contents:
            return False
        name = names.cleaned(paragraph.text)
        listed = names.find(name, (one.name for one in self.report.contents))
        if listed is None and len(paragraph.text) <= names.NAME_LENGTH and self._is_name(paragraph):
            following = self._following(index)
            if following and (self._is_name(following[0]) or entry_of(following[0]) is not None):
                self.report.contents.append(Entry(name, self._number_after(paragraph), paragraph))
                return True
        self.in_contents = False
        return False

    def _is_name(self, paragraph: Paragraph) -> bool:
        return (
            names.has_form(paragraph.mended)
            or names.has_other_form(paragraph.mended)
            or self._head(paragraph) is not None
        )

    def _number_after(self, paragraph: Paragraph) -> int | None:
        """Return a page that stands alone on the line after its entry."""
        for line in self.document.lines[paragraph.last : paragraph.last + 3]:
            if line.text:
                return int(line.text) if line.noise and line.text.isdigit() else None
        return None

    # Before the answers

    def _in_front(self, index: int, paragraph: Paragraph, head: Head | None) -> None:
        if self._begins_answer(index, paragraph):
            return
        if head is Head.MATTER and self.report.uppers and self.zone is Zone.FRONT:
            self.zone = Zone.MATTER
            return
        if head is not None and self.zone is Zone.FRONT:
            self.section = head
            return
        if self.zone is not Zone.FRONT:
            self.report.front.append((None, paragraph))
            return
        if PROPOSES.match(paragraph.key) and not self.report.points:
            self.section = Head.DECISION
            return
        if RESPONSIBLE.match(paragraph.key):
            self._take_responsible(paragraph)
            return
        level = LEVEL.match(paragraph.key) or self._level_alone(paragraph)
        if level is not None and not (self.section is None and not self.report.points):
            self._enter_level(paragraph, level)
            return
        if self._takes_signing(paragraph):
            return
        announcement = announcement_of(paragraph)
        if announcement is not None and self.section is not Head.ANNEXES:
            self._begin_upper(announcement)
            return
        if self.section is None:
            self.report.title.append(paragraph)
        elif self.section is Head.DECISION:
            self.report.points.append(paragraph)
        self.report.front.append((self.section, paragraph))

    def _take_responsible(self, paragraph: Paragraph) -> None:
        found = RESPONSIBLE.match(paragraph.key)
        assert found is not None
        _, at = paragraph.mended.span(found.start(), found.end())
        self.report.responsible += [(name, paragraph) for name in names_at(paragraph.text, at)]
        if self.section is Head.DECISION:
            self.section = Head.SUMMARY

    def _level_alone(self, paragraph: Paragraph) -> re.Match[str] | None:
        """Return a level whose name stands alone over its own part; an item of a list is none."""
        return None if paragraph.is_item else LEVEL_ALONE.match(paragraph.key)

    def _enter_level(self, paragraph: Paragraph, level: re.Match[str]) -> None:
        self.zone, self.upper = Zone.UPPER, None
        self.level = names.spelled(paragraph.mended.cut(*level.span("level"))).lower()

    def _takes_signing(self, paragraph: Paragraph) -> bool:
        signed = signing_day(paragraph.text)
        if signed is None:
            return False
        self.report.signed.append((signed.day, paragraph))
        self.upper = None
        self.zone = Zone.UPPER
        return True

    # Above the bodies

    def _begin_upper(self, announcement: Announcement) -> None:
        self.zone = Zone.UPPER
        self.upper = Upper(self.level, Printed(announcement))
        self.report.uppers.append(self.upper)

    def _in_upper(self, index: int, paragraph: Paragraph, head: Head | None) -> None:
        if self._begins_answer(index, paragraph):
            return
        level = LEVEL.match(paragraph.key) or self._level_alone(paragraph)
        if level is not None:
            self._enter_level(paragraph, level)
            return
        if self._takes_signing(paragraph):
            return
        if head is Head.MATTER:
            self.zone, self.upper = Zone.MATTER, None
            return
        announcement = announcement_of(paragraph)
        if announcement is not None:
            self._begin_upper(announcement)
        elif self.upper is not None:
            self.upper.printed.paragraphs.append(paragraph)

    # The answers

    def _begins_answer(self, index: int, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is the heading of a body's answer, or a sentence of one whose heading is lost."""
        if self.zone in (Zone.FRONT, Zone.UPPER, Zone.MATTER) and self.has_compilation:
            return False
        return self._begins_by_heading(index, paragraph) or self._begins_by_sentence(paragraph)

    def _begins_by_heading(self, index: int, paragraph: Paragraph) -> bool:
        if len(paragraph.text) > names.NAME_LENGTH or (paragraph.is_item and not paragraph.marker):
            return False
        name = names.cleaned(paragraph.text)
        listed = names.find(name, (entry.name for entry in self.report.contents))
        strong = any(self._is_of_answer(following) for following in self._following(index))
        formed = names.has_form(paragraph.mended) or names.has_other_form(paragraph.mended)
        if listed is None and not formed and not (strong and self._is_named_below(index, name)):
            return False
        seen = self._answer_named(name)
        if seen is not None and not (strong and seen.heading is None and seen.decision is None):
            return False
        if listed is None and (not strong or self._belongs_to_subs(name) or not self._may_be_asked(name)):
            return False
        self._begin_answer(name, paragraph)
        return True

    def _is_named_below(self, index: int, name: str) -> bool:
        """Tell whether the sentence under a heading names the body that the heading is."""
        if not looks_like_heading(self.paragraphs[index]):
            return False
        for following in self._following(index):
            sentence = decision_sentence(following) or report_sentence(following)
            if sentence is not None and sentence.by:
                return names.near_names(names.stem_of(name), names.stem_of(names.without_genitive(sentence.by)))
        return False

    def _belongs_to_subs(self, name: str) -> bool:
        return self.zone is Zone.SUB_REFERRALS and (bool(self.report.contents) or names.is_company(name))

    def _is_of_answer(self, paragraph: Paragraph) -> bool:
        return (
            decision_sentence(paragraph) is not None
            or report_sentence(paragraph) is not None
            or (len(paragraph.key) < names.NAME_LENGTH and bool(_BESLUT.match(paragraph.key)))
            or (len(paragraph.key) < 300 and bool(ABSTAINED.search(paragraph.key)))
        )

    def _begins_by_sentence(self, paragraph: Paragraph) -> bool:
        decision = decision_sentence(paragraph)
        if decision is not None:
            if not decision.by or not names.has_form(names.mended(decision.by)):
                return False
            if self._is_of_current(decision):
                return False
            if self._answer_named(decision.by) is not None:
                return False
            self._begin_answer(decision.by, None)
            self._take_decision(decision)
            return True
        report = report_sentence(paragraph)
        if report is None or self.zone is Zone.SUB_REFERRALS:
            return False
        if self.answer is not None and self.answer.report is None:
            return False
        by = names.without_genitive(report.by)
        whose = self._board_of(by)
        if whose is None:
            return False
        self._begin_answer(whose, None)
        self._take_report(report)
        return True

    def _is_of_current(self, decision: Sentence) -> bool:
        """Tell whether a decision is that of the body under whose heading it stands, whatever it calls the board."""
        current = self.answer
        if current is None or current.decision is not None:
            return current is not None and names.same_body(current.name, decision.by)
        if names.same_body(current.name, decision.by):
            return True
        listed = names.find(decision.by, (entry.name for entry in self.report.contents))
        return listed is None and not current.text and current.report is None

    def _board_of(self, administration: str) -> str | None:
        """Return the body in the contents list whose administration this is and that has no answer yet."""
        listed = names.find(administration, (entry.name for entry in self.report.contents))
        if names.is_office(names.mended(administration).key) or names.is_company(administration):
            expected = listed or (not self.report.contents and self._may_be_asked(administration))
            return administration if expected and self._answer_named(administration) is None else None
        stem = names.stem_of(administration)
        return next(
            (
                entry.name
                for entry in self.report.contents
                if names.near_names(names.stem_of(entry.name), stem) and self._answer_named(entry.name) is None
            ),
            None,
        )

    def _may_be_asked(self, name: str) -> bool:
        """Tell whether a body may have been asked, as far as the referral says; a company may be another's."""
        asked = self.report.consultees.asked
        return not asked or not names.is_company(name) or names.find(name, asked) is not None

    def _answer_named(self, name: str) -> Answer | None:
        found = names.find(name, (answer.name for answer in self.report.answers))
        return next((answer for answer in self.report.answers if answer.name == found), None)

    def _begin_answer(self, name: str, heading: Paragraph | None) -> None:
        self.zone, self.upper = Zone.ANSWERS, None
        self.in_contents = self.taking_points = False
        self.answer = Answer(name, heading, [name])
        self.report.answers.append(self.answer)

    def _take_decision(self, decision: Sentence) -> None:
        assert self.answer is not None
        self.answer.decision = decision
        if decision.by:
            self.answer.spellings.append(decision.by)
        self.taking_points = True
        if decision.rest and not _FOLLOWING.search(names.mended(decision.rest).key):
            self.taking_points = decision.paragraph.text.endswith(":")

    def _take_report(self, report: Sentence) -> None:
        assert self.answer is not None
        self.answer.report = report
        self.taking_points = False
        self.printed = None

    def _in_answers(self, index: int, paragraph: Paragraph) -> None:
        if self._begins_answer(index, paragraph) or self._begins_statements(index, paragraph):
            return
        answer = self.answer
        assert answer is not None
        decision = decision_sentence(paragraph)
        if decision is not None and answer.decision is None and answer.report is None:
            self._take_decision(decision)
            return
        if answer.decision is None and answer.report is None and self._takes_decision_heading(paragraph):
            return
        report = report_sentence(paragraph)
        if report is not None and answer.report is None:
            self._take_report(report)
            return
        if report is not None and names.is_company(answer.name) and names.is_company(report.by):
            # The answers of a company group's own companies, without the heading over them.
            self.zone = Zone.SUB_REFERRALS
            self._in_sub_referrals(index, paragraph)
            return
        if answer.report is None or self.printed is not None:
            announcement = announcement_of(paragraph)
            if announcement is not None:
                self._take_announcement(answer, announcement)
                return
        elif answer.report is not None and (late := self._late_announcement(paragraph)) is not None:
            self._take_announcement(answer, late)
            return
        if self.printed is not None:
            self.printed.paragraphs.append(paragraph)
        elif answer.report is None and not paragraph.is_item and parties_in(paragraph.text):
            answer.unclear.append(paragraph)
        elif self.taking_points and answer.report is None:
            answer.points.append(paragraph)
        elif answer.decision is None and answer.report is None and ABSTAINED.search(paragraph.key):
            answer.abstained = True
            answer.text.append(paragraph)
        else:
            answer.text.append(paragraph)

    def _takes_decision_heading(self, paragraph: Paragraph) -> bool:
        """Take a heading such as `Beslut` or `Nämndens beslut den 12 maj 2022` with its points below."""
        heading = _BESLUT.match(paragraph.key)
        days = days_in(paragraph.text)
        if heading is None or (heading["day"] and not days):
            return False
        if days:
            assert self.answer is not None
            self.answer.decision = Sentence("", days[0].day, paragraph)
        self.taking_points = True
        return True

    def _late_announcement(self, paragraph: Paragraph) -> Announcement | None:
        """Statements may be announced after the report, when they were not before."""
        announcement = announcement_of(paragraph)
        if announcement is None or not all(person.party for person in announcement.persons) or not announcement.persons:
            return None
        return announcement

    def _take_announcement(self, answer: Answer, announcement: Announcement) -> None:
        self.taking_points = False
        answer.announcements.append(announcement)
        self.printed = None
        if announcement.follows:
            self.printed = answer.own_texts[len(answer.announcements) - 1] = Printed(announcement)

    # Sub-referrals

    def _in_sub_referrals(self, index: int, paragraph: Paragraph) -> None:
        if self._begins_by_heading(index, paragraph) or self._begins_statements(index, paragraph):
            return
        decision = decision_sentence(paragraph)
        listed = decision is not None and names.find(decision.by, (entry.name for entry in self.report.contents))
        if listed and self._begins_by_sentence(paragraph):
            return
        answer = self.answer
        assert answer is not None
        last = answer.subs[-1] if answer.subs else None
        report = report_sentence(paragraph)
        if report is not None:
            by = names.without_genitive(report.by)
            if last is not None and last.report is None and not last.text:
                last.report = report
            else:
                answer.subs.append(Answer(by, paragraph, [by], report=report))
        elif self._heads_sub(index, paragraph):
            answer.subs.append(Answer(names.cleaned(paragraph.text), paragraph))
        elif last is not None and decision is not None and last.decision is None and not last.text:
            last.decision = decision
        elif last is not None:
            last.text.append(paragraph)

    def _heads_sub(self, index: int, paragraph: Paragraph) -> bool:
        following = self._following(index)
        return names.has_form(paragraph.mended) and bool(following) and not names.has_form(following[0].mended)

    # Printed statements

    def _begins_statements(self, index: int, paragraph: Paragraph) -> bool:
        """Tell whether printed statements begin without the heading over them."""
        if len(paragraph.text) > names.NAME_LENGTH or self.report.statements_heading is not None:
            return False
        following = self._following(index)
        seen = self._answer_named(names.cleaned(paragraph.text))
        if seen is None or not following or announcement_of(following[0]) is None or seen is self.answer:
            return False
        if not names.has_form(paragraph.mended):
            return False
        self.zone, self.printed = Zone.STATEMENTS, None
        self._in_statements(index, paragraph)
        return True

    def _in_statements(self, index: int, paragraph: Paragraph) -> None:
        if self._begins_stated(index, paragraph):
            return
        announcement = announcement_of(paragraph)
        if announcement is not None and len(paragraph.text) <= 600:
            self._print(Printed(announcement))
            return
        kind = kind_alone(paragraph.key)
        if kind is not None and not paragraph.is_item:
            self._split_printed(index, paragraph)
        elif self.printed is not None:
            self.printed.paragraphs.append(paragraph)

    def _begins_stated(self, index: int, paragraph: Paragraph) -> bool:
        if len(paragraph.text) > names.NAME_LENGTH or (paragraph.is_item and not paragraph.marker):
            return False
        name = names.cleaned(paragraph.text)
        following = self._following(index)
        heads = bool(following) and (
            announcement_of(following[0]) is not None or kind_alone(following[0].key) is not None
        )
        formed = names.has_form(paragraph.mended)
        seen = self._answer_named(name) if formed or heads else None
        if not heads or not (formed or seen):
            return False
        self.stated, self.printed = seen or name, None
        if seen is not None:
            seen.spellings.append(name)
        return True

    def _print(self, printed: Printed) -> None:
        self.printed = printed
        if isinstance(self.stated, Answer):
            self.stated.printed.append(printed)
        else:
            self.report.strays.append((self.stated or "", printed))

    def _split_printed(self, index: int, paragraph: Paragraph) -> None:
        """A bare kind begins the next of several statements of the same persons, or one that names nobody."""
        kind = kind_alone(paragraph.key)
        assert kind is not None
        before = self.printed
        plural = before is not None and before.heading.count != 1
        if before is not None and plural and not before.paragraphs:
            return
        persons = before.heading.persons if before is not None and plural else ()
        count = before.heading.count if before is not None and plural else 1
        self._print(Printed(Announcement(kind, persons, paragraph.spot, count=count)))
