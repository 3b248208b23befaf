"""Where sources, sub-goals and indicators can be opened, and who may change them."""

from __future__ import annotations

from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.indicators.models import Indicator, Source, SubGoal

SOURCE, SUB_GOAL, INDICATOR = "indicators.source", "indicators.sub_goal", "indicators.indicator"
NOT_YOUR_GOALS = "You may not change the goals of this unit."
NOT_YOUR_INDICATORS = "You may not change the indicators of this unit."
NOT_YOUR_SOURCES = "You may not change the sources of this municipality."
NOT_YOUR_READINGS = "You may not record figures for this unit."


def source_pointer(source: Source) -> Pointer:
    """Return where the source can be opened."""
    return Pointer(SOURCE, str(source.pk), str(source), reverse("indicators:source", args=[source.pk]))


def sub_goal_pointer(sub_goal: SubGoal) -> Pointer:
    """Return where the sub-goal can be opened."""
    address = reverse("indicators:sub_goal", args=[sub_goal.pk])
    return Pointer(SUB_GOAL, str(sub_goal.pk), sub_goal.text[:300], address)


def indicator_pointer(indicator: Indicator) -> Pointer:
    """Return where the indicator can be opened."""
    address = reverse("indicators:indicator", args=[indicator.pk])
    return Pointer(INDICATOR, str(indicator.pk), indicator.name, address)


def demand_preparing(by: Actor, unit_id: int, what: str) -> None:
    """Raise `NotAllowed` unless the actor prepares the unit's matters."""
    demand(may_prepare(by, unit_id), what)


def saved_by(pointer: Pointer) -> str:
    """Return who wrote the last line of the trail about the thing."""
    last = entries_about(pointer.kind, pointer.key).first()
    return last.actor_name if last else ""


def demand_text(field: str, text: str, reason: str) -> str:
    """Return the text without blanks around it; raise `Refused` when there is none."""
    if not text.strip():
        raise Refused(reason, field=field)
    return text.strip()
