"""What waits in the merge of a picture, for those who write it together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samverkan.access.actor import Actor
from samverkan.situation.models import Contribution, Line, Picture, Statement
from samverkan.situation.queries.contributions import prepared_ids
from samverkan.situation.words import Agreement, ContributionState


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a unit's newest picture: shared lines in no joint statement, statements not settled, contributions.

    Lines that a party has not shared are its own matter and are never counted.
    """

    picture: Picture
    lines: int
    statements: int
    contributions: int


def _number(rows: QuerySet[Line] | QuerySet[Statement] | QuerySet[Contribution]) -> Coalesce:
    """Return how many rows the picture has, as a part of the question about the picture."""
    counted = rows.filter(picture=OuterRef("pk")).order_by().values("picture").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return what waits in the newest pictures of the units that the actor prepares: one query.

    A picture in which nothing waits is left out.
    """
    newest = Picture.objects.filter(unit=OuterRef("unit")).order_by("-year").values("pk")[:1]
    joined = Statement.objects.filter(lines=OuterRef("pk"), removed_at__isnull=True)
    rows = (
        Picture.objects.filter(unit_id__in=prepared_ids(actor), pk=Subquery(newest))
        .select_related("unit")
        .annotate(
            loose=_number(Line.objects.filter(~Exists(joined), shared_at__isnull=False)),
            unsettled=_number(Statement.objects.filter(removed_at__isnull=True, agreement=Agreement.NOT_YET)),
            sent=_number(Contribution.objects.filter(state=ContributionState.NEW)),
        )
        .order_by("unit__name")
    )
    found = (Waiting(one, one.loose, one.unsettled, one.sent) for one in rows)
    return [one for one in found if one.lines or one.statements or one.contributions]
