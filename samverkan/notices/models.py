"""Messages to people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User


class Notice(models.Model):
    """Meddelande: something a person is told, with the times it was sent, delivered, read and received.

    Rows are the outbox: what has no `mailed_at` is still to be mailed (`rules.is_to_be_mailed`).
    `receipt_wanted` marks notices whose receipt is the point of them (AGR-18, COM-02).
    """

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    """`package.noun` of what it is about."""
    key = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    address = models.CharField(max_length=300)
    sent_at = models.DateTimeField(_("sent"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_tried_at = models.DateTimeField(null=True, blank=True)
    """When the last attempt began: written before the letter goes, so that two runs never send the same one."""
    mail_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    receipt_wanted = models.BooleanField(_("receipt wanted"), default=False)
    received_at = models.DateTimeField(_("receipt given"), null=True, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        indexes = (
            models.Index(fields=("recipient", "read_at"), name="notices_of_a_person"),
            models.Index(fields=("kind", "key"), name="notices_about_a_thing"),
        )

    def __str__(self) -> str:
        return self.title


class LetterChoice(models.Model):
    """Brevval: a person who does not want letters, but for those that ask for a receipt."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    wants_letters = models.BooleanField(_("wants letters"), default=True)
