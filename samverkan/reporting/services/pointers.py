"""Where the things of this package can be opened, for packages that refer to them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.ground.pointers import Pointer
from samverkan.organisation.models import Unit
from samverkan.reporting.models import BoardFeedback, Compilation, CouncilReport, Report, ReportingPeriod, ReturnLetter

REPORT, COMPILATION, PERIOD = "reporting.report", "reporting.compilation", "reporting.period"


def period_title(period: ReportingPeriod) -> str:
    """Return what the period is called, in the language in use: its year, or its days where it is shorter."""
    if period.kind == "year":
        return str(period.year)
    return f"{period.starts_on.isoformat()} – {period.ends_on.isoformat()}"


def _recorded(text: str, **values: object) -> str:
    """Return a text in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(text) % values


def period_pointer(period: ReportingPeriod) -> Pointer:
    """Return where the period's reports are listed."""
    title = _recorded("Reporting period %(period)s", period=period_title(period))
    return Pointer(PERIOD, str(period.pk), title, f"{reverse('reporting:list')}?period={period.pk}")


def report_pointer(report: Report) -> Pointer:
    """Return where the report can be opened. Wants `unit` and `period` selected."""
    title = _recorded("Report %(period)s, %(unit)s", period=period_title(report.period), unit=report.unit.name)
    return Pointer(REPORT, str(report.pk), title, reverse("reporting:report", args=[report.pk]))


def compilation_pointer(compilation: Compilation) -> Pointer:
    """Return where the compilation can be opened. Wants `period` selected."""
    title = _recorded("The city's compilation %(period)s", period=period_title(compilation.period))
    return Pointer(COMPILATION, str(compilation.pk), title, reverse("reporting:compilation", args=[compilation.pk]))


def letter_pointer(letter: ReturnLetter) -> Pointer:
    """Return where the letter can be opened. Wants `unit` and `compilation__period` selected."""
    title = _recorded(
        "Letter to %(unit)s about %(period)s", unit=letter.unit.name, period=period_title(letter.compilation.period)
    )
    return Pointer("reporting.letter", str(letter.pk), title, reverse("reporting:letter", args=[letter.pk]))


def board_pointer(board: Unit) -> Pointer:
    """Return where the board's page can be opened."""
    return Pointer("reporting.board", str(board.pk), board.name, reverse("reporting:board", args=[board.pk]))


def feedback_pointer(feedback: BoardFeedback) -> Pointer:
    """Return where the feedback can be read. Wants `board` selected."""
    title = _recorded("Feedback to %(board)s", board=feedback.board.name)
    return Pointer("reporting.feedback", str(feedback.pk), title, reverse("reporting:feedback", args=[feedback.pk]))


def council_pointer(report: CouncilReport) -> Pointer:
    """Return where the reports to the City Council are listed."""
    title = _recorded("Report to the City Council, %(number)s", number=report.registry_number)
    return Pointer("reporting.council_report", str(report.pk), title, reverse("reporting:council"))
