"""A person's notices."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.notices import queries, services
from samverkan.notices.pages import NoticePage, NoticeRow, NoticesPage
from samverkan.ui.http import ActorRequest

MOST = 100
"""So many unread notices are listed; who has more reads these first."""


@require_safe
def notices(request: ActorRequest) -> HttpResponse:
    """List the person's notices."""
    actor = request.actor
    read = Paginator(queries.read_by(actor), 25).get_page(request.GET.get("page"))
    page = NoticesPage(
        awaiting=tuple(NoticeRow.of(notice) for notice in queries.awaiting_receipt_for(actor)[:MOST]),
        unread=tuple(NoticeRow.of(notice) for notice in queries.unread_for(actor)[:MOST]),
        read=tuple(NoticeRow.of(notice) for notice in read),
        pages=read,
        wants_letters=queries.wants_letters(actor),
    )
    return render(request, "notices/list.html", {"page": page})


@require_safe
def notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Open a notice; that it was opened is kept."""
    found = queries.notice_for(request.actor, notice_id)
    if request.method == "GET":
        found = services.note_reading(by=request.actor, notice=found)
    return render(request, "notices/notice.html", {"page": NoticePage.of(found)})


@require_POST
def give_receipt(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Give the receipt that the notice asks for, and go back to where it was given."""
    services.give_receipt(by=request.actor, notice=queries.notice_for(request.actor, notice_id))
    messages.success(request, _("You have confirmed that you have received it. The time is kept as proof."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("notices:notice", notice_id)


@require_POST
def choose_letters(request: ActorRequest) -> HttpResponse:
    """Choose whether notices are also mailed."""
    services.choose_letters(by=request.actor, wanted=request.POST.get("letters") == "yes")
    messages.success(request, _("Your choice is saved."))
    return redirect("notices:list")
