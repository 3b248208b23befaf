"""What is missing or does not agree, told before a report is compiled (REM-20, REM-26, REM-34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.consultations.rules.report import CouncilReport
from samverkan.consultations.words import CaseTextKind, ChainLevel, Lack


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there, and whose it is: a body's name, empty for the case. `key` is the body's, if any."""

    lack: Lack
    where: str = ""
    key: str = ""


def lacks(report: CouncilReport) -> tuple[Missing, ...]:
    """Return what the report lacks, in its own order: first the case, then each body.

    Statements that do not agree are told by `rules.report.findings`.
    """
    return (*_of_case(report), *_of_bodies(report))


def _of_case(report: CouncilReport) -> Iterator[Missing]:
    board = next((level for level in report.levels if level.level is ChainLevel.EXECUTIVE_BOARD), None)
    for lack, is_there in (
        (Lack.REGISTRY_NUMBER, report.registry_numbers),
        (Lack.PROPOSAL, report.proposal),
        (Lack.SUMMARY, report.text(CaseTextKind.SUMMARY)),
        (Lack.VIEWS, report.text(CaseTextKind.VICE_MAYORS_VIEWS)),
        (Lack.ANNEXES, report.annexes),
        (Lack.EXECUTIVE_BOARD, board and board.decided_on),
        (Lack.MATTER, report.text(CaseTextKind.MATTER)),
        (Lack.NOBODY, report.bodies),
    ):
        if not is_there:
            yield Missing(lack)


def _of_bodies(report: CouncilReport) -> Iterator[Missing]:
    for name in report.missing:
        yield Missing(Lack.ANSWER, name)
    for body in report.bodies:
        if body.has_decision and (body.decision_date is None or not body.decision_points):
            yield Missing(Lack.DECISION, body.name, body.key)
        if not any(section.printed.strip() for section in body.sections):
            yield Missing(Lack.REPORT, body.name, body.key)
        if not body.summary.strip():
            yield Missing(Lack.PARAGRAPH, body.name, body.key)
        for sub in body.sub_referrals:
            if not sub.text.strip():
                yield Missing(Lack.SUB_ANSWER, sub.name, body.key)
