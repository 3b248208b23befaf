"""Where the walk through a council report is: the part, the body and the statement that a paragraph belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.reading.consultation import names
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.parts import Answer, Report, Upper
from samverkan.reading.consultation.phrases import Head
from samverkan.reading.consultation.statements import Printed
from samverkan.reading.document import Document


class Zone(StrEnum):
    """Where in the report we are."""

    FRONT = "front"
    UPPER = "upper"
    MATTER = "matter"
    COMPILATION = "compilation"
    ANSWERS = "answers"
    SUB_REFERRALS = "sub_referrals"
    STATEMENTS = "statements"


BEFORE_COMPILATION = (Zone.FRONT, Zone.UPPER, Zone.MATTER)


@dataclass
class Walk:
    """What has been found so far, and what the next paragraph would go on with.

    `stated` is the body under which statements are being printed, or its name where it has no answer.
    """

    document: Document
    paragraphs: Sequence[Paragraph]
    report: Report
    has_compilation: bool
    zone: Zone = Zone.FRONT
    section: Head | None = None
    level: str | None = None
    upper: Upper | None = None
    answer: Answer | None = None
    stated: Answer | str | None = None
    printed: Printed | None = None
    in_contents: bool = False
    taking_points: bool = False

    def following(self, index: int, count: int = 1) -> list[Paragraph]:
        """Return the paragraphs after one."""
        return list(self.paragraphs[index + 1 : index + 1 + count])

    def answer_named(self, name: str) -> Answer | None:
        """Return the answer of a body, if it has begun."""
        found = names.find(name, (answer.name for answer in self.report.answers))
        return next((answer for answer in self.report.answers if answer.name == found), None)
