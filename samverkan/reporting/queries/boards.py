"""What a board is shown: only what is decided, accepted or settled (REP-03 to -08, REP-13)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.agreements.words import AnnexState
from samverkan.documents.queries import document_bytes
from samverkan.ground.words import Party
from samverkan.groups.queries import in_scope
from samverkan.measures.models import Half, PlanVersion
from samverkan.measures.queries.plans import in_force
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on
from samverkan.reporting.models import BoardFeedback, Compilation, CouncilReport, Report, Suggestion
from samverkan.reporting.queries.reports import has_insight_only, preparers_of
from samverkan.reporting.words import CompilationState, FeedbackState, ReportState
from samverkan.situation.models import PictureVersion

SHOWN = (UnitKind.BOARD, UnitKind.COMPANY)
"""Boards, and companies, whose own boards sit outside the municipality's organisation (REP-08)."""
MOST_SHOWN = 20
"""So many feedbacks and suggestions are shown on a board's page, the latest first."""


def boards_visible_to(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the boards and companies whose administration is open to the actor, their own members counted."""
    if actor.user_id is None or not actor.posts:
        return Unit.objects.none()
    reach = (
        Q(pk__in=actor.unit_ids)
        | Q(parent_id__in=actor.unit_ids - actor.municipality_ids)
        | Q(municipality_id__in=actor.city_wide_ids)
        | Q(parent_id__in=actor.municipality_ids, municipality_id__in=actor.municipality_ids, kind=UnitKind.BOARD)
    )
    boards = Unit.objects.filter(Dated.holding(on)).filter(reach, kind__in=SHOWN)
    return boards.select_related("parent", "municipality").order_by("name")


def board_for(actor: Actor, board_id: int, *, on: date) -> Unit:
    """Return the board or company, or answer as if it did not exist."""
    found = boards_visible_to(actor, on=on).filter(pk=board_id).first()
    if found is None:
        raise Http404
    return found


def administration_of(board: Unit) -> Unit:
    """Return the unit that the board answers for: the administration it stands over; a company answers for itself."""
    return board if board.kind != UnitKind.BOARD or board.parent is None else board.parent


def may_answer_for(actor: Actor, board: Unit) -> bool:
    """Tell whether the actor tells the board and answers its members: who prepares for its administration.

    For an administration or company without a district of its own that is its representative; else the central group.
    """
    unit = administration_of(board)
    if may_prepare(actor, unit.pk) or (unit.municipality_id is not None and may_prepare(actor, unit.municipality_id)):
        return True
    return any(post.role == Role.DEPARTMENT and post.unit_id == unit.pk for post in actor.posts)


def may_suggest(actor: Actor, board: Unit) -> bool:
    """Tell whether the actor is a member of the board (REP-06)."""
    return any(post.role == Role.BOARD and post.unit_id == board.pk for post in actor.posts)


def halves_of_board(board: Unit, year: int) -> QuerySet[Half]:
    """Return the decided parts of measures that the board answers for in a year (REP-08).

    The caller has passed its gate.
    """
    unit = administration_of(board)
    return (
        Half.objects.filter(Q(unit=unit) | Q(unit__parent=unit), party=Party.MUNICIPALITY, measure__plan__year=year)
        .filter(in_force("measure__entered__"))
        .exclude(state="none")
        .select_related("measure__area", "measure__plan__unit", "unit")
        .order_by("measure__area__number", "measure__plan__unit__name", "measure__number")
    )


def years_of_board(board: Unit) -> list[int]:
    """Return the years in which the board answers for something decided, the latest first."""
    unit = administration_of(board)
    years = (
        Half.objects.filter(Q(unit=unit) | Q(unit__parent=unit), party=Party.MUNICIPALITY)
        .filter(in_force("measure__entered__"))
        .values_list("measure__plan__year", flat=True)
        .distinct()
    )
    return sorted(set(years), reverse=True)


@dataclass(frozen=True, slots=True)
class Decided:
    """What has been decided, accepted and settled about a board's administration, the latest first."""

    pictures: tuple[PictureVersion, ...]
    plans: tuple[PlanVersion, ...]
    reports: tuple[Report, ...]
    compilations: tuple[Compilation, ...]

    @property
    def places(self) -> list[tuple[str, str]]:
        """Return where each can be opened, as kind and key of its pointer."""
        return [
            *(("situation.picture_version", str(one.pk)) for one in self.pictures),
            *(("measures.plan_version", str(one.pk)) for one in self.plans),
            *(("reporting.report", str(one.pk)) for one in self.reports),
        ]


def decided_for(board: Unit) -> Decided:
    """Return what there is to read for a board: four queries. The caller has passed its gate."""
    unit = administration_of(board)
    pictures = (
        PictureVersion.objects.filter(picture__unit=unit, annex_version__state=AnnexState.VALID)
        .select_related("picture__unit", "annex_version")
        .defer("content", "annex_version__text")
        .order_by("-annex_version__dated_on", "-pk")
    )
    plans = (
        PlanVersion.objects.filter(plan__unit__in=[pk for pk in (unit.pk, unit.municipality_id) if pk])
        .filter(in_force(""))
        .select_related("plan__unit", "annex_version", "decision")
        .defer("content", "annex_version__text")
        .order_by("-plan__year", "-number")
    )
    reports = Report.objects.filter(unit=unit, state=ReportState.ACCEPTED).select_related("unit", "period")
    compilations = Compilation.objects.filter(
        period__municipality_id=unit.municipality_id or unit.pk, state=CompilationState.SETTLED
    ).select_related("period")
    return Decided(
        tuple(pictures[:MOST_SHOWN]),
        tuple(plans[:MOST_SHOWN]),
        tuple(reports.defer("content").order_by("-period__ends_on")[:MOST_SHOWN]),
        tuple(compilations.defer("content").order_by("-period__ends_on")[:MOST_SHOWN]),
    )


def feedback_of(board: Unit) -> list[BoardFeedback]:
    """Return what the board has been told, the latest first. The caller has passed its gate."""
    return list(board_feedback().filter(board=board)[:MOST_SHOWN])


def board_feedback() -> QuerySet[BoardFeedback]:
    """Return feedback with what its pages show."""
    return BoardFeedback.objects.select_related("board__parent", "unit", "period").order_by("-given_at", "-pk")


def feedback_for(actor: Actor, feedback_id: int, *, on: date) -> BoardFeedback:
    """Return the feedback, or answer as if it did not exist."""
    boards = boards_visible_to(actor, on=on).values("pk")
    found = board_feedback().filter(board__in=boards, pk=feedback_id).first()
    if found is None:
        raise Http404
    return found


def suggestions_of(board: Unit) -> list[Suggestion]:
    """Return what the board's members have suggested, unanswered first. The caller has passed its gate."""
    rows = Suggestion.objects.filter(board=board).select_related("area").order_by("-received_at", "-pk")[:MOST_SHOWN]
    return sorted(rows, key=lambda one: one.state != FeedbackState.NEW)


def suggestion_for(actor: Actor, suggestion_id: int, *, on: date) -> Suggestion:
    """Return the suggestion, or answer as if it did not exist."""
    boards = boards_visible_to(actor, on=on).values("pk")
    found = (
        Suggestion.objects.filter(board__in=boards, pk=suggestion_id).select_related("board__parent", "area").first()
    )
    if found is None:
        raise Http404
    return found


def areas_for(board: Unit, *, on: date) -> list[Area]:
    """Return the priority areas in force that a suggestion may be about."""
    municipality_id = board.municipality_id or board.pk
    found = area_list_on(municipality_id, on)
    return list(found.areas.all()) if found else []


def figures_for(board: Unit, period_year: int, report: Report | None) -> dict[str, Any]:
    """Return the figures that a feedback freezes: what the board answers for by state, and what is in its planning.

    With an accepted report also the verdicts of effect cards, apart from what was carried out (REP-04).
    """
    halves = list(halves_of_board(board, period_year))
    verdicts: Counter[str] = Counter()
    if report is not None and report.content:
        verdicts.update(measure["verdict"]["verdict"] for measure in report.content["measures"] if measure["verdict"])
    return {
        "year": period_year,
        "halves": dict(Counter(half.state for half in halves)),
        "in_planning": dict(Counter(half.in_planning for half in halves)),
        "without_assignment": sum(not half.assignment for half in halves),
        "verdicts": dict(verdicts),
        "report": str(report.pk) if report else "",
    }


def answerers_of(board: Unit, *, on: date) -> list[User]:
    """Return who is told of a suggestion: those who prepare for the administration, else its representatives."""
    unit = administration_of(board)
    found = preparers_of([unit], on=on)[unit.pk]
    if found:
        return found
    posts = Post.objects.filter(Dated.holding(on), unit=unit, role=Role.DEPARTMENT, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user").order_by("user__name")}.values())


def members_of(board: Unit, *, on: date) -> list[User]:
    """Return the board's members who log in."""
    posts = Post.objects.filter(Dated.holding(on), unit=board, role=Role.BOARD, user__is_active=True)
    return list({post.user_id: post.user for post in posts.select_related("user").order_by("user__name")}.values())


def council_reports(municipality_id: int) -> list[CouncilReport]:
    """Return the reports given to the City Council, the latest first (Act 2023:196 s. 13). One query.

    The caller has passed its own gate.
    """
    rows = CouncilReport.objects.filter(municipality_id=municipality_id).select_related("period", "document")
    return list(rows.order_by("-given_on", "-pk"))


def council_reports_visible_to(actor: Actor) -> QuerySet[CouncilReport]:
    """Return the reports to the City Councils of the actor's municipalities: they are public."""
    if actor.user_id is None or not actor.posts:
        return CouncilReport.objects.none()
    rows = CouncilReport.objects.filter(municipality_id__in=actor.municipality_ids)
    return rows.select_related("municipality", "period", "document").order_by("-given_on", "-pk")


def waiting_suggestions(actor: Actor) -> list[Suggestion]:
    """Return the suggestions that wait for the actor's reply, the oldest first (for the week's page)."""
    if has_insight_only(actor):
        return []
    rows = (
        Suggestion.objects.filter(in_scope(actor), state=FeedbackState.NEW)
        .select_related("board__parent", "unit")
        .order_by("received_at")
    )
    return [one for one in rows if may_answer_for(actor, one.board)]


def council_file(actor: Actor, report_id: int) -> tuple[str, bytes]:
    """Return name and content of the document that the Council was given, or answer as if it did not exist."""
    found = council_reports_visible_to(actor).filter(pk=report_id).first()
    if found is None or found.document is None:
        raise Http404
    return found.document.name, document_bytes(found.document)
