"""Storing files."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.documents.models import Document, place_of
from samverkan.ground.pointers import Pointer


@transaction.atomic
def store_document(
    *, by: Actor, name: str, media_type: str, data: bytes, text: str = "", registry_number: str = ""
) -> Document:
    """Keep a file as it came; the same content is kept once on disk. The caller has passed its own gate."""
    document = Document(
        name=name[:200],
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        registry_number=registry_number,
        added_at=timezone.now(),
        added_by_id=by.user_id,
        added_by_name=by.name[:120],
    )
    place = place_of(document, name)
    storage = document.file.storage
    if storage.exists(place):
        document.file.name = place
    else:
        document.file.save(name, ContentFile(data), save=False)
    document.save()
    record(
        by=by,
        event="documents.stored",
        on=Pointer("documents.document", str(document.pk), document.name, ""),
        details={"sha256": document.sha256, "size": document.size},
    )
    return document
