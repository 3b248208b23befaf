"""Groups and seats."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.groups.words import Membership
from samverkan.organisation.models import Dated, Unit


class Group(Dated):
    """Grupp: one of the five kinds, in a district or for the whole municipality (ORG-05)."""

    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind.choices())
    name = models.CharField(_("name"), max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The district administration, or the municipality for the two overall groups."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    """The group it prepares matters for."""
    task = models.TextField(_("task"), blank=True)
    known_as = models.CharField(_("known locally as"), max_length=160, blank=True)
    """For example a local crime prevention council that serves as steering group (ORG-28)."""

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=("unit", "kind"), name="groups_of_a_unit"),)

    def __str__(self) -> str:
        return self.name


class Seat(Dated):
    """Plats: a function in a group, held by a person or vacant (ORG-23)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    function = models.CharField(_("function"), max_length=30, choices=FunctionKind.choices())
    title = models.CharField(_("title"), max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The organisation that the seat belongs to."""
    party = models.CharField(_("party"), max_length=12, choices=Party.choices())
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    membership = models.CharField(_("membership"), max_length=10, choices=Membership.choices(), default="ordinary")
    has_mandate = models.BooleanField(_("carries a mandate"), default=False)
    is_decision_maker = models.BooleanField(_("decision-maker of the party"), default=False)
    is_presiding = models.BooleanField(_("presides"), default=False)
    responsibility = models.CharField(_("area of responsibility tied to the task"), max_length=200, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    """The same seat before it was filled or vacated: rows are ended and followed, never overwritten."""

    class Meta:
        ordering = ("group", "-is_presiding", "title")
        indexes = (models.Index(fields=("holder", "valid_from"), name="seats_of_a_person"),)

    @property
    def is_vacant(self) -> bool:
        """Tell whether nobody holds the seat."""
        return self.holder_id is None


class Demand(models.Model):
    """Krav på grupper: what the agreement in force demands of a kind of group in a unit (ORG-06 to -19).

    Handed down when an agreement is put in force, since agreements lie above groups. A municipality's row
    holds for its districts where they have none of their own.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group_kind = models.CharField(max_length=20, choices=GroupKind.choices())
    terms = models.JSONField(default=list)
    """Terms as JSON, each with kind, key, clause and parameters (docs/reference/terms.md)."""
    set_at = models.DateTimeField(_("handed down"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "group_kind"), name="demand_once_for_a_kind"),)


class NoteSharing(Dated):
    """Delning av anteckningar: notes of one kind of group may be read by another kind (MEE-19, REP-07).

    Written when an agreement with such a term is put in force; `unit` is the agreement's district or
    municipality. The shared notes are those of groups of that unit or of units below it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_kind = models.CharField(max_length=20, choices=GroupKind.choices())
    to_kind = models.CharField(max_length=20, choices=GroupKind.choices())
    source = models.CharField(max_length=200)
    """The agreement and clause that say so."""
