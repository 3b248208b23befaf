"""Deeds of the session: open, step through it, join."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.causes.models import Analysis
from samverkan.causes.services.analyses import note_workshop
from samverkan.causes.words import AnalysisState
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.workshops.models import Knock, Member, Workshop
from samverkan.workshops.queries import token_hash
from samverkan.workshops.rules import (
    ALPHABET,
    CODE_LENGTH,
    KNOCK_WINDOW,
    MINUTES,
    MOST_KNOCKS,
    MOST_MEMBERS,
    following,
    preceding,
)
from samverkan.workshops.words import Phase

NOT_YOURS = "You may not lead the workshops of this unit."


def workshop_pointer(workshop: Workshop) -> Pointer:
    """Return where the workshop can be opened. The title is in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Workshop: %(analysis)s") % {"analysis": workshop.analysis.title}
    return Pointer("workshops.workshop", str(workshop.pk), title, reverse("workshops:board", args=[workshop.code]))


def demand_workshop(*, by: Actor, workshop_id: int) -> Workshop:
    """Return the workshop with its row locked, for somebody who leads it."""
    workshop = locked(workshop_id)
    demand(may_prepare(by, workshop.analysis.problem.unit_id), NOT_YOURS)
    return workshop


def locked(workshop_id: int) -> Workshop:
    """Return the workshop with its row locked: every change of the board takes its number here, one at a time."""
    return (
        Workshop.objects.select_for_update(of=("self",)).select_related("analysis__problem__unit").get(pk=workshop_id)
    )


def next_number(workshop: Workshop) -> int:
    """Take the next number of the locked workshop; what changes is stored with it before the lock is let go."""
    workshop.sequence += 1
    workshop.save(update_fields=["sequence"])
    return workshop.sequence


@transaction.atomic
def open_workshop(
    *,
    by: Actor,
    analysis: Analysis,
    minutes: Mapping[Phase, int] | None = None,
    guests_allowed: bool = True,
    now: datetime,
) -> Workshop:
    """Open a workshop about an analysis (CAU-12). Who opens it takes part under the title of the post."""
    analysis = Analysis.objects.select_related("problem__unit").get(pk=analysis.pk)
    demand(may_prepare(by, analysis.problem.unit_id), NOT_YOURS)
    if analysis.state == AnalysisState.SETTLED:
        raise Refused("The analysis has been settled; a workshop is held before that.")
    if Workshop.objects.filter(analysis=analysis, closed_at__isnull=True).exists():
        raise Refused("A workshop about the analysis is already open.", way_on="Go to that one, or close it first.")
    planned = MINUTES | dict(minutes or {})
    if any(not 1 <= one <= 240 for one in planned.values()):
        raise Refused("Give each step between 1 and 240 minutes.", field="minutes")
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    workshop = Workshop.objects.create(
        analysis=analysis,
        code=code,
        phase_started_at=now,
        minutes={str(phase): planned[phase] for phase in MINUTES},
        opened_at=now,
        guests_allowed=guests_allowed,
    )
    post = by.posts[0]
    Member.objects.create(
        workshop=workshop,
        user_id=by.user_id,
        function=(post.title or gettext(post.role.label))[:80],
        party=post.party,
        token_hash=token_hash(secrets.token_urlsafe(32)),
        joined_at=now,
    )
    note_workshop(by=by, analysis=analysis, workshop=workshop_pointer(workshop))
    record(by=by, event="workshops.opened", on=workshop_pointer(workshop), details={"analysis": analysis.pk})
    return workshop


@transaction.atomic
def step(*, by: Actor, workshop: Workshop, at: Phase, forward: bool, now: datetime) -> Workshop:
    """Go on to the next step, or back to the one before. `at` is the step that the facilitator sees.

    Sending the same twice moves once. After the last step the workshop closes; stepping back opens it again.
    """
    workshop = demand_workshop(by=by, workshop_id=workshop.pk)
    if workshop.phase != at:
        raise Refused("Somebody else has already gone to another step.")
    to = following(at) if forward else preceding(at)
    if to is None:
        raise Refused("There is no step beyond this one.")
    workshop.phase, workshop.phase_started_at = to, now
    workshop.closed_at = now if to == Phase.CLOSED else None
    workshop.save(update_fields=["phase", "phase_started_at", "closed_at"])
    next_number(workshop)
    record(by=by, event="workshops.stepped", on=workshop_pointer(workshop), details={"to": str(to)})
    return workshop


@transaction.atomic
def knock(*, address: str, now: datetime) -> None:
    """Count a try to join from a network address, and refuse when there have been too many lately."""
    source = salted_hmac("samverkan.workshops.knock", address, algorithm="sha256").hexdigest()
    Knock.objects.filter(since__lte=now - KNOCK_WINDOW).delete()
    found, _ = Knock.objects.select_for_update().get_or_create(source=source, defaults={"since": now})
    if found.times >= MOST_KNOCKS:
        raise Refused("Too many have tried to join from your network. Wait ten minutes and try again.")
    found.times += 1
    found.save(update_fields=["times"])


@transaction.atomic
def join(*, workshop: Workshop, user_id: int | None, function: str, party: Party, now: datetime) -> tuple[Member, str]:
    """Join under the name of a function; return the member and the secret for a guest's cookie.

    A member is part of the workshop, whose deeds the facilitator traces. A person with a login joins once, however
    many screens the person uses. Nobody joins a closed workshop.
    """
    workshop = locked(workshop.pk)
    refuse_person_data(function=function)
    if workshop.closed_at is not None:
        raise Refused("The workshop is closed. Nobody can join it any longer.")
    if user_id is None and not workshop.guests_allowed:
        raise Refused("Only those who can log in may join this workshop.")
    if not function.strip():
        raise Refused("Write the function that you take part as.", field="function")
    token = secrets.token_urlsafe(32)
    if user_id is not None and (known := workshop.members.filter(user_id=user_id).first()) is not None:
        return known, token
    if workshop.members.count() >= MOST_MEMBERS:
        raise Refused("The workshop is full.")
    member = Member.objects.create(
        workshop=workshop,
        user=User.objects.get(pk=user_id) if user_id is not None else None,
        function=function.strip()[:80],
        party=party,
        token_hash=token_hash(token),
        joined_at=now,
    )
    next_number(workshop)
    return member, token
