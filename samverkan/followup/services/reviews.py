"""Asking again whether a measure is still the most relevant one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.followup.models import Review
from samverkan.followup.words import Relevance
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.measures.models import Measure
from samverkan.measures.words import MeasureState

NOT_YOURS = "You may not follow up the measures of this unit."


def followed_pointer(measure: Measure) -> Pointer:
    """Return where the follow-up of the measure can be opened."""
    return Pointer("followup.measure", str(measure.pk), measure.title, reverse("followup:measure", args=[measure.pk]))


@transaction.atomic
def review_measure(
    *, by: Actor, measure: Measure, answer: Relevance, reason: str, next_on: date, today: date
) -> Review:
    """Answer whether the measure is still the most relevant one for its problem, and when to ask again (FOL-12).

    Either party answers; every answer is kept, so that what changed over time can be read.
    """
    demand(may_prepare(by, measure.plan.unit_id), NOT_YOURS)
    refuse_person_data(reason=reason)
    if measure.state != MeasureState.OPEN:
        raise Refused("The measure is no longer open, so the question does not come up.")
    if not reason.strip():
        raise Refused("Write why the measure is or is not the most relevant one.", field="reason")
    if next_on <= today:
        raise Refused("The day to ask again must lie ahead.", field="next_on")
    review = Review.objects.create(
        measure=measure,
        on=today,
        answer=answer,
        reason=reason.strip(),
        next_on=next_on,
        party=by.party or Party.EXTERNAL,
        by_name=by.name,
    )
    record(
        by=by,
        event="followup.reviewed",
        on=followed_pointer(measure),
        details={"answer": str(answer), "next_on": next_on.isoformat()},
    )
    return review
