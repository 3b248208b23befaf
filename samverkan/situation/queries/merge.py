"""Questions about joint statements."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.situation.models import Problem, Statement
from samverkan.situation.queries.pictures import pictures_visible_to


def statements_visible_to(actor: Actor) -> QuerySet[Statement]:
    """Return the statements of the pictures that the actor may see; removed ones stay readable."""
    return (
        Statement.objects.filter(picture__in=pictures_visible_to(actor).values("pk"))
        .select_related("picture__unit", "area", "place", "carried_from__picture")
        .prefetch_related("lines", "sources", "indicators")
    )


def statement_for(actor: Actor, statement_id: int) -> Statement:
    """Return the statement, or answer as if it did not exist."""
    statement = statements_visible_to(actor).filter(pk=statement_id).first()
    if statement is None:
        raise Http404
    return statement


def problems_from(statement: Statement) -> list[Problem]:
    """Return the problems that are derived from the statement. The caller has passed the statement's gate."""
    return list(Problem.objects.filter(statements=statement).order_by("title"))
