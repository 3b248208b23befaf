"""The weekly check-in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.checkins.words import LineKind
from samverkan.ground.words import Party
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area


class CheckIn(models.Model):
    """Veckoavstämning: half an hour in which district and police share what they see (SIT-12)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    """The ISO year of the week."""
    week = models.PositiveSmallIntegerField(_("week"))
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    present = models.JSONField(_("present functions"), default=list)
    """Titles of functions, never names."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "-year", "-week")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "week"), name="check_in_once_a_week"),
            models.CheckConstraint(condition=Q(week__gte=1) & Q(week__lte=53), name="check_in_week_exists"),
        )


class CheckInLine(models.Model):
    """Avstämningsrad: something seen, expected or agreed to be done by a function by a day."""

    check_in = models.ForeignKey(CheckIn, models.PROTECT, related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices())
    party = models.CharField(_("from"), max_length=12, choices=Party.choices())
    text = models.CharField(_("text"), max_length=300)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    by_function = models.CharField(_("who does it"), max_length=120, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)
    dropped_on = models.DateField(_("no longer to be done from"), null=True, blank=True)
    dropped_because = models.CharField(_("why it is no longer to be done"), max_length=300, blank=True)
    """Struck out, never deleted: what was said at the check-in can still be read."""
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("check_in", "kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="agreed") | (~Q(by_function="") & Q(due_on__isnull=False)),
                name="agreed_line_has_somebody_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | (Q(done_on__isnull=True) & ~Q(dropped_because="")),
                name="dropped_line_is_not_done_and_says_why",
            ),
        )
