"""What several views share: the way here, and letting in those who came through a link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.access.rules import may_prepare
from samverkan.consultations.queries import rounds as round_queries
from samverkan.consultations.rules.insight import Guest
from samverkan.ui.http import ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem

NEXT = "next"
"""What a button sends that saves and opens the next one."""
SESSION_KEY = "consultation_link"
"""Where the session keeps which link was used: its key and the hash of its secret."""

View = Callable[..., HttpResponse]


def guests_too(view: View) -> View:
    """Let in, beside those with an account, who came through a body's link: for that body alone.

    The link is looked up every time, so that one who was let in is out as soon as it is revoked.
    """

    @wraps(view)
    def respond(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.user_id is None:
            kept = request.session.get(SESSION_KEY)
            guest = round_queries.guest_of(kept[0], kept[1]) if isinstance(kept, list) and len(kept) == 2 else None
            if guest is None:
                return redirect_to_login(request.get_full_path())
            request.actor = guest
        return view(request, *args, **kwargs)

    return login_not_required(respond)


def is_guest(request: ActorRequest) -> bool:
    """Tell whether the person came through a link."""
    return isinstance(request.actor, Guest)


def crumbs_to_case(case: Any) -> tuple[NavigationItem, ...]:
    """Return the way to a case."""
    return (
        NavigationItem(_("Consultations"), reverse("consultations:list")),
        NavigationItem(case.title, reverse("consultations:case", args=[case.pk])),
    )


def crumbs_to_round(round_: Any) -> tuple[NavigationItem, ...]:
    """Return the way to a round."""
    title = _("Round %(number)s") % {"number": round_.number}
    return (*crumbs_to_case(round_.case), NavigationItem(title, reverse("consultations:round", args=[round_.pk])))


def crumbs_to_answer(request: ActorRequest, referral: Any) -> tuple[NavigationItem, ...]:
    """Return the way to an answer; who came through a link has no way further up."""
    here = NavigationItem(referral.name, reverse("consultations:answer", args=[referral.pk]))
    if is_guest(request):
        return (here,)
    return (*crumbs_to_round(referral.round), here)


def sends(request: ActorRequest, round_: Any) -> bool:
    return may_prepare(request.actor, round_.case.municipality_id)


def back_to_asker(request: ActorRequest, referral: Any) -> str:
    """Return where the one who asked looks at the body: the round, or the own answer for a sub-referral."""
    if referral.parent_id is not None and not sends(request, referral.round):
        return reverse("consultations:answer", args=[referral.parent_id])
    return reverse("consultations:round", args=[referral.round_id])


def answer_address(referral: Any) -> str:
    return reverse("consultations:answer", args=[referral.pk])


def deed_on_answer(
    request: ActorRequest,
    referral: Any,
    *,
    title: str,
    form: Any,
    submit: str,
    do: Callable[[dict[str, Any]], Any],
    said: str,
    stored_now: Callable[[], tuple[int, dict[str, Any]]] | None = None,
    onward: Callable[[Any], str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show and do a deed on an answer; it leads back to the answer, or where `onward` says."""
    page = DeedPage(
        title=title,
        form=form,
        submit=submit,
        cancel_address=answer_address(referral),
        crumbs=crumbs_to_answer(request, referral),
        **more,
    )
    return answer_deed(
        request,
        page,
        do=do,
        said=said,
        to=onward or (lambda outcome: answer_address(referral)),
        stored_now=stored_now,
    )
