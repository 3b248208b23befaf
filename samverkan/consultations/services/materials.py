"""What is sent out in a round: the letter's documents, added, changed and taken out before it is sent (REM-05)."""

from __future__ import annotations

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.agreements.services.files import Upload, keep_upload
from samverkan.audit.services import record
from samverkan.consultations.models import Material, Round
from samverkan.consultations.services.common import (
    demand_text,
    round_pointer,
    told,
)
from samverkan.consultations.services.rounds import SENT, locked_round
from samverkan.consultations.words import MaterialKind
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused


@transaction.atomic
def add_material(
    *,
    by: Actor,
    round_: Round,
    kind: MaterialKind,
    title: str,
    number: int | None = None,
    text: str = "",
    upload: Upload | None = None,
    registry_number: str = "",
) -> Material:
    """Add a document to what is sent, as text, as a file, or both."""
    round_ = locked_round(by, round_)
    if round_.sent_on is not None:
        raise Refused(SENT)
    material = Material(round=round_, order=round_.materials.count() + 1)
    _fill_material(by, material, kind, title, number, text, upload, registry_number)
    material.save()
    record(by=by, event="consultations.material_added", on=round_pointer(round_), details={"material": material.pk})
    return material


def _fill_material(
    by: Actor,
    material: Material,
    kind: MaterialKind,
    title: str,
    number: int | None,
    text: str,
    upload: Upload | None,
    registry_number: str,
) -> None:
    texts = told(
        {"title": title, "text": text, "registry_number": registry_number}, {"title": 200, "registry_number": 60}
    )
    demand_text("title", texts["title"], "Write what the document is called.")
    if number is not None and not 1 <= number <= 99:
        raise Refused("An annex has a number between 1 and 99.", field="number")
    others = material.round.materials.exclude(pk=material.pk)
    if number is not None and others.filter(number=number).exists():
        raise Refused("There is already an annex with that number.", field="number")
    if upload is not None:
        material.document = keep_upload(by=by, upload=upload, field="upload")
    if not texts["text"] and material.document is None:
        raise Refused("Write the text, or attach the file.", field="text")
    material.kind, material.number = kind, number
    material.title, material.text, material.registry_number = texts["title"], texts["text"], texts["registry_number"]
    if not material.text and material.document is not None:
        material.text = material.document.text
    material.saved_by_name = by.name[:120]


@transaction.atomic
def revise_material(
    *,
    by: Actor,
    material: Material,
    edition: int,
    kind: MaterialKind,
    title: str,
    number: int | None = None,
    text: str = "",
    upload: Upload | None = None,
    registry_number: str = "",
) -> Material:
    """Write in a document before it is sent. Raises `SavedMeanwhile` when somebody else saved first."""
    round_ = locked_round(by, material.round)
    material = (
        Material.objects.select_for_update(of=("self",)).select_related("document", "round__case").get(pk=material.pk)
    )
    if round_.sent_on is not None:
        raise Refused(SENT, way_on="Record a text change, or send a new round.")
    demand_edition(edition, material.edition, saved_by=material.saved_by_name)
    _fill_material(by, material, kind, title, number, text, upload, registry_number)
    material.edition += 1
    material.save()
    record(by=by, event="consultations.material_revised", on=round_pointer(round_), details={"material": material.pk})
    return material


@transaction.atomic
def remove_material(*, by: Actor, material: Material) -> None:
    """Take a document out before the round is sent."""
    round_ = locked_round(by, material.round)
    if round_.sent_on is not None:
        raise Refused(SENT)
    key = material.pk
    Material.objects.filter(pk=key).delete()
    record(by=by, event="consultations.material_removed", on=round_pointer(round_), details={"material": key})
