"""Organisations and units, all with dates."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.ground.periods import Period
from samverkan.ground.words import OrganisationKey, Party
from samverkan.organisation.words import UnitKind


class Dated(models.Model):
    """Something that holds from a day until another (exclusive), or until further notice."""

    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until (not including)"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """Return the days as a plain value."""
        return Period(self.valid_from, self.valid_until)

    @property
    def last_day(self) -> date | None:
        """Return the last day that it holds, or none until further notice."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def holds(self, on: date) -> bool:
        """Tell whether it holds on the day."""
        return self.period.holds(on)

    @staticmethod
    def holding(on: date, prefix: str = "") -> models.Q:
        """Return the condition that a row (or the row behind `prefix`) holds on the day."""
        return models.Q(**{f"{prefix}valid_from__lte": on}) & (
            models.Q(**{f"{prefix}valid_until__isnull": True}) | models.Q(**{f"{prefix}valid_until__gt": on})
        )


class Unit(Dated):
    """Enhet: an organisation or a part of one, of the municipality, the police or another actor (ORG-01 to -04)."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices())
    party = models.CharField(_("party"), max_length=12, choices=Party.choices())
    key = models.CharField(max_length=20, blank=True, default="")
    """Which organisation the agreements mean by name (`ground.words.OrganisationKey`), if any."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    municipality = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The municipality a unit belongs to; for a local police area none, since it may serve several."""
    organisation_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    mailbox = models.EmailField(_("function mailbox"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="unit_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_key(self) -> OrganisationKey:
        """Return the organisation that the agreements mean by name."""
        return OrganisationKey(self.key)


class Succession(models.Model):
    """Efterföljare: one unit took over after another on a day (ORG-04)."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_is_said_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="unit_does_not_succeed_itself"
            ),
        )


class Pairing(Dated):
    """Parning: a district works with a local police area, many to many and with dates (ORG-02)."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="police_pairings")
    police = models.ForeignKey(Unit, models.PROTECT, related_name="district_pairings")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("district", "police", "valid_from"), name="pairing_starts_once"),
        )


class Post(Dated):
    """Befattning: a person's role in a unit; it gives the powers of the role there."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices())
    title = models.CharField(_("title"), max_length=120, blank=True)

    class Meta:
        indexes = (models.Index(fields=("user", "valid_from"), name="posts_of_a_person"),)
