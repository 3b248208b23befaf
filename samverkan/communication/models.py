"""The duty to inform."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.communication.rules import title_of
from samverkan.communication.words import Concerns
from samverkan.ground.words import Party
from samverkan.groups.models import Group
from samverkan.notices.models import Notice
from samverkan.organisation.models import Unit


class Information(models.Model):
    """Underrättelse: one party tells the other's decision-makers of an event (COM-01 to -03)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The district or municipality whose agreement it concerns."""
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """The steering group whose decision-makers are told."""
    sender_party = models.CharField(_("from"), max_length=12, choices=Party.choices())
    sender = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sender_name = models.CharField(max_length=120)
    sender_title = models.CharField(max_length=160)
    happened_on = models.DateField(_("when"))
    event = models.TextField(_("what has happened or been decided"))
    concerns = models.CharField(_("may be material for"), max_length=20, choices=Concerns.choices())
    materiality = models.TextField(_("why it may be assumed to be material"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        ordering = ("-sent_at", "-pk")
        indexes = (models.Index(fields=("unit", "sent_at"), name="information_of_a_unit"),)

    def __str__(self) -> str:
        return title_of(self.event)


class Delivery(models.Model):
    """Delgivning: one decision-maker's copy, with delivery, receipt and answer (COM-02, COM-14)."""

    information = models.ForeignKey(Information, models.PROTECT, related_name="deliveries")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")
    function_title = models.CharField(max_length=160)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
