"""Deeds of the duty to inform."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.communication.models import Delivery, Information
from samverkan.communication.queries import READING, speaks_for
from samverkan.communication.rules import other_party, title_of
from samverkan.communication.words import Concerns
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.queries import decision_makers
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.models import Notice
from samverkan.notices.services import receive, tell
from samverkan.organisation.models import Unit


def information_pointer(information: Information) -> Pointer:
    """Return where the notice of information can be opened."""
    return Pointer(
        "communication.information",
        str(information.pk),
        str(information),
        reverse("communication:information", args=[information.pk]),
    )


@transaction.atomic
def send_information(
    *,
    by: Actor,
    unit: Unit,
    happened_on: date,
    event: str,
    concerns: Concerns,
    materiality: str,
    today: date,
) -> Information:
    """Tell the other party's decision-makers in the unit's steering group what has happened (COM-01 to -03).

    The recipients follow from the seats, not from anybody's choice; each gets a notice that asks for a receipt.
    Raises `Refused` with a way on when no decision-maker of the other party holds a seat.
    """
    demand(may_prepare(by, unit.pk), "You may not inform on behalf of a party here.")
    party = speaks_for(by)
    other = other_party(party) if party else None
    if party is None or other is None:
        raise NotAllowed("Only the parties of the agreement inform each other.")
    refuse_person_data(event=event, materiality=materiality)
    if not event.strip():
        raise Refused("Write what has happened or been decided.", field="event")
    if not materiality.strip():
        raise Refused(
            "Write why it may be material: without that it is no notice under the agreement.", field="materiality"
        )
    if happened_on > today:
        raise Refused("Give the day it happened or was decided, not a day to come.", field="happened_on")
    seats = [seat for seat in decision_makers(unit.pk, on=today, party=other) if seat.holder is not None]
    if not seats:
        raise Refused(
            "No decision-maker of the other party holds a seat in the steering group of %(unit)s.",
            way_on="Ask those who coordinate the group to fill the seat, and inform in another way until then.",
            unit=unit.name,
        )
    post = next(post for post in by.posts if post.role in READING)
    information = Information.objects.create(
        unit=unit,
        group=seats[0].group,
        sender_id=by.user_id,
        sender_party=party,
        sender_name=by.name[:120],
        sender_title=(post.title or gettext(post.role.label))[:160],
        happened_on=happened_on,
        event=event.strip(),
        concerns=concerns,
        materiality=materiality.strip(),
        sent_at=timezone.now(),
    )
    about = information_pointer(information)
    for seat in seats:
        assert seat.holder is not None
        with translation.override(seat.holder.language):
            title = gettext("Information from the other party: %(event)s") % {"event": title_of(event)}
        (notice,) = tell([seat.holder], about=about, title=title, text=information.event, receipt_wanted=True)
        Delivery.objects.create(information=information, notice=notice, function_title=seat.title)
    record(
        by=by,
        event="communication.informed",
        on=about,
        details={"unit": unit.name, "concerns": str(concerns), "told": [seat.title for seat in seats]},
    )
    return information


def _demand_own(by: Actor, delivery: Delivery) -> None:
    demand(by.user_id == delivery.notice.recipient_id, "Only the decision-maker who was told may do this.")


@transaction.atomic
def acknowledge(*, by: Actor, delivery: Delivery) -> Delivery:
    """Say that one has received the information; the time is the proof (COM-02)."""
    _demand_own(by, delivery)
    delivery.notice = receive(by=by, notice=Notice.objects.select_for_update().get(pk=delivery.notice_id))
    record(by=by, event="communication.received", on=information_pointer(delivery.information))
    return delivery


@transaction.atomic
def answer_information(*, by: Actor, delivery: Delivery, answer: str) -> Delivery:
    """Answer what was told; the answer is the receipt too, and goes back to the sender (COM-14)."""
    _demand_own(by, delivery)
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("information__sender").get(pk=delivery.pk)
    )
    refuse_person_data(answer=answer)
    if not answer.strip():
        raise Refused("Write an answer.", field="answer")
    if delivery.answered_at is not None:
        raise Refused("You have already answered.")
    notice = Notice.objects.select_for_update().get(pk=delivery.notice_id)
    if notice.received_at is None:
        receive(by=by, notice=notice)
    delivery.answer, delivery.answered_at = answer.strip(), timezone.now()
    delivery.save(update_fields=["answer", "answered_at"])
    information = delivery.information
    about = information_pointer(information)
    if information.sender is not None:
        with translation.override(information.sender.language):
            title = gettext("Answer to your information: %(event)s") % {"event": title_of(information.event)}
        tell([information.sender], about=about, title=title, text=delivery.answer)
    record(by=by, event="communication.answered", on=about)
    return delivery
