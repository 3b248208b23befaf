"""Reading a file of the past, and storing it whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare
from samverkan.agreements.services.files import MEDIA_TYPES
from samverkan.audit.services import record
from samverkan.consultations.models import Round
from samverkan.consultations.services.common import ONLY_SENDER, round_pointer
from samverkan.consultations.services.past.bodies import store_bodies
from samverkan.consultations.services.past.case import store_annexes, store_case, store_changes
from samverkan.consultations.services.past.levels import store_levels
from samverkan.consultations.services.past.places import store_findings, store_places
from samverkan.documents.models import Document, place_of
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import PersonData
from samverkan.guard.rules import findings as person_data_in
from samverkan.organisation.models import Unit
from samverkan.organisation.services import add_unit
from samverkan.organisation.words import UnitKind
from samverkan.reading.consultation import ConsultationDraft, read_consultation
from samverkan.reading.document import Document as ReadDocument
from samverkan.reading.document import DocumentKind
from samverkan.reading.files import read_document

PERSONS = frozenset({PersonData.PERSONAL_NUMBER, PersonData.COORDINATION_NUMBER})


def read_report(data: bytes, name: str) -> tuple[ReadDocument, ConsultationDraft]:
    """Read a file without storing anything, or raise `Refused` with one sentence."""
    document = read_document(data, name, size_limit=settings.DOCUMENT_SIZE_LIMIT)
    draft = read_consultation(document)
    for finding in person_data_in(document.text, contact_details=True):
        if finding.kind in PERSONS:
            raise Refused(
                "The file %(name)s holds %(kind)s on line %(line)s.",
                way_on="Remove it from a copy of the file and import the copy.",
                name=name,
                kind=finding.kind.label,
                line=finding.line,
            )
    return document, draft


@contextmanager
def _no_file_left_behind(data: bytes) -> Iterator[None]:
    """Take the stored file away again when the import fails, unless it lay there before."""
    probe = Document(sha256=hashlib.sha256(data).hexdigest())
    place, storage = place_of(probe, ""), probe.file.storage
    was_there = storage.exists(place)
    try:
        yield
    except BaseException:
        if not was_there and storage.exists(place):
            storage.delete(place)
        raise


def import_report(
    *, by: Actor, data: bytes, name: str, municipality: Unit | None = None, today: date
) -> tuple[Round, bool]:
    """Store an old document as a round of the past, and tell whether it was new.

    The same file twice gives the same round. Raises `Refused` for a document of no known kind; nothing is then left
    behind, neither rows nor a file.
    """
    with _no_file_left_behind(data), transaction.atomic():
        return _import(by, data, name, municipality, today)


def _import(by: Actor, data: bytes, name: str, municipality: Unit | None, today: date) -> tuple[Round, bool]:
    document, draft = read_report(data, name)
    city = municipality or _municipality_of(by, document)
    demand(may_administer(by) or may_prepare(by, city.pk), ONLY_SENDER)
    sha256 = hashlib.sha256(data).hexdigest()
    known = (
        Round.objects.filter(case__is_past=True, case__municipality=city, source__sha256=sha256)
        .select_related("case")
        .first()
    )
    if known is not None:
        record(by=by, event="consultations.report_read_again", on=round_pointer(known))
        return known, False
    case = store_case(draft, city, name, today)
    source = store_document(
        by=by, name=name, media_type=MEDIA_TYPES[DocumentKind(document.kind)], data=data, text=document.text
    )
    round_ = Round.objects.create(case=case, number=1, last_day=draft.deadline, source=source)
    store_annexes(round_, draft.annexes)
    store_changes(round_, draft.text_changes)
    store_levels(case, draft, store_bodies(round_, draft, today))
    store_places(round_, draft)
    store_findings(round_, draft.findings)
    record(
        by=by,
        event="consultations.report_read",
        on=round_pointer(round_),
        details={
            "kind": draft.kind.value,
            "sha256": sha256,
            "bodies": len(draft.bodies),
            "findings": len(draft.findings),
        },
    )
    return round_, True


def _municipality_of(by: Actor, document: ReadDocument) -> Unit:
    """Return the municipality the document is of: the actor's own, the only one, or the one it names."""
    known = list(Unit.objects.filter(kind=UnitKind.MUNICIPALITY).order_by("pk"))
    if len(known) > 1 and by.municipality_ids:
        known = [one for one in known if one.pk in by.municipality_ids] or known
    if len(known) > 1:
        text = document.text.casefold()
        named = [one for one in known if re.sub(r"s? (?:kommun|stad)$", "", one.name.casefold()) in text]
        known = named if len(named) == 1 else known
    if len(known) > 1:
        raise Refused(
            "There are several municipalities, and the file %(name)s names none of them.",
            way_on="Say which one it belongs to.",
            name=document.name,
        )
    if known:
        return known[0]
    return add_unit(
        by=by,
        name=gettext("The municipality"),
        kind=UnitKind.MUNICIPALITY,
        party=Party.MUNICIPALITY,
        valid_from=date(1971, 1, 1),
    )
