"""Letters on paper to bodies without an account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from samverkan.consultations.pages.letters import LetterPage
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import rounds as queries
from samverkan.consultations.views.common import back_to_asker, guests_too
from samverkan.ui.http import ActorRequest


def show_letter(request: ActorRequest, referral_id: int, *, link: str = "") -> HttpResponse:
    """Show the letter to a body that the actor asks, with the link that has just been made, if any."""
    referral = answer_queries.referral_to_send(request.actor, referral_id)
    page = LetterPage.of(
        referral,
        queries.materials_of(referral.round),
        reminded_on=queries.reminded_on(referral),
        link=link,
        back_address=back_to_asker(request, referral),
        on=localdate(),
    )
    return render(request, "consultations/letter.html", {"page": page})


@guests_too
@require_safe
def letter(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Show what is written to a body without an account, to be printed: the request, or a reminder (REM-34)."""
    return show_letter(request, referral_id)
