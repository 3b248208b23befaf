"""Screens of a workshop: the facilitator's, the members' phones and the wall; what they send and what is new."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.views import network_address
from samverkan.causes.queries.analyses import analysis_for
from samverkan.causes.services.pointers import analysis_pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.ui.refusals import told_in_one
from samverkan.workshops import queries
from samverkan.workshops.forms import (
    CardForm,
    FindForm,
    JoinForm,
    MergeForm,
    OpenForm,
    PlaceForm,
    PointsForm,
    SaveForm,
    StepForm,
)
from samverkan.workshops.pages import (
    AnalysisChoice,
    BoardPage,
    CardPart,
    JoinPage,
    ListPage,
    SavePage,
    WorkshopRow,
)
from samverkan.workshops.rules import seconds_left
from samverkan.workshops.services import cards as card_services
from samverkan.workshops.services import saving, sessions
from samverkan.workshops.services.sessions import NOT_YOURS
from samverkan.workshops.words import CardKind, Phase

A_PAGE = 50
HALF_A_DAY = 12 * 3600
"""How long a guest's cookie and a screen's key to what is new last, in seconds."""
SALT = "samverkan.workshops.news"


def _cookie(code: str) -> str:
    return f"verkstad-{code}"


def _member(request: ActorRequest, workshop: Any) -> Any:
    return queries.member_of(workshop, request.actor, request.COOKIES.get(_cookie(workshop.code), ""))


def _wants_json(request: ActorRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@require_safe
def listed(request: ActorRequest) -> HttpResponse:
    """Show the workshops, and the analyses that one can be opened for."""
    paging = Paginator(queries.workshops_visible_to(request.actor), A_PAGE).get_page(request.GET.get("page"))
    page = ListPage(
        rows=tuple(WorkshopRow.of(one) for one in paging),
        paging=paging,
        analyses=tuple(AnalysisChoice.of(one) for one in queries.analyses_to_meet_about(request.actor)),
    )
    return render(request, "workshops/list.html", {"page": page})


@GET_POST
def open_workshop(request: ActorRequest, analysis_id: int) -> HttpResponse:
    """Open a workshop about an analysis."""
    analysis = analysis_for(request.actor, analysis_id)
    demand(may_prepare(request.actor, analysis.problem.unit_id), NOT_YOURS)
    form = OpenForm(request.POST or None, initial={"guests_allowed": True})
    page = DeedPage(
        title=_("Open a workshop"),
        form=form,
        submit=_("Open the workshop"),
        cancel_address=analysis_pointer(analysis).address,
        lead=_("About %(analysis)s. Ninety minutes with everybody who knows the place, each on a screen of their own.")
        % {"analysis": analysis.title},
        crumbs=(NavigationItem(_("Workshops"), reverse("workshops:list")),),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: sessions.open_workshop(
            by=request.actor,
            analysis=analysis,
            minutes=form.minutes,
            guests_allowed=values["guests_allowed"],
            now=timezone.now(),
        ),
        said=_("The workshop is open. Show the wall screen, and let people join."),
        to=lambda workshop: reverse("workshops:board", args=[workshop.code]),
    )


@login_not_required
@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """Ask for the code on the wall and lead to the workshop. Open to guests."""
    form = FindForm(request.GET if "kod" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            sessions.knock(address=network_address(request), now=timezone.now())
            return redirect("workshops:join", queries.workshop_of(form.cleaned_data["kod"]).code)
        except Refused as refused:
            form.refuse(refused)
        except Http404:
            form.add_error("kod", _("No workshop has that code. Look at the screen once more."))
    return render(request, "workshops/find.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@GET_POST
def join(request: ActorRequest, code: str) -> HttpResponse:
    """Join under the name of a function; with a login or as a guest."""
    workshop = queries.workshop_of(code)
    if workshop.closed_at is None and _member(request, workshop) is not None:
        return redirect("workshops:board", workshop.code)
    post = request.actor.posts[0] if request.actor.posts else None
    initial = {"function": (post.title or _(post.role.label))[:80], "party": post.party} if post else {}
    is_guest = request.actor.user_id is None
    is_closed = workshop.closed_at is not None
    needs_login = is_guest and not workshop.guests_allowed
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and not is_closed and not needs_login and form.is_valid():
        try:
            sessions.knock(address=network_address(request), now=timezone.now())
            member, token = sessions.join(
                workshop=workshop, user_id=request.actor.user_id, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            answer = redirect("workshops:board", workshop.code)
            if member.user_id is None:
                answer.set_cookie(
                    _cookie(workshop.code),
                    token,
                    max_age=HALF_A_DAY,
                    path=reverse("workshops:board", args=[workshop.code]),
                    secure=settings.SESSION_COOKIE_SECURE,
                    httponly=True,
                    samesite="Lax",
                )
            return answer
    page = JoinPage(
        code=workshop.code,
        title=workshop.analysis.title if not is_guest or not is_closed else "",
        form=form,
        is_closed=is_closed,
        needs_login=needs_login,
        login_address=f"{reverse('accounts:login')}?next={request.path}",
    )
    return render(request, "workshops/join.html", {"page": page}, status=422 if form.errors else 200)


def _poll_key(workshop: Any, member: Any, *, leads: bool, is_wall: bool) -> str:
    """Return what a screen shows when it asks for what is new: signed, so that asking costs one query."""
    values = [workshop.pk, member.pk, leads, is_wall, translation.get_language() or "sv"]
    return signing.dumps(values, salt=SALT)


def _board(
    request: ActorRequest, workshop: Any, member: Any, *, is_wall: bool = False, refused: str = "", typed: str = ""
) -> HttpResponse:
    leads = queries.may_lead(request.actor, workshop) and not is_wall
    is_guest = request.actor.user_id is None
    is_over = workshop.closed_at is not None and is_guest
    may_see = not is_guest and not is_wall and queries.may_see_analysis(request.actor, workshop)
    page = BoardPage.of(
        workshop,
        [] if is_over else queries.shown_cards(workshop.pk),
        member=member,
        members=queries.members_in(workshop),
        votes=queries.own_votes(member.pk),
        now=timezone.now(),
        poll_key=_poll_key(workshop, member, leads=leads, is_wall=is_wall),
        card_key=str(uuid.uuid4()),
        join_address=request.build_absolute_uri(reverse("workshops:join", args=[workshop.code])),
        may_lead=leads,
        may_undo=leads and queries.last_change(workshop) is not None,
        analysis_address=analysis_pointer(workshop.analysis).address if may_see else "",
        is_wall=is_wall,
        refused=refused,
        typed=typed,
    )
    template = "workshops/over.html" if is_over else "workshops/wall.html" if is_wall else "workshops/board.html"
    return render(request, template, {"page": page}, status=422 if refused else 200)


@login_not_required
@never_cache
@require_safe
def board(request: ActorRequest, code: str) -> HttpResponse:
    """Show the board to a member; who has not joined is led to joining."""
    workshop = queries.workshop_of(code)
    member = _member(request, workshop)
    if member is None:
        return redirect("workshops:join", workshop.code)
    return _board(request, workshop, member)


@login_not_required
@never_cache
@require_safe
def wall(request: ActorRequest, code: str) -> HttpResponse:
    """Show the board on a wall: large, without controls. Opened by any member's screen."""
    workshop = queries.workshop_of(code)
    member = _member(request, workshop)
    if member is None:
        return redirect("workshops:join", workshop.code)
    return _board(request, workshop, member, is_wall=True)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@login_not_required
