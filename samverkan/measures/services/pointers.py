"""Where plans, versions, measures and halves are opened."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.audit.queries import entries_about
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.words import Party, Word
from samverkan.measures.models import AreaNote, Carried, Delivery, Half, Measure, Part, Plan, PlanVersion
from samverkan.measures.words import PartKind, PlanKind

PLAN_VERSION = "measures.plan_version"
"""The kind under which `decisions.bells.DECIDED` knows the plans that are decided without an annex."""


def _said(word: Word) -> str:
    """Return the word in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(word.label)


def plan_title(plan: Plan) -> str:
    """Return what the plan is called in the records."""
    return f"{_said(PlanKind(plan.kind))} {plan.year}"


def plan_pointer(plan: Plan) -> Pointer:
    """Return where the plan can be opened."""
    return Pointer("measures.plan", str(plan.pk), plan_title(plan), reverse("measures:plan", args=[plan.pk]))


def part_pointer(part: Part) -> Pointer:
    """Return where the part is read: in its plan."""
    address = reverse("measures:plan", args=[part.plan_id])
    return Pointer("measures.part", str(part.pk), _said(PartKind(part.kind)), address)


def note_pointer(note: AreaNote) -> Pointer:
    """Return where the area note is read: in its plan."""
    return Pointer("measures.area_note", str(note.pk), str(note.area), reverse("measures:plan", args=[note.plan_id]))


def carried_pointer(carried: Carried) -> Pointer:
    """Return where what was left undone is read: in the plan that took it over."""
    address = reverse("measures:plan", args=[carried.plan_id])
    return Pointer("measures.carried", str(carried.pk), carried.text[:120], address)


def plan_version_pointer(version: PlanVersion) -> Pointer:
    """Return where the frozen version can be read. Wants `plan` selected."""
    address = reverse("measures:plan_version", args=[version.pk])
    return Pointer(PLAN_VERSION, str(version.pk), f"{plan_title(version.plan)} ({version.number})", address)


def measure_pointer(measure: Measure) -> Pointer:
    """Return where the measure can be opened."""
    address = reverse("measures:measure", args=[measure.pk])
    return Pointer("measures.measure", str(measure.pk), measure.title, address)


def half_pointer(half: Half) -> Pointer:
    """Return where the half is read: in its measure. Wants `measure` selected."""
    address = reverse("measures:measure", args=[half.measure_id])
    return Pointer("measures.half", str(half.pk), f"{half.measure.title}: {_said(Party(half.party))}", address)


def delivery_pointer(delivery: Delivery) -> Pointer:
    """Return where the delivery is read: in its measure. Wants `half__measure` selected."""
    address = reverse("measures:measure", args=[delivery.half.measure_id])
    return Pointer("measures.delivery", str(delivery.pk), delivery.half.measure.title, address)


def demand_current(opened: int, current: int, pointer: Pointer) -> None:
    """Raise `SavedMeanwhile`, with the name of who saved last, unless the opened edition is the stored one."""
    if opened != current:
        last = entries_about(pointer.kind, pointer.key).first()
        demand_edition(opened, current, saved_by=last.actor_name if last else "")
