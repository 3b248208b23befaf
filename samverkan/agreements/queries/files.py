"""The files behind agreements and annexes; who may see the thing may have its file."""

from __future__ import annotations

from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.agreements.queries.agreements import agreements_visible_to, drafts_visible_to
from samverkan.agreements.queries.annexes import annex_version_for
from samverkan.documents.models import Document
from samverkan.documents.queries import document_bytes


def _named(document: Document | None) -> tuple[str, bytes]:
    if document is None:
        raise Http404
    return document.name, document_bytes(document)


def agreement_file(actor: Actor, agreement_id: int) -> tuple[str, bytes]:
    """Return name and content of what the agreement or the draft was read from, or answer as if it did not exist."""
    for visible in (agreements_visible_to(actor), drafts_visible_to(actor)):
        agreement = visible.filter(pk=agreement_id).first()
        if agreement is not None:
            return _named(agreement.source)
    raise Http404


def annex_file(actor: Actor, version_id: int) -> tuple[str, bytes]:
    """Return name and content of what the version was read from, or answer as if it did not exist."""
    return _named(annex_version_for(actor, version_id).document)
