"""What of the parties' halves is one person's to do: by function, and with the eyes of the second person."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.access.words import Role
from samverkan.measures.models import Half
from samverkan.measures.queries.halves import owed
from samverkan.measures.queries.measures import own_units
from samverkan.measures.rules.access import has_insight_only
from samverkan.measures.words import HalfState
from samverkan.organisation.models import Dated, Post

HEADS = frozenset({Role.DISTRICT_DIRECTOR, Role.LOCAL_POLICE_HEAD})
"""They answer for their whole unit: what is late there is theirs to see, whoever was to do it."""


def halves_of_function(actor: Actor, *, until: date, on: date) -> QuerySet[Half]:
    """Return what the actor's function is to do until the day, and what awaits a second pair of eyes: one query.

    A half is a function's own when a title of the actor's posts in that unit answers for it; where nobody in the unit
    holds that title today, it is everybody's there, so that nothing falls between two functions. A half reported done
    by another person waits for those who may close it: the party's own in the half's unit and in the plan's.
    """
    if actor.user_id is None or actor.party is None or has_insight_only(actor):
        return Half.objects.none()
    holders = Post.objects.filter(Dated.holding(on), unit_id=OuterRef("unit_id"), title=OuterRef("owner_title"))
    mine = Q(~Exists(holders))
    for post in actor.posts:
        mine |= Q(unit_id=post.unit_id, owner_title=post.title)
    if HEADS & actor.roles:
        mine |= Q(due_on__lt=on)
    units = own_units(actor) | (actor.own_unit_ids & actor.municipality_ids)
    prepared = [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]
    to_do = Q(mine, state__in=(HalfState.PLANNED, HalfState.ONGOING), unit_id__in=units, due_on__lte=until)
    reported = Q(unit_id__in=units) | Q(measure__plan__unit_id__in=prepared)
    to_close = Q(reported, state=HalfState.REPORTED) & ~Q(reported_by_id=actor.user_id)
    return owed().prefetch_related(None).filter(to_do | to_close, party=actor.party)
