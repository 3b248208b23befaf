"""Questions about the repeated question: is this still the most relevant measure? (FOL-12)"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from samverkan.followup.models import Review
from samverkan.measures.models import Measure

FIRST_AFTER = 90
"""Days after its start when a measure is first asked about: the product's choice, the sources say "continuously"."""


@dataclass(frozen=True, slots=True)
class Due:
    """A measure about which the question is to be asked, since when."""

    measure: Measure
    since: date


def reviews_of(measure_id: int) -> list[Review]:
    """Return the reviews of a measure, the latest first. The caller has passed the measure's gate."""
    return list(Review.objects.filter(measure_id=measure_id).order_by("-on", "-pk"))


def latest_reviews(measure_ids: Iterable[int]) -> dict[int, Review]:
    """Return the latest review of each measure that has one."""
    latest: dict[int, Review] = {}
    for review in Review.objects.filter(measure_id__in=list(measure_ids)).order_by("on", "pk"):
        latest[review.measure_id] = review
    return latest


def asked_again_on(measure: Measure, latest: Review | None) -> date:
    """Return the day on which the question comes up next."""
    return latest.next_on if latest else measure.starts_on + timedelta(days=FIRST_AFTER)


def reviews_due(unit_ids: Iterable[int], on: date) -> list[Due]:
    """Return the open measures of the units whose question has come up, the longest waiting first."""
    last = Review.objects.filter(measure=OuterRef("pk")).order_by("-on", "-pk").values("next_on")[:1]
    measures = (
        Measure.objects.filter(plan__unit_id__in=list(unit_ids), state="open", starts_on__lte=on)
        .annotate(asked_again=Subquery(last))
        .select_related("plan__unit", "area")
    )
    found = [
        Due(measure, measure.asked_again or measure.starts_on + timedelta(days=FIRST_AFTER))  # annotated above
        for measure in measures
    ]
    return sorted((due for due in found if due.since <= on), key=lambda due: (due.since, due.measure.pk))
