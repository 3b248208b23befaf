"""The page of priorities and its deeds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.words import Party
from samverkan.situation.forms.problems import ReasonForm
from samverkan.situation.forms.ranking import PointsForm, WeightsForm
from samverkan.situation.pages.ranking import RankingPage, Result, SeenRow, WeighRow
from samverkan.situation.queries import ranking as queries
from samverkan.situation.queries.pictures import picture_for
from samverkan.situation.rules.ranking import EQUAL
from samverkan.situation.services import ranking as services
from samverkan.situation.services.ranking import NOT_YOURS, Weighed, plain_points, plain_weights
from samverkan.situation.words import Criterion
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem

PARTIES = (Party.MUNICIPALITY, Party.POLICE)


class Board:
    """What is stored of a picture's priorities, and the forms over it."""

    def __init__(self, request: ActorRequest, picture: Any) -> None:
        self.request, self.picture = request, picture
        self.may_weigh = may_prepare(request.actor, picture.unit_id)
        self.read()

    def read(self) -> None:
        """Read everything anew: three questions."""
        self.ranking = queries.ranking_of(self.picture)
        self.scores = {score.problem_id: score for score in queries.scores_in(self.ranking)}
        self.is_settled = self.ranking is not None and self.ranking.decided_on is not None
        if self.is_settled:
            self.problems = [score.problem for score in self.scores.values() if score.place_in_order]
        else:
            self.problems = queries.problems_to_weigh(self.picture)

    def forms(self, data: Any = None) -> tuple[WeightsForm, dict[int, PointsForm]]:
        """Return the forms: as they are stored, or as somebody typed them."""
        return WeightsForm(data, initial=WeightsForm.values_of(self.ranking)), {
            problem.pk: PointsForm(
                data, prefix=f"p{problem.pk}", initial=PointsForm.values_of(self.scores.get(problem.pk))
            )
            for problem in self.problems
        }

    def result(self) -> Result:
        """Return the order as it is stored."""
        placed = sorted((score.place_in_order, pk) for pk, score in self.scores.items() if score.place_in_order)
        return Result.build(
            self.problems,
            {pk: plain_points(score.points) for pk, score in self.scores.items()},
            plain_weights(self.ranking.weights) if self.ranking else EQUAL,
            self.ranking.limit if self.ranking else 3,
            {pk: score.pinned for pk, score in self.scores.items() if score.pinned is not None},
            order=[pk for _, pk in placed] if self.is_settled else (),
        )

    def typed_result(self, weights: WeightsForm, points: dict[int, PointsForm]) -> Result:
        """Return the order that follows from what is typed; what cannot be understood counts as it is stored."""
        stored = {pk: plain_points(score.points) for pk, score in self.scores.items()}
        pins = {pk: score.pinned for pk, score in self.scores.items() if score.pinned is not None}
        for pk, form in points.items():
            if form.is_valid():
                stored[pk] = form.points
                pins.pop(pk, None)
                if form.cleaned_data["pinned"] is not None:
                    pins[pk] = form.cleaned_data["pinned"]
        if weights.is_valid() and any(weights.weights.values()):
            return Result.build(self.problems, stored, weights.weights, weights.cleaned_data["limit"], pins)
        kept = plain_weights(self.ranking.weights) if self.ranking else EQUAL
        return Result.build(self.problems, stored, kept, self.ranking.limit if self.ranking else 3, pins)

    def page(
        self,
        result: Result,
        forms: tuple[WeightsForm, dict[int, PointsForm]] | None,
        *,
        saved_now: dict[int, str] | None = None,
        weights_saved_now: str = "",
    ) -> RankingPage:
        """Return the page."""
        ranking, actor = self.ranking, self.request.actor
        seen: dict[str, Any] = ranking.seen if ranking else {}
        is_open = self.may_weigh and not self.is_settled
        has_order = bool(ranking and result.rows)
        return RankingPage(
            picture=self.picture,
            result=result,
            weights=forms[0] if forms and is_open else None,
            rows=tuple(
                WeighRow(
                    problem=problem,
                    address=reverse("situation:problem", args=[problem.pk]),
                    form=forms[1][problem.pk],
                    saved_now=(saved_now or {}).get(problem.pk, ""),
                )
                for problem in self.problems
            )
            if forms and is_open
            else (),
            seen=tuple(SeenRow(party, seen.get(party.value, {}).get("function", "")) for party in PARTIES),
            seal=services.state_seal(ranking) if ranking else "",
            decided_on=ranking.decided_on if ranking else None,
            reason=ranking.reason if ranking else "",
            may_weigh=self.may_weigh,
            may_see=is_open and has_order and actor.party in PARTIES and actor.party.value not in seen,
            may_settle=is_open and has_order and len(seen) == len(PARTIES),
            weights_saved_now=weights_saved_now,
            has_problems=bool(self.problems),
        )


def _board(request: ActorRequest, picture_id: int) -> Board:
    return Board(request, picture_for(request.actor, picture_id))


