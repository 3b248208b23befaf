"""Places, their classification and what was counted there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.places.words import AreaClass, ProblemType
from samverkan.priorities.models import Area


class Place(models.Model):
    """Plats: an unsafe or crime-exposed place, what was built there, and one coordinator (SIT-14, -15, ORG-25)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The district."""
    name = models.CharField(_("name"), max_length=120)
    delimitation = models.CharField(_("delimited by"), max_length=300)
    problem_types = models.JSONField(_("problems"), default=list)
    """Values of `ProblemType`."""
    built_factors = models.JSONField(_("built environment"), default=dict)
    """`BuiltFactor` value → what was seen, in a few words."""
    coordinating_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    coordinator_title = models.CharField(_("coordinating function"), max_length=120, blank=True)
    owners = models.ManyToManyField(Unit, related_name="+", blank=True)
    """Administrations and companies that own or answer for a part of the place."""
    how_followed_up = models.TextField(_("how the work at the place is followed up and evaluated"), blank=True)
    at_risk = models.BooleanField(_("at risk of developing badly, though not classified"), default=False)
    at_risk_because = models.CharField(_("why"), max_length=300, blank=True)
    registered_on = models.DateField(_("registered"))
    closed_on = models.DateField(_("no longer followed from"), null=True, blank=True)
    closed_because = models.CharField(_("why"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "name")
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="place_name_once"),)

    def __str__(self) -> str:
        return self.name


class Classification(models.Model):
    """Klassning: how the police class an area from a day; kept apart from the priority areas (SIT-16)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="classifications")
    area_class = models.CharField(_("class"), max_length=15, choices=AreaClass.choices())
    on = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ("place", "-on")
        constraints = (models.UniqueConstraint(fields=("place", "on"), name="classified_once_a_day"),)


class PlaceCount(models.Model):
    """Räkning: how many of something were seen at a place on a day, for example open drug scenes (SIT-22).

    A count of zero says that somebody looked and saw none; a day without a row says that nobody counted.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="counts")
    problem_type = models.CharField(_("what was counted"), max_length=20, choices=ProblemType.choices())
    on = models.DateField(_("date"))
    number = models.PositiveIntegerField(_("number"))
    source = models.CharField(_("who counted, and how"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("place", "on")
        constraints = (models.UniqueConstraint(fields=("place", "problem_type", "on"), name="counted_once_a_day"),)


class ContextFact(models.Model):
    """Omvärldsuppgift: a dated fact that frames the work, for example the national terror threat level (SIT-23)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("what"), max_length=120)
    value = models.CharField(_("value"), max_length=120)
    on = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("name", "-on")
        constraints = (models.UniqueConstraint(fields=("municipality", "name", "on"), name="fact_once_a_day"),)