@never_cache
@require_safe
def news(request: ActorRequest, code: str) -> HttpResponse:
    """Answer what is new after `efter`; 204 when nothing is. Screens ask every second.

    A screen shows the key it got with its page, in a header and without cookies: no session and no actor are looked
    up, so nothing new costs one query by key.
    """
    try:
        workshop_id, member_id, leads, is_wall, language = signing.loads(
            request.headers.get("X-Verkstad", ""), salt=SALT, max_age=HALF_A_DAY
        )
    except signing.BadSignature:
        raise Http404 from None
    found = queries.news_since(workshop_id, member_id, _number(request.GET.get("efter", "")))
    if found is None:
        return HttpResponse(status=204)
    votes = queries.own_votes(member_id)
    weighs = found.phase == Phase.WEIGH and not is_wall
    with translation.override(language):
        cards = [_card_news(card, votes, code=code, leads=leads, weighs=weighs) for card in found.cards]
    return JsonResponse(
        {
            "sequence": found.sequence,
            "phase": found.phase,
            "seconds": seconds_left(found.phase_started_at, found.minutes, found.phase, timezone.now()),
            "members": found.members,
            "cards": cards,
        }
    )


def _card_news(card: Any, votes: dict[int, int], *, code: str, leads: bool, weighs: bool) -> dict[str, Any]:
    part = CardPart.of(card, own_points=votes.get(card.pk, 0))
    html = ""
    if not part.is_gone:
        shown = {"card": part, "code": code, "leads": leads, "weighs": weighs}
        html = render_to_string("workshops/_card.html", shown)
    return {
        "id": part.pk,
        "key": part.key,
        "lane": part.lane,
        "gone": part.is_gone,
        "cause": part.kind == CardKind.CAUSE,
        "text": part.text,
        "html": html,
    }