@GET_POST
def ranking(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Show the priorities; sent, save what was touched, or only recompute (SIT-06, field.md F8).

    Asked by htmx, only the result is answered, computed from what is typed and not stored.
    """
    board = _board(request, picture_id)
    if request.method != "POST":
        return render(request, "situation/ranking.html", {"page": board.page(board.result(), board.forms())})
    demand(board.may_weigh, NOT_YOURS)
    weights, points = board.forms(request.POST)
    understood = all([weights.is_valid(), *(form.is_valid() for form in points.values())])
    if getattr(request, "htmx", None) or request.POST.get("then") == "preview" or not understood:
        page = board.page(board.typed_result(weights, points), (weights, points))
        if getattr(request, "htmx", None):
            return render(request, "situation/_result.html", {"page": page})
        return render(request, "situation/ranking.html", {"page": page}, status=200 if understood else 422)
    return _save(request, board, weights, points)


def _save(request: ActorRequest, board: Board, weights: WeightsForm, points: dict[int, PointsForm]) -> HttpResponse:
    touched = {pk: form for pk, form in points.items() if form.is_touched}
    about_weights: dict[str, Any] = {}
    if weights.is_touched or board.ranking is None:
        about_weights = {
            "edition": weights.cleaned_data["edition"],
            "weights": weights.weights,
            "limit": weights.cleaned_data["limit"],
            "reason": weights.cleaned_data["reason"],
        }
    try:
        services.save_ranking(
            by=request.actor,
            picture=board.picture,
            scores=[
                Weighed(
                    problem_id=pk,
                    edition=form.cleaned_data["edition"],
                    points=form.points,
                    reasons=form.cleaned_data["reasons"],
                    pinned=form.cleaned_data["pinned"],
                )
                for pk, form in touched.items()
            ],
            **about_weights,
        )
    except NotAllowed:
        raise
    except SavedMeanwhile as refused:
        return _both_wordings(request, board, weights, points, refused)
    except Refused as refused:
        weights.refuse(refused)
        page = board.page(board.typed_result(weights, points), (weights, points))
        return render(request, "situation/ranking.html", {"page": page}, status=422)
    messages.success(request, _("Saved. Both parties are to see the order as it stands now."))
    return redirect("situation:ranking", board.picture.pk)


def _both_wordings(
    request: ActorRequest, board: Board, weights: WeightsForm, points: dict[int, PointsForm], refused: SavedMeanwhile
) -> HttpResponse:
    """Show what somebody else has saved beside what was typed; rows that were not touched show what is stored."""
    board.read()
    stored_weights, stored_points = board.forms()
    saved_now: dict[int, str] = {}
    shown: dict[int, PointsForm] = {}
    for problem in board.problems:
        mine, score = points.get(problem.pk), board.scores.get(problem.pk)
        if mine is None or not mine.is_touched:
            shown[problem.pk] = stored_points[problem.pk]
            continue
        shown[problem.pk] = mine
        if score is not None and score.edition != mine.cleaned_data["edition"]:
            saved_now[problem.pk] = _in_words(score)
            mine.renew_edition(score.edition)
    told = ""
    now = board.ranking
    if now is not None and weights.is_touched and now.edition != weights.cleaned_data["edition"]:
        told = ", ".join(f"{_(criterion.label)}: {now.weights.get(criterion.value, 0)}" for criterion in Criterion)
        told = f"{told}. {now.reason}".strip()
        weights.renew_edition(now.edition)
    elif not weights.is_touched:
        weights = WeightsForm(stored_weights.initial, initial=stored_weights.initial)
        weights.is_valid()
    weights.refuse(refused)
    page = board.page(board.typed_result(weights, shown), (weights, shown), saved_now=saved_now, weights_saved_now=told)
    return render(request, "situation/ranking.html", {"page": page}, status=422)


def _in_words(score: Any) -> str:
    """Return a stored row in words, for comparing."""
    points = ", ".join(f"{_(one.label)}: {score.points.get(one.value, '–')}" for one in Criterion)
    place = _("Own place: %(place)s.") % {"place": score.pinned} if score.pinned else ""
    return " ".join(part for part in (f"{points}.", place, score.reasons) if part)


@require_POST
def mark_seen(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Say that one's own party has seen the order as it stands."""
    picture = picture_for(request.actor, picture_id)
    try:
        services.mark_seen(by=request.actor, picture=picture, seen=request.POST.get("seal", ""))
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("Noted that your party has seen the order."))
    return redirect("situation:ranking", picture_id)


@require_POST
def settle(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Settle the order."""
    picture = picture_for(request.actor, picture_id)
    try:
        services.settle_ranking(by=request.actor, picture=picture, seen=request.POST.get("seal", ""), on=localdate())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The order is settled. The prioritised problems are to be analysed."))
    return redirect("situation:ranking", picture_id)


@GET_POST
def rework(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Take a settled order up again, with the reason."""
    picture = picture_for(request.actor, picture_id)
    demand(may_prepare(request.actor, picture.unit_id), NOT_YOURS)
    address = reverse("situation:ranking", args=[picture.pk])
    page = DeedPage(
        title=_("Take the order up again"),
        form=ReasonForm(request.POST or None),
        submit=_("Take up again"),
        cancel_address=address,
        lead=_("What is prioritised stays so until the order is settled anew."),
        crumbs=(NavigationItem(_("Problems and priorities"), reverse("situation:problems")),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.rework_ranking(by=request.actor, picture=picture, **values),
        said=_("The order can be changed again."),
        to=lambda reworked: address,
    )
