"""Priority areas in dated lists."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.words import Change


class AreaList(Dated):
    """Områdeslista: the priority areas of one version of the overall agreement (PRI-02 to -05)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    is_draft = models.BooleanField(_("draft, never in force"), default=False)
    claimed_count = models.PositiveSmallIntegerField(_("number of areas claimed"), null=True, blank=True)
    """How many areas a source says there are, where it differs from those it names (PRI-04)."""
    source = models.CharField(_("source"), max_length=300)
    consulted = models.TextField(_("consulted"), blank=True)

    class Meta:
        ordering = ("valid_from", "pk")


class Area(models.Model):
    """Prioriterat samverkansområde: one area of a list (PRI-02, PRI-03)."""

    area_list = models.ForeignKey(AreaList, models.PROTECT, related_name="areas")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    is_attested = models.BooleanField(_("named by a source of the time"), default=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("area_list", "number")
        constraints = (models.UniqueConstraint(fields=("area_list", "number"), name="area_number_once"),)

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """Deltema: a sub-theme of an area (PRI-07)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="themes")
    name = models.CharField(_("name"), max_length=160)
    source = models.CharField(_("source"), max_length=300, blank=True)


class Goal(models.Model):
    """Målsättning: a numbered goal under an area, common or proposed (PRI-06, PRI-09 to -11, PRI-19)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("goal"))
    clarification = models.TextField(_("clarification"), blank=True)
    is_proposal = models.BooleanField(_("proposed, not adopted"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("area", "number")
        constraints = (models.UniqueConstraint(fields=("area", "number"), name="goal_number_once"),)


class WordingChange(models.Model):
    """Ändrad lydelse: a text changed after consultation, with both wordings and the reason (PRI-16)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="wording_changes")
    on = models.DateField(_("date"), null=True, blank=True)
    heading = models.CharField(_("heading"), max_length=160)
    old_wording = models.TextField(_("old wording"))
    new_wording = models.TextField(_("new wording"))
    reason = models.TextField(_("reason"))
    source = models.CharField(_("source"), max_length=300, blank=True)


class AreaMapping(models.Model):
    """Övergång: what became of an area in a later list, with source and who disputes it (PRI-05, PRI-21)."""

    old = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="becomes")
    new = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="comes_from")
    change = models.CharField(_("change"), max_length=15, choices=Change.choices())
    is_inferred = models.BooleanField(_("inferred, stated by no source"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    disputed_by = models.CharField(_("disputed by"), max_length=300, blank=True)


class LocalPriority(Dated):
    """Lokal prioritering: how a district ranks or narrows an area (PRI-20, SIT-07)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    focus = models.CharField(_("local focus"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
