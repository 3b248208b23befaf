"""Questions about workshops: whose they are, what is new on the board, what was chosen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.causes.models import Analysis
from samverkan.causes.queries.analyses import analyses_visible_to
from samverkan.causes.words import AnalysisState
from samverkan.workshops.models import Card, Change, Member, Vote, Workshop
from samverkan.workshops.words import CardKind, CardState, Phase

SHOWN = (CardState.ON_BOARD, CardState.SAVED)
"""Cards that stand on the board; the others are merged or set aside, and kept."""


def token_hash(token: str) -> str:
    """Return what is stored of the secret in a guest's cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def workshops_visible_to(actor: Actor) -> QuerySet[Workshop]:
    """Return the workshops about analyses that the actor may see, the latest first."""
    visible = analyses_visible_to(actor).order_by().values("pk")
    return Workshop.objects.filter(analysis__in=visible).select_related("analysis__problem__unit")


def analyses_to_meet_about(actor: Actor) -> list[Analysis]:
    """Return the open analyses that the actor prepares and that nobody holds a workshop about already."""
    held = Workshop.objects.filter(analysis=OuterRef("pk")).exclude(phase=Phase.CLOSED)
    mine = [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]
    return list(
        analyses_visible_to(actor)
        .filter(state=AnalysisState.OPEN, problem__unit_id__in=mine)
        .exclude(Exists(held))
        .order_by("problem__unit__name", "title")
    )


def workshop_of(code: str) -> Workshop:
    """Return the workshop that the code opens; who knows the code knows that it exists."""
    found = Workshop.objects.select_related("analysis__problem__unit").filter(code=code.upper()).first()
    if found is None:
        raise Http404
    return found


def may_lead(actor: Actor, workshop: Workshop) -> bool:
    """Tell whether the actor facilitates: whoever prepares the matters of the unit."""
    return may_prepare(actor, workshop.analysis.problem.unit_id)


def may_see_analysis(actor: Actor, workshop: Workshop) -> bool:
    """Tell whether the actor may open the analysis that the workshop is about."""
    return analyses_visible_to(actor).filter(pk=workshop.analysis_id).exists()


def member_of(workshop: Workshop, actor: Actor, token: str) -> Member | None:
    """Return the member that the person, or the secret in the guest's cookie, has joined as."""
    if actor.user_id is not None:
        return workshop.members.filter(user_id=actor.user_id).first()
    return workshop.members.filter(token_hash=token_hash(token), user__isnull=True).first() if token else None


def _points() -> Coalesce:
    given = (
        Vote.objects.filter(Q(card=OuterRef("pk")) | Q(card__merged_into=OuterRef("pk")))
        .order_by()
        .annotate(total=Func(F("points"), function="SUM", output_field=IntegerField()))
        .values("total")
    )
    return Coalesce(Subquery(given), 0)


def cards_of(workshop_id: int) -> QuerySet[Card]:
    """Return all cards of the workshop with their points, those of merged cards counted. The caller has passed the
    gate.
    """
    return Card.objects.filter(workshop_id=workshop_id).annotate(total=_points()).select_related("member", "parent")


def shown_cards(workshop_id: int) -> list[Card]:
    """Return the cards that stand on the board, in the order they came."""
    return list(cards_of(workshop_id).filter(state__in=SHOWN).order_by("pk"))


def card_of(workshop: Workshop, card_id: int) -> Card:
    """Return a card of the workshop, or answer as if it did not exist."""
    found = cards_of(workshop.pk).filter(pk=card_id).first()
    if found is None:
        raise Http404
    return found


def own_votes(member_id: int) -> dict[int, int]:
    """Return the member's points by card."""
    return dict(Vote.objects.filter(member_id=member_id, points__gt=0).values_list("card_id", "points"))


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since a screen asked last. `sequence` is what it shall ask after next time."""

    sequence: int
    phase: Phase
    phase_started_at: datetime
    minutes: dict[str, Any]
    members: int
    cards: tuple[Card, ...]


def news_since(workshop_id: int, member_id: int, after: int) -> News | None:
    """Return what is new after the number, or nothing: then it has cost one query by key.

    Every change takes the next number while it holds the workshop's row, so numbers become visible in order. Cards
    changed after the number was read are left for the next time, which keeps cards and step of one moment.
    """
    row = (
        Workshop.objects.filter(pk=workshop_id, members__pk=member_id)
        .values("sequence", "phase", "phase_started_at", "minutes")
        .first()
    )
    if row is None:
        raise Http404
    if row["sequence"] <= after:
        return None
    cards = cards_of(workshop_id).filter(sequence__gt=after, sequence__lte=row["sequence"]).order_by("sequence")
    return News(
        sequence=row["sequence"],
        phase=Phase(row["phase"]),
        phase_started_at=row["phase_started_at"],
        minutes=row["minutes"],
        members=Member.objects.filter(workshop_id=workshop_id).count(),
        cards=tuple(cards),
    )


def cards_to_save(workshop: Workshop) -> list[Card]:
    """Return the cards that can become a part of the analysis, those with most points first."""
    kinds = (CardKind.CAUSE, CardKind.STEP, CardKind.EXPECTATION)
    found = cards_of(workshop.pk).filter(kind__in=kinds, state__in=SHOWN).select_related("cause")
    return sorted(found, key=lambda card: (-getattr(card, "total", 0), card.pk))


def last_change(workshop: Workshop) -> Change | None:
    """Return the facilitator's latest deed that can be undone."""
    return workshop.changes.filter(undone_at__isnull=True).order_by("-pk").first()


def members_in(workshop: Workshop) -> int:
    """Return how many have joined."""
    return workshop.members.count()


def workshops_open_to(actor: Actor) -> list[Workshop]:
    """Return the workshops that are not closed, of the units the actor prepares and those joined: one query.

    The latest first. One in `Phase.LOBBY` is planned, the others go on. Who has insight only takes no part.
    """
    if actor.user_id is None or (actor.roles and actor.roles <= INSIGHT_ONLY):
        return []
    prepared = [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]
    joined = Member.objects.filter(user_id=actor.user_id).values("workshop_id")
    rows = Workshop.objects.filter(Q(analysis__problem__unit_id__in=prepared) | Q(pk__in=joined))
    return list(rows.filter(closed_at__isnull=True).select_related("analysis__problem__unit").order_by("-opened_at"))
