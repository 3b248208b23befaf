"""Files, stored once by their hash."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


def place_of(document: Document, name: str) -> str:
    """Return where the file lies: by its hash, so the same file is kept once and no name can lead astray."""
    return f"{document.sha256[:2]}/{document.sha256}"


class Document(models.Model):
    """Handling: a file as it came, with its hash and the text read from it (CRO-10)."""

    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=place_of, max_length=80)
    text = models.TextField(blank=True)
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    added_at = models.DateTimeField(_("added"))
    added_by_id = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=120)

    class Meta:
        indexes = (models.Index(fields=("sha256",), name="documents_by_hash"),)

    def __str__(self) -> str:
        return self.name
