"""Appointed working groups and existing forums."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.models import Decision, Matter
from samverkan.ground.words import FunctionKind
from samverkan.groups.models import Group
from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.models import Area


class Appointment(models.Model):
    """Tillsättning: the preparation group's appointing of a working group (ORG-17, ORG-20, DEC-10).

    Proposed as a matter; the group itself is founded when the preparation group has decided.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    preparation_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    task = models.TextField(_("task"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    focus = models.CharField(_("focus area"), max_length=200)
    is_permanent = models.BooleanField(_("permanent"), default=False)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    forums_considered = models.TextField(_("existing forums considered, and why they do not suffice"))
    starts_from = models.TextField(_("situation picture and cause analysis it starts from"), blank=True)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    """Where it is decided; none only while the proposal is being stored."""
    proposed_on = models.DateField(_("proposed"))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.OneToOneField(Group, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_permanent=True, ends_on__isnull=True)
                | models.Q(is_permanent=False, ends_on__isnull=False),
                name="appointment_is_permanent_or_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(group__isnull=True) | models.Q(decision__isnull=False),
                name="no_working_group_without_a_decision",
            ),
        )


class SuggestedSeat(models.Model):
    """Föreslagen plats: a function that the working group is to have from its first day (ORG-18, ORG-19)."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="suggested_seats")
    function = models.CharField(_("function"), max_length=30, choices=FunctionKind.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_co_opted = models.BooleanField(_("co-opted"), default=False)
    responsibility = models.CharField(_("area of responsibility tied to the task"), max_length=200, blank=True)


class Forum(Dated):
    """Forum: an existing group or form of collaboration outside the agreement's structure (ORG-29, -30, -36)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    purpose = models.TextField(_("what it does"), blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    meets = models.CharField(_("meets"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    participants = models.ManyToManyField(Unit, related_name="+", blank=True)
    mapped_to = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    """The group of the agreement's structure that it counts as, if any (ORG-28, ORG-30)."""
