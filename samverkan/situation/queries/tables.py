"""Questions about tables of figures."""

from __future__ import annotations

from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.situation.models import Table
from samverkan.situation.queries.pictures import pictures_visible_to


def table_for(actor: Actor, table_id: int) -> Table:
    """Return the table with its numbers, or answer as if it did not exist."""
    table = (
        Table.objects.filter(picture__in=pictures_visible_to(actor).values("pk"), pk=table_id)
        .select_related("picture__unit", "area", "source")
        .prefetch_related("cells")
        .first()
    )
    if table is None:
        raise Http404
    return table
