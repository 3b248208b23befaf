"""Pages and deeds of boards and of reports to the City Council."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.measures.words import HalfState, InPlanning
from samverkan.reporting.forms.boards import CouncilForm, FeedbackForm, ReplyForm, SuggestionForm
from samverkan.reporting.pages.boards import (
    BoardPage,
    BoardRow,
    BoardsPage,
    CouncilPage,
    CouncilRow,
    FeedbackPage,
    FeedbackRow,
    HalfOfBoard,
    SuggestionRow,
    readings_of,
)
from samverkan.reporting.queries import boards as queries
from samverkan.reporting.queries.opened import closed_to
from samverkan.reporting.queries.reports import municipalities_run_by, periods_visible_to
from samverkan.reporting.services import boards as services
from samverkan.reporting.services.pointers import period_title
from samverkan.reporting.views.reports import _number, crumbs
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem, Tab

ROWS = 50


def _boards_crumb() -> NavigationItem:
    return NavigationItem(_("Boards and companies"), reverse("reporting:boards"))


@require_safe
def boards(request: ActorRequest) -> HttpResponse:
    """List the boards and companies that are told of the work (REP-08)."""
    rows = tuple(BoardRow.of(board) for board in queries.boards_visible_to(request.actor, on=localdate()))
    return render(request, "reporting/boards.html", {"page": BoardsPage(rows)})


@require_safe
def board(request: ActorRequest, board_id: int) -> HttpResponse:
    """Show what a board answers for and what is done, and the dialogue with it (REP-03 to -08, REP-13)."""
    today = localdate()
    found = queries.board_for(request.actor, board_id, on=today)
    years = queries.years_of_board(found)
    wanted = _number(request.GET.get("year"))
    year = wanted if wanted in years else next((one for one in years if one <= today.year), next(iter(years), None))
    halves = queries.halves_of_board(found, year or 0)
    counts = {(row["state"], row["in_planning"]): row["n"] for row in _counted(halves)}
    total = sum(counts.values())
    paging = Paginator(halves, ROWS).get_page(request.GET.get("page"))
    address = reverse("reporting:board", args=[found.pk])
    decided = queries.decided_for(found)
    closed = closed_to(
        request.actor,
        [
            *(("measures.measure", str(half.measure_id)) for half in paging.object_list),
            *decided.places,
        ],
    )
    page = BoardPage(
        id=found.pk,
        name=found.name,
        administration=queries.administration_of(found).name,
        year=year,
        tabs=tuple(Tab(str(one), f"{address}?year={one}", one == year) for one in years),
        done=sum(n for (state, _planning), n in counts.items() if state == HalfState.DONE),
        total=total,
        halves=tuple(HalfOfBoard.of(half, closed) for half in paging.object_list),
        paging=paging if total else None,
        without_money=sum(n for (_state, planning), n in counts.items() if planning != InPlanning.YES),
        without_assignment=halves.filter(assignment="").count(),
        readings=readings_of(decided, closed),
        feedback=tuple(FeedbackRow.of(one) for one in queries.feedback_of(found)),
        suggestions=tuple(SuggestionRow.of(one) for one in queries.suggestions_of(found)),
        may_answer=queries.may_answer_for(request.actor, found),
        may_suggest=queries.may_suggest(request.actor, found),
    )
    return render(request, "reporting/board.html", {"page": page})


def _counted(halves: Any) -> Any:
    return halves.order_by().values("state", "in_planning").annotate(n=Count("pk"))


@GET_POST
def give_feedback(request: ActorRequest, board_id: int) -> HttpResponse:
    """Tell a board in the set form (REP-04)."""
    found = queries.board_for(request.actor, board_id, on=localdate())
    demand(queries.may_answer_for(request.actor, found), services.NOT_YOURS)
    reports = [(one, period_title(one.period)) for one in queries.decided_for(found).reports]
    form = FeedbackForm(request.POST or None, reports=reports)
    address = reverse("reporting:board", args=[found.pk])
    page = DeedPage(
        title=_("Feedback to %(board)s") % {"board": found.name},
        form=form,
        submit=_("Give the feedback"),
        effect=_("Text and figures are frozen as they are today, and the board's members are told."),
        cancel_address=address,
        crumbs=crumbs(_boards_crumb(), NavigationItem(found.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.give_feedback(
            by=request.actor, board=found, texts=form.texts, report=values["report"], now=timezone.now()
        ),
        said=_("The board has been told."),
        to=lambda feedback: reverse("reporting:feedback", args=[feedback.pk]),
    )


@require_safe
def feedback(request: ActorRequest, feedback_id: int) -> HttpResponse:
    """Show what a board was told."""
    found = queries.feedback_for(request.actor, feedback_id, on=localdate())
    return render(request, "reporting/feedback.html", {"page": FeedbackPage.of(found)})


@GET_POST
def suggest(request: ActorRequest, board_id: int) -> HttpResponse:
    """Leave a suggestion as a member of the board (REP-06)."""
    today = localdate()
    found = queries.board_for(request.actor, board_id, on=today)
    demand(queries.may_suggest(request.actor, found), "Only members of the board leave suggestions here.")
    address = reverse("reporting:board", args=[found.pk])
    page = DeedPage(
        title=_("Leave a suggestion"),
        form=SuggestionForm(request.POST or None, areas=queries.areas_for(found, on=today)),
        submit=_("Send the suggestion"),
        lead=_(
            "What you know and think is useful to the work. You are answered here, and everybody in the board sees it."
        ),
        cancel_address=address,
        crumbs=crumbs(_boards_crumb(), NavigationItem(found.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.make_suggestion(by=request.actor, board=found, now=timezone.now(), **values),
        said=_("The suggestion is sent to those who answer it."),
        to=lambda sent: address,
    )


@GET_POST
def answer(request: ActorRequest, suggestion_id: int) -> HttpResponse:
    """Answer a suggestion from a member of a board (REP-06)."""
    found = queries.suggestion_for(request.actor, suggestion_id, on=localdate())
    demand(queries.may_answer_for(request.actor, found.board), services.NOT_YOURS)
    address = reverse("reporting:board", args=[found.board_id])
    page = DeedPage(
        title=_("Answer the suggestion"),
        form=ReplyForm(request.POST or None),
        submit=_("Send the reply"),
        lead=found.text,
        cancel_address=address,
        crumbs=crumbs(_boards_crumb(), NavigationItem(found.board.name, address)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.answer_suggestion(by=request.actor, suggestion=found, now=timezone.now(), **values),
        said=_("The reply is sent to the board's members."),
        to=lambda answered: address,
    )


@require_safe
def council(request: ActorRequest) -> HttpResponse:
    """List the reports to the City Council (Act 2023:196 s. 13)."""
    paging = Paginator(queries.council_reports_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    may_log = any(may_prepare(request.actor, key) for key in request.actor.municipality_ids)
    page = CouncilPage(tuple(CouncilRow.of(one) for one in paging.object_list), paging, may_log)
    return render(request, "reporting/council.html", {"page": page})


@GET_POST
def log_council(request: ActorRequest) -> HttpResponse:
    """Log that the work was reported to the City Council."""
    run = municipalities_run_by(request.actor)
    demand(bool(run), "Only the central group logs reports to the City Council.")
    periods = [(one, period_title(one)) for one in periods_visible_to(request.actor).order_by("-starts_on")[:24]]
    form = CouncilForm(
        request.POST or None,
        request.FILES or None,
        initial={"given_on": localdate()},
        municipalities=run,
        periods=periods,
    )
    page = DeedPage(
        title=_("Log a report to the City Council"),
        form=form,
        submit=_("Log the report"),
        lead=_("The Act demands that the Council is told continuously. The log is the proof."),
        cancel_address=reverse("reporting:council"),
        crumbs=crumbs(NavigationItem(_("Reports to the City Council"), reverse("reporting:council"))),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: _log(request, values),
        said=_("The report is logged."),
        to=lambda logged: reverse("reporting:council"),
    )


def _log(request: ActorRequest, values: dict[str, Any]) -> Any:
    chosen = values.pop("document")
    upload = (
        services.Upload(chosen.name, chosen.content_type or "application/octet-stream", chosen.read())
        if chosen
        else None
    )
    return services.log_council_report(by=request.actor, upload=upload, now=timezone.now(), **values)


@require_safe
def council_file(request: ActorRequest, report_id: int) -> HttpResponse:
    """Give the document of a report to the City Council, to be saved."""
    name, data = queries.council_file(request.actor, report_id)
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
        },
    )
