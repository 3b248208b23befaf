"""Questions about contributions from other actors: open to who sent them and to who prepares the picture."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.access.words import Role
from samverkan.organisation.models import Unit
from samverkan.situation.models import Contribution, Picture
from samverkan.situation.words import ContributionState


def own_organisations(actor: Actor) -> list[Unit]:
    """Return the organisations that the actor represents."""
    ids = [post.unit_id for post in actor.posts if post.role == Role.DEPARTMENT]
    return list(Unit.objects.filter(pk__in=ids).order_by("name")) if ids else []


def prepared_ids(actor: Actor) -> list[int]:
    """Return the units in which the actor prepares."""
    return [pk for pk in actor.own_unit_ids | actor.municipality_ids if may_prepare(actor, pk)]


def contributions_visible_to(actor: Actor) -> QuerySet[Contribution]:
    """Return what the actor's own organisation has sent, and what has come to pictures that the actor prepares."""
    own = [post.unit_id for post in actor.posts if post.role == Role.DEPARTMENT]
    return (
        Contribution.objects.filter(Q(unit_id__in=own) | Q(picture__unit_id__in=prepared_ids(actor)))
        .select_related("picture__unit", "unit", "statement")
        .order_by("-received_on", "-pk")
    )


def contribution_for(actor: Actor, contribution_id: int) -> Contribution:
    """Return the contribution, or answer as if it did not exist."""
    contribution = contributions_visible_to(actor).filter(pk=contribution_id).first()
    if contribution is None:
        raise Http404
    return contribution


def pictures_to_contribute_to(actor: Actor) -> list[Picture]:
    """Return the newest picture of each unit that the actor may send something to: one query.

    A representative sees only that there is such a picture, for which year, and not what it says.
    """
    municipalities = actor.municipality_ids if Role.DEPARTMENT in actor.roles else frozenset()
    scope = (
        Q(unit__municipality_id__in=municipalities) | Q(unit_id__in=municipalities) | Q(unit_id__in=prepared_ids(actor))
    )
    newest = Picture.objects.filter(unit=OuterRef("unit")).order_by("-year").values("pk")[:1]
    found = Picture.objects.filter(scope).annotate(newest=Subquery(newest)).filter(pk=F("newest"))
    return list(found.select_related("unit").order_by("unit__name"))


def waiting_in(picture: Picture) -> int:
    """Count the contributions to the picture that nobody has dealt with."""
    return Contribution.objects.filter(picture=picture, state=ContributionState.NEW).count()
