"""The duty to inform: sending, receiving and the proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand
from samverkan.communication import queries, services
from samverkan.communication.forms import AnswerForm, InformForm
from samverkan.communication.pages import InformationPage, InformationRow, InformPage, ListPage, TimelineEvent
from samverkan.ground.refusals import Refused
from samverkan.organisation.queries import unit_for
from samverkan.ui.http import GET_POST, ActorRequest


@require_safe
def informations(request: ActorRequest) -> HttpResponse:
    """List what the parties have told each other, and who has not received it."""
    found = Paginator(queries.information_visible_to(request.actor), 25).get_page(request.GET.get("page"))
    page = ListPage(
        rows=tuple(InformationRow.of(information, today=localdate()) for information in found),
        pages=found,
        may_inform=bool(queries.READING & request.actor.roles),
    )
    return render(request, "communication/list.html", {"page": page})


@GET_POST
def inform(request: ActorRequest) -> HttpResponse:
    """Tell the other party's decision-makers that something has happened."""
    actor, today = request.actor, localdate()
    demand(queries.speaks_for(actor) is not None, "Only the parties of the agreement inform each other.")
    places = queries.places_to_inform(actor, on=today)
    choices = [(place.unit_id, place.unit_name) for place in places]
    form = InformForm(request.POST or None, places=choices, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        cleaned = dict(form.cleaned_data)
        unit = unit_for(actor, cleaned.pop("unit"))
        try:
            information = services.send_information(by=actor, unit=unit, today=today, **cleaned)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The information is sent. Here you see when it is received."))
            return redirect("communication:information", information.pk)
    return render(request, "communication/inform.html", {"page": InformPage(form, places)})


def proof_of(information: Any) -> Iterator[TimelineEvent]:
    """Yield what is known of the way of the information, as texts."""
    sender = f"{information.sender_title}, {information.sender_name}"
    yield TimelineEvent(
        information.sent_at, _("Sent by %(sender)s") % {"sender": sender}, party=information.sender_party
    )
    for delivery in information.deliveries.all():
        notice = delivery.notice
        who = {"who": f"{_(delivery.function_title)}, {notice.recipient.name}"}
        if notice.mailed_at:
            yield TimelineEvent(notice.mailed_at, _("Mailed to %(who)s") % who)
        if notice.read_at:
            yield TimelineEvent(notice.read_at, _("Opened by %(who)s") % who)
        if notice.received_at:
            yield TimelineEvent(notice.received_at, _("Received by %(who)s") % who)
        if delivery.answered_at:
            yield TimelineEvent(delivery.answered_at, _("Answered by %(who)s") % who, text=delivery.answer)


def render_information(request: ActorRequest, information_id: int, form: AnswerForm) -> HttpResponse:
    """Show one notice of information."""
    information = queries.information_for(request.actor, information_id)
    page = InformationPage.of(
        information,
        today=localdate(),
        own=queries.delivery_to(request.actor, information),
        form=form,
        proof=proof_of(information),
    )
    return render(request, "communication/information.html", {"page": page})


@require_safe
def information(request: ActorRequest, information_id: int) -> HttpResponse:
    """Show what was told, to whom, and the proof of its delivery."""
    return render_information(request, information_id, AnswerForm())


def own_copy(request: ActorRequest, information_id: int) -> Any:
    """Return the reader's own copy, or answer as if there were none."""
    found = queries.information_for(request.actor, information_id)
    delivery = queries.delivery_to(request.actor, found)
    if delivery is None:
        raise Http404
    return delivery


@require_POST
def acknowledge(request: ActorRequest, information_id: int) -> HttpResponse:
    """Give the receipt."""
    services.acknowledge(by=request.actor, delivery=own_copy(request, information_id))
    messages.success(request, _("You have confirmed that you have received it. The time is kept as proof."))
    return redirect("communication:information", information_id)


@require_POST
def answer(request: ActorRequest, information_id: int) -> HttpResponse:
    """Answer what was told."""
    delivery = own_copy(request, information_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_information(by=request.actor, delivery=delivery, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your answer is sent."))
            return redirect("communication:information", information_id)
    return render_information(request, information_id, form)