@login_not_required
@require_POST
def contribute(request: ActorRequest, code: str) -> HttpResponse:
    """Take in a card. The same key is stored once."""
    workshop = queries.workshop_of(code)
    member = _demand_member(request, workshop)
    form = CardForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("Write something on the card, at most 300 signs.", field="text")
        values = form.cleaned_data
        parent_id = values["parent"]
        card = card_services.add_card(
            member=member,
            key=values["key"],
            kind=values["kind"],
            text=values["text"],
            side=values["side"],
            **({"factor": values["factor"]} if values["factor"] else {}),
            parent=queries.card_of(workshop, parent_id) if parent_id else None,
            now=timezone.now(),
        )
    except Refused as refused:
        reason = told_in_one(refused)
        if _wants_json(request):
            return JsonResponse({"reason": reason}, status=422)
        return _board(request, workshop, member, refused=reason, typed=request.POST.get("text", "")[:300])
    if _wants_json(request):
        return JsonResponse({"id": card.pk, "sequence": card.sequence}, status=201)
    return redirect("workshops:board", workshop.code)


def _demand_member(request: ActorRequest, workshop: Any) -> Any:
    member = _member(request, workshop)
    if member is None:
        raise Http404
    return member


def _answer(request: ActorRequest, workshop: Any, do: Callable[[], Any]) -> HttpResponse:
    """Do a deed of the board and answer a script with a number or a reason, a plain form with the board."""
    try:
        do()
    except Refused as refused:
        if _wants_json(request):
            status = 403 if isinstance(refused, NotAllowed) else 422
            return JsonResponse({"reason": told_in_one(refused)}, status=status)
        if isinstance(refused, NotAllowed):
            raise
        tell_refusal(request, refused)
    else:
        if _wants_json(request):
            return JsonResponse({}, status=200)
    return redirect("workshops:board", workshop.code)


@login_not_required
@require_POST
def give_points(request: ActorRequest, code: str, card_id: int) -> HttpResponse:
    """Give a card some of one's three points."""
    workshop = queries.workshop_of(code)
    member = _demand_member(request, workshop)
    card = queries.card_of(workshop, card_id)
    form = PointsForm(request.POST)

    def do() -> None:
        if not form.is_valid():
            raise Refused("Give 0, 1, 2 or 3 points.")
        points = form.cleaned_data["points"]
        card_services.give_points(member=member, card=card, points=points, now=timezone.now())

    return _answer(request, workshop, do)


