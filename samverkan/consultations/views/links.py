"""Links for bodies without an account: made, shown once, revoked, and followed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from samverkan.consultations.forms.rounds import (
    NothingForm,
)
from samverkan.consultations.pages.rounds import (
    DoorPage,
)
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import rounds as queries
from samverkan.consultations.rules.period import last_day_for
from samverkan.consultations.services import links as services
from samverkan.consultations.views.common import SESSION_KEY, back_to_asker, crumbs_to_answer, guests_too
from samverkan.consultations.views.letters import show_letter
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage
from samverkan.ui.refusals import told_in_one


@guests_too
@never_cache
@GET_POST
def make_link(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Make a link for a body without an account and show it once."""
    referral = answer_queries.referral_to_send(request.actor, referral_id)
    back = back_to_asker(request, referral)
    if request.method == "POST":
        try:
            _link, token = services.make_link(by=request.actor, referral=referral, now=timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            tell_refusal(request, refused)
            return redirect(back)
        address = request.build_absolute_uri(reverse("consultations:come_in", args=[token]))
        return show_letter(request, referral_id, link=address)
    page = DeedPage(
        title=_("Link for %(body)s") % {"body": referral.name},
        form=NothingForm(),
        submit=_("Make a link"),
        cancel_address=back,
        crumbs=crumbs_to_answer(request, referral),
        lead=_(
            "Who has the link answers for the body. It is shown once, can be revoked, and each use is in the trail."
        ),
    )
    return render(request, "ui/deed.html", {"page": page})


@guests_too
@GET_POST
def revoke_link(request: ActorRequest, link_id: int) -> HttpResponse:
    """Close a link."""
    link = queries.link_for(request.actor, link_id)
    back = back_to_asker(request, link.referral)
    page = DeedPage(
        title=_("Revoke the link for %(body)s") % {"body": link.referral.name},
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Revoke the link"),
        cancel_address=back,
        crumbs=crumbs_to_answer(request, link.referral),
        effect=_("Who came in through it is out at once. What has been written stays."),
        is_stop=True,
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.revoke_link(by=request.actor, link=link, now=timezone.now()),
        said=_("The link has been revoked."),
        to=lambda row: back,
    )


@login_not_required
@never_cache
@GET_POST
def come_in(request: ActorRequest, token: str) -> HttpResponse:
    """Meet somebody who follows a link; pressing the button lets the person in and is noted in the trail."""
    link = queries.link_behind(services.hash_of(token))
    if request.method == "POST" and link is not None:
        if request.actor.user_id is not None:
            return redirect("consultations:answer", link.referral_id)
        try:
            guest = services.use_link(token=token, now=timezone.now())
        except Refused as refused:
            messages.error(request, told_in_one(refused))
        else:
            request.session.cycle_key()
            request.session[SESSION_KEY] = [guest.link_id, services.hash_of(token)]
            return redirect("consultations:answer", guest.referral_id)
    page = DoorPage(
        body=link.referral.name if link else "",
        case=link.referral.round.case.title if link else "",
        last_day=last_day_for(link.referral.round.last_day, link.referral.own_last_day) if link else None,
        opens=link is not None,
    )
    return render(request, "consultations/come_in.html", {"page": page}, status=200 if link else 404)
