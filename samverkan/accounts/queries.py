"""Questions about people."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.accounts.models import User


def user_of(actor: Actor) -> User:
    """Return the actor's own account."""
    user = User.objects.filter(pk=actor.user_id or 0, is_active=True).first()
    if user is None:
        raise Http404
    return user


def people_visible_to(actor: Actor, *, search: str = "") -> QuerySet[User]:
    """Return everybody who has an account, by name; for administrators, who alone keep accounts."""
    demand(may_administer(actor), "Only administrators keep people's accounts.")
    people = User.objects.order_by("name", "pk")
    return people.filter(Q(name__icontains=search) | Q(email__icontains=search)) if search else people


def person_for(actor: Actor, user_id: int) -> User:
    """Return the person, or answer as if there were none."""
    person = people_visible_to(actor).filter(pk=user_id).first()
    if person is None:
        raise Http404
    return person
