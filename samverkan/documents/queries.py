"""Reading files. A document has no address of its own: what it belongs to decides who may see it."""

from __future__ import annotations

from samverkan.documents.models import Document
from samverkan.ground.refusals import Refused


def document_bytes(document: Document) -> bytes:
    """Return the file as it came. The caller has passed the gate of the thing the document belongs to.

    Raises `Refused` when the file is no longer in the documents folder.
    """
    try:
        with document.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as fault:
        raise Refused(
            "The file %(name)s is not in the documents folder.",
            way_on="Ask the administrator to restore it from a backup.",
            name=document.name,
        ) from fault
