"""Deeds with contributions from other actors: sent, used or declined, and the sender told what it led to (SIT-11)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.models import User
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.situation.models import Contribution, Picture, Statement
from samverkan.situation.queries.pictures import preparers_of
from samverkan.situation.rules.rooms import may_contribute
from samverkan.situation.services.merge import write_statement
from samverkan.situation.services.pictures import demand_preparing
from samverkan.situation.words import Agreement, Block, ContributionState

KIND = "situation.contribution"
SENT = "situation.contribution_sent"


def contribution_pointer(contribution: Contribution) -> Pointer:
    """Return where the contribution can be opened. The title is in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Contribution from %(sender)s: %(field)s") % {
            "sender": contribution.sender,
            "field": contribution.field,
        }
    address = reverse("situation:contribution", args=[contribution.pk])
    return Pointer(KIND, str(contribution.pk), title, address)


@transaction.atomic
def send_contribution(
    *,
    by: Actor,
    picture: Picture,
    unit: Unit | None = None,
    sender: str = "",
    field: str,
    text: str,
    own_work: str = "",
    today: date,
) -> Contribution:
    """Send what one's own organisation sees, or register what came by other ways (SIT-11).

    A representative sends for the organisation of the post, `unit`. Those who prepare the picture register what
    another actor has sent in, with `sender` as written.
    """
    prepares = may_prepare(by, picture.unit_id)
    represents = unit is not None and unit.pk in {post.unit_id for post in by.posts}
    municipality_id = picture.unit.municipality_id or picture.unit_id
    demand(prepares or (represents and may_contribute(by, municipality_id)), "You may not contribute to this picture.")
    sender = unit.name if unit is not None else sender.strip()
    refuse_person_data(sender=sender, field=field, text=text, own_work=own_work)
    for name, words, reason in (
        ("sender", sender, "Write from whom the contribution is."),
        ("field", field, "Write what it is about."),
        ("text", text, "Write what you see."),
    ):
        if not words.strip():
            raise Refused(reason, field=name)
    contribution = Contribution.objects.create(
        picture=picture,
        unit=unit,
        sender=sender,
        field=field.strip(),
        text=text.strip(),
        own_work=own_work.strip(),
        received_on=today,
    )
    pointer = contribution_pointer(contribution)
    recipients = [user for user in preparers_of(picture.unit, on=today) if user.pk != by.user_id]
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(sender)s contributes to the situation picture") % {"sender": sender}
        told = gettext("Use it in the picture, or answer why it is not used.")
    tell(recipients, about=pointer, title=title, text=told)
    record(by=by, event=SENT, on=pointer, details={"unit": picture.unit.name})
    return contribution


def _locked_new(by: Actor, contribution: Contribution) -> Contribution:
    contribution = (
        Contribution.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=contribution.pk)
    )
    demand_preparing(by, contribution.picture)
    if contribution.state != ContributionState.NEW:
        raise Refused("The contribution has already been dealt with.")
    return contribution


@transaction.atomic
def use_contribution(
    *,
    by: Actor,
    contribution: Contribution,
    block: Block,
    area: Area | None = None,
    text: str,
    reply: str = "",
    agreement: Agreement = Agreement.NOT_YET,
    now: datetime,
) -> Statement:
    """Let the contribution become a joint statement, and tell its sender."""
    contribution = _locked_new(by, contribution)
    refuse_person_data(reply=reply)
    statement = write_statement(
        by=by, picture=contribution.picture, block=block, area=area, text=text, agreement=agreement, now=now
    )
    contribution.state, contribution.statement, contribution.reply = ContributionState.USED, statement, reply.strip()
    contribution.save(update_fields=["state", "statement", "reply"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Your contribution is used in the situation picture of %(unit)s") % {
            "unit": contribution.picture.unit.name
        }
        told = gettext("It led to this: %(text)s") % {"text": text.strip()}
    _answer(contribution, title, f"{told}\n{reply.strip()}".strip())
    record(
        by=by,
        event="situation.contribution_used",
        on=contribution_pointer(contribution),
        details={"statement": statement.pk},
    )
    return statement


@transaction.atomic
def decline_contribution(*, by: Actor, contribution: Contribution, reply: str) -> Contribution:
    """Answer why the contribution is not used; the sender is told."""
    contribution = _locked_new(by, contribution)
    refuse_person_data(reply=reply)
    if not reply.strip():
        raise Refused("Write to the sender why the contribution is not used.", field="reply")
    contribution.state, contribution.reply = ContributionState.DECLINED, reply.strip()
    contribution.save(update_fields=["state", "reply"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Answer to your contribution to the situation picture of %(unit)s") % {
            "unit": contribution.picture.unit.name
        }
    _answer(contribution, title, reply.strip())
    record(by=by, event="situation.contribution_declined", on=contribution_pointer(contribution))
    return contribution


def _answer(contribution: Contribution, title: str, text: str) -> None:
    """Tell the person who sent it, as the trail knows; what was registered for somebody else is answered by them."""
    sent = entries_about(KIND, str(contribution.pk)).filter(event=SENT).first()
    if contribution.unit_id is None or sent is None or sent.user_id is None:
        return
    tell(
        User.objects.filter(pk=sent.user_id, is_active=True),
        about=contribution_pointer(contribution),
        title=title,
        text=text,
    )
