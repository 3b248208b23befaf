"""Keeping an uploaded file with the text read from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from samverkan.access.actor import Actor
from samverkan.documents.models import Document
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.reading.document import DocumentKind
from samverkan.reading.files import read_document

MEDIA_TYPES = {
    DocumentKind.TEXT: "text/plain",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its name and bytes."""

    name: str
    data: bytes


def keep_upload(*, by: Actor, upload: Upload, field: str, contact_details: bool = False) -> Document:
    """Read the file's text, refuse person data in it, and store both; part of another deed.

    Raises `Refused` naming `field` when the file is empty, too large, encrypted or not text, DOCX or PDF.
    """
    try:
        read = read_document(upload.data, upload.name, size_limit=settings.DOCUMENT_SIZE_LIMIT)
    except Refused as refused:
        raise Refused(refused.reason, field=field, way_on=refused.way_on, **refused.values) from refused
    refuse_person_data(contact_details=contact_details, **{field: read.text})
    return store_document(by=by, name=upload.name, media_type=MEDIA_TYPES[read.kind], data=upload.data, text=read.text)
