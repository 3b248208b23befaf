"""What the deeds of the package share: pointers, refusals, texts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.scheduling.models import YearPlan
from samverkan.scheduling.queries.access import may_keep_basis

NOT_KEEPER = "Only the central preparation group keeps venues, rooms and the calendar."
NOT_PLANNER = "You may not plan the meetings of this unit."
NOT_LEADER = "You may not answer for this group."


def plan_pointer(plan: YearPlan) -> Pointer:
    """Return where the plan can be opened. Wants the unit fetched."""
    title = gettext("Meeting plan %(year)s, %(unit)s") % {"year": plan.year, "unit": plan.unit.name}
    return Pointer("scheduling.plan", str(plan.pk), title, reverse("scheduling:plan", args=[plan.pk]))


def basis_pointer(unit: Unit) -> Pointer:
    """Return where what plans are made of is shown."""
    title = gettext("Basis for meeting plans, %(unit)s") % {"unit": unit.name}
    return Pointer("scheduling.basis", str(unit.pk), title, reverse("scheduling:venues"))


def cadence_pointer(group: Group) -> Pointer:
    """Return where the group's cadence can be opened."""
    title = gettext("Meeting cadence of %(group)s") % {"group": group.name}
    return Pointer("scheduling.cadence", str(group.pk), title, reverse("scheduling:cadence", args=[group.pk]))


def demand_keeper(by: Actor, municipality_id: int) -> None:
    """Raise `NotAllowed` unless the actor keeps the municipality's venues, rooms and calendar."""
    demand(may_keep_basis(by, municipality_id), NOT_KEEPER)


def named(field: str, text: str, reason: str, most: int = 120) -> str:
    """Return the text without blanks around; refuse an empty one and person data."""
    refuse_person_data(contact_details=True, **{field: text})
    if not text.strip():
        raise Refused(reason, field=field)
    return text.strip()[:most]