def _led(request: ActorRequest, code: str) -> Any:
    """Return the workshop for its facilitator; 404 for whoever may not see the analysis, 403 for who only sees."""
    workshop = queries.workshop_of(code)
    if not queries.may_see_analysis(request.actor, workshop):
        raise Http404
    demand(queries.may_lead(request.actor, workshop), NOT_YOURS)
    return workshop


@require_POST
def place(request: ActorRequest, code: str, card_id: int) -> HttpResponse:
    """Place a cause on a side of the triangle."""
    workshop = _led(request, code)
    card = queries.card_of(workshop, card_id)
    form = PlaceForm(request.POST)

    def do() -> None:
        if not form.is_valid():
            raise Refused("Choose a side of the triangle.")
        card_services.place(by=request.actor, card=card, side=form.cleaned_data["side"], now=timezone.now())

    return _answer(request, workshop, do)


@require_POST
def set_aside(request: ActorRequest, code: str, card_id: int) -> HttpResponse:
    """Take a card off the board."""
    workshop = _led(request, code)
    card = queries.card_of(workshop, card_id)
    return _answer(request, workshop, lambda: card_services.set_aside(by=request.actor, card=card, now=timezone.now()))


@require_POST
def merge(request: ActorRequest, code: str) -> HttpResponse:
    """Merge two cards that say nearly the same."""
    workshop = _led(request, code)
    form = MergeForm(request.POST)

    def do() -> None:
        if not form.is_valid():
            raise Refused("Choose two cards on the board.")
        card, into = (queries.card_of(workshop, form.cleaned_data[name]) for name in ("card", "into"))
        card_services.merge(by=request.actor, card=card, into=into, now=timezone.now())

    return _answer(request, workshop, do)


@require_POST
def undo(request: ActorRequest, code: str) -> HttpResponse:
    """Undo the latest change of the board."""
    workshop = _led(request, code)
    return _answer(
        request, workshop, lambda: card_services.undo(by=request.actor, workshop=workshop, now=timezone.now())
    )


@require_POST
def step(request: ActorRequest, code: str) -> HttpResponse:
    """Go on to the next step, or back."""
    workshop = _led(request, code)
    form = StepForm(request.POST)

    def do() -> None:
        if not form.is_valid():
            raise Refused("Choose whether to go on or back.")
        forward = form.cleaned_data["riktning"] == "fram"
        at = form.cleaned_data["at"]
        sessions.step(by=request.actor, workshop=workshop, at=at, forward=forward, now=timezone.now())

    return _answer(request, workshop, do)


@GET_POST
def save(request: ActorRequest, code: str) -> HttpResponse:
    """Choose cards and save them in the analysis; it can be done again."""
    workshop = _led(request, code)
    cards = queries.cards_to_save(workshop)
    form = SaveForm(request.POST or None, cards=cards)
    if request.method == "POST" and form.is_valid():
        try:
            saved = saving.save_in_analysis(
                by=request.actor, workshop=workshop, card_ids=form.cleaned_data["cards"], now=timezone.now()
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                _("Saved in the analysis. New causes: %(causes)s, steps: %(steps)s, expectations: %(expectations)s.")
                % {"causes": saved.causes, "steps": saved.steps, "expectations": saved.expectations},
            )
            return redirect(analysis_pointer(workshop.analysis).address)
    parts = [CardPart.of(card) for card in cards]
    sent = form.data.getlist("cards") if form.is_bound and hasattr(form.data, "getlist") else None
    page = SavePage(
        code=workshop.code,
        title=workshop.analysis.title,
        form=form,
        causes=tuple(part for part in parts if part.kind == CardKind.CAUSE),
        steps=tuple(part for part in parts if part.kind == CardKind.STEP),
        expectations=tuple(part for part in parts if part.kind == CardKind.EXPECTATION),
        chosen=frozenset(part.pk for part in parts if sent is None or str(part.pk) in sent),
        analysis_address=analysis_pointer(workshop.analysis).address,
    )
    return render(request, "workshops/save.html", {"page": page}, status=422 if form.errors else 200)
