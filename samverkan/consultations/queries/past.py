"""Questions about rounds read from old documents."""

from __future__ import annotations

from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.consultations.models import ReadFinding, ReadValue, Round
from samverkan.consultations.queries.rounds import round_to_keep
from samverkan.ground.refusals import Refused
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind


def past_round_for(actor: Actor, round_id: int) -> Round:
    """Return a round read from an old document, to those who send, or answer as if it did not exist."""
    round_ = round_to_keep(actor, round_id)
    if not round_.case.is_past:
        raise Http404
    return round_


def values_of(round_: Round) -> list[ReadValue]:
    """Return every value with its place, in the document's order: one query."""
    return list(round_.read_values.order_by("order"))


def findings_of(round_: Round) -> list[ReadFinding]:
    """Return what the reader found missing or contradictory: one query."""
    return list(round_.read_findings.order_by("order"))


def municipality_named(name: str) -> Unit:
    """Return the municipality with the name, or raise `Refused` with a sentence."""
    found = Unit.objects.filter(kind=UnitKind.MUNICIPALITY, name__iexact=name.strip()).first()
    if found is None:
        raise Refused("There is no municipality called %(name)s.", name=name)
    return found
